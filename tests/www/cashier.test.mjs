// The sandbox's cashier, as a customer and a developer use it: pay, fail, close, and the list that follows.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import axe from 'axe-core';
import { Gateway } from 'fensign';
import { send } from 'fensign/fetch';
import { createSandbox } from 'fensign/sandbox';
import { eachPage } from './browsers.mjs';

const SECRET = 'cashier-0123456789';

/** A sandbox over loopback, a shop that acknowledges, and an order. */
async function opened(orderNo = 'O1') {
  const sandbox = createSandbox({ gateways: { pass2pay: { secret: SECRET } } });
  const server = createServer(sandbox.listener);
  const shop = createServer((_, response) => response.end('success'));
  for (const one of [server, shop]) await once(one.listen(0, '127.0.0.1'), 'listening');
  const [origin = '', shopOrigin = ''] = [server, shop].map(
    (one) => `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (one.address()).port}`,
  );
  const gateway = new Gateway('pass2pay', {
    secret: SECRET,
    baseUrl: sandbox.baseUrl('pass2pay', origin),
    defaults: { mchNo: 'M1', appId: 'A1' },
  });
  const reply = await send(gateway, 'place', {
    orderNo,
    amountFen: 1230,
    payBy: 'alipay',
    scene: 'h5',
    subject: '<b>茶</b>',
    detail: '0',
    clientIp: '210.73.10.148',
    payer: 'C1',
    payerSince: 1622016572190,
    notifyUrl: `${shopOrigin}/notify`,
    returnUrl: `${shopOrigin}/back`,
  });
  assert.equal(reply.pay?.kind, 'redirect', JSON.stringify(reply.problems));
  const close = () => {
    for (const one of [server, shop]) {
      one.closeAllConnections();
      one.close();
    }
    sandbox.stop();
  };
  return { sandbox, origin, shopOrigin, payUrl: String(reply.pay?.value), close };
}

/** @param {import('./browsers.mjs').Visit} visit */
async function assertAccessible({ page }) {
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => (await /** @type {any} */ (globalThis).axe.run()).violations);
  assert.deepEqual(
    violations.map((/** @type {any} */ { id, nodes }) => `${id} ${nodes[0]?.html}`),
    [],
  );
}

for (const [button, state, language] of /** @type {const} */ ([
  ['paid', 'paid', 'zh'],
  ['failed', 'failed', 'en'],
  ['closed', 'closed', 'zh'],
])) {
  eachPage(`the cashier: ${button}, in ${language}, on a phone; the customer is back in the shop`, async (visit) => {
    const { sandbox, shopOrigin, payUrl, close } = await opened();
    try {
      const { page } = visit;
      await page.setViewport({ width: 320, height: 640 });
      await page.goto(`${payUrl}?lang=${language}`);
      assert.equal(await visit.text('.amount'), '¥12.30');
      assert.match(await visit.text('h1'), language === 'zh' ? /沙箱收银台/ : /Sandbox cashier/);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320, 'nothing to scroll aside');
      await assertAccessible(visit);
      await Promise.all([page.waitForNavigation(), page.click(`button[value=${button}]`)]);
      assert.equal(page.url(), `${shopOrigin}/back`);
      assert.equal((await sandbox.orders())[0]?.state, state);
      await page.goto(payUrl);
      assert.equal(await visit.has('button'), false, 'it is decided');
    } finally {
      close();
    }
  });
}

eachPage('the cashier: the list follows what happens, and says what the shop answered', async (visit) => {
  const { sandbox, origin, payUrl, close } = await opened('O-live');
  try {
    const { page } = visit;
    await page.goto(`${origin}/cashier/?lang=en`);
    assert.match(await visit.text('#orders'), /O-live · ¥12\.30 · created/);
    await fetch(payUrl);
    await page.waitForFunction(() => document.querySelector('#orders')?.textContent?.includes('being paid'));
    await sandbox.pay('O-live');
    await page.waitForFunction(() => document.querySelector('#events')?.textContent?.includes('acknowledged'));
    assert.match(await visit.text('#events li'), /pass2pay notification O-live acknowledged/);
    assert.match(await visit.text('#orders'), /O-live · ¥12\.30 · paid/);
    assert.equal(await page.$$eval('#orders li', (all) => all.length), 1);
    await assertAccessible(visit);
    // Firefox's driver cannot.
    const isDark = await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]).then(
      () => true,
      () => false,
    );
    if (isDark) {
      await page.reload();
      await assertAccessible(visit);
    }
    await page.goto('about:blank');
    assert.deepEqual(visit.complaints, []);
  } finally {
    close();
  }
});

eachPage('the cashier: three notifications where that is ticked', async (visit) => {
  const { sandbox, payUrl, close } = await opened();
  try {
    const { page } = visit;
    await page.goto(payUrl);
    await page.click('summary');
    await page.click('input[value="duplicate:3"]');
    await Promise.all([page.waitForNavigation(), page.click('button[value=paid]')]);
    const told = () => sandbox.events.list().filter(({ type }) => type === 'notification').length;
    for (let wait = 0; told() < 3 && wait < 100; wait += 1) await new Promise((done) => setTimeout(done, 50));
    assert.equal(told(), 3);
  } finally {
    close();
  }
});
