// Two strings side by side, as the page shows them.
import assert from 'node:assert/strict';
import { eachView } from './views.mjs';

const CODE = `
  import { render } from './html.mjs';
  import { sayIn } from './i18n/words.mjs';
  import { sides } from './views/sides.mjs';
  globalThis.show = (pair, language = 'en') => render(sides({ say: sayIn(language) }, pair, ['Yours', 'Theirs']), document.getElementById('page'));
`;

/**
 * @param {import('./browsers.mjs').Visit} visit
 * @param {import('../../www/src/views/sides.mjs').Pair} pair
 * @param {'en' | 'zh'} [language]
 */
const show = (visit, pair, language = 'en') =>
  visit.page.evaluate((...given) => /** @type {any} */ (globalThis).show(...given), pair, language);

/**
 * @param {import('./browsers.mjs').Visit} visit
 * @param {string} selector
 */
const texts = (visit, selector) =>
  visit.page.$$eval(selector, (all) => all.map((one) => one.textContent?.replace(/\s+/g, ' ').trim()));

eachView('each kind of difference is named in words, with its field and its place', CODE, async (visit) => {
  await show(visit, { ours: 'z=1&a=1&b=2&c=3', theirs: 'a=1&b=5&d=4&z=1' });
  assert.deepEqual(await texts(visit, '.changes tbody th'), [
    'z ↔ stands elsewhere',
    'b ≠ differs',
    'c − yours only',
    'd + theirs only',
  ]);
  assert.deepEqual(await texts(visit, '.changes tbody tr:first-child td'), [
    'z=1 byte 0 · at the front',
    'z=1 byte 12 · after d',
  ]);
  assert.deepEqual(await texts(visit, '[data-kind="changed"] td'), ['2 U+0032 byte 10', '5 U+0035 byte 6']);
  assert.deepEqual(await texts(visit, '[data-kind="removed"] td'), ['&c=3 byte 11', '(nothing)']);
  await show(visit, { ours: 'a=1', theirs: 'a=1&b=2' }, 'zh');
  assert.deepEqual(await texts(visit, '.changes tbody th'), ['b + 对方多出']);
});

eachView('where only values differ, they are said whole', CODE, async (visit) => {
  await show(visit, { ours: 'body=tea&value=11', theirs: 'body=tea&value=10' });
  assert.deepEqual(await texts(visit, '.values li'), ['value Yours 11 Theirs 10']);
  await show(visit, { ours: 'value=11', theirs: 'value=10&b=1' });
  assert.equal(await visit.has('.values'), false);
});

eachView('a long run that is the same is folded, and unfolds', CODE, async (visit) => {
  const long = `body=${'𠮷x'.repeat(700)}`;
  await show(visit, { ours: `a=1&${long}&z=1`, theirs: `a=2&${long}&z=1` });
  const [summary = ''] = await texts(visit, '[data-side="ours"] summary');
  assert.match(summary, /^… 3,3\d\d bytes the same …$/);
  const shown = () =>
    visit.page.$eval('[data-side="ours"]', (one) => /** @type {HTMLElement} */ (one).innerText.length);
  const folded = await shown();
  await visit.page.click('[data-side="ours"] summary');
  assert(folded < 250, String(folded));
  assert((await shown()) > 2000);
  // Folded or not, it is all there, and each character is whole.
  const whole = (await visit.page.$eval('[data-side="ours"]', (one) => one.textContent ?? '')).replace(/…[^…]*…/, '');
  assert.equal(whole.replace(/\s/g, ''), `a=1&${long}&z=1`);
});

eachView('of many differences the first are listed, and the rest is counted', CODE, async (visit) => {
  const pairs = (/** @type {number} */ value) =>
    Array.from({ length: 1000 }, (_, index) => `f${index}=${value}`).join('&');
  await show(visit, { ours: pairs(1), theirs: pairs(2) });
  assert.equal((await texts(visit, '.changes tbody tr')).length, 12);
  assert.match(await visit.text('#page'), /988 more differences are not listed/);
  assert((await texts(visit, 'mark')).length <= 400);
});

eachView('what the strings hold is text, and what cannot be seen is shown', CODE, async (visit) => {
  await show(visit, { ours: 'a=<img src=x>\u200b', theirs: 'a=<b>' });
  assert.deepEqual([await visit.has('#page img'), await visit.has('#page b')], [false, false]);
  assert((await visit.text('[data-side="ours"] mark')).includes('U+200B'));
});

eachView('a key that the other side left out is not marked', CODE, async (visit) => {
  const rule = { key: { tail: '&key=' } };
  for (const tail of ['', '&key=', '&key=***']) {
    await show(visit, { ours: 'a=1&key=***', theirs: `a=2${tail}`, rule });
    assert.deepEqual(await texts(visit, 'mark'), ['1', '2'], tail);
    assert.equal(await visit.text('[data-side="ours"]'), 'a=1&key=***');
  }
});

eachView('a fold never hides the place of what the other side alone has', CODE, async (visit) => {
  const pairs = (/** @type {string} */ name) => Array.from({ length: 60 }, (_, index) => `${name}${index}=1`).join('&');
  await show(visit, { ours: `${pairs('a')}&${pairs('c')}`, theirs: `${pairs('a')}&b=1&${pairs('c')}` });
  assert.equal((await visit.page.$$('[data-side="ours"] > .gap')).length, 1);
  assert.equal((await visit.page.$$('[data-side="ours"] > .fold')).length, 2);
  assert.equal((await visit.page.$$('[data-side="theirs"] > mark')).length, 1);
});
