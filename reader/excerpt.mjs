// Messages inside of other text, as in a log.
import { readGoMapAt } from './go.mjs';
import { isJavaAt, readJavaAt } from './java.mjs';
import { endOfValue, readJsonAt } from './json.mjs';
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

/** How many times its length of a text may be read in vain, and what a beginning in vain counts at least. */
const PATIENCE = 2;
const BEGINNING = 200;
/** How many such nestings are looked at that nobody means. */
const DEEP = 4;

/** @type {import('./types.mjs').Reader} */
export function readExcerpts(text, context) {
  const search = new Search(text, context);
  /** @type {PastedMessage[]} */
  const messages = [];
  let patience = PATIENCE * (text.length + 10000);
  let gaveUp;
  for (let at = 0, found; (found = next(text, at)) !== null;) {
    at = found.index + found[0].length;
    const read = search.at(found.index, found[0]);
    if (read === undefined) continue;
    if ('message' in read) {
      messages.push(read.message);
      at = Math.max(read.end, at);
      if (messages.length > LIMITS.messages) break;
      continue;
    }
    if (read.isDeep) at = Math.max(read.stopped, at);
    at = Math.max(read.resume ?? 0, at);
    patience -= read.isDeep ? text.length / DEEP : Math.max(read.stopped - found.index, BEGINNING);
    if (patience > 0) continue;
    gaveUp = note('gave-up', { at });
    break;
  }
  const [first] = messages;
  if (first === undefined) return undefined;
  const notes = [
    ...(messages.length > 1 || first.taken[0] > 0 ? [note('excerpt')] : []),
    ...(gaveUp === undefined ? [] : [gaveUp]),
  ];
  return messages.map((one) => ({ ...one, notes: [...one.notes, ...notes] }));
}

/**
 * @param {string} text
 * @param {number} at
 */
function next(text, at) {
  CANDIDATE.lastIndex = at;
  return CANDIDATE.exec(text);
}

const ESCAPED = /\{\s{0,100}\\/y;
const OBJECT = /\{\s{0,1000}(?:["'\w$[{]|\/[/*])/y;
const ELEMENTS = /<(?:\?xml|xml>|\w{1,60}>\s{0,100}<\w)/y;
const LIST = /[[(]\s{0,1000}["'[({]/y;
const OBJECTS = /\[\s{0,100}\{\s{0,100}"/y;
const PRINTED = /(?:^|[^\w])(Array\s{0,20})$/;
/** `request={"a":…}`, and what other languages print. */
const JSON_VALUE = /=[{[]/y;
const PRINTED_VALUE = /=(?:Array\s{0,20}\(|map\[)/y;
const NAME_BACK = /[\w.\]-]/;
const URL = /https?:\/\/[^\s"'<>`|\\^{}]{1,100000}/y;

class Search {
  #lineEnd = -1;
  #joint = -1;

  /**
   * @param {string} text
   * @param {Context} context
   */
  constructor(text, context) {
    this.text = text;
    this.context = context;
  }

  /**
   * @param {number} at
   * @param {string} candidate
   * @returns {Found | undefined} nothing, when nothing begins there
   */
  at(at, candidate) {
    const { text } = this;
    if (candidate === '=') return this.#run(at);
    if (candidate.startsWith('http')) return this.#url(at);
    if (candidate === '<') return matches(ELEMENTS, text, at) ? readXmlAt(text, at) : undefined;
    if (candidate === '{') return this.#braces(at);
    // Each object of a list is a message of its own.
    if (matches(OBJECTS, text, at)) return undefined;
    const name = nameBefore(text, at);
    if (candidate === '[' && name === 'map') return readGoMapAt(text, at - 3);
    if (candidate === '(') {
      if (name === 'array' || name === 'object') {
        const dump = readDumpAt(text, at - name.length);
        return 'message' in dump ? dump : literal(text, at - name.length);
      }
      const printed = PRINTED.exec(text.slice(Math.max(0, at - 30), at))?.[1];
      if (printed !== undefined) return readPrintedAt(text, at - printed.length);
      if (name === 'OrderedDict' || name === 'dict') return literal(text, at - name.length);
    }
    if (isJavaAt(text, at)) return java(text, at);
    return candidate === '[' && matches(LIST, text, at) ? literal(text, at) : undefined;
  }

  /** @param {number} at */
  #braces(at) {
    const { text } = this;
    if (matches(ESCAPED, text, at)) return this.#escaped(at);
    if (!matches(OBJECT, text, at)) return undefined;
    const json = readJsonAt(text, at);
    if ('message' in json && json.message.notes.length === 0) return json;
    if (isJavaAt(text, at)) return java(text, at);
    const other = literal(text, at);
    if (!('message' in json) || !('message' in other)) return 'message' in json ? json : other;
    // Both may break off: the one that read more.
    const isWhole = !other.message.notes.some(({ code }) => code === 'stopped' || code === 'deep');
    return isWhole || other.message.rows.length > json.message.rows.length ? other : json;
  }

  /**
   * JSON that was escaped, up to the last bracket of its line.
   * @param {number} at
   * @returns {Found}
   */
  #escaped(at) {
    const lineEnd = this.#endOfLine(at);
    const line = this.text.slice(at, lineEnd);
    const close = line.lastIndexOf('}') + 1;
    const first = close === 0 ? undefined : readEscaped(line.slice(0, close), this.context)?.[0];
    if (first === undefined) return { stopped: lineEnd };
    return { message: within(first, [at, at + close]), end: at + close };
  }

  /**
   * @param {number} at
   * @returns {Found}
   */
  #url(at) {
    URL.lastIndex = at;
    const url = (URL.exec(this.text)?.[0] ?? '').replace(/[,;.)\]]{1,10}$/, '');
    const end = at + Math.max(url.length, 1);
    if (!/\?[^=&]{1,100}=/.test(url)) return { stopped: end };
    return { message: urlMessage(url, undefined, [at, end]), end };
  }

  /**
   * `name=value&name=value…` on one line: `at` is the first `=` that was met.
   * @param {number} at
   * @returns {Found | undefined}
   */
  #run(at) {
    const { text } = this;
    const label = labelAt(text, at);
    if (label !== undefined) return label;
    const lineEnd = this.#endOfLine(at);
    let start = startOfName(text, at);
    const isJson = matches(JSON_VALUE, text, at);
    const joint = this.#nextJoint(isJson ? (endOfValue(text, at + 1) ?? at) : at);
    if (start === at || joint >= lineEnd) return undefined;
    // The name that begins the run is the last before the first `&name=` that a separator precedes.
    const piece = isJson ? '' : text.slice(at + 1, joint);
    for (let equals = piece.indexOf('='); equals >= 0; equals = piece.indexOf('=', equals + 1)) {
      const place = at + 1 + equals;
      const label = labelAt(text, place);
      if (label !== undefined) return label;
      const from = startOfName(text, place);
      if (from < place && (isSeparated(text, from) || isLabelled(text, start, from))) start = from;
    }
    const last = lastJoint(text.slice(joint, lineEnd)) + joint;
    const end = endOfRun(text, last, lineEnd);
    const read = moved(pairsMessage(text.slice(start, end), this.context.tails), start);
    const name = read.rows.at(-1)?.name ?? '';
    const isQuoted = /["'`]/.test(text.charAt(end)) && text[end] === text[start - 1];
    const isCut = end < lineEnd && !isQuoted && text[end] !== '\r';
    const sign = signOf(text.slice(end, lineEnd).replace(/^[\s,;|"'`]{1,20}/, ''));
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
   * Where the line of `at` ends. What is asked for goes forward, so that each line is searched once.
   * @param {number} at
   */
  #endOfLine(at) {
    if (this.#lineEnd < at) this.#lineEnd = orEnd(this.text.indexOf('\n', at), this.text);
    return this.#lineEnd;
  }

  /**
   * The next `&` that a name and `=` follow.
   * @param {number} at
   */
  #nextJoint(at) {
    if (this.#joint >= at) return this.#joint;
    JOINT.lastIndex = at;
    this.#joint = JOINT.exec(this.text)?.index ?? this.text.length;
    return this.#joint;
  }
}

const JOINT = /&[\w.[\]-]{1,100}=/g;

/** @param {string} rest of a line, from its first joint */
function lastJoint(rest) {
  let last = 0;
  for (const { index } of rest.matchAll(JOINT)) last = index;
  return last;
}

const RUN_END = /[\s,，;"'`]/g;

/**
 * @param {string} text
 * @param {number} last the last `&` that a name follows
 * @param {number} lineEnd
 */
function endOfRun(text, last, lineEnd) {
  const value = text.indexOf('=', last) + 1;
  RUN_END.lastIndex = (/[{[]/.test(text.charAt(value)) ? endOfValue(text, value) : undefined) ?? value;
  const found = RUN_END.exec(text);
  return found === null ? lineEnd : Math.min(found.index, lineEnd);
}

/**
 * @param {string} text
 * @param {number} from
 */
const isSeparated = (text, from) => from === 0 || /[\s:：,，"'`([【?|]/.test(text.charAt(from - 1));

/**
 * Where the name in front of `=` is that of a message that begins behind it: what that holds is not the value of a pair.
 * @param {string} text
 * @param {number} equals
 * @returns {import('./types.mjs').Vain | undefined}
 */
function labelAt(text, equals) {
  const resume = equals + 1;
  if (matches(PRINTED_VALUE, text, equals)) return { stopped: resume, resume };
  if (!matches(JSON_VALUE, text, equals)) return undefined;
  const end = endOfValue(text, resume) ?? text.length;
  return text[end] === '&' ? undefined : { stopped: end, resume };
}

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
function literal(text, at) {
  const messages = readLiteralAt(text, at);
  if ('stopped' in messages) return messages;
  const [first] = messages;
  return first === undefined ? { stopped: at + 1 } : { message: first, end: first.taken[1] };
}

/**
 * One field in brackets may stand in any text.
 * @param {string} text
 * @param {number} at
 * @returns {Found}
 */
function java(text, at) {
  const found = readJavaAt(text, at);
  return 'message' in found && found.message.rows.length < 2 ? { stopped: found.end } : found;
}

/**
 * @param {RegExp} pattern sticky
 * @param {string} text
 * @param {number} at
 */
function matches(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.test(text);
}

/**
 * @param {number} found
 * @param {string} text
 */
const orEnd = (found, text) => (found < 0 ? text.length : found);
