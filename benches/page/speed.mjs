// How soon the debugger page is there for whoever has a slow machine and a slow network, and nothing of it yet; beside each
// figure, what it should be at most. `cargo xtask page-speed` runs it.
import puppeteer from 'puppeteer-core';

const { WWW, CHROME } = process.env;

const RUNS = 5;
const SLOWER = 4;
const LATENCY_MS = 150;
const MBIT_PER_SECOND = 1.6;

/** Name, the figure of a visit, its unit, what it should be at most. */
const ROWS = [
  ['first paint', ({ paint }) => paint / 1000, 's', 1],
  ['ready: what is typed is answered', ({ ready }) => ready / 1000, 's', 3],
  ['a message that was pasted then is answered', ({ answered }) => answered / 1000, 's', 3],
  ['all of it is there, the diagnosis too', ({ loaded }) => loaded / 1000, 's'],
  ['longest task', ({ longest }) => longest / 1000, 's'],
  ['requests', ({ requests }) => requests, '', 12],
  ['transferred', ({ bytes }) => bytes / 1000, 'kB'],
];

/** Fields of 4pyun's order: the page answers with its form. */
const MESSAGE = JSON.stringify({ app_id: '1', merchant: '2', pay_order: '3', subject: '4', value: '5' });
const ANSWER = 'field-pay_order';

/** Runs in the page before its own scripts do. The message is pasted as soon as the page says that it is ready. */
function watch(message, answer) {
  const times = (globalThis.times = { longest: 0 });
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) times.longest = Math.max(times.longest, duration);
  });
  tasks.observe({ type: 'longtask', buffered: true });
  const look = () => {
    const { ready, loaded } = document.documentElement.dataset;
    const now = performance.now();
    if (loaded !== undefined) times.loaded ??= now;
    if (document.getElementById(answer)) times.answered ??= now;
    if (ready === undefined || times.ready !== undefined) return;
    times.ready = now;
    document.getElementById('paste').focus();
    document.execCommand('insertText', false, message);
  };
  new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true });
}

async function visit(browser) {
  const context = await browser.createBrowserContext();
  try {
    const page = await context.newPage();
    const client = await page.createCDPSession();
    let [requests, bytes] = [0, 0];
    await client.send('Network.enable');
    client.on('Network.requestWillBeSent', ({ request }) => (requests += Number(request.url.startsWith('http'))));
    client.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
    await client.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: LATENCY_MS,
      downloadThroughput: (MBIT_PER_SECOND * 1e6) / 8,
      uploadThroughput: (MBIT_PER_SECOND * 1e6) / 8,
    });
    await client.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    await page.evaluateOnNewDocument(watch, MESSAGE, ANSWER);
    await page.goto(WWW, { waitUntil: 'load' });
    await page.waitForFunction(() => globalThis.times.answered && globalThis.times.loaded);
    const times = await page.evaluate(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      return { ...globalThis.times, paint: paint.startTime };
    });
    return { ...times, requests, bytes };
  } finally {
    await context.close();
  }
}

async function visits() {
  const browser = await puppeteer.launch({
    browser: 'chrome',
    executablePath: CHROME,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    // What the browser does once is no part of it.
    await visit(browser);
    const all = [];
    for (let run = 0; run < RUNS; run += 1) all.push(await visit(browser));
    return { all, version: await browser.version() };
  } finally {
    await browser.close();
  }
}

const { all, version } = await visits();
console.log(
  `${version}, ${SLOWER} times slower, ${MBIT_PER_SECOND} Mbit/s, ${LATENCY_MS} ms to the server, nothing cached`,
);
console.log(`median of ${RUNS} visits, and the least and the most\n`);
for (const [name, figure, unit, most] of ROWS) {
  const sorted = all.map(figure).sort((a, b) => a - b);
  const said = (number) => `${Number(number.toFixed(2))} ${unit}`.trim();
  const [least, median, greatest] = [0, RUNS >> 1, RUNS - 1].map((at) => said(sorted[at]));
  const target = most === undefined ? '' : `at most ${said(most)}`;
  console.log(`${name.padEnd(44)}${median.padStart(10)}   ${`${least} … ${greatest}`.padEnd(22)}${target}`);
}
