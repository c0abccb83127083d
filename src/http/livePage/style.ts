/**
 * The style of the live page: phone first, two columns from 900 px.
 * It stands in the page itself and is named in the content security policy by its hash.
 */
import { COLOUR_STYLE } from "../page.ts";
import { LENGTHS } from "./what.ts";

const lengths = Array.from(
	{ length: LENGTHS.most - LENGTHS.least + 1 },
	(_, index) => LENGTHS.least + index,
);
/** A headline's size follows its number of characters; the script then fits it exactly. */
const sizes = (name: "n" | "w"): string =>
	lengths.map((length) => `.${name}${length}{--n:${length}}`).join("");

const RULES = `
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--text);font:20px/1.35 system-ui,sans-serif;overflow-wrap:break-word}
main{max-width:1280px;margin:0 auto;padding:8px 16px 16px}
section:empty{display:none}
h1,h2,h3,p,ul,ol{margin:0;padding:0}
ul,ol{list-style:none}
i,em{font-style:normal}
a{color:var(--link)}
.n,time,#clock,#since{font-variant-numeric:tabular-nums}
.g{color:var(--good)}.d{color:var(--danger)}.w{color:var(--waiting)}.q{color:var(--quiet)}
.b{font-weight:700}
p.q{font-size:16px}

.bar{padding:8px 16px;font-weight:700}
#p-bars .bar,#p-bars{margin:0 -16px}
#p-bars{margin:-8px -16px 8px;position:sticky;top:0;z-index:1;background:var(--surface)}
#p-bars .bar{margin:0}
.mode{font-size:28px;line-height:1.2;background:repeating-linear-gradient(135deg,var(--surface) 0 12px,var(--stripe) 12px 24px)}
.test .mode{background:var(--stripe)}
.broken{background:var(--waiting);color:var(--ink)}
.desk{background:var(--stripe)}
.said{background:var(--stripe)}
#stale,#old{background:var(--text);color:var(--surface);position:sticky;top:0;z-index:2}
#stale[hidden]{display:none}
#old a{color:inherit;display:inline-block;padding:16px 8px;margin:-16px 0}

header{display:flex;flex-wrap:wrap;justify-content:space-between;align-items:baseline;gap:0 16px}
header h2{font-size:20px;text-transform:uppercase}
header p{font-size:20px;color:var(--quiet)}
.place{font-size:28px;line-height:1.2;font-weight:700;margin:4px 0 8px}
.place a{font-size:20px;font-weight:400;display:inline-block;padding:16px 8px;margin:-16px 0}

.head{margin:8px -16px;padding:8px 16px 16px}
.head p{font-size:28px;line-height:1.2}
h1{font-size:min(calc((100vw - 32px)/(var(--n)*.72)),20vh);line-height:1.1;font-weight:700;font-variant-numeric:tabular-nums;margin-bottom:4px}
h1 span{display:inline-block;white-space:nowrap}
.two span{display:block}
${sizes("n")}
.alarm{background:var(--danger);color:var(--ink)}
.fine{background:var(--good);color:var(--ink)}
.gone{color:var(--good)}
.wait{color:var(--waiting)}
.over{color:var(--quiet)}
.gone,.wait,.over{border:solid;border-width:4px 0}
.exercise .head{background:repeating-linear-gradient(135deg,var(--surface) 0 12px,var(--stripe) 12px 24px);color:var(--text);border:solid;border-width:4px 0}
.test .head{background:var(--stripe);color:var(--text);border:0}

main h2{font-size:20px;margin-top:16px;display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 16px;align-items:baseline}
main header h2{margin:0;display:block}
main h2 span,main h2 b{font-size:16px;font-weight:400;color:var(--quiet)}
h3{font-size:16px;font-weight:400;color:var(--quiet);margin-top:8px}
.seats{display:grid;grid-template-columns:repeat(auto-fill,minmax(152px,1fr));gap:8px;margin:8px 0}
.seats li{border:2px solid var(--good);border-radius:8px;padding:4px 8px;display:grid;grid-template-columns:20px 1fr;align-items:baseline;column-gap:4px;line-height:1.25}
.seats li span{grid-column:2;font-size:16px;color:var(--text)}
.seats .free{border:2px dashed var(--danger)}
.seats .free span{color:inherit}
.people li{display:grid;grid-template-columns:24px 1fr auto;column-gap:4px;padding:4px 0;border-bottom:1px solid var(--stripe);line-height:1.25}
.people b{color:var(--text)}
.people span,.people q{grid-column:2/4;font-size:16px;color:var(--quiet)}
.people .q b{font-weight:400}
.people em{color:var(--text)}
.g em{color:var(--good)}.d em{color:var(--danger)}.w em{color:var(--waiting)}.q em{color:var(--quiet)}
.people time{font-weight:700;color:var(--text)}
.people q{color:var(--text);quotes:"«" "»"}
.time li{display:grid;grid-template-columns:64px 1fr;padding:2px 0}
.time time{color:var(--quiet)}
.plan{width:100%;max-width:520px;display:block;margin-top:8px;border:2px solid var(--stripe);border-radius:8px}
.plan text{font-size:16px;fill:var(--text)}
.plan .q{fill:var(--quiet)}
.plan rect{fill:var(--text)}
.plan path{fill:none;stroke:var(--quiet);stroke-width:2}
.plan .way{stroke-dasharray:2 6}
.plan .about{fill:none;stroke:var(--danger);stroke-dasharray:4 4}
.plan .fire{fill:var(--danger);stroke:var(--surface)}

button,summary,select,input{min-height:56px;width:100%;padding:8px 12px;border:2px solid var(--quiet);border-radius:8px;background:var(--surface);color:inherit;font:inherit}
button{font-weight:700;cursor:pointer}
button:focus-visible,summary:focus-visible,select:focus,input:focus,a:focus-visible{outline:4px solid var(--link);outline-offset:2px}
.first{background:var(--text);border-color:var(--text);color:var(--surface)}
.end{color:var(--danger);border-color:var(--danger)}
button:disabled{opacity:.6}
.many{display:grid;grid-template-columns:repeat(auto-fill,minmax(160px,1fr));gap:8px;margin-top:8px}
.two{display:flex;gap:8px}
.two button{flex:1}
#p-urgent{position:sticky;bottom:0;background:var(--surface);margin:16px -16px 0;padding:8px 16px;border-top:2px solid var(--stripe)}
#p-end{margin-top:32px;padding-top:16px;border-top:2px solid var(--stripe)}
summary{display:flex;align-items:center;border-color:transparent;padding-left:0;color:var(--link);cursor:pointer}
summary::before{content:"▸";width:24px}
[open]>summary::before{content:"▾"}
summary::-webkit-details-marker{display:none}
label{display:block;margin:8px 0;font-size:16px}
label select,label input{font-size:20px}
.row{display:flex;align-items:center;gap:16px;min-height:56px;font-size:20px}
input[type=checkbox]{width:32px;height:32px;min-height:0;flex:none}

#toasts{position:fixed;left:0;right:0;bottom:80px;z-index:3;display:grid;gap:8px;padding:0 16px;max-width:680px;margin:0 auto}
#toasts div{display:flex;align-items:center;justify-content:space-between;gap:16px;background:var(--text);color:var(--surface);border-radius:8px;padding:8px 8px 8px 16px;font-variant-numeric:tabular-nums}
#toasts button{width:auto;background:var(--surface);color:var(--text)}
.new{animation:new .15s}
@keyframes new{from{opacity:.2}}
.stale main{filter:grayscale(1);opacity:.6}
#old{visibility:hidden;height:0;padding:0;animation:old 0s 10s forwards}
html:not(.live) main{animation:grey 0s 30s forwards}
.live #old{display:none}
@keyframes old{to{visibility:visible;height:auto;padding:8px 16px}}
@keyframes grey{to{filter:grayscale(1);opacity:.6}}
@media(prefers-reduced-motion){.new{animation:none}}

@media(min-width:600px){.two span{display:inline-block}${sizes("w")}h1{font-size:min(calc((min(100vw,1280px) - 64px)/(var(--n)*.72)),20vh)}.head{margin:8px 0;border-radius:8px}main{padding:8px 32px 16px}#p-bars{margin:-8px -32px 8px}.gone,.wait,.over,.exercise .head{border-width:4px}}
@media(min-width:900px){#columns{display:grid;grid-template-columns:1fr 1fr;gap:0 48px;align-items:start}#p-urgent{margin:16px 0 0;padding:8px 0;display:flex;justify-content:end}#p-urgent:empty{display:none}#p-urgent .two{width:calc(50% - 24px)}}
`;

export const STRIPE = { light: "#E3E1DA", dark: "#2E3236" } as const;

export const STYLE = `${COLOUR_STYLE}:root{--stripe:${STRIPE.light}}@media(prefers-color-scheme:dark){:root{--stripe:${STRIPE.dark}}}${RULES.replace(/\n+/g, "")}`;
