// The worker that diagnoses: bound by the page's policy, without a memory, and nobody waits for it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after } from 'node:test';
import { pathToFileURL } from 'node:url';
import { ADDRESS, SITE, eachPage } from './browsers.mjs';
import { ORDER, PUBLISHED, SECRET } from './messages.mjs';

/** @typedef {import('./browsers.mjs').Visit} Visit */

/** Which ways of connecting reached this host. @type {Set<string>} */
const reached = new Set();

const host = createServer(({ url = '' }, response) => {
  if (url === '/') return response.setHeader('Content-Type', 'text/html').end(UNBOUND);
  const [, way] = url.split('/attempt/');
  if (way !== undefined) reached.add(way);
  return response.setHeader('Access-Control-Allow-Origin', '*').end();
});
host.on('upgrade', ({ url = '' }, socket) => {
  reached.add(url.split('/attempt/')[1] ?? url);
  socket.destroy();
});
await once(host.listen(0, '127.0.0.1'), 'listening');
after(() => host.close());
const { port } = /** @type {import('node:net').AddressInfo} */ (host.address());
const HOST = `127.0.0.1:${port}`;

/**
 * Opens a page whose workers run this before anything else.
 * @param {Visit} visit
 * @param {string} first
 * @param {string} [address]
 */
async function openWith({ page }, first, address = ADDRESS) {
  await page.evaluateOnNewDocument((first) => {
    const { Blob } = globalThis;
    const isScript = (/** @type {BlobPropertyBag | undefined} */ options) => options?.type === 'text/javascript';
    globalThis.Blob = class extends Blob {
      constructor(/** @type {BlobPart[]} */ parts = [], /** @type {BlobPropertyBag | undefined} */ options) {
        super(isScript(options) ? [first, ...parts] : parts, options);
      }
    };
    new BroadcastChannel('attempted').onmessage = () => (document.documentElement.dataset.attempted = '');
  }, first);
  await page.goto(address, { waitUntil: 'load' });
}

/** Tells somebody, in every way there is. */
const TRAITOR = `
  const attempts = {
    fetch: (url) => fetch('http' + url, { mode: 'no-cors' }),
    request: (url) => {
      const request = new XMLHttpRequest();
      request.open('GET', 'http' + url, false);
      request.send();
    },
    events: (url) => new EventSource('http' + url),
    socket: (url) => new WebSocket('ws' + url),
    script: (url) => importScripts('http' + url),
  };
  const attempt = async ([way, run]) => run('://${HOST}/attempt/' + way);
  Promise.allSettled(Object.entries(attempts).map(attempt)).then(() =>
    setTimeout(() => new BroadcastChannel('attempted').postMessage('all'), 500),
  );
`;

/** A page that starts a worker of a text, as the debugger does, and has no policy. */
const UNBOUND = `<!doctype html><script type="module">
  new Worker(URL.createObjectURL(new Blob([''], { type: 'text/javascript' })));
</script>`;

for (const [name, address, ways] of /** @type {const} */ ([
  [
    'a worker without a policy connects in every way that is tried',
    `http://${HOST}/`,
    'events fetch request script socket',
  ],
  ['the page’s policy bars its worker, too, from connecting', ADDRESS, ''],
  ['the one file’s policy bars its worker, too, from connecting', pathToFileURL(`${SITE}/fensign.html`).href, ''],
])) {
  eachPage(name, async (visit) => {
    reached.clear();
    await openWith(visit, TRAITOR, address);
    await visit.appears('html[data-attempted]');
    assert.equal([...reached].sort().join(' '), ways);
  });
}

/** A worker that never ends a search with this secret, and breaks off one with that. */
const ENDLESS = 'never-ends-4711';
const FATAL = 'breaks-off-4712';
const FAULTY = `
  addEventListener('message', (event) => {
    const [, { secret }] = event.data;
    if (secret === '${ENDLESS}') for (;;);
    if (secret === '${FATAL}') {
      event.stopImmediatePropagation();
      throw new Error('as if the worker had come to its end');
    }
  });
`;

/** @param {Visit} visit */
async function dispute(visit) {
  await visit.appears('html[data-ready]');
  await visit.choose('language', 'en');
  await visit.enter('#paste', JSON.stringify({ ...ORDER, sign: PUBLISHED.replace('9', '0') }));
}

const FOUND = '.diagnosis[aria-busy="false"] .tried';

eachPage('nobody waits for a search: the page answers meanwhile, and another question ends it', async (visit) => {
  await openWith(visit, FAULTY);
  await dispute(visit);
  await visit.enter('#secret', ENDLESS);
  await visit.appears('.diagnosis[aria-busy="true"]');
  // Long enough for the search to have begun.
  await new Promise((resolve) => setTimeout(resolve, 500));
  await visit.enter('#secret', SECRET);
  await visit.appears(FOUND);
  await visit.enter('#secret', ENDLESS);
  await new Promise((resolve) => setTimeout(resolve, 500));
  await visit.enter('#paste', JSON.stringify({ ...ORDER, sign: PUBLISHED }));
  await visit.enter('#secret', SECRET);
  await visit.appears('.verdict.match');
  assert.equal(await visit.has('.diagnosis'), false);
});

eachPage('a search that breaks off is told, and the next question has a new worker', async (visit) => {
  await openWith(visit, FAULTY);
  await dispute(visit);
  await visit.enter('#secret', FATAL);
  await visit.appears('.diagnosis .problem');
  assert.match(await visit.text('.diagnosis'), /did not start, or broke off/);
  await visit.choose('language', 'zh');
  assert.match(await visit.text('.diagnosis'), /意外中止/);
  await visit.enter('#secret', SECRET);
  await visit.appears(FOUND);
  assert.equal(await visit.has('.diagnosis .problem'), false);
});

eachPage('a worker that does not start is told', async (visit) => {
  await openWith(visit, 'throw new Error("no worker")');
  await dispute(visit);
  await visit.enter('#secret', SECRET);
  await visit.appears('.diagnosis .problem');
  assert.match(await visit.text('.diagnosis'), /did not start/);
  assert.equal(await visit.has('html[data-loaded]'), false);
});

/**
 * All texts that a worker's thread holds.
 * @param {import('puppeteer-core').WebWorker} worker
 */
async function heldBy({ client }) {
  /** @type {string[]} */
  const chunks = [];
  client.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.takeHeapSnapshot');
  client.removeAllListeners('HeapProfiler.addHeapSnapshotChunk');
  return chunks.join('');
}

eachPage(
  'what was asked is not kept in the worker',
  async (visit) => {
    await visit.page.goto(ADDRESS, { waitUntil: 'load' });
    await dispute(visit);
    await visit.enter('#secret', SECRET);
    await visit.appears(FOUND);
    const [worker] = visit.page.workers();
    assert(worker, 'there is a worker');
    const held = await heldBy(worker);
    for (const text of [SECRET, ORDER.pay_order]) assert.equal(held.includes(text ?? ''), false, text);
    // What is kept would be seen.
    await worker.evaluate((secret) => void Object.assign(globalThis, { secret }), SECRET);
    assert((await heldBy(worker)).includes(SECRET));
  },
  // Firefox shows nobody what a worker holds.
  ['Chromium'],
);
