// The sandbox answers every operation of every gateway as its table says.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateways } from 'fensign/tables';
import { ACCOUNTS, gatewayAt, orderOf, sandboxOfAll } from './sandbox-account.mjs';

/** @import { OperationInfo } from 'fensign/tables' */

const ORDER_NO = '20261127200600000001';
const acknowledged = async () => new Response('{"code":"1001","return_code":"SUCCESS"}');

/** Operations that have no neutral name, and what they need. @type {Record<string, Record<string, any>>} */
const OTHERS = {
  transferOrder: {
    mchOrderNo: 'T20261127200600000001',
    entryType: 'BANK_CARD',
    amountFen: 500,
    accountNo: '6222020000000000000',
    accountName: '张三',
    bankName: '工商银行',
    clientIp: '210.73.10.148',
  },
  transferQuery: { mchOrderNo: 'T20261127200600000001' },
  create: { ...orderOf('20261127200600000009') },
  settle: { settle_value: 1, sharding_value: 1, reason: '分账', extra: '{}' },
  submit: { ...orderOf('20261127200600000009') },
  orders: {},
};

for (const { id, operations } of gateways()) {
  test(`${id}: every operation is answered, with every field that is always there, and a valid signature where it signs`, async () => {
    const sandbox = sandboxOfAll({ fetch: acknowledged });
    const gateway = gatewayAt(id, sandbox);
    /** @param {OperationInfo} operation @param {Record<string, any>} fields */
    const ask = async ({ name, reply }, fields) => {
      const request = gateway.request(name, known(name, fields));
      const response = await sandbox.fetch(request.url, { ...request, redirect: 'manual' });
      const body = await response.text();
      if (response.status === 303) return { response, keep: request.keep, message: undefined };
      const message = gateway.reply(name, body, { status: response.status, headers: response.headers });
      const what = `${name} ${body} ${response.headers.get('x-fensign-cause')}`;
      const isSigned = reply.signed.length > 0 || ACCOUNTS[id].rule !== undefined;
      assert.equal(message.verdict, isSigned ? 'valid' : 'unsigned', what);
      assert.notEqual(message.outcome, 'failed', what);
      for (const { path, fields } of reply.tables)
        for (const { name: field, required, kind } of fields) {
          const at = path === '' ? field : `${path}.${field}`;
          if (required && kind !== 'object') assert(Object.hasOwn(message.fields ?? {}, at), `${what}: ${at}`);
        }
      assert.deepEqual(
        message.problems.filter(({ code }) => code !== 'not-sent'),
        [],
        what,
      );
      return { response, keep: request.keep, message };
    };
    const known = (/** @type {string} */ name, /** @type {Record<string, any>} */ fields) => {
      const own = operations.find((one) => one.name === name)?.fields ?? [];
      const names = own.flatMap((field) => [field.name, field.role]);
      const ways = name === 'unifiedOrder' || own.some(({ values }) => values?.some(({ way }) => way));
      return Object.fromEntries(
        Object.entries(fields).filter(
          ([key, value]) => value !== undefined && (names.includes(key) || (ways && /^(payBy|scene)$/u.test(key))),
        ),
      );
    };
    const of = (/** @type {string} */ role) => operations.find((one) => one.role === role);
    const seen = new Set();
    const asked = (/** @type {string} */ role, /** @type {Record<string, any>} */ fields) => {
      const operation = of(role);
      seen.add(operation?.name);
      return operation && ask(operation, fields);
    };

    const placed = await asked('place', orderOf(ORDER_NO));
    assert(placed?.message?.pay?.kind === 'redirect', JSON.stringify(placed?.message));
    assert.equal(placed.message.pay.value.startsWith('http://127.0.0.1/cashier/'), true);
    const [order] = await sandbox.orders();
    assert.equal(order?.amountFen, 1230);
    const numbers = { orderNo: ORDER_NO, gatewayOrderNo: order?.gatewayNo, ...placed.keep };
    const unpaid = await asked('query', numbers);
    if (unpaid) assert.equal(unpaid.message?.outcome, 'pending');
    await sandbox.pay(ORDER_NO, id);
    const paid = await asked('query', numbers);
    if (paid) assert.equal(paid.message?.outcome, 'paid');
    const refund = await asked('refund', {
      ...numbers,
      refundNo: 'R20261127200600000001',
      refundFen: 400,
      reason: '退货',
    });
    const [, refunded] = await sandbox.orders();
    if (refund) assert.deepEqual([refunded?.kind, refunded?.amountFen], ['refund', 400]);
    await asked('refundQuery', { ...numbers, refundNo: refunded?.orderNo, gatewayRefundNo: refunded?.gatewayNo });
    for (const operation of operations.filter(({ role }) => role === undefined)) {
      seen.add(operation.name);
      await ask(operation, { ...OTHERS[operation.name], pay_serial: order?.gatewayNo });
    }
    // Another, since a paid order cannot be closed.
    const second = await ask(/** @type {OperationInfo} */ (of('place')), orderOf('20261127200600000002'));
    const other = (await sandbox.orders()).find(({ orderNo }) => orderNo === '20261127200600000002');
    const closing = { orderNo: other?.orderNo, gatewayOrderNo: other?.gatewayNo, ...second.keep };
    if (await asked('close', { ...closing, close_trace_no: 'C1', close_time: '20261127200600' })) {
      const closed = (await sandbox.orders()).find(({ orderNo }) => orderNo === '20261127200600000002');
      assert.equal(closed?.state, 'closed');
    }
    assert.deepEqual(
      operations.filter(({ name }) => !seen.has(name)).map(({ name }) => name),
      [],
    );
    sandbox.stop();
  });
}
