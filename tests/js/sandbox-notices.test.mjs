// When and how the sandbox notifies, by a clock of the test's own; and each misbehaviour.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { createSandbox } from 'fensign/sandbox';
import { IDS, NOTIFY, SECRET, gatewayAt, orderOf, sandboxOfAll } from './sandbox-account.mjs';

/** @import { GatewayId } from 'fensign' */
/** @import { Misbehaviour, SandboxOptions } from 'fensign/sandbox' */

const ORDER_NO = '20261127200600000001';
const START = Date.UTC(2026, 10, 27);
const MINUTE = 60_000;

/** Seconds after the payment, until the answer comes. @type {Partial<Record<GatewayId, number[]>>} */
const SCHEDULES = { pass2pay: [0, 30, 60, 90, 120, 150], epay: [0, 60, 180, 1200, 3600, 7200] };
const INFERRED = [0, 30, 60, 90, 120, 150];

/**
 * A placed order, a shop that answers as told, a clock that the test moves.
 * @param {GatewayId} id
 * @param {Partial<SandboxOptions>} [options]
 */
async function placed(id, options = {}) {
  const shop = {
    time: START,
    answer: 'wrong',
    /** @type {{ at: number, url: string, method?: string | undefined, type: string, body: string, message: import('fensign').NoticeMessage }[]} */
    got: [],
  };
  const sandbox = sandboxOfAll({
    now: () => shop.time,
    fetch: async (url, { method, headers, body }) => {
      const sent = method === 'GET' ? url : String(body);
      const received = { contentType: new Headers(headers).get('content-type') ?? '', headers: new Headers(headers) };
      const message = gateway.notice(sent, received);
      shop.got.push({ at: (shop.time - START) / 1000, url, method, type: received.contentType, body: sent, message });
      return new Response(shop.answer === 'right' ? message.ack.body || 'SUCCESS' : shop.answer);
    },
    ...options,
  });
  const gateway = gatewayAt(id, sandbox);
  const ask = async (/** @type {string} */ operation, /** @type {any} */ fields, query = '') => {
    const { url, method, headers, body } = gateway.request(operation, fields);
    return sandbox.fetch(`${url}${query}`, { method, headers, body: body ?? null });
  };
  await ask('place', orderOf(ORDER_NO), '');
  /** @param {number} ms */
  const forward = async (ms) => {
    shop.time += ms;
    await sandbox.run();
  };
  return { sandbox, shop, gateway, ask, forward };
}

for (const id of IDS) {
  test(`${id}: a notification is repeated on schedule while the answer is wrong, and no longer once it is right`, async () => {
    const schedule = SCHEDULES[id] ?? INFERRED;
    const { sandbox, shop, forward } = await placed(id);
    await sandbox.pay(ORDER_NO, id);
    for (let second = 0; second < 8000; second += 30) await forward(30_000);
    assert.deepEqual(
      shop.got.map(({ at }) => at),
      schedule,
    );
    assert(shop.got.every(({ body, message }) => body === shop.got[0]?.body && message.outcome === 'paid'));
    assert.equal(sandbox.events.list().at(-1)?.nextAt, undefined);

    const other = await placed(id);
    await other.sandbox.pay(ORDER_NO, id);
    other.shop.answer = 'right';
    for (let second = 0; second < 600; second += 30) await other.forward(30_000);
    assert.deepEqual(
      other.shop.got.map(({ at }) => at),
      schedule.slice(0, 2),
    );
    const verdicts = other.sandbox.events
      .list()
      .flatMap(({ type, verdict }) => (type === 'notification' ? [verdict] : []));
    assert.deepEqual(verdicts, ['not-acknowledged', 'acknowledged']);
  });

  test(`${id}: each misbehaviour of a notification is what it says, once, and the next attempt is right`, async () => {
    /** @param {Misbehaviour} misbehaviour */
    const paid = async (misbehaviour) => {
      const { sandbox, shop, forward, gateway } = await placed(id);
      sandbox.next(misbehaviour);
      await sandbox.pay(ORDER_NO, id);
      const first = [...shop.got];
      await forward(MINUTE);
      const last = shop.got.at(-1)?.message;
      const right = { orderNo: ORDER_NO, amountFen: 1230 };
      if (last) assert.equal(last.decide(right).deliver, true, JSON.stringify([misbehaviour, last]));
      return { first, decide: (/** @type {number} */ index) => first[index]?.message.decide(right), gateway };
    };
    assert.equal((await paid({ duplicate: 3 })).first.length, 3);
    assert.deepEqual((await paid({ late: 30_000 })).first, []);
    const stale = await paid({ outOfOrder: true });
    assert.deepEqual([stale.decide(0)?.deliver, stale.decide(1)?.deliver, stale.first.length], [true, false, 2]);
    assert.equal(stale.first[1]?.message.verdict, 'valid');
    const cheap = await paid({ amount: 1 });
    assert.deepEqual([cheap.first[0]?.message.verdict, cheap.first[0]?.message.order?.amountFen], ['valid', 1]);
    const other = await paid({ merchant: '99' });
    assert.deepEqual([other.first[0]?.message.verdict, other.first[0]?.message.order?.merchant], ['valid', '99']);
    assert.equal((await paid({ signature: true })).first[0]?.message.verdict, 'invalid');
    const json = await paid({ json: true });
    assert.match(json.first[0]?.body ?? '', /^\{"/u);
    assert.match(json.first[0]?.type ?? '', /x-www-form-urlencoded/u);
  });

  test(`${id}: what an address asks for holds for the order that it places`, async () => {
    const { sandbox, shop, ask } = await placed(id);
    const lost = await ask('place', orderOf('20261127200600000002'), '?sandbox=duplicate:2,lost');
    assert.equal(lost.status, 504);
    await sandbox.pay('20261127200600000002', id);
    assert.equal(shop.got.length, 2);
  });
}

test('a lost reply is of an order that exists, a 502 of one that does not, an HTML page of one that does', async () => {
  for (const [misbehaviour, status, count] of /** @type {[Misbehaviour, number, number][]} */ ([
    [{ lost: true }, 504, 2],
    [{ status: 502 }, 502, 1],
    [{ html: true }, 200, 2],
  ])) {
    const { sandbox, ask } = await placed('xipay');
    sandbox.next(misbehaviour);
    const response = await ask('place', orderOf('20261127200600000002'));
    assert.deepEqual([response.status, (await sandbox.orders()).length], [status, count]);
    if (!misbehaviour.lost) assert.match(await response.text(), /^<html>/u);
    // Once.
    assert.equal((await ask('place', orderOf('20261127200600000003'))).headers.get('content-type'), 'application/json');
  }
});

test('a slow reply comes when its time has come', async () => {
  const { sandbox, ask, forward } = await placed('xipay');
  sandbox.next({ slow: 5000 });
  let isThere = false;
  const asked = ask('place', orderOf('20261127200600000002')).then((response) => {
    isThere = true;
    return response;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  await forward(4999);
  assert.equal(isThere, false);
  await forward(1);
  assert.equal(JSON.parse(await (await asked).text()).return_code, 'SUCCESS');
});

test('a query that contradicts the notification says that the order is not paid', async () => {
  const { sandbox, shop, ask, gateway } = await placed('pass2pay');
  sandbox.next({ contradict: true });
  await sandbox.pay(ORDER_NO);
  assert.equal(shop.got[0]?.message.outcome, 'paid');
  const reply = gateway.reply('query', await (await ask('query', { orderNo: ORDER_NO })).text());
  assert.deepEqual([reply.verdict, reply.outcome], ['valid', 'pending']);
});

test('pass2pay also notifies of what failed or was closed, and of refunds; epay of payments alone', async () => {
  for (const [id, act, outcomes] of /** @type {const} */ ([
    ['pass2pay', 'fail', ['failed']],
    ['pass2pay', 'close', ['closed']],
    ['epay', 'fail', []],
    ['epay', 'close', []],
  ])) {
    const { sandbox, shop } = await placed(id);
    await sandbox[act](ORDER_NO, id);
    assert.deepEqual(
      shop.got.map(({ message }) => message.outcome),
      outcomes,
    );
  }
  const { sandbox, shop } = await placed('pass2pay');
  shop.answer = 'right';
  await sandbox.pay(ORDER_NO);
  await sandbox.refund(ORDER_NO, 400);
  assert.deepEqual(
    shop.got.map(({ message }) => message.kind),
    ['payment', 'refund'],
  );
  assert.equal((await sandbox.orders())[0]?.refundedFen, 400);
});

test('no other host is posted to unless it is allowed, and no redirect is followed', async () => {
  /** @type {string[]} */
  const posted = [];
  const remote = async (/** @type {string} */ notifyUrl, allowRemote = false) => {
    const sandbox = sandboxOfAll({
      allowRemote,
      now: () => START,
      fetch: async (url, init) => {
        posted.push(`${url} ${init.redirect}`);
        return new Response(null, { status: 302, headers: { Location: 'http://10.0.0.1/' } });
      },
    });
    const { url, method, headers, body } = gatewayAt('pass2pay', sandbox).request('place', {
      ...orderOf(ORDER_NO),
      notifyUrl,
    });
    await sandbox.fetch(url, { method, headers, body: body ?? null });
    await sandbox.pay(ORDER_NO);
    return sandbox.events.list().at(-1)?.verdict;
  };
  for (const url of [
    'http://10.0.0.1/',
    'http://shop.example/',
    'http://127.0.0.1.shop.example/',
    'http://localhost.shop.example/',
  ])
    assert.equal(await remote(url), 'address-refused', url);
  assert.equal(posted.length, 0);
  for (const url of ['http://127.0.0.1:8080/n', 'http://localhost/n', 'http://[::1]:1/n', 'http://shop.localhost/n'])
    assert.equal(await remote(url), 'redirect', url);
  assert.equal(await remote('http://shop.example/n', true), 'redirect');
  assert.deepEqual(
    posted.map((one) => one.split(' ')[1]),
    Array.from({ length: 5 }, () => 'manual'),
  );
});

test('a redirect over real connections is not followed', async () => {
  let visits = 0;
  const server = createServer((request, response) => {
    if (request.url === '/elsewhere') visits += 1;
    response.writeHead(302, { Location: '/elsewhere' }).end();
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const sandbox = sandboxOfAll({ now: () => START });
  const notifyUrl = `http://127.0.0.1:${port}/notify`;
  const { url, method, headers, body } = gatewayAt('epay', sandbox).request('place', {
    ...orderOf(ORDER_NO),
    notifyUrl,
  });
  await sandbox.fetch(url, { method, headers, body: body ?? null });
  await sandbox.pay(ORDER_NO);
  assert.deepEqual([sandbox.events.list().at(-1)?.verdict, visits], ['redirect', 0]);
  server.closeAllConnections();
  server.close();
});

test('by the clock of the platform, a late notification comes by itself', async () => {
  /** @type {(url: string) => void} */
  let told = () => {};
  const notified = new Promise((resolve) => {
    told = resolve;
  });
  const sandbox = createSandbox({
    gateways: { pass2pay: { secret: SECRET } },
    fetch: async (url) => {
      told(url);
      return new Response('success');
    },
  });
  const { url, method, headers, body } = gatewayAt('pass2pay', sandbox).request('place', orderOf(ORDER_NO));
  await sandbox.fetch(url, { method, headers, body: body ?? null });
  sandbox.next({ late: 20 });
  await sandbox.pay(ORDER_NO);
  // Timers of the sandbox keep no process alive: this one does.
  const awake = setInterval(() => {}, 1000);
  assert.equal(await notified, NOTIFY);
  clearInterval(awake);
  sandbox.stop();
});

test('events come to whoever follows, and one that throws stops nobody', async () => {
  const { sandbox, shop } = await placed('pass2pay');
  shop.answer = 'right';
  /** @type {unknown[]} */
  const followed = [];
  sandbox.events.subscribe(() => {
    throw new Error('a page that is gone');
  });
  const end = sandbox.events.subscribe(({ type, verdict }) => followed.push([type, verdict]));
  await sandbox.pay(ORDER_NO);
  end();
  await sandbox.refund(ORDER_NO);
  assert.deepEqual(followed, [
    ['order', undefined],
    ['notification', 'acknowledged'],
  ]);
  assert.deepEqual(
    sandbox.events.list().map(({ id }) => id),
    sandbox.events.list().map((_, index) => index + 1),
  );
});

test('the cashier: opened, paid by its first button, and no longer afterwards', async () => {
  const { sandbox, shop } = await placed('pass2pay');
  shop.answer = 'right';
  const payUrl = (await sandbox.orders())[0]?.payUrl ?? '';
  const page = await (await sandbox.fetch(payUrl)).text();
  const actions = [...page.matchAll(/<form method="post" action="([^"]*)">/gu)].map(([, action = '']) => action);
  assert.deepEqual(
    actions.map((action) => action.split('/').at(-1)),
    ['paid'],
  );
  assert.deepEqual(
    [...page.matchAll(/formaction="[^"]*\/(\w+)\?lang=en"/gu)].map(([, button]) => button),
    ['paid', 'failed', 'closed'],
  );
  assert.match(page, /¥12\.30/u);
  assert.equal((await sandbox.orders())[0]?.state, 'paying');
  const press = () => sandbox.fetch(new URL(actions[0] ?? '', payUrl), { method: 'POST', redirect: 'manual' });
  const back = await press();
  assert.deepEqual([back.status, back.headers.get('location')], [303, 'http://127.0.0.1:1/back']);
  await sandbox.run();
  await press();
  await sandbox.run();
  assert.equal(shop.got.length, 1);
  assert.equal((await sandbox.fetch(`${payUrl}x`)).status, 404);
  assert.equal((await sandbox.fetch(`${payUrl}/refunded`, { method: 'POST' })).status, 405);
});

test('two buttons of the cashier pressed at the same time: one decides, both get a page', async () => {
  const { sandbox, shop } = await placed('pass2pay');
  shop.answer = 'right';
  const payUrl = (await sandbox.orders())[0]?.payUrl ?? '';
  const press = (/** @type {string} */ button) => sandbox.fetch(`${payUrl}/${button}`, { method: 'POST' });
  const pages = await Promise.all([press('paid'), press('closed')]);
  assert.deepEqual(
    pages.map(({ status }) => status),
    [303, 200],
  );
  await sandbox.run();
  assert.equal(shop.got.length, 1);
  assert.equal((await sandbox.orders())[0]?.state, 'paid');
});

test('the cashier: what is ticked goes wrong with this notification, and with no other', async () => {
  const { sandbox, shop } = await placed('pass2pay');
  shop.answer = 'right';
  const payUrl = (await sandbox.orders())[0]?.payUrl ?? '';
  const body = new URLSearchParams([
    ['wrong', 'duplicate:3'],
    ['wrong', 'amount:1'],
    ['wrong', 'lost'],
    ['wrong', 'nothing of this page'],
  ]);
  await sandbox.fetch(`${payUrl}/paid`, { method: 'POST', body });
  await sandbox.run();
  assert.equal(shop.got.length, 3);
  assert(shop.got.every((got) => JSON.stringify(got).includes('amount=1&')));
});

test('the cashier: a form of another site is refused, and the list is shown on this machine alone', async () => {
  const { sandbox } = await placed('pass2pay');
  const payUrl = (await sandbox.orders())[0]?.payUrl ?? '';
  for (const headers of [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
  ])
    assert.equal((await sandbox.fetch(`${payUrl}/paid`, { method: 'POST', headers })).status, 403);
  assert.equal((await sandbox.orders())[0]?.state, 'created');
  for (const host of ['evil.example', '10.0.0.1', '127.0.0.1.evil.example', 'localhost.evil.example'])
    for (const path of ['', 'events'])
      assert.equal((await sandbox.fetch(`http://${host}/cashier/${path}`)).status, 403);
  for (const host of ['127.0.0.1:8080', 'localhost', '[::1]:80'])
    assert.equal((await sandbox.fetch(`http://${host}/cashier/`)).status, 200);
});

test('the cashier: texts of strangers are texts, in the page and in what follows', async () => {
  const { sandbox, ask } = await placed('pass2pay');
  await ask('place', orderOf('<script>alert(1)</script>'));
  await sandbox.fetch('http://127.0.0.1/<img src=x onerror=alert(1)>');
  const { orderNo, payUrl = '' } = (await sandbox.orders())[1] ?? {};
  assert.equal(orderNo, '<script>alert(1)</script>');
  const pages = [payUrl, 'http://127.0.0.1/cashier/'].map(async (url) => (await sandbox.fetch(url)).text());
  const followed = await itemsUpTo(sandbox, sandbox.events.list().length);
  for (const page of [...(await Promise.all(pages)), followed]) assert.doesNotMatch(page, /<script>alert|<img/u);
  assert.match(followed, /&#60;script&#62;alert\(1\)/u);
  assert.match(followed, /%3Cimg%20src=x/u);
});

/**
 * What the page is given of each event, up to this one.
 * @param {import('fensign/sandbox').Sandbox} sandbox
 * @param {number} last
 */
async function itemsUpTo(sandbox, last) {
  const follow = await sandbox.fetch('http://127.0.0.1/cashier/events');
  const reader = /** @type {ReadableStreamDefaultReader<Uint8Array>} */ (follow.body?.getReader());
  const decoder = new TextDecoder();
  let frames = '';
  while (!frames.includes(`id: ${last}\n`)) frames += decoder.decode((await reader.read()).value, { stream: true });
  await reader.cancel();
  return [...frames.matchAll(/^data: (.*)$/gmu)].map(([, data = '']) => JSON.parse(data).html).join('\n');
}

test('the cashier: what came after the last event follows, until the reader goes', async () => {
  const { sandbox } = await placed('pass2pay');
  const last = sandbox.events.list().length;
  const follow = await sandbox.fetch('http://127.0.0.1/cashier/events?lang=zh', {
    headers: { 'last-event-id': String(last) },
  });
  assert.equal(follow.headers.get('content-type'), 'text/event-stream');
  const reader = /** @type {ReadableStreamDefaultReader<Uint8Array>} */ (follow.body?.getReader());
  await sandbox.fetch('http://127.0.0.1/nothing-here');
  const { value } = await reader.read();
  assert.match(
    new TextDecoder().decode(value),
    new RegExp(`^id: ${last + 1}\nevent: events\ndata: .*没有这个接口`, 'u'),
  );
  await reader.cancel();
});
