// A URL with a query, or the line of a request that holds one.
import { message } from './message.mjs';
import { pairsOf } from './pairs.mjs';

const URL_LINE = /^(?:(GET|POST|PUT|DELETE)\s+)?((?:https?:\/\/|\/)[^\s?]*\?)(\S*)(?:\s+HTTP\/[\d.]+)?$/i;

/** @type {import('./types.mjs').Reader} */
export function readUrl(text) {
  const found = URL_LINE.exec(text);
  if (!found) return undefined;
  const [, method, path, query = ''] = found;
  return [urlMessage(`${path}${query.split('#')[0] ?? ''}`, method?.toUpperCase(), [0, text.length])];
}

/**
 * @param {string} url
 * @param {string | undefined} method
 * @param {[number, number]} taken
 */
export function urlMessage(url, method, taken) {
  const { rows, notes } = queryOf(url);
  return message('url', rows, { url, ...(method === undefined ? {} : { method }), taken, notes });
}

/** @param {string} url */
export function queryOf(url) {
  const at = url.indexOf('?');
  return pairsOf(at < 0 ? '' : (url.slice(at + 1).split('#')[0] ?? ''));
}
