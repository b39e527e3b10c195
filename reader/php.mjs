// What PHP prints of an array or an object: `print_r` and `var_dump`. `var_export` writes a literal.
import { LIMITS } from './limits.mjs';
import { message, textRow } from './message.mjs';
import { note, stoppedAt } from './notes.mjs';

/** @typedef {import('./types.mjs').Row} Row */
/** @typedef {import('./types.mjs').Found} Found */

const PRINTED = /(?:Array|[\w\\]{1,100} Object)\s*\n([ \t]*)\(\r?\n/y;
const DUMPED = /(?:array\((\d{1,6})\)|object\([\w\\]{1,100}\)#\d{1,6} \((\d{1,6})\)) \{\s*/y;

/** @type {import('./types.mjs').Reader} */
export function readPhp(text) {
  const found = /^(?:array|object)\(/.test(text) ? readDumpAt(text, 0) : readPrintedAt(text, 0);
  return 'message' in found && text.slice(found.end).trim() === '' ? [found.message] : undefined;
}

/**
 * `print_r` quotes nothing: a field begins on a line of its own, at the indentation of the array.
 * @param {string} text
 * @param {number} at
 * @returns {Found}
 */
export function readPrintedAt(text, at) {
  PRINTED.lastIndex = at;
  const open = PRINTED.exec(text);
  if (open === null) return { stopped: at + 1 };
  const outer = open[1] ?? '';
  const field = new RegExp(`^${outer}[ \\t]+\\[([^\\]\\n]{1,100})\\] => ?`);
  /** @type {[name: string, lines: string[]][]} */
  const fields = [];
  let end = PRINTED.lastIndex;
  let indentation = '';
  let isClosed = false;
  while (end < text.length) {
    const newline = text.indexOf('\n', end);
    const lineEnd = newline < 0 ? text.length : newline;
    const line = text.slice(end, lineEnd).replace(/\r$/, '');
    end = Math.min(lineEnd + 1, text.length);
    if (line.trimEnd() === `${outer})`) {
      isClosed = true;
      end = lineEnd;
      break;
    }
    const found = field.exec(line);
    const spaces = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (found !== null && (fields.length === 0 || spaces === indentation)) {
      indentation = spaces;
      // A property of an object names its visibility: `[name:protected]`.
      const name = (found[1] ?? '').replace(/:(?:protected|private|[\w\\]+:private)$/, '');
      fields.push([name, [line.slice(found[0].length)]]);
    } else fields.at(-1)?.[1].push(line);
  }
  const notes = [note('unquoted'), ...(isClosed ? [] : [stoppedAt(end)])];
  const rows = fields.map(([name, lines]) => {
    const value = lines.join('\n');
    if (/^(?:Array|[\w\\]+ Object)\n/.test(value)) notes.push(note('nested', { field: name }));
    return textRow(name, value);
  });
  if (rows.length === 0) return { stopped: end };
  return { message: message('php', rows, { exact: false, taken: [at, end], notes }), end };
}

const KEY = /\[(?:"([^"]{0,200})"(?::protected|:"[^"]{0,100}":private|:private)?|(\d{1,6}))\]\s?=>\s*/y;
const SCALAR = /(?:(int|float|bool)\(([^)\n]{1,40})\)|(NULL)|enum\(([^)]{1,100})\))\s*/y;
const STRING = /string\((\d{1,7})\) "/y;

/**
 * `var_dump` says the length of every string, in bytes.
 * @param {string} text
 * @param {number} at
 * @returns {Found}
 */
export function readDumpAt(text, at) {
  const dump = new Dump(text, at);
  /** @type {Row[]} */
  const rows = [];
  const isClosed = dump.members((name, row) => rows.push({ ...row, name }));
  if (rows.length === 0) return { stopped: Math.max(dump.at, at + 1) };
  const notes = [...dump.notes, ...(isClosed ? [] : [stoppedAt(dump.at)])];
  return { message: message('php', rows, { exact: notes.length === 0, taken: [at, dump.at], notes }), end: dump.at };
}

/** @typedef {Omit<Row, 'name'>} Value */

class Dump {
  /** @type {import('./types.mjs').Note[]} */
  notes = [];

  /**
   * @param {string} text
   * @param {number} at
   */
  constructor(text, at) {
    this.text = text;
    this.at = at;
  }

  /**
   * @param {(name: string, value: Value) => void} take
   * @param {number} [level]
   * @returns {boolean} whether all were read, and the bracket that closes
   */
  members(take, level = 0) {
    if (level > LIMITS.levels || this.#match(DUMPED) === undefined) return false;
    while (this.text[this.at] !== '}') {
      const key = this.#match(KEY);
      if (key === undefined) return false;
      const name = key[1] ?? key[2] ?? '';
      const value = this.#value(name, level);
      if (value === undefined) return false;
      take(name, value);
    }
    this.at += 1;
    return true;
  }

  /**
   * @param {string} name
   * @param {number} level
   * @returns {Value | undefined}
   */
  #value(name, level) {
    const start = this.at;
    const length = this.#match(STRING)?.[1];
    if (length !== undefined) {
      const end = endOfBytes(this.text, this.at, Number(length));
      if (this.text[end] !== '"') {
        this.at = start;
        return undefined;
      }
      const text = this.text.slice(this.at, end);
      this.at = end + 1;
      this.#space();
      return { text, kind: 'text' };
    }
    const scalar = this.#match(SCALAR);
    if (scalar !== undefined) {
      const [, type, text = '', isNull] = scalar;
      if (isNull !== undefined) return { text: '', kind: 'null' };
      return {
        text,
        kind: type === 'int' ? 'integer' : type === 'float' ? 'number' : type === 'bool' ? 'boolean' : 'text',
      };
    }
    /** @type {[string, string][]} */
    const inner = [];
    const isClosed = this.members((key, value) => inner.push([key, json(value)]), level + 1);
    if (!isClosed) return undefined;
    this.#space();
    this.notes.push(note('converted', { field: name, at: start }));
    const isList = inner.every(([key], index) => key === `${index}`);
    return {
      text: isList
        ? `[${inner.map(([, value]) => value).join(',')}]`
        : `{${inner.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`,
      kind: 'nested',
    };
  }

  #space() {
    this.#match(/\s*/y);
  }

  /** @param {RegExp} pattern sticky */
  #match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return undefined;
    this.at += found[0].length;
    return found;
  }
}

/** @param {Value} value */
const json = ({ text, kind }) => (kind === 'text' ? JSON.stringify(text) : kind === 'null' ? 'null' : text);

/**
 * Where so many bytes of UTF-8 end.
 * @param {string} text
 * @param {number} at
 * @param {number} bytes
 */
function endOfBytes(text, at, bytes) {
  while (bytes > 0 && at < text.length) {
    const code = text.charCodeAt(at);
    // Either half of a surrogate pair is two of its four bytes.
    bytes -= code < 0x80 ? 1 : code < 0x800 ? 2 : code >= 0xd800 && code <= 0xdfff ? 2 : 3;
    at += 1;
  }
  return at;
}
