// What stands beside a body, or in its place. It comes from strangers, and is no reason to throw.
import { LIMITS } from './constants.mjs';
import { NoReply } from './glue/fensign.js';
import { isObject, isWellFormed, kindOf } from './values.mjs';

/**
 * What can cross into the module, of what a stranger sent.
 * @param {unknown} value
 */
export const usable = (value) =>
  typeof value === 'string' && isWellFormed(value) ? value.slice(0, LIMITS.text) : undefined;

/**
 * The text of a header, if it stands there once.
 * @param {unknown} headers those of Node.js, or an object with `get`, which ignores letter case
 * @param {string} header
 */
export function headerOf(headers, header) {
  if (!isObject(headers)) return undefined;
  const given = /** @type {Record<string, unknown>} */ (headers);
  if (typeof given.get === 'function') return usable(given.get(header));
  const names = Object.keys(given).filter((name) => name.toLowerCase() === header.toLowerCase());
  const [values, ...others] = names.flatMap((name) => given[name] ?? []);
  return others.length === 0 ? usable(values) : undefined;
}

/**
 * Why there is nothing to read of a reply, and what names it: what `fetch` threw in place of a body, or a status that is not
 * of success.
 * @param {unknown} body
 * @param {unknown} received
 * @returns {[NoReply, string] | undefined}
 */
export function failureOf(body, received) {
  try {
    if (isError(body)) return thrownBy(body);
    if (!isObject(received)) return undefined;
    const { status, headers } = /** @type {Record<string, unknown>} */ (received);
    if (status === undefined) return undefined;
    if (typeof status !== 'number') return [NoReply.Status, kindOf(status)];
    if (status >= 200 && status <= 299) return undefined;
    const [type = ''] = headerOf(headers, 'content-type')?.match(MEDIA_TYPE) ?? [];
    const isRedirect = status >= 300 && status <= 399;
    return [isRedirect ? NoReply.Redirect : NoReply.Status, type ? `${status} (${type})` : String(status)];
  } catch {
    return undefined; // A getter may throw.
  }
}

const MEDIA_TYPE = /^[\w.+-]{1,40}\/[\w.+-]{1,40}/u;
const SYSTEM_CODE = /^\w{1,60}$/u;

/**
 * Those of another realm too, which a test runner's may come from.
 * @param {unknown} value
 * @returns {value is Error}
 */
const isError = (value) =>
  isObject(value) &&
  (value instanceof Error || /^\[object (?:Error|DOMException)\]$/u.test(Object.prototype.toString.call(value)));

/**
 * Not its message, which may show the address that was called, and so what was sent.
 * @param {Error} error
 * @returns {[NoReply, string]}
 */
function thrownBy(error) {
  const { name, cause, code } = /** @type {{ name: unknown, cause?: { code?: unknown }, code?: unknown }} */ (error);
  if (name === 'TimeoutError') return [NoReply.TimedOut, ''];
  if (name === 'AbortError') return [NoReply.Aborted, ''];
  const known = [cause?.code, code, name].find((word) => typeof word === 'string' && SYSTEM_CODE.test(word));
  return [NoReply.NotReceived, String(known ?? 'Error')];
}
