/**
 * The style of the live page: phone first, two columns from 900 px.
 * It stands in the page itself and is named in the content security policy by its hash.
 */
import { COLOUR_STYLE } from "../page.ts";

const RULES = `
*{box-sizing:border-box}
body{margin:0;background:var(--surface);color:var(--text);font:20px/1.3 system-ui,sans-serif;overflow-wrap:break-word}
main{max-width:1280px;margin:auto;padding:8px 16px}
section:empty{display:none}
h1,h2,h3,p,ul,ol{margin:0;padding:0;list-style:none}
i,em{font-style:normal}
a{color:var(--link)}
.n,time,header p,h1,.seats small{font-variant-numeric:tabular-nums}
.g{color:var(--good)}.d{color:var(--danger)}.w{color:var(--waiting)}.q{color:var(--quiet)}
.b{font-weight:700}
p.q{font-size:16px}

.bar{padding:8px 16px;font-weight:700}
#p-bars{margin:-8px -16px 8px;position:sticky;top:0;z-index:1}
.mode,.exercise .head{background:repeating-linear-gradient(135deg,var(--surface) 0 12px,var(--stripe) 12px 24px)}
.mode{font-size:28px;line-height:1.2}
.test .mode,.desk,.said{background:var(--stripe)}
.broken{background:var(--waiting);color:var(--ink)}
#stale,#old{background:var(--text);color:var(--surface);position:sticky;top:0;z-index:2}
#stale[hidden]{display:none}
#old a{color:inherit;display:inline-block;padding:16px 8px;margin:-16px 0}

header{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 16px}
header h2{text-transform:uppercase}
header svg{height:20px;vertical-align:-2px;fill:var(--danger)}
header p,small,main h2 span,main h2 b,h3{color:var(--quiet);font-weight:400}
.place{font-size:28px;line-height:1.2;font-weight:700;margin:4px 0}
.place a,small{font-size:20px;font-weight:400}
.place a{display:inline-block;padding:16px 8px;margin:-16px 0}

.head{margin:8px -16px;padding:8px 16px}
.head p{font-size:28px;line-height:1.2;display:flex;flex-wrap:wrap;gap:0 32px}
h1{font-size:min(11vw,15vh);line-height:1.1}
.live h1 span{display:inline-block;white-space:nowrap}
.live .pair span{display:block;width:max-content}
.alarm{background:var(--danger);color:var(--ink)}
.fine{background:var(--good);color:var(--ink)}
.gone{color:var(--good)}
.wait{color:var(--waiting)}
.over{color:var(--quiet)}
.gone,.wait,.over,.exercise .head{border:solid;border-width:4px 0}
.exercise .head,.test .head{color:var(--text)}
.test .head{background:var(--stripe);border:0}

h2{font-size:20px;display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 16px;align-items:baseline}
#columns h2{margin-top:16px}
header h2{display:block}
main h2 span,main h2 b,h3{font-size:16px}
h3{margin-top:8px}
.seats,.many{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:8px;margin:8px 0}
.seats li{border:2px solid var(--good);border-radius:8px;padding:4px 8px;display:flex;flex-wrap:wrap;gap:0 8px;align-items:baseline;align-content:start}
.seats b{flex:1 0 calc(100% - 40px);min-width:0}
.seats small{color:inherit;font-size:16px}
.seats .free{border:2px dashed var(--danger)}
.people li{padding:8px 0 8px 24px;border-bottom:1px solid var(--stripe)}
.people i{float:left;margin-left:-24px}
.people time{float:right;padding-left:8px}
.people b,time,q{color:var(--text)}
.people small,q{font-size:16px}
q{display:block;quotes:"«" "»"}
.g em{color:var(--good)}.d em{color:var(--danger)}.w em{color:var(--waiting)}
time{font-weight:700}
.time li{display:grid;grid-template-columns:64px 1fr;padding:2px 0}
.time time{color:var(--quiet);font-weight:400}
.plan{width:100%;max-width:400px;border:2px solid var(--stripe);border-radius:8px}
.plan text{font-size:16px;fill:var(--text);paint-order:stroke;stroke:var(--surface);stroke-width:6px}
.plan .q{fill:var(--quiet)}
.plan rect{fill:var(--text)}
.plan path,.about{fill:none;stroke:var(--quiet);stroke-width:2}
.plan .way{stroke-dasharray:2 6}
.plan .about{stroke:var(--danger);stroke-dasharray:4}
.plan .fire{fill:var(--danger);stroke:var(--surface)}

button,summary,select,input{min-height:56px;width:100%;padding:8px;border:2px solid var(--quiet);border-radius:8px;background:var(--surface);color:inherit;font:inherit}
button{font-weight:700;cursor:pointer}
:focus-visible{outline:4px solid var(--link);outline-offset:2px}
.first{background:var(--text);border-color:var(--text);color:var(--surface)}
.end{color:var(--danger);border-color:var(--danger)}
:disabled{opacity:.6}
.two{display:flex;gap:8px}
#p-urgent{position:sticky;bottom:0;background:var(--surface);margin:16px -16px 0;padding:8px 16px;border-top:2px solid var(--stripe)}
#p-end{margin:32px 0 64px;padding-top:8px;border-top:2px solid var(--stripe)}
summary{display:flex;align-items:center;border-color:transparent;padding-left:0;color:var(--link);cursor:pointer}
summary::before{content:"▸";width:24px}
[open]>summary::before{content:"▾"}
::-webkit-details-marker{display:none}
label{display:block;margin:8px 0}
.row{display:flex;align-items:center;gap:16px;min-height:56px}
[type=checkbox]{width:32px;height:32px;min-height:0}

#toasts{position:fixed;left:0;right:0;bottom:80px;z-index:3;display:grid;gap:8px;padding:0 16px;max-width:680px;margin:auto}
#toasts div{display:flex;align-items:center;justify-content:space-between;gap:16px;background:var(--text);color:var(--surface);border-radius:8px;padding:8px 8px 8px 16px;font-variant-numeric:tabular-nums}
#toasts button{width:auto;color:var(--text);padding:8px 16px}
.new{animation:new .15s}
@keyframes new{from{opacity:.2}}
#old{visibility:hidden;height:0;padding:0;animation:old 0s 10s forwards}
.live #old{display:none}
@keyframes old{to{visibility:visible;height:auto;padding:8px 16px}}
.stale main{filter:grayscale(1);opacity:.6}
html:not(.live) main{animation:grey 0s 30s forwards}
@keyframes grey{to{filter:grayscale(1);opacity:.6}}
@media(prefers-reduced-motion){.new{animation:none}}

@media(min-width:600px){main{padding:8px 32px}#p-bars{margin:-8px -32px 8px}.bar{padding:8px 32px}.head{margin:8px 0;border-radius:8px}.gone,.wait,.over,.exercise .head{border-width:4px}.live h1{white-space:nowrap}.live .pair span{display:inline-block}}
@media(min-width:900px){#columns{display:grid;grid-template-columns:1fr 1fr;gap:0 48px;align-items:start}#p-urgent{margin:16px 0 0 calc(50% + 24px);padding:8px 0}form:has(#p-people:empty) #p-urgent{margin:16px calc(50% + 24px) 0 0}}
`;

export const STRIPE = { light: "#E3E1DA", dark: "#2E3236" } as const;

export const STYLE = `${COLOUR_STYLE}:root{--stripe:${STRIPE.light}}@media(prefers-color-scheme:dark){:root{--stripe:${STRIPE.dark}}}${RULES.replace(/\n/g, "")}`;
