// Reads whatever was pasted or piped in: which form it has, its messages, the text of every value as it came.
import { readAccessLog } from './access-log.mjs';
import { readCalls } from './calls.mjs';
import { readCommand } from './commands.mjs';
import { readCsharp } from './csharp.mjs';
import { readCurl } from './curl.mjs';
import { readExcerpts } from './excerpt.mjs';
import { FORMS } from './forms.mjs';
import { readGo } from './go.mjs';
import { readHar } from './har.mjs';
import { readHttp } from './http.mjs';
import { readJava } from './java.mjs';
import { LIMITS } from './limits.mjs';
import { readLines } from './lines.mjs';
import { readLiteral } from './literals.mjs';
import { readJson, readLogfmt } from './logs.mjs';
import { moved, tidied } from './message.mjs';
import { readMysql } from './mysql.mjs';
import { NOTE_CODES, note } from './notes.mjs';
import { readPairs, signOf } from './pairs.mjs';
import { readPhp } from './php.mjs';
import { readPowershell } from './powershell.mjs';
import { readTable } from './tables.mjs';
import { readUrl } from './url.mjs';
import { readBase64, readEscaped, readFences, readHtml, readPercent, readQuoted, readTypographic } from './wrapped.mjs';
import { readXml } from './xml.mjs';

export { FORMS, LIMITS, NOTE_CODES };

/** @typedef {import('./types.mjs').PastedMessage} PastedMessage */
/** @typedef {import('./types.mjs').Reading} Reading */
/** @typedef {import('./types.mjs').Reader} Reader */

/** How often what was wrapped may be wrapped again. */
const WRAPPINGS = 4;

/**
 * In this order, and the first that reads the text has it:
 * - what names itself: commands, calls, HTTP, HAR, the lines of an access log;
 * - what has a grammar of its own that no other text fits: XML, JSON, and wrappings around such;
 * - what programs print, the stricter first: a literal with quotes, then what stands without them;
 * - pairs and lines, which much text resembles;
 * - messages inside of other text: everything that was read as a whole would be found there in part.
 * @type {Reader[]}
 */
const READERS = [
  readFences,
  readCurl,
  readCommand,
  readPowershell,
  readHttp,
  readHar,
  readAccessLog,
  readXml,
  readJson,
  readQuoted,
  readEscaped,
  readHtml,
  readPercent,
  readBase64,
  readCalls,
  readPhp,
  readGo,
  readCsharp,
  readJava,
  readLiteral,
  readTypographic,
  readUrl,
  readPairs,
  readMysql,
  readTable,
  readLogfmt,
  readLines,
  readExcerpts,
];

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
  const messages = firstThatReads(trimmed, tails, 0);
  if (messages !== undefined) return reading(messages, text, start);
  return { messages: [], problem: note(signOf(trimmed) === undefined ? 'unknown' : 'sign-only') };
}

/**
 * @param {PastedMessage[]} found
 * @param {string} text
 * @param {number} start where the text begins that they were found in
 * @returns {Reading}
 */
function reading(found, text, start) {
  const messages = found.slice(0, LIMITS.messages).map((one) => tidied(withSpaceNoted(moved(one, start), text), text));
  const left = found[LIMITS.messages];
  const problem =
    left === undefined
      ? messages.flatMap(({ notes }) => notes).find(({ code }) => STOPS.has(code))
      : note('many-messages', { at: left.taken[0] + start });
  return { messages, ...(problem === undefined ? {} : { problem }) };
}

/**
 * Space around a form or a signed string may have been signed. A line break at the end is that of a file.
 * @param {PastedMessage} one
 * @param {string} text
 * @returns {PastedMessage}
 */
function withSpaceNoted(one, text) {
  if (one.form !== 'form' && one.form !== 'string') return one;
  const [from, to] = one.taken;
  if (!/[^\S\r\n]/.test(text.charAt(from - 1) + text.charAt(to)) || one.notes.some(({ code }) => code === 'excerpt'))
    return one;
  return { ...one, exact: false, notes: [...one.notes, note('trimmed')] };
}

/** Notes of a message that was not read to its end. */
const STOPS = new Set(['stopped', 'stopped-in', 'deep', 'many', 'gave-up', 'body']);

/**
 * @param {string} text
 * @param {string[]} tails
 * @param {number} level
 * @returns {PastedMessage[] | undefined}
 */
function firstThatReads(text, tails, level) {
  const inner = (/** @type {string} */ wrapped) =>
    level < WRAPPINGS && wrapped !== '' ? firstThatReads(wrapped, tails, level + 1) : undefined;
  for (const reader of READERS) {
    const messages = reader(text, { tails, inner });
    if (messages !== undefined) return messages;
  }
  return undefined;
}
