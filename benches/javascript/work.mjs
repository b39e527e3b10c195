// The kinds of work, and who does them. All who do the same work must come to the same result, which is checked first.
import { Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';
import { ascii, chinese, paid } from './orders.mjs';

const SECRET = 'uXzgxAIzNHzmQHRyIZPTQPeNi8OWxEwe';
const BASE_URL = 'https://pay.example.com';
const NOW = 1622016572190;

/** What people write themselves: the fields that are signed, by name, joined. */
const canonical = (fields) =>
  Object.keys(fields)
    .filter((name) => name !== 'sign' && fields[name] !== '' && fields[name] !== null && fields[name] !== undefined)
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&') + `&key=${SECRET}`;

const written = (md5) => (fields) => md5(canonical(fields)).toUpperCase();

/**
 * @param {Record<string, (text: string) => string>} md5s by name: MD5s of texts, in hexadecimal
 * @param {Record<string, (fields: object, secret: string) => string>} libraries by name: signing functions
 * @param {string} best the fastest of the MD5s, for what is more than signing
 */
export function work(md5s, libraries, best) {
  const plain = new Gateway({}, { secret: SECRET });
  const gateway = new Gateway('pass2pay', { secret: SECRET, baseUrl: BASE_URL, now: () => NOW });
  const sign = written(md5s[best]);
  const bodies = paid.map((fields) => new URLSearchParams({ ...fields, sign: sign(fields) }).toString());

  const signers = {
    fensign: (fields) => plain.sign(fields),
    ...Object.fromEntries(Object.entries(md5s).map(([name, md5]) => [`hand-written, ${name}`, written(md5)])),
    ...Object.fromEntries(Object.entries(libraries).map(([name, of]) => [name, (fields) => of(fields, SECRET)])),
  };
  return [
    { id: 'sign-ascii', inputs: ascii, doers: signers },
    { id: 'sign-chinese', inputs: chinese, doers: signers },
    {
      id: 'notice',
      inputs: bodies,
      doers: {
        fensign: (body) => gateway.notice(body),
        [`hand-written, ${best}`]: (body) => {
          const fields = Object.fromEntries(new URLSearchParams(body));
          return { verdict: sign(fields) === fields.sign ? 'valid' : 'invalid', fields };
        },
      },
      result: ({ verdict, fields }) => ({ verdict, fields }),
    },
    {
      id: 'request',
      inputs: chinese,
      doers: {
        fensign: (fields) => gateway.request('unifiedOrder', fields),
        [`hand-written, ${best}, no checks`]: (fields) => {
          const sent = { ...fields, reqTime: fields.reqTime ?? String(NOW) };
          return {
            url: `${BASE_URL}/api/pay/unifiedOrder`,
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({ ...sent, sign: sign(sent) }),
          };
        },
      },
      result: ({ url, method, headers, body }) => ({ url, method, headers, body: JSON.parse(body) }),
    },
    ...searches(md5s[best], best),
  ];
}

/** Whole searches that find nothing, each beside the bare digests of as many strings of that length. */
function searches(md5, best) {
  const short = Object.fromEntries(Array.from({ length: 101 }, (_, at) => [`f${at}`, String(at * 7919)]));
  const long = { mchNo: 'M1', amount: 100, extParam: 'x'.repeat(1_000_000) };
  return [
    ['diagnose', chinese.slice(0, 2), {}],
    ['diagnose-many', [short], { rounds: 30 }],
    ['diagnose-large', [long], { rounds: 10 }],
  ].map(([id, messages, rounds]) => {
    const unsolvable = messages.map((fields) => ({ secret: SECRET, fields, sign: '8F00B204E9800998ECF8427E3C2A19D7' }));
    const { tried } = diagnose('pass2pay', unsolvable[0]);
    return {
      id,
      ...rounds,
      strings: tried,
      inputs: unsolvable,
      doers: {
        fensign: (evidence) => diagnose('pass2pay', evidence),
        [`${best}, as many times`]: ({ fields }) => {
          const text = canonical(fields);
          let last;
          for (let attempt = 0; attempt < tried; attempt++) last = md5(text + attempt);
          return last;
        },
      },
      result: () => tried,
    };
  });
}
