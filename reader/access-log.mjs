// nginx's and Apache's access log: the query of the request line, and a body where the format logs one. nginx writes
// quotes, backslashes and what is not ASCII as `\x22`.
import { request } from './body.mjs';
import { unescapeHex } from './escapes.mjs';
import { endOfString } from './json.mjs';
import { LIMITS } from './limits.mjs';
import { message, moved } from './message.mjs';
import { note, stoppedAt } from './notes.mjs';

const BEGINNING = /^\S{1,100} \S{1,100} \S{1,100} \[[^\]\n]{10,40}\] "/;
const REQUEST = /^(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) (\S+)(?: HTTP\/[\d.]+)?$/;

/** @type {import('./types.mjs').Reader} */
export function readAccessLog(text) {
  const messages = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const beginning = BEGINNING.exec(line)?.[0];
    if (beginning === undefined) return messages.length > 0 ? messages : undefined;
    const read = readLine(line, beginning.length - 1);
    if (read !== undefined) messages.push(moved(read, start));
    if (messages.length > LIMITS.messages) break;
    start += line.length + 1;
  }
  return messages.length > 0 ? messages : undefined;
}

/**
 * @param {string} line
 * @param {number} at the first quote
 */
function readLine(line, at) {
  const quoted = [];
  let isBroken = false;
  for (let open = at; open >= 0;) {
    const end = endOfString(line, open);
    if (end === undefined) {
      isBroken = true;
      break;
    }
    quoted.push(line.slice(open + 1, end - 1));
    open = line.indexOf('"', end);
  }
  const [, method, url] = REQUEST.exec(quoted[0] ?? '') ?? [];
  if (method === undefined) return undefined;
  // The last of them that is a body; the others are the referrer and the browser.
  const raw = quoted
    .slice(1)
    .reverse()
    .find((one) => /^\s*(?:\{|<|[\w.[\]%-]{1,100}=)|^\\x7B/i.test(one));
  const body = raw && unescapeHex(raw);
  const isEscaped = body !== raw;
  const read = request({ url, method, headers: [], body });
  return message('nginx', [], {
    ...read,
    exact: read.exact && !isEscaped && !isBroken,
    taken: [0, line.length],
    notes: [...read.notes, ...(isEscaped ? [note('escaped')] : []), ...(isBroken ? [stoppedAt(line.length)] : [])],
  });
}
