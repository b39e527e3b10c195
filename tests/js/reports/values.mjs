// Values that were altered on their way, visibly or not.
import { Z, ask, checked, judge, pass, ps } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const values = [
  {
    id: 'V1',
    kind: 'value-altered',
    source: 'Adyen/adyen-magento2#2072, TencentBlueKing/bk-ci#652: 4-byte characters removed',
    run: (f) => pass(f, { subject: '奶茶🧋大杯' }, { subject: '奶茶大杯' }, /^[CD]/, 'subject'),
  },
  {
    id: 'V2',
    kind: 'value-altered',
    source: 'MySQL utf8: 🧋 → ????',
    run: (f) => pass(f, { subject: '奶茶🧋大杯' }, { subject: '奶茶????大杯' }, /^[CD]/, 'subject'),
  },
  {
    id: 'V4',
    kind: 'value-altered',
    source: 'a text cut to 20 characters (column, substr)',
    run: (f) =>
      pass(
        f,
        { subject: '一二三四五六七八九十一二三四五六七八九十一二三四五' },
        { subject: '一二三四五六七八九十一二三四五六七八九十' },
        /^[CD]/,
        'subject',
      ),
  },
  {
    id: 'V5',
    kind: 'value-altered',
    source: 'copied from a web page: U+200B at the end of the other side’s id',
    run: (f) => pass(f, {}, { mchOrderNo: 'NO778\u200b' }, /^[CD]/, 'mchOrderNo'),
  },
  {
    id: 'V6',
    kind: 'value-altered',
    source: 'U+FEFF in front of our appId (file with BOM)',
    run: (f) => pass(f, { appId: '\ufeffA5501' }, { appId: 'A5501' }, /^[CD]/, 'appId'),
  },
  {
    id: 'V11',
    kind: 'value-altered',
    source: 'iPaynow: blanks inside collapsed (HTML, XML)',
    run: (f) => pass(f, { subject: 'Red  Tea' }, { subject: 'Red Tea' }, /^[CD]/, 'subject'),
  },
  {
    id: 'V12',
    kind: 'value-altered',
    source: 'line break inside removed',
    run: (f) => pass(f, { body: 'a\nb' }, { body: 'ab' }, /^[CD]/, 'body'),
  },
  {
    id: 'V13',
    kind: 'value-altered',
    source:
      'binarywang/WxJava#284, node-tenpay#60: the time is read twice, signed one and sent another (same second or next)',
    run: (f) => pass(f, {}, { reqTime: '1622016572193' }, /^C8$/, 'reqTime'),
  },
  {
    id: 'V14',
    kind: 'value-altered',
    source: 'a time that is read twice, as a date: one second later',
    run: (f) => {
      return judge(
        ask(f, 'payindex', { fields: Z, sign: ps({ ...Z, pay_applydate: '2024-01-01 08:00:01' }) }),
        /^C8$/,
        'pay_applydate',
      );
    },
  },
  {
    id: 'V15',
    kind: 'value-altered',
    source: 'URL-safe base64 of an attachment',
    run: (f) => pass(f, { extParam: 'YWJj+ZGVm/w==' }, { extParam: 'YWJj-ZGVm_w' }, /^[CD]/, 'extParam'),
  },
  {
    id: 'V16',
    kind: 'value-altered',
    source: 'helei112g/payment#115: tags stripped',
    run: (f) => pass(f, { subject: 'A<b>x</b>' }, { subject: 'Ax' }, /^[CD]/, 'subject'),
  },
  {
    id: 'V17',
    kind: 'value-altered',
    source: 'supersheep/wechat-pay#26 comment: # and what follows lost from an address',
    run: (f) =>
      pass(f, { notifyUrl: 'https://a.example/#/n' }, { notifyUrl: 'https://a.example/' }, /^[CD]/, 'notifyUrl'),
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
