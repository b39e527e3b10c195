// What is there before the script: the page's own words, where the page has them, and a box that keeps what is put into it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { after } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { WORDS } from '../../www/src/i18n/words.mjs';
import { SITE, eachPage } from './browsers.mjs';
import { FORMS, SECRET } from './messages.mjs';

/** Lets the script go. */
let release = () => {};
let released = Promise.resolve();

const host = createServer(async (request, response) => {
  const file = request.url?.slice(1) || 'index.html';
  const isScript = file.endsWith('.mjs');
  if (isScript) await released;
  const content = await readFile(`${SITE}/${file}`);
  response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html').end(content);
});
await once(host.listen(0, '127.0.0.1'), 'listening');
after(() => host.close());
const { port } = /** @type {import('node:net').AddressInfo} */ (host.address());

/**
 * Opens the page; its script does not come yet.
 * @param {import('./browsers.mjs').Visit} visit
 * @param {{ language?: string, hash?: string }} [options]
 */
async function open({ page }, { language = 'zh-CN', hash = '' } = {}) {
  released = new Promise((resolve) => (release = resolve));
  await page.setViewport({ width: 1280, height: 900 });
  await page.evaluateOnNewDocument((language) => {
    Object.defineProperty(navigator, 'languages', { get: () => [language] });
  }, language);
  // Whose load event waits for the script.
  void page.goto(`http://127.0.0.1:${port}/${hash}`).catch(() => {});
  await page.waitForSelector('#paste');
  assert.equal(await page.$('html[data-ready]'), null);
}

/** @param {import('./browsers.mjs').Visit} visit */
async function run({ page }) {
  release();
  await page.waitForSelector('html[data-ready]');
}

eachPage('every word of the shell is one of the page’s words', async (visit) => {
  await open(visit);
  const texts = await visit.page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = [];
    while (walker.nextNode()) {
      const { parentElement: element, nodeValue } = walker.currentNode;
      const text = nodeValue?.replace(/\s+/g, ' ').trim() ?? '';
      if (text === '' || element?.closest('noscript, .seal, .brand strong')) continue;
      texts.push({ text, word: element?.dataset.word ?? '', isEnglish: !!element?.closest('[lang="en"]') });
    }
    return texts;
  });
  const words = /** @type {Record<string, { zh: string, en: string } | undefined>} */ (WORDS);
  for (const { text, word, isEnglish } of texts) assert.equal(text, words[word]?.[isEnglish ? 'en' : 'zh'], word);
  const said = texts.map(({ word, isEnglish }) => `${word} ${isEnglish}`);
  for (const word of ['headline', 'lead', 'privacy', 'paste']) {
    assert(said.includes(`${word} true`) && said.includes(`${word} false`), word);
  }
});

eachPage('the page takes the shell’s place, and nothing moves', async (visit) => {
  await open(visit);
  const boxes = () =>
    visit.page.evaluate(() =>
      ['h1', '.first .lead', '.first .privacy', 'label[for="paste"]', '#paste', '.paste > .hint', '.bar', '.brand'].map(
        (selector) => {
          const { x, y, height } = document.querySelector(selector)?.getBoundingClientRect() ?? new DOMRect();
          return [selector, ...[x, y, height].map(Math.round)].join(' ');
        },
      ),
    );
  const before = await boxes();
  await run(visit);
  assert.deepEqual(await boxes(), before);
  assert.equal((await visit.page.$$('#paste, h1')).length, 2);
});

eachPage('what was pasted before the script came is read, and its key masked', async (visit) => {
  await open(visit, { language: 'en' });
  const text = FORMS.string?.replace('***', SECRET) ?? '';
  await visit.enter('#paste', text);
  await run(visit);
  assert.equal(await visit.value('#paste'), FORMS.string);
  assert.equal(await visit.value('#secret'), SECRET);
  assert.equal(await visit.page.evaluate(() => document.activeElement?.id), 'paste');
});

eachPage('who types goes on typing', async (visit) => {
  await open(visit);
  await visit.page.focus('#paste');
  await visit.page.keyboard.type('a=1&b=');
  await visit.page.keyboard.press('ArrowLeft');
  await run(visit);
  await visit.page.keyboard.type('=2&c');
  assert.equal(await visit.value('#paste'), 'a=1&b=2&c=');
});

eachPage('nothing was put in: the cursor is in the box', async (visit) => {
  await open(visit);
  await run(visit);
  await pause(50);
  assert.equal(await visit.page.evaluate(() => document.activeElement?.id), 'paste');
  assert.equal(await visit.value('#paste'), '');
});
