// What the page promises about the secret, checked in real browsers.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import { extname } from 'node:path';
import { after, test } from 'node:test';
import { ADDRESS, SITE, eachBrowser } from './browsers.mjs';
import { FORMS, PUBLISHED, SECRET } from './messages.mjs';

/** @typedef {import('./browsers.mjs').Visit} Visit */

/** @param {Visit} visit */
const signature = async (visit) => (await visit.text('#signature')).replaceAll(' ', '');

/** @param {Visit} visit */
async function share(visit) {
  await visit.page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => {} }, configurable: true });
  });
  await visit.page.click('#share');
  await visit.page.click('#copy-link');
  return visit.page.url();
}

/**
 * Of a path as it stands, which `fetch` would tidy first.
 * @param {string} path
 */
async function statusOf(path) {
  const { hostname, port } = new URL(ADDRESS);
  const [response] = await once(get({ hostname, port, path }), 'response');
  response.resume();
  return response.statusCode;
}

/** @param {string} link */
const carried = (link) => Buffer.from(new URL(link).hash.slice(1), 'base64url').toString();

test('the server sends the page’s own policy, right types, and nothing outside of the page', async () => {
  const response = await fetch(ADDRESS);
  const policy = response.headers.get('content-security-policy') ?? '';
  const [, own] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(await response.text()) ?? [];
  assert.equal(policy, `${own}; frame-ancestors 'none'`);
  for (const directive of [
    "default-src 'none'",
    "connect-src 'none'",
    'worker-src blob:',
    "script-src 'self' 'wasm-unsafe-eval'",
    "form-action 'none'",
  ]) {
    assert(policy.split('; ').includes(directive), directive);
  }
  for (const [path, type] of [
    ['', 'text/html; charset=utf-8'],
    ['app.mjs', 'text/javascript; charset=utf-8'],
    ['worker.mjs', 'text/javascript; charset=utf-8'],
    ['fensign.html', 'text/html; charset=utf-8'],
    ['THIRD-PARTY-NOTICES', 'text/plain; charset=utf-8'],
  ]) {
    const { status, headers } = await fetch(`${ADDRESS}${path}?v=1`);
    assert.deepEqual([status, headers.get('content-type')], [200, type], path);
  }
  for (const path of ['/nothing.html', '/.', '/../Cargo.toml', '/./index.html', '/%2e%2e/Cargo.toml', '//etc/hosts']) {
    assert.equal(await statusOf(path), 404, path);
  }
});

eachBrowser(
  'the browser itself bars the page from connecting, framing, submitting and evaluating',
  async ({ page }) => {
    const attempts = await page.evaluate(async (origin) => {
      const fails = (/** @type {() => unknown} */ attempt) =>
        Promise.resolve()
          .then(attempt)
          .then(
            () => 'allowed',
            () => 'barred',
          );
      /** @param {HTMLElement & { src: string }} element */
      const load = (element) => {
        element.src = `${origin}icon.png`;
        document.body.append(element);
        return new Promise((resolve, reject) => {
          element.onload = resolve;
          element.onerror = reject;
          setTimeout(reject, 1000);
        });
      };
      /** @type {string[]} */
      const violations = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        violations.push(effectiveDirective),
      );
      const results = {
        fetch: await fails(() => fetch(origin)),
        image: await fails(() => load(new Image())),
        websocket: await fails(
          () =>
            new Promise((resolve, reject) => {
              const socket = new WebSocket(origin.replace('http', 'ws'));
              socket.onopen = resolve;
              socket.onerror = reject;
            }),
        ),
        frame: await fails(() =>
          load(document.createElement('iframe')).then(() => violations.includes('frame-src') && Promise.reject()),
        ),
      };
      navigator.sendBeacon(origin, 'x');
      await new Promise((resolve) => setTimeout(resolve, 200));
      return { ...results, beacon: violations.filter((directive) => directive === 'connect-src').length };
    }, 'http://localhost:1/');
    assert.deepEqual(
      { ...attempts, beacon: attempts.beacon >= 3 },
      { fetch: 'barred', image: 'barred', websocket: 'barred', frame: 'barred', beacon: true },
    );
  },
  { isWatched: false },
);

eachBrowser('nothing is stored, and the secret is in no address, attribute or text', async (visit) => {
  await visit.example('4pyun');
  await visit.enter('#secret', 'typed-by-the-user-4711');
  await visit.page.click('details.more summary');
  await visit.page.click('.more .quiet');
  await visit.enter('#candidate-0', 'another-one-4712');
  const kept = await visit.page.evaluate(async () => ({
    local: localStorage.length,
    session: sessionStorage.length,
    cookie: document.cookie,
    databases: (await indexedDB.databases()).length,
    workers: (await navigator.serviceWorker?.getRegistrations())?.length ?? 0,
  }));
  assert.deepEqual(kept, { local: 0, session: 0, cookie: '', databases: 0, workers: 0 });
  assert.equal(await visit.page.$eval('#secret', (input) => input.getAttribute('type')), 'password');
  assert.equal(await visit.page.$eval('#secret', (input) => input.getAttribute('autocomplete')), 'off');
  const content = await visit.page.content();
  for (const secret of ['typed-by-the-user-4711', 'another-one-4712']) {
    assert.equal(content.includes(secret), false);
    assert.equal(visit.page.url().includes(secret), false);
  }
});

eachBrowser('the secret can be shown and hidden', async (visit) => {
  await visit.example('4pyun');
  const type = () => visit.page.$eval('#secret', (input) => input.getAttribute('type'));
  await visit.page.click('[aria-pressed="false"]');
  assert.equal(await type(), 'text');
  await visit.page.click('[aria-pressed="true"]');
  assert.equal(await type(), 'password');
});

eachBrowser(
  'a shared link carries the fields and never the secret, wherever it was typed',
  async (visit) => {
    await visit.example('4pyun');
    await visit.page.click('details.more summary');
    await visit.enter('#field-payer', `my ${SECRET} in a field`);
    await visit.enter('#theirs', `value=10&app_secret=${SECRET}`);
    const link = await share(visit);
    assert(link.startsWith(`${ADDRESS}#`));
    const content = carried(link);
    assert.equal(content.includes(SECRET), false);
    assert.match(content, /my \*\*\* in a field/);
    assert.match(content, new RegExp(PUBLISHED));

    await visit.page.goto('about:blank');
    await visit.page.goto(link, { waitUntil: 'load' });
    await visit.appears('.banner');
    await visit.choose('language', 'en');
    assert.match(await visit.text('.banner'), /written by somebody else/);
    assert.equal(await visit.value('#secret'), '');
    assert.equal(await visit.value('#field-pay_order'), '11111111118');
    assert.equal(await visit.value('#sign'), PUBLISHED);
    await visit.enter('#field-payer', '');
    await visit.enter('#secret', SECRET);
    assert.equal(await signature(visit), PUBLISHED);
    assert(await visit.has('.verdict.match'));
  },
  { isWatched: false },
);

eachBrowser('a link with anything else in it does no harm', async (visit) => {
  const shared = {
    gateway: 'xipay',
    operation: 'h5pay',
    direction: 'request',
    rows: [['a', '<img src=x onerror=alert(1)>', 'text']],
  };
  const hostile = [
    '%',
    'x'.repeat(50),
    'null'.repeat(10),
    JSON.stringify(shared).replace('xipay', 'nobody'),
    JSON.stringify({ ...shared, rows: [['a', 'no', 'integer']] }),
    JSON.stringify({ ...shared, rows: { length: 3 } }),
    JSON.stringify({ ...shared, rule: { digest: 'md4', toString: 1 } }),
    JSON.stringify({ ...shared, rule: { order: 5, include: {}, key: { tail: 1 } } }),
    JSON.stringify({ ...shared, direction: '__proto__' }),
    JSON.stringify(shared),
  ];
  for (const text of hostile) {
    await visit.page.evaluate((hash) => (location.hash = hash), Buffer.from(text).toString('base64url'));
    await visit.appears('#paste');
  }
  await visit.appears('#field-a');
  assert.equal(await visit.value('#field-a'), '<img src=x onerror=alert(1)>');
  assert.equal(await visit.has('main img'), false);
});

const TYPES = { '.html': 'text/html', '.mjs': 'text/javascript' };

const host = createServer(async (request, response) => {
  const path = (request.url ?? '').replace(/^\/some\/folder\/$/, '/some/folder/index.html');
  try {
    const content = await readFile(SITE + path.replace(/^\/some\/folder/, ''));
    response.writeHead(200, { 'Content-Type': TYPES[/** @type {'.html'} */ (extname(path))] }).end(content);
  } catch {
    response.writeHead(404).end();
  }
});
await once(host.listen(0, '127.0.0.1'), 'listening');
after(() => host.close());
const { port } = /** @type {import('node:net').AddressInfo} */ (host.address());

eachBrowser(
  'from any static host, in any folder; and without a network once it is loaded',
  async (visit) => {
    await visit.page.setOfflineMode(true);
    await visit.enter('#paste', FORMS.json ?? '');
    await visit.enter('#secret', SECRET);
    assert.equal(await signature(visit), PUBLISHED);
    await visit.enter('#sign', `${PUBLISHED.slice(0, -1)}0`);
    await visit.appears('.diagnosis .finding, .diagnosis .cause');
  },
  { address: `http://127.0.0.1:${port}/some/folder/` },
);
