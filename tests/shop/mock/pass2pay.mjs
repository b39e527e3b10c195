// pass2pay, from its page, the pages of the same system and Jeepay's.
import { ANY, FEN, Mock, Refusal, URL_TEXT, demand, form, json, readForm, readJson } from './server.mjs';
import { isSame, pass2pay as sign } from './sign.mjs';

/** @import { Account, Order, Received, Reason, Refund } from './server.mjs' */

const COMMON = { mchNo: ANY, appId: ANY, reqTime: /^\d{13}$/u, version: /^1\.[01]$/u, signType: /^MD5$/u, sign: ANY };
const CURRENCY = /^[a-z]{3}$/iu;
const IPV4 = /^(\d{1,3}\.){3}\d{1,3}$/u;

const PLACE = {
  ...COMMON,
  mchOrderNo: ANY,
  wayCode: ANY,
  amount: FEN,
  currency: CURRENCY,
  subject: ANY,
  body: ANY,
  clientIp: IPV4,
  custNo: ANY,
  registerTime: /^\d{13}$/u,
  'userName?': ANY,
  'mbrTel?': ANY,
  'idNo?': ANY,
  'notifyUrl?': URL_TEXT,
  'returnUrl?': URL_TEXT,
  'expiredTime?': /^\d+$/u,
  'channelExtra?': /^\{.*\}$/su,
  'extParam?': ANY,
};
const QUERY = { ...COMMON, version: /^1\.0$/u, 'payOrderId?': ANY, 'mchOrderNo?': ANY };
const CLOSE = { ...COMMON, 'payOrderId?': ANY, 'mchOrderNo?': ANY };
const REFUND = {
  ...CLOSE,
  mchRefundNo: ANY,
  refundAmount: FEN,
  currency: CURRENCY,
  refundReason: ANY,
  'clientIp?': IPV4,
  'notifyUrl?': URL_TEXT,
  'channelExtra?': ANY,
  'extParam?': ANY,
};
const REFUND_QUERY = { ...COMMON, 'mchRefundNo?': ANY, 'refundOrderId?': ANY };

/** Of the codes only 0 is documented. @type {Record<Reason, [number, string]>} */
const REFUSALS = {
  signature: [9001, '簽名失敗'],
  parameter: [9002, '參數格式校驗錯誤'],
  duplicate: [9003, '訂單號已存在'],
  unknown: [9004, '訂單不存在'],
  unpaid: [9005, '訂單狀態不正確'],
  'too-much': [9006, '退款金額超過訂單可退金額'],
};

/** orderState and state. */
const STATES = { open: 1, paid: 2, closed: 6 };

export class Pass2pay extends Mock {
  /** @override */
  routes() {
    return {
      'POST /api/pay/unifiedOrder': (/** @type {Received} */ received) => {
        const fields = this.#read(received, PLACE);
        const { mchOrderNo, amount, wayCode = '', notifyUrl = '', returnUrl = '' } = fields;
        const gatewayNo = this.number('P');
        const placed = {
          orderNo: mchOrderNo ?? '',
          gatewayNo,
          fen: Number(amount),
          notifyUrl,
          returnUrl,
          sent: fields,
        };
        const order = this.place(placed);
        const payDataType = wayCode === 'ALI_QR' ? 'codeUrl' : 'payUrl';
        const { orderNo, state } = order;
        const orderState = STATES[state];
        return this.#done({
          payOrderId: gatewayNo,
          mchOrderNo: orderNo,
          orderState,
          payDataType,
          payData: this.payPage(order),
        });
      },
      'POST /api/pay/query': (/** @type {Received} */ received) => {
        const { mchOrderNo, payOrderId } = this.#read(received, QUERY);
        const order = this.find(mchOrderNo, payOrderId);
        return this.#done({ ...this.#told(order), payUrl: this.payPage(order) });
      },
      'POST /api/pay/close': (/** @type {Received} */ received) => {
        const { mchOrderNo, payOrderId } = this.#read(received, CLOSE);
        const order = this.find(mchOrderNo, payOrderId);
        if (order.state === 'paid') throw new Refusal('unpaid');
        order.state = 'closed';
        return json({ code: 0, msg: 'SUCCESS' }); // Without data there is no signature.
      },
      'POST /api/refund/refundOrder': (/** @type {Received} */ received) => {
        const { mchOrderNo, payOrderId, mchRefundNo = '', refundAmount } = this.#read(received, REFUND);
        const order = this.find(mchOrderNo, payOrderId);
        return this.#done(this.#toldRefund(this.refund(order, mchRefundNo, Number(refundAmount))));
      },
      'POST /api/refund/query': (/** @type {Received} */ received) => {
        const { mchRefundNo, refundOrderId } = this.#read(received, REFUND_QUERY);
        const refund = this.findRefund((one) => one.refundNo === mchRefundNo || one.gatewayNo === refundOrderId);
        return this.#done(this.#toldRefund(refund));
      },
    };
  }

  /**
   * The server binds a request to a type: it signs the fields that it knows, and a JSON body must give amounts as integers.
   * @param {Received} received
   * @param {Record<string, RegExp>} table
   */
  #read({ headers, body }, table) {
    const isJson = headers['content-type']?.startsWith('application/json') ?? false;
    const all = isJson ? readJson(body) : readForm(body);
    const names = new Set(Object.keys(table).map((key) => key.replace('?', '')));
    const known = Object.entries(all).filter(([name, value]) => names.has(name) && value !== null);
    if (isJson && known.some(([name, value]) => /amount$/iu.test(name) && !Number.isSafeInteger(value)))
      throw new Refusal('parameter', 'amount');
    const fields = Object.fromEntries(known.map(([name, value]) => [name, String(value)]));
    demand(fields, table);
    if (!isSame(fields.sign, sign(fields, this.account.secret))) throw new Refusal('signature');
    const isOurs = fields.mchNo === this.account.merchant && fields.appId === this.account.app;
    if (!isOurs) throw new Refusal('parameter', 'mchNo');
    return fields;
  }

  /** @param {Record<string, unknown>} data */
  #done(data) {
    return json({ code: 0, msg: 'SUCCESS', data, sign: sign(data, this.account.secret) });
  }

  /** @param {Order} order */
  #told({ orderNo, gatewayNo, fen, state, sent }, { merchant, app } = this.account) {
    const { wayCode, currency, clientIp, subject, body, extParam = '' } = sent;
    return {
      payOrderId: gatewayNo,
      mchNo: merchant,
      appId: app,
      mchOrderNo: orderNo,
      wayCode,
      amount: fen,
      currency,
      state: STATES[state],
      clientIp,
      subject,
      body,
      extParam,
      createdAt: Date.now(),
      ...(state === 'paid' ? { channelOrderNo: '2021061822001423031419593035', successTime: Date.now() } : {}),
    };
  }

  /** @param {Refund} refund */
  #toldRefund({ refundNo, gatewayNo, fen, order }) {
    return {
      channelOrderNo: '2021061822001423031419593035',
      mchRefundNo: refundNo,
      payAmount: order.fen,
      refundAmount: fen,
      refundOrderId: gatewayNo,
      state: 2,
    };
  }

  /** @override @param {Order} order @param {Account} account */
  notice(order, account = this.account) {
    const told = { ...this.#told(order, account), ifCode: 'alipay', reqTime: Date.now() };
    const fields = Object.fromEntries(Object.entries(told).map(([name, value]) => [name, String(value)]));
    return form({ ...fields, sign: sign(fields, account.secret) });
  }

  /** @override @param {string} answer */
  isAcknowledged(answer) {
    return answer === 'success';
  }

  /** @override @param {Refusal} refusal */
  refused({ reason, field }) {
    const [code, msg] = REFUSALS[reason];
    return json({ code, msg: `${msg} ${field}` });
  }
}
