// What has been handled from the start, a guard: what is received.
import { FORM, XN, ZN, gate, said, zn } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const handledMessages = [
  {
    id: 'G19',
    kind: 'handled',
    source: 'leancloud/cloud-code-alipay#4: a notification with an odd content type is read all the same',
    inputs: {
      'two types': `${FORM}; text/html; charset=utf-8`,
      'plain text': 'text/plain',
      'in capitals': 'APPLICATION/X-WWW-FORM-URLENCODED;CHARSET=UTF-8',
      'no type at all': undefined,
    },
    run: (f, type) =>
      said(gate(f, 'payindex').notice(zn({ ...ZN, true_amount: '9.90' }), type), { verdict: 'valid', amountFen: 990 }),
  },
  {
    id: 'G32',
    kind: 'handled',
    source: 'stripe/stripe-node#341, #1254: a parsed body is no raw body',
    inputs: { 'an object': XN, 'no object': null, 'a list': [XN], 'a Map': new Map(Object.entries(XN)) },
    run: (f, body) => {
      const { verdict, problems } = gate(f, 'xipay').notice(body);
      const got = `${verdict} ${problems[0]?.message}`;
      return {
        ok: verdict === 'malformed' && /raw body/.test(got),
        got,
        want: 'malformed, with a word about the raw body',
      };
    },
  },
  {
    id: 'G33',
    kind: 'handled',
    source: 'zoujingli/wechat-php-sdk#6, warhsn/payfast#10: a forged notification stays invalid',
    inputs: {
      'another amount': ['9.90', '0.01'],
      'another order': ['orderid=O1', 'orderid=O2'],
      'another signature': [/sign=[0-9A-F]{4}/, 'sign=0000'],
      'no signature': [/&sign=.*/, ''],
    },
    run: (f, [from, to]) =>
      said(gate(f, 'payindex').notice(zn({ ...ZN, true_amount: '9.90' }).replace(from, to)), { verdict: 'invalid' }),
  },
];
