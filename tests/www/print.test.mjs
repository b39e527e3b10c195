// The page on paper: the result alone, black on white.
import assert from 'node:assert/strict';
import { eachBrowser } from './browsers.mjs';

const KEPT = ['.verdict', '#signature', '.finding', '.sides', '.changes', '#string', '.part.three'];
const LEFT_OUT = ['.bar', '.first', '.examples', '#paste', '#secret', '.form', '.foot', 'input[name="view"]', 'button'];

/** Not every browser's driver can ask for the other medium, so the style's own condition is changed. */
function showAsPrinted() {
  const rules = Array.from(document.styleSheets).flatMap((sheet) => Array.from(sheet.cssRules));
  const printed = rules.filter((rule) => rule instanceof CSSMediaRule && rule.media.mediaText === 'print');
  if (printed.length === 0) throw new Error('there is no style for paper');
  for (const rule of printed) /** @type {CSSMediaRule} */ (rule).media.mediaText = 'screen';
}

eachBrowser('on paper, the result stands alone, black on white', async (visit) => {
  await visit.page.click('input[name="theme"][value="dark"]');
  await visit.example('empty-signed');
  await visit.appears('.changes');
  await visit.page.evaluate(showAsPrinted);
  const shown = (/** @type {string} */ selector) =>
    visit.page.$$eval(selector, (all) => all.map((one) => one.getClientRects().length > 0));
  for (const selector of KEPT) assert((await shown(selector)).every(Boolean), `missing: ${selector}`);
  for (const selector of LEFT_OUT) {
    const found = await shown(selector);
    assert(found.length > 0 && !found.some(Boolean), `on paper: ${selector}`);
  }
  const colors = await visit.page.$$eval('.result *', (all) =>
    all.map((one) => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor].join(' on ')),
  );
  assert.deepEqual([...new Set(colors)], ['rgb(0, 0, 0) on rgba(0, 0, 0, 0)']);
});
