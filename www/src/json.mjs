// JSON read without losing a character of a value: `JSON.parse` would round long numbers, turn 1.0 into 1, merge
// duplicate names and give `__proto__` a meaning.

/** What a bigint writes as it stands. */
export const INTEGER = /^(?:0|-?[1-9]\d*)$/;

/** @typedef {{ name: string, raw: string }} Member a value as it stands in the text */

/**
 * The members of the object that `text` begins with, and where it ends.
 * @param {string} text
 * @returns {{ members: Member[], end: number }}
 * @throws {SyntaxError}
 */
export function readMembers(text) {
  const scanner = new Scanner(text);
  const members = [];
  scanner.expect('{');
  if (!scanner.skip('}')) {
    do {
      const name = JSON.parse(scanner.string());
      scanner.expect(':');
      members.push({ name, raw: scanner.value() });
    } while (scanner.skip(','));
    scanner.expect('}');
  }
  return { members, end: scanner.at };
}

/**
 * A nested value for the package: whole numbers as bigint, so that none is rounded.
 * @param {string} raw
 * @returns {import('fensign').Value}
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

/** @param {string} raw */
function readItems(raw) {
  const scanner = new Scanner(raw);
  const items = [];
  scanner.expect('[');
  if (!scanner.skip(']')) {
    do items.push(scanner.value());
    while (scanner.skip(','));
    scanner.expect(']');
  }
  return items;
}

const SPACE = /[ \t\r\n]*/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
const LITERAL = /[^\s,\]}"]+/y;
const STRING_OR_BRACKET = /"(?:[^"\\]|\\.)*"|[[\]{}]/g;

class Scanner {
  at = 0;

  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  /** @param {string} character */
  skip(character) {
    this.#match(SPACE);
    const found = this.text[this.at] === character;
    if (found) this.at += 1;
    return found;
  }

  /** @param {string} character */
  expect(character) {
    if (!this.skip(character)) throw new SyntaxError(`${character} expected at ${this.at}`);
  }

  string() {
    this.#match(SPACE);
    return this.#match(STRING);
  }

  value() {
    this.#match(SPACE);
    const first = this.text[this.at];
    const raw = first === '{' || first === '[' ? this.#nested() : this.#match(first === '"' ? STRING : LITERAL);
    JSON.parse(raw);
    return raw;
  }

  #nested() {
    let depth = 0;
    STRING_OR_BRACKET.lastIndex = this.at;
    for (let found; (found = STRING_OR_BRACKET.exec(this.text)) !== null;) {
      if (found[0].length > 1) continue;
      depth += found[0] === '{' || found[0] === '[' ? 1 : -1;
      if (depth === 0) {
        const start = this.at;
        this.at = STRING_OR_BRACKET.lastIndex;
        return this.text.slice(start, this.at);
      }
    }
    throw new SyntaxError(`nothing closes what opens at ${this.at}`);
  }

  /** @param {RegExp} pattern */
  #match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) throw new SyntaxError(`unexpected text at ${this.at}`);
    this.at = pattern.lastIndex;
    return found[0];
  }
}
