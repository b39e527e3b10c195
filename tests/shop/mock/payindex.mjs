// payindex, from its page: Pay_Index.html and Pay_Trade_query.html.
import { ANY, Mock, Refusal, URL_TEXT, demand, json, localTime, readForm } from './server.mjs';
import { isSame, payindex as sign } from './sign.mjs';

/** @import { Account, Order, Received, Reason, Sent } from './server.mjs' */

const PLACE = {
  pay_memberid: ANY,
  pay_orderid: /^.{1,20}$/u,
  pay_applydate: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u,
  pay_bankcode: /^\d+$/u,
  pay_notifyurl: URL_TEXT,
  pay_callbackurl: URL_TEXT,
  pay_amount: /^\d+(\.\d{1,2})?$/u,
  pay_md5sign: ANY,
  'pay_attach?': ANY,
  pay_productname: ANY,
  'pay_productnum?': /^\d+$/u,
  'type?': ANY,
};
const QUERY = { pay_memberid: ANY, pay_orderid: /^.{1,20}$/u, pay_md5sign: ANY };

const PLACE_SIGNED = [
  'pay_memberid',
  'pay_orderid',
  'pay_amount',
  'pay_applydate',
  'pay_bankcode',
  'pay_notifyurl',
  'pay_callbackurl',
];
const QUERY_SIGNED = ['pay_memberid', 'pay_orderid'];

/** @type {Record<Reason, string>} */
const REFUSALS = {
  signature: '签名错误',
  parameter: '参数错误',
  duplicate: '订单号重复',
  unknown: '订单不存在',
  unpaid: '订单未支付',
  'too-much': '金额错误',
};

/** 12.3 yuan, as 1230 fen. @param {string} text */
function fenOf(text) {
  const [yuan = '', rest = ''] = text.split('.');
  return Number(yuan + rest.padEnd(2, '0'));
}

/** @param {number} fen */
const yuanOf = (fen) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** PHP's htmlspecialchars, through which every input goes before it is signed. @param {string} text */
const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

export class Payindex extends Mock {
  /** @override */
  routes() {
    return {
      'POST /Pay_Index.html': (/** @type {Received} */ { body }) => {
        const fields = this.#read(body, PLACE, PLACE_SIGNED);
        const { pay_orderid = '', pay_amount = '', pay_notifyurl = '', pay_callbackurl = '', type } = fields;
        const fen = fenOf(pay_amount);
        if (fen < 1) throw new Refusal('parameter', 'pay_amount');
        const order = this.place({
          orderNo: pay_orderid,
          gatewayNo: this.number('2021'),
          fen,
          notifyUrl: pay_notifyurl,
          returnUrl: pay_callbackurl,
          sent: fields,
        });
        const payUrl = this.payPage(order);
        if (type !== 'json') return { contentType: 'text/html', body: `<a href="${payUrl}">支付</a>` };
        // `ststus` is what the page's own example has.
        return json({ ststus: '1', msg: '下单成功', pay_amount, pay_orderid, payUrl });
      },
      'POST /Pay_Trade_query.html': (/** @type {Received} */ { body }) => {
        const { pay_orderid } = this.#read(body, QUERY, QUERY_SIGNED);
        const { orderNo, gatewayNo, fen, state } = this.find(pay_orderid, '');
        const isPaid = state === 'paid';
        const fields = {
          memberid: this.account.merchant,
          orderid: orderNo,
          amount: yuanOf(fen),
          true_amount: isPaid ? yuanOf(fen) : '0',
          time_end: isPaid ? localTime() : '',
          transaction_id: gatewayNo,
          returncode: isPaid ? '00' : '01',
          trade_state: isPaid ? 'SUCCESS' : 'NOTPAY',
        };
        return json({ ...fields, sign: sign(fields, this.account.secret) });
      },
    };
  }

  /**
   * @param {string} body
   * @param {Record<string, RegExp>} table
   * @param {string[]} signed
   */
  #read(body, table, signed) {
    const fields = readForm(body);
    demand(fields, table);
    const input = Object.fromEntries(signed.map((name) => [name, escaped(fields[name] ?? '')]));
    if (!isSame(fields.pay_md5sign, sign(input, this.account.secret))) throw new Refusal('signature');
    if (fields.pay_memberid !== this.account.merchant) throw new Refusal('parameter', 'pay_memberid');
    return fields;
  }

  /** @param {Order} order @param {Account} account */
  #told({ orderNo, gatewayNo, fen, state, sent }, account) {
    const fields = {
      memberid: account.merchant,
      orderid: orderNo,
      amount: yuanOf(fen),
      true_amount: yuanOf(fen),
      transaction_id: gatewayNo,
      datetime: localTime(),
      returncode: state === 'paid' ? '00' : '01',
    };
    return { ...fields, attach: sent.pay_attach ?? '', sign: sign(fields, account.secret) };
  }

  /** The sender does not encode its form. @override @param {Order} order @param {Account} account @returns {Sent} */
  notice(order, account = this.account) {
    const pairs = Object.entries(this.#told(order, account)).map(([name, value]) => `${name}=${value}`);
    return { contentType: 'application/x-www-form-urlencoded', body: pairs.join('&') };
  }

  /** The customer's browser posts the result to the shop. @override @param {Order} order */
  goBack(order) {
    const inputs = Object.entries(this.#told(order, this.account)).map(
      ([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`,
    );
    const body = `<form method="post" action="${escaped(order.returnUrl)}">${inputs.join('')}</form>`;
    return { status: 200, contentType: 'text/html', body };
  }

  /** @override @param {string} answer */
  isAcknowledged(answer) {
    return answer === 'OK';
  }

  /** @override @param {Refusal} refusal */
  refused({ reason, field }) {
    return json({ status: 'error', msg: `${REFUSALS[reason]} ${field}`, data: [] });
  }
}
