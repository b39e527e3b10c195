// The body of a request or a response, whose bytes are exact.
import { readJsonAt } from './json.mjs';
import { pairsOf } from './pairs.mjs';
import { note } from './notes.mjs';

/**
 * What the body of a request holds.
 * @param {string} body
 * @returns {Pick<import('./types.mjs').PastedMessage, 'rows' | 'notes' | 'exact'>}
 */
export function readBody(body) {
  const start = body.length - body.trimStart().length;
  if (body[start] === '{') {
    const found = readJsonAt(body, start);
    if ('message' in found) {
      const { rows, notes } = found.message;
      const isWhole = notes.length === 0 && body.slice(found.end).trim() === '';
      // Its offsets are those of the body, which may stand escaped in the paste.
      return { rows, exact: isWhole, notes: isWhole ? [] : [note('body', { field: rows.at(-1)?.name ?? '' })] };
    }
  }
  if (/^[^\s=&{}<>"]{1,200}=/.test(body)) return { ...pairsOf(body), exact: true };
  return { rows: [], exact: true, notes: body.trim() === '' ? [] : [note('unknown')] };
}

/**
 * A request as a command or a program writes it: the query's fields, then those of the body.
 * @param {object} parts
 * @param {string | undefined} parts.url
 * @param {string | undefined} parts.method
 * @param {[string, string][]} parts.headers
 * @param {string | undefined} parts.body
 * @returns {Omit<import('./types.mjs').PastedMessage, 'form' | 'taken'>}
 */
export function request({ url, method, headers, body }) {
  const query = url?.includes('?') ? pairsOf(url.slice(url.indexOf('?') + 1).split('#')[0] ?? '') : undefined;
  const inner = body === undefined ? undefined : readBody(body);
  const contentType = header(headers, 'content-type');
  return {
    rows: [...(query?.rows ?? []), ...(inner?.rows ?? [])],
    exact: inner?.exact ?? true,
    notes: [...(query?.notes ?? []), ...(inner?.notes ?? [])],
    ...(url === undefined ? {} : { url }),
    method: method?.toUpperCase() ?? (body === undefined ? 'GET' : 'POST'),
    headers,
    ...(contentType === undefined ? {} : { contentType }),
    ...(body === undefined ? {} : { body }),
  };
}

/**
 * @param {[string, string][]} headers
 * @param {string} wanted
 */
export const header = (headers, wanted) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

/**
 * `Name: value`
 * @param {string} line
 * @returns {[string, string]}
 */
export function headerOf(line) {
  const at = line.indexOf(':', 1);
  return at < 0 ? [line.trim(), ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
}
