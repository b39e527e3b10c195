// Messages for the caller's own tests: testReply writes the envelope, testNotice the notification that belongs to a request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FensignError, Gateway } from 'fensign';
import { GATEWAYS, optionsOf } from './registry.mjs';

/** @import { Problem } from 'fensign' */

const SECRET = 's3cret-never-shown';
const NOW = 1_700_000_000_000;

/** @template {import('fensign').GatewayId} G @param {G} id */
const gatewayOf = (id) => {
  return new Gateway(id, { secret: SECRET, now: () => NOW, ...optionsOf(id) });
};

/** An order of 8 yuan, for any gateway. */
const SHOPS = {
  ...{ orderNo: 'O100001', amountFen: 800, subject: '商品', payBy: 'alipay', scene: 'h5', clientIp: '210.73.10.148' },
  ...{ payer: 'C1', payerSince: 1622016572190, notifyUrl: 'https://a.example/n', returnUrl: 'https://a.example/c' },
};
const ORDER = { orderNo: 'O100001', amountFen: 800 };

/** @param {() => unknown} call @param {string} field @param {string} code */
function refuses(call, field, code) {
  assert.throws(call, (/** @type {unknown} */ error) => {
    assert(error instanceof FensignError);
    assert.deepEqual([error.problems[0]?.field, error.code], [field, code]);
    assert(!JSON.stringify(error.problems).includes(SECRET));
    return true;
  });
}

test('names inside an envelope, given flat or by path, are written and signed there', () => {
  const pass2pay = gatewayOf('pass2pay');
  for (const fields of [
    { orderState: 1, payOrderId: 'P1' },
    { 'data.orderState': '1', 'data.payOrderId': 'P1' },
  ]) {
    const { body } = pass2pay.testReply('unifiedOrder', fields);
    const { sign, ...rest } = JSON.parse(body);
    assert.deepEqual(rest, { code: 0, data: { orderState: 1, payOrderId: 'P1' } });
    assert.match(sign, /^[0-9A-F]{32}$/u);
    const message = pass2pay.reply('unifiedOrder', body);
    assert.deepEqual([message.verdict, message.outcome], ['valid', 'pending']);
  }
  const { body } = gatewayOf('wecard').testReply('unifiedOrder', { OrderStatus: 'PAYING', TotalAmount: 800 });
  const inner = { OrderStatus: 'PAYING', TotalAmount: '800' };
  assert.deepEqual(JSON.parse(body), { Response: { ErrCode: 'SUCCESS', Result: inner } });
});

test('a mistyped name, a field beside its envelope and an object for a text are refused', () => {
  const pass2pay = gatewayOf('pass2pay');
  refuses(() => pass2pay.testReply('unifiedOrder', { orderstate: 1 }), 'orderstate', 'unknown-field');
  refuses(() => pass2pay.testReply('unifiedOrder', { orderState: 1, data: {} }), 'orderState', 'duplicate');
  refuses(() => pass2pay.testReply('unifiedOrder', { orderState: { a: 1 } }), 'orderState', 'type');
  refuses(() => pass2pay.testNotice({ payOrderId: 'P1', mchorderNo: 'O1' }), 'mchorderNo', 'unknown-field');
  assert(pass2pay.testNotice({ payOrderId: 'P1', coupon: '5' }).body.includes('coupon=5'));
});

for (const { id } of GATEWAYS) {
  const gateway = gatewayOf(id);
  const request = gateway.request('place', /** @type {never} */ (SHOPS));

  test(`${id}: the notification of a paid request delivers, from the request or its fields`, () => {
    const { contentType, body } = gateway.testNotice('paid', request);
    assert.equal(gateway.testNotice('paid', request.fields).body, body);
    const message = gateway.notice(body, contentType);
    assert.deepEqual([message.verdict, message.kind, message.outcome], ['valid', 'payment', 'paid']);
    const { deliver, why, answer } = message.decide(ORDER);
    assert.deepEqual([deliver, why, answer.body], [true, [], message.ack.body]);
    assert.equal(message.decide({ ...ORDER, amountFen: 801 }).deliver, false);
    assert.equal(message.order?.gatewayOrderNo, 'TESTO100001');
  });

  test(`${id}: an outcome that its notification cannot state lists those that it can`, () => {
    for (const outcome of ['unknown', 'piad', '', 'constructor', SECRET])
      refuses(() => gateway.testNotice(/** @type {any} */ (outcome), request), 'outcome', 'value');
    /** @type {Problem | undefined} */
    let refusal;
    try {
      gateway.testNotice(/** @type {any} */ ('unknown'), request);
    } catch (error) {
      refusal = /** @type {FensignError} */ (error).problems[0];
    }
    // Some state nothing but paid.
    for (const outcome of /** @type {const} */ (['pending', 'failed', 'closed', 'refunded'])) {
      if (!refusal?.message.includes(outcome)) {
        refuses(() => gateway.testNotice(outcome, request), 'outcome', 'value');
        continue;
      }
      const { body, contentType } = gateway.testNotice(outcome, request);
      const message = gateway.notice(body, contentType);
      assert.deepEqual([message.verdict, message.outcome, message.decide(ORDER).deliver], ['valid', outcome, false]);
    }
  });
}

test('a request that is none, or names no order, has no notification', () => {
  const xipay = gatewayOf('xipay');
  const testNotice = (/** @type {any[]} */ ...given) => xipay.testNotice(given[0], given[1]);
  for (const request of [undefined, null, 'x', 5, [], () => 1, new Map()])
    refuses(() => testNotice('paid', request), 'request', 'type');
  for (const request of [{}, { fields: {} }, { fields: 5, total_amount: '1' }, { orderNo: 'O1', amountFen: 1 }])
    refuses(() => testNotice('paid', request), 'pay_trace_no', 'missing');
  refuses(() => testNotice('paid', { pay_trace_no: 'O1' }), 'total_amount', 'missing');
  const throwing = Object.defineProperty({}, 'fields', { enumerable: true, get: () => assert.fail() });
  refuses(() => testNotice('paid', throwing), 'request', 'type');
  refuses(() => testNotice('paid', new Proxy({}, { has: () => assert.fail() })), 'request', 'type');
  const alone = new Gateway({}, { secret: SECRET });
  refuses(() => alone.testNotice('paid', { a: '1' }), 'gateway', 'operation');
  refuses(() => new Gateway('wecard').testNotice('paid', { OutOrderId: 'O1', TotalAmount: '1' }), 'rule', 'no-rule');
  const freed = gatewayOf('xipay');
  freed.free();
  refuses(() => freed.testNotice('paid', {}), 'gateway', 'freed');
});

test('what gateways() says is signed is what a valid message signs', () => {
  for (const { id, notices, operations } of GATEWAYS.filter((one) => one.rule)) {
    const gateway = gatewayOf(id);
    for (const { name, reply } of operations.filter((one) => one.reply.signed.length > 0)) {
      const { body } = gateway.testReply(/** @type {never} */ (name), /** @type {never} */ (valuesOf(reply)));
      const message = gateway.reply(/** @type {never} */ (name), body);
      assert.deepEqual([message.verdict, message.signed.sort()], ['valid', reply.signed.sort()], `${id} ${name}`);
    }
    for (const notice of notices) {
      const { body } = gateway.testNotice(/** @type {never} */ (valuesOf(notice)));
      const message = gateway.notice(body);
      assert.deepEqual(
        [message.verdict, message.signed.sort()],
        ['valid', notice.signed.sort()],
        `${id} ${notice.kind}`,
      );
    }
  }
});

/**
 * One for every field, of the objects those inside.
 * @param {import('fensign/tables').MessageInfo} message
 */
function valuesOf({ tables }) {
  const objects = tables.map(({ path }) => path);
  const named = tables.flatMap(({ path, fields }) =>
    fields.map((field) => [path ? `${path}.${field.name}` : field.name, field]),
  );
  return Object.fromEntries(
    named
      .filter(([path]) => !objects.includes(/** @type {string} */ (path)))
      .map(([path, field]) => [path, /** @type {any} */ (field).values?.[0]?.value ?? '1']),
  );
}
