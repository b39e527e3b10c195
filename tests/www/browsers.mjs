// A page in each browser, watched: what it requests, and whatever it complains about.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import puppeteer from 'puppeteer-core';

const { WWW = '', SITE: FOLDER = '', CHROME = '', FIREFOX = '' } = process.env;
assert(WWW && FOLDER && CHROME && FIREFOX, 'run me through `cargo xtask test www`');

/** Where the debugger is served. */
export const ADDRESS = WWW;
/** The folder that it is served from. */
export const SITE = FOLDER;

/** Root may not use Chromium's sandbox, and a test must not call home. */
const CHROME_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A busy machine may take long to start a browser. */
const PATIENCE = 60_000;

/** @type {Record<string, import('puppeteer-core').LaunchOptions>} */
const BROWSERS = {
  Chromium: { browser: 'chrome', executablePath: CHROME, args: CHROME_ARGUMENTS },
  Firefox: { browser: 'firefox', executablePath: FIREFOX },
};

/** One page, from its first request on. */
export class Visit {
  /** @type {string[]} */
  requests = [];
  /** @type {string[]} */
  complaints = [];

  /** @param {import('puppeteer-core').Page} page */
  constructor(page) {
    this.page = page;
    page.on('request', (request) => {
      if (!/^(?:data|blob):/.test(request.url())) this.requests.push(request.url());
    });
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (/^(?:error|warn)/.test(message.type())) this.complaints.push(message.text());
    });
  }

  /** @param {string} selector */
  text = (selector) => this.page.$eval(selector, (element) => element.textContent?.replace(/\s+/g, ' ').trim() ?? '');

  /** @param {string} selector */
  value = (selector) => this.page.$eval(selector, (element) => /** @type {HTMLInputElement} */ (element).value);

  /** @param {string} selector */
  has = async (selector) => (await this.page.$(selector)) !== null;

  /** @param {string} id */
  example = (id) => this.click(`[data-example="${id}"]`);

  /**
   * Of what is folded away, as well.
   * @param {string} selector
   */
  click = async (selector) => {
    await this.page.$eval(selector, (element) => {
      for (let outer = element.closest('details'); outer; outer = outer.parentElement?.closest('details') ?? null) {
        outer.open = true;
      }
    });
    await this.page.click(selector);
  };

  /**
   * What a field holds is replaced as by a paste of the user's.
   * @param {string} selector
   * @param {string} text
   */
  enter = (selector, text) =>
    this.page.$eval(
      selector,
      (element, text) => {
        const input = /** @type {HTMLInputElement} */ (element);
        const details = input.closest('details');
        if (details) details.open = true;
        input.focus();
        input.select();
        document.execCommand(text === '' ? 'delete' : 'insertText', false, text);
        input.dispatchEvent(new Event('change', { bubbles: true }));
      },
      text,
    );

  /**
   * @param {string} group
   * @param {string} value
   */
  choose = (group, value) => this.click(`input[name="${group}"][value="${value}"]`);

  /** @param {string} selector */
  appears = (selector) => this.page.waitForSelector(selector);
}

/**
 * The same test in each browser. After it, the page must have asked only for files of its own, none of them after it
 * was loaded, and must not have complained.
 * @param {string} name
 * @param {(visit: Visit, t: import('node:test').TestContext, browser: string) => Promise<void>} run
 * @param {{ language?: 'zh' | 'en', width?: number, height?: number, address?: string, isWatched?: boolean }} [options]
 */
export function eachBrowser(
  name,
  run,
  { language = 'en', width = 1280, height = 900, address = ADDRESS, isWatched = true } = {},
) {
  for (const browserName of Object.keys(BROWSERS)) {
    test(`${browserName}: ${name}`, { timeout: 3 * PATIENCE }, async (t) => {
      const browser = running.get(browserName);
      assert(browser, `${browserName} does not run`);
      const context = await browser.createBrowserContext();
      try {
        const page = await context.newPage();
        const visit = new Visit(page);
        page.setDefaultTimeout(PATIENCE);
        await page.setViewport({ width, height });
        await page.goto(address, { waitUntil: 'load' });
        // All that the page ever needs, the worker's script too.
        await visit.appears('html[data-ready][data-loaded] #paste');
        const loaded = visit.requests.length;
        await visit.choose('language', language);
        await run(visit, t, browserName);
        if (!isWatched) return;
        for (const url of visit.requests) assert.equal(new URL(url).origin, new URL(address).origin, url);
        assert.deepEqual(visit.requests.slice(loaded), [], 'nothing is requested once the page is there');
        assert.deepEqual(visit.complaints, []);
      } finally {
        await context.close();
      }
    });
  }
}

/**
 * The same test in each browser, on a page that shows nothing yet.
 * @param {string} name
 * @param {(visit: Visit) => Promise<void>} run
 * @param {string[]} [browsers]
 */
export function eachPage(name, run, browsers = Object.keys(BROWSERS)) {
  for (const browserName of browsers) {
    test(`${browserName}: ${name}`, { timeout: 3 * PATIENCE }, async () => {
      const context = await running.get(browserName)?.createBrowserContext();
      assert(context, `${browserName} does not run`);
      try {
        const page = await context.newPage();
        page.setDefaultTimeout(PATIENCE);
        await run(new Visit(page));
      } finally {
        await context.close();
      }
    });
  }
}

/** @type {Map<string, import('puppeteer-core').Browser>} */
const running = new Map();

before(async () => {
  for (const [name, options] of Object.entries(BROWSERS)) running.set(name, await puppeteer.launch(options));
});

after(async () => {
  for (const browser of running.values()) await browser.close();
});
