/**
 * The style of a wall: one rem is a hundredth of the height of a 16:9 screen, so that
 * a television of any size shows the same at six metres. Nothing newer than 2017:
 * no gap in flexible boxes, no min(), no :focus-visible.
 */
import { STRIPE } from "../livePage/style.ts";
import { COLOURS } from "../page.ts";

const properties = (theme: keyof typeof COLOURS): string =>
	[...Object.entries(COLOURS[theme]), ["stripe", STRIPE[theme]] as const]
		.map(([name, value]) => `--${name}:${value}`)
		.join(";");

/** Written out: two stops in one came in 2018. */
const STRIPES =
	"repeating-linear-gradient(135deg,var(--surface) 0,var(--surface) 2rem,var(--stripe) 2rem,var(--stripe) 4rem)";

const RULES = `
*{box-sizing:border-box}
html{font-size:1vh;height:100%}
@media(max-aspect-ratio:16/9){html{font-size:.5625vw}}
body{margin:0;height:100%;overflow:hidden;display:flex;flex-direction:column;background:var(--surface);color:var(--text);font-size:4rem;line-height:1.15;font-family:system-ui,sans-serif}
h1,h2,p,ul{margin:0;padding:0;list-style:none}
i{font-style:normal}
section:empty,[hidden]{display:none!important}
.g{color:var(--good)}.d{color:var(--danger)}.w{color:var(--waiting)}.q{color:var(--quiet)}
.b{font-weight:700}
.v{position:absolute;width:1px;height:1px;overflow:hidden;white-space:nowrap}
small{font-size:.8em;font-weight:400}
time,#clock,#since,td,kbd{font-variant-numeric:tabular-nums}

.bar{padding:.8rem 3rem;font-weight:700}
.mode{font-size:6rem;background:${STRIPES}}
.test .mode{background:var(--stripe)}
.broken{background:var(--waiting);color:var(--ink)}
#stale{background:var(--text);color:var(--surface)}
#sound{padding:0}
#sound button{width:100%;border-width:0 0 .3rem;border-radius:0}

#room{position:relative;flex:1 1 auto;min-height:0;display:flex;flex-direction:column;padding:1.5rem 3rem}
#f{display:flex;flex-direction:column;flex:1 1 auto;min-height:0}
main{display:flex;flex-direction:column;flex:1 1 auto;min-height:0}
section{flex:0 0 auto}
#p-people{flex:0 1 auto;min-height:0;overflow:hidden}
#clock{font-weight:700;line-height:1}
.burning #clock{position:absolute;right:3rem;top:1.5rem;font-size:6rem}

h2{font-size:5rem;text-transform:uppercase;padding-right:22rem}
h2 svg{height:4.4rem;vertical-align:-.4rem;fill:var(--danger)}
#since,.far{text-transform:none}
#since{font-weight:400}
.place{font-size:6.6rem;line-height:1.1;font-weight:700;max-height:14.6rem;overflow:hidden}
.place small{font-size:5rem}
.head{margin:1rem -4rem;padding:.6rem 4rem 1rem}
h1{padding-top:.12em;margin-top:-.12em;font-size:16.7rem;line-height:1.05;letter-spacing:.03em;white-space:nowrap;overflow:hidden;font-variant-numeric:tabular-nums}
h1 span{display:inline-block}
.head p{font-size:4.7rem;line-height:1.1}
.head b{margin-left:3rem}
.alarm{background:var(--danger);color:var(--ink)}
.fine{background:var(--good);color:var(--ink)}
.gone{color:var(--good)}.wait{color:var(--waiting)}.over{color:var(--quiet)}
.gone,.wait,.over,.exercise .head{border:solid;border-width:.6rem 0}
.exercise .head{color:var(--text);background:${STRIPES}}
.test .head{color:var(--text);background:var(--stripe);border:0}

.people{display:flex;flex-wrap:wrap;margin:0 -.5rem}
.people li{width:33.333%;padding:.4rem .5rem}
.counts span{margin-right:3rem}
.crews{display:flex;flex-wrap:wrap}
.crews li{margin-right:4rem}
.others{border-top:.3rem solid var(--stripe);padding-top:.5rem;margin-top:.5rem}
.others li{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.others .exercise{background:${STRIPES}}
.others .test{background:var(--stripe)}
#p-presses{margin-top:auto}
.presses{display:flex;margin:0 -.5rem}
.presses button{margin:.4rem .5rem;flex:1 1 0;font-size:5rem}
.hint{font-size:3.6rem;color:var(--quiet)}

button{display:block;width:100%;min-height:8.4rem;padding:.4rem 1.2rem;border:.3rem solid var(--quiet);border-radius:1.2rem;background:transparent;color:inherit;font:inherit;font-weight:700;text-align:center;overflow:hidden;cursor:pointer}
.card{display:flex;align-items:center;width:100%;padding:.4rem 1.2rem;border:.3rem solid var(--quiet);border-radius:1.2rem;font-weight:400;text-align:left;line-height:1.1}
.here{border-color:transparent;background:var(--stripe);min-height:8.4rem}
.who{flex:1 1 auto;min-width:0}
.who b,.who small{display:block;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.who b{font-size:3.9rem}
.who small{font-size:3.6rem}
.card time{float:right;padding-left:1rem;font-weight:700}
.card kbd{flex:none;margin-right:1.4rem;font-size:5rem}
kbd{display:inline-block;min-width:5rem;padding:0 1rem;border-radius:.8rem;background:var(--text);color:var(--surface);font:inherit;font-weight:700;text-align:center}
button:focus{outline:.8rem solid var(--link);outline-offset:-.2rem}
.sent{opacity:.6;border-style:dashed}

#toasts{position:fixed;left:0;right:0;bottom:11rem;z-index:3;padding:0 6rem}
#toasts div{display:flex;align-items:center;justify-content:space-between;margin-top:1rem;padding:1rem 1rem 1rem 3rem;border-radius:1.2rem;background:var(--text);color:var(--surface);font-size:5rem;font-variant-numeric:tabular-nums}
#toasts button{width:auto;border-color:var(--surface);margin-left:3rem}

.idle #clock{text-align:center;font-size:24rem}
.date{text-align:center;font-size:6rem}
.brigade{text-align:center;font-size:4.4rem}
.idle h2{padding:0;margin-top:1rem;font-size:4rem;color:var(--quiet)}
.trucks li{font-size:5.4rem;padding:.4rem 0}
.trucks small{color:var(--quiet)}
table{width:100%;border-collapse:collapse;margin-top:1rem}
th,td{padding:.2rem 1rem;text-align:right;border-bottom:.2rem solid var(--stripe)}
th{font-size:3.4rem;font-weight:400;color:var(--quiet)}
th[colspan]{text-align:center}
th[colspan],tbody td:nth-child(3n+2){border-left:.2rem solid var(--stripe)}
td{font-weight:700}
td.q{font-weight:400}
th[scope=row],thead tr:first-child th:first-child{text-align:left}
th[scope=row]{font-size:4rem;color:var(--text)}

.night{background:#000;color:#605F5B}
.night #room{justify-content:center}
.night #clock{text-align:center;font-size:22rem;font-weight:400}
.night #f{flex:0 0 auto}
.night .bar{background:#000;color:#8A8984}
.night #sound{display:none!important}

#flash{position:fixed;top:0;right:0;bottom:0;left:0;z-index:9;background:#fff;opacity:0;pointer-events:none;visibility:hidden}
.flash #flash{visibility:visible;animation:flash 1s 4}
@keyframes flash{0%,60%{opacity:.95}100%{opacity:0}}
.new{animation:new .15s}
@keyframes new{from{opacity:.2}}
.stale #room{filter:grayscale(1);opacity:.6}
@media(prefers-reduced-motion){.new,.flash #flash{animation:none}}
`;

export const STYLE = `:root{${properties("light")}}.dark,.night{${properties("dark")}}${RULES.replace(/\n/g, "")}`;

/** Pages before and after the wall itself: nothing to see, nothing that lights a room. */
export const DOOR_STYLE = `:root{${properties("dark")}}html{font-size:1vh}@media(max-aspect-ratio:16/9){html{font-size:.5625vw}}body{margin:0;padding:10rem;background:var(--surface);color:var(--text);font:5rem/1.3 system-ui,sans-serif}h1{font-size:9rem;line-height:1.1;margin:0 0 3rem}p{margin:0 0 2rem;color:var(--quiet)}button{font:inherit;font-weight:700;padding:2rem 6rem;min-height:12rem;min-width:50%;border:.4rem solid var(--text);border-radius:1.2rem;background:var(--text);color:var(--surface)}button:focus{outline:.8rem solid var(--link);outline-offset:.4rem}`;
