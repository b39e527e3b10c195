// Calls of random values into every method and function: values as no caller means them, among some that are right.
import assert from 'node:assert/strict';
import { FensignError, Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';
import { randomOf } from './random.mjs';
import { GATEWAYS } from './registry.mjs';

/** @import { Random } from './random.mjs' */

const SECRET = 'Zx9-secret-of-these-calls-41a7';
const OLDER = 'Zx9-older-secret-of-these-calls';
const NOW = 1_700_000_000_000;

/** The order that 4pyun's documentation prints, its secret and its signature. */
const KNOWN = {
  secret: '6409292d66625a2a12342134',
  sign: '96FD052F81BBB3C25B5BD628E189A154',
  order: {
    app_id: 'op0096196358123123',
    merchant: '62626601',
    pay_order: '11111111118',
    subject: '停车支付3.00元(川A12345)',
    body: '【川A12345】在【XXXXX-停车场】于【2021-07-01 00:00:00】支付费1.00元',
    value: '10',
    channel: '200201',
    callback_url: 'https://a.b.c/backurl',
    notify_url: 'https://a.b.c/notify',
    extra:
      '{"plate_color":"-1","parking_serial":"01009970545516206225805859659","plate":"川AA37K2","enter_time":"1620621689000","park_name":"P云支付体验-停车场","parking_time":"175"}',
  },
};

/** @typedef {{ id: string, operation: string, fields: Record<string, any> }} Order */

/** Orders that pass their tables. @type {Order[]} */
const ORDERS = [
  {
    id: 'xipay',
    operation: 'h5pay',
    fields: { inst_no: '1', mch_no: 'M', pay_type: '400', pay_trace_no: 'O1', amountFen: 990, order_desc: '煎饼' },
  },
  { id: 'xipay', operation: 'query', fields: { inst_no: '1', mch_no: '2', query_trace_no: '3' } },
  { id: '4pyun', operation: 'refund', fields: { app_id: 'op1', pay_serial: '2022072110264406606661', value: '10' } },
  {
    id: 'wecard',
    operation: 'unifiedOrder',
    fields: {
      ChannelSubMerchantId: 'CM1',
      TotalAmount: 1000,
      PayChannel: 'WXPAY',
      PayType: 'H5',
      OrderSubject: '杂粮煎饼',
      OutOrderId: 'demo202211200001',
    },
  },
];

const RULES = [
  {},
  { order: 'pair' },
  { key: { field: 'key' }, charset: 'gbk' },
  { digest: 'hmac-sha256', key: null, case: 'any' },
  { over: 'body', header: 'X-Sign' },
  { include: ['a', 'b'], order: ['a', 'b'] },
  { names: false, join: '', order: 'value', key: { field: 'k', digest: 'md5' }, encode: 'form' },
  { prefix: 'POST', fold: 'upper', twice: 'fields', key: { head: '', tail: '' }, digest: 'hmac-sha512' },
  { twice: 'string', output: 'base64', header: 'Authorization', headerFormat: 'MD5 {sign}' },
];

class Shop {
  constructor() {
    this.known = new Gateway('4pyun', { secret: KNOWN.secret });
    /** @type {Gateway<any, any>[]} */
    this.open = [];
    /** @type {any[]} */
    this.messages = [];
    /** Bodies that are genuine. @type {string[]} */
    this.bodies = [];
    for (const { id } of GATEWAYS) this.open.push(this.create(id));
    for (const rule of RULES) this.open.push(new Gateway(/** @type {any} */ (rule), { secret: SECRET }));
    for (const { id, rule, notices } of GATEWAYS)
      for (const { discriminator } of rule === undefined ? [] : notices)
        this.bodies.push(this.create(id).testNotice({ [discriminator]: 'T', state: '2', amount: '5' }).body);
  }

  /** @param {any} id @returns {Gateway<any, any>} */
  create(id) {
    const { baseUrl = 'https://pay.example' } = GATEWAYS.find((one) => one.id === id) ?? {};
    return new Gateway(id, { secret: SECRET, secrets: [OLDER], now: () => NOW, baseUrl });
  }
}

const PIECES = ['a', 'b', 'sign', 'key', '&', '=', '&key=', '{', '}', '"', '[', '\\', '%', '%zz', '+', '\0', '\n', ' '];
const SIGNS = [
  '中',
  'é',
  '😀',
  '\ud83d',
  '\ude00',
  '\ufeff',
  '\ufffd',
  '0',
  '1',
  '-1',
  '9.90',
  '1e5',
  '__proto__',
  'x',
];

/** @param {Random} random @returns {string} */
function word(random) {
  if (random.chance(0.0005)) return random.of(['x', '中', '&a=']).repeat(2 ** (10 + random.below(12)));
  return Array.from({ length: random.below(6) }, () => random.of(random.chance(0.5) ? PIECES : SIGNS)).join('');
}

const boom = () => {
  throw new TypeError('boom');
};
const trap = { get: boom, has: boom, ownKeys: boom, getPrototypeOf: boom, getOwnPropertyDescriptor: boom };

/** What is no value. @type {((random: Random, shop: Shop) => any)[]} */
const ODD = [
  () => Symbol('s'),
  () => boom,
  () => async () => 1,
  () => Promise.resolve('x'),
  () => new Date(0),
  () => new Map([['a', '1']]),
  () => new Set(['a']),
  () => new String('x'),
  () => /x/u,
  () => new Error('x'),
  () => new URLSearchParams('a=1'),
  () => Object.assign([], { length: 1e9 }),
  () => new Proxy({}, trap),
  () => new Proxy([], trap),
  () => new Proxy({ a: '1' }, {}),
  () => new Proxy([], { get: (list, name) => (name === 'length' ? Infinity : Reflect.get(list, name)) }),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
  () => {
    const { proxy, revoke } = Proxy.revocable([], {});
    revoke();
    return proxy;
  },
  () => {
    const bytes = new Uint8Array(8);
    structuredClone(bytes, { transfer: [bytes.buffer] });
    return bytes;
  },
  () => Object.defineProperty({ b: '1' }, 'a', { enumerable: true, get: boom }),
  () => ({ toString: boom, valueOf: boom, toJSON: boom, [Symbol.toPrimitive]: boom }),
  () => Object.create({ a: '1' }),
  () => Object.create(null),
  () => Object.create(new Proxy({}, trap)),
  () => Object.assign(['x'], { map: boom, [Symbol.iterator]: boom, toString: boom }),
  () => Object.assign(new Uint8Array([1]), { [Symbol.iterator]: boom, slice: boom, subarray: boom }),
  () => JSON.parse('{"__proto__":{"a":"1"},"constructor":"x","toString":"y"}'),
  () => {
    /** @type {any} */
    const cycle = { a: '1' };
    return Object.assign(cycle, { cycle, list: [cycle] });
  },
  (random) => {
    /** @type {any} */
    let shared = word(random);
    for (let level = random.below(30); level > 0; level--)
      shared = random.chance(0.5) ? [shared, shared] : { a: shared, b: shared };
    return shared;
  },
  (random) => {
    /** @type {any} */
    let deep = {};
    for (let level = random.below(200); level > 0; level--) deep = random.chance(0.5) ? [deep] : { a: deep };
    return deep;
  },
  (random) => Object.fromEntries(Array.from({ length: random.below(1500) }, (_, at) => [`f${at}`, '1'])),
  (random, shop) => ({
    a: '1',
    get b() {
      random.of(shop.open).verify({ a: '1', sign: 'x' });
      return random.of(shop.open).sign({ a: '1' });
    },
  }),
];

/** @param {Random} random @param {Shop} shop @returns {any} */
function anything(random, shop, depth = 0) {
  switch (random.below(12)) {
    case 0:
      return random.of([undefined, null, true, false, '', NaN, Infinity, -0, 1.5, 2 ** 53, -1, 1e21]);
    case 1:
      return random.below(1e6);
    case 2:
      return random.of([0n, 12n, -(2n ** 80n), 10n ** 1001n, 1n << 100_000n]);
    case 3:
      return new TextEncoder().encode(word(random));
    case 4:
    case 5:
      return random.of(ODD)(random, shop);
    case 6:
      return depth > 3 ? [] : Array.from({ length: random.below(4) }, () => anything(random, shop, depth + 1));
    case 7:
      return depth > 3 ? {} : fieldsOf(random, shop, depth + 1);
    default:
      return word(random);
  }
}

/** @param {Random} random @param {Shop} shop @returns {any} */
function fieldsOf(random, shop, depth = 0) {
  const entries = Array.from({ length: random.below(8) }, () => [
    word(random),
    random.chance(0.8) ? word(random) : anything(random, shop, depth),
  ]);
  return Object.fromEntries(entries);
}

const OWN = { enumerable: true, configurable: true, writable: true };

/** An order, rarely as it should be, or fields, or something else. @param {Random} random @param {Shop} shop */
function orderOf(random, shop, order = random.of(ORDERS)) {
  if (random.chance(0.1)) return anything(random, shop);
  if (random.chance(0.3)) return fieldsOf(random, shop);
  const fields = { ...order.fields };
  while (random.chance(0.4)) {
    const name = random.of(Object.keys(order.fields));
    if (random.chance(0.3)) delete fields[name];
    // Not assigned: `__proto__` would be the prototype's.
    else
      Object.defineProperty(fields, random.chance(0.7) ? name : word(random), {
        ...OWN,
        value: anything(random, shop),
      });
  }
  return fields;
}

/** What stands where a name belongs: a secret too. @param {Random} random @param {Shop} shop @param {string[]} names */
const nameOf = (random, shop, names) =>
  random.chance(0.7)
    ? random.of(names)
    : random.of([SECRET, OLDER, `${SECRET} `, word(random), anything(random, shop), undefined]);

const IDS = GATEWAYS.map(({ id }) => id);
const OPERATIONS = GATEWAYS.flatMap(({ operations }) => operations.map(({ name }) => name));

/** Which message is meant. @param {Random} random @param {Shop} shop */
const whichMessage = (random, shop) => ({
  message: () => nameOf(random, shop, ['request', 'notice', 'reply']),
  operation: () => nameOf(random, shop, OPERATIONS),
});

const OUTCOMES = ['paid', 'pending', 'failed', 'closed', 'refunded', 'unknown', 'piad'];

/** @param {Random} random @param {Shop} shop @returns {any} */
const secretOf = (random, shop) =>
  random.chance(0.7)
    ? random.of([SECRET, OLDER, new TextEncoder().encode(SECRET)])
    : random.of(['', undefined, null, 5, anything(random, shop)]);

/** Options of these names, one or another of them something else. @param {Random} random @param {Shop} shop */
function optionsOf(random, shop, /** @type {Record<string, () => any>} */ makers) {
  if (random.chance(0.05)) return anything(random, shop);
  /** @type {Record<string, any>} */
  const options = {};
  for (const [name, make] of Object.entries(makers)) {
    if (random.chance(0.3)) options[name] = make();
    else if (random.chance(0.03)) options[name] = anything(random, shop);
    else if (random.chance(0.01)) Object.defineProperty(options, name, { enumerable: true, get: boom });
  }
  if (random.chance(0.02)) options[random.of([SECRET, 'secert', word(random)])] = '1';
  return options;
}

/** @param {Random} random @param {Shop} shop @returns {any} */
function bodyOf(random, shop) {
  const text = () => {
    switch (random.below(6)) {
      case 0:
        return JSON.stringify(Object.fromEntries([[word(random), word(random)], ['sign', word(random)]])); // prettier-ignore
      case 1:
        return `${word(random)}=${word(random)}&${word(random)}=${word(random)}&sign=${word(random)}`;
      case 2:
        return random.of(shop.bodies);
      case 3: {
        const genuine = random.of(shop.bodies);
        const at = random.below(genuine.length);
        return genuine.slice(0, at) + word(random) + genuine.slice(at + random.below(3));
      }
      default:
        return word(random);
    }
  };
  if (random.chance(0.2)) return anything(random, shop);
  return random.chance(0.3) ? new TextEncoder().encode(text()) : text();
}

/** @param {any} value */
const isSign = (value) => /^(?:[0-9A-Fa-f]{32,128}|[0-9A-Za-z+/]{22,86}={0,2})$/u.test(value);
/** @param {any} message */
const isMessage = (message) => ['valid', 'invalid', 'unsigned', 'malformed'].includes(message.verdict);
/** @param {any} problems */
const isList = (problems) => Array.isArray(problems) && problems.length <= 101;

/** What stands beside a body. @param {Random} random @param {Shop} shop */
const receivedOf = (random, shop) =>
  optionsOf(random, shop, {
    status: () => random.of([200, 204, 302, 502, 0, NaN, '200', null]),
    contentType: () => random.of(['application/json', 'text/plain; charset=gbk', word(random)]),
    headers: () =>
      random.of([new Headers({ 'X-Sign': 'x' }), { 'x-sign': word(random) }, { 'X-SIGN': [word(random)] }]),
  });

/** @param {Random} random @param {Shop} shop */
const messageOf = (random, shop) => random.of(shop.messages.filter(Boolean)) ?? shop.known.notice('a=1');

/** @param {Random} random @param {Shop} shop */
const expectedOf = (random, shop) =>
  random.chance(0.5)
    ? { orderNo: word(random), amountFen: random.below(9), merchant: 'M', floatFen: random.below(9) }
    : orderOf(random, shop);

/**
 * Each method: how often it is called, the call, and what it may return. The calls of a gateway get one.
 * @type {Record<string, { weight: number, call: (random: Random, shop: Shop, gateway: any) => any, returns: (value: any) => boolean }>}
 */
const METHODS = {
  constructor: {
    weight: 60,
    call(random, shop) {
      const gateway = random.chance(0.1) ? random.of(RULES) : nameOf(random, shop, IDS);
      const options = optionsOf(random, shop, {
        secret: () => secretOf(random, shop),
        secrets: () => [secretOf(random, shop), secretOf(random, shop)],
        baseUrl: () => random.of(['https://pay.example', 'http://x/y', 'ftp://x', word(random)]),
        defaults: () => random.of([{}, { mch_no: 'M' }, fieldsOf(random, shop)]),
        rule: () => random.of([...RULES, fieldsOf(random, shop)]),
        now: () => random.of([() => NOW, boom, () => random.of(ODD)(random, shop), () => NaN]),
      });
      const made = new Gateway(/** @type {any} */ (gateway), options);
      if (shop.open.length < 60) shop.open.push(made);
      return made;
    },
    returns: (/** @type {unknown} */ value) => value instanceof Gateway,
  },
  sign: {
    weight: 200,
    call: (random, shop, gateway) => gateway.sign(orderOf(random, shop)),
    returns: isSign,
  },
  signBody: {
    weight: 50,
    call: (random, shop, gateway) => gateway.signBody(bodyOf(random, shop)),
    returns: isSign,
  },
  verifyBody: {
    weight: 40,
    call: (random, shop, gateway) => gateway.verifyBody(bodyOf(random, shop), word(random)),
    returns: (value) => typeof value === 'boolean',
  },
  verify: {
    weight: 120,
    call: (random, shop, gateway) => gateway.verify(orderOf(random, shop)),
    returns: (value) => typeof value === 'boolean',
  },
  check: {
    weight: 60,
    call: (random, shop, gateway) => gateway.check(nameOf(random, shop, OPERATIONS), orderOf(random, shop)),
    returns: isList,
  },
  request: {
    weight: 160,
    call(random, shop, gateway) {
      const order = random.of(ORDERS);
      const options = random.chance(0.7)
        ? undefined
        : optionsOf(random, shop, {
            as: () => nameOf(random, shop, ['json', 'form', 'query']),
            headers: () => ({ [random.of(['X-A', 'content-type', word(random)])]: word(random) }),
            accept: () => [random.of(['idNo:format', 'amount:format', word(random)]), word(random)],
          });
      const fitting = random.chance(0.5) ? shop.create(order.id) : gateway;
      return fitting.request(
        random.chance(0.8) ? order.operation : nameOf(random, shop, OPERATIONS),
        orderOf(random, shop, order),
        options,
      );
    },
    returns: ({ url, method, headers, problems }) => Boolean(url && method && headers) && isList(problems),
  },
  reply: {
    weight: 110,
    call(random, shop, gateway) {
      const message = gateway.reply(nameOf(random, shop, OPERATIONS), bodyOf(random, shop), receivedOf(random, shop));
      shop.messages[random.below(20)] = message;
      return message;
    },
    returns: (message) => isMessage(message) && isList(message.problems),
  },
  notice: {
    weight: 110,
    call(random, shop, gateway) {
      const types = ['application/json', 'application/x-www-form-urlencoded; charset=gbk', 'multipart/form-data'];
      const received = random.chance(0.7) ? nameOf(random, shop, types) : receivedOf(random, shop);
      const message = gateway.notice(bodyOf(random, shop), received);
      shop.messages[random.below(20)] = message;
      return message;
    },
    returns: (message) => isMessage(message) && isList(message.problems),
  },
  testReply: {
    weight: 30,
    call: (random, shop, gateway) => gateway.testReply(nameOf(random, shop, OPERATIONS), orderOf(random, shop)),
    returns: ({ body, contentType }) => typeof body === 'string' && typeof contentType === 'string',
  },
  testNotice: {
    weight: 30,
    call(random, shop, gateway) {
      const order = orderOf(random, shop);
      if (random.chance(0.5)) return gateway.testNotice(order);
      return gateway.testNotice(nameOf(random, shop, OUTCOMES), random.chance(0.5) ? order : { fields: order });
    },
    returns: ({ body, contentType }) => typeof body === 'string' && typeof contentType === 'string',
  },
  explain: {
    weight: 50,
    call: (random, shop, gateway) =>
      gateway.explain(
        random.chance(0.7) ? orderOf(random, shop) : bodyOf(random, shop),
        random.chance(0.5) ? undefined : optionsOf(random, shop, whichMessage(random, shop)),
      ),
    returns: ({ string, sign }) => typeof string === 'string' && isSign(sign),
  },
  // A search of a thousand strings and more.
  diagnose: {
    weight: 2,
    call: (random, shop) =>
      diagnose(
        random.chance(0.1) ? random.of(RULES) : nameOf(random, shop, IDS),
        random.chance(0.5)
          ? { secret: SECRET, fields: orderOf(random, shop), sign: '0'.repeat(32) }
          : optionsOf(random, shop, {
              secret: () => secretOf(random, shop),
              rule: () => random.of(RULES),
              fields: () => orderOf(random, shop),
              body: () => bodyOf(random, shop),
              sign: () => random.of(['0'.repeat(32), word(random)]),
              string: () =>
                random.of(['a=1&key=***', `log: "a=1&b=2&key=${SECRET}", sign=${word(random)}`, word(random)]),
              secrets: () => [secretOf(random, shop)],
              ...whichMessage(random, shop),
            }),
      ),
    returns: ({ verdict, findings }) => ['match', 'cause', 'unknown'].includes(verdict) && Array.isArray(findings),
  },
  free: {
    weight: 10,
    call(random, shop, gateway) {
      gateway.free();
      // Most of them make room for another; the others are called again.
      if (random.chance(0.8)) shop.open.splice(shop.open.indexOf(gateway), 1, shop.create(random.of(IDS)));
      return true;
    },
    returns: Boolean,
  },
  matches: {
    weight: 40,
    call: (random, shop) => messageOf(random, shop).matches(expectedOf(random, shop)),
    returns: isList,
  },
  decide: {
    weight: 60,
    call: (random, shop) => messageOf(random, shop).decide(expectedOf(random, shop)),
    // Nothing here is a payment of these orders.
    returns: ({ deliver, answer, why }) => deliver === false && isList(why) && typeof answer.body === 'string',
  },
};

/**
 * The same calls for the same seed. Returns how many there were of each method, and how many of them succeeded.
 * @param {number} calls
 * @param {number} seed
 */
export function callEverything(calls, seed) {
  const random = randomOf(seed);
  const shop = new Shop();
  const message = shop.known.notice('a=1');
  for (const { prototype } of [Gateway, message.constructor]) {
    const missing = Object.getOwnPropertyNames(prototype).filter((name) => !Object.hasOwn(METHODS, name));
    assert.deepEqual(missing, [], 'methods that METHODS lacks');
  }
  const drawn = Object.entries(METHODS).flatMap(([name, { weight }]) => Array.from({ length: weight }, () => name));
  const counts = Object.fromEntries(Object.keys(METHODS).map((name) => [name, { calls: 0, returned: 0 }]));

  for (let call = 0; call < calls; call++) {
    const name = random.of(drawn);
    const method = METHODS[name];
    const count = counts[name];
    assert(method && count);
    const at = `call ${call} of seed ${seed}, ${name}`;
    count.calls += 1;
    try {
      const value = method.call(random, shop, random.of(shop.open));
      count.returned += 1;
      assert(method.returns(value), `${at}: returned ${JSON.stringify(value)}`);
      assertNoSecret(JSON.stringify(value), at);
    } catch (/** @type {any} */ error) {
      if (error instanceof assert.AssertionError) throw error;
      assert(error instanceof FensignError, `${at}: threw ${String(error)}\n${error?.stack}`);
      assert(error.problems.length > 0 && isList(error.problems), at);
      for (const { code, message, messageZh } of error.problems) assert(code && message && messageZh, at);
      // Which would be a trap.
      assert.notEqual(error.code, 'fault', at);
      assertNoSecret(JSON.stringify([error.message, error.problems]), at);
    }
  }

  for (const gateway of [shop.known, new Gateway('4pyun', { secret: KNOWN.secret })]) {
    assert.equal(gateway.sign(KNOWN.order), KNOWN.sign, `after seed ${seed}`);
    assert.equal(gateway.verify({ ...KNOWN.order, sign: KNOWN.sign }), true);
  }
  return counts;
}

/**
 * @param {string | undefined} text
 * @param {string} at
 */
function assertNoSecret(text, at) {
  for (const secret of [SECRET, OLDER]) assert(!text?.includes(secret), `${at}: shows a secret`);
}
