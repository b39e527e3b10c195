// What was once proved wrongly: another cause, or the other side accused.
import { BODY, KEY, P, YN, ask, brief, certain, judge, md5, pass, ps } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const proofs = [
  {
    id: 'F1',
    kind: 'false-proof',
    source: 'szvone/Vmq#11: one value became ?? (database or getBytes), the other Chinese value did not',
    inputs: {
      'the subject, a sign for each character': [{}, { subject: '??' }],
      'the body, a sign for each character': [{}, { body: '??' }],
      'the subject, a sign for each byte': [{}, { subject: '??????' }],
      'the subject, as replacement characters': [{}, { subject: '\ufffd\ufffd' }],
      'letters and digits stay': [{ body: 'A座 3号' }, { body: 'A? 3?' }],
    },
    run: (f, [ours, theirs]) => {
      const [field = ''] = Object.keys(theirs);
      const r = pass(f, ours, theirs, /^(D|C)/, field, {}, 1);
      return { ...r, want: `one certain cause on ${field}: its characters were replaced; never two of them` };
    },
  },
  {
    id: 'F2',
    kind: 'false-proof',
    source: 'yunwuxin/think-pay#2: OUR value is HTML-escaped; the message says the other side is damaged',
    inputs: {
      'JSON text': [{ extParam: '{&quot;a&quot;:&quot;b&quot;}' }, { extParam: '{"a":"b"}' }],
      'an ampersand': [{ subject: 'Tea &amp; Milk' }, { subject: 'Tea & Milk' }],
      'angle brackets': [{ body: '&lt;大杯&gt;' }, { body: '<大杯>' }],
      'an apostrophe by its number': [{ subject: 'D&#039;Arc' }, { subject: "D'Arc" }],
      'a query': [{ notifyUrl: 'https://shop.example/n?x=1&amp;y=2' }, { notifyUrl: 'https://shop.example/n?x=1&y=2' }],
    },
    run: (f, [ours, theirs]) => {
      const d = ask(f, 'pass2pay', { fields: { ...P, ...ours }, sign: ps({ ...P, ...theirs }) });
      const m = certain(d)[0]?.message ?? '';
      return {
        ok: d.verdict === 'cause' && /\bour/i.test(m) && !/other side's (string|value) was damaged/.test(m),
        got: `${brief(d)} ${m.split('. ')[0]}`,
        want: 'our value is HTML-escaped; the other side signed it unescaped',
      };
    },
  },
  {
    id: 'F3',
    kind: 'false-proof',
    source: 'raw-body signing: a line end after the body (curl --data-binary @file, editors)',
    inputs: {
      'a line feed': ['{"a":1}', '\n'],
      'CR LF': ['{"a":1}', '\r\n'],
      'a form': ['a=1&b=2', '\n'],
      'Chinese text': ['{"名":"红茶"}', '\n'],
      'two line feeds': ['{"a":1,"b":[2]}', '\n\n'],
    },
    run: (f, [body, end]) => {
      const d = ask(f, BODY, { body, sign: md5(body + end + KEY) });
      const m = certain(d)
        .map((x) => x.message)
        .join(' ');
      return {
        ok: d.verdict === 'cause' && /body|报文/i.test(m),
        got: brief(d) + ' | ' + m.split('. ')[0],
        want: 'says that the line break may stand at the end of the body (secret first is the less likely reading)',
      };
    },
  },
  {
    id: 'F4',
    kind: 'false-proof',
    source: 'secret pasted together with its label: our secret is "key=…"',
    inputs: {
      'pass2pay, key=': ['pass2pay', 'key=', '&key='],
      'pass2pay, &key=': ['pass2pay', '&key=', '&key='],
      '4pyun, app_secret=': ['4pyun', 'app_secret=', '&app_secret='],
      'a rule of one’s own, secret=': [{ key: { tail: '&secret=' } }, 'secret=', '&secret='],
      'a rule of one’s own, signkey=': [{ key: { tail: '&signkey=' } }, 'signkey=', '&signkey='],
    },
    run: (f, [gateway, label, tail]) => {
      const fields = gateway === '4pyun' ? YN : P;
      const d = ask(f, gateway, { secret: label + KEY, fields, sign: ps(fields, { tail }) });
      const m = certain(d)
        .map((x) => x.message)
        .join(' ');
      return {
        ok: d.verdict === 'cause' && certain(d).some((x) => /^A[123]$/.test(x.id) || /our secret/i.test(x.message)),
        got: brief(d) + ' | ' + m.split('. ')[0],
        want: 'our secret begins with a label, which the rule adds itself; not "the other side appends & and the secret"',
      };
    },
  },
  {
    id: 'F6',
    kind: 'false-proof',
    source: 'hexadecimal bytes printed without their leading zeros: two zeros are lost',
    inputs: {
      'two zeros': ['a', 2, false],
      'one zero': ['a', 1, false],
      'three zeros': ['a', 3, false],
      'the first byte too': ['a', 2, true],
      'of another field': ['orderNo', 2, false],
    },
    run: (f, [name, zeros, first]) => {
      const bytes = (/** @type {number} */ i) => md5(`${name}=${i}&key=${KEY}`).match(/../g) ?? [];
      const suits = (/** @type {string[]} */ all) =>
        all[0]?.startsWith('0') === first && all.filter((byte) => byte.startsWith('0')).length === zeros;
      let i = 1;
      while (!suits(bytes(i))) i++;
      const sign = bytes(i)
        .map((byte) => byte.replace(/^0/, ''))
        .join('');
      return judge(ask(f, { case: 'lower' }, { fields: { [name]: String(i) }, sign }), /^E[45]$/);
    },
  },
  {
    id: 'F7',
    kind: 'false-proof',
    source: 'pair of s= (router) and htmlspecialchars on ours: D6 message wrong way round',
    inputs: {
      's and JSON text': [{ s: '/notify' }, { extParam: '{&quot;a&quot;:1}' }, { extParam: '{"a":1}' }],
      '_url and an ampersand': [{ _url: '/pay/notify' }, { subject: 'A&amp;B' }, { subject: 'A&B' }],
      'r and angle brackets': [{ r: 'pay/notify' }, { body: '&lt;大杯&gt;' }, { body: '<大杯>' }],
      's and an apostrophe': [{ s: '/index/pay' }, { subject: 'D&#039;Arc' }, { subject: "D'Arc" }],
    },
    run: (f, [foreign, ours, theirs]) => {
      const d = ask(f, 'pass2pay', { fields: { ...P, ...foreign, ...ours }, sign: ps({ ...P, ...theirs }) });
      const m = certain(d).find((x) => x.id === 'D6')?.message ?? '';
      return {
        ok: certain(d).length === 2 && /\bour/i.test(m),
        got: brief(d) + ' | ' + m.split('. ')[0],
        want: `B7(${Object.keys(foreign)}) and D6: our ${Object.keys(ours)} is HTML-escaped`,
      };
    },
  },
];
