import { Gateway } from 'fensign';
const g = new Gateway('xipay', { secret: 'growth-secret' });
const abc='zyxwvutsrqponmlkjihgfedcbaZYXWVUTSRQPONMLKJIHGFEDCBA9876543210';
const name = (i) => abc[Math.floor(i/3844)%62]+abc[Math.floor(i/62)%62]+abc[i%62];
for (const n of [5000, 20000,40000,80000,115000]) {
  const json = `{${Array.from({length:n},(_, i)=>`"${name(i)}":1`)}}`, form = Array.from({length:Math.min(n*2,209000)},(_, i)=>`${name(i)}=`).join('&');
  for (const [k,f] of Object.entries({ noticeJson: () => g.notice(json), replyJson: () => g.reply('query', json), form: () => g.notice(form) })) {
   const t=performance.now(), r=f(); console.log(n, k, json.length, form.length, (performance.now()-t).toFixed(0)+' ms', r.verdict, r.problems[0].code);
  }
}
