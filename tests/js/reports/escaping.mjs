// How texts, lists and objects are escaped and written.
import { E, EPAY, ask, canon, epay, es, gbk, judge, md5, pass, percent } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const escaping = [
  {
    id: 'X1',
    kind: 'escaping-structure',
    source: "WordPress/wordcamp.org#1926, paysera/lib-wallet-php-client#42: magic quotes put \\ before ' in ours",
    run: (f) => pass(f, { subject: "D\\'Arc" }, { subject: "D'Arc" }, /^[CD]/, 'subject'),
  },
  {
    id: 'X2',
    kind: 'escaping-structure',
    source: 'Billplz/Billplz-for-WooCommerce#41: JSON text with \\" after addslashes',
    run: (f) => pass(f, { extParam: '{\\"a\\":1}' }, { extParam: '{"a":1}' }, /^[CD]/, 'extParam'),
  },
  {
    id: 'X3',
    kind: 'escaping-structure',
    source: 'qweme32/cryptomus#2: \\/ in a plain address (not JSON text)',
    run: (f) => epay(f, {}, { notify_url: 'https:\\/\\/shop.example\\/n' }, /^[CD]/, 'notify_url'),
  },
  {
    id: 'X5',
    kind: 'escaping-structure',
    source: 'numeric entities in a plain text',
    run: (f) => epay(f, {}, { name: '&#20250;&#21592;' }, /^D/, 'name'),
  },
  {
    id: 'X6',
    kind: 'escaping-structure',
    source: 'paymentwall/paymentwall-php#2, #13 (http_build_query): items[0]=7&items[1]=8',
    run: (f) =>
      judge(
        ask(f, EPAY, { fields: { ...E, items: ['7', '8'] }, sign: es({ ...E, 'items[0]': '7', 'items[1]': '8' }) }),
        /^C[46]$/,
        'items',
      ),
  },
  {
    id: 'X7',
    kind: 'escaping-structure',
    source: 'items[]=7&items[]=8',
    run: (f) =>
      judge(
        ask(f, EPAY, {
          fields: { ...E, items: ['7', '8'] },
          sign: md5(
            canon({ ...E, items: '@' }, { tail: '', exclude: ['sign', 'sign_type'] }).replace(
              'items=@',
              'items[]=7&items[]=8',
            ),
          ),
        }),
        /^C[46]$/,
        'items',
      ),
  },
  {
    id: 'X8',
    kind: 'escaping-structure',
    source: 'PHP nested array: ext[b]=1&ext[a][c]=x',
    run: (f) =>
      judge(
        ask(f, EPAY, {
          fields: { ...E, ext: { b: 1, a: { c: 'x' } } },
          sign: es({ ...E, 'ext[b]': '1', 'ext[a][c]': 'x' }),
        }),
        /^C4$/,
        'ext',
      ),
  },
  {
    id: 'X9',
    kind: 'escaping-structure',
    source: 'svix/svix-webhooks#2060, php-sdk#284: empty object {} became []',
    run: (f) => judge(ask(f, EPAY, { fields: { ...E, ext: {} }, sign: es({ ...E, ext: '[]' }) }), /^C[46]$/, 'ext'),
  },
  {
    id: 'X10',
    kind: 'escaping-structure',
    source: 'JSON.stringify / toJSONString twice',
    run: (f) => epay(f, { param: '{"a":1}' }, { param: JSON.stringify('{"a":1}') }, /^C[45]$/, 'param'),
  },
  {
    id: 'X11',
    kind: 'escaping-structure',
    source: 'calvertyang/node-allpay#1: .NET HttpUtility.UrlEncode (lower-case hex, + for blank, ! ( ) * kept)',
    run: (f) =>
      epay(f, { name: '会员 (1年)!' }, {}, /^D3$/, 'name', {
        text: (v) =>
          encodeURIComponent(v)
            .replace(/%../g, (h) => h.toLowerCase())
            .replace(/%20/g, '+'),
      }),
  },
  {
    id: 'X12',
    kind: 'escaping-structure',
    source: 'values URL-encoded from GBK bytes',
    run: (f) => epay(f, {}, {}, /^D[13]$/, undefined, { text: (v) => percent(gbk(v)) }),
  },
  {
    id: 'X13',
    kind: 'escaping-structure',
    source: 'yunwuxin/think-pay#2: filter trim,htmlspecialchars, both on one value',
    run: (f) => pass(f, { subject: 'A&amp;B' }, { subject: ' A&B' }, /^(C7|D6)$/, 'subject'),
  },
];
