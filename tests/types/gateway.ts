// What the types accept and refuse. An expected error that does not come is an error itself, so an `any` that leaked in
// would fail each of these and each `Equal`.
import {
  Gateway,
  LIMITS,
  type Fields,
  type FieldsOf,
  type GatewayId,
  type OperationOf,
  type Rule,
  type Textual,
} from 'fensign';
import { diagnose, type Diagnosis } from 'fensign/diagnose';
import { gateways } from 'fensign/tables';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Expect<T extends true> = T;
type Has<T, Name extends PropertyKey> = T extends { [N in Name]: infer V } ? V : never;

const pass2pay = new Gateway('pass2pay', { secret: 's', defaults: { mchNo: 'M1', appId: 'A1' } });
const pyun = new Gateway('4pyun', { secret: 's' });
const xipay = new Gateway('xipay', { secret: 's' });
const payindex = new Gateway('payindex', { secret: 's', baseUrl: 'https://pay.example' });
const wecard = new Gateway('wecard');

type Order = FieldsOf<'xipay', 'h5pay'>;

/** One object type and no intersection, or a message of the compiler would not name the missing field. */
type Refunded = {
  inst_no?: Textual;
  mch_no: Textual;
  query_trace_no?: Textual | undefined;
  refund_no: Textual;
  sign?: string | null | undefined;
};

export type Types = [
  Expect<Equal<typeof pass2pay, Gateway<'pass2pay', { mchNo: string; appId: string }>>>,
  Expect<Equal<typeof pyun, Gateway<'4pyun', {}>>>,
  Expect<Equal<OperationOf<'payindex'>, 'pay' | 'query'>>,
  Expect<Equal<OperationOf<GatewayId | Rule>, string>>,
  Expect<Equal<OperationOf<GatewayId>, string>>,
  Expect<Equal<OperationOf<'pass2pay' | 'xipay'>, string>>,
  Expect<Equal<OperationOf<'pass2pay' | Rule>, string>>,
  Expect<Equal<OperationOf<{ case: 'lower' }>, string>>,
  Expect<Equal<FieldsOf<GatewayId, string>, Fields>>,
  Expect<Equal<FieldsOf<'xipay', 'refundQuery', { inst_no: string }>, Refunded>>,
  Expect<Equal<Order['pay_type'], '300' | '400' | '600' | 300 | 400 | 600>>,
  Expect<Equal<Order['inst_no'], string | number | bigint>>,
  Expect<Equal<Order['notify_url'], string | null | undefined>>,
  Expect<Equal<Has<Order, 'amountFen'>, number | bigint | string>>,
  Expect<Equal<FieldsOf<'payindex', 'pay'>['pay_applydate'], string | undefined>>,
  Expect<Equal<FieldsOf<'xipay', 'h5pay', { inst_no: string }>['inst_no'], string | number | bigint | undefined>>,
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
  sign: 'old',
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
xipay.request('h5pay', { ...h5pay, pay_type: '400', total_amount: 1, notifyUrl: 'https://a.b' });
// @ts-expect-error
wecard.request('unifiedOrder', { ...c2b, PayType: 'H5', ExternalPaymentData: { wxOpenId: 'o' } });
// @ts-expect-error of another scene
pyun.request('prepare', { ...prepare, trade_scene: 'PARKING', extra: { room_no: '1' } });
// @ts-expect-error no amount in this operation
xipay.request('query', { ...trade, trade_no: '4', amountFen: 1 });

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

// Where the type does not say which gateway, any operation and any fields.
declare const id: GatewayId;
new Gateway(id, { secret: 's' }).request('anything', { a: 1 });
new Gateway({ case: 'lower' }, { secret: 's' }).check('anything', { a: 1 });
for (const { id, operations } of gateways()) {
  for (const { name } of operations) new Gateway(id, { secret: 's', defaults: {} as Fields }).check(name, {});
}
const any: Gateway[] = [pass2pay, pyun, xipay, payindex, wecard, new Gateway({}, { secret: 's' })];
for (const gateway of any) gateway.request('anything', { a: 1 });
const withDefaults: Gateway<'4pyun'> = new Gateway('4pyun', { defaults: { app_id: 'a' } });
withDefaults.request('query', { app_id: 'a', merchant: 'm', pay_order: '1' });
// @ts-expect-error one gateway is not another
export const other: Gateway<'xipay'> = pyun;
// @ts-expect-error without the defaults that its type promises
export const bare: Gateway<'4pyun', { app_id: string }> = pyun;

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
export const md5: Rule = { digest: 'md5', order: ['a', 'b'], charset: LIMITS.fields > 1 ? 'gbk' : 'utf-8' };
// @ts-expect-error no such digest
export const sm3: Rule = { digest: 'sm3' };
// @ts-expect-error a rule sorts in no such way
export const sorted: Rule = { order: 'value' };
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
