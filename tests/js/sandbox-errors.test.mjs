// What the sandbox refuses, how it says so, and that nothing makes it fail or tell the secret.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { createSandbox, memoryStore } from 'fensign/sandbox';
import { gateways } from 'fensign/tables';
import { ACCOUNTS, IDS, SECRET, gatewayAt, orderOf, sandboxOfAll } from './sandbox-account.mjs';

/** @import { GatewayId, SignedRequest } from 'fensign' */
/** @import { Sandbox } from 'fensign/sandbox' */

const ORDER_NO = '20261127200600000001';

/** What a refusal says, by the gateway's own names. @type {Record<GatewayId, { at: (reply: any) => unknown, signature: unknown, duplicate: unknown, unknown?: unknown, amount?: unknown, parameter: unknown }>} */
const CODES = {
  pass2pay: { at: ({ code }) => code, signature: 9001, duplicate: 9003, unknown: 9004, amount: 9006, parameter: 9002 },
  wecard: {
    at: ({ Response }) => Response.ErrCode,
    signature: 'NO_MERCHANT_SECRET',
    duplicate: 'ORDER.ORDER_RECORD_ALREADY_EXIST',
    parameter: 'ORDER.INVALID_PARAMETER',
  },
  payindex: {
    at: ({ status }) => status,
    signature: 'error',
    duplicate: 'error',
    unknown: 'error',
    parameter: 'error',
  },
  xipay: {
    at: ({ return_code }) => return_code,
    signature: 'FAIL',
    duplicate: 'FAIL',
    unknown: 'FAIL',
    amount: 'FAIL',
    parameter: 'FAIL',
  },
  '4pyun': {
    at: ({ code }) => code,
    signature: '400',
    duplicate: '1403',
    unknown: '1002',
    amount: '1405',
    parameter: '400',
  },
  epay: { at: ({ code }) => code, signature: -3, duplicate: -1, unknown: -1, amount: -1, parameter: -1 },
};

const acknowledged = async () => new Response('{"code":"1001","return_code":"SUCCESS"}');

/** @param {Sandbox} sandbox @param {Pick<SignedRequest, 'url' | 'method' | 'headers' | 'body'>} request */
async function ask(sandbox, { url, method, headers, body }) {
  const response = await sandbox.fetch(url, { method, headers, body: body ?? null });
  const text = await response.text();
  const [causes = '', sentence = ''] = (response.headers.get('x-fensign-cause') ?? '').split(';');
  return { status: response.status, text, causes: causes.split(','), sentence: decodeURIComponent(sentence) };
}

for (const id of IDS) {
  const { at, ...codes } = CODES[id];
  const has = (/** @type {string} */ role) =>
    gateways().some((info) => info.id === id && info.operations.some((operation) => operation.role === role));
  /** @param {Sandbox} sandbox @param {{ text: string }} answer @param {'signature' | 'duplicate' | 'unknown' | 'amount' | 'parameter'} reason */
  const assertRefused = (sandbox, answer, reason) => {
    assert.equal(at(JSON.parse(answer.text)), codes[reason], answer.text);
    assert.equal(sandbox.events.list().at(-1)?.verdict, reason, JSON.stringify(sandbox.events.list().at(-1)));
  };

  test(`${id}: a wrong signature is answered in the gateway's words, and the cause is diagnosed`, async () => {
    const sandbox = sandboxOfAll();
    // A secret that lost its end on its way, as in a shell.
    const gateway = gatewayAt(id, sandbox, SECRET.slice(0, -2));
    const answer = await ask(sandbox, gateway.request('place', orderOf(ORDER_NO)));
    assertRefused(sandbox, answer, 'signature');
    assert.deepEqual(answer.causes, ['A6']);
    assert.match(answer.sentence, /secret/u);
    assert.deepEqual(sandbox.events.list().at(-1)?.causes, ['A6']);
    assert.deepEqual(await sandbox.orders(), []);
  });

  test(`${id}: a second order number, an unknown one, and more than was paid are refused as documented`, async () => {
    const sandbox = sandboxOfAll({ fetch: acknowledged });
    const gateway = gatewayAt(id, sandbox);
    const request = gateway.request('place', orderOf(ORDER_NO));
    await ask(sandbox, request);
    assertRefused(sandbox, await ask(sandbox, request), 'duplicate');
    assert.equal((await sandbox.orders()).length, 1);
    if (has('query')) {
      const unknown = gateway.request('query', { ...request.keep, orderNo: '20261127200600000404' });
      assertRefused(sandbox, await ask(sandbox, unknown), 'unknown');
    }
    if (!has('refund')) return;
    const [order] = await sandbox.orders();
    await sandbox.pay(ORDER_NO, id);
    const fields = { ...request.keep, gatewayOrderNo: order?.gatewayNo, reason: '退货' };
    const refund = (/** @type {string} */ refundNo, /** @type {number} */ refundFen) =>
      ask(sandbox, gateway.request('refund', { ...fields, ...(id !== 'epay' && { refundNo }), refundFen }));
    assertRefused(sandbox, await refund('R1', 1231), 'amount');
    await refund('R2', 1230);
    assert.equal((await sandbox.orders())[0]?.state, 'refunded');
  });

  test(`${id}: what the table does not allow is refused, and the field is named`, async () => {
    const sandbox = sandboxOfAll();
    const gateway = gatewayAt(id, sandbox);
    const request = gateway.request('place', orderOf(ORDER_NO));
    // Of a body that is not what its type says.
    const isJson = request.headers['Content-Type']?.includes('json');
    const other = {
      ...request,
      headers: {
        ...request.headers,
        'Content-Type': isJson ? 'application/x-www-form-urlencoded' : 'application/json',
      },
    };
    assertRefused(sandbox, await ask(sandbox, other), 'parameter');
    const operation = gateways()
      .find((info) => info.id === id)
      ?.operations.find(({ role }) => role === 'place');
    const amount = operation?.fields.find(({ role }) => role === 'amountFen')?.name ?? '';
    const fields = { ...request.fields, [amount]: '-1' };
    delete fields[ACCOUNTS[id].rule?.field ?? ''];
    const signField = operation?.fields.find(({ kind }) => kind === 'signature')?.name;
    if (signField === undefined) return;
    delete fields[signField];
    const { sign } = gateway.explain(fields, { message: 'request', operation: operation?.name ?? '' });
    const all = { ...fields, [signField]: sign };
    const body = isJson ? JSON.stringify(all) : new URLSearchParams(all).toString();
    const answer = await ask(sandbox, { ...request, body });
    assertRefused(sandbox, answer, 'parameter');
    assert.match(answer.text, new RegExp(amount, 'u'));
  });

  test(`${id}: the secret stands in no answer, header, page, event or order`, async () => {
    /** @type {string[]} */
    const shown = [];
    // A shop that answers with what it should not.
    const sandbox = sandboxOfAll({ fetch: async () => new Response(`fail ${SECRET}`) });
    const gateway = gatewayAt(id, sandbox);
    const wrong = gatewayAt(id, sandbox, `${SECRET}x`);
    const request = gateway.request('place', orderOf(ORDER_NO));
    const requests = [request, wrong.request('place', orderOf('20261127200600000002'))];
    if (has('query')) requests.push(gateway.request('query', { ...request.keep, orderNo: ORDER_NO }));
    for (const { url, method, headers, body } of requests) {
      const response = await sandbox.fetch(url, { method, headers, body: body ?? null });
      shown.push(decodeURIComponent(JSON.stringify([...response.headers])), await response.text());
    }
    const [order] = await sandbox.orders();
    shown.push(await (await sandbox.fetch(order?.payUrl ?? '')).text());
    await sandbox.pay(ORDER_NO, id);
    shown.push(JSON.stringify(sandbox.events.list()), JSON.stringify(await sandbox.orders()));
    for (const text of shown) assert(!text.includes(SECRET), text);
    assert(sandbox.events.list().some(({ answer }) => answer?.startsWith('fail ***')));
    sandbox.stop();
  });
}

test('a secret given as bytes verifies, and is masked as one given as text', async () => {
  const sandbox = createSandbox({
    gateways: { epay: { secret: new TextEncoder().encode(SECRET) } },
    fetch: async () => new Response(`fail ${SECRET}`),
  });
  const gateway = gatewayAt('epay', sandbox);
  await ask(sandbox, gateway.request('place', orderOf(ORDER_NO)));
  // epay's query carries the secret itself.
  const { text } = await ask(sandbox, gateway.request('query', { orderNo: ORDER_NO }));
  assert.equal(JSON.parse(text).code, 1);
  await sandbox.pay(ORDER_NO);
  assert.equal(sandbox.events.list().at(-1)?.answer, 'fail ***');
  sandbox.stop();
});

test('pass2pay: a field outside the table breaks the signature, as at the gateway, and is named', async () => {
  const sandbox = sandboxOfAll();
  const gateway = gatewayAt('pass2pay', sandbox);
  const { sign: _, ...fields } = gateway.request('place', orderOf(ORDER_NO)).fields;
  const all = { ...fields, amount: 1230, coupon: 'C1' };
  const url = `${sandbox.baseUrl('pass2pay')}api/pay/unifiedOrder`;
  const body = JSON.stringify({ ...all, sign: gateway.sign(all) });
  const answer = await ask(sandbox, { url, method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  assert.equal(sandbox.events.list().at(-1)?.verdict, 'signature');
  assert.match(answer.sentence, /coupon/u);
});

test('wecard without a rule is answered unsigned and unchecked, and the answer says so', async () => {
  const sandbox = createSandbox({ gateways: { wecard: {} }, fetch: acknowledged });
  const { url, method, headers, body } = gatewayAt('wecard', sandbox).request('place', orderOf(ORDER_NO));
  const response = await sandbox.fetch(url, { method, headers, body: body ?? null });
  assert.equal(response.headers.get('x-fensign-warning'), 'unchecked: no rule');
  assert.equal(JSON.parse(await response.text()).Response.ErrCode, 'SUCCESS');
  await sandbox.pay(ORDER_NO);
  assert.deepEqual(
    sandbox.events.list().map(({ verdict }) => verdict),
    ['unchecked', undefined, undefined, 'acknowledged'],
  );
});

test("a gateway answers under its own path, and under its id; a gateway's path without an account is none", async () => {
  const sandbox = createSandbox({ gateways: { '4pyun': { secret: SECRET } } });
  const { url, method, headers, body } = gatewayAt('4pyun', sandbox).request('place', orderOf(ORDER_NO));
  assert.equal(url, 'http://127.0.0.1/4pyun/gate/1.0/payment/trade/prepare');
  const own = await sandbox.fetch(url.replace('/4pyun', ''), { method, headers, body: body ?? null });
  assert.equal(JSON.parse(await own.text()).code, '1001');
  assert.equal((await sandbox.fetch('http://127.0.0.1/mapi.php', { method: 'POST', body: '' })).status, 404);
  const { verdict, url: path } = sandbox.events.list().at(-1) ?? {};
  assert.deepEqual([verdict, path], ['no-operation', '/mapi.php']);
});

test('what a server gives beside a request changes nothing: a worker has its environment there', async () => {
  const sandbox = sandboxOfAll();
  const { url, method, headers, body } = gatewayAt('xipay', sandbox).request('place', orderOf(ORDER_NO));
  const request = new Request(url, { method, headers, body: body ?? null });
  const response = await sandbox.fetch(request, { method: 'PUT', body: 'environment' });
  assert.equal(JSON.parse(await response.text()).return_code, 'SUCCESS');
});

test('an unknown misbehaviour, gateway or order is an error that names it', async () => {
  const sandbox = sandboxOfAll();
  for (const [wrong, field] of /** @type {[any, string][]} */ ([
    [{ explode: true }, 'explode'],
    [{ duplicate: 1 }, 'duplicate'],
    [{ duplicate: '3' }, 'duplicate'],
    [{ lost: 1 }, 'lost'],
    [null, 'misbehaviour'],
    [{ toString: true }, 'toString'],
  ]))
    assert.throws(() => sandbox.next(wrong), { name: 'FensignError', message: new RegExp(`^${field}`, 'u') });
  assert.throws(() => createSandbox({ gateways: /** @type {any} */ ({ nobody: { secret: 'x1' } }) }), /nobody/u);
  assert.throws(() => createSandbox(/** @type {any} */ ({})), { name: 'FensignError', message: /gateways/u });
  assert.throws(() => createSandbox({ gateways: { epay: {} } }), /gateways\.epay\.secret/u);
  await assert.rejects(sandbox.pay('none'), { name: 'FensignError', message: /orderNo/u });
  const response = await sandbox.fetch(`${sandbox.baseUrl('epay')}api.php?act=order&sandbox=explode`);
  assert.equal(response.status, 400);
  assert.match(await response.text(), /^explode/u);
});

test('an order that is decided is decided once, also where two decide at the same time', async () => {
  const sandbox = sandboxOfAll({ fetch: acknowledged });
  await ask(sandbox, gatewayAt('pass2pay', sandbox).request('place', orderOf(ORDER_NO)));
  const results = await Promise.allSettled([sandbox.pay(ORDER_NO), sandbox.close(ORDER_NO), sandbox.pay(ORDER_NO)]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected'],
  );
});

test('a store that is slow and one that throws: answers all the same', async () => {
  const memory = memoryStore();
  const later = () => new Promise((resolve) => setImmediate(resolve));
  const slow = {
    insert: async (/** @type {string} */ key, /** @type {unknown} */ value) => (
      await later(),
      memory.insert(key, value)
    ),
    get: async (/** @type {string} */ key) => (await later(), memory.get(key)),
    set: async (/** @type {string} */ key, /** @type {unknown} */ value) => (await later(), memory.set(key, value)),
    list: async (/** @type {string} */ prefix) => (await later(), memory.list(prefix)),
  };
  const sandbox = sandboxOfAll({ store: slow });
  const request = gatewayAt('xipay', sandbox).request('place', orderOf(ORDER_NO));
  const answers = await Promise.all([ask(sandbox, request), ask(sandbox, request)]);
  assert.deepEqual(answers.map(({ text }) => JSON.parse(text).return_code).sort(), ['FAIL', 'SUCCESS']);

  const broken = sandboxOfAll({
    store: {
      ...memory,
      insert: () => {
        throw new Error(`the database at ${SECRET}`);
      },
    },
  });
  const answer = await ask(broken, gatewayAt('xipay', broken).request('place', orderOf('20261127200600000002')));
  assert.deepEqual([answer.status, answer.text], [500, '']);
});

const { CALLS = '4000', SEED = String(Date.now() % 2 ** 32) } = process.env;

test(`${CALLS} random requests, seed ${SEED}: each gets an answer`, async () => {
  const random = randomOf(Number(SEED));
  const pick = (/** @type {readonly any[]} */ list) => list[Math.floor(random() * list.length)];
  const sandbox = sandboxOfAll({ fetch: acknowledged });
  const paths = gateways().flatMap(({ id, operations }) =>
    operations.map(({ path }) => `${new URL(sandbox.baseUrl(id)).pathname}${path}`),
  );
  const genuine = IDS.map((id) => gatewayAt(id, sandbox).request('place', orderOf(ORDER_NO)));
  const noise = () =>
    Array.from({ length: Math.floor(random() * 40) }, () =>
      String.fromCharCode(pick([38, 61, 37, 123, 34, 92, 0, 48, 97, 0xd800, 0x4e00])),
    ).join('');
  const bodies = [
    '',
    '{}',
    '[]',
    'null',
    '{"a":{"a":1}}',
    '{"amount":1e999}',
    'a=1&a=2',
    '{"__proto__":1}',
    '='.repeat(5000),
    '{"a":'.repeat(3000),
  ];
  for (let call = 0; call < Number(CALLS); call += 1) {
    const request = pick(genuine);
    const at = Math.floor(random() * (request.body?.length ?? 1));
    const cut = `${request.body?.slice(0, at)}${noise()}${request.body?.slice(at + 1)}`;
    const query = pick([
      '',
      '',
      `?${encodeURI(noise().replace(/[\ud800%]/gu, ''))}`,
      '?sandbox=lost',
      '?sandbox=%zz',
      '?act=order',
      '?a=%ff&a',
    ]);
    const path = pick([
      ...paths,
      new URL(request.url).pathname,
      '/cashier/x/paid',
      '/cashier/',
      `/${encodeURI(noise().replace(/\ud800/gu, ''))}`,
    ]);
    const method = pick(['GET', 'POST', 'POST', 'POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'nonsense']);
    const headers = pick([
      {},
      request.headers,
      { 'Content-Type': pick(['application/json', 'text/html', ';;', 'multipart/form-data']) },
    ]);
    const body = method === 'GET' || method === 'HEAD' ? null : pick([cut, cut, pick(bodies), noise()]);
    const response = await sandbox.fetch(`http://127.0.0.1${path}${query}`, { method, headers, body });
    assert(response.status >= 200 && response.status < 600);
    assert.notEqual(response.status, 500, `${method} ${path}${query} ${body}`);
  }
});

test('what no request can be made of, and a body without an end, get an answer over node:http, and the server lives', async () => {
  const sandbox = sandboxOfAll();
  const server = createServer(sandbox.listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  try {
    for (const head of [
      'TRACE / HTTP/1.1\r\nHost: x',
      'GET //[ HTTP/1.1\r\nHost: a b',
      'POST http://%zz/ HTTP/1.1\r\nHost: \u00ff',
      'GET /%00 HTTP/1.1\r\nHost: x:99999999',
      'OPTIONS * HTTP/1.1\r\nHost: x',
    ]) {
      const socket = connect(port, '127.0.0.1', () => socket.end(`${head}\r\nConnection: close\r\n\r\n`));
      const [data] = await once(socket, 'data');
      assert.match(String(data), /^HTTP\/1\.1 [45]\d\d /u, head);
    }
    const long = await fetch(`http://127.0.0.1:${port}/mapi.php`, { method: 'POST', body: 'a'.repeat(3_000_000) });
    assert.equal(long.status, 413);
    assert.equal((await fetch(`http://127.0.0.1:${port}/none`)).status, 404);
  } finally {
    server.closeAllConnections();
    server.close();
  }
});

/** @param {number} seed */
function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
