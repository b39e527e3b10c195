// What a caller gives is counted while it is read: whatever it is, the work is bounded, and so is every list of problems.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FensignError, Gateway, LIMITS, MASK } from 'fensign';
import { diagnose } from 'fensign/diagnose';

const SECRET = 'k3y';
const xipay = new Gateway('xipay', { secret: SECRET, now: () => 1_700_000_000_000 });
const pass2pay = new Gateway('pass2pay', { secret: SECRET });
const plain = new Gateway({}, { secret: SECRET });
const MOST = LIMITS.text;

/**
 * @param {() => unknown} call
 * @param {string} field
 * @param {string} code
 */
function refuses(call, field, code) {
  assert.throws(call, (/** @type {unknown} */ error) => {
    assert(error instanceof FensignError);
    const [problem] = error.problems;
    assert.deepEqual([problem?.field, problem?.code, error.code], [field, code, code]);
    assert(problem?.message && problem.messageZh);
    return true;
  });
}

/** Everything that reads fields, with these. @param {any} fields */
const readers = (fields) => [
  () => pass2pay.sign(fields),
  () => pass2pay.request('unifiedOrder', fields),
  () => pass2pay.testReply('unifiedOrder', fields),
  () => pass2pay.testNotice(fields),
  () => pass2pay.explain(fields),
  () => diagnose('pass2pay', { secret: SECRET, fields, sign: 'x' }),
  () => diagnose('pass2pay', { secret: SECRET, rule: fields, fields: {}, sign: 'x' }),
  () => diagnose(fields, { secret: SECRET, fields: {}, sign: 'x' }),
  () => new Gateway('pass2pay', { defaults: fields }),
  () => new Gateway({}, { secret: SECRET, rule: fields }),
  () => new Gateway(fields, { secret: SECRET }),
  () => pass2pay.request('unifiedOrder', /** @type {any} */ ({}), { headers: fields }),
  () => pass2pay.notice('a=1').matches(fields),
];

/** @param {unknown} value */
function shared(value, levels = 23) {
  for (let level = 0; level < levels; level++) value = [value, value];
  return value;
}

/** @param {number} count */
const named = (count) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`field${at}`, '1']));

for (const [kind, fields] of Object.entries({
  'an array shared at 23 levels': { x: shared('1') },
  'an object shared at 23 levels': { x: shared({ a: '1' }) },
  'an array of ten million holes': { x: new Array(1e7) },
  'many arrays below the limit': Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`x${at}`, [1, 2]])),
  '140,000 names': named(140_000),
  '1001 names': named(1001),
})) {
  test(`${kind}: more than 1000 fields`, () => {
    for (const call of readers(fields)) {
      assert.throws(call, (/** @type {any} */ error) => {
        assert(error instanceof FensignError);
        assert.equal(error.code, 'length');
        assert.match(error.message, /1000/);
        assert.match(error.problems[0]?.messageZh ?? '', /1000/);
        return true;
      });
    }
    assert.equal(pass2pay.verify(/** @type {any} */ (fields)), false);
    const [problem] = pass2pay.check('unifiedOrder', /** @type {any} */ (fields));
    assert.deepEqual([problem?.field, problem?.code], ['fields', 'length']);
  });
}

test('as many fields, and as much text, as LIMITS says are not too many', () => {
  assert.equal(plain.sign(named(LIMITS.fields)).length, 32);
  refuses(() => plain.sign(named(LIMITS.fields + 1)), 'fields', 'length');
  assert.equal(plain.sign({ a: 'x'.repeat(MOST - 1) }).length, 32);
  refuses(() => plain.sign({ a: 'x'.repeat(MOST) }), 'fields', 'length');
  refuses(() => plain.sign({ a: 'x'.repeat(MOST / 2), b: 'x'.repeat(MOST / 2) }), 'fields', 'length');
  refuses(() => plain.sign({ ['x'.repeat(MOST)]: '1' }), 'fields', 'length');
});

test('as many levels as LIMITS says are not too deep', () => {
  const nested = (/** @type {number} */ levels) => shared1('1', levels);
  assert.equal(typeof pass2pay.sign({ channelExtra: nested(LIMITS.levels - 1) }), 'string');
  assert.throws(() => pass2pay.sign({ channelExtra: nested(LIMITS.levels) }), new RegExp(`${LIMITS.levels} levels`));
});

test('the module itself reads no longer body, and none of more fields, than LIMITS says', () => {
  const body = (/** @type {number} */ length) => `a=${'x'.repeat(length - 2)}`;
  const codes = (/** @type {string} */ body) => xipay.notice(body).problems.map(({ code }) => code);
  assert.deepEqual(codes(body(LIMITS.text)), ['signature']);
  assert.deepEqual(codes(body(LIMITS.text + 1)), ['length']);
  const pairs = (/** @type {number} */ count) => new URLSearchParams(named(count)).toString();
  assert.deepEqual(codes(pairs(LIMITS.fields)), ['signature']);
  assert.deepEqual(codes(pairs(LIMITS.fields + 1)), ['length']);
});

test('LIMITS cannot be changed, since what is read stops at them', () => {
  assert.throws(() => Object.assign(LIMITS, { text: Infinity }), TypeError);
});

test('MASK is what the module shows for the secret', () => {
  assert.equal(plain.explain({ a: '1' }).string, `a=1&key=${MASK}`);
  const [cause] = diagnose({}, { secret: SECRET, fields: { a: '1 ' }, sign: plain.sign({ a: '1' }) }).findings;
  assert.equal(cause?.string, `a=1&key=${MASK}`);
});

/**
 * @param {any} value
 * @param {number} levels
 */
function shared1(value, levels) {
  for (let level = 0; level < levels; level++) value = { a: value };
  return value;
}

test('an integer of a million digits is a text that nobody waits for', () => {
  const long = 1n << 400_000_000n;
  refuses(() => plain.sign({ a: long }), 'a', 'length');
  refuses(() => plain.sign({ a: -long, b: { c: 1 } }), 'a', 'length');
  assert.equal(plain.verify({ a: long, sign: 'x' }), false);
  assert.equal(plain.sign({ a: 10n ** BigInt(LIMITS.digits - 1) }).length, 32);
  refuses(() => plain.sign({ a: 10n ** BigInt(LIMITS.digits) }), 'a', 'length');
});

test('a text of 150 million characters, wherever a text is taken, is refused and leaves everything as it was', () => {
  const long = 'x'.repeat(150_000_000);
  /** @type {any} */
  const given = long;
  refuses(() => new Gateway(given), 'gateway', 'length');
  refuses(() => new Gateway('4pyun', { baseUrl: `https://${long}` }), 'baseUrl', 'length');
  refuses(() => new Gateway('4pyun', { secret: long }), 'secret', 'length');
  refuses(() => new Gateway('4pyun', { secret: SECRET, secrets: [long] }), 'secrets[0]', 'length');
  refuses(() => new Gateway('4pyun', { secret: new Uint8Array(MOST + 1) }), 'secret', 'length');
  refuses(() => plain.signBody(long), 'body', 'length');
  refuses(() => plain.explain(long), 'body', 'length');
  refuses(() => xipay.check(given, {}), 'operation', 'length');
  refuses(() => xipay.request(given, /** @type {any} */ ({})), 'operation', 'length');
  refuses(() => xipay.request('h5pay', /** @type {any} */ ({}), { as: given }), 'as', 'length');
  refuses(() => xipay.request('h5pay', /** @type {any} */ ({}), { headers: { a: long } }), 'headers', 'length');
  refuses(() => xipay.request('h5pay', /** @type {any} */ ({}), given), 'options', 'type');
  refuses(() => xipay.testReply(given, {}), 'operation', 'length');
  for (const name of ['body', 'sign', 'string', 'operation'])
    refuses(() => diagnose('xipay', { ...(name === 'body' ? {} : { fields: {} }), [name]: long }), name, 'length');
  refuses(() => diagnose('xipay', { secrets: [long] }), 'secrets[0]', 'length');
  for (const message of [xipay.reply(given, '{}'), xipay.notice(long), xipay.reply('query', long)]) {
    assert.deepEqual([message.verdict, message.outcome], ['malformed', 'unknown']);
    assert(JSON.stringify(message).length < 10_000);
  }
  assert.equal(xipay.notice('a=1', long).verdict, 'invalid');
  assert.equal(plain.sign({ a: '1' }), new Gateway({}, { secret: SECRET }).sign({ a: '1' }));
});

test('a list has as many problems as LIMITS says, and a last one that counts the rest', () => {
  const fields = named(900);
  const all = xipay.check('query', /** @type {any} */ (fields)).length;
  assert.equal(all, LIMITS.problems + 1);
  const bad = Object.fromEntries(Object.keys(fields).map((name) => [name, () => 1]));
  /** @param {import('fensign').Problem[]} problems */
  const isCounted = (problems) => {
    const last = problems.at(-1);
    assert.equal(problems.length, LIMITS.problems + 1);
    assert.deepEqual([last?.field, last?.code], [undefined, 'more']);
    assert.match(last?.message ?? '', /^8\d\d /);
    assert.match(last?.messageZh ?? '', /8\d\d/);
    return true;
  };
  isCounted(xipay.check('query', /** @type {any} */ (bad)));
  isCounted(pass2pay.check('query', /** @type {any} */ (fields)));
  for (const call of [
    () => plain.sign(/** @type {any} */ (bad)),
    () => xipay.request('query', /** @type {any} */ (bad)),
    () => pass2pay.request('query', /** @type {any} */ (fields)),
  ])
    assert.throws(call, (/** @type {any} */ error) => error instanceof FensignError && isCounted(error.problems));
});

test('long names that hold each other do not multiply', () => {
  /** @type {any} */
  let fields = Object.fromEntries(Array.from({ length: 900 }, (_, at) => [`f${at}`, () => 1]));
  for (let level = 0; level < 60; level++) fields = { ['x'.repeat(16_000)]: fields };
  assert.throws(
    () => pass2pay.sign({ channelExtra: fields }),
    (/** @type {any} */ error) => error instanceof FensignError && JSON.stringify(error.problems).length < 100_000,
  );
  let body = `{${Array.from({ length: 40_000 }, (_, at) => `"${at}":{}`).join()}}`;
  for (let level = 0; level < 29; level++) body = `{"${'x'.repeat(16_000)}":${body}}`;
  assert.equal(xipay.notice(body).verdict, 'invalid');
});
