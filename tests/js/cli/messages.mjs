// Messages for the command line, made by the package.
import { Gateway } from 'fensign';
import { SECRET } from './processes.mjs';

const NOW = 1700000000000;

/** @type {Gateway<any>} */
export const pass2pay = new Gateway('pass2pay', { secret: SECRET, now: () => NOW });

/** By neutral names, and the account's own. */
export const ORDER = {
  mchNo: 'M1',
  appId: 'A1',
  orderNo: 'O1',
  amountFen: 800,
  wayCode: 'WX_H5',
  subject: '商品',
  detail: '0',
  clientIp: '203.0.113.7',
  payer: '1',
  payerSince: 1600000000000,
  idNo: '11010119900307803X',
};

/** The same under the gateway's own names, filled in. */
export const SIGNED = pass2pay.request('place', ORDER).fields;

/** Without the signature. */
export const { sign: SIGN = '', ...FIELDS } = SIGNED;

/** A notification as its raw body. */
export const NOTICE = pass2pay.testNotice('paid', { fields: SIGNED }).body;

/** A wrong signature in a line of a log: ours is in yuan, theirs in fen. */
export const LOG_LINE = `2026-11-27 10:00:01.123 ERROR 1 --- [nio-8080-exec-1] c.s.pay.Client : 下单失败 ${JSON.stringify(
  {
    ...SIGNED,
    amount: '8.00',
  },
)} resp={"code":9999,"msg":"验签失败"}`;
