// Whatever is passed, what is thrown is a FensignError that names the argument, and a secret stands in none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FensignError, Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';

const SECRET = 'Qx7secretNeverShown9zK0123456789';
const xipay = new Gateway('xipay', { secret: SECRET });
const message = xipay.notice('a=1');
/** @param {any} evidence */
const ofXipay = (evidence) => diagnose('xipay', { secret: SECRET, ...evidence });

/**
 * @param {() => unknown} call
 * @param {string} field
 * @param {string} [code]
 */
function refuses(call, field, code) {
  assert.throws(call, (/** @type {unknown} */ error) => {
    assert(error instanceof FensignError, `${String(error)}\n${/** @type {any} */ (error)?.stack}`);
    const [problem] = error.problems;
    assert.equal(problem?.field, field);
    if (code !== undefined) assert.equal(problem?.code, code);
    assert(problem?.message && problem.messageZh && error.code === problem.code);
    assert(!JSON.stringify([error.message, error.problems]).includes(SECRET));
    return true;
  });
}

const detached = new Uint8Array(9);
structuredClone(detached, { transfer: [detached.buffer] });
const { proxy: revoked, revoke } = Proxy.revocable({}, {});
const { proxy: revokedList, revoke: revokeList } = Proxy.revocable([], {});
revoke();
revokeList();

const boom = () => {
  throw new TypeError('boom');
};
const throwing = new Proxy({}, { get: boom, ownKeys: boom, getPrototypeOf: boom, has: boom });

/** @param {string} name */
const getter = (name) => Object.defineProperty({}, name, { enumerable: true, get: boom });

test('a secret whose bytes were transferred elsewhere', () => {
  refuses(() => new Gateway('xipay', { secret: detached }), 'secret', 'secret');
  refuses(() => new Gateway('xipay', { secret: SECRET, secrets: ['b', detached] }), 'secrets[1]', 'secret');
  refuses(() => diagnose('xipay', { secret: detached, fields: { a: '1' }, sign: 'x' }), 'secret', 'secret');
  refuses(() => ofXipay({ fields: { a: '1' }, sign: 'x', secrets: [detached] }), 'secrets[0]', 'secret');
});

test('of several secrets the one at fault is named', () => {
  refuses(() => new Gateway('xipay', { secret: '', secrets: ['b'] }), 'secret', 'secret');
  refuses(() => new Gateway('xipay', { secret: SECRET, secrets: ['b', ''] }), 'secrets[1]', 'secret');
  refuses(() => new Gateway('xipay', { secret: SECRET, secrets: [new Uint8Array()] }), 'secrets[0]', 'secret');
  refuses(() => new Gateway('xipay', { secret: SECRET, secrets: new Array(3) }), 'secrets[0]', 'secret');
  refuses(() => ofXipay({ fields: { a: '1' }, sign: 'x', secrets: ['b', ''] }), 'secrets[1]', 'secret');
});

test('lists and bytes with methods of their own are read without them', () => {
  const list = Object.assign(['older'], { map: boom, [Symbol.iterator]: boom, entries: boom });
  const bytes = Object.assign(new TextEncoder().encode(SECRET), {
    [Symbol.iterator]: boom,
    slice: boom,
    constructor: boom,
  });
  const { body } = new Gateway('xipay', { secret: 'older' }).testNotice({ a: '1' });
  const gateway = new Gateway('xipay', { secret: bytes, secrets: list });
  assert.equal(gateway.notice(body).secret, 1);
  assert.equal(gateway.sign({ a: '1' }), xipay.sign({ a: '1' }));
  const length = Object.defineProperty(new TextEncoder().encode(SECRET), 'length', { value: 2 });
  assert.equal(new Gateway('xipay', { secret: length }).sign({ a: '1' }), xipay.sign({ a: '1' }));
  const raw = Object.assign(new TextEncoder().encode(body), { [Symbol.iterator]: boom, subarray: boom });
  assert.equal(gateway.notice(raw).secret, 1);
  const values = Object.assign(['1', '2'], { map: boom, [Symbol.iterator]: boom });
  const pass2pay = new Gateway('pass2pay', { secret: SECRET });
  assert.equal(pass2pay.sign({ channelExtra: values }), pass2pay.sign({ channelExtra: ['1', '2'] }));
});

test('options that throw when they are read are named', () => {
  for (const name of ['secret', 'secrets', 'baseUrl', 'defaults', 'rule', 'now'])
    refuses(() => new Gateway('xipay', /** @type {any} */ (getter(name))), name);
  for (const name of ['as', 'headers'])
    refuses(() => xipay.request('query', /** @type {any} */ ({}), getter(name)), name);
  for (const name of ['secret', 'secrets', 'rule', 'fields', 'body', 'sign', 'string', 'operation'])
    refuses(() => diagnose('xipay', getter(name)), name);
  for (const options of [throwing, revoked, revokedList, null, 5, 'x', [], Symbol('s'), () => {}]) {
    /** @type {any} */
    const given = options;
    refuses(() => new Gateway('xipay', given), 'options', 'type');
    refuses(() => xipay.request('query', /** @type {any} */ ({}), given), 'options', 'type');
    refuses(() => diagnose('xipay', given), 'evidence', 'type');
  }
});

for (const [kind, value] of Object.entries({
  'a getter that throws': getter('a'),
  'a getter that throws nothing': Object.defineProperty({}, 'a', { enumerable: true, get: () => { throw undefined; } }), // prettier-ignore
  'a getter that throws a FensignError': {
    get a() {
      return xipay.sign(/** @type {any} */ (null));
    },
  },
  'a proxy that throws': throwing,
  'a revoked proxy': revoked,
  'a revoked proxy of a list': revokedList,
  'a list': [],
  'a symbol': Symbol('s'),
  'a function': boom,
  'a text': 'a=1',
  null: null,
})) {
  test(`${kind} where fields belong`, () => {
    /** @type {any} */
    const given = value;
    refuses(() => xipay.sign(given), 'fields', 'type');
    refuses(() => xipay.request('query', given), 'fields', 'type');
    refuses(() => xipay.testReply('query', given), 'fields', 'type');
    if (typeof value !== 'string') refuses(() => xipay.testNotice(given), 'fields', 'type');
    if (typeof value !== 'string') refuses(() => xipay.explain(given), 'fields', 'type');
    refuses(() => ofXipay({ fields: given, sign: 'x' }), 'fields', 'type');
    refuses(() => new Gateway('xipay', { defaults: given }), 'defaults', 'type');
    refuses(() => new Gateway('xipay', { rule: given }), 'rule', 'type');
    refuses(() => xipay.request('query', /** @type {any} */ ({}), { headers: given }), 'headers', 'type');
    refuses(() => message.matches(given), 'expected', 'type');
    if (typeof value !== 'string') refuses(() => new Gateway(given, { secret: SECRET }), 'gateway', 'type');
    assert.equal(xipay.verify(given), false);
    assert.deepEqual(
      xipay
        .check('query', given)
        .slice(0, 1)
        .map(({ field, code }) => [field, code]),
      [['fields', 'type']],
    );
  });
}

test('revoked proxies and symbols inside fields', () => {
  const pass2pay = new Gateway('pass2pay', { secret: SECRET });
  for (const value of [revoked, revokedList, throwing]) {
    refuses(() => pass2pay.sign({ channelExtra: { a: /** @type {any} */ (value) } }), 'fields', 'type');
    refuses(() => pass2pay.sign({ channelExtra: /** @type {any} */ (value) }), 'fields', 'type');
  }
  refuses(() => pass2pay.sign(/** @type {any} */ ({ a: Symbol('s') })), 'a', 'type');
});

test('a getter that answers otherwise the second time changes nothing', () => {
  let reads = 0;
  const fields = {
    get trade_no() {
      reads += 1;
      return reads === 1 ? /** @type {any} */ (1.5) : 'T1';
    },
  };
  assert.throws(
    () => new Gateway('xipay', { secret: SECRET, now: () => NaN }).request('query', /** @type {any} */ (fields)),
    FensignError,
  );
  let asked = 0;
  const options = {
    get secret() {
      asked += 1;
      return asked === 1 ? SECRET : /** @type {any} */ (7);
    },
  };
  assert.equal(new Gateway('xipay', options).sign({ a: '1' }), xipay.sign({ a: '1' }));
});

test('what belongs elsewhere, in the place of each text', () => {
  for (const value of [
    undefined,
    null,
    5,
    {},
    [],
    revoked,
    revokedList,
    throwing,
    Symbol('s'),
    boom,
    new String('x'),
  ]) {
    /** @type {any} */
    const given = value;
    refuses(() => xipay.check(given, {}), 'operation', 'type');
    refuses(() => xipay.request(given, /** @type {any} */ ({})), 'operation', 'type');
    refuses(() => xipay.testReply(given, {}), 'operation', 'type');
    refuses(() => xipay.signBody(given), 'body', 'type');
    assert.equal(xipay.reply(given, '{}').verdict, 'malformed');
    assert.equal(xipay.notice(given).verdict, 'malformed');
    assert.equal(xipay.notice('a=1', given).verdict, 'invalid');
    if (value === undefined) continue;
    refuses(() => new Gateway('xipay', { baseUrl: given }), 'baseUrl', 'type');
    refuses(() => xipay.request('query', /** @type {any} */ ({}), { as: given }), 'as', 'type');
    refuses(() => ofXipay({ fields: {}, sign: given }), 'sign', 'type');
    refuses(() => new Gateway('xipay', { secret: SECRET, secrets: [given] }), 'secrets[0]');
  }
});

test('a clock that throws, or tells nonsense', () => {
  const order = /** @type {any} */ ({});
  for (const now of [
    boom,
    () => {
      throw undefined;
    },
    () => revoked,
    () => throwing,
    () => Symbol('s'),
    () => NaN, // prettier-ignore
    () => '1',
    () => 1.5,
    () => 10n,
    () => undefined,
    () => Object.create(null),
    async () => 1,
  ]) {
    // prettier-ignore
    const gateway = new Gateway('xipay', { secret: SECRET, now: /** @type {any} */ (now) });
    refuses(() => gateway.request('query', order), 'now', 'option');
    refuses(() => gateway.check('query', order), 'now', 'option');
  }
  for (const now of [5, null, 'x', {}, revoked])
    refuses(() => new Gateway('xipay', { now: /** @type {any} */ (now) }), 'now', 'option');
});

test('a secret in the place of a name is not shown', () => {
  /** @type {any} */
  const secret = SECRET;
  refuses(() => new Gateway(secret), 'gateway', 'gateway');
  refuses(() => new Gateway(secret, { secret }), 'gateway', 'gateway');
  refuses(() => new Gateway(/** @type {any} */ ('a k3y b'), { secret: 'k3y' }), 'gateway', 'gateway');
  assert.throws(() => new Gateway(/** @type {any} */ ('a k3y b'), { secret: 'k3y' }), /^((?!k3y)[^])*$/u);
  refuses(() => xipay.request(secret, /** @type {any} */ ({})), 'operation', 'operation');
  refuses(() => xipay.request(/** @type {any} */ (`my ${SECRET}`), /** @type {any} */ ({})), 'operation', 'operation');
  refuses(() => xipay.check(secret, {}), 'operation', 'operation');
  refuses(() => xipay.testReply(secret, {}), 'operation', 'operation');
  refuses(() => ofXipay({ fields: {}, sign: 'x', operation: SECRET }), 'operation', 'operation');
  assert(!JSON.stringify(xipay.reply(secret, '{}')).includes(SECRET));
  const short = new Gateway('xipay', { secret: 'k3y', secrets: ['older'] });
  for (const operation of ['k3y', 'a k3y', 'older'])
    assert.doesNotMatch(JSON.stringify(short.reply(/** @type {any} */ (operation), '{}')), /k3y|older/u);
  assert.throws(() => new Gateway('xipay', /** @type {any} */ ({ [SECRET]: '1' })), { code: 'option' });
  assert.throws(
    () => new Gateway('xipay', /** @type {any} */ ({ secret, [SECRET]: '1' })),
    (/** @type {any} */ error) => !JSON.stringify([error.message, error.problems]).includes(SECRET),
  );
  assert.throws(() => new Gateway(/** @type {any} */ ('xipai')), /no gateway is named xipai/);
});
