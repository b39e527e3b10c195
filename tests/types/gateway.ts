// What the types accept and refuse. An expected error that does not come is an error itself, so an `any` that leaked in
// would fail each of these and each `Equal`.
import {
  Gateway,
  LIMITS,
  type Fields,
  type FieldsOf,
  type GatewayId,
  type Kept,
  type Message,
  type NeutralFields,
  type NoticeMessage,
  type Notices,
  type OperationOf,
  type Pay,
  type Replies,
  type ReplyMessage,
  type RequestFields,
  type Role,
  type Rule,
  type RuleValues,
} from 'fensign';
import { diagnose, type Diagnosis } from 'fensign/diagnose';
import { gateways } from 'fensign/tables';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Expect<T extends true> = T;

const pass2pay = new Gateway('pass2pay', { secret: 's', defaults: { mchNo: 'M1', appId: 'A1' } });
const pyun = new Gateway('4pyun', { secret: 's' });
const xipay = new Gateway('xipay', { secret: 's' });
const payindex = new Gateway('payindex', { secret: 's', baseUrl: 'https://pay.example' });
const wecard = new Gateway('wecard');
const epay = new Gateway('epay', { secret: 's', baseUrl: 'https://pay.example', defaults: { pid: 1001 } });

type Order = FieldsOf<'xipay', 'h5pay'>;
type Neutral = FieldsOf<'pass2pay' | 'xipay', 'place'>;

type RequiredIn<T> = { [N in keyof T]-?: {} extends Pick<T, N> ? never : N }[keyof T];

export type Types = [
  Expect<Equal<typeof pass2pay, Gateway<'pass2pay', { mchNo: string; appId: string }>>>,
  Expect<Equal<typeof pyun, Gateway<'4pyun', {}>>>,
  Expect<Equal<OperationOf<'payindex'>, 'pay' | 'query' | 'place'>>,
  Expect<Equal<OperationOf<GatewayId | Rule>, string>>,
  Expect<Equal<OperationOf<GatewayId>, 'place'>>,
  Expect<Equal<OperationOf<'pass2pay' | 'xipay'>, 'place' | 'query' | 'close' | 'refund' | 'refundQuery'>>,
  Expect<Equal<OperationOf<'payindex' | '4pyun'>, 'place' | 'query'>>,
  Expect<Equal<OperationOf<'pass2pay' | Rule>, string>>,
  Expect<Equal<OperationOf<{ case: 'lower' }>, string>>,
  Expect<Equal<FieldsOf<GatewayId | Rule, string>, Fields>>,
  Expect<Equal<Order['pay_type'], '300' | '400' | '600' | 300 | 400 | 600 | undefined>>,
  Expect<Equal<Order['inst_no'], string | number | bigint>>,
  Expect<Equal<Order['notify_url'], string | null | undefined>>,
  Expect<Equal<Order['amountFen'], number | bigint | string | null | undefined>>,
  Expect<Equal<FieldsOf<'payindex', 'pay'>['pay_applydate'], string | undefined>>,
  Expect<Equal<FieldsOf<'xipay', 'h5pay', { inst_no: string }>['inst_no'], string | number | bigint | undefined>>,
  Expect<Equal<FieldsOf<'xipay', 'h5pay'>, FieldsOf<'xipay', 'place'>>>,
  Expect<
    Equal<
      RequiredIn<RequestFields<'xipay', 'refundQuery', { inst_no: string }, 'refund_no', never>>,
      'mch_no' | 'refund_no'
    >
  >,
  Expect<
    Equal<
      RequiredIn<RequestFields<'xipay', 'refundQuery', { inst_no: string }, never, never>>,
      'mch_no' | 'gatewayRefundNo'
    >
  >,
  Expect<Equal<keyof NeutralFields, Role | 'payBy' | 'scene'>>,
  Expect<Equal<RequiredIn<Neutral>, 'orderNo' | 'amountFen' | 'clientIp' | 'payer' | 'payerSince' | 'payBy' | 'scene'>>,
  Expect<Equal<Neutral['payBy'], 'alipay'>>,
  Expect<Equal<Neutral['scene'], 'h5'>>,
];

// Each gateway's own fields.
const order = { mchOrderNo: 'O1', clientIp: '210.73.10.148', custNo: 'C1', registerTime: 1622016572190 };
const request = pass2pay.request('unifiedOrder', { ...order, wayCode: 'ALI_QR', amount: 8 });
export const reply = fetch(request.url, request);
pass2pay.request('unifiedOrder', { ...order, wayCode: 'WX_JSAPI', amount: 8n, channelExtra: { openId: 'o' } });
pass2pay.request('unifiedOrder', { ...order, wayCode: 'ALI_QR', amountFen: '8', totalFen: 100n }, { as: 'form' });
pass2pay.request('unifiedOrder', {
  ...order,
  wayCode: 'ALI_QR',
  amount: 8,
  userName: null,
  idNo: undefined,
});
pass2pay.request('query', { payOrderId: 2n ** 64n });
pass2pay.request('query', { payOrderId: 'P1', mchOrderNo: 'O1', mchNo: 'M2' });
payindex.request('pay', {
  pay_memberid: 10001,
  pay_orderid: 'O1',
  pay_bankcode: 903,
  pay_notifyurl: 'https://a.b/n',
  pay_callbackurl: 'https://a.b/c',
  pay_amount: '9.90',
  pay_productname: '商品',
});
const h5pay = { inst_no: '1', mch_no: '2', pay_trace_no: '3' };
xipay.request('h5pay', { ...h5pay, pay_type: '400', total_amount: 1 });
xipay.request('h5pay', { ...h5pay, pay_type: 400, amountFen: 1n });
const trade = { inst_no: '1', mch_no: '2', query_trace_no: '3' };
xipay.request('query', { ...trade, trade_no: '4' });
xipay.request('query', { ...trade, pay_trace_no: '4', pay_time: 20230306235318 });
const prepare = { app_id: 'a', merchant: 'm', pay_order: '1', subject: '停车', value: 10, notify_url: 'https://a.b/n' };
pyun.request('prepare', { ...prepare, trade_scene: 'PARKING', extra: { plate: '川A', free_value: 0 } });
pyun.request('prepare', { ...prepare, trade_scene: 'PARKING', extra: '{"plate":"川A"}' });
pyun.request('prepare', { ...prepare, trade_scene: 'GENERIC', extra: { anything: [true] } });
pyun.request('prepare', { ...prepare, trade_scene: 'LIVING', trade_item: [{ key: 'room', value: 10 }] });
const c2b = {
  ChannelSubMerchantId: 'CM1',
  TotalAmount: 1000,
  PayChannel: 'WXPAY',
  OutOrderId: 'O1',
  OrderSubject: '煎饼',
};
wecard.request('unifiedOrder', {
  ...c2b,
  PayType: 'MINI_PROGRAM',
  ExternalPaymentData: { WxOpenId: 'o' },
  SceneInfo: { DeviceType: '04', Floor: 3 },
  FundAllocateList: [{ AllocateAmount: 200, Freeze: true }],
  PayeeList: ['A'],
});

// A required field left out.
// @ts-expect-error mchOrderNo
pass2pay.request('unifiedOrder', { wayCode: 'ALI_QR', amount: 8, clientIp: '1.2.3.4', custNo: 'C', registerTime: 1 });
// @ts-expect-error mchNo and appId, which are no defaults here
new Gateway('pass2pay').request('query', { payOrderId: 'P1' });
// @ts-expect-error a required field is not null
xipay.request('h5pay', { ...h5pay, mch_no: null, pay_type: '400', total_amount: 1 });
// @ts-expect-error what is filled in may be left out, but is not null
pass2pay.request('query', { payOrderId: 'P1', reqTime: null });
// @ts-expect-error key, inside JSON
pyun.request('prepare', { ...prepare, trade_scene: 'LIVING', trade_item: [{ value: 10 }] });
// @ts-expect-error trade_item is a list
pyun.request('prepare', { ...prepare, trade_scene: 'LIVING', trade_item: { key: 'room', value: 10 } });
// @ts-expect-error extra is one object
pyun.request('prepare', { ...prepare, trade_scene: 'PARKING', extra: [{ plate: '川A' }] });

// A value that the table does not have.
// @ts-expect-error
pyun.request('prepare', { ...prepare, trade_scene: 'PARKNG' });
// @ts-expect-error
xipay.request('h5pay', { ...h5pay, pay_type: '500', total_amount: 1 });
// @ts-expect-error
xipay.request('h5pay', { ...h5pay, pay_type: 500, total_amount: 1 });
// @ts-expect-error
pyun.request('prepare', { ...prepare, trade_scene: 'PARKING', extra: { plate_color: '9' } });

// A name that the table does not have.
// @ts-expect-error
pass2pay.request('query', { payOrderId: 'P1', mchOrdrNo: 'O1' });
// @ts-expect-error
xipay.request('h5pay', { ...h5pay, pay_type: '400', total_amount: 1, notifyURL: 'https://a.b' });
// @ts-expect-error the signature is fensign's
xipay.request('h5pay', { ...h5pay, pay_type: '400', total_amount: 1, sign: 'old' });
// @ts-expect-error
wecard.request('unifiedOrder', { ...c2b, PayType: 'H5', ExternalPaymentData: { wxOpenId: 'o' } });
// @ts-expect-error of another scene
pyun.request('prepare', { ...prepare, trade_scene: 'PARKING', extra: { room_no: '1' } });
// @ts-expect-error no amount in this operation
xipay.request('query', { ...trade, trade_no: '4', total_amount: 1 });

// An operation that the gateway does not have.
// @ts-expect-error
pyun.request('refnd', { app_id: 'a', pay_serial: '1', value: '1' });
// @ts-expect-error
pyun.check('unifiedOrder', {});

// The amount: one of two.
// @ts-expect-error both
xipay.request('h5pay', { ...h5pay, pay_type: '400', total_amount: 1, amountFen: 1 });
// @ts-expect-error neither
xipay.request('h5pay', { ...h5pay, pay_type: '400' });

// At least one of these sets, whole.
// @ts-expect-error neither
pass2pay.request('query', {});
// @ts-expect-error null is none
pass2pay.request('query', { payOrderId: null });
// @ts-expect-error half of a set
xipay.request('query', { ...trade, pay_trace_no: '4' });
new Gateway('pass2pay', { defaults: { mchNo: 'M1', appId: 'A1', payOrderId: 'P1' } }).request('query', {});

// A value of another type.
// @ts-expect-error an object where text is meant
pass2pay.request('query', { payOrderId: { id: 'P1' } });
// @ts-expect-error a number where an address is meant
xipay.request('h5pay', { ...h5pay, pay_type: '400', total_amount: 1, notify_url: 1 });
// @ts-expect-error inside JSON the type is the wire's
wecard.request('unifiedOrder', { ...c2b, PayType: 'H5', FundAllocateList: [{ AllocateAmount: '200' }] });
// @ts-expect-error
wecard.request('unifiedOrder', { ...c2b, PayType: 'H5', PayeeList: [{ id: 'A' }] });
// @ts-expect-error true is no amount
xipay.request('h5pay', { ...h5pay, pay_type: '400', total_amount: true });

// `check` takes any fields, `sign` and `check` those of a request.
pass2pay.check('query', { payOrdrId: 1.5 });
declare const typed: FieldsOf<'4pyun', 'prepare'>;
pyun.check('prepare', typed);
pyun.sign(typed);

// An interface has no index signature; what its members are decides.
interface Parking {
  app_id: string;
  value: number;
  pay_order?: string;
  readonly notify_url: string | null;
  extra: { plate: string };
}
declare const parking: Parking;
pyun.sign(parking);
pyun.verify(parking);
pyun.check('prepare', parking);
pyun.explain(parking);
pyun.explain('{"value":"10"}');
pyun.testReply('prepare', parking);
pyun.testNotice(parking);

// What the tables say of replies and notifications: offered by name and by path, and whatever else a test makes up.
pass2pay.testReply('unifiedOrder', { orderState: 1, 'data.payOrderId': 'P1', payDataType: 'none', coupon: '5' });
pass2pay.testReply('unifiedOrder', { code: 0, data: { orderState: 7 } });
pass2pay.testNotice({ payOrderId: 'P1', state: '2', amount: 8n, extParam: null });
pass2pay.testNotice('paid', pyun.request('query', { app_id: 'a', merchant: 'm', pay_order: '1' }));
pass2pay.testNotice('paid', { mchOrderNo: 'O1', amount: '8' });
// @ts-expect-error no such outcome
pass2pay.testNotice('piad', { mchOrderNo: 'O1', amount: '8' });
// @ts-expect-error without the request
pass2pay.testNotice('paid');
// @ts-expect-error a function is no value
pass2pay.testReply('unifiedOrder', { orderState: () => 1 });
// @ts-expect-error no such operation
pass2pay.testReply('unifiedOrdr', { orderState: 1 });
export const state: Replies['pass2pay']['unifiedOrder']['data.orderState'] = '2';
export const orderedAt: Replies['xipay']['h5pay'] = { code_url: 'https://x' };
export const status: Notices['4pyun']['payment']['status'] = '-1';
// @ts-expect-error no such field
export const misnamed: Notices['4pyun']['payment'] = { stauts: '1' };
export const nested: Notices['wecard']['payment']['Response.Result.OrderStatus'] = 'PAYING';
declare const fields: Fields;
declare const either: Fields | string;
pyun.sign(fields);
pyun.verify({});
pyun.explain(either);
interface Dated {
  app_id: string;
  at: Date;
}
declare const dated: Dated;
// @ts-expect-error at is no value
pyun.sign(dated);
// @ts-expect-error
pyun.verify(dated);
// @ts-expect-error
pyun.check('prepare', dated);
// @ts-expect-error
pyun.explain(dated);
// @ts-expect-error
pyun.testReply('prepare', dated);
// @ts-expect-error
pyun.testNotice(dated);
// @ts-expect-error a text is no fields
pyun.sign('value=10');
// @ts-expect-error
pyun.sign(null);
// @ts-expect-error
pyun.verify(['a']);

const epayOrder = { orderNo: 'O1', amountFen: 800, subject: 'x', notifyUrl: 'https://a.b/n' };
// Where the type leaves the gateway open, any operation and any fields.
declare const any: GatewayId | Rule;
new Gateway(any, { secret: 's' }).request('anything', { a: 1 });
new Gateway({ case: 'lower' }, { secret: 's' }).check('anything', { a: 1 });
for (const { id, operations } of gateways()) {
  for (const { name } of operations) new Gateway<GatewayId | Rule>(id, { secret: 's' }).check(name, {});
}
epay.request('query', { orderNo: 'O1' });
epay.request('refund', { gatewayOrderNo: 'T1', refundFen: 100, totalFen: 1000 });
epay.request('submit', { ...epayOrder, returnUrl: 'https://a.b/r' }, { as: 'query' });
epay.request('place', { ...epayOrder, payBy: 'wechat', scene: 'h5', clientIp: '1.1.1.1' });
// @ts-expect-error fensign alone fills in the secret itself
epay.request('query', { orderNo: 'O1', key: 's' });
// @ts-expect-error nobody has a device for it
epay.request('place', { ...epayOrder, payBy: 'wechat', scene: 'scan', clientIp: '1.1.1.1' });
const { method }: { method?: 'POST' | 'GET' } = epay.testNotice({ trade_status: 'TRADE_SUCCESS' });
export const sentBy = method;

const each: Gateway[] = [pass2pay, pyun, xipay, payindex, wecard, epay, new Gateway({}, { secret: 's' })];
for (const gateway of each) gateway.request('anything', { a: 1 });
const withDefaults: Gateway<'4pyun'> = new Gateway('4pyun', { defaults: { app_id: 'a' } });
withDefaults.request('query', { app_id: 'a', merchant: 'm', pay_order: '1' });
// @ts-expect-error one gateway is not another
export const other: Gateway<'xipay'> = pyun;
// @ts-expect-error without the defaults that its type promises
export const bare: Gateway<'4pyun', { app_id: string }> = pyun;

// Defaults from an interface, which has no index signature.
interface Merchant {
  mchNo: string;
  readonly appId: string;
}
declare const merchant: Merchant;
let merchants = new Gateway('pass2pay', { secret: 's', defaults: merchant });
merchants = new Gateway('pass2pay', { secret: 's', defaults: { mchNo: 'M2', appId: 'A2' } });
merchants.request('query', { payOrderId: 'P1' });
// @ts-expect-error at is no value
new Gateway('pass2pay', { defaults: dated });

// Neutral names: the same order at every gateway.
const neutral = { orderNo: 'O1', amountFen: 800, notifyUrl: 'https://a.b/n', returnUrl: 'https://a.b/r' };
const payer = { clientIp: '210.73.10.148', payer: 'C1', payerSince: 1622016572190n };
const shop = new Gateway('payindex', { secret: 's', baseUrl: 'https://pay.example', defaults: { pay_memberid: 'M1' } });
shop.request('place', { ...neutral, ...payer, subject: '商品', payBy: 'alipay', scene: 'qr' });
shop.request('place', { ...neutral, subject: '商品', payBy: 'bank', expiresAt: Date.now() + 60_000, detail: null });
shop.request('pay', { ...neutral, subject: '商品', pay_bankcode: '903', pay_productnum: 1 });
shop.request('place', {
  pay_orderid: 'O1',
  pay_amount: '8',
  notifyUrl: 'n',
  returnUrl: 'r',
  subject: 's',
  pay_bankcode: 903,
});
pass2pay.request('place', { ...neutral, ...payer, subject: '商品', payBy: 'alipay', scene: 'h5', totalFen: 800 });
pass2pay.request('refund', { orderNo: 'O1', refundNo: 'R1', refundFen: 1n, reason: '退款' });
pass2pay.request('refundOrder', { payOrderId: 'P1', refundNo: 'R1', amountFen: '1', reason: '退款', totalFen: 800 });
pass2pay.request('query', { ...neutral, ...payer });
// @ts-expect-error no subject
shop.request('place', { ...neutral, payBy: 'alipay', scene: 'qr' });
// @ts-expect-error no order number, by its own names
shop.request('pay', {
  pay_amount: '8',
  pay_notifyurl: 'n',
  pay_callbackurl: 'r',
  pay_productname: 's',
  pay_bankcode: 903,
});
// @ts-expect-error no such name, neutral or own
shop.request('place', { ...neutral, subject: '商品', payBy: 'alipay', scene: 'qr', pay_productnme: '商品' });
// @ts-expect-error both names of the number
shop.request('place', { ...neutral, pay_orderid: 'O1', subject: '商品', payBy: 'alipay', scene: 'qr' });
// @ts-expect-error both names of an optional field
shop.request('place', { ...neutral, detail: 'd', pay_productdesc: 'd', subject: '商品', payBy: 'alipay', scene: 'qr' });
// @ts-expect-error the way of paying and its code
shop.request('place', { ...neutral, subject: '商品', payBy: 'alipay', scene: 'qr', pay_bankcode: '903' });
// @ts-expect-error no way of paying
shop.request('place', { ...neutral, subject: '商品' });
// @ts-expect-error no code for this scene
shop.request('place', { ...neutral, subject: '商品', payBy: 'alipay', scene: 'app' });
// @ts-expect-error payindex has a code for WeChat's QR code and one for official accounts
shop.request('place', { ...neutral, subject: '商品', payBy: 'wechat' });
// @ts-expect-error no scene without what the customer pays with
shop.request('place', { ...neutral, subject: '商品', scene: 'qr' });
// @ts-expect-error no refund number
pass2pay.request('refund', { orderNo: 'O1', refundFen: 1, reason: '退款' });
// @ts-expect-error a refund has one amount
pass2pay.request('refund', { orderNo: 'O1', refundNo: 'R1', refundFen: 1, amountFen: 8, reason: '退款' });
// @ts-expect-error no number of the order
pass2pay.request('query', {});
// @ts-expect-error a time is no Date
pass2pay.request('place', { ...neutral, ...payer, payBy: 'alipay', scene: 'h5', expiresAt: new Date() });
interface Sale {
  orderNo: string;
  amountFen: number;
  subject: string;
  detail?: string;
}
declare const sale: Sale;
shop.request('place', { ...sale, notifyUrl: 'n', returnUrl: 'r', payBy: 'qq', scene: 'h5' });
declare const prepared: FieldsOf<'payindex', 'place', { pay_memberid: string }>;
shop.request('place', prepared);

// What a request keeps goes into every later one.
const { keep } = xipay.request('place', { ...neutral, inst_no: '1', mch_no: '2', payBy: 'wechat', scene: 'jsapi' });
const account = { inst_no: '1', mch_no: '2' };
xipay.request('query', { ...account, ...keep });
xipay.request('close', { ...account, ...keep, gatewayOrderNo: 'T1' });
xipay.request('refund', { ...account, ...keep, refundNo: 'R1', refundFen: 1 });
// @ts-expect-error the time of the payment
xipay.request('refund', { ...account, orderNo: 'O1', refundNo: 'R1', refundFen: 1 });
export const stored: Kept = keep;
export const kept: { orderNo: string; pay_time: string } = keep;

// Several gateways: neutral names, and what all of them have.
declare const id: GatewayId;
const one = new Gateway(id, { secret: 's' });
const all: Gateway<GatewayId>[] = [pass2pay, pyun, xipay, payindex, wecard, merchants, one];
const sold = { ...neutral, ...payer, subject: '商品', payBy: 'alipay', scene: 'h5' } as const;
for (const gateway of all) gateway.reply('place', '').pay satisfies Pay | undefined;
one.request('place', sold);
const two: Gateway<'pass2pay' | 'xipay'> = xipay;
const placed = two.request('place', { ...sold, attach: 'a' });
two.request('query', { ...placed.keep });
two.request('refund', { ...placed.keep, refundNo: 'R1', refundFen: 800, reason: '退款' });
// @ts-expect-error pass2pay wants a reason
two.request('refund', { ...placed.keep, refundNo: 'R1', refundFen: 800 });
// @ts-expect-error no scene of xipay's
two.request('place', { ...sold, scene: 'qr' });
// @ts-expect-error a way that pass2pay has no code for
two.request('place', { ...sold, payBy: 'wechat' });
// @ts-expect-error wecard and payindex want a subject
one.request('place', { ...sold, subject: undefined });
// @ts-expect-error an own name
two.request('place', { ...sold, mchOrderNo: 'O1' });
// @ts-expect-error an operation that only one of them has
two.request('h5pay', sold);
// @ts-expect-error wecard cannot be asked
one.request('query', { orderNo: 'O1' });
// @ts-expect-error payindex is none of the two
export const third: Gateway<'pass2pay' | 'xipay'> = payindex;

// The closed lists: what is none of theirs is compared in vain.
const [problem] = pyun.check('prepare', parking);
export const isMissing = problem?.code === 'missing' && problem.severity === 'error';
// @ts-expect-error no such code
export const isMisspelt = problem?.code === 'mising';
const message = pyun.notice('');
export const isPaid = message.verdict === 'valid' && message.kind === 'payment' && message.outcome === 'paid';
// @ts-expect-error no such verdict
export const isTrue = message.verdict === 'true';
// @ts-expect-error no such kind
export const isRefund = message.kind === 'refunded';
// @ts-expect-error no such outcome
export const isSuccess = message.outcome === 'success';

// What stands beside each verdict.
const notice = pass2pay.notice('');
if (notice.verdict === 'valid') {
  notice.order.orderNo satisfies string;
  if (notice.kind === 'refund') notice.fields.mchRefundNo satisfies string | undefined;
  if (notice.kind === 'transfer') notice.fields.transferId satisfies string | undefined;
} else {
  notice satisfies { verdict: 'invalid' | 'malformed'; order?: undefined };
}
// @ts-expect-error before the verdict is known
notice.order.orderNo;
// @ts-expect-error a notification is never unsigned
export const isUnsigned = notice.verdict === 'unsigned';
// @ts-expect-error payindex sends no refunds
export const isRefunded = payindex.notice('').kind === 'refund';
const ordered = pass2pay.reply('unifiedOrder', '');
if (ordered.verdict === 'valid' || ordered.verdict === 'unsigned') {
  ordered.order satisfies { orderNo?: string } | undefined;
  ordered.fields['data.payOrderId'] satisfies string | undefined;
  ordered.fields['anything else'] satisfies string | undefined;
  if (ordered.pay?.kind === 'jsapi') ordered.pay.value satisfies Record<string, string>;
  if (ordered.pay?.kind === 'redirect') ordered.pay.value satisfies string;
  // @ts-expect-error not of every kind
  ordered.pay?.value satisfies string | undefined;
}
export type Messages = [
  Expect<Equal<ReplyMessage<'pass2pay', 'place'>, typeof ordered>>,
  Expect<Equal<NoticeMessage<'pass2pay'>, typeof notice>>,
  Expect<Equal<ReplyMessage<'4pyun', 'query'>['pay'], undefined>>,
  Expect<Equal<ReplyMessage<'pass2pay' | '4pyun', 'place'>['pay'], Pay | undefined>>,
  Expect<Equal<ReplyMessage['pay'], Pay | undefined>>,
  Expect<Equal<Message['verdict'], 'valid' | 'invalid' | 'unsigned' | 'malformed'>>,
];
export const messages: Message[] = [
  message,
  notice,
  ordered,
  xipay.reply('query', ''),
  one.notice(''),
  each[0]!.notice(''),
];

// A rule: every setting, and no other value of it.
export const md5: Rule = { digest: 'md5', order: ['a', 'b'], charset: LIMITS.fields > 1 ? 'gbk' : 'utf-8' };
export const every: Required<Rule> = {
  include: ['a', 'b'],
  exclude: [],
  omit: 'php-empty',
  order: 'value',
  names: false,
  assign: '',
  encode: 'form',
  join: '',
  prefix: 'https://pay.example/api?',
  fold: 'lower',
  twice: 'fields',
  key: { tail: '', digest: 'md5' },
  digest: 'hmac-sha512',
  output: 'base64',
  case: 'any',
  over: 'fields',
  field: 'hash',
  header: 'Authorization',
  headerFormat: 'MD5 {sign}',
  charset: 'utf-8',
};
export const none: Rule = { encode: null, fold: null, twice: null, key: null, header: null, headerFormat: null };
export type Settings = [
  Expect<Equal<RuleValues['key.digest'], 'md5'>>,
  Expect<Equal<Rule['twice'], 'fields' | 'string' | null | undefined>>,
];
new Gateway(every, { secret: 's' }).sign({ a: 1 });
new Gateway('payindex', { rule: { exclude: ['attach'], encode: 'percent' } });
// @ts-expect-error no such digest
export const sm3: Rule = { digest: 'sm3' };
// @ts-expect-error a rule sorts in no such way
export const sorted: Rule = { order: 'size' };
// @ts-expect-error names are written or not
export const named: Rule = { names: 'false' };
// @ts-expect-error a URL encodes in no such way
export const encoded: Rule = { encode: 'base64' };
// @ts-expect-error nor is letter case changed so
export const folded: Rule = { fold: 'title' };
// @ts-expect-error true does not say what is digested twice
export const twice: Rule = { twice: true };
// @ts-expect-error the secret enters by no other digest
export const hashed: Rule = { key: { tail: '', digest: 'sha1' } };
// @ts-expect-error no such output
export const written: Rule = { output: 'base64url' };
// @ts-expect-error a prefix is a text, if an empty one
export const prefixed: Rule = { prefix: null };
// @ts-expect-error no such setting
export const formatted: Rule = { header_format: '{sign}' };
// @ts-expect-error what is read stops at them
LIMITS.fields = 2000;

// Diagnosis is a function of its own.
export const diagnosis: Diagnosis = diagnose('xipay', { secret: 's', fields: { a: 1 }, sign: 'x' });
diagnose({ case: 'lower' }, { secrets: [new Uint8Array(9)], rule: { digest: 'sha1' }, body: '{}', string: 'a=1' });
// @ts-expect-error no such cause
export const isCause = diagnosis.findings.some(({ id }) => id === 'F1');
// @ts-expect-error no such verdict
export const isNothing = diagnosis.verdict === 'nothing';
// @ts-expect-error no such gateway
diagnose('xipai', { secret: 's', fields: {}, sign: 'x' });
// @ts-expect-error no such evidence
diagnose('xipay', { secret: 's', fields: {}, sing: 'x' });
// @ts-expect-error a number is no signature
diagnose('xipay', { secret: 's', fields: {}, sign: 1 });
// @ts-expect-error a Gateway does not diagnose
xipay.diagnose({ fields: {}, sign: 'x' });
