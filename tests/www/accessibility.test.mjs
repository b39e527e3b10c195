// axe-core finds nothing serious, in every state of the page, both languages and both themes.
import assert from 'node:assert/strict';
import axe from 'axe-core';
import { eachBrowser } from './browsers.mjs';

/** @typedef {import('./browsers.mjs').Visit} Visit */

/** @param {Visit} visit */
const more = (visit) =>
  visit.page.$$eval('details', (all) => {
    for (const one of all) one.open = true;
  });

/** @type {Record<string, (visit: Visit) => Promise<unknown>>} */
const STATES = {
  empty: async () => {},
  '4pyun, everything open': async (visit) => {
    await visit.example('4pyun');
    await more(visit);
  },
  pass2pay: (visit) => visit.example('pass2pay'),
  wecard: (visit) => visit.example('wecard'),
  diagnosed: async (visit) => {
    await visit.example('empty-signed');
    await visit.appears('.finding');
  },
  notification: (visit) => visit.example('notice'),
  'what a link carries': async (visit) => {
    await visit.example('4pyun');
    await visit.page.click('#share');
  },
  'an uncertain guess, and a key in a field': async (visit) => {
    await visit.enter('#paste', '{"app_id":"1","merchant":"2","pay_order":"3","subject":"4","value":"5","token":"6"}');
    await visit.appears('.guess');
  },
  'custom rule': async (visit) => {
    await visit.page.select('#gateway', 'custom');
    await visit.enter('#paste', 'a=1&b=&c=\u200b');
    await more(visit);
  },
};

for (const [state, reach] of Object.entries(STATES)) {
  eachBrowser(`accessible: ${state}`, async (visit) => {
    await reach(visit);
    await visit.page.evaluate(axe.source);
    for (const language of ['zh', 'en']) {
      for (const theme of ['light', 'dark']) {
        await visit.choose('language', language);
        await visit.choose('theme', theme);
        assert.deepEqual(await findings(visit), [], `${language}, ${theme}`);
      }
    }
  });
}

eachBrowser(
  'accessible on a narrow phone',
  async (visit) => {
    await visit.example('4pyun');
    await visit.page.evaluate(axe.source);
    assert.deepEqual(await findings(visit), []);
  },
  { width: 360, height: 740 },
);

eachBrowser('headings do not skip, landmarks are there, changes are announced', async (visit) => {
  await visit.example('4pyun');
  const levels = await visit.page.$$eval('h1, h2, h3, h4', (all) => all.map(({ tagName }) => Number(tagName[1])));
  assert.equal(levels.filter((level) => level === 1).length, 1);
  for (const [index, level] of levels.entries()) assert(level <= (levels[index - 1] ?? 0) + 1, levels.join());
  for (const landmark of ['header', 'main', 'footer']) assert(await visit.has(landmark), landmark);
  assert.match(await visit.text('.result [aria-live]'), /The signatures match/);
});

/**
 * With their places, so that a failure tells what to mend.
 * @param {Visit} visit
 */
async function findings(visit) {
  const { violations } = await visit.page.evaluate(async () => {
    const { axe } = /** @type {{ axe: typeof import('axe-core') }} */ (/** @type {unknown} */ (window));
    return axe.run(document, { resultTypes: ['violations'] });
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => [
      id,
      ...nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} ${failureSummary}`),
    ]);
}
