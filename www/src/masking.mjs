// What is shown, copied or shared has its keys masked: the secrets that were typed, and whatever else is one by its name or
// its place, whoever's it is.
import { MASK } from 'fensign';
import { isKeyName, keysAtEnds, merged, namedKeys, veiled } from './keys.mjs';
import { ruleOf } from './state.mjs';
import { keysInStrings } from './two-strings.mjs';

/** @typedef {import('./state.mjs').State} State */
/** @typedef {import('./keys.mjs').Span} Span */
/** @typedef {ReturnType<typeof maskOf>} Mask */

/** A shorter one could stand anywhere by chance; it is masked only where it stands alone, or under its name. */
const LEAST_TYPED = 4;
const LEAST_FOUND = 8;

/** @param {State} state */
export function maskOf(state) {
  const keys = keysOf(state);
  /** @param {string} text @returns {Span[]} */
  const spansOf = (text) => merged([...keys.flatMap((key) => placesOf(text, key)), ...namedKeys(text)]);
  return {
    /** @param {string} text */
    veil: (text) => veiled(text, spansOf(text)),
    /** @param {string} text */
    hide: (text) => veiled(text, spansOf(text)).shown,
    /**
     * A field's value, which its name may tell to be a key.
     * @param {string} name
     * @param {string} text
     */
    hideValue: (name, text) => (isKeyName(name) && text !== '' ? MASK : veiled(text, spansOf(text)).shown),
  };
}

/**
 * Each way in which a key may be written, the longest first.
 * @param {State} state
 */
function keysOf(state) {
  const typed = [state.secret, ...state.candidates].flatMap((secret) => [secret, secret.trim()]);
  const found = foundIn(state).filter((key) => key.length >= LEAST_FOUND);
  const ways = [...typed, ...found].flatMap((key) => [
    key,
    new URLSearchParams([['', key]]).toString().slice(1),
    JSON.stringify(key).slice(1, -1),
  ]);
  return [...new Set(ways)].filter((key) => key !== '').sort((one, other) => other.length - one.length);
}

/** @param {State} state */
function foundIn(state) {
  const { rows, body = '', theirs, paste, baseUrl, reading } = state;
  const read = reading.messages.flatMap(({ secret }) => secret ?? []);
  const values = rows.flatMap(({ name, text }) => (isKeyName(name) ? [text] : partsOf(text, namedKeys(text))));
  const texts = [...new Set([body, theirs, paste, baseUrl])].flatMap((text) => partsOf(text, namedKeys(text)));
  return [
    ...read,
    ...values,
    ...texts,
    ...partsOf(theirs, keysAtEnds(theirs, rows)),
    ...inStrings(state),
    ...keysInStrings(state),
  ];
}

/**
 * Of what was pasted, only what looks like a string to sign has a key at its ends. Of the fields that were read of it, its
 * own are no help.
 * @param {State} state
 */
function inStrings(state) {
  const { paste, reading } = state;
  const isString = reading.messages.some(({ form }) => /^(?:form|lines|string)$/.test(form));
  const key = ruleOf(state)?.key;
  const rule = [key?.head, key?.tail].flatMap((text) => (text === undefined ? [] : partsOf(text, namedKeys(text))));
  return isString ? [...rule, ...partsOf(paste, keysAtEnds(paste, []))] : rule;
}

/**
 * @param {string} text
 * @param {Span[]} spans
 */
const partsOf = (text, spans) => spans.map(([start, end]) => text.slice(start, end));

/**
 * @param {string} text
 * @param {string} key
 * @returns {Span[]}
 */
function placesOf(text, key) {
  if (key.length < LEAST_TYPED) return text === key ? [[0, text.length]] : [];
  /** @type {Span[]} */
  const places = [];
  for (let at = text.indexOf(key); at >= 0; at = text.indexOf(key, at + key.length)) places.push([at, at + key.length]);
  return places;
}

/**
 * The same data with every text masked; what is under the name of a key is one.
 * @template T
 * @param {T} data
 * @param {Mask} mask
 * @returns {T}
 */
export function masked(data, mask) {
  /** @type {(value: unknown, name: string) => unknown} */
  const copy = (value, name) => {
    if (typeof value === 'string') return mask.hideValue(name, value);
    if (Array.isArray(value)) return value.map((item) => copy(item, ''));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, copy(item, name)]));
  };
  return /** @type {T} */ (copy(data, ''));
}

/**
 * A field in a list.
 * @template {{ name: string, text: string }} T
 * @param {T} field
 * @param {Mask} mask
 * @returns {T}
 */
export const maskedField = (field, mask) => ({
  ...field,
  name: mask.hide(field.name),
  text: mask.hideValue(field.name, field.text),
});

/**
 * What the page shows of a result.
 * @param {import('./state.mjs').Outcome} outcome
 * @param {Mask} mask
 * @returns {import('./state.mjs').Outcome}
 */
export function maskedOutcome({ explanation, ...outcome }, mask) {
  if (explanation === undefined) return masked(outcome, mask);
  const { fields, ...rest } = explanation;
  const shown = { ...masked(rest, mask), fields: fields.map((field) => maskedField(field, mask)) };
  return { ...masked(outcome, mask), explanation: shown };
}
