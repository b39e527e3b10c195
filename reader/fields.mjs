// What was read, for the package: fields with their values, or the text that has them.
import { LIMITS } from 'fensign';
import { readValue } from './json.mjs';

/** @typedef {import('fensign').Fields} Fields */
/** @typedef {import('fensign/tables').OperationInfo} OperationInfo */
/** @typedef {import('./types.mjs').PastedMessage} Read */
/** @typedef {import('./types.mjs').Row} Row */

/**
 * The text that has all fields of the message as they came: the body, or an address with a query.
 * @param {Pick<Read, 'body' | 'url'>} message
 */
export function wholeText({ body, url }) {
  const hasQuery = url?.includes('?') === true;
  if (body === undefined) return hasQuery ? url : undefined;
  return hasQuery && !url?.endsWith(`?${body}`) ? undefined : body;
}

/**
 * Fields for the package. Its names may be anything, `__proto__` too.
 * @param {Row[]} rows
 * @param {OperationInfo} [operation] whose table wants some as JSON values
 * @returns {Fields}
 */
export function toFields(rows, operation) {
  const isStructured = (/** @type {string} */ name) =>
    operation?.fields.some((field) => field.name === name && /^(?:object|objects|texts)$/u.test(field.kind)) === true;
  const fields = Object.create(null);
  for (const { name, text, kind } of rows) fields[name] = valueOf(kind, text, isStructured(name));
  return fields;
}

/**
 * @param {Row['kind']} kind
 * @param {string} text
 * @param {boolean} isStructured
 */
function valueOf(kind, text, isStructured) {
  if (isStructured) {
    try {
      return readValue(text.trim());
    } catch {
      return text; // The check says what is wrong with it.
    }
  }
  if (kind === 'null') return null;
  if (kind === 'boolean') return text === 'true';
  if (kind === 'integer' && text.length <= LIMITS.digits) return BigInt(text);
  return text; // A nested value, 1.0 and 1e7 are signed by their text, as they stand.
}

/**
 * Headers by their names, in whatever letter case. One that stands twice has both values, as HTTP joins them: neither of two
 * signatures is the one.
 * @param {[name: string, value: string][]} pairs
 * @returns {Record<string, string>}
 */
export function headersByName(pairs) {
  /** @type {Map<string, [name: string, value: string]>} */
  const headers = new Map();
  for (const [name, value] of pairs) {
    const known = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), known ? [known[0], `${known[1]}, ${value}`] : [name, value]);
  }
  return Object.fromEntries(headers.values());
}
