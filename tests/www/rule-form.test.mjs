// The form of a rule has every setting and every value, shows what is set, and sets what is chosen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sayIn } from '../../www/src/i18n/words.mjs';
import { maskOf } from '../../www/src/masking.mjs';
import { RULE_DEFAULTS, RULE_VALUES } from '../../www/src/rule-settings.mjs';
import { CUSTOM, initialState } from '../../www/src/state.mjs';
import { ruleForm } from '../../www/src/views/rule.mjs';

/** @typedef {import('fensign').Rule} Rule */
/**
 * A control as the template has it, without a browser.
 * @typedef {object} Control
 * @property {string} value what it shows
 * @property {string[]} options
 * @property {(value: string) => Rule | undefined} enter what is set by entering a value
 */

// Which input is typed into is all that the form asks of the document.
Object.assign(globalThis, { document: { activeElement: null } });

/**
 * The controls of the form under a rule, by their ids.
 * @param {Rule} rule
 */
function controls(rule) {
  /** @type {Rule | undefined} */
  let change;
  const actions = { setRule: (/** @type {Rule} */ given) => (change = given), resetRule() {}, refresh() {} };
  const state = { ...initialState(), gateway: CUSTOM, choice: CUSTOM, rule };
  const view = /** @type {any} */ ({ state, outcome: {}, mask: maskOf(state), say: sayIn('en'), actions });
  /** @type {Map<string, Control>} */
  const found = new Map();
  /** @param {any} part what lit-html would render @param {string} id of the control that it stands in */
  const visit = (part, id) => {
    if (Array.isArray(part)) for (const one of part) visit(one, id);
    if (part?.strings === undefined) return;
    for (const [index, value] of part.values.entries()) {
      // A directive stands for its own value.
      const given = value?._$litDirective$ ? value.values[0] : value;
      const [, attribute, prefix = ''] = /([@.?\w-]+)=["']?([\w-]*)$/.exec(part.strings[index]) ?? [];
      const control = found.get(id) ?? { value: '', options: [], enter: () => undefined };
      if (attribute === 'id') id = prefix + given;
      else if (attribute === 'value') control.options.push(String(given));
      else if (attribute === '.selected' && given) control.value = control.options.at(-1) ?? '';
      else if (attribute === '.value') control.value = String(given);
      else if (attribute === '@change' || attribute === '@input') {
        control.enter = (text) => {
          change = undefined;
          given({ target: { value: text } });
          return change;
        };
      } else visit(given, id);
      if (attribute !== undefined && attribute !== 'id') found.set(id, control);
    }
  };
  visit(ruleForm(view), '');
  return found;
}

/**
 * @param {string} id
 * @param {Rule} [rule]
 */
function control(id, rule = {}) {
  const found = controls(rule).get(id);
  assert(found, `the form has no #${id}`);
  return found;
}

/** What a setting that is no choice is tried with, and what the form makes of it. @type {Record<string, [text: string, value: unknown][]>} */
const TEXTS = {
  include: [
    ['a, b', ['a', 'b']],
    ['', 'all'],
  ],
  exclude: [
    ['a b，c', ['a', 'b', 'c']],
    ['', []],
  ],
  assign: [['=>', '=>']],
  join: [['', '']],
  prefix: [['/path?', '/path?']],
  field: [['hash', 'hash']],
  header: [['X-Sign', 'X-Sign']],
  headerFormat: [
    ['MD5 {sign}', 'MD5 {sign}'],
    ['', null],
  ],
};

/** What a setting needs in order to be asked for. @type {Record<string, Rule>} */
const NEEDS = { headerFormat: { header: 'X-Sign' } };

const values = /** @type {Record<string, readonly string[]>} */ (RULE_VALUES);

for (const [setting, standard] of Object.entries(RULE_DEFAULTS)) {
  if (setting === 'key') continue;
  test(`the form has ${setting}`, () => {
    const id = `rule-${setting}`;
    const needed = NEEDS[setting] ?? {};
    const named = values[setting] ?? (typeof standard === 'boolean' ? ['true', 'false'] : []);
    assert(named.length > 0 || TEXTS[setting], `no value of ${setting} is tried`);
    const parse = (/** @type {string} */ value) => (typeof standard === 'boolean' ? value === 'true' : value);
    for (const value of named) {
      const { options, enter } = control(id, needed);
      assert(options.includes(value), `${id} lacks ${value}`);
      assert.deepEqual(enter(value), { [setting]: parse(value) });
      assert.equal(control(id, { ...needed, [setting]: parse(value) }).value, value, `${id} shows ${value}`);
    }
    if (named.length > 0 && standard === null) assert.deepEqual(control(id).enter('none'), { [setting]: null });
    for (const [text, value] of TEXTS[setting] ?? []) {
      assert.deepEqual(control(id, needed).enter(text), { [setting]: value });
      const shown = [value === 'all' || value === null ? '' : value].flat().join(', ');
      assert.equal(control(id, { ...needed, [setting]: value }).value, shown);
    }
  });
}

test('the form has an order of one’s own', () => {
  const rows = control('rule-order').enter('list');
  assert.deepEqual(rows, { order: [] });
  const own = control('rule-orderList', { order: ['b', 'a'] });
  assert.deepEqual([control('rule-order', { order: ['b', 'a'] }).value, own.value], ['list', 'b, a']);
  assert.deepEqual(own.enter('c, a'), { order: ['c', 'a'] });
});

test('a header that is taken away takes its format along', () => {
  const rule = { header: 'X-Sign', headerFormat: 'MD5 {sign}' };
  assert.deepEqual(control('rule-header', rule).enter(''), { header: null, headerFormat: null });
});

/** Every place of the key, its digest aside. @type {Record<string, Rule['key']>} */
const PLACES = {
  tail: { tail: '&key=' },
  head: { head: 'k' },
  ends: { head: 'h', tail: 't' },
  field: { field: 'secret' },
  none: null,
};

for (const [place, key = null] of Object.entries(PLACES)) {
  test(`the form has the key’s place: ${place}`, () => {
    const rule = { key };
    assert(control('rule-key').options.includes(place));
    assert.equal(control('rule-key', rule).value, place);
    const parts = Object.entries(key ?? {});
    assert.deepEqual(
      Object.keys(control('rule-key').enter(place)?.key ?? {}).sort(),
      parts.map(([name]) => name).sort(),
    );
    for (const [name, text] of parts) {
      const own = control(`rule-key-${name}`, rule);
      assert.equal(own.value, text);
      assert.deepEqual(own.enter('x'), { key: { ...key, [name]: 'x' } });
    }
    if (key === null) return;
    for (const digest of RULE_VALUES['key.digest']) {
      assert.deepEqual(control('rule-key-digest', rule).enter(digest), { key: { ...key, digest } });
      assert.equal(control('rule-key-digest', { key: { ...key, digest } }).value, digest);
      assert.deepEqual(control('rule-key-digest', { key: { ...key, digest } }).enter('none'), { key });
      // Another place keeps it.
      assert.equal(control('rule-key', { key: { ...key, digest } }).enter('head')?.key?.digest, digest);
    }
  });
}
