// What was once proved wrongly: another cause, or the other side accused.
import { ask, BODY, E, KEY, P, brief, certain, judge, md5, pass, ps } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const proofs = [
  {
    id: 'F1',
    kind: 'false-proof',
    source: 'szvone/Vmq#11: one value became ?? (database or getBytes), the other Chinese value did not',
    run: (f) => {
      const r = pass(f, {}, { subject: '??' }, /^(D|C)/, 'subject', {}, 1);
      return { ...r, want: 'one certain cause on subject: its characters were replaced by ?; never D1 with D2(body)' };
    },
  },
  {
    id: 'F2',
    kind: 'false-proof',
    source: 'yunwuxin/think-pay#2: OUR value is HTML-escaped; the message says the other side is damaged',
    run: (f) => {
      const d = ask(f, 'pass2pay', {
        fields: { ...P, extParam: '{&quot;a&quot;:&quot;b&quot;}' },
        sign: ps({ ...P, extParam: '{"a":"b"}' }),
      });
      const m = certain(d)[0]?.message ?? '';
      return {
        ok: d.verdict === 'cause' && /\bour/i.test(m) && !/other side's (string|value) was damaged/.test(m),
        got: `${m.split('. ')[0]}`,
        want: 'our value is HTML-escaped (&quot;); the other side signed it unescaped',
      };
    },
  },
  {
    id: 'F3',
    kind: 'false-proof',
    source: 'raw-body signing: a line end after the body (curl --data-binary @file, editors)',
    run: (f) => {
      const d = ask(f, BODY, { body: '{"a":1}', sign: md5('{"a":1}\n' + KEY) });
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
    run: (f) => {
      const d = ask(f, 'pass2pay', { secret: 'key=' + KEY, fields: P, sign: ps(P) });
      const m = certain(d)
        .map((x) => x.message)
        .join(' ');
      return {
        ok: d.verdict === 'cause' && certain(d).some((x) => /^A[123]$/.test(x.id) || /our secret/i.test(x.message)),
        got: brief(d) + ' | ' + m.split('. ')[0],
        want: 'our secret begins with key=, which the rule adds itself; not "the other side appends & and the secret"',
      };
    },
  },
  {
    id: 'F6',
    kind: 'false-proof',
    source: 'hexadecimal bytes printed without their leading zeros: two zeros are lost',
    run: (f) => {
      let i = 0,
        s;
      do s = md5(`a=${++i}&key=${KEY}`);
      while (s[0] === '0' || (s.match(/../g) ?? []).filter((h) => h[0] === '0').length !== 2);
      return judge(
        ask(
          f,
          { case: 'lower' },
          {
            fields: { a: String(i) },
            sign: (s.match(/../g) ?? []).map((h) => h.replace(/^0/, '')).join(''),
          },
        ),
        /^E[45]$/,
      );
    },
  },
  {
    id: 'F7',
    kind: 'false-proof',
    source: 'pair of s= (router) and htmlspecialchars on ours: D6 message wrong way round',
    run: (f) => {
      const d = ask(f, 'pass2pay', {
        fields: { ...P, s: '/notify', extParam: '{&quot;a&quot;:1}' },
        sign: ps({ ...P, extParam: '{"a":1}' }),
      });
      const m = certain(d).find((x) => x.id === 'D6')?.message ?? '';
      return {
        ok: certain(d).length === 2 && /\bour/i.test(m),
        got: brief(d) + ' | ' + m.split('. ')[0],
        want: 'B7(s) and D6: our extParam is HTML-escaped',
      };
    },
  },
];
