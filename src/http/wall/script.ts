/**
 * What makes a wall live: sections replaced as they change, the clock, the gong and
 * the one sentence, keys of a remote control, and a line that is mended by itself.
 * Without it the page loads itself anew every ten seconds.
 *
 * For televisions of 2018: nothing newer than ES2017, cookies asked for by name,
 * polling where there are no server-sent events. It keeps no list that grows: it runs
 * for weeks, and what it remembers is what burns now.
 */

/** Older than this: the page says so. Older than that: it greys out. */
export const STALE_AFTER_SECONDS = 10;
export const GREY_AFTER_SECONDS = 30;
export const UNDO_SECONDS = 5;

export const SCRIPT = `(()=>{
const d=document,root=d.documentElement,body=d.body,say=body.dataset,live=say.wall,wall=Date.now;
const byId=i=>d.getElementById(i),all=(q,p)=>Array.from((p||d).querySelectorAll(q)),on=(t,n,f)=>t.addEventListener(n,f);
const fill=(s,o)=>s.replace(/\\{(\\w)\\}/g,(_,k)=>o[k]);
const clock=new Intl.DateTimeFormat('en-GB',{hour:'2-digit',minute:'2-digit',timeZone:say.zone});
const loaded=wall(),sent={},under={};
let source,opened=0,heard=0,wait=5000,seen=wall(),base=seen,now=+say.now,speed=+say.speed,calls=[],renewed=0,minute='',shift=0;
root.classList.add('live');
all('section').forEach(s=>{sent[s.id]=s.outerHTML});

const tick=()=>{
const at=now+(wall()-base)*speed,age=Math.floor((wall()-seen)/1000),stale=byId('stale'),since=byId('since'),time=clock.format(at);
if(time!==minute){minute=time;byId('clock').textContent=time;drift();awake()}
if(since){const s=Math.max(0,Math.floor((at-since.getAttribute('data-at'))/1000));since.textContent=fill(say.since,{m:Math.floor(s/60),s:s%60})}
stale.hidden=age<=${STALE_AFTER_SECONDS};
if(!stale.hidden)stale.textContent=fill(age<${GREY_AFTER_SECONDS}?say.stale:say.lost,{s:age});
root.classList.toggle('stale',age>=${GREY_AFTER_SECONDS});
if(!window.EventSource){if(wall()-opened>4000){opened=wall();poll()}}
else if(age>${STALE_AFTER_SECONDS}&&wall()-Math.max(opened,heard)>wait)connect(age);
if(wall()-loaded>432e5&&time.slice(0,2)==='04'&&!body.classList.contains('burning'))renew();
};

const drift=()=>{
shift=(shift+1)%60;
const night=body.classList.contains('night'),a=shift*Math.PI/30,x=night?30:.4,y=night?28:.4,fixed=n=>n.toFixed(1)+'rem';
byId('room').style.transform='translate('+fixed(x*Math.sin(a*3))+','+fixed(y*Math.sin(a*2))+')';
};

const fit=()=>{
const h=d.querySelector('h1');
if(!h)return;
h.style.fontSize='';
const wide=h.firstElementChild.offsetWidth;
if(wide>h.clientWidth)h.style.fontSize=parseFloat(getComputedStyle(h).fontSize)*h.clientWidth/wide*.99+'px';
};

const put=(id,text)=>{
const t=d.createElement('template'),old=byId(id);
t.innerHTML=text;
const s=t.content.firstElementChild;
if(!old||!s||sent[id]===s.outerHTML)return;
sent[id]=s.outerHTML;
const at=d.activeElement,key=old.contains(at)&&at.getAttribute('formaction');
old.parentNode.replaceChild(s,old);
if(key)all('[formaction]',s).some(b=>b.getAttribute('formaction')===key&&(b.focus(),true));
mark();
if(id==='p-head'){s.classList.add('new');fit()}
};

const apply=m=>{
seen=base=heard=wall();wait=5000;now=m.now;speed=m.speed;
Object.keys(m.parts).forEach(i=>put(i,m.parts[i]));
const look=m.state.mood+' '+m.state.mode+(m.state.dark?' dark':'');
if(body.getAttribute('data-look')!==look){
body.setAttribute('data-look',look);
['burning','idle','night','actual','exercise','test','dark'].forEach(c=>body.classList.toggle(c,look.split(' ').indexOf(c)>=0));
drift();fit();
}
calls=m.state.calls;
announce();
if(m.build!==say.build)renew();
tick();
};

const ask=(url,more)=>fetch(url,Object.assign({credentials:'same-origin',cache:'no-store'},more));
const poll=()=>ask(live+'/now').then(r=>{if(r.ok)return r.json().then(apply);if(r.status===403||r.status===404)location.reload()}).catch(()=>{});
const connect=age=>{
if(source)source.close();
opened=wall();wait=Math.min(wait*2,30000);
if(age>2*${STALE_AFTER_SECONDS})poll();
source=new EventSource(live+'/stream');
on(source,'wall',e=>apply(JSON.parse(e.data)));
on(source,'unread',()=>{heard=wall()});
on(source,'gone',()=>{source.close();look()});
on(source,'error',()=>{if(source.readyState>1)look()});
};
const look=()=>ask(live+'/now').then(r=>{if(r.status===403||r.status===404)location.reload()}).catch(()=>{});
const renew=()=>{
if(wall()-renewed<60000||Object.keys(under).length)return;
renewed=wall();
ask(live).then(r=>{if(r.ok)location.reload()}).catch(()=>{});
};

let known={rang:[],spoke:[]},audio,owed='',dumb=false,lock=null;
try{known=JSON.parse(localStorage.getItem('dzvin-wall'))||known}catch(e){}
const remember=next=>{
const text=JSON.stringify(next);
if(text===JSON.stringify(known))return;
known=next;
try{localStorage.setItem('dzvin-wall',text)}catch(e){}
};
const announce=()=>{
const ring=calls.filter(c=>known.rang.indexOf(c.id)<0),speak=dumb?[]:calls.filter(c=>known.spoke.indexOf(c.place)<0);
remember({rang:calls.map(c=>c.id),spoke:calls.filter(c=>speak.indexOf(c)>=0||known.spoke.indexOf(c.place)>=0).map(c=>c.place)});
if(!calls.length)owed='';
if(ring.length){
body.classList.add('flash');
setTimeout(()=>body.classList.remove('flash'),4200);
gong(ring.some(c=>c.sound==='alarm')?'alarm':'exercise');
awake();
}
if(speak.length)setTimeout(()=>speak.forEach(utter),ring.length?3500:0);
};
const utter=c=>{
const s=window.speechSynthesis,U=window.SpeechSynthesisUtterance;
if(!s||!U)return;
const voices=s.getVoices(),own=voices.filter(v=>v.lang.slice(0,2)===c.language.slice(0,2))[0];
if(voices.length&&!own)return;
const u=new U(c.say);
u.lang=c.language;
if(own)u.voice=own;
u.onerror=e=>{if(e.error==='not-allowed'){dumb=true;remember({rang:known.rang,spoke:known.spoke.filter(k=>k!==c.place)});bar()}};
s.speak(u);
};
const strike=(at,tones,loud)=>tones.forEach((f,i)=>{
const o=audio.createOscillator(),g=audio.createGain();
o.frequency.value=f;
g.gain.setValueAtTime(.0001,at);
g.gain.exponentialRampToValueAtTime(loud/(i+1),at+.02);
g.gain.exponentialRampToValueAtTime(.0001,at+2.5);
o.connect(g);g.connect(audio.destination);
o.start(at);o.stop(at+2.5);
});
const gong=kind=>{
if(!audio)return;
if(audio.state!=='running'){owed=kind;return}
owed='';
const at=audio.currentTime+.05;
if(kind==='alarm')[0,1,2].forEach(n=>strike(at+n,[196,294,392,523,784],.5));
else[0,.5].forEach((n,i)=>strike(at+n,[i?880:660],.2));
};
const bar=()=>{byId('sound').hidden=!dumb&&(!audio||audio.state==='running')};
const touched=()=>{
dumb=false;
if(audio&&audio.state!=='running')audio.resume().then(()=>{bar();if(owed)gong(owed)});
bar();announce();
};
const A=window.AudioContext||window.webkitAudioContext;
if(A){audio=new A();audio.onstatechange=bar}
if(window.speechSynthesis)window.speechSynthesis.getVoices();

const awake=()=>{
if(!navigator.wakeLock||d.hidden||lock)return;
navigator.wakeLock.request('screen').then(l=>{lock=l;on(l,'release',()=>{lock=null})}).catch(()=>{});
};

const toast=(words,label,press)=>{
const row=d.createElement('div'),text=d.createElement('span');
row.setAttribute('role','status');
text.textContent=words;
row.appendChild(text);
if(label){const b=d.createElement('button');b.type='button';b.textContent=label;b.onclick=press;row.appendChild(b)}
byId('toasts').appendChild(row);
return{say:w=>{text.textContent=w},end:()=>row.remove()};
};
const mark=()=>all('[formaction]').forEach(b=>b.classList.toggle('sent',b.getAttribute('formaction') in under));
const once=()=>wall().toString(36)+Math.random().toString(36).slice(2);
const post=(url,label,nonce)=>{
const stop=window.AbortController?new AbortController():null,more={method:'POST',body:'nonce='+nonce,headers:{accept:'application/json','content-type':'application/x-www-form-urlencoded'},keepalive:true};
if(stop){more.signal=stop.signal;setTimeout(()=>stop.abort(),10000)}
const kept=under[url].row;
ask(url,more).then(r=>{
if(r.status>=500)throw r;
delete under[url];mark();
if(kept)kept.end();
if(!r.ok){const t=toast(say.refused);setTimeout(t.end,6000)}
}).catch(()=>{
if(!under[url].row)under[url].row=toast(fill(say.kept,{a:label}));
setTimeout(()=>post(url,label,nonce),5000);
});
};
const press=b=>{
const url=b.getAttribute('formaction'),label=b.getAttribute('data-said');
if(under[url]){if(under[url].cancel)under[url].cancel();return}
let left=${UNDO_SECONDS};
const words=()=>fill(say.undo,{a:label,s:left});
const end=()=>{clearInterval(timer);window.removeEventListener('pagehide',go);row.end();delete under[url];mark()};
const go=()=>{end();under[url]={};mark();post(url,label,once())};
const row=toast(words(),say.cancel,end);
const timer=setInterval(()=>{if(--left)row.say(words());else go()},1000);
window.addEventListener('pagehide',go);
under[url]={cancel:end};
mark();
};
const move=(x,y)=>{
const from=d.activeElement,list=all('button').filter(b=>b.offsetWidth);
if(list.indexOf(from)<0){if(list[0])list[0].focus();return}
const a=from.getBoundingClientRect();
let best=null,least=1e9;
list.forEach(b=>{
const r=b.getBoundingClientRect(),dx=(r.left+r.right-a.left-a.right)/2,dy=(r.top+r.bottom-a.top-a.bottom)/2,along=dx*x+dy*y,far=along+2*(Math.abs(dx*y)+Math.abs(dy*x));
if(along>4&&far<least){least=far;best=b}
});
if(best)best.focus();
};
const WAYS={37:[-1,0],38:[0,-1],39:[1,0],40:[0,1]};
on(d,'keydown',e=>{
touched();
const c=e.keyCode,key=/^\\d$/.test(e.key||'')?e.key:c>47&&c<58?String(c-48):c>95&&c<106?String(c-96):'';
if(key){const b=d.querySelector('[data-key="'+key+'"]');if(b){e.preventDefault();if(!e.repeat)press(b)}}
else if(WAYS[c]){e.preventDefault();move(WAYS[c][0],WAYS[c][1])}
else if(c===8||c===27||c===461||c===10009){
const last=Object.keys(under).filter(u=>under[u].cancel).pop();
if(last){e.preventDefault();under[last].cancel()}
}
});
on(d,'click',e=>{
touched();
const b=e.target.closest('[formaction]');
if(b){e.preventDefault();press(b)}
});
on(d,'visibilitychange',()=>{if(!d.hidden){awake();tick()}});
on(window,'resize',fit);
setInterval(tick,1000);
bar();awake();fit();
if(window.EventSource)connect(0);else tick();
})()`;
