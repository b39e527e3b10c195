// Values that were altered on their way, visibly or not.
import { Z, ask, checked, judge, pass, ps } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const values = [
  {
    id: 'V1',
    kind: 'value-altered',
    source: 'Adyen/adyen-magento2#2072, TencentBlueKing/bk-ci#652: 4-byte characters removed',
    inputs: {
      'between Chinese': [{ subject: '奶茶🧋大杯' }, { subject: '奶茶大杯' }],
      'at the end': [{ subject: 'Milk Tea 🎉' }, { subject: 'Milk Tea ' }],
      'two of them': [{ body: '🍎苹果🍏' }, { body: '苹果' }],
      'a rare Chinese character': [{ body: '张𠮷' }, { body: '张' }],
      'in JSON': [{ extParam: '{"nick":"小明😀"}' }, { extParam: '{"nick":"小明"}' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^[CD]/, Object.keys(theirs)[0]),
  },
  {
    id: 'V2',
    kind: 'value-altered',
    source: 'MySQL utf8: 🧋 → ????',
    inputs: {
      'four signs for one character': [{ subject: '奶茶🧋大杯' }, { subject: '奶茶????大杯' }],
      'one sign': [{ subject: '奶茶🧋大杯' }, { subject: '奶茶?大杯' }],
      'two signs, one for each half': [{ body: '🎉Sale' }, { body: '??Sale' }],
      'a replacement character': [{ body: '张𠮷' }, { body: '张\ufffd' }],
      'the rest is lost too': [{ subject: '奶茶🧋大杯' }, { subject: '奶茶' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^[CD]/, Object.keys(theirs)[0]),
  },
  {
    id: 'V4',
    kind: 'value-altered',
    source: 'a text cut to 20 characters (column, substr)',
    inputs: {
      '20 Chinese characters': [
        { subject: '一二三四五六七八九十一二三四五六七八九十一二三四五' },
        { subject: '一二三四五六七八九十一二三四五六七八九十' },
      ],
      '32 bytes of an order number': [
        { mchOrderNo: 'SHOP20240501100000123456789012345678' },
        { mchOrderNo: 'SHOP2024050110000012345678901234' },
      ],
      '64 characters of an address': [
        { notifyUrl: `https://shop.example/notify/${'a1'.repeat(30)}` },
        { notifyUrl: `https://shop.example/notify/${'a1'.repeat(30)}`.slice(0, 64) },
      ],
      'dots at its end': [{ body: 'Red tea, a large cup, with milk' }, { body: 'Red tea, a large...' }],
      'at no usual width': [{ body: 'Red tea, a large cup' }, { body: 'Red tea' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^[CD]/, Object.keys(theirs)[0]),
  },
  {
    id: 'V5',
    kind: 'value-altered',
    source: 'copied from a web page: U+200B at the end of the other side’s id',
    inputs: {
      'a zero-width space at the end': [{}, { mchOrderNo: 'NO778\u200b' }],
      'a zero-width space inside': [{}, { mchNo: 'M2\u200b0011' }],
      'a left-to-right mark in front': [{}, { appId: '\u200eA5501' }],
      'a word joiner at the end': [{}, { subject: '红茶\u2060' }],
      'on our side, a soft hyphen': [{ mchNo: 'M20\u00ad011' }, { mchNo: 'M20011' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^[CD]/, Object.keys(theirs)[0]),
  },
  {
    id: 'V6',
    kind: 'value-altered',
    source: 'U+FEFF in front of our appId (file with BOM)',
    inputs: {
      'in front of our appId': [{ appId: '\ufeffA5501' }, { appId: 'A5501' }],
      'in front of our order number': [{ mchOrderNo: '\ufeffNO778' }, { mchOrderNo: 'NO778' }],
      'on their side': [{}, { mchNo: '\ufeffM20011' }],
      'before JSON text': [{ extParam: '\ufeff{"a":1}' }, { extParam: '{"a":1}' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^[CD]/, Object.keys(theirs)[0]),
  },
  {
    id: 'V11',
    kind: 'value-altered',
    source: 'iPaynow: blanks inside collapsed (HTML, XML)',
    inputs: {
      'two blanks': [{ subject: 'Red  Tea' }, { subject: 'Red Tea' }],
      'four blanks': [{ subject: 'Red    Tea' }, { subject: 'Red Tea' }],
      'a line break and blanks': [{ body: 'one\n  two' }, { body: 'one two' }],
      'two places': [{ body: 'a  b  c' }, { body: 'a b c' }],
      'every blank removed': [{ body: '红茶 大杯 热' }, { body: '红茶大杯热' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^[CD]/, Object.keys(theirs)[0]),
  },
  {
    id: 'V12',
    kind: 'value-altered',
    source: 'line break inside removed',
    inputs: {
      'a line feed': [{ body: 'a\nb' }, { body: 'ab' }],
      'CR LF': [{ body: '红茶\r\n大杯' }, { body: '红茶大杯' }],
      'three lines': [{ body: 'a\nb\nc' }, { body: 'abc' }],
      'a blank in its place': [{ subject: '红茶\n大杯' }, { subject: '红茶 大杯' }],
      'HTML in its place': [{ body: 'a\nb' }, { body: 'a<br />b' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^[CD]/, Object.keys(theirs)[0]),
  },
  {
    id: 'V13',
    kind: 'value-altered',
    source:
      'binarywang/WxJava#284, node-tenpay#60: the time is read twice, signed one and sent another (same second or next)',
    inputs: {
      'the same second': [{}, { reqTime: '1622016572193' }],
      'the next second': [{}, { reqTime: '1622016573002' }],
      'earlier by some milliseconds': [{}, { reqTime: '1622016572181' }],
      'in seconds': [{ reqTime: '1622016572' }, { reqTime: '1622016573' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^C8$/, 'reqTime'),
  },
  {
    id: 'V14',
    kind: 'value-altered',
    source: 'a time that is read twice, as a date: one second later',
    inputs: {
      'one second': ['2024-01-01 08:00:00', '2024-01-01 08:00:01'],
      'the next minute': ['2024-01-01 08:00:59', '2024-01-01 08:01:00'],
      'the next year': ['2023-12-31 23:59:59', '2024-01-01 00:00:00'],
      'one second earlier': ['2024-02-29 12:30:10', '2024-02-29 12:30:09'],
    },
    run: (f, [ours, theirs]) =>
      judge(
        ask(f, 'payindex', { fields: { ...Z, pay_applydate: ours }, sign: ps({ ...Z, pay_applydate: theirs }) }),
        /^C8$/,
        'pay_applydate',
      ),
  },
  {
    id: 'V15',
    kind: 'value-altered',
    source: 'URL-safe base64 of an attachment',
    inputs: {
      'both signs, without =': ['YWJj+ZGVm/w==', 'YWJj-ZGVm_w'],
      'with = at its end': ['YWJj+ZGVm/w==', 'YWJj-ZGVm_w=='],
      'on our side': ['YWJj-ZGVm_8', 'YWJj+ZGVm/8='],
      'nothing but the = lost': ['eyJhIjoxfQ==', 'eyJhIjoxfQ'],
      'one sign': ['Pj4/Pz8=', 'Pj4_Pz8'],
    },
    run: (f, [ours, theirs]) => pass(f, { extParam: ours }, { extParam: theirs }, /^[CD]/, 'extParam'),
  },
  {
    id: 'V16',
    kind: 'value-altered',
    source: 'helei112g/payment#115: tags stripped',
    inputs: {
      'a pair': [{ subject: 'A<b>x</b>' }, { subject: 'Ax' }],
      'an empty one': [{ body: '红茶<br/>大杯' }, { body: '红茶大杯' }],
      'with an attribute': [{ body: '<a href="https://a.example">红茶</a>' }, { body: '红茶' }],
      'none: what only looks so': [{ subject: '<大杯>红茶' }, { subject: '红茶' }],
    },
    run: (f, [ours, theirs]) => pass(f, ours, theirs, /^[CD]/, Object.keys(theirs)[0]),
  },
  {
    id: 'V17',
    kind: 'value-altered',
    source: 'supersheep/wechat-pay#26 comment: # and what follows lost from an address',
    inputs: {
      'a path': ['https://a.example/#/n', 'https://a.example/'],
      'a place of a page': ['https://shop.example/done#top', 'https://shop.example/done'],
      'behind a query': ['https://shop.example/n?x=1#pay', 'https://shop.example/n?x=1'],
      'a sign alone': ['https://shop.example/n#', 'https://shop.example/n'],
    },
    run: (f, [ours, theirs]) => pass(f, { notifyUrl: ours }, { notifyUrl: theirs }, /^[CD]/, 'notifyUrl'),
  },

  // What `check` warns of, before anything is signed.
  {
    id: 'V7',
    kind: 'value-altered',
    source: 'an order number copied from a web page, with a character that nobody sees',
    inputs: {
      'a zero-width space': 'NO778\u200b',
      'a BOM in front': '\ufeffNO778',
      'a word joiner inside': 'NO\u2060778',
      'a soft hyphen': 'NO\u00ad778',
    },
    run: (f, mchOrderNo) => checked(f, { mchOrderNo }, 'mchOrderNo'),
  },
  {
    id: 'V8',
    kind: 'value-altered',
    source: 'a line break or a blank at the end of an order number',
    inputs: { 'a line feed': 'NO778\n', 'CR LF': 'NO778\r\n', 'a blank': 'NO778 ', 'a line feed in front': '\nNO778' },
    run: (f, mchOrderNo) => checked(f, { mchOrderNo }, 'mchOrderNo'),
  },
  {
    id: 'V9',
    kind: 'value-altered',
    source: 'a replacement character in a text: its bytes were read in another charset',
    inputs: {
      'at the end': '红\ufffd',
      'in front': '\ufffd茶',
      several: '\ufffd\ufffd\ufffd',
      'among letters': 'a\ufffdb',
    },
    run: (f, extParam) => checked(f, { extParam }, 'extParam'),
  },
  {
    id: 'V10',
    kind: 'value-altered',
    source: 'the text of a value that is not there',
    inputs: { undefined: 'undefined', null: 'null', NaN: 'NaN', 'an object': '[object Object]' },
    run: (f, extParam) => checked(f, { extParam }, 'extParam'),
  },
];
