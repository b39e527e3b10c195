// xipay, from its page and the documents of the same system (openpay v3).
import { ANY, FEN, Mock, Refusal, URL_TEXT, demand, json, readJson } from './server.mjs';
import { isSame, xipay as sign } from './sign.mjs';

/** @import { Account, Order, Received, Reason, Refund } from './server.mjs' */

const COMMON = { inst_no: ANY, mch_no: ANY, sign: /^[0-9a-f]{32}$/u };
const TIME = /^\d{14}$/u;
const PLACE = {
  ...COMMON,
  pay_type: /^(300|400|600)$/u,
  pay_trace_no: ANY,
  pay_time: TIME,
  total_amount: FEN,
  'open_id?': ANY,
  'notify_url?': URL_TEXT,
};
const QUERY = { ...COMMON, query_trace_no: ANY, 'trade_no?': ANY, 'pay_trace_no?': ANY, 'pay_time?': TIME };
const CLOSE = { ...COMMON, close_trace_no: ANY, close_time: TIME, trade_no: ANY };
const REFUND = {
  ...COMMON,
  refund_trace_no: ANY,
  refund_fee: FEN,
  pay_time: TIME,
  'pay_trace_no?': ANY,
  'trade_no?': ANY,
};
const REFUND_QUERY = { ...COMMON, query_trace_no: ANY, refund_no: ANY };

/** @type {Record<Reason, string>} */
const REFUSALS = {
  signature: '签名错误',
  parameter: '参数不合法',
  duplicate: '请求流水号重复',
  unknown: '订单不存在',
  unpaid: '订单未支付',
  'too-much': '退款金额超限',
};

export class Xipay extends Mock {
  /** Numbers of queries and the like, which are unique too. @type {Set<unknown>} */
  #traces = new Set();

  /** @override */
  routes() {
    return {
      'POST /api/openpay/v3/h5pay': (/** @type {Received} */ { body }) => {
        const fields = this.#read(body, PLACE);
        const { pay_trace_no, total_amount, notify_url = '' } = fields;
        const order = this.place({
          orderNo: pay_trace_no ?? '',
          gatewayNo: this.number('200001102F'),
          fen: Number(total_amount),
          notifyUrl: notify_url,
          returnUrl: '',
          sent: fields,
        });
        // Placed, not paid: the page's own examples say PAY_SUCCESS here.
        const told = { return_msg: '预支付成功', result_code: 'PAY_SUCCESS', code_url: this.payPage(order) };
        return this.#done({ ...this.#told(order), ...told });
      },
      'POST /api/openpay/v3/queryorder': (/** @type {Received} */ { body }) => {
        const fields = this.#read(body, QUERY);
        return this.#done(this.#told(this.#find(fields)));
      },
      'POST /api/openpay/v3/closeorder': (/** @type {Received} */ { body }) => {
        const order = this.find('', this.#read(body, CLOSE).trade_no);
        if (order.state === 'paid') throw new Refusal('unpaid', order.gatewayNo);
        order.state = 'closed';
        return this.#done(this.#told(order));
      },
      'POST /api/openpay/v3/refundorder': (/** @type {Received} */ { body }) => {
        const fields = this.#read(body, REFUND);
        const { refund_trace_no = '', refund_fee } = fields;
        return this.#done(this.#toldRefund(this.refund(this.#find(fields), refund_trace_no, Number(refund_fee))));
      },
      'POST /api/openpay/v3/queryrefund': (/** @type {Received} */ { body }) => {
        const { refund_no } = this.#read(body, REFUND_QUERY);
        return this.#done(this.#toldRefund(this.findRefund((one) => one.gatewayNo === refund_no)));
      },
    };
  }

  /**
   * @param {string} body
   * @param {Record<string, RegExp>} table
   */
  #read(body, table) {
    const all = readJson(body);
    if (Object.values(all).some((value) => value !== null && typeof value !== 'string'))
      throw new Refusal('parameter', 'every value is a string');
    demand(all, table);
    if (!isSame(all.sign, sign(all, this.account.secret))) throw new Refusal('signature');
    const fields = Object.fromEntries(Object.entries(all).map(([name, value]) => [name, String(value ?? '')]));
    if (fields.mch_no !== this.account.merchant || fields.inst_no !== this.account.app)
      throw new Refusal('parameter', 'mch_no');
    const trace = fields.query_trace_no ?? fields.close_trace_no;
    if (trace !== undefined && this.#traces.has(trace)) throw new Refusal('duplicate', trace);
    if (trace !== undefined) this.#traces.add(trace);
    return fields;
  }

  /** By the gateway's number, or by the merchant's together with the time. @param {Record<string, string>} fields */
  #find({ trade_no, pay_trace_no, pay_time }) {
    const order = this.find(pay_trace_no, trade_no);
    if ((!trade_no || pay_time) && order.sent.pay_time !== pay_time) throw new Refusal('unknown', 'pay_time');
    return order;
  }

  /** @param {Record<string, unknown>} fields */
  #done(fields, { secret } = this.account) {
    const all = { return_code: 'SUCCESS', ...fields };
    return json({ ...all, sign: sign(all, secret) });
  }

  /**
   * @param {Order} order
   * @param {Account} account
   */
  #told({ orderNo, gatewayNo, fen, state, sent }, account = this.account) {
    const RESULTS = { open: 'PAY_IN_PROCESS', paid: 'PAY_SUCCESS', closed: 'PAY_FAIL' };
    return {
      return_msg: '成功',
      result_code: RESULTS[state],
      pay_type: sent.pay_type ?? '',
      mch_name: '升宝百货',
      shop_name: '',
      mch_no: account.merchant,
      shop_no: '',
      pay_trace_no: orderNo,
      pay_time: sent.pay_time ?? '',
      total_amount: String(fen),
      trade_no: gatewayNo,
      appId: null,
      timeStamp: null,
      nonceStr: null,
      packages: null,
      signType: null,
      paySign: null,
      ali_trade_no: null,
      attach: null,
    };
  }

  /** @param {Refund} refund */
  #toldRefund({ refundNo, gatewayNo, fen, order }) {
    return {
      return_msg: '退款成功',
      mch_no: this.account.merchant,
      refund_trace_no: refundNo,
      refund_no: gatewayNo,
      refund_fee: String(fen),
      pay_trace_no: order.orderNo,
      trade_no: order.gatewayNo,
    };
  }

  /** @override @param {Order} order @param {Account} account */
  notice(order, account = this.account) {
    return this.#done({ ...this.#told(order, account), return_msg: '支付成功' }, account);
  }

  /** @override @param {string} answer */
  isAcknowledged(answer) {
    return answer.startsWith('{') && JSON.parse(answer).return_code === 'SUCCESS';
  }

  /** @override @param {Refusal} refusal */
  refused({ reason, field }) {
    const fields = { return_code: 'FAIL', return_msg: `${REFUSALS[reason]} ${field}` };
    return json({ ...fields, sign: sign(fields, this.account.secret) });
  }
}
