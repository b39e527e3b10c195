// What has been handled from the start, a guard: how values are written.
import { E, EPAY, Z, ask, checked, epay, es, judge, order, over, pass, ps } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const handledValues = [
  {
    id: 'G1',
    kind: 'handled',
    source: 'aimuz/wechat-sdk#4 (Go 1e+06)',
    inputs: {
      'a million': ['1000000', '1e+06'],
      'two digits that count': ['1200000', '1.2e+06'],
      'every digit counts': ['1234567', '1.234567e+06'],
      'a hundred million': ['100000000', '1e+08'],
    },
    run: (f, [ours, theirs]) => pass(f, { amount: ours }, { amount: theirs }, /^C1$/, 'amount'),
  },
  {
    id: 'G2',
    kind: 'handled',
    source: 'alibaba/fastjson#3188 (1E+6)',
    inputs: {
      'a million, BigDecimal': ['1000000', '1E+6'],
      'a thousand, BigDecimal': ['1000', '1E+3'],
      'two digits that count': ['25000', '2.5E+4'],
      'ten million, Double': ['10000000', '1.0E7'],
      'Double, two digits that count': ['12000000', '1.2E7'],
    },
    run: (f, [ours, theirs]) => pass(f, { amount: ours }, { amount: theirs }, /^C1$/, 'amount'),
  },
  {
    id: 'G3',
    kind: 'handled',
    source: 'activemerchant/offsite_payments#92 (63.0)',
    inputs: {
      'one zero stays': ['63.00', '63.0'],
      'none stays': ['63.00', '63'],
      'four for two': ['63.00', '63.0000'],
      'two for none': ['5000', '5000.00'],
    },
    run: (f, [ours, theirs]) => epay(f, { money: ours }, { money: theirs }, /^C1$/, 'money'),
  },
  {
    id: 'G4',
    kind: 'handled',
    source: 'getneteurope/paymentSDK-Android#23 (1.20 → 1.2)',
    inputs: {
      'a zero lost': ['1.20', '1.2'],
      'a zero lost below one': ['0.50', '0.5'],
      'a zero added': ['19.9', '19.90'],
      'two zeros added': ['0.05', '0.0500'],
    },
    run: (f, [ours, theirs]) => epay(f, { money: ours }, { money: theirs }, /^C1$/, 'money'),
  },
  {
    id: 'G5',
    kind: 'handled',
    source: 'payfort/woocommerce-payfort#18 (130 → 130.0)',
    inputs: {
      'one zero': [{}, { amount: '130.0' }],
      'two zeros': [{ amount: '990' }, { amount: '990.00' }],
      'on our side': [{ amount: '5000.0' }, { amount: '5000' }],
      'three zeros': [{ amount: '1' }, { amount: '1.000' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^C1$/, 'amount'),
  },
  {
    id: 'G6',
    kind: 'handled',
    source: 'chanjarster/weixin-java-tools#248, dedemao/weixinPay#26 (19.9*100 → 1989)',
    inputs: {
      '19.9 * 100, cut': ['1990', '1989'],
      '19.9 * 100, as it is': ['1990', String(19.9 * 100)],
      '1.1 * 100, as it is': ['110', String(1.1 * 100)],
      '0.57 * 100, cut': ['57', '56'],
      '4.35 * 100, on our side': ['434', '435'],
    },
    run: (f, [ours, theirs]) => pass(f, { amount: ours }, { amount: theirs }, /^C1$/, 'amount'),
  },
  {
    id: 'G7',
    kind: 'handled',
    source: 'shmy/cn-pay#2: an amount computed in floats is refused',
    inputs: { '9.8 * 100': 9.8 * 100, '1.1 * 100': 1.1 * 100, '0.57 * 100': 0.57 * 100, '19.9 * 100': 19.9 * 100 },
    run: (f, amount) => checked(f, { amount }, 'amount'),
  },
  {
    id: 'G8',
    kind: 'handled',
    source: 'w7corp/easywechat#1255, binarywang/WxJava#1180: yuan for fen are refused',
    inputs: { 0.12: 0.12, 1.3: 1.3, 'a text of yuan': '0.12', 'a text with two zeros': '130.00' },
    run: (f, amount) => checked(f, { amount }, 'amount'),
  },
  {
    id: 'G41',
    kind: 'handled',
    source: '(int) of iota-uz/iota-sdk#762: decimals cut off',
    inputs: {
      'of a large amount': ['33139.73', '33139'],
      'of a small one': ['9.99', '9'],
      'nothing is left': ['0.99', '0'],
      'one decimal': ['12.5', '12'],
    },
    run: (f, [ours, theirs]) => epay(f, { money: ours }, { money: theirs }, /^C1$/, 'money'),
  },
  {
    id: 'G20',
    kind: 'handled',
    source: 'ondrakoupil/csob#22: booleans as 1 and 0',
    inputs: {
      '1 and 0': [
        { a: true, b: false },
        { a: '1', b: '0' },
      ],
      'True and False of Python': [
        { a: true, b: false },
        { a: 'True', b: 'False' },
      ],
      'one true alone': [{ vip: true }, { vip: '1' }],
      'one false alone': [{ vip: false }, { vip: '0' }],
      'TRUE and FALSE': [
        { a: true, b: false },
        { a: 'TRUE', b: 'FALSE' },
      ],
    },
    run: (f, [ours, theirs]) =>
      judge(ask(f, EPAY, { fields: { ...E, ...ours }, sign: es({ ...E, ...theirs }) }), /^C6$/, Object.keys(ours)[0]),
  },
  {
    id: 'G21',
    kind: 'handled',
    source: 'newPOPE/gp-webpay-php-sdk#4: PHP false signed as nothing',
    inputs: {
      'a true beside it': [{ a: true, b: false, c: 'x' }, { a: '1', b: '', c: 'x' }, 'b'],
      'alone among texts': [{ a: 'x', vip: false }, { a: 'x', vip: '' }, 'vip'],
      'two of them': [{ a: false, b: false, c: 'x' }, { a: '', b: '', c: 'x' }, 'a'],
      'in an order of epay': [{ ...E, is_test: false }, { ...E, is_test: '' }, 'is_test'],
    },
    run: (f, [fields, theirs, field]) =>
      judge(ask(f, { ...EPAY, omit: 'nothing' }, { fields, sign: es(theirs, { drop: () => false }) }), /^C6$/, field),
  },
  {
    id: 'G23',
    kind: 'handled',
    source: 'lpinca/shopify-token#8: list with blanks',
    inputs: {
      'two texts': [{ ids: ['7', '8'] }, { ids: '["7", "8"]' }],
      'quotes of Python': [{ ids: ['7', '8'] }, { ids: "['7', '8']" }],
      'joined by commas': [{ ids: ['7', '8', '9'] }, { ids: '7,8,9' }],
      'numbers with blanks': [{ ids: [7, 8] }, { ids: '[7, 8]' }],
      'no quotes, as Java prints it': [{ goods: ['红茶', '奶茶'] }, { goods: '[红茶, 奶茶]' }],
    },
    run: (f, [ours, theirs]) =>
      judge(
        ask(f, EPAY, { fields: { ...E, ...ours }, sign: es({ ...E, ...theirs }) }),
        /^C[46]$/,
        Object.keys(ours)[0],
      ),
  },
  {
    id: 'G24',
    kind: 'handled',
    source: 'cloudconvert/cloudconvert-node#59: \\/ in the raw body',
    inputs: {
      'an address': ['{"u":"https://a/b"}', '{"u":"https:\\/\\/a\\/b"}'],
      'Chinese as \\uXXXX': ['{"名":"红茶"}', '{"\\u540d":"\\u7ea2\\u8336"}'],
      'both of them': ['{"u":"红/茶"}', '{"u":"\\u7ea2\\/\\u8336"}'],
      'signs of HTML, as Go does': ['{"u":"a&b<c>"}', '{"u":"a\\u0026b\\u003cc\\u003e"}'],
      'on our side': ['{"u":"a\\/b"}', '{"u":"a/b"}'],
    },
    run: (f, [ours, theirs]) => over(f, ours, theirs, /^C5$/),
  },
  {
    id: 'G26',
    kind: 'handled',
    source: 'Pay-Group/best-pay-sdk#125, ringo636/Tib#552: = and + of base64 lost',
    inputs: {
      'both of them': ['YWJj+ZGVm/w==', 'YWJj ZGVm/w'],
      'the plus alone': ['YWJj+ZGVm/8=', 'YWJj ZGVm/8='],
      'the = alone': ['eyJhIjoxfQ==', 'eyJhIjoxfQ'],
      'the plus on our side': ['YWJj ZGVm/8=', 'YWJj+ZGVm/8='],
      'two plus signs of a text': ['1+1+1', '1 1 1'],
    },
    run: (f, [ours, theirs]) => pass(f, { extParam: ours }, { extParam: theirs }, /^D5$/, 'extParam'),
  },
  {
    id: 'G27',
    kind: 'handled',
    source: 'bitmash/alipay-api-php#2: ours still URL-encoded',
    inputs: {
      'an address': [{ notify_url: 'https%3A%2F%2Fa.example%2Fn' }, { notify_url: 'https://a.example/n' }],
      'in lower case': [{ notify_url: 'https%3a%2f%2fa.example%2fn' }, { notify_url: 'https://a.example/n' }],
      Chinese: [{ name: '%E7%BA%A2%E8%8C%B6' }, { name: '红茶' }],
      'a plus for a blank': [{ name: 'red+tea%21' }, { name: 'red tea!' }],
      'encoded twice': [{ name: '%25E7%25BA%25A2' }, { name: '%E7%BA%A2' }],
    },
    run: (f, [ours, theirs]) => epay(f, ours, theirs, /^D[34]$/, Object.keys(ours)[0]),
  },
  {
    id: 'G34',
    kind: 'handled',
    source: 'TencentCloud/tencentcloud-demo-mp-soe#3: eight hours off',
    inputs: {
      'UTC on their side': ['2024-01-01 08:00:00', '2024-01-01 00:00:00'],
      'UTC on our side': ['2024-01-01 00:00:00', '2024-01-01 08:00:00'],
      'the day before': ['2024-03-01 06:30:00', '2024-02-29 22:30:00'],
      'the next year': ['2023-12-31 20:15:30', '2024-01-01 04:15:30'],
    },
    run: (f, [ours, theirs]) =>
      judge(
        ask(f, 'payindex', { fields: { ...Z, pay_applydate: ours }, sign: ps({ ...Z, pay_applydate: theirs }) }),
        /^C8$/,
        'pay_applydate',
      ),
  },
  {
    id: 'G39',
    kind: 'handled',
    source: 'binarywang/WxJava#2979: line ends',
    inputs: {
      'CR LF on their side': ['a\nb', 'a\r\nb'],
      'CR LF on ours': ['a\r\nb', 'a\nb'],
      'three lines of Chinese': ['红茶\n大杯\n热', '红茶\r\n大杯\r\n热'],
      'an empty line': ['one\n\ntwo', 'one\r\n\r\ntwo'],
    },
    run: (f, [ours, theirs]) => pass(f, { body: ours }, { body: theirs }, /^D7$/, 'body'),
  },
];
