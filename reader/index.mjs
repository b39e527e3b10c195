// Reads whatever was pasted or piped in: which form it has, its messages, the text of every value as it came.
import { readCurl } from './curl.mjs';
import { readExcerpts } from './excerpt.mjs';
import { FORMS } from './forms.mjs';
import { readJava } from './java.mjs';
import { readJsonAt } from './json.mjs';
import { LIMITS } from './limits.mjs';
import { readLines } from './lines.mjs';
import { moved, tidied } from './message.mjs';
import { NOTE_CODES, note } from './notes.mjs';
import { readPairs, signOf } from './pairs.mjs';
import { readUrl } from './url.mjs';

export { FORMS, LIMITS, NOTE_CODES };

/** @typedef {import('./types.mjs').PastedMessage} PastedMessage */
/** @typedef {import('./types.mjs').Reading} Reading */
/** @typedef {import('./types.mjs').Reader} Reader */

/**
 * In this order: what says itself what it is first, then what is known by its whole, then what is found inside.
 * @type {Reader[]}
 */
const READERS = [readCurl, readJson, readJava, readUrl, readPairs, readLines, readExcerpts];

/**
 * Never throws, whatever the text.
 * @param {string} text
 * @param {{ tails?: string[] }} [options] `tails`: what stands before the key in a signed string, as `&key=`
 * @returns {Reading}
 */
export function read(text, { tails = [] } = {}) {
  if (text.length > LIMITS.text) return { messages: [], problem: note('long') };
  const start = /^\uFEFF?\s*/.exec(text)?.[0].length ?? 0;
  const trimmed = text.slice(start).trimEnd();
  if (trimmed === '') return { messages: [], problem: note('empty') };
  for (const reader of READERS) {
    const messages = reader(trimmed, { tails });
    if (messages !== undefined) return reading(messages, text, start);
  }
  return { messages: [], problem: note(signOf(trimmed) === undefined ? 'unknown' : 'sign-only') };
}

/**
 * @param {PastedMessage[]} found
 * @param {string} text
 * @param {number} start where the text begins that they were found in
 * @returns {Reading}
 */
function reading(found, text, start) {
  const messages = found.slice(0, LIMITS.messages).map((one) => tidied(moved(one, start), text));
  const left = found[LIMITS.messages];
  const problem =
    left === undefined
      ? messages.flatMap(({ notes }) => notes).find(({ code }) => STOPS.has(code))
      : note('many-messages', { at: left.taken[0] + start });
  return { messages, ...(problem === undefined ? {} : { problem }) };
}

/** Notes of a message that was not read to its end. */
const STOPS = new Set(['stopped', 'stopped-in', 'deep', 'many']);

/** @type {Reader} */
function readJson(text) {
  const found = text.startsWith('{') ? readJsonAt(text, 0) : undefined;
  if (found === undefined || 'stopped' in found || found.end < text.length) return undefined;
  return found.message.exact ? [found.message] : undefined;
}
