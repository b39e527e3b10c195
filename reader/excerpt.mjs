// Messages inside of other text, as in a log. Each candidate is tried once, and looking for the next goes on where
// it ended or failed, so that no text is read over and over.
import { readJavaAt, isJavaAt } from './java.mjs';
import { readGoMapAt } from './go.mjs';
import { readJsonAt } from './json.mjs';
import { LIMITS } from './limits.mjs';
import { moved, within } from './message.mjs';
import { note } from './notes.mjs';
import { isStringLabel, pairsMessage, signOf } from './pairs.mjs';
import { readDumpAt, readPrintedAt } from './php.mjs';
import { urlMessage } from './url.mjs';
import { readLiteralAt } from './values.mjs';
import { readEscaped } from './wrapped.mjs';
import { readXmlAt } from './xml.mjs';

/** @typedef {import('./types.mjs').PastedMessage} PastedMessage */
/** @typedef {import('./types.mjs').Context} Context */
/** @typedef {import('./types.mjs').Found} Found */

const CANDIDATE = /[{([=<]|https?:\/\//g;

/** How many times the text's length may be read in vain; from then on, what was read in vain is not looked into. */
const PATIENCE = 4;

/** @type {import('./types.mjs').Reader} */
export function readExcerpts(text, context) {
  /** @type {PastedMessage[]} */
  const messages = [];
  let vain = 0;
  CANDIDATE.lastIndex = 0;
  for (let found; (found = CANDIDATE.exec(text)) !== null;) {
    const read = readCandidate(text, found.index, found[0], context);
    if (read === undefined) continue;
    if ('stopped' in read) {
      vain += read.stopped - found.index;
      if (vain > PATIENCE * text.length) CANDIDATE.lastIndex = Math.max(CANDIDATE.lastIndex, read.stopped);
      continue;
    }
    messages.push(read.message);
    CANDIDATE.lastIndex = Math.max(read.end, found.index + 1);
    if (messages.length > LIMITS.messages) break;
  }
  const [only] = messages;
  const isWhole = messages.length === 1 && only?.taken[0] === 0;
  if (messages.length === 0) return undefined;
  return isWhole ? messages : messages.map((one) => ({ ...one, notes: [...one.notes, note('excerpt')] }));
}

/**
 * @param {string} text
 * @param {number} at
 * @param {string} candidate
 * @param {Context} context
 * @returns {Found | undefined}
 */
function readCandidate(text, at, candidate, context) {
  if (candidate === '=') return readRun(text, at, context.tails);
  if (candidate.startsWith('http')) return readUrlAt(text, at);
  if (candidate === '<')
    return /^<(?:\?xml|xml>|\w{1,60}>\s{0,20}<\w)/.test(text.slice(at, at + 100)) ? readXmlAt(text, at) : undefined;
  const name = nameBefore(text, at);
  if (candidate === '{') {
    if (/^\{\s{0,100}\\/.test(text.slice(at, at + 110))) return readEscapedAt(text, at, context);
    const json = readJsonAt(text, at);
    if ('message' in json && (json.message.exact ? json.message.rows.length > 0 : false)) return json;
    if (isJavaAt(text, at)) return readJavaAt(text, at);
    return furthest(json, readLiteral(text, at));
  }
  if (candidate === '[' && name === 'map') return readGoMapAt(text, at - 3);
  if (candidate === '(' && /^(?:array|object)$/.test(name)) {
    const dump = readDumpAt(text, at - name.length);
    return 'message' in dump ? dump : readLiteral(text, at - name.length);
  }
  if (
    candidate === '(' &&
    /^\s*Array\s*$/.test(
      text
        .slice(Math.max(0, at - 40), at)
        .split(/[^\s\w]/)
        .at(-1) ?? '',
    )
  ) {
    const start = text.lastIndexOf('Array', at);
    return readPrintedAt(text, start);
  }
  if (isJavaAt(text, at)) return readJavaAt(text, at);
  if (candidate === '(' && !/^(?:OrderedDict|dict)$/.test(name)) return undefined;
  return /^[[(]\s{0,20}["'[({]/.test(text.slice(at, at + 30)) || name === 'dict'
    ? readLiteral(text, at - (candidate === '(' ? name.length : 0))
    : undefined;
}

/**
 * The word that stands before a bracket.
 * @param {string} text
 * @param {number} at
 */
function nameBefore(text, at) {
  let start = at;
  while (start > 0 && at - start < 40 && /\w/.test(text.charAt(start - 1))) start -= 1;
  return text.slice(start, at);
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {Found}
 */
function readLiteral(text, at) {
  const messages = readLiteralAt(text, at);
  if ('stopped' in messages) return messages;
  const [first] = messages;
  return first === undefined ? { stopped: at + 1 } : { message: first, end: first.taken[1] };
}

/**
 * @param {Found} one
 * @param {Found} other
 */
function furthest(one, other) {
  if (!('message' in one)) return other;
  if (!('message' in other)) return one;
  return other.message.rows.length > one.message.rows.length ? other : one;
}

/**
 * JSON that was escaped, up to the end of its line.
 * @param {string} text
 * @param {number} at
 * @param {Context} context
 * @returns {Found}
 */
function readEscapedAt(text, at, context) {
  const newline = text.indexOf('\n', at);
  const lineEnd = newline < 0 ? text.length : newline;
  const close = text.lastIndexOf('}', lineEnd);
  if (close < at) return { stopped: lineEnd };
  const [first] = readEscaped(text.slice(at, close + 1), context) ?? [];
  if (first === undefined) return { stopped: lineEnd };
  return { message: within(first, [at, close + 1]), end: close + 1 };
}

const URL = /https?:\/\/[^\s"'<>`|\\^{}]{1,100000}/y;

/**
 * @param {string} text
 * @param {number} at
 * @returns {Found}
 */
function readUrlAt(text, at) {
  URL.lastIndex = at;
  const url = (URL.exec(text)?.[0] ?? '').replace(/[,;.)\]]+$/, '');
  const end = at + Math.max(url.length, 1);
  if (!/\?[^=]+=[^&]*&/.test(url)) return { stopped: end };
  return { message: urlMessage(url, undefined, [at, end]), end };
}

const NAME_BACK = /[\w.\]-]/;
const NEXT_NAME = /[\w.[\]-]{1,100}=/y;

/**
 * `name=value&name=value…` on one line: `at` is the first `=` that was met.
 * @param {string} text
 * @param {number} at
 * @param {string[]} tails
 * @returns {Found | undefined}
 */
function readRun(text, at, tails) {
  const newline = text.indexOf('\n', at);
  const lineEnd = newline < 0 ? text.length : newline;
  let start = startOfName(text, at);
  if (start === at) return undefined;
  // The first `&name=`: without one this is no run, and nothing on this line is.
  let joint = nextJoint(text, at, lineEnd);
  if (joint === undefined) return { stopped: at + 1 };
  // The name that begins the run is the last before that joint that a separator precedes.
  for (let equals = text.indexOf('=', at + 1); equals >= 0 && equals < joint; equals = text.indexOf('=', equals + 1)) {
    const from = startOfName(text, equals);
    if (from < equals && (isSeparated(text, from) || isLabelled(text, start, from))) start = from;
  }
  let last = joint;
  for (; joint !== undefined; joint = nextJoint(text, joint + 1, lineEnd)) last = joint;
  const end = endOfRun(text, last, lineEnd);
  const read = moved(pairsMessage(text.slice(start, end), tails), start);
  const name = read.rows.at(-1)?.name ?? '';
  const isCut = end < lineEnd && !/["'`\r]/.test(text.charAt(end));
  const sign = signOf(text.slice(end, lineEnd).replace(/^[\s,;|"'`]+/, ''));
  return {
    message: {
      ...read,
      ...(isCut ? { exact: false, notes: [...read.notes, note('cut', { field: name })] } : {}),
      ...(sign === undefined ? {} : { sign }),
    },
    end: sign === undefined ? end : lineEnd,
  };
}

/**
 * @param {string} text
 * @param {number} from
 */
const isSeparated = (text, from) => from === 0 || /[\s:：,，"'`([【?|]/.test(text.charAt(from - 1));

/**
 * `stringToSign=a=1&b=2`
 * @param {string} text
 * @param {number} start
 * @param {number} from
 */
const isLabelled = (text, start, from) => text[from - 1] === '=' && isStringLabel(text.slice(start, from - 1));

/**
 * @param {string} text
 * @param {number} equals
 */
function startOfName(text, equals) {
  let start = equals;
  while (start > 0 && equals - start < 100 && NAME_BACK.test(text.charAt(start - 1))) start -= 1;
  return start;
}

/**
 * The next `&` that a name and `=` follow.
 * @param {string} text
 * @param {number} at
 * @param {number} lineEnd
 */
function nextJoint(text, at, lineEnd) {
  for (let joint = text.indexOf('&', at); joint >= 0 && joint < lineEnd; joint = text.indexOf('&', joint + 1)) {
    NEXT_NAME.lastIndex = joint + 1;
    if (NEXT_NAME.test(text)) return joint;
  }
  return undefined;
}

const RUN_END = /[\s,，;"'`]/g;

/**
 * @param {string} text
 * @param {number} last the last `&` that a name follows
 * @param {number} lineEnd
 */
function endOfRun(text, last, lineEnd) {
  RUN_END.lastIndex = text.indexOf('=', last);
  const found = RUN_END.exec(text);
  return found === null ? lineEnd : Math.min(found.index, lineEnd);
}
