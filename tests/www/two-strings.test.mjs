// Two strings without a message: their keys stay where they were pasted, and their differences are found.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maskOf } from '../../www/src/masking.mjs';
import { initialState } from '../../www/src/state.mjs';
import { NO_STRINGS, joinerOf, shownStrings } from '../../www/src/two-strings.mjs';
import { eachView } from './views.mjs';

const KEY = 'Zq8K3vT1mX6bN0pR5sW2yD4f';
const OTHER = 'Hc5Y9wL2kP7dQ4eV8gJ1nS6u';
const SECRET = 'only-typed';

/**
 * @param {string} left
 * @param {string} right
 */
function shown(left, right) {
  const state = { ...initialState(), ...NO_STRINGS, secret: SECRET, left, right };
  return shownStrings(state, maskOf(state));
}

/** The key's place: a string that has it there. @type {Record<string, (key: string) => string>} */
const PLACES = {
  'its end, named': (key) => `amount=10&body=tea&key=${key}`,
  'its end, named by another gateway': (key) => `amount=10&body=tea&app_secret=${key}`,
  'its end, without a name': (key) => `amount=10&body=tea&mchNo=M1${key}`,
  'its start, named': (key) => `key=${key}&amount=10`,
  'its start, without a name': (key) => `${key}amount=10&body=tea`,
  'a field of JSON': (key) => `{"amount":"10","appSecret":"${key}"}`,
  'an address': (key) => `amount=10&notify_url=https://a.b.c/?token=${key}&z=1`,
};

for (const [place, string] of Object.entries(PLACES)) {
  test(`a key in two strings is not shown: ${place}`, () => {
    const pairs = [
      [string(KEY), string(OTHER)],
      [string(KEY), string(KEY)],
      [string(KEY), string(KEY).replace('10', '11')],
      [string('***'), string(KEY)],
      [string(SECRET), string(KEY)],
    ];
    for (const [left = '', right = ''] of pairs) {
      const { pair } = shown(left, right);
      assert(pair);
      const text = JSON.stringify(pair);
      for (const key of [KEY, OTHER, SECRET]) assert.equal(text.includes(key), false, text);
    }
    assert.equal(shown(string(KEY), string(OTHER)).pair?.hasOtherKeys, true);
    assert.equal(shown(string(KEY), string(KEY)).pair?.hasOtherKeys, false);
  });
}

test('with nothing on one side, there is nothing to compare; too much is refused', () => {
  assert.deepEqual(shown('', 'a=1'), { isTooLong: false, pair: undefined });
  assert.deepEqual(shown('a=1', 'x'.repeat((1 << 20) + 1)), { isTooLong: true, pair: undefined });
});

test('what both are joined with', () => {
  assert.equal(joinerOf('a=1&b=2', 'a=1&b=3'), '&');
  assert.equal(joinerOf('a=1\nb=2', 'a=1\nb=3'), '\n');
  assert.equal(joinerOf('a=1|b=2', 'a=1'), '|');
  assert.equal(joinerOf('a', 'b'), '&');
});

const CODE = `
  import { render } from './html.mjs';
  import { sayIn } from './i18n/words.mjs';
  import { unveiled } from './keys.mjs';
  import { maskOf } from './masking.mjs';
  import { initialState } from './state.mjs';
  import { NO_STRINGS } from './two-strings.mjs';
  import { twoStrings } from './views/two-strings.mjs';

  const state = { ...initialState(), ...NO_STRINGS };
  const show = () =>
    render(twoStrings({ state, mask: maskOf(state), say: sayIn('en'), actions }), document.getElementById('page'));
  const set = (side) => (shown) => {
    const { text, veil } = unveiled(shown, state[side + 'Box']);
    Object.assign(state, { [side]: text, [side + 'Box']: veil });
    show();
  };
  const actions = {
    setLeft: set('left'),
    setRight: set('right'),
    veil() {
      const mask = maskOf(state);
      Object.assign(state, { leftBox: mask.veil(state.left), rightBox: mask.veil(state.right) });
      show();
    },
  };
  show();
`;

eachView('two strings are pasted and compared, their keys masked in both boxes', CODE, async (visit) => {
  await visit.enter('#left', `amount=10&body=tea&key=${KEY}`);
  assert.equal(await visit.has('.verdict'), false);
  await visit.enter('#right', `amount=10.0&body=tea\u200b&key=${OTHER}`);
  assert.equal(await visit.value('#left'), 'amount=10&body=tea&key=***');
  assert.match(await visit.text('.verdict'), /The strings differ/);
  assert.match(await visit.text('.problem'), /keys .* are not the same/);
  assert.equal(await visit.text('[data-side="theirs"]'), 'amount=10.0&body=teaU+200B&key=***');
  const html = await visit.page.evaluate(() => document.documentElement.outerHTML);
  for (const key of [KEY, OTHER]) assert.equal(html.includes(key), false);
  // The masked key is still the one that was pasted.
  await visit.enter('#right', `amount=10&body=tea&key=${KEY}`);
  assert.match(await visit.text('.verdict'), /The strings are the same \(47 bytes\)/);
});
