// JSON read without losing a character of a value: `JSON.parse` would round long numbers, turn 1.0 into 1, merge
// duplicate names and give `__proto__` a meaning.
import { LIMITS } from './limits.mjs';
import { message, textRow } from './message.mjs';
import { note, stoppedAt } from './notes.mjs';
import { Stopped } from './stopped.mjs';

/** What a bigint writes as it stands. */
export const INTEGER = /^(?:0|-?[1-9]\d*)$/;

/** @typedef {{ name: string, raw: string, at: number }} Member a value as it stands in the text, and where */
/** @typedef {import('./types.mjs').Row} Row */

/**
 * The members of the object that `text` begins with, and where it ends.
 * @param {string} text
 * @returns {{ members: Member[], end: number }}
 * @throws {SyntaxError}
 */
export function readMembers(text) {
  const { members, end, stopped } = scanMembers(text, 0);
  if (stopped !== undefined) throw new SyntaxError(stopped.en);
  return { members, end };
}

/**
 * A nested value for the package: whole numbers as bigint, so that none is rounded.
 * @param {string} raw
 * @returns {any}
 * @throws {SyntaxError}
 */
export function readValue(raw) {
  if (raw.startsWith('{')) {
    const object = Object.create(null);
    for (const member of readMembers(raw).members) object[member.name] = readValue(member.raw);
    return object;
  }
  if (raw.startsWith('[')) return readItems(raw).map(readValue);
  return INTEGER.test(raw) ? BigInt(raw) : JSON.parse(raw);
}

/**
 * @param {string} raw
 * @throws {SyntaxError}
 */
function readItems(raw) {
  const { items, stopped } = scanItems(raw, 0);
  if (stopped !== undefined) throw new SyntaxError(stopped.en);
  return items.map(({ start, end }) => raw.slice(start, end));
}

/**
 * Where the items of the array at `at` stand: as far as it is one.
 * @param {string} text
 * @param {number} at
 * @returns {{ items: { start: number, end: number }[], end: number, stopped?: import('./types.mjs').Note }}
 */
export function scanItems(text, at) {
  const scanner = new Scanner(text, at);
  /** @type {{ start: number, end: number }[]} */
  const items = [];
  try {
    scanner.expect('[');
    if (!scanner.skip(']')) {
      do {
        const { length } = scanner.value();
        items.push({ start: scanner.at - length, end: scanner.at });
      } while (scanner.skip(','));
      scanner.expect(']');
    }
    return { items, end: scanner.at };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { items, end: scanner.at, stopped: noteOf(error) };
  }
}

/**
 * @param {Stopped} stopped
 * @param {string} [name]
 */
const noteOf = ({ at, isDeep }, name) => (isDeep ? note('deep', { at }) : stoppedAt(at, name));

/**
 * The object that begins at `at`: as far as it is one.
 * @param {string} text
 * @param {number} at
 * @returns {{ members: Member[], end: number, stopped?: import('./types.mjs').Note }}
 */
export function scanMembers(text, at) {
  const scanner = new Scanner(text, at);
  /** @type {Member[]} */
  const members = [];
  /** @type {string | undefined} */
  let name;
  try {
    scanner.expect('{');
    if (!scanner.skip('}')) {
      do {
        name = undefined;
        name = String(parsed(scanner.string(), scanner.at));
        scanner.expect(':');
        const raw = scanner.value();
        members.push({ name, raw, at: scanner.at - raw.length });
      } while (scanner.skip(','));
      name = undefined;
      scanner.expect('}');
    }
    return { members, end: scanner.at };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return { members, end: Math.max(error.at, scanner.reached), stopped: noteOf(error, name) };
  }
}

/**
 * Where the JSON value that begins at `at` ends.
 * @param {string} text
 * @param {number} at
 * @returns {number | undefined}
 */
export function endOfValue(text, at) {
  const scanner = new Scanner(text, at);
  try {
    scanner.value();
    return scanner.at;
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    return undefined;
  }
}

/**
 * @param {Member} member
 * @returns {Row}
 */
export function jsonRow({ name, raw }) {
  const first = raw[0];
  if (first === '"') return textRow(name, JSON.parse(raw));
  if (first === '{' || first === '[') return { name, text: raw, kind: 'nested' };
  if (first === 'n') return { name, text: '', kind: 'null' };
  if (first === 't' || first === 'f') return { name, text: raw, kind: 'boolean' };
  return { name, text: raw, kind: INTEGER.test(raw) ? 'integer' : 'number' };
}

/**
 * The JSON object at `at`. One that breaks off is a message too, when at least one member was read.
 * @param {string} text
 * @param {number} at
 * @returns {import('./types.mjs').Found}
 */
export function readJsonAt(text, at) {
  const { members, end, stopped } = scanMembers(text, at);
  // One more than are kept tells that there are more.
  const rows = members.slice(0, LIMITS.fields + 1).map(jsonRow);
  if (stopped === undefined) {
    return { message: message('json', rows, { body: text.slice(at, end), taken: [at, end] }), end };
  }
  if (rows.length === 0) return { stopped: end, isDeep: stopped.code === 'deep' };
  return { message: message('json', rows, { exact: false, taken: [at, end], notes: [stopped] }), end };
}

const SPACE = /[ \t\r\n]*/y;
const WORD = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.+-])/y;
const QUOTE_OR_BRACKET = /["[\]{}]/g;

class Scanner {
  /** How far the text was looked at. */
  reached = 0;

  /**
   * @param {string} text
   * @param {number} at
   */
  constructor(text, at) {
    this.text = text;
    this.at = at;
  }

  #space() {
    SPACE.lastIndex = this.at;
    SPACE.exec(this.text);
    this.at = SPACE.lastIndex;
  }

  /** @param {string} character */
  skip(character) {
    this.#space();
    const found = this.text[this.at] === character;
    if (found) this.at += 1;
    return found;
  }

  /** @param {string} character */
  expect(character) {
    if (!this.skip(character)) throw new Stopped(this.at);
  }

  string() {
    this.#space();
    return this.#take(this.text[this.at] === '"' ? endOfString(this.text, this.at) : undefined);
  }

  value() {
    this.#space();
    const start = this.at;
    const first = this.text[start];
    if (first === '"') {
      const raw = this.string();
      parsed(raw, start);
      return raw;
    }
    if (first === '{' || first === '[') {
      const raw = this.#take(this.#endOfNested());
      parsed(raw, start);
      return raw;
    }
    WORD.lastIndex = start;
    return this.#take(WORD.exec(this.text) === null ? undefined : WORD.lastIndex);
  }

  #endOfNested() {
    let depth = 0;
    QUOTE_OR_BRACKET.lastIndex = this.at;
    for (let found; (found = QUOTE_OR_BRACKET.exec(this.text)) !== null;) {
      if (found[0] === '"') {
        const end = endOfString(this.text, found.index);
        if (end === undefined) break;
        QUOTE_OR_BRACKET.lastIndex = end;
        continue;
      }
      depth += found[0] === '{' || found[0] === '[' ? 1 : -1;
      if (depth === 0) return QUOTE_OR_BRACKET.lastIndex;
      if (depth > LIMITS.levels) throw new Stopped(found.index, true);
    }
    this.reached = this.text.length;
    return undefined;
  }

  /** @param {number | undefined} end */
  #take(end) {
    if (end === undefined) throw new Stopped(this.at);
    const taken = this.text.slice(this.at, end);
    this.at = end;
    return taken;
  }
}

/**
 * @param {string} raw
 * @param {number} at
 */
function parsed(raw, at) {
  try {
    return JSON.parse(raw);
  } catch {
    throw new Stopped(at);
  }
}

/**
 * Behind the quote that closes the string that `at` opens. Not by a regular expression: one that steps over escapes
 * keeps a state for each character.
 * @param {string} text
 * @param {number} at
 * @returns {number | undefined}
 */
export function endOfString(text, at) {
  const quote = text.charAt(at);
  for (let end = text.indexOf(quote, at + 1); end >= 0; end = text.indexOf(quote, end + 1)) {
    let slashes = 0;
    while (text[end - 1 - slashes] === '\\' && end - 1 - slashes > at) slashes += 1;
    if (slashes % 2 === 0) return end + 1;
  }
  return undefined;
}
