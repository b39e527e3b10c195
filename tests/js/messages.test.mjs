// Replies and notifications through the installed package: what JavaScript can hand over, and what nobody may believe.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { FensignError, Gateway } from 'fensign';
import { gateways } from 'fensign/tables';

const secret = 's3cret-never-shown';

/** @template {import('fensign').GatewayId} G @param {G} id */
const gatewayOf = (id) => new Gateway(id, { secret, baseUrl: 'https://pay.example' });

/** @type {Partial<Record<import('fensign').GatewayId, import('fensign').Fields>>} */
const paid = {
  pass2pay: { payOrderId: 'T1', mchNo: 'M1', mchOrderNo: '单1', amount: 990, state: 2, subject: '商品 & +%🥞' },
  payindex: {
    memberid: 'M1',
    orderid: '单1',
    amount: '9.9000',
    true_amount: '9.9',
    transaction_id: 'T1',
    datetime: '2016-12-26 18:18:18',
    returncode: '00',
    attach: 'a=1&b',
  },
  xipay: {
    return_code: 'SUCCESS',
    result_code: 'PAY_SUCCESS',
    pay_trace_no: '单1',
    trade_no: 'T1',
    total_amount: 990,
    mch_no: 'M1',
    shop_name: '',
    attach: null,
  },
  '4pyun': { merchant: 'M1', pay_order: '单1', pay_serial: 'T1', value: '990', status: '1', pay_mode_desc: '微信' },
};
const order = { orderNo: '单1', gatewayOrderNo: 'T1', amountFen: 990, merchant: 'M1' };

const pyun = gatewayOf('4pyun');
const notice = pyun.testNotice(paid['4pyun'] ?? {});
const genuine = pyun.notice(notice.body, notice.contentType);

for (const [name, fields] of Object.entries(paid)) {
  const id = /** @type {import('fensign').GatewayId} */ (name);

  test(`${id}: a notification is read back from text and from bytes`, () => {
    const gateway = gatewayOf(id);
    const { contentType, body } = gateway.testNotice(fields);
    const bytes = new TextEncoder().encode(body);
    const padded = new Uint8Array([0, ...bytes, 0]).subarray(1, -1);
    for (const raw of [body, Buffer.from(body), bytes, padded, runInNewContext('Uint8Array').from(bytes)]) {
      for (const type of [contentType, undefined]) {
        const message = gateway.notice(raw, type);
        assert.deepEqual([message.verdict, message.outcome, message.secret], ['valid', 'paid', 0]);
        assert.deepEqual({ ...message.order }, { ...order, paidFen: 990 });
        assert.deepEqual(message.matches(order), []);
        assert.deepEqual(message.problems, []);
        assert(message.ack.body !== message.refuse.body && message.ack.contentType);
      }
    }
    assert.equal(bytes[0], body.charCodeAt(0)); // The caller's bytes are the caller's.
  });

  test(`${id}: a forged amount, and a signature that is missing or another's, are invalid`, () => {
    const gateway = gatewayOf(id);
    const { contentType, body } = gateway.testNotice(fields);
    const other = new Gateway(id, { secret: 'other' }).testNotice(fields);
    for (const forged of [body.replace('9', '8'), body.replace('sign', 'sing'), other.body]) {
      assert.notEqual(forged, body);
      const message = gateway.notice(forged, contentType);
      assert.deepEqual([message.verdict, message.outcome, message.order], ['invalid', 'unknown', undefined]);
      assert.equal(message.problems[0]?.code, 'signature');
      assert.equal(message.matches(order)[0]?.code, 'signature');
    }
  });

  test(`${id}: an older secret verifies, and signs nothing`, () => {
    const { body } = new Gateway(id, { secret: 'old' }).testNotice(fields);
    const rotated = new Gateway(id, { secret: 'new', secrets: ['older', new TextEncoder().encode('old')] });
    assert.deepEqual([rotated.notice(body).verdict, rotated.notice(body).secret], ['valid', 2]);
    assert.equal(new Gateway(id, { secret: 'new' }).notice(body).verdict, 'invalid');
    assert.equal(rotated.testNotice(fields).body, new Gateway(id, { secret: 'new' }).testNotice(fields).body);
  });
}

test('older secrets that are no secrets are refused', () => {
  for (const secrets of [[''], [undefined], [null], [1], 'old', {}])
    assert.throws(() => new Gateway('4pyun', /** @type {any} */ ({ secret, secrets })), { name: 'FensignError' });
  assert.throws(() => new Gateway('4pyun', { secrets: ['old'] }), { name: 'FensignError', code: 'secret' });
});

test('replies are signed, unsigned or invalid as the gateway has it', () => {
  const data = { mchOrderNo: '单1', payOrderId: 'T1', orderState: 2 };
  const pass2pay = gatewayOf('pass2pay');
  const { body } = pass2pay.testReply('unifiedOrder', { code: 0, msg: 'SUCCESS', data });
  const message = pass2pay.reply('unifiedOrder', body);
  assert.deepEqual([message.verdict, message.outcome, message.fields['data.payOrderId']], ['valid', 'paid', 'T1']);
  assert.equal(pass2pay.reply('unifiedOrder', body.replace('T1', 'T2')).verdict, 'invalid');
  assert.equal(pass2pay.reply('unifiedOrder', '{"code":9999,"msg":"x"}').verdict, 'unsigned');
  assert.equal(pyun.reply('query', '{"code":"1001","status":1}').verdict, 'unsigned');
  for (const operation of ['no-such', '', undefined, null, 5, Symbol('x'), Object.create(null), '\ud800'])
    assert.equal(pyun.reply(/** @type {any} */ (operation), '{}').verdict, 'malformed');
});

const detached = new Uint8Array(9);
structuredClone(detached, { transfer: [detached.buffer] });

for (const [kind, body] of Object.entries({
  undefined: undefined,
  null: null,
  boolean: true,
  number: 1,
  bigint: 1n,
  symbol: Symbol('s'),
  function: () => 'body',
  'body that was parsed': { ...genuine.fields },
  'body that was parsed without a prototype': Object.assign(Object.create(null), genuine.fields),
  'body that was parsed and names its own class': JSON.parse('{"constructor":{"name":{"length":99}}}'),
  'body that was parsed and has no class': { constructor: null },
  array: [...Buffer.from(notice.body)],
  Map: new Map(Object.entries(genuine.fields)),
  URLSearchParams: new URLSearchParams(notice.body),
  'boxed String': new String(notice.body),
  ArrayBuffer: new TextEncoder().encode(notice.body).buffer,
  DataView: new DataView(new ArrayBuffer(9)),
  Uint16Array: new Uint16Array(9),
  Promise: Promise.resolve(notice.body),
  'detached Uint8Array': detached,
  'prototype of Uint8Array': Object.create(Uint8Array.prototype),
})) {
  test(`a ${kind} is no raw body, and is said to be none`, () => {
    for (const message of [pyun.notice(/** @type {any} */ (body)), pyun.reply('query', /** @type {any} */ (body))]) {
      assert.deepEqual([message.verdict, message.outcome, message.order], ['malformed', 'unknown', undefined]);
      assert.match(message.problems[0]?.message ?? '', /raw body/);
      assert.match(message.problems[0]?.messageZh ?? '', /原始报文体/);
      assert.equal(message.matches(order)[0]?.field, 'body');
    }
  });
}

test('a parsed body cannot call itself something else', () => {
  const message = pyun.notice(JSON.parse('{"constructor":{"name":"Uint8Array"}}'));
  assert.match(message.problems[0]?.message ?? '', /found Object$/);
});

test('half a surrogate pair is malformed, wherever it stands', () => {
  for (const body of ['\ud800', `${notice.body}\udc00`, '{"a":"\ud800"}', '{"a":"\\ud800"}', '\udc00\ud800'])
    assert.equal(pyun.reply('query', body).verdict, 'malformed');
  assert.equal(pyun.notice(`${notice.body}\udc00`).verdict, 'malformed');
});

test('fields named like what every object has are fields, and change no object', () => {
  for (const body of [
    '__proto__=1&constructor=2&toString=3&sign=x',
    '{"__proto__":"1","constructor":"2","toString":"3","sign":"x"}',
  ]) {
    const { fields } = pyun.notice(body);
    assert.deepEqual(Object.entries(fields).slice(0, 3), [
      ['__proto__', '1'],
      ['constructor', '2'],
      ['toString', '3'],
    ]);
    assert.equal(Object.getPrototypeOf(fields), Object.prototype);
  }
  pyun.reply('query', '{"__proto__":{"verdict":"valid"},"order":{"__proto__":{"verdict":"valid"}}}');
  assert.equal(/** @type {any} */ ({}).verdict, undefined);
});

test('a content type of any type', () => {
  const types = [undefined, null, 5, {}, [], Symbol('json'), new String('application/json')];
  // A body says itself what it is: one that does not begin with a brace is a form.
  for (const type of [...types, 'application/json', 'JSON', '\ud800json', '\0json'])
    assert.equal(pyun.notice(notice.body, /** @type {any} */ (type)).verdict, 'valid');
});

test('an amount that no number keeps is no amount', () => {
  for (const amount of ['9007199254740992', '"9007199254740993"', '1e308', '1e309', '99999999999999999999999', '-1']) {
    const message = pyun.reply('query', `{"code":"1001","status":1,"pay_order":"单1","value":${amount}}`);
    assert.deepEqual([message.verdict, { ...message.order }], ['unsigned', { orderNo: '单1' }], amount);
    assert.equal(message.problems[0]?.code, 'format');
    assert.equal(message.fields.value, amount.replaceAll('"', ''));
    assert.equal(message.matches({ orderNo: '单1', amountFen: 1 })[0]?.code, 'absent');
  }
  const most = pyun.reply('query', '{"code":"1001","value":9007199254740991}');
  assert.equal(most.order?.amountFen, Number.MAX_SAFE_INTEGER);
});

test('matches compares all that is given, and refuses to compare nothing', () => {
  assert.deepEqual(genuine.matches(order), []);
  for (const [name, value] of Object.entries({ orderNo: '单2', gatewayOrderNo: '', amountFen: 991, merchant: 'm1' })) {
    const differences = genuine.matches({ ...order, [name]: value });
    assert.deepEqual(
      differences.map(({ field, code, severity }) => [field, code, severity]),
      [[name, 'mismatch', 'error']],
    );
  }
  for (const amountFen of ['990', 990n]) assert.deepEqual(genuine.matches({ orderNo: '单1', amountFen }), []);
  for (const expected of [
    undefined,
    null,
    {},
    [],
    '单1',
    { orderNo: undefined },
    { orderNo: null },
    { merchant: { id: '1' } },
    { gatewayOrderNo: 1 },
    { orderNo: '单1', amountFen: undefined },
    { orderNo: '单1' },
    { amountFen: 990 },
    { orderNo: '单1', amountFen: 990, amount: 990 },
    { amountFen: 9.9 },
    { amountFen: NaN },
    { amountFen: null },
    { amountFen: '9.90' },
    { amountFen: '' },
    { amountFen: -990 },
    new Map([['orderNo', '单1']]),
    Object.create({ orderNo: '单1' }),
  ]) {
    assert.throws(() => genuine.matches(/** @type {any} */ (expected)), FensignError);
    assert.throws(() => pyun.notice('').matches(/** @type {any} */ (expected)), FensignError);
  }
});

test('a header named __proto__ carries the signature of a test message', () => {
  /** @type {import('fensign').Rule} */
  const rule = { over: 'body', header: '__proto__', key: { tail: '' } };
  const { headers } = new Gateway('wecard', { secret, rule }).testNotice({ OutOrderId: 'O1' });
  assert.deepEqual(Object.keys(headers), ['__proto__']);
  assert.match(headers['__proto__'] ?? '', /^[0-9A-F]{32}$/u);
});

test('a freed gateway says so, and its messages stay', () => {
  const gateway = gatewayOf('4pyun');
  const message = gateway.notice(notice.body);
  gateway.free();
  for (const call of [
    () => gateway.notice(notice.body),
    () => gateway.notice(/** @type {any} */ (undefined)),
    () => gateway.reply('query', '{}'),
    () => gateway.testNotice({ a: '1' }),
    () => gateway.testReply('query', { a: '1' }),
  ])
    assert.throws(call, { name: 'FensignError', code: 'freed' });
  assert.deepEqual(message.matches(order), []);
});

test('without a rule or a secret there is still a message, never a valid one', () => {
  for (const gateway of [new Gateway('4pyun'), gatewayOf('wecard'), new Gateway('wecard')]) {
    const message = gateway.notice('{"OrderStatus":"SUCCESS","sign":"x"}');
    assert.deepEqual([message.verdict, message.outcome], ['invalid', 'unknown']);
  }
  assert.throws(() => gatewayOf('wecard').testNotice({ a: '1' }), { name: 'FensignError', code: 'no-rule' });
  const wecard = new Gateway('wecard', { secret, rule: {} });
  const { body, contentType } = wecard.testNotice({ a: '1' });
  assert.equal(wecard.notice(body, contentType).verdict, 'valid');
});

/** Broken in every way that text can be, and aimed at what reads it. */
const texts = [
  ...['', ' ', '\n', '\0', '\ufeff', '\ufeff{}', '{', '}', '[', ']', '[]', '{}', '"', '"x"', 'null', 'true', '0', '-'],
  ...['NaN', 'undefined', '[object Object]', '&', '=', '&&&', '===', '=1', 'a', 'a=', '%', '%%%', '%zz=%zz', 'a=%ff'],
  ...['a=%c3%28', 'a=1&a=2', 'sign=1&sign=2', 'sign', 'sign=', 'sign=%00', 'state[]=2&sign=x', '<xml></xml>'],
  ...['{"a":1}x', '{"a":1,}', "{'a':1}", '{"a":01}', '{"a":1e999999999}', '{"a":1,"a":2}', '{"":1}', '{"a":"\\x"}'],
  ...[1, null, [], {}, '', 'é', '中文签名', '０１２３', 'x'.repeat(32)].map((sign) => JSON.stringify({ sign })),
  ...['0', 'Z'].flatMap((digit) => [31, 32, 33].map((length) => `sign=${digit.repeat(length)}`)),
  ...['[]', '"{}"', '{}', 'null', '{"a":1,"a":2}', '{"data":{}}'].map((data) => `{"data":${data},"sign":"x"}`),
  ...['[]', '{"Result":[]}', '{"Result":{"a":1,"a":2}}'].map((response) => `{"Response":${response}}`),
  '{"__proto__":{"state":2},"sign":"x"}',
  '{"code":0,"data":{"state":2,"payOrderId":"1"},"data.state":2,"sign":"x"}',
  'returncode=00&true_amount=1e5&transaction_id=1&sign=x',
  `{"sign":"${'A'.repeat(2_000_000)}"}`,
  '['.repeat(1_000_000),
  '{"a":'.repeat(200_000),
  'a=1&'.repeat(100_000),
  Array.from({ length: 20_000 }, (_, index) => `f${index}=1`).join('&'),
  ...Object.values(paid).map((fields) => JSON.stringify(fields)),
  ...Object.values(paid).map((fields) => String(new URLSearchParams(/** @type {any} */ (fields)))),
];
const corpus = [
  ...texts,
  ...[
    [0xff, 0xfe, 0],
    [0xc3, 0x28],
    [0x7b, 0xff],
    [0x61, 0x3d, 0xff],
  ].map((bytes) => Uint8Array.from(bytes)),
  ...texts.filter((text) => text.length < 99).map((text) => Buffer.from(text, 'utf16le')),
];

test('hostile bodies are neither believed nor fatal, at any gateway', () => {
  for (const { id, operations } of gateways()) {
    const gateway = gatewayOf(id);
    for (const body of corpus) {
      const shown = `${id}: ${String(body).slice(0, 60)}`;
      for (const type of [undefined, 'application/json', 'application/x-www-form-urlencoded']) {
        const message = gateway.notice(body, type);
        assert(message.verdict === 'invalid' || message.verdict === 'malformed', shown);
        assert.deepEqual([message.outcome, message.order], ['unknown', undefined], shown);
        assert(message.problems.length > 0, shown);
        assert(!JSON.stringify(message).includes(secret), shown);
      }
      for (const { name } of operations) {
        const message = gateway.reply(/** @type {never} */ (name), body);
        assert.notEqual(message.verdict, 'valid', shown);
        assert(!JSON.stringify(message).includes(secret), shown);
      }
    }
  }
  assert.equal(pyun.notice(notice.body).verdict, 'valid');
});

test('no text and no bytes make it throw', () => {
  const body = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string(),
    fc.uint8Array({ maxLength: 200 }),
    fc.json(),
    fc.webQueryParameters(),
    fc.array(fc.integer({ min: 0xd700, max: 0xe000 })).map((units) => String.fromCharCode(...units)),
  );
  const names = gateways().map(({ id }) => gatewayOf(id));
  fc.assert(
    fc.property(fc.constantFrom(...names), body, fc.option(fc.string()), (gateway, raw, type) => {
      assert(['invalid', 'malformed'].includes(gateway.notice(raw, type ?? undefined).verdict));
      for (const operation of ['query', 'pay', 'unifiedOrder', type ?? ''])
        assert.notEqual(gateway.reply(/** @type {never} */ (operation), raw).verdict, 'valid');
    }),
    { numRuns: 2000 },
  );
});

test('one byte changed in a signed value is never valid', () => {
  const bytes = Buffer.from(notice.body);
  // The signature itself is hexadecimal: this gateway accepts its letters in either case.
  const signed = notice.body.slice(0, notice.body.indexOf('&sign='));
  const places = [...signed.matchAll(/=([^&]+)/gu)].flatMap(({ index, 1: value = '' }) =>
    Array.from(value, (_, at) => index + 1 + at),
  );
  const decoded = JSON.stringify([...new URLSearchParams(notice.body)]);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.integer({ min: 1, max: 255 }), (place, change) => {
      const forged = Buffer.from(bytes);
      forged[place] = (forged[place] ?? 0) ^ change;
      // `%e5` is `%E5`: the same text in other letters.
      fc.pre(JSON.stringify([...new URLSearchParams(forged.toString('latin1'))]) !== decoded);
      assert.notEqual(pyun.notice(forged, notice.contentType).verdict, 'valid');
    }),
    { numRuns: 3000 },
  );
});

test('any texts at all are verified as a plain signer signed them', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'binary', minLength: 1 }), text, { minKeys: 1, maxKeys: 9 }),
      (given) => {
        const fields = { ...given, trade_no: '1' };
        const signed = Object.entries(fields).filter(([name]) => name !== 'sign');
        signed.sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
        const string = signed.map(([name, value]) => `${name}=${value}`).join('&');
        const sign = createHash('md5').update(`${string}&key=${secret}`).digest('hex');
        const message = gatewayOf('xipay').notice(JSON.stringify({ ...fields, sign }));
        assert.equal(message.verdict, 'valid', JSON.stringify(message.problems));
        assert.deepEqual(message.fields, { ...fields, sign });
      },
    ),
  );
});
