// Through the installed package: what the customer pays with, what the reply to a query delivers, and what to answer.
// What is believed, and what no customer is sent to, is tested in tests/gateways/pay.rs and tests/gateways/trust.rs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gateway } from 'fensign';
import { GATEWAYS } from './registry.mjs';

/** @import { GatewayId, Message, Rule } from 'fensign' */

/**
 * Open to any operation.
 * @param {GatewayId} id
 * @returns {Gateway<GatewayId | Rule>}
 */
const gatewayOf = (id) => new Gateway(id, { secret: 'a-secret-of-a-shop', baseUrl: 'https://pay.example' });
const [pass2pay, wecard, payindex, xipay, pyun] = /** @type {const} */ ([
  gatewayOf('pass2pay'),
  gatewayOf('wecard'),
  gatewayOf('payindex'),
  gatewayOf('xipay'),
  gatewayOf('4pyun'),
]);

/**
 * @param {Gateway} gateway
 * @param {string} operation
 * @param {object} fields
 */
const reply = (gateway, operation, fields) =>
  gateway.reply(operation, gateway.testReply(operation, { ...fields }).body);

/** @param {Message} message */
const problems = ({ problems }) => problems.map(({ field, code, severity }) => [field, code, severity]);

const placed = {
  return_code: 'SUCCESS',
  result_code: 'PAY_SUCCESS',
  pay_trace_no: 'O1',
  trade_no: 'T1',
  total_amount: '8',
};
const codeUrl =
  'https://pay.congmingpay.com/pay/buypay.do?shopId=59&money=0.01&type=alipay&goodsMsg=&sign=F8A8&returnUrl=http%3A%2F%2Fa';
const payInfo = {
  appId: 'wxad53ca7fbb5gg5f2',
  timeStamp: '1681867396',
  nonceStr: '94981e22ac0b4663949a442f31739b53',
  package: 'prepay_id=wx190923168532565900979a7da2170000000',
  signType: 'RSA',
  paySign: 'rhOR5lnhv6w2asdMiqRHU/aEZjhk1J4fGT2/Z5vxqtNcaLyHYmqDiIZZqxlSgSibWb/Z1a8SJdzLH9u0nnBKa0==',
};
const wecardReply = (/** @type {unknown} */ PayInfo) => ({
  Response: { ErrCode: 'SUCCESS', Result: { OutOrderId: 'O1', OrderStatus: 'PAYING', PayInfoType: 'JSAPI', PayInfo } },
});
const pass2payReply = (/** @type {string} */ payDataType, /** @type {string} */ payData) => ({
  code: 0,
  data: { payOrderId: 'P1', mchOrderNo: 'O1', orderState: 1, payDataType, payData },
});
const { package: packages, ...native } = payInfo;

for (const [name, message, pay] of /** @type {[string, Message, import('fensign').Pay][]} */ ([
  ['xipay: an address', reply(xipay, 'h5pay', { ...placed, code_url: codeUrl }), { kind: 'redirect', value: codeUrl }],
  [
    'xipay: the parameters of WeChat, whose time was given in ms',
    reply(xipay, 'h5pay', { ...placed, ...native, packages, timeStamp: '1681867396123' }),
    { kind: 'jsapi', value: payInfo },
  ],
  [
    "xipay: Alipay's number",
    reply(xipay, 'h5pay', { ...placed, ali_trade_no: '2023' }),
    { kind: 'jsapi', value: { tradeNO: '2023' } },
  ],
  [
    'wecard: JSON text',
    reply(wecard, 'unifiedOrder', wecardReply(JSON.stringify(payInfo))),
    { kind: 'jsapi', value: payInfo },
  ],
  [
    'payindex: the page, whose sample misspells its status',
    payindex.reply(
      'pay',
      '{"ststus":"1","msg":"下单成功","pay_amount":"100","pay_orderid":"20210928114755985410","payUrl":"http://xxx.xxx.cc/index/index/cashier.html?osn=20210928114755985410"}',
    ),
    { kind: 'redirect', value: 'http://xxx.xxx.cc/index/index/cashier.html?osn=20210928114755985410' },
  ],
  [
    '4pyun: the page',
    pyun.reply(
      'prepare',
      '{"code":"1001","seqno":"92a78431551bd293","pay_url":"https://app.4pyun.com/payment/trade/create?pay_id=621722601479223111111111"}',
    ),
    { kind: 'redirect', value: 'https://app.4pyun.com/payment/trade/create?pay_id=621722601479223111111111' },
  ],
  ['4pyun: nothing', pyun.reply('create', '{"code":"400","message":"请求参数错误"}'), { kind: 'none', value: '' }],
  ...['payUrl', 'codeUrl', 'codeImgUrl', 'form'].map((type, index) => [
    `pass2pay: ${type}`,
    reply(pass2pay, 'unifiedOrder', pass2payReply(type, 'https://pay.pass2pay.io/api/scan/imgs/aa.png')),
    { kind: ['redirect', 'qr', 'qr-image', 'form'][index], value: 'https://pay.pass2pay.io/api/scan/imgs/aa.png' },
  ]),
])) {
  test(`what the customer pays with, ${name}`, () => {
    assert.deepEqual(message.pay, pay);
    assert.deepEqual(problems(message), []);
  });
}

test('a reply that nobody signed sends no customer to a script', () => {
  for (const address of [
    'javascript:alert(document.cookie)',
    'data:text/html,x',
    ' https://a.b',
    'https://a.b\r\nx: y',
  ]) {
    const message = pyun.reply('prepare', JSON.stringify({ code: '1001', pay_url: address }));
    assert.equal(message.pay, undefined);
    assert.deepEqual(problems(message), [['pay_url', 'pay', 'error']]);
  }
  const message = reply(pass2pay, 'unifiedOrder', pass2payReply('card', 'https://a.b'));
  assert.deepEqual([message.pay, problems(message)], [undefined, [['data.payDataType', 'pay', 'warning']]]);
});

test('names of parameters that a stranger writes are own keys and nothing else', () => {
  const text = '{"__proto__":{"polluted":"1"},"constructor":"x","toString":"y","n":1e3}';
  const { pay } = reply(wecard, 'unifiedOrder', wecardReply(text));
  assert(pay?.kind === 'jsapi');
  assert.deepEqual(Object.entries(pay.value), [
    ['__proto__', '{"polluted":"1"}'],
    ['constructor', 'x'],
    ['toString', 'y'],
    ['n', '1e3'],
  ]);
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test('only the reply to a placed order has something to pay with', () => {
  const { body } = xipay.testReply('h5pay', { ...placed, code_url: codeUrl });
  for (const message of [
    xipay.reply('query', body),
    xipay.notice(body),
    xipay.reply('h5pay', body.replace('O1', 'O2')),
  ])
    assert.equal(message.pay, undefined);
});

test('a reply about another order does not match, whatever it has to pay with', () => {
  const message = reply(xipay, 'h5pay', { ...placed, code_url: codeUrl });
  assert.deepEqual(message.matches({ orderNo: 'O1', amountFen: 8 }), []);
  const [difference] = message.matches({ orderNo: 'O2', amountFen: 8 });
  assert.deepEqual([difference?.code, difference?.field], ['mismatch', 'orderNo']);
});

const expected = { orderNo: 'O1', amountFen: 8 };
const queried = { payOrderId: 'P1', mchOrderNo: 'O1', amount: 8, state: 2 };

test('the signed reply to a query delivers what is paid in full, and nothing else', () => {
  const of = (/** @type {object} */ data, operation = 'query') => reply(pass2pay, operation, { code: 0, data });
  assert.deepEqual([of(queried).kind, of(queried).decide(expected).deliver], [undefined, true]);
  for (const message of [
    of({ ...queried, state: 1 }),
    of({ ...queried, amount: 7 }),
    of({ ...queried, mchOrderNo: 'O2' }),
    of({ ...queried, payOrderId: undefined }),
    of({ ...queried, payOrderId: undefined, transferId: 'T1' }),
    of({ ...queried, payOrderId: undefined, transferId: 'T1' }, 'transferQuery'),
    of({ ...queried, refundOrderId: 'R1' }),
    of({ ...queried, refundOrderId: 'R1' }, 'refundQuery'),
    reply(xipay, 'query', { ...placed, refund_no: 'R1' }),
    xipay.notice(xipay.testReply('h5pay', { ...placed, code_url: codeUrl }).body),
    pyun.reply('query', '{"code":"1001","pay_order":"O1","pay_serial":"T1","value":8,"status":1}'),
  ])
    assert.equal(message.decide(expected).deliver, false, JSON.stringify(message.fields));
  const paid = reply(xipay, 'query', placed);
  assert.equal(paid.decide(expected).deliver, true);
  // As frameworks wrap objects: less is known of it, and nothing is thrown.
  assert.equal(new Proxy(paid, {}).decide(expected).deliver, false);
});

test('a valid notification has an order, and the empty number is none', () => {
  const { orderNo, ...unnamed } = { ...queried, orderNo: '', mchOrderNo: undefined };
  const message = pass2pay.notice(pass2pay.testNotice(unnamed).body);
  assert.deepEqual(message.order, { orderNo, gatewayOrderNo: 'P1', amountFen: 8, paidFen: 8 });
  const wanted = [['absent', 'orderNo']];
  const coded = (/** @type {import('fensign').Problem[]} */ list) => list.map(({ code, field }) => [code, field]);
  assert.deepEqual(coded(message.decide(expected).why), wanted);
  assert.deepEqual(coded(message.matches(expected)), wanted);
  assert.deepEqual(xipay.notice(xipay.testNotice({ a: '1' }).body).order, { orderNo: '' });
  assert.equal(pass2pay.notice('state=2&sign=0').order, undefined);
  assert.equal(pass2pay.reply('query', '{"code":9999}').order, undefined);
  assert.equal(reply(pass2pay, 'query', { code: 0, data: { state: 2 } }).order, undefined);
});

test("what to answer is the same object in every message of a gateway, and nobody's to change", () => {
  const [one, two] = [xipay.notice(''), xipay.reply('query', '{}')];
  assert(one.ack === two.ack && one.refuse === two.refuse && one.ack !== one.refuse);
  assert.equal(one.decide(expected).answer, two.refuse);
  for (const answer of [one.ack, one.refuse]) {
    assert(Object.isFrozen(answer));
    assert.throws(() => Object.assign(answer, { body: 'x' }), TypeError);
    assert.deepEqual(Object.keys(answer), ['contentType', 'body']);
    assert.deepEqual(answer, { contentType: answer.contentType, body: answer.body });
    assert.deepEqual(JSON.parse(JSON.stringify(answer)), { ...answer });
  }
});

for (const { id } of GATEWAYS) {
  const gateway = gatewayOf(id);
  test(`an answer becomes a Response, as often as it is asked: ${id}`, async () => {
    for (const answer of Object.values(gateway.notice('')).filter((value) => value?.contentType)) {
      for (const response of [answer.toResponse(), answer.toResponse()]) {
        assert(response instanceof Response);
        assert.deepEqual(
          [response.status, response.headers.get('Content-Type'), await response.text()],
          [200, answer.contentType, answer.body],
        );
      }
    }
  });
}
