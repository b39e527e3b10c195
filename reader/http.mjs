// Requests and responses as they go over the wire.
import { header, headerOf, readBody, request } from './body.mjs';
import { LIMITS } from './limits.mjs';
import { message } from './message.mjs';
import { note } from './notes.mjs';

const START =
  /^(?:(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS) (\S+) HTTP\/[\d.]+|HTTP\/[\d.]+ (\d{3})[^\r\n]*)[ \t]*(?:\r?\n|$)/gm;

/** @type {import('./types.mjs').Reader} */
export function readHttp(text) {
  const starts = [...text.matchAll(START)];
  if (starts[0]?.index !== 0) return undefined;
  return starts.slice(0, LIMITS.messages + 1).map((start, index) => {
    const end = starts[index + 1]?.index ?? text.length;
    const [line, target, status] = start;
    return readOne(text, [start.index, end], start.index + line.length, target, status);
  });
}

/**
 * @param {string} text
 * @param {[number, number]} taken
 * @param {number} at behind the first line
 * @param {string | undefined} target
 * @param {string | undefined} status
 */
function readOne(text, taken, at, target, status) {
  /** @type {[string, string][]} */
  const headers = [];
  let end = at;
  while (end < taken[1]) {
    const newline = text.indexOf('\n', end);
    const lineEnd = newline < 0 || newline > taken[1] ? taken[1] : newline;
    const line = text.slice(end, lineEnd).replace(/\r$/, '');
    end = lineEnd + 1;
    if (line === '') break;
    headers.push(headerOf(line));
  }
  const { body, isExact } = bodyOf(
    text.slice(end, taken[1]),
    header(headers, 'content-length'),
    taken[1] < text.length,
  );
  const method = /^[A-Z]+(?= )/.exec(text.slice(taken[0], taken[0] + 8))?.[0];
  const notes = isExact ? [] : [note('length', { at: Math.min(end, taken[1]) })];
  if (status !== undefined) {
    const type = header(headers, 'content-type');
    const read = readBody(body);
    return message('http', read.rows, {
      status: Number(status),
      headers,
      body,
      ...(type === undefined ? {} : { contentType: type }),
      exact: read.exact && isExact,
      taken,
      notes: [...read.notes, ...notes],
    });
  }
  const read = request({ url: target, method, headers, body: body === '' ? undefined : body });
  return message('http', [], { ...read, exact: read.exact && isExact, taken, notes: [...read.notes, ...notes] });
}

/**
 * The body without the line break that the paste ends with, as its length tells.
 * @param {string} rest
 * @param {string | undefined} length
 * @param {boolean} isFollowed by another message
 */
function bodyOf(rest, length, isFollowed) {
  const body = isFollowed ? rest.replace(/\s+$/, '') : rest;
  if (length === undefined || !/^\d+$/.test(length)) return { body, isExact: true };
  const wanted = Number(length);
  const fits = (/** @type {string} */ one) => new TextEncoder().encode(one).length === wanted;
  const isExact = fits(body) || fits(rest);
  return { body: fits(rest) ? rest : body, isExact };
}
