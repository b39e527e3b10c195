// What the cashier's pages say.
/** @import { SandboxOrder, SandboxEvent } from '../../../sandbox.d.ts' */

/** @typedef {'en' | 'zh'} Language */
/** @typedef {{ en: string, zh: string }} Word */

export const WORDS = {
  cashier: { en: 'Sandbox cashier', zh: '沙箱收银台' },
  note: { en: 'No money moves here.', zh: '这里不会产生真实交易。' },
  gateway: { en: 'Gateway', zh: '网关' },
  orderNo: { en: 'Order number', zh: '订单号' },
  amount: { en: 'Amount', zh: '金额' },
  state: { en: 'State', zh: '状态' },
  wrong: { en: 'What goes wrong with the notification', zh: '异步通知的异常' },
  list: { en: 'Orders and notifications', zh: '订单与通知' },
  orders: { en: 'Orders', zh: '订单' },
  events: { en: 'What happened', zh: '记录' },
  none: { en: 'Nothing yet.', zh: '暂无。' },
  language: { en: '中文', zh: 'English' },
  back: { en: 'Back to the shop', zh: '返回商户' },
  noOrder: { en: 'No such order', zh: '没有该订单' },
  notPossible: { en: 'Not possible', zh: '不支持的操作' },
  foreign: { en: 'This came from another site', zh: '请求来自其他网站' },
  local: { en: 'Only on this machine', zh: '仅限本机访问' },
  opened: { en: 'Open the cashier', zh: '打开收银台' },
};

/** @type {Record<'paid' | 'failed' | 'closed', Word>} */
export const BUTTONS = {
  paid: { en: 'Paid', zh: '支付成功' },
  failed: { en: 'Failed', zh: '支付失败' },
  closed: { en: 'Close the order', zh: '关闭订单' },
};

/** @type {Record<SandboxOrder['state'], Word>} */
export const STATES = {
  created: { en: 'created', zh: '已创建' },
  paying: { en: 'being paid', zh: '支付中' },
  paid: { en: 'paid', zh: '已支付' },
  failed: { en: 'failed', zh: '支付失败' },
  closed: { en: 'closed', zh: '已关闭' },
  refunded: { en: 'refunded', zh: '已退款' },
  done: { en: 'done', zh: '已完成' },
};

/** @type {Record<NonNullable<SandboxEvent['verdict']>, Word & { isGood?: true }>} */
export const VERDICTS = {
  accepted: { en: 'accepted', zh: '已受理', isGood: true },
  unchecked: { en: 'signature not checked', zh: '未验签' },
  misbehaved: { en: 'goes wrong as asked', zh: '按要求模拟异常' },
  'no-operation': { en: 'no such operation', zh: '没有这个接口' },
  signature: { en: 'wrong signature', zh: '验签失败' },
  parameter: { en: 'wrong parameter', zh: '参数错误' },
  duplicate: { en: 'number used before', zh: '单号重复' },
  unknown: { en: 'no such order', zh: '订单不存在' },
  state: { en: 'not in this state', zh: '订单状态不正确' },
  amount: { en: 'more than can be refunded', zh: '超过可退金额' },
  acknowledged: { en: 'acknowledged', zh: '商户已确认', isGood: true },
  'not-acknowledged': { en: 'not acknowledged', zh: '商户未确认' },
  redirect: { en: 'a redirect, which is not followed', zh: '返回重定向（不跟随）' },
  'no-answer': { en: 'no answer', zh: '没有应答' },
  'address-refused': { en: 'not sent: not this machine', zh: '未发送：不是本机地址' },
};

/** As in an address (`sandbox=`), and what it does. @type {[string, Word][]} */
export const WRONGS = [
  ['duplicate:3', { en: 'three copies at once', zh: '同时发送三份' }],
  ['late:5000', { en: '5 seconds late', zh: '推迟 5 秒' }],
  ['outOfOrder', { en: 'an older one, not yet paid, comes after it', zh: '之后又到达一条较早的“未支付”通知' }],
  ['amount:1', { en: 'another amount: 0.01 yuan', zh: '金额不符：0.01 元' }],
  ['merchant:OTHER', { en: 'another merchant', zh: '商户号不符' }],
  ['signature', { en: 'a wrong signature', zh: '签名错误' }],
  ['json', { en: 'JSON under the type of a form', zh: '报文体为 JSON，类型却是表单' }],
  ['contradict', { en: 'queries say that it is not paid', zh: '查询接口返回未支付' }],
];

/**
 * The language that is asked for, else the browser's.
 * @param {Request} request
 * @returns {Language}
 */
export function languageOf({ url, headers }) {
  const asked = new URL(url).searchParams.get('lang');
  if (asked === 'en' || asked === 'zh') return asked;
  return /^\s*zh\b/iu.test(headers.get('accept-language') ?? '') ? 'zh' : 'en';
}
