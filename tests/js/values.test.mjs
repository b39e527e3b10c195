// What JavaScript values may be fields, and what stops the others.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FensignError, Gateway } from 'fensign';

const gateway = new Gateway({}, { secret: 'k3y' });
const pass2pay = new Gateway('pass2pay', { secret: 'k3y' });

/**
 * @param {() => unknown} call
 * @param {string | undefined} field
 * @param {string} code
 */
function refuses(call, field, code) {
  assert.throws(call, (/** @type {unknown} */ error) => {
    assert(error instanceof FensignError && error instanceof Error);
    const [problem] = error.problems;
    assert.deepEqual([problem?.field, problem?.code, error.code], [field, code, code]);
    assert(problem?.message && problem.messageZh && problem.severity === 'error');
    assert(field === undefined || error.message.startsWith(`${field}: `));
    return true;
  });
}

/** @param {Record<string, unknown>} fields */
const sign = (fields) => gateway.sign(/** @type {any} */ (fields));

test('one text, however it was given', () => {
  const text = sign({ a: '100', b: 'true' });
  assert.equal(sign({ a: 100, b: true }), text);
  assert.equal(sign({ a: 100n, b: 'true' }), text);
  assert.equal(sign({ a: 100, b: true, c: undefined, d: null, e: '' }), text);
  assert.equal(sign({ a: -0 }), sign({ a: '0' }));
  assert.equal(sign({ a: 2n ** 80n }), sign({ a: '1208925819614629174706176' }));
});

for (const number of [1.5, NaN, Infinity, -Infinity, 2 ** 53, 1e21, Number.MIN_VALUE]) {
  test(`the number ${number} has no exact text`, () =>
    refuses(() => sign({ a: '1', amount: number }), 'amount', 'number'));
}

for (const [kind, value] of Object.entries({
  function: () => 1,
  symbol: Symbol('s'),
  Date: new Date(0),
  Map: new Map(),
  RegExp: /x/,
  'boxed String': new String('x'),
  Promise: Promise.resolve(),
  Uint8Array: new Uint8Array(1),
})) {
  test(`a ${kind} is no value`, () => refuses(() => sign({ a: '1', field: value }), 'field', 'type'));
}

test('an object or array where text is meant', () => {
  refuses(() => sign({ a: { b: '1' } }), 'a', 'type');
  refuses(() => sign({ a: ['1'] }), 'a', 'type');
  refuses(() => pass2pay.sign({ subject: { b: '1' } }), 'subject', 'type');
});

test('an object where the table says JSON text is its text, keys as given', () => {
  const text = pass2pay.sign({ channelExtra: '{"b":"中/","a":[1,true,null,"x"]}' });
  assert.equal(pass2pay.sign({ channelExtra: { b: '中/', gone: undefined, a: [1, true, null, 'x'] } }), text);
});

test('a bad value inside an object is named by its path', () => {
  refuses(() => pass2pay.sign({ channelExtra: { a: [{ b: 1.5 }] } }), 'channelExtra.a[0].b', 'number');
  refuses(() => pass2pay.sign({ channelExtra: { a: ['1', undefined] } }), 'channelExtra.a[1]', 'type');
  refuses(() => pass2pay.sign({ channelExtra: /** @type {any} */ ({ at: new Date(0) }) }), 'channelExtra.at', 'type');
  refuses(() => pass2pay.sign({ channelExtra: { a: '\ud83d' } }), 'channelExtra.a', 'surrogate');
});

test('a cycle, and a depth without end', () => {
  /** @type {Record<string, any>} */
  const cycle = { a: '1' };
  cycle.self = { again: cycle };
  refuses(() => pass2pay.sign({ channelExtra: cycle }), 'channelExtra.self.again', 'type');
  let deep = {};
  for (let depth = 0; depth < 100_000; depth++) deep = { deep };
  assert.throws(() => pass2pay.sign({ channelExtra: deep }), FensignError);
  const shared = { x: '1' };
  assert.equal(typeof pass2pay.sign({ channelExtra: { a: shared, b: shared } }), 'string');
});

test('half a surrogate pair, in a value, a name, at a border', () => {
  refuses(() => sign({ a: '\ud83d' }), 'a', 'surrogate');
  refuses(() => sign({ a: 'x\ude00y' }), 'a', 'surrogate');
  refuses(() => sign({ 'a\ud83d': 'x' }), 'a\ufffd', 'surrogate');
  // Concatenated, the two halves would be one character.
  refuses(() => sign({ a: 'x\ud83d', '\ude00b': 'y' }), 'a', 'surrogate');
  refuses(() => gateway.signBody('\ud83d'), 'body', 'surrogate');
  refuses(() => new Gateway('4pyun', { secret: 'a\ud83d' }), 'secret', 'surrogate');
  assert.equal(sign({ a: '😀' }).length, 32);
});

test('a text that could exhaust the memory is refused before it gets there', () => {
  const long = 'x'.repeat(2 ** 24 + 1);
  refuses(() => sign({ a: long }), 'fields', 'length');
  refuses(() => gateway.signBody(long), 'body', 'length');
  refuses(() => new Gateway('4pyun', { secret: long }), 'secret', 'length');
  assert.equal(gateway.verify({ a: long, sign: 'x' }), false);
  assert.equal(sign({ a: '1' }).length, 32);
});

test('inherited, duplicate and empty names', () => {
  refuses(() => sign(Object.create({ amount: '1' })), 'amount', 'inherited');
  refuses(() => sign(Object.assign(Object.create({ sign: '1' }), { a: '1' })), 'sign', 'inherited');
  refuses(() => new Gateway({ key: { field: 'k' } }, { secret: 's' }).sign({ k: '1' }), 'k', 'duplicate');
  refuses(() => sign({ a: '1', '': '2' }), undefined, 'type');
});

test('a symbol is no name of a field', () => {
  const marked = { a: '1', [Symbol('key')]: '2' };
  assert.equal(sign(marked), sign({ a: '1' }));
});

test('only plain objects are fields', () => {
  class Order {
    amount = '1';
    get sign() {
      return 'x';
    }
  }
  for (const fields of [
    null,
    undefined,
    1,
    'a=1',
    ['a'],
    new Map([['a', '1']]),
    new URLSearchParams('a=1'),
    new Order(),
  ]) {
    refuses(() => gateway.sign(/** @type {any} */ (fields)), 'fields', 'type');
  }
  const bare = Object.assign(Object.create(null), { a: '1' });
  assert.equal(sign(bare), sign({ a: '1' }));
});

test('a name like those of Object.prototype is a name', () => {
  const fields = JSON.parse('{"__proto__":"1","constructor":"2","toString":"3","hasOwnProperty":"4"}');
  const { string, fields: explained } = gateway.explain(fields);
  assert.equal(string, '__proto__=1&constructor=2&hasOwnProperty=4&toString=3&key=***');
  assert.equal(explained.length, 4);
  assert.equal(gateway.verify({ ...fields, sign: gateway.sign(fields) }), true);
  // Nor does one get lost on its way into a request.
  const request = new Gateway('wecard', { defaults: {} }).request('unifiedOrder', { ...order, ...fields });
  assert.equal(Object.getOwnPropertyDescriptor(request.fields, '__proto__')?.value, '1');
  assert.equal(Object.getPrototypeOf(request.fields), Object.prototype);
});

const order = {
  ChannelSubMerchantId: 'CM1',
  TotalAmount: 1000,
  PayChannel: 'WXPAY',
  PayType: 'H5',
  OrderSubject: '杂粮煎饼',
  OutOrderId: 'demo202211200001',
};

test('every bad value is reported at once, with what the table has against the rest', () => {
  const fields = { amount: 1.5, mchNo: NaN, subject: /** @type {any} */ (() => 1), wayCode: 'ALI_QR' };
  const problems = pass2pay.check('unifiedOrder', fields);
  const found = problems.map(({ field, code }) => `${field} ${code}`);
  assert.deepEqual(found.slice(0, 4), ['amount number', 'mchNo number', 'subject type', 'appId missing']);
  assert(!found.includes('amount missing'));
  assert.throws(
    () => pass2pay.request('unifiedOrder', /** @type {any} */ (fields)),
    (/** @type {any} */ { problems: thrown }) => {
      assert.deepEqual(thrown, problems);
      return true;
    },
  );
});

test('check reports an unusable name or item like any other problem', () => {
  const codes = (/** @type {any} */ fields) => pass2pay.check('query', fields).map(({ field, code }) => [field, code]);
  assert.deepEqual(codes({ '': '1' }), [[undefined, 'type']]);
  assert.deepEqual(codes({ mchNo: [undefined] })[0], ['mchNo[0]', 'type']);
});

test('an object that throws when it is read is a problem, not a crash', () => {
  const boom = () => {
    throw new Error('boom');
  };
  const getter = Object.defineProperty({}, 'mchNo', { enumerable: true, get: boom });
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  for (const hostile of [getter, new Proxy({}, { ownKeys: boom }), new Proxy({}, { getPrototypeOf: boom }), proxy]) {
    assert.equal(pass2pay.check('query', /** @type {any} */ (hostile))[0]?.field, 'fields');
    refuses(() => gateway.sign(/** @type {any} */ (hostile)), 'fields', 'type');
    assert.equal(pass2pay.notice(/** @type {any} */ (hostile)).verdict, 'malformed');
    assert.equal(pass2pay.reply('query', /** @type {any} */ (hostile)).verdict, 'malformed');
  }
});

test('a boolean is a text only where no table says otherwise', () => {
  refuses(
    () => pass2pay.request('query', /** @type {any} */ ({ mchNo: true, appId: 'A', payOrderId: '1' })),
    'mchNo',
    'type',
  );
  assert.equal(sign({ a: true }), sign({ a: 'true' }));
});

test('a bad amount is reported once, with its fen', () => {
  const order = { inst_no: '1', mch_no: '2', pay_type: '400', pay_trace_no: '3' };
  const xipay = new Gateway('xipay', { secret: 's' });
  for (const amountFen of [8.5, NaN, '8.50', '-1']) {
    const problems = xipay.check('h5pay', { ...order, amountFen });
    assert.deepEqual(
      problems.map(({ field }) => field),
      ['amountFen'],
    );
  }
  assert.match(xipay.check('h5pay', { ...order, amountFen: 8.5 })[0]?.messageZh ?? '', /8\.5 元应写 850/);
  assert.match(xipay.check('h5pay', { ...order, amountFen: '8.50' })[0]?.messageZh ?? '', /8\.50 像是元，应写 850/);
});

test('verify never throws for what a message holds', () => {
  const hostile = Object.defineProperty({}, 'sign', {
    enumerable: true,
    get() {
      throw new Error('no');
    },
  });
  const messages = [
    null,
    undefined,
    1,
    'x',
    [],
    new Map(),
    { sign: 1 },
    { sign: null },
    { sign: {} },
    { sign: '\ud83d' },
  ];
  for (const message of [
    ...messages,
    hostile,
    { a: { b: 1 }, sign: 'x' },
    { a: 1.5, sign: 'x' },
    { sign: 'é'.repeat(32) },
  ]) {
    assert.equal(gateway.verify(/** @type {any} */ (message)), false);
  }
});
