// Which of several messages of one text is meant.
import { gateways } from 'fensign/tables';

/** @typedef {import('./types.mjs').PastedMessage} Read */
/** @typedef {{ message: Read, string?: Read }} Choice the string that the other side signed, where it stands beside the message */

const SIGNATURES = new Set(gateways().flatMap(({ rule }) => (rule?.field === undefined ? [] : [rule.field])));

/**
 * The only one with a signature, or that a signed string belongs to; nothing if that does not tell.
 * @param {Read[]} messages
 * @returns {Choice | undefined}
 */
export function choose(messages) {
  const distinct = messages.filter((one, index) => messages.findIndex((other) => isSame(one, other)) === index);
  const strings = distinct.filter(({ form }) => form === 'string');
  const others = distinct.filter(({ form }) => form !== 'string');
  const stringOf = (/** @type {Read} */ message) => strings.find((string) => isOf(string, message));
  const candidates = [others.filter(hasSignature), others.filter(stringOf), strings.filter(hasSignature), distinct];
  const [message] = candidates.find(({ length }) => length === 1) ?? [];
  if (message === undefined) return undefined;
  const string = message.form === 'string' ? undefined : stringOf(message);
  return { message, ...(string && { string }) };
}

/**
 * The one that the user names, counted from 1.
 * @param {Read[]} messages
 * @param {string} number
 * @returns {Choice | undefined}
 */
export function numbered(messages, number) {
  const message = /^[1-9]\d{0,5}$/u.test(number) ? messages[Number(number) - 1] : undefined;
  return message && { message };
}

/** @param {Read} message */
const hasSignature = ({ sign, rows }) => sign !== undefined || rows.some(({ name }) => SIGNATURES.has(name));

/**
 * Logs repeat themselves.
 * @param {Read} one
 * @param {Read} other
 */
const isSame = (one, other) =>
  one.form === other.form &&
  one.body === other.body &&
  one.sign === other.sign &&
  JSON.stringify(one.rows) === JSON.stringify(other.rows);

/**
 * Whether most of the signed string's names are the message's.
 * @param {Read} string
 * @param {Read} message
 */
function isOf(string, message) {
  const names = new Set(message.rows.map(({ name }) => name));
  return string.rows.filter(({ name }) => names.has(name)).length * 2 > string.rows.length;
}
