// How each gateway signs, written from its documents with node:crypto alone.
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** @typedef {Record<string, unknown>} Fields what a body holds */

/** @param {string} text */
const md5 = (text) => createHash('md5').update(text, 'utf8').digest('hex');

/** @param {Fields} fields */
const entries = (fields) =>
  Object.entries(fields).flatMap(([name, value]) =>
    name === 'sign' || value === null || value === undefined
      ? []
      : [/** @type {[string, string]} */ ([name, String(value)])],
  );

/**
 * All documented names are ASCII, where the order of UTF-16 units is that of bytes.
 * @param {[string, string][]} pairs
 */
const byName = (pairs) => [...pairs].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));

/** @param {[string, string][]} pairs */
const joined = (pairs) => pairs.map(([name, value]) => `${name}=${value}`).join('&');

/** Java's String.CASE_INSENSITIVE_ORDER folds each unit: upper case, then lower. @param {string} text */
const folded = (text) => Array.from(text, (character) => character.toUpperCase().toLowerCase()).join('');

/**
 * pass2pay: null and "" are dropped; whole `name=value&` pairs are sorted, ignoring case.
 * @param {Fields} fields
 * @param {string} secret
 */
export function pass2pay(fields, secret) {
  const pairs = entries(fields).flatMap(([name, value]) => (value === '' ? [] : [`${name}=${value}&`]));
  const sorted = [...pairs].sort((a, b) => (folded(a) < folded(b) ? -1 : Number(folded(a) > folded(b))));
  return md5(`${sorted.join('')}key=${secret}`).toUpperCase();
}

/**
 * payindex: what PHP's empty() calls empty is dropped, "0" too.
 * @param {Fields} fields
 * @param {string} secret
 */
export function payindex(fields, secret) {
  const filled = entries(fields).filter(([, value]) => value !== '' && value !== '0');
  return md5(`${joined(byName(filled))}&key=${secret}`).toUpperCase();
}

/**
 * xipay: null is dropped, "" is signed; lower case.
 * @param {Fields} fields
 * @param {string} secret
 */
export const xipay = (fields, secret) => md5(`${joined(byName(entries(fields)))}&key=${secret}`);

/**
 * 4pyun's forms: null and "" are dropped.
 * @param {Fields} fields
 * @param {string} secret
 */
export function p4yun(fields, secret) {
  const filled = entries(fields).filter(([, value]) => value !== '');
  return md5(`${joined(byName(filled))}&app_secret=${secret}`).toUpperCase();
}

/**
 * 4pyun's JSON: the exact body.
 * @param {string} body
 * @param {string} secret
 */
export const p4yunBody = (body, secret) => md5(`${body}&app_secret=${secret}`).toUpperCase();

/**
 * epay: "" is dropped, "0" is not, and neither is sign_type signed; the bare secret at the end, lower case.
 * @param {Fields} fields
 * @param {string} secret
 */
export function epay(fields, secret) {
  const filled = entries(fields).filter(([name, value]) => name !== 'sign_type' && value !== '');
  return md5(joined(byName(filled)) + secret);
}

/**
 * Nobody has published how wecard's messages are signed. This is a contract of our own: HMAC-SHA256 of the exact body, lower
 * case, in the header X-Contract-Sign of requests and notifications; replies are not signed.
 * @param {string} body
 * @param {string} secret
 */
export const wecard = (body, secret) => createHmac('sha256', secret).update(body, 'utf8').digest('hex');

/**
 * @param {unknown} sign
 * @param {string} right
 */
export function isSame(sign, right) {
  const [a, b] = [Buffer.from(String(sign)), Buffer.from(right)];
  return a.length === b.length && timingSafeEqual(a, b);
}
