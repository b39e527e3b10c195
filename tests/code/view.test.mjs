// The view of it: what is shown is what is copied, and no key is in either.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gateway, MASK } from 'fensign';
import { LANGUAGES, codeFor } from '../../www/src/code/index.mjs';
import { sayIn } from '../../www/src/i18n/words.mjs';
import { codeInputOf, signatureAsCode } from '../../www/src/views/code.mjs';

const SECRET = 'Zx9-secret-of-this-page';

/**
 * As much of a view as this one takes.
 * @param {Record<string, string | null>} fields
 * @param {(text: string) => string} hide
 */
function viewOf(fields, hide = (text) => text) {
  const gateway = new Gateway('pass2pay', { secret: SECRET });
  const explanation = gateway.explain(fields);
  gateway.free();
  /** @type {string[]} */
  const copied = [];
  const rows = Object.entries(fields).map(([name, text]) => ({
    name,
    text: text ?? '',
    kind: text === null ? 'null' : 'text',
  }));
  const shown = explanation.fields.map(({ text, ...field }) => ({ ...field, text: hide(text) }));
  const view = {
    state: { language: 'en', gateway: 'pass2pay', rows },
    outcome: { explanation: { ...explanation, fields: shown }, isSigned: true },
    mask: { hide },
    say: sayIn('en'),
    actions: { copy: (/** @type {string} */ text) => copied.push(text) },
  };
  return { view: /** @type {any} */ (view), copied, sign: explanation.sign };
}

/**
 * All that a template has in it, flat.
 * @param {unknown} value
 * @returns {unknown[]}
 */
function partsOf(value) {
  if (Array.isArray(value)) return value.flatMap(partsOf);
  if (typeof value === 'object' && value !== null && 'values' in value) return partsOf(value.values);
  return [value];
}

/** @type {(view: any, chosen: import('../../www/src/code/index.mjs').LanguageId) => unknown[]} */
function render(view, chosen) {
  const input = codeInputOf(view);
  assert(input);
  return partsOf(signatureAsCode(view, { ...input, chosen, choose: () => undefined }));
}

const FIELDS = { mchNo: 'M1', amount: '8', extParam: '', none: null, token: SECRET };

test('what is shown in each language is what is copied, the signature with it', () => {
  for (const { id } of LANGUAGES) {
    const { view, copied, sign } = viewOf({ mchNo: 'M1', none: null });
    const input = codeInputOf(view);
    assert.deepEqual(input?.fields, [
      { name: 'mchNo', text: 'M1' },
      { name: 'none', text: null },
    ]);
    const result = codeFor(/** @type {NonNullable<typeof input>} */ (input), id, 'en');
    assert('code' in result);
    const parts = render(view, id);
    assert(parts.includes(result.code), id);
    assert(result.code.includes(sign), id);
    const [click] = parts.filter((part) => typeof part === 'function' && part.length === 0);
    assert(typeof click === 'function');
    click();
    assert.deepEqual(copied, [result.code], id);
  }
});

test('a key among the fields is in no code, and that it was masked is said', () => {
  for (const { id } of LANGUAGES) {
    const { view } = viewOf(FIELDS, (text) => text.replaceAll(SECRET, MASK));
    const text = render(view, id).map(String).join('\n');
    assert(!text.includes(SECRET), id);
    assert.match(text, /masked here as \*\*\*/, id);
  }
});

test('without a secret there is a program, but no signature to expect', () => {
  const { view, sign } = viewOf({ mchNo: 'M1' });
  view.outcome.isSigned = false;
  for (const { id, kind } of LANGUAGES) {
    const text = render(view, id).map(String).join('\n');
    assert(!text.includes(sign), id);
    if (kind === 'test') assert.match(text, /Enter the secret first/, id);
    else assert.match(text, /FENSIGN_SECRET=/, id);
  }
});

test('there is nothing where nothing is signed', () => {
  const { view } = viewOf({ mchNo: 'M1' });
  view.outcome.explanation = undefined;
  assert.equal(codeInputOf(view), undefined);
});
