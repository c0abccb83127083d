/**
 * What makes the live page alive: sections replaced as the stream sends them, a
 * ticking clock, how old it all is, five seconds to undo, and forms that survive a
 * dead network. Without it the page is complete and says when it was made.
 *
 * Plain JavaScript for phones five years old; named in the content security policy
 * by its hash. The stream beats every few seconds, so silence means a lost line.
 */

/** Older than this: the page says so. Older than that: it greys out. */
export const STALE_AFTER_SECONDS = 10;
export const GREY_AFTER_SECONDS = 30;
export const UNDO_SECONDS = 5;

export const SCRIPT = `(()=>{
const d=document,root=d.documentElement,body=d.body,say=body.dataset,live=say.live,byId=i=>d.getElementById(i);
root.classList.add('live');
if(location.pathname!==live)history.replaceState(null,'',live);
const fill=(s,o)=>s.replace(/\\{(\\w)\\}/g,(_,k)=>o[k]);
const clock=new Intl.DateTimeFormat('en-GB',{hour:'2-digit',minute:'2-digit',hourCycle:'h23',timeZone:say.zone});
let source,opened=0,seen=Date.now(),base=seen,now=+say.now,speed=+say.speed;
const sent={},held={};
const sections=()=>d.querySelectorAll('section');
sections().forEach(s=>{sent[s.id]=s.outerHTML});

const tick=()=>{
const at=now+(Date.now()-base)*speed,age=Math.floor((Date.now()-seen)/1000),stale=byId('stale');
const time=byId('clock'),since=byId('since');
if(time)time.textContent=clock.format(at);
if(since){const s=Math.max(0,Math.floor((at-since.dataset.at)/1000));since.textContent=fill(say.since,{m:Math.floor(s/60),s:s%60})}
stale.hidden=age<=${STALE_AFTER_SECONDS};
stale.textContent=fill(age<${GREY_AFTER_SECONDS}?say.stale:say.lost,{s:age});
root.classList.toggle('stale',age>=${GREY_AFTER_SECONDS});
if(age>12&&Date.now()-opened>6000)connect();
};

const fit=()=>{
const h=d.querySelector('h1');if(!h)return;
h.style.fontSize='';
const size=parseFloat(getComputedStyle(h).fontSize),lines=[...h.children].map(s=>s.getBoundingClientRect());
const widest=lines.length>1&&lines[1].top>lines[0].top+size/2?Math.max(...lines.map(r=>r.width)):lines[lines.length-1].right-lines[0].left;
if(widest)h.style.fontSize=Math.max(24,Math.min(size*h.clientWidth/widest*.995,innerHeight*.2,size*1.6))+'px';
};

const busy=s=>s.querySelector('details.form[open]');
const put=s=>{
const old=byId(s.id);
if(!old||sent[s.id]===s.outerHTML)return;
if(busy(old)){held[s.id]=s;return}
delete held[s.id];
sent[s.id]=s.outerHTML;
const open=[...old.querySelectorAll('details[open]')].map(x=>x.id),at=d.activeElement,words=old.contains(at)&&at.textContent;
old.replaceWith(s);
open.forEach(i=>{const x=byId(i);if(x)x.open=true});
if(words)for(const x of s.querySelectorAll('button,summary,a'))if(x.textContent===words){x.focus();break}
s.querySelectorAll('button').forEach(mute);
if(s.id==='p-head'){s.classList.add('new');fit()}
};
d.addEventListener('toggle',e=>{const s=e.target.closest('section');if(s&&held[s.id])put(held[s.id])},true);

const connect=()=>{
if(source)source.close();
opened=Date.now();
source=new EventSource(live+'/stream');
source.addEventListener('parts',e=>{
seen=Date.now();
const t=d.createElement('template');
t.innerHTML=e.data;
[...t.content.children].forEach(put);
tick();
});
source.addEventListener('beat',e=>{seen=base=Date.now();[now,speed]=e.data.split(' ').map(Number);tick()});
source.addEventListener('gone',()=>{source.close();location.reload()});
source.onerror=()=>{if(source.readyState===2)fetch(live,{cache:'no-store'}).then(r=>{if(r.status===404||r.status===410)location.reload()}).catch(()=>{})};
};

const toast=(words,label,press)=>{
const row=d.createElement('div'),span=d.createElement('span'),b=d.createElement('button');
row.setAttribute('role','status');
span.textContent=words;b.textContent=label;b.type='button';
b.onclick=()=>{row.remove();if(press)press()};
row.append(span,b);byId('toasts').append(row);
return row;
};
const under={};
const mute=k=>{if(k.formAction in under)k.disabled=true};
const every=(url,off)=>d.querySelectorAll('button[formaction]').forEach(k=>{if(k.formAction===url)k.disabled=off});
const post=(url,fields,form,button)=>{
under[url]=1;every(url,true);
const stop=new AbortController(),timer=setTimeout(()=>stop.abort(),10000);
return fetch(url,{method:'POST',body:fields,headers:{accept:'application/json'},signal:stop.signal,keepalive:true})
.then(r=>r.json()).then(a=>{
d.querySelectorAll('[name=nonce]').forEach(n=>{n.value=a.nonce});
const open=button.closest('details.form');
if(a.done&&open){open.open=false;if(form.id!=='f')d.querySelectorAll('[name=etaMinutes]').forEach(n=>{n.value=''})}
if(a.said)toast(a.said,'✕');
}).catch(()=>{toast(say.failed,'✕')}).finally(()=>{clearTimeout(timer);delete under[url];every(url,false)});
};
const later=(url,fields,form,button)=>{
let left=${UNDO_SECONDS};
under[url]=1;every(url,true);
const words=()=>fill(say.undo,{a:button.textContent,s:left});
const end=()=>{clearInterval(timer);removeEventListener('pagehide',go);row.remove()};
const go=()=>{end();post(url,fields,form,button)};
const row=toast(words(),say.cancel,()=>{end();delete under[url];every(url,false)});
const timer=setInterval(()=>{left-=1;if(left<1)go();else row.firstChild.textContent=words()},1000);
addEventListener('pagehide',go);
};
d.addEventListener('click',e=>{
const k=e.target.closest('button[formaction]');
if(!k||!k.form)return;
e.preventDefault();
if(k.formAction in under||!k.form.reportValidity())return;
(k.hasAttribute('data-undo')?later:post)(k.formAction,new URLSearchParams(new FormData(k.form)),k.form,k);
});

d.addEventListener('visibilitychange',()=>{if(!d.hidden)tick()});
addEventListener('pageshow',e=>{if(e.persisted)connect()});
addEventListener('resize',fit);
setInterval(tick,1000);
fit();tick();connect();
})()`;
