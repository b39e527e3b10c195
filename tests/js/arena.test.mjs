// Fields go to the engine in three ways, and nobody may notice which: names and values, or, once the names are known, the
// values alone, if the object is plain and flat; an object of another realm, whose prototype is another, as JSON text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { Gateway } from 'fensign';
import { GATEWAYS } from './registry.mjs';

/** @import { Fields, Rule } from 'fensign' */

const RULES = /** @type {Rule[]} */ ([
  {},
  { order: 'pair' },
  { order: 'pair-ignore-case' },
  { order: 'pair', assign: '', join: '' },
  { order: 'pair-ignore-case', assign: '' },
  { order: 'given' },
  { order: ['a', 'b', 'sign'], include: ['a', 'b'] },
  { omit: 'nothing' },
  { omit: 'null' },
  { omit: 'php-empty', exclude: ['b'] },
  { key: { head: 'key=' }, assign: '', join: '' },
  { key: { field: 'key' }, order: 'pair' },
  { key: { tail: '' }, case: 'lower', field: 'b' },
  { key: null, digest: 'hmac-sha256' },
  { digest: 'sha1', case: 'any' },
  { digest: 'sha256' },
  { over: 'body' },
]);
const secrets = { secret: '密钥', secrets: ['older'] };
const gateways = [
  ...RULES.map((rule) => new Gateway(rule, secrets)),
  ...GATEWAYS.map(({ id }) => new Gateway(id, secrets)), // One without a rule too.
  new Gateway('pass2pay', {}),
];

const objectElsewhere = runInNewContext('() => ({})');

/** @param {any} fields */
const generally = (fields) => Object.defineProperties(objectElsewhere(), Object.getOwnPropertyDescriptors(fields));

/** @param {() => unknown} call */
function outcome(call) {
  try {
    return { returned: call() };
  } catch (/** @type {any} */ error) {
    return { threw: error.name, problems: error.problems };
  }
}

/** @param {any} fields */
function bothWays(fields) {
  for (const gateway of gateways) {
    const call = (/** @type {any} */ given) => {
      const signed = outcome(() => gateway.sign(given));
      return [signed, outcome(() => gateway.verify(given))];
    };
    const general = call(generally(fields));
    assert.deepEqual(call(fields), general, 'names that may be new');
    assert.deepEqual(call(fields), general, 'names that are known');
    const { returned: sign } = outcome(() => gateway.sign(fields));
    if (typeof sign === 'string') {
      const rule = gateway.explain(fields).rule;
      const signed = { ...fields, [rule.field ?? 'sign']: sign };
      assert.equal(gateway.verify(signed), true);
      assert.equal(gateway.verify(signed), true);
      assert.equal(gateway.verify(generally(signed)), true);
    }
  }
}

/** Names that try the order, texts that try the conversion: beyond ASCII, beyond the first plane, half a character. */
const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    'a',
    'A',
    'b',
    '0',
    '&',
    '=',
    '中',
    'é',
    '\ufffd',
    '😀',
    '\ud83d',
    '\ude00',
    'ſ',
    'K',
    'İ',
    '\uffe6',
    '\u{1f600}',
  ),
);
const word = fc.array(piece, { maxLength: 4 }).map((pieces) => pieces.join(''));
const name = fc.oneof(fc.constantFrom('a', 'b', 'key', 'sign', 'B', '__proto__', '1', '10', '2'), word);
const value = fc.oneof(
  word,
  fc.constantFrom('', '0', null, undefined, true, false, 0, -0, 12n, 2 ** 53 - 1, 2 ** 53, 1.5, NaN),
  fc.constantFrom(/** @type {any[]} */ ([]), {}, Symbol('s'), new Date(0)),
);
const usual = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.maxSafeInteger(), fc.constantFrom('', null));

/** @param {[string, any][]} pairs */
const fromPairs = (pairs) => Object.fromEntries(pairs);

test('whatever the fields, both ways have the same result or the same error', () => {
  fc.assert(fc.property(fc.array(fc.tuple(name, value), { maxLength: 8 }).map(fromPairs), bothWays), { numRuns: 400 });
});

test('usual fields, many of them', () => {
  const fields = fc.array(fc.tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), usual), {
    maxLength: 60,
  });
  fc.assert(fc.property(fields.map(fromPairs), bothWays), { numRuns: 100 });
});

test('values that change under the same names', () => {
  const messages = fc.array(name, { maxLength: 6 }).chain((names) => {
    const values = fc.array(value, { minLength: names.length, maxLength: names.length });
    return fc.array(
      values.map((values) => fromPairs(names.map((one, index) => [one, values[index]]))),
      { minLength: 3 },
    );
  });
  fc.assert(
    fc.property(messages, (list) => list.forEach(bothWays)),
    { numRuns: 60 },
  );
});

test('the names of one message are the first of another, and stand in another order', () => {
  const messages = [
    { a: '1' },
    { a: '1', b: '2' },
    { a: '1', b: '2', c: '3' },
    { b: '2', a: '1' },
    { a: '', b: '2' },
    { a: '1', ab: '2', A: '3' },
    { ab: '2', a: '1' },
    { a: '2', A: '1' },
    { a: 'z', ab: '1' },
    { a: null, b: undefined, c: '' },
    { b: '0', a: '0' },
    fromPairs([['__proto__', '1']]),
    { toString: '1', constructor: '2', a: '3' },
    { 2: 'b', 1: 'a', a: '3' },
  ];
  for (const fields of [...messages, ...[...messages].reverse()]) bothWays(fields);
});

test('beyond ASCII: halves of a character that meet, one alone, and what stands for one that is lost', () => {
  const texts = ['中', '\ud83d', '\ude00', '\ufffd', '😀', 'é', 'x'];
  for (const a of texts) for (const b of texts) bothWays({ a, b });
});

test('more names than are remembered', () => {
  const gateway = new Gateway({ order: 'pair-ignore-case' }, secrets);
  const message = (/** @type {number} */ at) => ({ [`name${at}`.padEnd(400, 'x')]: String(at), a: '1', B: '2' });
  for (const round of [0, 1]) {
    for (let at = 0; at < 400; at += 1) {
      const fields = message(at % 200);
      assert.equal(gateway.sign(fields), gateway.sign(generally(fields)), `${round} ${at}`);
    }
  }
  const long = { ['x'.repeat(16_000)]: '1' };
  for (let time = 0; time < 6; time += 1) assert.equal(gateway.sign(long), gateway.sign(generally(long)));
});

test('a number has its own digits', () => {
  const gateway = new Gateway({}, secrets);
  const powers = Array.from({ length: 16 }, (_, index) => 10 ** index);
  const numbers = [2 ** 31, 2 ** 32, 2 ** 53 - 1, 1_622_016_572_190, 9_007_199_249_999_999, ...powers];
  const near = numbers.flatMap((number) => [number - 1, number, number + 1]).filter(Number.isSafeInteger);
  for (const number of near.flatMap((positive) => [positive, -positive])) {
    for (const a of [number, number]) assert.equal(gateway.sign({ a }), gateway.sign({ a: String(number) }));
  }
  const safe = fc.maxSafeInteger();
  fc.assert(
    fc.property(safe, (a) => gateway.sign({ a }) === gateway.sign({ a: String(a) })),
    { numRuns: 2000 },
  );
});

test('sizes around what the fast way takes', () => {
  const most = 2 ** 14;
  for (const size of [most / 3, most / 2, most - 3, most - 2, most - 1, most, most + 1, 2 ** 16, 2 ** 16 + 5]) {
    for (const character of ['x', '中', '😀']) {
      bothWays({ a: character.repeat(size / character.length - 1), b: '1' });
      bothWays({ [character.repeat(size / character.length - 1)]: '1', b: '1' });
    }
  }
  for (const count of [1, 31, 32, 33, 127, 128, 129, 300]) {
    bothWays(Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, String(index)])));
  }
  bothWays({ a: 'short' });
});

test('what is undefined is not there, even under half a character', () => {
  const gateway = new Gateway({}, { secret: 's' });
  const fields = { '\ud83d': undefined, a: '1' };
  bothWays(fields);
  assert.equal(gateway.sign(fields), gateway.sign({ a: '1' }));
});

test('an object that changes while it is read', () => {
  const gateway = new Gateway({}, { secret: 's' });
  const plain = gateway.sign({ a: '1', b: '2' });
  const inner = gateway.sign({ c: '3' });
  const nested = {
    a: '1',
    get b() {
      assert.equal(gateway.sign({ c: '3' }), inner);
      return '2';
    },
  };
  assert.equal(gateway.sign(nested), plain);
  /** @type {any} */
  const throwing = {
    a: '1',
    get b() {
      throw new Error('no');
    },
  };
  assert.throws(() => gateway.sign(throwing), { name: 'FensignError' });
  assert.equal(gateway.verify(throwing), false);
  const proxy = new Proxy({ a: '1', b: '2' }, {});
  assert.equal(gateway.sign(proxy), plain);
  assert.equal(gateway.sign({ a: '1', b: '2' }), plain);
});

test('an object that, while it is read, signs, frees the gateway or makes another', () => {
  const gateway = new Gateway({}, { secret: 's' });
  const plain = gateway.sign({ a: '1', b: '2' });
  let act = () => {};
  const acting = {
    a: '1',
    get b() {
      act();
      return '2';
    },
  };
  for (let time = 0; time < 3; time += 1) assert.equal(gateway.sign(acting), plain);
  act = () => {
    const inner = { [`c${Math.random()}`]: '3' };
    assert.equal(gateway.sign(inner), gateway.sign(inner));
    assert.equal(gateway.verify({ ...inner, sign: gateway.sign(inner) }), true);
  };
  for (let time = 0; time < 3; time += 1) assert.equal(gateway.sign(acting), plain);
  act = () => gateway.free();
  assert.throws(() => gateway.sign(acting), { name: 'FensignError' });
  act = () => {};
  assert.throws(() => gateway.sign({ a: '1', b: '2' }), { name: 'FensignError' });
  assert.throws(() => gateway.verify({ a: '1', b: '2' }), { name: 'FensignError' });
});

test('names that the prototype was given are nobody’s fields', () => {
  const gateway = new Gateway({}, { secret: 's' });
  const plain = gateway.sign({ a: '1' });
  /** @type {any} */ (Object.prototype).polluted = 'x';
  try {
    assert.equal(gateway.sign({ a: '1' }), plain);
    assert.equal(gateway.sign({ a: '1' }), plain);
  } finally {
    delete (/** @type {any} */ (Object.prototype).polluted);
  }
});

test('a body of which as many bytes fit as it has characters is not cut off', () => {
  const gateway = new Gateway('pass2pay', { secret: 's' });
  for (const length of [5461, 5462, 8192, 8193, 16382, 16383, 16384, 16385]) {
    for (const character of ['x', 'é', '中', '😀'].filter(({ length: units }) => length % units === 0)) {
      const body = character.repeat(length / character.length);
      const message = gateway.notice(body);
      assert.deepEqual(message.fields, { [body]: '' });
      assert.deepEqual(message, gateway.notice(new TextEncoder().encode(body)));
      assert.equal(gateway.notice(`${body}\ud800`).verdict, 'malformed');
    }
  }
});

test('requests and messages too', () => {
  const gateway = new Gateway('xipay', { secret: 's', now: () => 1_700_000_000_000 });
  const order = fc.record(
    {
      inst_no: usual,
      mch_no: usual,
      pay_type: fc.constantFrom('400', '500', 'x'),
      pay_trace_no: word,
      amountFen: value,
      order_desc: word,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(order, (fields) => {
      const build = (/** @type {any} */ given) => outcome(() => gateway.request('h5pay', given));
      assert.deepEqual(build(fields), build(generally(fields)));
    }),
    { numRuns: 300 },
  );
  for (const size of [1, 2 ** 14 - 40, 2 ** 14, 2 ** 15]) {
    const { body } = gateway.testNotice({ mch_no: '1', order_desc: '中'.repeat(size / 9), state: '2' });
    assert.deepEqual(gateway.notice(body), gateway.notice(new TextEncoder().encode(body)));
    assert.equal(gateway.notice(body).verdict, 'valid');
  }
});
