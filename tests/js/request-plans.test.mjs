// What of a request depends on names alone is remembered, and only values cross for the next. Nobody may notice: of an object of
// another realm, which always takes the general way, the same request is made, or the same is said.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { Gateway, border } from './instances.mjs';
import { GATEWAYS, optionsOf } from './registry.mjs';

/** @import { Gateway as GatewayClass } from 'fensign' */
/** @import { FieldInfo } from 'fensign/tables' */
/** @typedef {Record<string, any>} Data */

const secret = 'requested-0123456789';
let clock = 1_622_016_572_190;
const now = () => clock;

/** @param {any} id @param {Data} [options] @returns {GatewayClass<any>} */
const gatewayOf = (id, options) =>
  new Gateway(id, { secret, now, ...optionsOf(id), baseUrl: 'https://pay.example', ...options });

const objectElsewhere = runInNewContext('() => ({})');

/** @param {Data} fields @returns {Data} */
const generally = (fields) => Object.defineProperties(objectElsewhere(), Object.getOwnPropertyDescriptors(fields));

/** @param {() => unknown} call */
function outcome(call) {
  try {
    return { returned: call() };
  } catch (/** @type {any} */ error) {
    return { threw: error.name, problems: error.problems };
  }
}

/**
 * Three times, since the first makes a plan and later ones follow it.
 * @param {GatewayClass<any>} gateway
 * @param {string} operation
 * @param {Data} fields
 * @param {'json' | 'form' | 'query'} [as]
 */
function bothWays(gateway, operation, fields, as) {
  const call = (/** @type {Data} */ given) =>
    outcome(() => gateway.request(operation, given, as === undefined ? undefined : { as }));
  const general = call(generally(fields));
  for (const time of [1, 2, 3]) {
    const found = call(fields);
    assert.deepEqual(found, general, `${operation} ${as} ${time}`);
    assert.equal(JSON.stringify(found), JSON.stringify(general), 'the order of members');
  }
  return general;
}

/**
 * After one that is right, so that its plan is not given up.
 * @param {GatewayClass<any>} gateway
 * @param {string} operation
 * @param {Data} order
 * @param {Data} changed
 */
function afterRight(gateway, operation, order, changed) {
  outcome(() => gateway.request(operation, order));
  bothWays(gateway, operation, changed);
}

/** A value that the row takes, if the table says enough. @param {FieldInfo} row */
function valueOf({ kind, values, length, name }) {
  if (values?.length) return values.at(-1)?.value;
  if (/^fen|integer/.test(kind)) return kind.endsWith('number') ? 100 : '100';
  const texts = /** @type {Record<string, string>} */ ({
    word: 'A1',
    yuan: '1.00',
    url: 'https://shop.example/n',
    millis: '1622016572190',
    'json-text': '{"a":"中"}',
    ipv4: '210.73.10.148',
    currency: 'cny',
    mobile: '13800138000',
    identity: '11010519491231002X',
    'local-time': '2021-05-26 16:09:32',
    'compact-time': '20210526160932',
    'compact-date': '20210526',
    'utc-time': '2021-05-26T08:09:32Z',
  });
  const most = Math.min(length?.[1] ?? 20, 60);
  return texts[kind] ?? name.padEnd(most, '1').slice(0, most);
}

/** An order of every operation, as full as its check lets it be. */
const ORDERS = GATEWAYS.flatMap(({ id, operations }) =>
  operations.map(({ name, fields, encodings }) => {
    const gateway = gatewayOf(id);
    const rows = fields.filter(({ kind }) => kind !== 'signature' && kind !== 'secret');
    const order = Object.fromEntries(rows.map((row) => [row.name, valueOf(row)]));
    for (const { field = '' } of gateway.check(name, order)) delete order[field.split(/[.[]/)[0] ?? ''];
    return { id, operation: name, encodings, order };
  }),
);

/** How many calls of the module a request takes. @param {() => unknown} request */
function callsOf(request) {
  let calls = 0;
  border.before = () => (calls += 1);
  request();
  border.before = () => {};
  return calls;
}

test('of the second order of its names, only the values cross', () => {
  const followed = ORDERS.filter(({ id, operation, order }) => {
    const gateway = gatewayOf(id);
    const request = () => gateway.request(operation, order);
    // The first makes the plan, and the very first of all the room for its string.
    outcome(request);
    outcome(request);
    // The call, and one that frees what it returned.
    return callsOf(() => outcome(request)) === 2;
  });
  const names = followed.map(({ id, operation }) => `${id} ${operation}`);
  for (const name of ['pass2pay unifiedOrder', 'xipay h5pay', 'payindex pay', '4pyun prepare', 'epay mapi'])
    assert(names.includes(name), `${name} is not among ${names}`);
});

test('every operation in every form, whole and without each field', () => {
  for (const { id, operation, encodings, order } of ORDERS) {
    const gateway = gatewayOf(id);
    for (const as of [undefined, ...encodings]) {
      bothWays(gateway, operation, order, as);
      bothWays(gateway, operation, Object.fromEntries(Object.entries(order).reverse()), as);
      for (const name of Object.keys(order)) {
        const { [name]: _, ...rest } = order;
        bothWays(gateway, operation, rest, as);
      }
    }
  }
});

/** Values that are wrong, empty, of another type, too long, or no text of one piece. */
const VALUES = [
  ...[
    '',
    null,
    undefined,
    0,
    1,
    -1,
    1.5,
    12n,
    10n ** 40n,
    true,
    false,
    ' 1',
    '1 ',
    '0',
    '100',
    '1.00',
    'undefined',
    'NaN',
  ],
  ...[
    '中',
    '\u{1f600}',
    '\ufffd',
    '\ud83d',
    '\ude00',
    '\ud83d1',
    '"\\\n\t\u0001',
    '\u200b',
    'a\u00a0',
    '&=+%',
    '{"a":1}',
    '{',
  ],
  ...[
    'http://a.example',
    'https://b.example/中',
    'x'.repeat(300),
    'x'.repeat(17_000),
    {},
    [],
    { a: 1 },
    NaN,
    Symbol('a'),
  ],
];

test('every value in every field, after a request that was right', () => {
  for (const { id, operation, order } of ORDERS) {
    const gateway = gatewayOf(id);
    for (const name of Object.keys(order))
      for (const value of VALUES) afterRight(gateway, operation, order, { ...order, [name]: value });
  }
});

test('every choice of every field, which may need another field', () => {
  for (const { id, operation, order } of ORDERS) {
    const gateway = gatewayOf(id);
    const rows = GATEWAYS.find((one) => one.id === id)?.operations.find(({ name }) => name === operation)?.fields;
    for (const { name, values = [] } of rows ?? [])
      for (const { value } of values) {
        afterRight(gateway, operation, order, { ...order, [name]: value });
        for (const other of Object.keys(order).filter((other) => other !== name)) {
          const { [other]: _, ...rest } = { ...order, [name]: value };
          bothWays(gateway, operation, rest);
        }
      }
  }
});

test('names with a meaning of their own, of others, and strange ones', () => {
  for (const { id, operation, order } of ORDERS) {
    const gateway = gatewayOf(id);
    const names = ['sign', 'totalFen', 'payBy', 'scene', 'orderNo', 'amountFen', 'other', '', 'constructor', operation];
    for (const name of names) {
      bothWays(gateway, operation, { ...order, [name]: '1' });
      bothWays(gateway, operation, { [name]: '1', ...order });
    }
    bothWays(gateway, operation, JSON.parse(`{"__proto__":"1",${JSON.stringify(order).slice(1)}`));
  }
});

test('halves of a character that meet at the border of two values', () => {
  const gateway = gatewayOf('pass2pay');
  const order = { ...orderOf('pass2pay', 'unifiedOrder') };
  bothWays(gateway, 'unifiedOrder', order);
  const names = Object.keys(order);
  names.forEach((name, at) => {
    const next = names[at + 1];
    if (next === undefined) return;
    const met = { ...order, [name]: `${order[name]}\ud83d`, [next]: `\ude00${order[next]}` };
    assert('threw' in bothWays(gateway, 'unifiedOrder', met), name);
  });
});

test('the present time is that of each request', () => {
  const gateway = gatewayOf('pass2pay');
  const { reqTime, ...order } = orderOf('pass2pay', 'unifiedOrder');
  for (const time of [1_622_016_572_190, 1_622_016_572_191, 1_722_016_572_190]) {
    clock = time;
    const { returned } = /** @type {any} */ (bothWays(gateway, 'unifiedOrder', order));
    assert.equal(returned.fields.reqTime, String(time));
  }
  clock = 9e15;
  bothWays(gateway, 'unifiedOrder', order);
  clock = 1_622_016_572_190;
});

test("the merchant's defaults, good and bad, and an address that everybody can read on the way", () => {
  const { mchNo, appId, ...order } = orderOf('pass2pay', 'unifiedOrder');
  for (const options of [
    { defaults: { mchNo: 'M1', appId: 'A1' } },
    { defaults: { mchNo: 'M1', appId: '' } },
    { defaults: { mchNo: 'M1', appId: 'A1', amount: 2.5 } },
    { defaults: { appId: 'A1', mchNo: 'M1', notifyUrl: 'http://shop.example', extParam: 'undefined' } },
    { defaults: { mchNo: 'M1', appId: 'A1' }, baseUrl: 'http://pay.example' },
    { defaults: { mchNo: 'M1', appId: 'A1' }, rule: { header: 'X-Sign' } },
    { defaults: { mchNo: 'M1', appId: 'A1' }, rule: { charset: 'gbk' } },
    { defaults: { mchNo: 'M1', appId: 'A1' }, rule: { order: 'pair', assign: '' } },
    { defaults: { mchNo: 'M1', appId: 'A1' }, rule: { over: 'body', header: 'X-Sign' } },
    { defaults: { mchNo: 'M1', appId: 'A1' }, rule: { include: ['none'] } },
    { defaults: { mchNo: 'M1', appId: 'A1' }, secret: undefined },
  ]) {
    const gateway = outcome(() => gatewayOf('pass2pay', options));
    if (!('returned' in gateway)) continue;
    bothWays(/** @type {any} */ (gateway.returned), 'unifiedOrder', order);
    bothWays(/** @type {any} */ (gateway.returned), 'unifiedOrder', { ...order, mchNo: 'M2' });
  }
});

test('a plan that is of no use is given up, and what follows is right all the same', () => {
  const gateway = gatewayOf('pass2pay');
  const order = orderOf('pass2pay', 'unifiedOrder');
  for (let time = 0; time < 30; time += 1) {
    const notifyUrl = time % 20 < 15 ? 'http://shop.example/n' : 'https://shop.example/n';
    bothWays(gateway, 'unifiedOrder', { ...order, notifyUrl });
  }
});

test('more sets of names than are remembered', () => {
  const gateway = gatewayOf('pass2pay');
  const names = Object.keys(orderOf('pass2pay', 'unifiedOrder'));
  for (let round = 0; round < 400; round += 1) {
    const from = round % names.length;
    const turned = [...names.slice(from), ...names.slice(0, from)].filter(
      (_, at) => ((round >> 3) >> (at % 5)) % 2 === 0,
    );
    const order = Object.fromEntries(turned.map((name) => [name, orderOf('pass2pay', 'unifiedOrder')[name]]));
    bothWays(gateway, 'unifiedOrder', order);
    for (let at = 0; at < 40; at += 1)
      outcome(() => gateway.request('unifiedOrder', { [`n${round}${'x'.repeat(99)}`]: '1' }));
  }
});

test('an object that uses or frees the gateway while it is read', () => {
  const order = orderOf('pass2pay', 'unifiedOrder');
  for (const use of [
    (/** @type {GatewayClass<any>} */ gateway) => gateway.request('unifiedOrder', order),
    (/** @type {GatewayClass<any>} */ gateway) => gateway.request('query', { mchOrderNo: 'O1' }),
    (/** @type {GatewayClass<any>} */ gateway) => gateway.sign({ a: '1' }),
    (/** @type {GatewayClass<any>} */ gateway) => gateway.notice('a=1'),
    (/** @type {GatewayClass<any>} */ gateway) => gateway.free(),
  ]) {
    const gateway = gatewayOf('pass2pay');
    const right = /** @type {any} */ (bothWays(gateway, 'unifiedOrder', order)).returned;
    const hostile = Object.defineProperty({ ...order }, 'subject', {
      get: () => {
        use(gateway);
        return order.subject;
      },
      enumerable: true,
    });
    for (const _ of [1, 2, 3]) {
      const found = outcome(() => gateway.request('unifiedOrder', hostile));
      const isFreed = 'problems' in found && found.problems[0].code === 'freed';
      if (!isFreed) assert.deepEqual(found, { returned: right });
    }
  }
});

test('what a caller changes in a request is not in the next', () => {
  const gateway = gatewayOf('pass2pay');
  const order = orderOf('pass2pay', 'unifiedOrder');
  const right = /** @type {any} */ (bothWays(gateway, 'unifiedOrder', order)).returned;
  const changed = gateway.request('unifiedOrder', order);
  changed.headers['X-Other'] = 'a';
  changed.fields.amount = '1';
  /** @type {any} */ (changed.keep).appId = 'b';
  changed.problems.push(/** @type {any} */ ({}));
  assert.deepEqual(gateway.request('unifiedOrder', order), right);
});

test('orders whose values change at random', () => {
  const gateways = new Map(GATEWAYS.map(({ id }) => [id, gatewayOf(id)]));
  const value = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.bigInt(),
    fc.boolean(),
    fc.constantFrom(...VALUES.filter((one) => typeof one !== 'symbol')),
  );
  const given = fc.constantFrom(...ORDERS).chain((order) =>
    fc.record({
      order: fc.constant(order),
      changes: fc.dictionary(fc.constantFrom(...Object.keys(order.order), 'other'), value, { maxKeys: 2 }),
    }),
  );
  fc.assert(
    fc.property(given, ({ order: { id, operation, order }, changes }) => {
      const gateway = /** @type {GatewayClass<any>} */ (gateways.get(id));
      afterRight(gateway, operation, order, { ...order, ...changes });
    }),
    { numRuns: 1500 },
  );
});

/** @param {string} id @param {string} name @returns {Data} */
function orderOf(id, name) {
  const found = ORDERS.find((one) => one.id === id && one.operation === name);
  assert(found);
  return found.order;
}
