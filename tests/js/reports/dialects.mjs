// Rules that a setting must express, or that diagnosis must name.
import { KEY, P, ask, canon, expresses, hmac, judge, md5, over, percent, ps, up } from '../reports.mjs';

/** @param {string} text as a form has it */
const inForm = (text) => percent(Buffer.from(text)).replaceAll('%20', '+');

/** @type {import('../reports.mjs').Report[]} */
export const dialects = [
  {
    id: 'R1',
    kind: 'dialect',
    source: 'szvone/Vmq#11 (V免签), PaysApi: values only, in an order of its own, without names',
    inputs: {
      'four fields': ['payId', 'param', 'type', 'price'],
      'in reverse': ['price', 'type', 'param', 'payId'],
      'two of them': ['price', 'payId'],
      'one of them': ['param'],
    },
    run: (f, names) => {
      /** @type {Record<string, string>} */
      const fields = { payId: '1', param: 'p', type: '1', price: '0.1' };
      const values = names.map((/** @type {string} */ name) => fields[name]).join('');
      const rule = {
        include: names,
        order: names,
        names: false,
        join: '',
        key: { tail: '' },
        case: /** @type {const} */ ('lower'),
      };
      return expresses(f, rule, fields, md5(values + KEY));
    },
  },
  {
    id: 'R2',
    kind: 'dialect',
    source:
      'louislewis2/payfast#11, dodgepudding/wechat-php-sdk#165: md5(http_build_query($a).$key), values URL-encoded before the digest',
    inputs: {
      'Chinese, a blank and an address': { name: '红 茶', url: 'https://a.example/n' },
      'a plus and a percent sign': { a: '1+1=2', b: '100%' },
      JSON: { ext: '{"a":"b/c"}' },
      'nothing to encode': { a: '1', b: '2' },
    },
    run: (f, fields) =>
      expresses(
        f,
        { encode: 'form', key: { tail: '' }, case: 'lower' },
        fields,
        md5(canon(fields, { tail: '', text: inForm })),
      ),
  },
  {
    id: 'R4',
    kind: 'dialect',
    source: 'Instamojo, WordPress/wordcamp.org#1926: HMAC-SHA1 and SHA-512',
    inputs: { 'hmac-sha1': 'sha1', 'hmac-sha256': 'sha256', 'hmac-sha512': 'sha512', 'hmac-md5': 'md5' },
    run: (f, algorithm) =>
      expresses(
        f,
        { digest: /** @type {any} */ (`hmac-${algorithm}`), key: null, case: 'lower' },
        { a: '1', b: '2' },
        hmac(algorithm, KEY, 'a=1&b=2'),
      ),
  },
  {
    id: 'R5',
    kind: 'dialect',
    source: 'qweme32/cryptomus#2: md5(base64(body) + key)',
    inputs: { 'one member': '{"u":"x"}', Chinese: '{"名":"红茶"}', 'a list': '{"a":[1,2]}', 'an empty object': '{}' },
    run: (f, body) => over(f, body, Buffer.from(body).toString('base64'), /^[DE]/),
  },
  {
    id: 'R6',
    kind: 'dialect',
    source: 'ECPay: the string is lower-cased before the digest',
    inputs: {
      'an order': {},
      'more capitals': { subject: 'RED TEA' },
      'a path': { notifyUrl: 'https://shop.example/N' },
      'Chinese and capitals': { body: '测试A' },
    },
    run: (f, changes) =>
      judge(
        ask(f, 'pass2pay', { fields: { ...P, ...changes }, sign: up(md5(canon({ ...P, ...changes }).toLowerCase())) }),
        /^[CE]/,
      ),
  },
  {
    id: 'R7',
    kind: 'dialect',
    source: 'Click, iota-uz/iota-sdk#762: values only, the key sorted in by its place',
    inputs: {
      'third of four': ['id', 'service', 'secret', 'amount'],
      first: ['secret', 'id', 'amount'],
      last: ['id', 'amount', 'secret'],
      'second of two': ['service', 'secret'],
    },
    run: (f, names) => {
      /** @type {Record<string, string>} */
      const fields = { id: '1', service: '2', amount: '33139.73' };
      const values = names.map((/** @type {string} */ name) => fields[name] ?? KEY).join('');
      const rule = {
        names: false,
        key: { field: 'secret' },
        order: names,
        include: names,
        join: '',
        case: /** @type {const} */ ('lower'),
      };
      return expresses(f, rule, fields, md5(values));
    },
  },
];
