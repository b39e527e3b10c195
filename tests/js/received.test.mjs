// The fields of a message or a request come out of the engine as one text, their names only if they were not met before. Whatever
// came before, each is what a new gateway makes of it, and what the platform reads in its body.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Gateway } from 'fensign';

const secret = 'received-0123456789';
const newGateway = () => new Gateway('pass2pay', { secret });

/** @param {Record<string, string>} fields */
const formOf = (fields) => new URLSearchParams(fields).toString();

/** @param {Gateway} gateway @param {Record<string, string>} fields */
function agrees(gateway, fields) {
  const body = formOf(fields);
  const message = gateway.notice(body);
  assert.deepEqual(Object.entries(message.fields), [...Object.entries(fields)]);
  assert.deepEqual(message, newGateway().notice(body));
  const signed = { ...fields, sign: newGateway().sign(fields) };
  for (const _ of [0, 1]) {
    const valid = gateway.notice(formOf(signed));
    assert.deepEqual(valid, newGateway().notice(formOf(signed)));
    assert.equal(valid.verdict, 'valid', JSON.stringify(valid.problems));
    assert.deepEqual(
      valid.signed,
      Object.keys(fields).filter((name) => fields[name] !== ''),
    );
  }
}

test('messages of more names than are kept, in turn', () => {
  const gateway = newGateway();
  for (const round of [0, 1, 2]) {
    for (let at = 0; at < 40; at += 1) {
      agrees(gateway, { mchOrderNo: `O${round}`, [`name${at % (round === 1 ? 7 : 40)}`]: String(at), amount: '990' });
    }
  }
});

test('the same names in another order, fewer and more of them, empty values', () => {
  const gateway = newGateway();
  const messages = [
    { mchOrderNo: 'O1', amount: '990', state: '2' },
    { amount: '990', mchOrderNo: 'O2', state: '2' },
    { mchOrderNo: 'O3', amount: '990' },
    { mchOrderNo: 'O4', amount: '990', state: '2', subject: '', extParam: '中😀é' },
    { mchOrderNo: '单5', amount: '', state: '3' },
  ];
  for (const fields of [...messages, ...messages, ...messages.reverse()]) agrees(gateway, fields);
});

test('names that an object has of its own or sorts, and sizes at the limits', () => {
  const gateway = newGateway();
  agrees(gateway, { constructor: '1', toString: '2', mchOrderNo: 'O1' });
  agrees(gateway, { 1: 'a', 2: 'b', mchOrderNo: 'O1' });
  const proto = gateway.notice('__proto__=1&mchOrderNo=O1');
  assert.deepEqual(Object.entries(proto.fields), [
    ['__proto__', '1'],
    ['mchOrderNo', 'O1'],
  ]);
  for (const units of [32_766, 32_767, 32_768, 65_535, 65_536]) {
    agrees(gateway, { mchOrderNo: 'O1', extParam: 'x'.repeat(units) });
    agrees(gateway, { mchOrderNo: 'O1', extParam: '中'.repeat(units) });
  }
  for (const units of [4085, 4086, 4087, 20_000]) agrees(gateway, { mchOrderNo: 'O1', ['n'.repeat(units)]: '1' });
  for (const count of [125, 126, 127, 128, 200]) {
    agrees(gateway, Object.fromEntries(Array.from({ length: count }, (_, at) => [`f${at}`, String(at)])));
  }
});

test('requests in turn: other operations, encodings and fields, with warnings, without a body, signed in a header', () => {
  /** @typedef {[import('fensign').GatewayId, string, Record<string, any>, ('form' | 'json' | 'query')?]} Given */
  const given = /** @type {Given[]} */ ([
    ['pass2pay', 'query', { orderNo: 'O1', appId: 'A', mchNo: 'M' }],
    ['pass2pay', 'query', { orderNo: '单2', appId: 'A', mchNo: 'M' }],
    ['pass2pay', 'query', { mchNo: 'M', appId: 'A', orderNo: '3' }, 'form'],
    ['pass2pay', 'close', { orderNo: 'O4 ', appId: 'A', mchNo: 'M' }],
    ['4pyun', 'query', { pay_order: '5', app_id: 'A', merchant: 'M' }],
    ['4pyun', 'query', { pay_order: '6', app_id: 'A', merchant: 'M' }],
    [
      '4pyun',
      'refund',
      { pay_order: '7', app_id: 'A', merchant: 'M', refund_value: 1, refund_serial: 'R', refund_reason: '退' },
    ],
  ]);
  const options = { secret, baseUrl: 'https://pay.example', now: () => 1_622_016_572_190 };
  const gateways = new Map(given.map(([id]) => [id, new Gateway(id, options)]));
  const made = (/** @type {Gateway} */ gateway, /** @type {Given} */ [, operation, fields, as]) => {
    try {
      return gateway.request(operation, fields, as === undefined ? {} : { as });
    } catch (/** @type {any} */ error) {
      return error.problems;
    }
  };
  let requests = 0;
  for (const one of [...given, ...[...given].reverse(), ...given]) {
    const gateway = /** @type {Gateway} */ (gateways.get(one[0]));
    const request = made(gateway, one);
    assert.deepEqual(request, made(new Gateway(one[0], options), one));
    assert.deepEqual(Object.keys(request), Object.keys(made(new Gateway(one[0], options), one)));
    if (Array.isArray(request)) continue;
    requests += 1;
    request.headers.Authorization = 'changed by the caller';
    request.problems.push(/** @type {any} */ ('changed too'));
  }
  assert.ok(requests >= 18, String(requests));
});

test('whatever the names and values', () => {
  const gateway = newGateway();
  const name = fc.oneof(
    fc.constantFrom('mchOrderNo', 'amount', 'state', 'mchNo', 'wayCode'),
    fc.string({ unit: 'grapheme' }),
  );
  const given = fc
    .dictionary(
      name.filter((text) => /^[^=&\uFEFF{<?/_]+$/u.test(text) && !/^https?:/u.test(text) && text !== 'sign'),
      fc.string({ unit: 'grapheme', minLength: 1 }),
      { minKeys: 1, maxKeys: 12 },
    )
    .filter((fields) => !/^(?:\s|http)/u.test(decodeURIComponent(formOf(fields).split('=')[0] ?? '')));
  fc.assert(
    fc.property(given, (fields) => {
      const message = gateway.notice(formOf(fields));
      assert.deepEqual(message.fields, Object.fromEntries(new URLSearchParams(formOf(fields))));
      assert.deepEqual(message, newGateway().notice(formOf(fields)));
    }),
    { numRuns: 300 },
  );
});
