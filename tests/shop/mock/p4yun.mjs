// 4pyun, from its page and its public documentation.
import { ANY, FEN, Mock, Refusal, URL_TEXT, demand, form, json, readForm, readJson } from './server.mjs';
import { isSame, p4yun as sign, p4yunBody as signBody } from './sign.mjs';

/** @import { Account, Order, Received, Reason } from './server.mjs' */

const PREPARE = {
  app_id: ANY,
  merchant: ANY,
  pay_order: ANY,
  subject: ANY,
  value: FEN,
  'body?': ANY,
  'payer?': ANY,
  'deduct_mode?': ANY,
  'callback_url?': ANY,
  notify_url: URL_TEXT,
  'expire_time?': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/u,
  trade_scene: /^(PARKING|RECHARGE|ENERGY|LIVING|GENERIC)$/u,
  'trade_item?': /^\[.*\]$/su,
  'extra?': /^\{.*\}$/su,
  'manual_settle?': /^[01]$/u,
  sign: ANY,
};
const QUERY = { app_id: ANY, merchant: ANY, 'pay_order?': ANY, 'pay_serial?': ANY, sign: ANY };
const REFUND = { app_id: ANY, 'order?': ANY, pay_serial: ANY, value: FEN, 'reason?': ANY };
const REFUND_QUERY = { app_id: ANY, merchant: ANY, order: ANY, sign: ANY };

/** @type {Record<Reason, [string, string]>} */
const REFUSALS = {
  signature: ['400', '签名错误'],
  parameter: ['400', '请求参数错误'],
  duplicate: ['1403', '支付订单号已存在'],
  unknown: ['1002', '订单不存在'],
  unpaid: ['1403', '订单未支付'],
  'too-much': ['1405', '退款失败'],
};

/** status of a query and of a notification. */
const STATUSES = { open: 0, paid: 1, closed: -1 };

export class P4yun extends Mock {
  /** @override */
  routes() {
    return {
      'POST /gate/1.0/payment/trade/prepare': (/** @type {Received} */ { body }) => {
        const fields = this.#read(readForm(body), PREPARE);
        const { pay_order, value, notify_url = '', callback_url = '' } = fields;
        const gatewayNo = this.number('6217');
        const order = this.place({
          orderNo: String(pay_order),
          gatewayNo,
          fen: Number(value),
          notifyUrl: notify_url,
          returnUrl: callback_url,
          sent: fields,
        });
        // The documents do not say that pay_id is the pay_serial of later messages: here it is not.
        return this.#done({ pay_url: this.payPage(order), pay_id: this.number('pay') });
      },
      'GET /gate/1.0/payment/trade/query': (/** @type {Received} */ { query }) => {
        const { pay_order, pay_serial } = this.#read(readForm(query.toString()), QUERY);
        const { orderNo, gatewayNo, fen, state, sent } = this.find(pay_order, pay_serial);
        return this.#done({
          merchant: this.account.merchant,
          pay_order: orderNo,
          channel: '100102',
          pay_serial: gatewayNo,
          value: fen,
          status: STATUSES[state],
          trade_time: new Date().toISOString(),
          payer: sent.payer ?? '',
        });
      },
      'POST /gate/1.0/payment/trade/refund': (/** @type {Received} */ { headers, body }) => {
        const right = signBody(body, this.account.secret);
        if (!isSame(headers.authorization?.toUpperCase(), right)) throw new Refusal('signature');
        const { app_id, order: refundNo, pay_serial, value } = this.#demand(readJson(body), REFUND);
        if (app_id !== this.account.app) throw new Refusal('parameter', 'app_id');
        const order = this.find('', pay_serial);
        const refund = this.refund(order, String(refundNo ?? this.number('order')), Number(value));
        const { gatewayNo } = refund;
        const told = { pay_serial: order.gatewayNo, refund_order: refund.refundNo, refund_serial: gatewayNo };
        return this.#done({ payload: { ...told, refund_time: new Date().toISOString() } });
      },
      'GET /gate/1.0/payment/trade/refund': (/** @type {Received} */ { query }) => {
        const fields = this.#read(readForm(query.toString()), REFUND_QUERY);
        const { refundNo, gatewayNo, order } = this.findRefund((one) => one.refundNo === fields.order);
        const told = { pay_serial: order.gatewayNo, refund_order: refundNo, refund_serial: gatewayNo };
        return this.#done({ payload: { ...told, process: 1 } });
      },
    };
  }

  /**
   * @param {Record<string, string>} fields
   * @param {Record<string, RegExp>} table
   */
  #read(fields, table) {
    this.#demand(fields, table);
    const right = sign(fields, this.account.secret);
    if (!isSame(fields.sign?.toUpperCase(), right)) throw new Refusal('signature'); // Whatever its case.
    if (fields.app_id !== this.account.app) throw new Refusal('parameter', 'app_id');
    if (fields.merchant !== this.account.merchant) throw new Refusal('parameter', 'merchant');
    return fields;
  }

  /**
   * @template {Record<string, unknown>} F
   * @param {F} fields
   * @param {Record<string, RegExp>} table
   */
  #demand(fields, table) {
    demand(fields, table);
    return fields;
  }

  /** Replies are not signed. @param {Record<string, unknown>} fields */
  #done(fields) {
    return json({ code: '1001', seqno: this.number('92a7'), data_node: 'CN-South/HS3-1', ...fields });
  }

  /** @override @param {Order} order @param {Account} account */
  notice({ orderNo, gatewayNo, fen, state }, account = this.account) {
    const fields = {
      app_id: account.app,
      merchant: account.merchant,
      pay_order: orderNo,
      channel: '100102',
      pay_serial: gatewayNo,
      value: String(fen),
      status: String(STATUSES[state]),
      trade_time: String(Date.now()),
      pay_mode: '1',
      pay_mode_desc: '支付宝',
      fee: '0',
    };
    return form({ ...fields, sign: sign(fields, account.secret) });
  }

  /** @override @param {string} answer */
  isAcknowledged(answer) {
    return answer.startsWith('{') && JSON.parse(answer).code === '1001';
  }

  /** @override @param {Refusal} refusal */
  refused({ reason, field }) {
    const [code, message] = REFUSALS[reason];
    const hint = reason === 'parameter' ? `\`${field}\` Required!` : field;
    return json({ code, message, hint, seqno: this.number('9492'), data_node: 'CN-South/HS3-2' });
  }
}
