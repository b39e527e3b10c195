// How numbers are written.
import { XN, ask, canon, epay, judge, md5, order, over, pass } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const numbers = [
  {
    id: 'N1',
    kind: 'number-text',
    source: 'wirecard/paymentSDK-php#610 (PHP serialize_precision 17): 1.1 → 1.1000000000000001',
    run: (f) => epay(f, { money: '1.1' }, { money: '1.1000000000000001' }, /^C1$/, 'money'),
  },
  {
    id: 'N3',
    kind: 'number-text',
    source: 'alibaba/fastjson#2287: new BigDecimal(double)',
    run: (f) =>
      epay(f, { money: '200.15' }, { money: '200.150000000000005684341886080801486968994140625' }, /^C1$/, 'money'),
  },
  {
    id: 'N4',
    kind: 'number-text',
    source: 'iota-uz/iota-sdk#762: %.0f rounds 33139.73 to 33140',
    run: (f) => epay(f, { money: '33139.73' }, { money: '33140' }, /^C1$/, 'money'),
  },
  {
    id: 'N6',
    kind: 'number-text',
    source: 'Oracle: 0.10 → .1',
    run: (f) => epay(f, { money: '0.10' }, { money: '.1' }, /^C1$/, 'money'),
  },
  {
    id: 'N7',
    kind: 'number-text',
    source: 'EasyPost/easypost-node#467: raw body parsed and written again, 136.0 → 136',
    run: (f) => over(f, '{"weight":136,"id":"x"}', '{"weight":136.0,"id":"x"}', /^(C1|C4|C5)$/),
  },
  {
    id: 'N8',
    kind: 'number-text',
    source: 'leading zeros of a number lost on our side',
    run: (f) => epay(f, { out_trade_no: '123' }, { out_trade_no: '00123' }, /^C/, 'out_trade_no'),
  },
  {
    id: 'N9',
    kind: 'number-text',
    source: 'leading zeros lost on theirs',
    run: (f) => epay(f, { out_trade_no: '00123' }, { out_trade_no: '123' }, /^C/, 'out_trade_no'),
  },
  {
    id: 'N10',
    kind: 'number-text',
    source:
      'snowflake order number as a JSON number: our side parsed and wrote it with JavaScript (…800); the true text is one of the 256 integers with that double',
    run: (f) => {
      const s = md5(canon({ ...XN, pay_trace_no: '1234567890123456789' }));
      return judge(
        ask(f, 'xipay', { body: JSON.stringify({ ...XN, pay_trace_no: Number('1234567890123456789'), sign: s }) }),
        /^C3$/,
        'pay_trace_no',
      );
    },
  },
  {
    id: 'N11',
    kind: 'number-text',
    source: 'aimuz/wechat-sdk#4 on a time: 1.62201657219E12',
    run: (f) => pass(f, {}, { reqTime: '1.62201657219E12' }, /^C/, 'reqTime'),
  },
  {
    id: 'N12',
    kind: 'number-text',
    source: '32-bit (int) of a long order number: 2147483647',
    run: (f) => epay(f, {}, { out_trade_no: '2147483647' }, /^C/, 'out_trade_no'),
  },
];
