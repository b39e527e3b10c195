// The catalogue as presets of a rule of one's own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gateway } from 'fensign';
import { dialects } from 'fensign/dialects';
import { PRESETS, foundPresets, isAsPreset, presetOf, sourceParts } from '../../www/src/presets.mjs';
import { eachView } from './views.mjs';

test('each preset is a whole rule of its own: it yields the catalogue’s example, a fork’s too', () => {
  const all = /** @type {Record<string, import('fensign/dialects').Dialect>} */ ({ ...dialects });
  assert.deepEqual(
    PRESETS.map(({ id }) => id),
    Object.keys(all),
  );
  assert.equal(PRESETS.filter(({ id }) => id.startsWith('payindex.')).length, 4);
  for (const { id, rule } of PRESETS) {
    const { fields, body, secret = '', sign } = all[id]?.example ?? {};
    if (sign === undefined) continue;
    const gateway = new Gateway(rule, { secret: new TextEncoder().encode(secret) });
    const found = body === undefined ? gateway.sign(fields ?? {}) : gateway.signBody(body);
    assert.equal(found, rule.case === 'any' ? sign.toUpperCase() : sign, id);
    gateway.free();
  }
});

test('presets are found by every word of their names, in either language', () => {
  const ids = (/** @type {string} */ search) => foundPresets(search).map(({ id }) => id);
  assert.equal(ids('').length, PRESETS.length);
  assert.deepEqual(ids('易支付'), ['epay']);
  assert.deepEqual(ids('  RAINBOW  epay '), ['epay']);
  assert(ids('wx').includes('wxpay.hmac'));
  assert.deepEqual(ids('nobody has this'), []);
});

test('a rule that was changed is the preset no more', () => {
  const preset = presetOf('epay');
  assert(preset);
  assert.equal(isAsPreset(preset, structuredClone(preset.rule)), true);
  assert.equal(isAsPreset(preset, { ...preset.rule, order: 'name' }), true, 'a default that is written out');
  assert.equal(isAsPreset(preset, { ...preset.rule, case: 'upper' }), false);
  assert.equal(isAsPreset(preset, { ...preset.rule, key: { tail: '&key=' } }), false);
});

test('a source has its pages, and its projects at their commits, as addresses', () => {
  const addresses = (/** @type {string} */ source) => sourceParts(source).flatMap(({ href }) => href ?? []);
  assert.deepEqual(addresses('a-b/C.d@978193c plugins/x; https://www.a.com/api/pay.html (a copy)'), [
    'https://github.com/a-b/C.d/tree/978193c',
    'https://www.a.com/api/pay.html',
  ]);
  for (const { id, source } of PRESETS) {
    const parts = sourceParts(source);
    assert.equal(parts.map(({ text }) => text).join(''), source, id);
    for (const { href } of parts) if (href !== undefined) assert.match(new URL(href).protocol, /^https?:$/);
  }
  assert(PRESETS.filter(({ source }) => addresses(source).length === 0).length <= 3);
});

const CODE = `
  import { render } from './html.mjs';
  import { sayIn } from './i18n/words.mjs';
  import { presetOf } from './presets.mjs';
  import { presets } from './views/presets.mjs';

  const state = { language: 'en', rule: undefined, preset: undefined, presetSearch: '' };
  const show = (change) => {
    Object.assign(state, change);
    render(presets({ state, say: sayIn(state.language), actions }), document.getElementById('page'));
  };
  const actions = {
    usePreset: (id) => show({ preset: id, rule: presetOf(id).rule }),
    searchPresets: (presetSearch) => show({ presetSearch }),
  };
  globalThis.show = show;
  show({});
`;

eachView(
  'a preset is searched for and chosen; its source and how surely it is known are shown',
  CODE,
  async (visit) => {
    assert.equal((await visit.page.$$('#preset option')).length, PRESETS.length);
    await visit.enter('#preset-search', 'wechat');
    const options = await visit.page.$$eval('#preset option', (all) => all.map((one) => one.textContent?.trim()));
    assert(
      options.length > 0 && options.length < 6 && options.every((text) => /wechat/i.test(text ?? '')),
      String(options),
    );
    await visit.enter('#preset-search', '');
    await visit.page.select('#preset', 'xunhupay');
    assert.equal(await visit.value('#preset'), 'xunhupay');
    const about = await visit.text('[role="status"]');
    assert.match(
      about,
      /^Xunhupay .*prints no signature.* Source: wan-null\/Epay-2025@978193c plugins\/xunhupay; https:/,
    );
    assert.equal(
      await visit.page.$eval('.source a', (one) => /** @type {HTMLAnchorElement} */ (one).href),
      'https://github.com/wan-null/Epay-2025/tree/978193c',
    );
    await visit.page.evaluate(() => /** @type {any} */ (globalThis).show({ rule: { case: 'any' } }));
    assert.match(await visit.text('[role="status"]'), /^Xunhupay adjusted/);
  },
);
