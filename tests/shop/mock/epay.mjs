// epay V1, from the page that every deployment has: mapi.php, api.php and the notification by GET.
import { ANY, Mock, Refusal, URL_TEXT, demand, json, localTime, readForm } from './server.mjs';
import { epay as sign, isSame } from './sign.mjs';

/** @import { Account, Order, Received, Reason, Sent } from './server.mjs' */

const YUAN = /^\d+(\.\d{1,2})?$/u;
const PLACE = {
  pid: /^\d+$/u,
  type: ANY,
  out_trade_no: /^[\w.|-]+$/u,
  notify_url: URL_TEXT,
  'return_url?': URL_TEXT,
  name: ANY,
  money: YUAN,
  clientip: /^(\d{1,3}\.){3}\d{1,3}$/u,
  'device?': /^(pc|mobile|qq|wechat|alipay|jump)$/u,
  'param?': ANY,
  sign: ANY,
  sign_type: /^MD5$/u,
};
const EITHER_NO = { pid: ANY, key: ANY, 'trade_no?': ANY, 'out_trade_no?': ANY };
const REFUND = { ...EITHER_NO, money: YUAN };

/** @type {Record<Reason, [number, string]>} */
const REFUSALS = {
  signature: [-3, '签名校验失败'],
  parameter: [-1, '参数错误'],
  duplicate: [-1, '该订单已存在，请更换订单号重新发起支付'],
  unknown: [-1, '订单号不存在'],
  unpaid: [-1, '订单未支付'],
  'too-much': [-1, '退款金额不能大于订单金额'],
};

/** What is paid, and what is not. @type {Record<Order['state'], string>} */
const STATES = { open: 'WAIT_BUYER_PAY', paid: 'TRADE_SUCCESS', closed: 'TRADE_CLOSED' };

/** 12.3 yuan, as 1230 fen. @param {string} text */
function fenOf(text) {
  const [yuan = '', rest = ''] = text.split('.');
  return Number(yuan + rest.padEnd(2, '0'));
}

/** PHP's http_build_query. @param {Record<string, string>} fields */
const queryOf = (fields) => new URLSearchParams(fields).toString();

export class Epay extends Mock {
  /** @override */
  routes() {
    return {
      'POST /mapi.php': (/** @type {Received} */ { body }) => {
        const fields = readForm(body);
        demand(fields, PLACE);
        if (!isSame(fields.sign, sign(fields, this.account.secret))) throw new Refusal('signature');
        this.#own(fields);
        const { out_trade_no = '', money = '', notify_url = '', return_url = '' } = fields;
        const order = this.place({
          orderNo: out_trade_no,
          gatewayNo: this.number('2016'),
          fen: fenOf(money),
          notifyUrl: notify_url,
          returnUrl: return_url,
          sent: fields,
        });
        return json({ code: 1, trade_no: order.gatewayNo, payurl: this.payPage(order) });
      },
      'GET /api.php': (/** @type {Received} */ { query }) => {
        if (query.get('act') !== 'order') throw new Refusal('unknown', 'act');
        const { orderNo, gatewayNo, fen, state, sent } = this.#ask(query.toString(), EITHER_NO).order;
        return json({
          code: 1,
          msg: 'succ',
          trade_no: gatewayNo,
          out_trade_no: orderNo,
          api_trade_no: '',
          type: sent.type,
          pid: Number(this.account.merchant),
          addtime: localTime(),
          endtime: state === 'paid' ? localTime() : null,
          name: sent.name,
          money: (fen / 100).toFixed(2),
          param: sent.param ?? '',
          buyer: '',
          status: state === 'paid' ? 1 : 0,
        });
      },
      'POST /api.php': (/** @type {Received} */ { query, body }) => {
        if (query.get('act') !== 'refund') throw new Refusal('unknown', 'act');
        const { order, fields } = this.#ask(body, REFUND);
        const { fen } = this.refund(order, this.number('R'), fenOf(fields.money ?? ''));
        return json({ code: 0, msg: `退款成功！退款金额¥${fen / 100}` });
      },
    };
  }

  /** The secret itself proves the merchant; the gateway's number counts. @param {string} form @param {Record<string, RegExp>} table */
  #ask(form, table) {
    const fields = readForm(form);
    demand(fields, table);
    if (!isSame(fields.key, this.account.secret)) throw new Refusal('signature');
    this.#own(fields);
    return { fields, order: fields.trade_no ? this.find('', fields.trade_no) : this.find(fields.out_trade_no, '') };
  }

  /** @param {Record<string, string>} fields */
  #own({ pid }) {
    if (pid !== this.account.merchant) throw new Refusal('parameter', 'pid');
  }

  /** The amount is a PHP float, so that its zeros are lost. @param {Order} order @param {Account} account */
  #told({ orderNo, gatewayNo, fen, state, sent }, account) {
    const { type = '', name = '', param } = sent;
    const fields = {
      ...{ pid: account.merchant, trade_no: gatewayNo, out_trade_no: orderNo, type, name, money: String(fen / 100) },
      ...{ trade_status: STATES[state], ...(param && param !== '0' ? { param } : {}) },
    };
    return queryOf({ ...fields, sign: sign(fields, account.secret), sign_type: 'MD5' });
  }

  /** @override @param {Order} order @param {Account} account @returns {Sent} */
  notice(order, account = this.account) {
    return { method: 'GET', contentType: 'application/x-www-form-urlencoded', body: this.#told(order, account) };
  }

  /** @override @param {Order} order */
  goBack(order) {
    const back = super.goBack(order);
    if (order.returnUrl === '') return back;
    return { ...back, headers: { Location: `${order.returnUrl}?${this.#told(order, this.account)}` } };
  }

  /** @override @param {string} answer */
  isAcknowledged(answer) {
    return /success|SUCCESS|Success/u.test(answer);
  }

  /** @override @param {Refusal} refusal */
  refused({ reason, field }) {
    const [code, msg] = REFUSALS[reason];
    return json({ code, msg: `${msg} ${field}` });
  }
}
