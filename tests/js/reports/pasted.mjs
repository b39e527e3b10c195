// What people paste: a line of a log, a string in quotes, a query, an escaped body.
import { BODY, E, EPAY, KEY, P, XN, ask, brief, canon, comesTo, es, judge, md5, xn } from '../reports.mjs';

const MASKED = { secret: '***' };
const DIGEST = '0123456789abcdef0123456789abcdef';

/**
 * The fields that differ are these, and what was taken of the pasted text is the string of the other side.
 * @param {import('../reports.mjs').Package} f
 * @param {string} string
 * @param {string} taken
 * @param {string[]} fields
 */
function differs(f, string, taken, fields) {
  const { difference, ...diagnosis } = ask(f, 'pass2pay', { fields: P, string });
  const got = JSON.stringify([difference?.fields, difference?.taken]);
  const want = JSON.stringify([fields, taken]);
  return { ok: got === want, got: `${brief(diagnosis)} ${got}`, want };
}

/** @type {import('../reports.mjs').Report[]} */
export const pasted = [
  {
    id: 'M9',
    kind: 'pasted',
    source: 'every line of a log has text before the signed string',
    inputs: {
      'a time, a level and a label': '2024-05-01 10:00:00.123 INFO [exec-1] c.e.PayKit - signStr:',
      'a label in Chinese': '待签名字符串：',
      'a label with an equals sign': 'stringSignTemp=',
      'a sentence': 'the string to sign is ',
      'the parameters before it': 'params={amount=1, appId=x, mchNo=y} signStr: ',
    },
    run: (f, before) => comesTo(ask(f, 'pass2pay', { fields: P, string: before + canon(P, MASKED) }), 'match'),
  },
  {
    id: 'M10',
    kind: 'pasted',
    source: 'a line of a log, in which one value differs',
    inputs: {
      'a signature that is none behind it': ['待签名串: ', ' , sign=0123'],
      'a signature behind it': ['signStr=', `, sign: ${DIGEST}`],
      'a label in Chinese behind it': ['签名前=', `，签名后=${DIGEST}`],
      'a line of its own for the signature': ['', `\nsign=${DIGEST}`],
      'members of JSON': ['{"s":"', `","sign":"${DIGEST}"}`],
    },
    run: (f, [before, after]) => {
      const theirs = canon({ ...P, extParam: 'x', amount: '131' }, MASKED);
      return differs(f, before + theirs + after, theirs, ['amount', 'extParam']);
    },
  },
  {
    id: 'M11',
    kind: 'pasted',
    source: 'the string in quotes',
    inputs: {
      'double quotes': ['"', '"'],
      'single quotes': ["'", "'"],
      backticks: ['`', '`'],
      'curly quotes': ['“', '”'],
      'corner brackets': ['签名串【', '】'],
      'the bytes of Python': ["b'", "'"],
    },
    run: (f, [open, close]) =>
      comesTo(ask(f, 'pass2pay', { fields: P, string: open + canon(P, MASKED) + close }), 'match'),
  },
  {
    id: 'M11b',
    kind: 'pasted',
    source: 'the string as JSON has it',
    inputs: {
      'a JSON string': (/** @type {string} */ it) => JSON.stringify(it),
      'a line break at its end': (/** @type {string} */ it) => JSON.stringify(`${it}\n`),
      'a line of JSON': (/** @type {string} */ it) => JSON.stringify({ level: 'info', msg: `signStr: ${it}`, ms: 3 }),
      'escaped for HTML, as Go does': (/** @type {string} */ it) =>
        JSON.stringify({ msg: it }).replaceAll('&', '\\u0026').replaceAll('=', '\\u003d'),
      'JSON in JSON': (/** @type {string} */ it) => JSON.stringify(JSON.stringify({ msg: it })),
    },
    run: (f, wrap) => comesTo(ask(f, 'pass2pay', { fields: P, string: wrap(canon(P, MASKED)) }), 'match'),
  },
  {
    id: 'M11c',
    kind: 'pasted',
    source: 'an address or a query instead of the signed string',
    inputs: {
      'an address': (/** @type {string} */ query) => `https://shop.example/notify?${query}`,
      'a path of a log': (/** @type {string} */ query) => `"GET /notify?${query} HTTP/1.1" 200`,
      'a query': (/** @type {string} */ query) => `?${query}`,
      'the pairs alone': (/** @type {string} */ query) => query,
    },
    run: (f, wrap) => {
      const query = new URLSearchParams({ ...E, sign: es(E) }).toString();
      return comesTo(ask(f, EPAY, { fields: E, string: wrap(query) }), 'match');
    },
  },
  {
    id: 'M11d',
    kind: 'pasted',
    source: 'a string that is ours, and behind it the signature of another secret: no match',
    inputs: { 'in lower case': 'other0001', 'a longer one': `${KEY}2`, 'a cut one': KEY.slice(2), 'a short one': 'x' },
    run: (f, secret) => {
      const sign = md5(canon(P, { secret })).toUpperCase();
      const diagnosis = ask(f, 'pass2pay', { fields: P, string: `signStr: ${canon(P, MASKED)}, sign=${sign}` });
      const ok = diagnosis.verdict !== 'match' && diagnosis.findings.some(({ id }) => /^A/.test(id));
      return {
        ok: ok && /stands behind/.test(diagnosis.message),
        got: `${brief(diagnosis)} ${diagnosis.message}`,
        want: 'A',
      };
    },
  },
  {
    id: 'M11e',
    kind: 'pasted',
    source: 'a string whose own text looks as if it were cut or escaped: the exact text comes first',
    inputs: {
      'backslashes of addslashes': [{ extParam: '{"a":1}' }, { extParam: '{\\"a\\":1}' }, /^[CD]/],
      "PHP's slashes": [{ extParam: '{"u":"a/b"}' }, { extParam: '{"u":"a\\/b"}' }, /^[CD]/],
      'a line break for a blank': [{ body: 'a\nb' }, { body: 'a\r\nb' }, /^D7$/],
      'a value that is URL-encoded': [{ subject: '红茶' }, { subject: '%E7%BA%A2%E8%8C%B6' }, /^D[34]$/],
    },
    run: (f, [ours, theirs, ids]) => {
      const string = canon({ ...P, ...ours, ...theirs }, MASKED);
      const diagnosis = ask(f, 'pass2pay', { fields: { ...P, ...ours }, string });
      const { ok, ...rest } = judge(diagnosis, ids, Object.keys(ours)[0]);
      return { ok: ok && diagnosis.difference?.taken === undefined, ...rest };
    },
  },
  {
    id: 'M11f',
    kind: 'pasted',
    source: 'a secret in the pasted line comes back from no place in it',
    inputs: {
      'ours, at the end': ['', `&key=${KEY}`, KEY],
      'theirs, at the end': ['', '&key=Another0Secret0Of0Theirs', 'Another0Secret0Of0Theirs'],
      'theirs, before the string': [
        'secret=Another0Secret0Of0Theirs signStr: ',
        '&key=***',
        'Another0Secret0Of0Theirs',
      ],
      'theirs, behind the string': [
        'signStr: ',
        '&key=***, secret=Another0Secret0Of0Theirs',
        'Another0Secret0Of0Theirs',
      ],
      'theirs, in JSON': ['{"str":"', '&key=Another0Secret0Of0Theirs","n":1}', 'Another0Secret0Of0Theirs'],
    },
    run: (f, [before, after, secret]) => {
      const string = before + canon({ ...P, amount: '131' }, { tail: '', secret: '' }) + after;
      const got = JSON.stringify(ask(f, 'pass2pay', { fields: P, string }));
      return { ok: !got.includes(secret) && !got.includes(KEY), got, want: 'no secret' };
    },
  },
  {
    id: 'M12',
    kind: 'pasted',
    source: 'epay notifies by GET: the body is a query or a whole address',
    inputs: {
      'an address': 'https://shop.example/notify?',
      'an address without TLS': 'http://shop.example:8080/a/notify?',
      'a path': '/notify?',
      'a query': '?',
      'the pairs alone': '',
    },
    run: (f, before) => comesTo(ask(f, EPAY, { body: before + new URLSearchParams({ ...E, sign: es(E) }) }), 'match'),
  },
  {
    id: 'M13',
    kind: 'pasted',
    source: 'a JSON body as it stands in a log: escaped, or in quotes',
    inputs: {
      'escaped quotes': (/** @type {string} */ it) => it.replaceAll('"', '\\"'),
      'a JSON string': (/** @type {string} */ it) => JSON.stringify(it),
      'a JSON string in JSON': (/** @type {string} */ it) => JSON.stringify(JSON.stringify(it)).slice(1, -1),
      'single quotes': (/** @type {string} */ it) => `'${it}'`,
      'the bytes of Python': (/** @type {string} */ it) => `b'${it}'`,
      "nginx's escapes": (/** @type {string} */ it) => it.replaceAll('\\', '\\x5C').replaceAll('"', '\\x22'),
    },
    run: (f, wrap) => comesTo(ask(f, 'xipay', { body: wrap(xn({ ...XN, attach: '红"茶' })) }), 'match'),
  },
  {
    id: 'M13b',
    kind: 'pasted',
    source: 'an escaped body where the exact body is signed: the exact bytes come first, and what was undone is said',
    inputs: {
      'escaped quotes': (/** @type {string} */ it) => it.replaceAll('"', '\\"'),
      'a JSON string': (/** @type {string} */ it) => JSON.stringify(it),
      'single quotes': (/** @type {string} */ it) => `'${it}'`,
      'the bytes of Python': (/** @type {string} */ it) => `b'${it}'`,
    },
    run: (f, wrap) => {
      const body = '{"a":1,"b":"x"}';
      const exact = ask(f, BODY, { body: wrap(body), sign: md5(wrap(body) + KEY) });
      const { ok, ...rest } = judge(ask(f, BODY, { body: wrap(body), sign: md5(body + KEY) }), /^D9$/, undefined, 1);
      return { ...rest, ok: ok && exact.verdict === 'match' };
    },
  },
];
