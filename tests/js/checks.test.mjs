// What check and request say of a message, through the installed package; the tables themselves are tested in Rust.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gateway, gateways } from 'fensign';

/** @type {any} */
const order = {
  ChannelSubMerchantId: 'CM1',
  TotalAmount: 300,
  PayChannel: 'WXPAY',
  PayType: 'H5',
  OutOrderId: 'demo202211200001',
  OrderSubject: '杂粮煎饼',
};
const wecard = new Gateway('wecard');

test('a problem names the path, the severity, and both languages', () => {
  const list = [{ AllocateAmount: 200 }, { AllocateAmount: '100' }];
  const problems = wecard.check('unifiedOrder', { ...order, FundAllocateList: list, Atachment: 'x' });
  assert.deepEqual(
    problems.map(({ field, code, severity }) => [field, code, severity]),
    [
      ['FundAllocateList[1].AllocateAmount', 'type', 'error'],
      ['Atachment', 'unknown-field', 'warning'],
    ],
  );
  assert.match(problems[1]?.message ?? '', /did you mean Attachment\?$/);
  assert.match(problems[1]?.messageZh ?? '', /是否想写 Attachment？$/);
});

test('warnings come along with the request', () => {
  const request = wecard.request('unifiedOrder', { ...order, NotifyUrl: 'http://a.b' });
  assert.deepEqual(
    request.problems.map(({ field, code }) => [field, code]),
    [['NotifyUrl', 'risky']],
  );
});

test('amountFen is a number, a bigint or text, and never a float', () => {
  const gateway = new Gateway('payindex', { secret: 's', baseUrl: 'https://pay.example' });
  /** @param {any} amountFen */
  const amount = (amountFen) =>
    gateway.request('pay', {
      pay_memberid: '10001',
      pay_orderid: '20210928114755985410',
      pay_bankcode: '903',
      amountFen,
      pay_notifyurl: 'https://a.b/n',
      pay_callbackurl: 'https://a.b/c',
      pay_productname: '商品',
    }).fields.pay_amount;
  for (const fen of [1990, 1990n, '1990']) assert.equal(amount(fen), '19.90');
  assert.equal(amount(1), '0.01');
  for (const fen of [19.9, 0, -1, '19.90', null, {}]) assert.throws(() => amount(fen), { name: 'FensignError' });
});

test('the tables that check uses are those that gateways() shows', () => {
  for (const { id, operations } of gateways()) {
    const gateway = /** @type {Gateway} */ (/** @type {unknown} */ (new Gateway(id)));
    for (const { name, fields } of operations) {
      const required = fields.filter(
        ({ required, kind, default: filled }) => required && kind !== 'signature' && !filled,
      );
      const missing = gateway.check(name, {}).filter(({ code }) => code === 'missing');
      for (const row of required)
        assert(
          missing.some(({ field }) => field === row.name),
          `${id} ${name} ${row.name}`,
        );
    }
  }
});
