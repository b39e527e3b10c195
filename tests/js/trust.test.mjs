// Through the installed package: no forgery delivers, no genuine notification is refused, and one step decides.
// The rules of it are tested in tests/gateways/trust.rs and tests/gateways/readings.rs; here, what JavaScript hands over.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FensignError, Gateway } from 'fensign';

/** @import { Expected, GatewayId, Message } from 'fensign' */

const secret = 'a-secret-of-a-shop';

/** @template {GatewayId} G @param {G} id */
const gatewayOf = (id) => new Gateway(id, { secret, baseUrl: 'https://pay.example' });
const [pass2pay, payindex, xipay] = [gatewayOf('pass2pay'), gatewayOf('payindex'), gatewayOf('xipay')];

/** @param {Record<string, string>} fields */
const json = (fields) => JSON.stringify(fields);

/** @param {Message} message */
const codes = (message) => message.problems.map(({ code }) => code);

const cheap = {
  mch_no: 'M1',
  pay_trace_no: 'O1',
  result_code: 'PAY_SUCCESS',
  return_code: 'SUCCESS',
  total_amount: '1',
  trade_no: 'T9',
};
const hidden =
  'mch_no=M1&pay_trace_no=O2&result_code=PAY_SUCCESS&return_code=SUCCESS&total_amount=80000&trade_no=T1&zz=';
const dear = { ...cheap, attach: 'x', pay_trace_no: 'O2', total_amount: '80000', trade_no: 'T1' };
const rest = '&mch_no=M1&pay_trace_no=O1&result_code=PAY_SUCCESS&return_code=SUCCESS&total_amount=1&trade_no';

test("a field's name forges no message", () => {
  const genuine = { ...cheap, attach: `x&${hidden}` };
  const sign = xipay.sign(genuine);
  const message = xipay.notice(json({ ...dear, [`zz=${rest}`]: 'T9', sign }));
  assert.deepEqual([message.verdict, message.outcome, message.order], ['malformed', 'unknown', undefined]);
  assert.equal(xipay.verify({ ...dear, [`zz=${rest}`]: 'T9', sign }), false);
  assert.throws(() => xipay.sign({ ...dear, [`zz=${rest}`]: 'T9' }), { name: 'FensignError', code: 'ambiguous' });
});

test('what can be read in two ways decides nothing, and what cannot is not refused', () => {
  const genuine = { ...cheap, attach: `x&${hidden}` };
  const sign = xipay.sign(genuine);
  for (const fields of [genuine, { ...dear, zz: `${rest}=T9` }]) {
    const message = xipay.notice(json({ ...fields, sign }));
    assert.deepEqual([message.verdict, message.outcome, message.order], ['valid', 'unknown', { orderNo: '' }]);
    assert.deepEqual(codes(message), ['ambiguous']);
    for (const expected of [
      { orderNo: 'O1', amountFen: 1 },
      { orderNo: 'O2', amountFen: 80000 },
    ]) {
      const { deliver, answer, why } = message.decide(expected);
      assert.deepEqual([deliver, answer], [false, message.refuse]);
      assert.equal(why[0]?.code, 'ambiguous');
    }
  }
  const paid = { payOrderId: 'P1', mchOrderNo: 'O1', amount: 8, state: 2, extParam: 'uid=1&amount=5' };
  const message = pass2pay.notice(pass2pay.testNotice(paid).body);
  assert.deepEqual([message.outcome, message.problems], ['paid', []]);
  assert.equal(message.decide({ orderNo: 'O1', amountFen: 8 }).deliver, true);
});

test('an empty, unsigned discriminator changes no kind', () => {
  const transfer = pass2pay.testNotice({ transferId: 'T1', mchOrderNo: 'O1', amount: 8, state: 2 });
  assert.equal(pass2pay.notice(`${transfer.body}&payOrderId=`).kind, 'transfer');
  const payment = pass2pay.testNotice({ payOrderId: 'P1', mchOrderNo: 'O1', amount: 8, state: 2 });
  const message = pass2pay.notice(`${payment.body}&refundOrderId=&more=`);
  assert.deepEqual([message.kind, message.outcome], ['payment', 'paid']);
  assert.deepEqual([...message.signed].sort(), ['amount', 'mchOrderNo', 'payOrderId', 'state']);
  const { trade_no: _, ...unmarked } = cheap;
  const unmarkedSign = xipay.sign(unmarked);
  const forged = xipay.notice(JSON.stringify({ ...unmarked, trade_no: null, sign: unmarkedSign }));
  assert.deepEqual([forged.verdict, forged.kind, forged.outcome], ['valid', undefined, 'unknown']);
});

test('decide delivers one order, in full, and acknowledges what is decided', () => {
  const read = (/** @type {object} */ more) =>
    pass2pay.notice(
      pass2pay.testNotice({
        payOrderId: 'P1',
        mchNo: 'M1',
        appId: 'A1',
        mchOrderNo: 'O1',
        amount: 8,
        state: 2,
        ...more,
      }).body,
    );
  const paid = read({});
  const expected = { orderNo: 'O1', amountFen: 8 };
  assert.deepEqual(paid.decide(expected), { deliver: true, answer: paid.ack, why: [] });
  assert.equal(paid.decide({ ...expected, merchant: 'M1', appId: 'A1', gatewayOrderNo: 'P1' }).deliver, true);
  for (const other of [
    { orderNo: 'O2' },
    { amountFen: 9n },
    { amountFen: '80' },
    { merchant: 'M2' },
    { appId: 'A2' },
    { gatewayOrderNo: 'P2' },
  ]) {
    const decision = paid.decide({ ...expected, ...other });
    assert.deepEqual([decision.deliver, decision.answer], [false, paid.refuse]);
    assert.deepEqual(
      decision.why.map(({ code, field }) => [code, field]),
      [['mismatch', Object.keys(other)[0]]],
    );
  }
  assert.deepEqual(read({ state: 3 }).decide(expected).answer, paid.ack);
  assert.deepEqual(read({ state: 1 }).decide(expected).answer, paid.refuse);
  assert.equal(pass2pay.notice('state=2&sign=0').decide(expected).deliver, false);
  assert.equal(pass2pay.notice(/** @type {any} */ (undefined)).decide(expected).deliver, false);
});

for (const expected of [
  {},
  { orderNo: 'O1' },
  { amountFen: 8 },
  { orderNo: '', amountFen: 8 },
  { orderNo: undefined, amountFen: 8 },
  { orderNo: 'O1', amountFen: undefined },
  { orderNo: 'O1', amountFen: null },
  { orderNo: 'O1', amountFen: 0.5 },
  { orderNo: 'O1', amountFen: '8.00' },
  { orderNo: 8, amountFen: 8 },
  { orderNo: 'O1', amountFen: 8, floatFen: -1 },
  { orderNo: 'O1', amountFen: 8, appid: 'A1' },
  { orderNo: 'O1', amountFen: 8, isPaid: false },
  null,
  undefined,
  'O1',
]) {
  test(`less than an order is compared with nothing: ${JSON.stringify(expected)}`, () => {
    const message = pass2pay.notice(
      pass2pay.testNotice({ payOrderId: 'P', mchOrderNo: 'O1', amount: 8, state: 2 }).body,
    );
    assert.throws(() => message.decide(/** @type {any} */ (expected)), FensignError);
    assert.throws(() => message.matches(/** @type {any} */ (expected)), FensignError);
  });
}

test('amounts are read as decimal columns write them', () => {
  const read = (/** @type {object} */ amounts) =>
    payindex.notice(
      payindex.testNotice({ memberid: 'M', orderid: 'O1', transaction_id: 'T', returncode: '00', ...amounts }).body,
    );
  assert.equal(read({ amount: '9.9000' }).decide({ orderNo: 'O1', amountFen: 990 }).deliver, true);
  const floated = read({ amount: '10.0000', true_amount: '9.9000' });
  assert.deepEqual([floated.order?.amountFen, floated.order?.paidFen], [1000, 990]);
  assert.equal(floated.decide({ orderNo: 'O1', amountFen: 1000 }).deliver, false);
  assert.equal(floated.decide({ orderNo: 'O1', amountFen: 1000, floatFen: 10 }).deliver, true);
});

test('a body is JSON if it begins with a brace, whatever its content type and byte order mark', () => {
  const { body } = xipay.testNotice(cheap);
  for (const contentType of ['application/x-www-form-urlencoded', 'text/plain', 'application/json', undefined])
    for (const raw of [body, `\ufeff${body}`, Buffer.from(`\ufeff${body}`)])
      assert.equal(xipay.notice(raw, contentType).outcome, 'paid');
  const multipart = pass2pay.notice('--x', 'multipart/form-data; boundary=x');
  assert.deepEqual([multipart.verdict, codes(multipart)], ['malformed', ['format']]);
  const gbk = Buffer.from('payOrderId=P1&subject=%C9%CC%C6%B7&sign=0');
  assert.deepEqual(codes(pass2pay.notice(gbk)), ['charset']);
  const sign = pass2pay.sign({ payOrderId: 'P1', subject: '商品' });
  const form = `payOrderId=P1&subject=%C9%CC%C6%B7&sign=${sign}`;
  assert.equal(
    pass2pay.notice(form, { contentType: 'application/x-www-form-urlencoded; charset=GBK' }).verdict,
    'valid',
  );
});

test('a signature in a header verifies the exact body', () => {
  /** @type {import('fensign').Rule} */
  const rule = { over: 'body', header: 'X-Signature', key: { tail: '' } };
  const wecard = new Gateway('wecard', { secret, rule });
  const fields = { OutOrderId: 'OUT0001', TotalAmount: '1000', OrderStatus: 'SUCCESS' };
  const { body, contentType, headers } = wecard.testNotice(fields);
  const sign = headers['X-Signature'] ?? '';
  assert.equal(wecard.verifyBody(body, sign), true);
  assert.equal(wecard.verifyBody(`${body} `, sign), false);
  for (const given of [
    headers,
    { 'x-signature': sign },
    { 'x-signature': [sign] },
    new Headers({ 'X-Signature': sign }),
    { 'X-SIGNATURE': sign, other: undefined },
  ]) {
    const message = wecard.notice(body, { contentType, headers: /** @type {any} */ (given) });
    assert.deepEqual([message.verdict, message.outcome, message.order?.orderNo], ['valid', 'paid', 'OUT0001']);
    assert.equal(wecard.reply('unifiedOrder', body, { headers: /** @type {any} */ (given) }).verdict, 'valid');
  }
  for (const given of [{}, { 'x-signature': [sign, sign] }, { 'x-signature': '' }, { other: sign }, undefined])
    assert.equal(wecard.notice(body, { headers: /** @type {any} */ (given) }).verdict, 'invalid');
  assert.equal(wecard.notice(body, contentType).verdict, 'invalid');
  assert.equal(wecard.reply('unifiedOrder', body).verdict, 'unsigned');
  assert.throws(() => xipay.verifyBody('{}', sign), { name: 'FensignError', code: 'rule' });
  for (const arrival of [null, 5, { headers: 5 }, { headers: null }, { contentType: 5 }, { header: {} }, Symbol('x')])
    assert.equal(wecard.notice(body, /** @type {any} */ (arrival)).verdict, 'invalid');
});

test("4pyun's own number is the one that queries and refunds take", () => {
  const placed = gatewayOf('4pyun').reply('prepare', '{"code":"1001","pay_order":"O1","pay_id":"6217"}');
  assert.deepEqual([placed.order?.gatewayOrderNo, placed.fields['pay_id']], [undefined, '6217']);
});
