// How numbers are written.
import { XN, ask, canon, epay, judge, md5, order, over, pass } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const numbers = [
  {
    id: 'N1',
    kind: 'number-text',
    source: 'wirecard/paymentSDK-php#610 (PHP serialize_precision 17): 1.1 → 1.1000000000000001',
    inputs: {
      1.1: ['1.1', '1.1000000000000001'],
      0.1: ['0.1', '0.10000000000000001'],
      19.99: ['19.99', '19.989999999999998'],
      '4.10, with a zero at its end': ['4.10', '4.0999999999999996'],
      1234.56: ['1234.56', '1234.5599999999999'],
    },
    run: (f, [ours, theirs]) => epay(f, { money: ours }, { money: theirs }, /^C1$/, 'money'),
  },
  {
    id: 'N3',
    kind: 'number-text',
    source: 'alibaba/fastjson#2287: new BigDecimal(double)',
    inputs: {
      200.15: ['200.15', '200.150000000000005684341886080801486968994140625'],
      0.1: ['0.1', '0.1000000000000000055511151231257827021181583404541015625'],
      1.1: ['1.1', '1.100000000000000088817841970012523233890533447265625'],
      '2.50, with a zero and exact': ['2.50', '2.5'],
      9.99: ['9.99', '9.9900000000000002131628207280300557613372802734375'],
    },
    run: (f, [ours, theirs]) => epay(f, { money: ours }, { money: theirs }, /^C1$/, 'money'),
  },
  {
    id: 'N4',
    kind: 'number-text',
    source: 'iota-uz/iota-sdk#762: %.0f rounds 33139.73 to 33140',
    inputs: {
      up: ['33139.73', '33140'],
      down: ['12.34', '12'],
      'a half, to the even number': ['2.50', '2'],
      'a half, up': ['2.50', '3'],
      'to nothing': ['0.49', '0'],
    },
    run: (f, [ours, theirs]) => epay(f, { money: ours }, { money: theirs }, /^C1$/, 'money'),
  },
  {
    id: 'N6',
    kind: 'number-text',
    source: 'Oracle: 0.10 → .1',
    inputs: {
      'and its last zero lost': ['0.10', '.1'],
      'both decimals stay': ['0.55', '.55'],
      'a cent': ['0.01', '.01'],
      'on our side': ['.5', '0.5'],
      'on our side, and its last zero': ['.5', '0.50'],
    },
    run: (f, [ours, theirs]) => epay(f, { money: ours }, { money: theirs }, /^C1$/, 'money'),
  },
  {
    id: 'N7',
    kind: 'number-text',
    source: 'EasyPost/easypost-node#467: raw body parsed and written again, 136.0 → 136',
    inputs: {
      'a whole number as a float': ['{"weight":136,"id":"x"}', '{"weight":136.0,"id":"x"}'],
      'two decimals': ['{"amount":9.9,"id":"x"}', '{"amount":9.90,"id":"x"}'],
      'an exponent': ['{"amount":1000000}', '{"amount":1e6}'],
      'in a list': ['{"items":[1,2]}', '{"items":[1.0,2.0]}'],
      'a float on our side': ['{"order":{"fee":5.0}}', '{"order":{"fee":5}}'],
    },
    run: (f, [ours, theirs]) => over(f, ours, theirs, /^(C1|C4|C5)$/),
  },
  {
    id: 'N8',
    kind: 'number-text',
    source: 'leading zeros of a number lost on our side',
    inputs: {
      'two zeros': [{ out_trade_no: '123' }, { out_trade_no: '00123' }],
      'one zero of a telephone number': [{ phone: '75512345678' }, { phone: '075512345678' }],
      'a column of ten digits': [{ out_trade_no: '4711' }, { out_trade_no: '0000004711' }],
      'a number of a branch': [{ store_id: '7' }, { store_id: '007' }],
    },
    run: (f, [ours, theirs]) => epay(f, ours, theirs, /^C/, Object.keys(theirs)[0]),
  },
  {
    id: 'N9',
    kind: 'number-text',
    source: 'leading zeros lost on theirs',
    inputs: {
      'two zeros': [{ out_trade_no: '00123' }, { out_trade_no: '123' }],
      'one zero of a telephone number': [{ phone: '075512345678' }, { phone: '75512345678' }],
      'a column of ten digits': [{ out_trade_no: '0000004711' }, { out_trade_no: '4711' }],
      'nothing but zeros': [{ store_id: '000' }, { store_id: '0' }],
    },
    run: (f, [ours, theirs]) => epay(f, ours, theirs, /^C/, Object.keys(theirs)[0]),
  },
  {
    id: 'N10',
    kind: 'number-text',
    source:
      'snowflake order number as a JSON number: our side parsed and wrote it with JavaScript (…800); the true text is one of the 256 integers with that double',
    inputs: {
      'of 19 digits': ['pay_trace_no', '1234567890123456789'],
      'of 19 digits, another one': ['pay_trace_no', '1783927465501839361'],
      'of 17 digits': ['pay_trace_no', '90071992547409931'],
      'the number of the gateway': ['trade_no', '4200001234567890123'],
    },
    run: (f, [field, number]) => {
      const sign = md5(canon({ ...XN, [field]: number }));
      const body = JSON.stringify({ ...XN, [field]: Number(number), sign });
      return judge(ask(f, 'xipay', { body }), /^C3$/, field);
    },
  },
  {
    id: 'N11',
    kind: 'number-text',
    source: 'aimuz/wechat-sdk#4 on a time: 1.62201657219E12',
    inputs: {
      'Java of a time': [{ reqTime: '1622016572190' }, '1.62201657219E12'],
      'Go of a time': [{ reqTime: '1622016572190' }, '1.62201657219e+12'],
      'PHP of a time': [{ reqTime: '1622016572190' }, '1.62201657219E+12'],
      'a time in seconds': [{ reqTime: '1622016572' }, '1.622016572E9'],
    },
    run: (f, [ours, reqTime]) => pass(f, ours, { reqTime }, /^C/, 'reqTime'),
  },
  {
    id: 'N12',
    kind: 'number-text',
    source: '32-bit (int) of a long order number: 2147483647',
    inputs: {
      'cut to the most of (int)': [{}, '2147483647'],
      'wrapped around': [{}, String(Number(20240101000001n & 0xffffffffn) | 0)],
      'the lower 32 bits': [{}, String(20240101000001n & 0xffffffffn)],
      'of 64 bits': [{ out_trade_no: '20240101000001123456789' }, '9223372036854775807'],
      'a number just too large': [{ out_trade_no: '3000000000' }, '-1294967296'],
    },
    run: (f, [ours, out_trade_no]) => epay(f, ours, { out_trade_no }, /^C/, 'out_trade_no'),
  },
];
