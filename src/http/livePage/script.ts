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
const d=document,root=d.documentElement,say=d.body.dataset,live=say.live;
const byId=i=>d.getElementById(i),all=(q,p=d)=>[...p.querySelectorAll(q)],on=(t,n,f,c)=>t.addEventListener(n,f,c),wall=Date.now;
root.classList.add('live');
if(location.pathname!==live)history.replaceState(null,'',live);
const fill=(s,o)=>s.replace(/\\{(\\w)\\}/g,(_,k)=>o[k]);
const clock=new Intl.DateTimeFormat('en-GB',{hour:'2-digit',minute:'2-digit',hourCycle:'h23',timeZone:say.zone});
let source,opened=0,seen=wall(),base=seen,now=+say.now,speed=+say.speed;
const sent={},held={},under={};
all('section').forEach(s=>{sent[s.id]=s.outerHTML});

const tick=()=>{
const at=now+(wall()-base)*speed,age=Math.floor((wall()-seen)/1000),stale=byId('stale'),time=byId('clock'),since=byId('since');
if(time)time.textContent=clock.format(at);
if(since){const s=Math.max(0,Math.floor((at-since.dataset.at)/1000));since.textContent=fill(say.since,{m:Math.floor(s/60),s:s%60})}
stale.hidden=age<=${STALE_AFTER_SECONDS};
stale.textContent=fill(age<${GREY_AFTER_SECONDS}?say.stale:say.lost,{s:age});
root.classList.toggle('stale',age>=${GREY_AFTER_SECONDS});
if(age>${STALE_AFTER_SECONDS}&&wall()-opened>6000)connect();
};

const fit=()=>{
const h=d.querySelector('h1'),lines=h.children;
h.style.fontSize='';
const r=[...lines].map(s=>s.getBoundingClientRect()),size=parseFloat(getComputedStyle(h).fontSize);
const wide=r[1]&&r[1].top>r[0].top+size/2?Math.max(r[0].width,r[1].width):r[r.length-1].right-r[0].left;
if(wide)h.style.fontSize=Math.max(24,Math.min(size*h.clientWidth/wide*.99,innerHeight*(innerWidth<600?.2:.15)))+'px';
};

const put=s=>{
const old=byId(s.id);
if(!old||sent[s.id]===s.outerHTML)return;
if(old.querySelector('.form[open]')){held[s.id]=s;return}
delete held[s.id];
sent[s.id]=s.outerHTML;
const was=all('details',old).map(x=>[x.id,x.open]),at=d.activeElement,words=old.contains(at)&&at.textContent;
old.replaceWith(s);
was.forEach(([i,o])=>{const x=byId(i);if(x)x.open=o});
if(words)all('button,summary,a',s).some(x=>x.textContent===words&&(x.focus(),1));
mute();
if(s.id==='p-head'){s.classList.add('new');fit()}
};
on(d,'toggle',e=>{const s=e.target.closest('section');if(s&&held[s.id])put(held[s.id])},true);

const connect=()=>{
if(source)source.close();
opened=wall();
source=new EventSource(live+'/stream');
on(source,'parts',e=>{
seen=wall();
const t=d.createElement('template');
t.innerHTML=e.data;
[...t.content.children].forEach(put);
tick();
});
on(source,'beat',e=>{seen=base=wall();[now,speed]=e.data.split(' ').map(Number);tick()});
on(source,'gone',()=>{source.close();location.reload()});
on(source,'error',()=>{if(source.readyState>1)fetch(live).then(r=>{if(r.status===404||r.status===410)location.reload()}).catch(()=>{})});
};

const toast=(words,label,press)=>{
const row=d.createElement('div'),b=d.createElement('button');
row.setAttribute('role','status');
row.append(d.createElement('span'),b);
row.firstChild.textContent=words;b.textContent=label;b.type='button';
b.onclick=()=>{row.remove();if(press)press()};
byId('toasts').append(row);
return row;
};
const mute=()=>all('[formaction]').forEach(k=>{k.disabled=k.formAction in under});
const post=(k,url,form,fields)=>{
under[url]=1;mute();
const stop=new AbortController();
setTimeout(()=>stop.abort(),10000);
fetch(url,{method:'POST',body:fields,headers:{accept:'application/json'},signal:stop.signal,keepalive:true})
.then(r=>r.json()).then(a=>{
all('[name=nonce]').forEach(n=>{n.value=a.nonce});
const open=k.closest('.form');
if(a.done&&open){form.reset();open.open=false}
if(a.said)toast(a.said,'✕');
}).catch(()=>{toast(say.failed,'✕')}).finally(()=>{delete under[url];mute()});
};
const later=(k,url,form,fields)=>{
let left=${UNDO_SECONDS};
under[url]=1;mute();
const words=()=>fill(say.undo,{a:k.textContent,s:left});
const end=()=>{clearInterval(timer);removeEventListener('pagehide',go);row.remove();delete under[url];mute()};
const go=()=>{end();post(k,url,form,fields)};
const row=toast(words(),say.cancel,end);
const timer=setInterval(()=>{if(--left)row.firstChild.textContent=words();else go()},1000);
on(window,'pagehide',go);
};
on(d,'click',e=>{
const k=e.target.closest('[formaction]');
if(!k)return;
e.preventDefault();
if(k.form.reportValidity())(k.hasAttribute('data-undo')?later:post)(k,k.formAction,k.form,new URLSearchParams(new FormData(k.form)));
});

on(d,'visibilitychange',()=>{if(!d.hidden)tick()});
on(window,'pageshow',e=>{if(e.persisted)connect()});
on(window,'resize',fit);
setInterval(tick,1000);
fit();connect();
})()`;
