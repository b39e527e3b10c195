// How texts, lists and objects are escaped and written.
import { E, EPAY, ask, canon, epay, es, gbk, judge, md5, pass, percent } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const escaping = [
  {
    id: 'X1',
    kind: 'escaping-structure',
    source: "WordPress/wordcamp.org#1926, paysera/lib-wallet-php-client#42: magic quotes put \\ before ' in ours",
    inputs: {
      'an apostrophe of a name': [{ subject: "D\\'Arc" }, { subject: "D'Arc" }],
      'double quotes': [{ subject: '\\"红茶\\"' }, { subject: '"红茶"' }],
      'a backslash of a path': [{ body: 'C:\\\\a' }, { body: 'C:\\a' }],
      'both kinds of quotes': [{ body: '6\\\' 2\\"' }, { body: '6\' 2"' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^[CD]/, Object.keys(ours)[0]),
  },
  {
    id: 'X2',
    kind: 'escaping-structure',
    source: 'Billplz/Billplz-for-WooCommerce#41: JSON text with \\" after addslashes',
    inputs: {
      'one member': ['{\\"a\\":1}', '{"a":1}'],
      'two members': ['{\\"a\\":1,\\"b\\":\\"x\\"}', '{"a":1,"b":"x"}'],
      'Chinese text': ['{\\"名\\":\\"红茶\\"}', '{"名":"红茶"}'],
      'a list': ['[\\"a\\",\\"b\\"]', '["a","b"]'],
      'an apostrophe inside': ['{\\"a\\":\\"D\\\'Arc\\"}', '{"a":"D\'Arc"}'],
    },
    run: (f, [ours, theirs]) => pass(f, { extParam: ours }, { extParam: theirs }, /^[CD]/, 'extParam'),
  },
  {
    id: 'X3',
    kind: 'escaping-structure',
    source: 'qweme32/cryptomus#2: \\/ in a plain address (not JSON text)',
    inputs: {
      'an address': [{}, { notify_url: 'https:\\/\\/shop.example\\/n' }],
      'an address with a query': [
        { notify_url: 'http://shop.example:8080/a/b?c=/d' },
        { notify_url: 'http:\\/\\/shop.example:8080\\/a\\/b?c=\\/d' },
      ],
      'a date': [{ param: '2024/01/02' }, { param: '2024\\/01\\/02' }],
      'Chinese text': [{ name: '红茶/大杯' }, { name: '红茶\\/大杯' }],
    },
    run: (f, [ours, theirs]) => epay(f, ours, theirs, /^[CD]/, Object.keys(theirs)[0]),
  },
  {
    id: 'X5',
    kind: 'escaping-structure',
    source: 'numeric entities in a plain text',
    inputs: {
      decimal: [{}, '&#20250;&#21592;'],
      hexadecimal: [{}, '&#x4F1A;&#x5458;'],
      'hexadecimal, in lower case': [{}, '&#x4f1a;&#x5458;'],
      'letters stay': [{ name: 'VIP会员1年' }, 'VIP&#20250;&#21592;1&#24180;'],
      'an accent': [{ name: 'Café' }, 'Caf&#233;'],
    },
    run: (f, [ours, theirs]) => epay(f, ours, { name: theirs }, /^D/, 'name'),
  },
  {
    id: 'X6',
    kind: 'escaping-structure',
    source: 'paymentwall/paymentwall-php#2, #13 (http_build_query): items[0]=7&items[1]=8',
    inputs: {
      'two members': [{ items: ['7', '8'] }, { 'items[0]': '7', 'items[1]': '8' }],
      'one member': [{ ids: ['9001'] }, { 'ids[0]': '9001' }],
      'Chinese text': [{ goods: ['红茶', '奶茶'] }, { 'goods[0]': '红茶', 'goods[1]': '奶茶' }],
      'numbers of three digits': [{ list: [100, 200, 300] }, { 'list[0]': 100, 'list[1]': 200, 'list[2]': 300 }],
    },
    run: (f, [ours, theirs]) =>
      judge(
        ask(f, EPAY, { fields: { ...E, ...ours }, sign: es({ ...E, ...theirs }) }),
        /^C(4|6|10)$/,
        Object.keys(ours)[0],
      ),
  },
  {
    id: 'X7',
    kind: 'escaping-structure',
    source: 'items[]=7&items[]=8',
    inputs: {
      'two members': { items: ['7', '8'] },
      'one member': { ids: ['9001'] },
      'Chinese text': { goods: ['红茶', '奶茶'] },
      numbers: { list: [100, 200, 300] },
    },
    run: (f, ours) => {
      const [[name, list]] = /** @type {[[string, unknown[]]]} */ (Object.entries(ours));
      const string = canon({ ...E, [name]: '@' }, { tail: '', exclude: ['sign', 'sign_type'] });
      const flat = string.replace(`${name}=@`, list.map((value) => `${name}[]=${value}`).join('&'));
      return judge(ask(f, EPAY, { fields: { ...E, ...ours }, sign: md5(flat) }), /^C(4|6|10)$/, name);
    },
  },
  {
    id: 'X8',
    kind: 'escaping-structure',
    source: 'PHP nested array: ext[b]=1&ext[a][c]=x',
    inputs: {
      'two levels': [{ ext: { b: 1, a: { c: 'x' } } }, { 'ext[b]': '1', 'ext[a][c]': 'x' }],
      'one level': [{ attach: { uid: '7' } }, { 'attach[uid]': '7' }],
      'a list inside': [{ ext: { ids: ['7', '8'] } }, { 'ext[ids][0]': '7', 'ext[ids][1]': '8' }],
      'Chinese text': [{ goods: { 名: '红茶', 数: 2 } }, { 'goods[名]': '红茶', 'goods[数]': 2 }],
    },
    run: (f, [ours, theirs]) =>
      judge(
        ask(f, EPAY, { fields: { ...E, ...ours }, sign: es({ ...E, ...theirs }) }),
        /^C(4|10)$/,
        Object.keys(ours)[0],
      ),
  },
  {
    id: 'X9',
    kind: 'escaping-structure',
    source: 'svix/svix-webhooks#2060, php-sdk#284: empty object {} became []',
    inputs: {
      'an object': [{ ext: {} }, { ext: '[]' }],
      'a text of JSON': [{ param: '{}' }, { param: '[]' }],
      'inside an object': [{ ext: { a: 1, b: {} } }, { ext: '{"a":1,"b":[]}' }],
      'a list that became an object': [{ items: [] }, { items: '{}' }],
    },
    run: (f, [ours, theirs]) =>
      judge(
        ask(f, EPAY, { fields: { ...E, ...ours }, sign: es({ ...E, ...theirs }) }),
        /^C(4|6|10)$/,
        Object.keys(ours)[0],
      ),
  },
  {
    id: 'X10',
    kind: 'escaping-structure',
    source: 'JSON.stringify / toJSONString twice',
    inputs: {
      'one member': '{"a":1}',
      'Chinese text': '{"名":"红茶"}',
      'an address': '{"url":"https://a.example/n"}',
      'a list': '["7","8"]',
      'JSON in JSON': '{"a":"{\\"b\\":1}"}',
    },
    run: (f, param) => epay(f, { param }, { param: JSON.stringify(param) }, /^C(4|5|10)$/, 'param'),
  },
  {
    id: 'X11',
    kind: 'escaping-structure',
    source: 'calvertyang/node-allpay#1: .NET HttpUtility.UrlEncode (lower-case hex, + for blank, ! ( ) * kept)',
    inputs: {
      'blanks and brackets': { name: '会员 (1年)!' },
      'an address': { name: 'VIP', return_url: 'https://shop.example/r?a=1&b=2' },
      'signs of JSON': { param: '{"u":"a/b c"}' },
      'a plus and a percent sign': { name: '1+1 100%' },
    },
    run: (f, ours) =>
      epay(f, ours, {}, /^D3$/, Object.keys(ours).at(-1), {
        text: (v) =>
          encodeURIComponent(v)
            .replace(/%../g, (h) => h.toLowerCase())
            .replace(/%20/g, '+')
            .replace(/'/g, '%27'),
      }),
  },
  {
    id: 'X12',
    kind: 'escaping-structure',
    source: 'values URL-encoded from GBK bytes',
    inputs: {
      'Chinese alone': {},
      'letters and Chinese': { name: 'VIP会员A座' },
      'two Chinese values': { param: '停车费' },
      'in lower case': { name: '充值', lower: true },
    },
    run: (f, { lower, ...ours }) =>
      epay(f, ours, {}, /^D[13]$/, undefined, {
        text: (v) => percent(gbk(v)).replace(/%../g, (hex) => (lower ? hex.toLowerCase() : hex)),
      }),
  },
  {
    id: 'X13',
    kind: 'escaping-structure',
    source: 'yunwuxin/think-pay#2: filter trim,htmlspecialchars, both on one value',
    inputs: {
      'a blank in front and an ampersand': [{ subject: 'A&amp;B' }, { subject: ' A&B' }],
      'a blank behind and quotes': [{ subject: '&quot;红茶&quot;' }, { subject: '"红茶" ' }],
      'a line feed and angle brackets': [{ body: '&lt;大杯&gt;' }, { body: '<大杯>\n' }],
      'blanks at both ends of JSON': [{ extParam: '{&quot;a&quot;:1}' }, { extParam: ' {"a":1} ' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^(C7|D6)$/, Object.keys(ours)[0]),
  },
];
