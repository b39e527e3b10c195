// What the gateways' tables do not say and a gateway must know: what a field of a reply or a notification holds, how it
// refuses, when it notifies again. Nothing else of the sandbox knows a gateway by name.
/** @import { Facts, Reason, Row, State } from './types.d.ts' */

/** @param {Partial<Record<State, string>>} codes @param {string} other */
const stateAs =
  (codes, other) =>
  /** @param {Facts} facts */ ({ state }) =>
    codes[state] ?? other;

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** Inferred, where no document gives a schedule: that of the one gateway which publishes its own. */
const INFERRED = [0, 30, 60, 90, 120, 150].map((seconds) => seconds * SECOND);

/** In the words of the sandbox, where the documents name no text. @type {Record<Reason, string>} */
const WORDS = {
  signature: '签名错误',
  parameter: '参数错误',
  duplicate: '订单号已存在',
  unknown: '订单不存在',
  state: '订单状态不正确',
  amount: '退款金额超过可退金额',
};

/** @type {Record<string, Row>} */
export const ROWS = {
  // Codes: only 0 is documented, the others are inferred. Schedule: documented. States: documented, those of refunds Jeepay's.
  pass2pay: {
    acts: { transferOrder: 'transfer', transferQuery: 'transferQuery' },
    transfer: { orderNo: 'mchOrderNo', gatewayNo: 'transferId' },
    merchant: 'mchNo',
    notifies: ['paid', 'failed', 'closed'],
    retryMs: INFERRED,
    back: 'plain',
    refuse: (reason, words) => ({
      code: { signature: 9001, parameter: 9002, duplicate: 9003, unknown: 9004, state: 9005, amount: 9006 }[reason],
      msg: words,
    }),
    values: {
      msg: () => 'SUCCESS',
      payOrderId: 'gatewayNo',
      transferId: 'gatewayNo',
      orderState: stateAs({ created: '0', paying: '1', paid: '2', failed: '3', refunded: '5', closed: '6' }, '1'),
      // An order's, a refund's and a transfer's have the same numbers up to 3.
      state: stateAs({ created: '0', paying: '1', paid: '2', done: '2', failed: '3', refunded: '5', closed: '6' }, '1'),
      payDataType: ({ sent }) => (sent.wayCode === 'ALI_QR' ? 'codeUrl' : 'payUrl'),
      payData: 'payUrl',
      payUrl: 'payUrl',
      amount: 'fen',
      payAmount: 'fen',
      refundAmount: 'refundFen',
      refundOrderId: 'refundGatewayNo',
      mchRefundNo: 'refundNo',
      createdAt: 'createdAt',
      successTime: 'doneAt',
      reqTime: 'now',
      ifCode: () => 'sandbox',
    },
  },
  // Codes: documented. Schedule, what a notification holds and its answer: no document, as the merchant's contract says.
  wecard: {
    merchant: 'ChannelSubMerchantId',
    notifies: ['paid', 'failed'],
    retryMs: INFERRED,
    back: 'plain',
    refuse: (reason, words) => ({
      ErrCode: {
        signature: 'NO_MERCHANT_SECRET',
        parameter: 'ORDER.INVALID_PARAMETER',
        duplicate: 'ORDER.ORDER_RECORD_ALREADY_EXIST',
        unknown: 'FailedOperation.SystemError',
        state: 'FailedOperation.SystemError',
        amount: 'FailedOperation.SystemError',
      }[reason],
      ErrMessage: words,
    }),
    values: {
      RequestId: 'serial',
      ErrMessage: () => '成功',
      ChannelOrderId: 'gatewayNo',
      TotalAmount: 'fen',
      OrderStatus: stateAs({ paid: 'SUCCESS', refunded: 'SUCCESS', failed: 'PAY_FAIL', closed: 'PAY_FAIL' }, 'PAYING'),
      PayInfoType: () => 'H5',
      PayInfo: 'payUrl',
    },
  },
  // Refusals: documented as `status: error`. Schedule: no document. The page of success comes by POST: documented.
  payindex: {
    merchant: 'memberid',
    notifies: ['paid'],
    retryMs: INFERRED,
    back: 'form',
    page: ({ type }) => type !== 'json',
    refuse: (_, words) => ({ status: 'error', msg: words }),
    values: {
      msg: () => '下单成功',
      payUrl: 'payUrl',
      memberid: ({ sent }) => sent.pay_memberid,
      orderid: 'orderNo',
      amount: 'fen',
      true_amount: 'paidFen',
      transaction_id: 'gatewayNo',
      time_end: ({ doneAt }) => doneAt ?? '',
      datetime: ({ doneAt, now }) => doneAt ?? now,
      returncode: stateAs({ paid: '00', refunded: '00' }, '01'),
      trade_state: stateAs({ paid: 'SUCCESS', refunded: 'SUCCESS' }, 'NOTPAY'),
      attach: ({ sent }) => sent.pay_attach,
    },
  },
  // Refusals and results: documented. Schedule: no document.
  xipay: {
    merchant: 'mch_no',
    notifies: ['paid', 'failed'],
    retryMs: INFERRED,
    back: 'plain',
    // A number of a request is used once.
    once: ['query_trace_no', 'close_trace_no'],
    // The merchant's number names an order together with its time.
    together: { field: 'pay_trace_no', with: 'pay_time' },
    refuse: (_, words) => ({ return_code: 'FAIL', return_msg: words }),
    values: {
      return_msg: () => '成功',
      // Of a placed order, that it is prepared.
      result_code: ({ act, state }) =>
        act === 'place' || act === 'close'
          ? 'PAY_SUCCESS'
          : ({
              done: 'TRADE_REFUND',
              refunded: 'TRADE_REFUND',
              paid: 'PAY_SUCCESS',
              failed: 'PAY_FAIL',
              closed: 'PAY_FAIL',
            }[/** @type {string} */ (state)] ?? 'PAY_IN_PROCESS'),
      mch_name: () => 'SANDBOX',
      pay_trace_no: 'orderNo',
      total_amount: 'fen',
      trade_no: 'gatewayNo',
      code_url: ({ act, payUrl }) => (act === 'place' ? payUrl : undefined),
      refund_no: 'refundGatewayNo',
      refund_trace_no: 'refundNo',
      refund_fee: 'refundFen',
    },
  },
  // Codes: documented. Schedule: the documents say that it is repeated, not when.
  '4pyun': {
    acts: { create: 'place', settle: 'settle' },
    merchant: 'merchant',
    notifies: ['paid', 'failed'],
    retryMs: INFERRED,
    back: 'plain',
    refuse: (reason, words) => ({
      code: { signature: '400', parameter: '400', duplicate: '1403', unknown: '1002', state: '1403', amount: '1405' }[
        reason
      ],
      message: words,
      seqno: 'SANDBOX',
    }),
    values: {
      seqno: 'serial',
      pay_url: 'payUrl',
      // The documents do not say that it is the pay_serial of later messages: here it is not.
      pay_id: 'serial',
      pay_order: 'orderNo',
      pay_serial: 'gatewayNo',
      channel: () => '100102',
      value: 'fen',
      status: stateAs({ paid: '1', refunded: '1', failed: '-1', closed: '-1' }, '0'),
      trade_time: ({ doneAt, now }) => doneAt ?? now,
      pay_mode: () => '1',
      pay_mode_desc: () => '支付宝',
      fee: () => 0,
      refund_order: 'refundNo',
      refund_serial: 'refundGatewayNo',
      refund_time: ({ doneAt }) => new Date(doneAt ?? 0).toISOString(),
      process: stateAs({ done: '1', failed: '-1' }, '0'),
    },
  },
  // Codes of refusals: inferred from the deployments' own PHP. Schedule: that of the same, some 1, 3, 20 minutes and 1, 2 hours.
  epay: {
    acts: { submit: 'place', orders: 'list' },
    merchant: 'pid',
    notifies: ['paid'],
    retryMs: [0, MINUTE, 3 * MINUTE, 20 * MINUTE, 60 * MINUTE, 120 * MINUTE],
    back: 'query',
    page: (_, operation) => operation === 'submit',
    refuse: (reason, words) => ({ code: reason === 'signature' ? -3 : -1, msg: words }),
    values: {
      msg: ({ act, refundFen = 0 }) => (act === 'refund' ? `退款成功！退款金额¥${refundFen / 100}` : 'succ'),
      trade_no: 'gatewayNo',
      out_trade_no: 'orderNo',
      payurl: 'payUrl',
      money: 'fen',
      addtime: 'createdAt',
      endtime: 'doneAt',
      status: stateAs({ paid: '1', refunded: '1' }, '0'),
      trade_status: stateAs(
        { paid: 'TRADE_SUCCESS', refunded: 'TRADE_SUCCESS', closed: 'TRADE_CLOSED' },
        'WAIT_BUYER_PAY',
      ),
      type: ({ sent }) => sent.type || 'alipay',
    },
  },
};

/** What a refusal says. @param {Reason} reason @param {string} detail */
export const words = (reason, detail) => (detail === '' ? WORDS[reason] : `${WORDS[reason]} ${detail}`);
