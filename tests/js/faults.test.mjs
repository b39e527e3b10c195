// The module may fail inside, as when there is no more memory: that is one error, and the next call works.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FensignError, Gateway, border, diagnose, diagnosing, instances } from './instances.mjs';

/** @typedef {import('fensign').Gateway<any, any>} AnyGateway */

const SECRET = 'k3y-that-stays';
const options = {
  secret: SECRET,
  secrets: ['older'],
  baseUrl: 'https://pay.example',
  defaults: { mch_no: 'M' },
  now: () => 1_700_000_000_000,
};
const fields = { inst_no: '1', pay_type: '400', pay_trace_no: 'O1', amountFen: 5, order_desc: '中' };
const body = 'x'.repeat(2 ** 20 - 1);

/** What a gateway answers, in one text. @param {AnyGateway} gateway */
const answers = (gateway) =>
  JSON.stringify([
    gateway.sign({ a: '1', b: '中' }),
    gateway.request('h5pay', fields),
    gateway.check('h5pay', {}),
    gateway.notice(new Gateway('xipay', { secret: 'older' }).testNotice({ mch_no: 'M', state: '2' }).body),
  ]);

const expected = answers(new Gateway('xipay', options));

/** No page is left: the next one that the module asks for is refused. */
function exhaust(made = instances) {
  const memory = made.at(-1)?.memory;
  assert(memory);
  memory.grow(2 ** 16 - memory.buffer.byteLength / 2 ** 16);
}

/** @param {() => unknown} call */
function faults(call) {
  assert.throws(call, (/** @type {unknown} */ error) => {
    assert(error instanceof FensignError, String(error));
    const [problem] = error.problems;
    assert.deepEqual([error.code, problem?.code, problem?.severity], ['fault', 'fault', 'error']);
    assert(problem?.message && problem.messageZh);
    return true;
  });
}

test('without memory: a fault, and then everything works, of every gateway', () => {
  const signing = new Gateway({}, { secret: SECRET });
  const made = [new Gateway('xipay', options), new Gateway('xipay', options), new Gateway('xipay', options)];
  const sign = signing.sign({ a: '1' });
  const message = made[0]?.notice('a=1');
  const before = instances.length;
  exhaust();
  faults(() => signing.signBody(body));
  assert.equal(signing.sign({ a: '1' }), sign);
  for (const gateway of made) assert.equal(answers(gateway), expected);
  assert.equal(instances.length, before + 1);
  assert.equal(message?.matches({ orderNo: '1', amountFen: 1 })[0]?.code, 'signature');
});

for (const [what, call] of /** @type {[string, (gateway: AnyGateway) => unknown][]} */ ([
  ['notice', (gateway) => gateway.notice(body)],
  ['reply', (gateway) => gateway.reply('query', body)],
  ['verify', (gateway) => gateway.verify({ a: body.slice(9), sign: 'x' })],
  ['check', (gateway) => gateway.check('query', { a: body.slice(9) })],
  ['explain', (gateway) => gateway.explain(body)],
  ['the constructor', () => new Gateway('4pyun', { secret: body })],
])) {
  test(`without memory: ${what} has a fault, and the next call works`, () => {
    const gateway = new Gateway('xipay', options);
    exhaust();
    faults(() => call(gateway));
    assert.equal(answers(gateway), expected);
  });
}

test('without memory: diagnose has a fault of its own module, and the next call works', () => {
  const gateway = new Gateway('xipay', options);
  const evidence = { secret: SECRET, fields: { a: '1' } };
  const before = [instances.length, diagnosing.length];
  exhaust(diagnosing);
  faults(() => diagnose('xipay', { ...evidence, string: body }));
  assert.equal(diagnose('xipay', { ...evidence, sign: gateway.sign(evidence.fields) }).verdict, 'match');
  assert.deepEqual([instances.length, diagnosing.length], [before[0], (before[1] ?? 0) + 1]);
  assert.equal(answers(gateway), expected);
});

test('the first call after a fault may be any', () => {
  for (const call of /** @type {((gateway: AnyGateway) => unknown)[]} */ ([
    (gateway) => assert.equal(gateway.verify({ a: '1', sign: gateway.sign({ a: '1' }) }), true),
    (gateway) => assert.equal(gateway.request('h5pay', fields).sign?.length, 32),
    (gateway) => assert.equal(gateway.notice('a=1').verdict, 'invalid'),
    (gateway) => assert.throws(() => gateway.sign(/** @type {any} */ ({ a: 1.5 })), { code: 'number' }),
    () => assert.equal(answers(new Gateway('xipay', options)), expected),
  ])) {
    const gateway = new Gateway('xipay', options);
    exhaust();
    faults(() => gateway.signBody(body));
    call(gateway);
    assert.equal(answers(gateway), expected);
  }
});

test('a gateway that was freed stays so, and one may be freed after a fault', () => {
  const [freed, kept] = [new Gateway('xipay', options), new Gateway('xipay', options)];
  freed.free();
  exhaust();
  faults(() => kept.signBody(body));
  kept.free();
  kept.free();
  for (const gateway of [freed, kept]) assert.throws(() => gateway.sign({ a: '1' }), { code: 'freed' });
  assert.equal(answers(new Gateway('xipay', options)), expected);
});

test('a getter that meets a fault, while its object is read', () => {
  const gateway = new Gateway('xipay', options);
  const order = {
    ...fields,
    get order_desc() {
      exhaust();
      faults(() => gateway.signBody(body));
      return '中';
    },
  };
  const { order_desc: _, ...rest } = fields;
  const sign = gateway.sign({ ...rest, order_desc: '中' });
  assert.equal(gateway.sign(order), sign);
  assert.equal(gateway.verify({ ...order, sign }), true);
  assert.equal(answers(gateway), expected);
});

test('where no new instance can be had, the fault stays, and passes with its reason', () => {
  const gateway = new Gateway('xipay', options);
  const { Instance } = WebAssembly;
  exhaust();
  WebAssembly.Instance = /** @type {any} */ (
    function refuse() {
      throw new RangeError('WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance');
    }
  );
  try {
    faults(() => gateway.signBody(body));
    faults(() => gateway.sign({ a: '1' }));
    faults(() => gateway.verify({ a: '1' }));
    faults(() => gateway.notice('a=1'));
    faults(() => new Gateway('4pyun'));
  } finally {
    WebAssembly.Instance = Instance;
  }
  assert.equal(answers(gateway), expected);
});

test('an error of the platform in the middle of a call', () => {
  const gateway = new Gateway('xipay', options);
  const alike = [{ code: 'missing', severity: 'error', message: 'x', messageZh: 'x' }];
  for (const thrown of [
    new WebAssembly.RuntimeError('unreachable'),
    new RangeError('Out of memory'),
    undefined,
    'x',
    // What the engine itself throws is none of these.
    JSON.stringify(alike),
    alike,
    { problems: () => alike },
  ]) {
    border.after = () => {
      border.after = () => {};
      throw thrown;
    };
    faults(() => gateway.sign({ a: '1' }));
    assert.equal(answers(gateway), expected);
  }
});

test('at the end of the stack nothing wrong is returned, and higher up everything works', () => {
  const gateway = new Gateway('xipay', options);
  const order = { a: '1', b: '中' };
  const sign = gateway.sign(order);
  const outcomes = new Set();
  let depth = 0;
  const dive = () => {
    depth += 1;
    try {
      dive();
    } catch {
      // The way back up, on which there is a little more room at every call.
    }
    depth -= 1;
    try {
      outcomes.add(gateway.sign(order));
      outcomes.add(gateway.verify({ ...order, sign }));
    } catch (/** @type {any} */ error) {
      if (!(error instanceof FensignError || error instanceof RangeError)) outcomes.add(error);
    }
  };
  dive();
  assert.equal(depth, 0);
  assert.deepEqual(
    [...outcomes].filter((one) => one !== sign && one !== true),
    [],
  );
  assert.equal(answers(gateway), expected);
});
