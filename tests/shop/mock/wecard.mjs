// wecard, from its page. No document says how messages are signed, or what a notification holds: both are here as a contract of
// our own has them. The notification is the result of the reply, with the merchant's number; `SUCCESS` acknowledges it.
import { ANY, Mock, Refusal, URL_TEXT, demand, json, readJson } from './server.mjs';
import { isSame, wecard as sign } from './sign.mjs';

/** @import { Account, Order, Received, Reason } from './server.mjs' */

const PLACE = {
  ChannelSubMerchantId: /^.{1,50}$/u,
  TotalAmount: /^[1-9]\d*$/u,
  PayType: /^(SWIPE|MINI_PROGRAM|PUBLIC|PC|APP|H5|AGREEMENT|AUTHORIZE)$/u,
  PayChannel: /^.{1,30}$/u,
  OutOrderId: /^[0-9A-Za-z_]{6,60}$/u,
  OrderSubject: /^.{1,200}$/u,
  'ExpireTime?': /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u,
  'NotifyUrl?': URL_TEXT,
  'FrontUrl?': URL_TEXT,
  'ExternalPaymentData?': /^\{.{0,1022}\}$/u,
  'Attachment?': /^.{1,128}$/u,
  'Remark?': /^.{1,128}$/u,
};

/** @type {Record<Reason, [string, string]>} */
const REFUSALS = {
  signature: ['NO_MERCHANT_SECRET', '商户秘钥有误'],
  parameter: ['ORDER.INVALID_PARAMETER', '参数有误'],
  duplicate: ['ORDER.ORDER_RECORD_ALREADY_EXIST', '订单已存在'],
  unknown: ['FailedOperation.SystemError', '系统未知异常'],
  unpaid: ['FailedOperation.SystemError', '系统未知异常'],
  'too-much': ['FailedOperation.SystemError', '系统未知异常'],
};

export class Wecard extends Mock {
  /** @override */
  routes() {
    return {
      'POST /cloudpay/v1/pay/c2b/unified_order': (/** @type {Received} */ { headers, body }) => {
        if (!isSame(headers['x-contract-sign'], sign(body, this.account.secret))) throw new Refusal('signature');
        const fields = readJson(body);
        demand(fields, PLACE);
        if (!Number.isSafeInteger(fields.TotalAmount)) throw new Refusal('parameter', 'TotalAmount');
        if (fields.ChannelSubMerchantId !== this.account.merchant)
          throw new Refusal('parameter', 'ChannelSubMerchantId');
        const { OutOrderId, TotalAmount, NotifyUrl = '', FrontUrl = '' } = fields;
        const order = this.place({
          orderNo: String(OutOrderId),
          gatewayNo: this.number('67'),
          fen: Number(TotalAmount),
          notifyUrl: String(NotifyUrl),
          returnUrl: String(FrontUrl),
          sent: {},
        });
        return this.#envelope('SUCCESS', '成功', {
          ...this.#told(order),
          PayInfoType: 'H5',
          PayInfo: this.payPage(order),
        });
      },
    };
  }

  /** @param {Order} order */
  #told({ orderNo, gatewayNo, fen, state }) {
    const OrderStatus = state === 'paid' ? 'SUCCESS' : 'PAYING';
    const ThirdPayOrderId = '230420127444480387';
    return { OutOrderId: orderNo, ChannelOrderId: gatewayNo, ThirdPayOrderId, TotalAmount: String(fen), OrderStatus };
  }

  /**
   * @param {string} ErrCode
   * @param {string} ErrMessage
   * @param {object} [Result]
   */
  #envelope(ErrCode, ErrMessage, Result) {
    return json({ Response: { RequestId: this.number('A8E7'), Result, ErrCode, ErrMessage } });
  }

  /** @override @param {Order} order @param {Account} account */
  notice(order, account = this.account) {
    const notice = json({ ...this.#told(order), ChannelSubMerchantId: account.merchant });
    return { ...notice, headers: { 'X-Contract-Sign': sign(notice.body, account.secret) } };
  }

  /** @override @param {string} answer */
  isAcknowledged(answer) {
    return answer === 'SUCCESS';
  }

  /** @override @param {Refusal} refusal */
  refused({ reason, field }) {
    const [code, message] = REFUSALS[reason];
    return this.#envelope(code, `${message} ${field}`);
  }
}
