// The words of a shell's command: quotes, escapes and continued lines. Nothing is expanded.

/**
 * @typedef {object} Command
 * @property {string[]} words
 * @property {number} end where the next command may begin
 * @property {string} [variable] what the shell would have put something else for
 * @property {number} [open] a quote that nothing closes
 */

/** @type {Record<string, string>} */
const ESCAPES = { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', e: '\x1b', f: '\f', v: '\v' };

/**
 * @param {string} text
 * @param {number} at where the command begins
 * @returns {Command}
 */
export const splitCommand = (text, at) => (isForCmd(text, at) ? splitCmd(text, at) : splitBash(text, at));

/**
 * Chrome's "Copy as cURL (cmd)" escapes each quote.
 * @param {string} text
 * @param {number} at
 */
const isForCmd = (text, at) => /^[^\n]{0,300}?(?:\s\^"|\^\r?\n)/.test(text.slice(at, at + 400));

const PLAIN = /[^\s'"\\|;&<>$^]+/y;
const IN_DOUBLE = /[^"\\]+/y;
const IN_DOLLAR = /[^'\\]+/y;

/**
 * @param {string} text
 * @param {number} at
 * @returns {Command}
 */
function splitBash(text, at) {
  const words = new Words();
  while (at < text.length) {
    const character = text.charAt(at);
    if (character === "'") {
      const close = text.indexOf("'", at + 1);
      const end = orEnd(close, text);
      if (close < 0) words.open = at;
      words.add(text.slice(at + 1, end));
      at = end + 1;
    } else if (character === '"') {
      const start = at;
      at = readDouble(text, at + 1, words);
      if (at > text.length) words.open = start;
    } else if (character === '$' && text[at + 1] === "'") {
      const start = at;
      at = readDollar(text, at + 2, words);
      if (at > text.length) words.open = start;
    } else if (character === '\\' || (character === '^' && /[\r\n]/.test(text[at + 1] ?? ''))) {
      const next = text.charAt(at + 1);
      if (next === '\r' && text[at + 2] === '\n') at += 3;
      else {
        if (next !== '\n') words.add(next);
        at += 2;
      }
    } else if (/\s/.test(character)) {
      words.close();
      const after = endOfSpace(text, at);
      // A line that a chat or an editor broke goes on with an option.
      const newline = text.slice(at, after).indexOf('\n');
      if (newline >= 0 && !/[-'"]/.test(text.charAt(after))) return words.done(at + newline);
      at = after;
    } else if (/[|;<>]/.test(character) || (character === '&' && /[\s&]|^$/.test(text.charAt(at + 1)))) {
      const line = text.indexOf('\n', at);
      return words.done(orEnd(line, text));
    } else {
      PLAIN.lastIndex = at;
      const plain = PLAIN.exec(text)?.[0] ?? character;
      words.add(plain);
      at += plain.length;
    }
  }
  return words.done(Math.min(at, text.length));
}

/**
 * @param {string} text
 * @param {number} at
 * @param {Words} words
 */
function readDouble(text, at, words) {
  words.add('');
  while (at < text.length && text[at] !== '"') {
    if (text[at] === '\\') {
      const next = text.charAt(at + 1);
      if (next !== '\n') words.add('"\\$`'.includes(next) ? next : `\\${next}`);
      at += 2;
      continue;
    }
    IN_DOUBLE.lastIndex = at;
    const plain = IN_DOUBLE.exec(text)?.[0] ?? '';
    words.variable ??= /\$(?:[A-Za-z_]\w{0,60}|[{(][^})]{0,60}[})])/.exec(plain)?.[0];
    words.add(plain);
    at += plain.length;
  }
  return at + 1;
}

/**
 * `$'…'`: its `\x…` are bytes of UTF-8.
 * @param {string} text
 * @param {number} at
 * @param {Words} words
 */
function readDollar(text, at, words) {
  words.add('');
  while (at < text.length && text[at] !== "'") {
    if (text[at] === '\\') {
      const { value, end } = readEscape(text, at);
      words.add(value);
      at = end;
      continue;
    }
    IN_DOLLAR.lastIndex = at;
    const plain = IN_DOLLAR.exec(text)?.[0] ?? '';
    words.add(plain);
    at += plain.length;
  }
  return at + 1;
}

const ESCAPE = /\\(?:u([\da-f]{1,4})|U([\da-f]{1,8})|([0-7]{1,3})|([^]))/iy;
const BYTES = /(?:\\x[\da-f]{2})+/iy;

/**
 * @param {string} text
 * @param {number} at
 * @returns {{ value: string, end: number }}
 */
function readEscape(text, at) {
  BYTES.lastIndex = at;
  const bytes = BYTES.exec(text)?.[0];
  if (bytes !== undefined) return { value: utf8OfHex(bytes.replaceAll(/\\x/gi, '')), end: at + bytes.length };
  ESCAPE.lastIndex = at;
  const found = ESCAPE.exec(text);
  if (found === null) return { value: '\\', end: at + 1 };
  const [whole, unit, point, octal, other = ''] = found;
  const end = at + whole.length;
  if (unit !== undefined) return { value: String.fromCharCode(parseInt(unit, 16)), end };
  if (point !== undefined && parseInt(point, 16) <= 0x10ffff)
    return { value: String.fromCodePoint(parseInt(point, 16)), end };
  if (octal !== undefined) return { value: String.fromCharCode(parseInt(octal, 8) & 255), end };
  return { value: ESCAPES[other] ?? (/['"\\?!]/.test(other) ? other : whole), end };
}

/** @param {string} hex */
function utf8OfHex(hex) {
  const bytes = new Uint8Array(hex.length / 2);
  for (let index = 0; index < bytes.length; index += 1)
    bytes[index] = parseInt(hex.slice(index * 2, index * 2 + 2), 16);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/**
 * cmd takes the carets away, then the program's runtime takes quotes and the backslashes before them. A line that
 * does not end with a caret ends the command.
 * @param {string} text
 * @param {number} at
 * @returns {Command}
 */
function splitCmd(text, at) {
  /** @type {string[]} */
  const pieces = [];
  let isQuoted = false;
  const special = /[\^"\n]/g;
  let from = at;
  let end = text.length;
  special.lastIndex = at;
  for (let found; (found = special.exec(text)) !== null;) {
    const [one] = found;
    if (one === '"') isQuoted = !isQuoted;
    else if (one === '\n' && !isQuoted) {
      end = found.index;
      break;
    } else if (one === '^' && !isQuoted) {
      pieces.push(text.slice(from, found.index));
      // `^` before a line break joins the lines; what follows the break is taken as it is.
      const skipped = /^\r?\n/.exec(text.slice(found.index + 1, found.index + 3))?.[0].length ?? 0;
      from = found.index + 1 + skipped;
      special.lastIndex = from + 1;
      if (skipped > 0 && text[from] === '^') special.lastIndex = from;
    }
  }
  pieces.push(text.slice(from, end));
  return { words: splitArguments(pieces.join('')), end, ...(isQuoted ? { open: end } : {}) };
}

const ARGUMENT_PART = /(\\*)"|[^\S\n\r]+|[\r\n]+|[^\s"\\]+|\\+(?!")/y;

/**
 * As the C runtime of Windows splits a command line.
 * @param {string} line
 */
function splitArguments(line) {
  const words = new Words();
  let isQuoted = false;
  ARGUMENT_PART.lastIndex = 0;
  for (let found; (found = ARGUMENT_PART.exec(line)) !== null;) {
    const [part, slashes] = found;
    if (slashes !== undefined) {
      words.add('\\'.repeat(slashes.length >> 1));
      if (slashes.length % 2 === 1) words.add('"');
      else if (isQuoted && line[ARGUMENT_PART.lastIndex] === '"') {
        words.add('"');
        ARGUMENT_PART.lastIndex += 1;
      } else isQuoted = !isQuoted;
    } else if (/^\s/.test(part) && !isQuoted) words.close();
    else words.add(part);
  }
  return words.done(0).words;
}

/** Collects words, each of them in pieces. */
class Words {
  /** @type {string[]} */
  #words = [];
  /** @type {string[] | undefined} */
  #pieces;
  /** @type {string | undefined} */
  variable;
  /** @type {number | undefined} */
  open;

  /** @param {string} piece */
  add(piece) {
    this.#pieces ??= [];
    this.#pieces.push(piece);
  }

  close() {
    if (this.#pieces !== undefined) this.#words.push(this.#pieces.join(''));
    this.#pieces = undefined;
  }

  /** @param {number} end */
  done(end) {
    this.close();
    const { variable, open } = this;
    return {
      words: this.#words,
      end,
      ...(variable === undefined ? {} : { variable }),
      ...(open === undefined ? {} : { open }),
    };
  }
}

/**
 * @param {number} found
 * @param {string} text
 */
const orEnd = (found, text) => (found < 0 ? text.length : found);

/**
 * @param {string} text
 * @param {number} at
 */
function endOfSpace(text, at) {
  while (at < text.length && /\s/.test(text.charAt(at))) at += 1;
  return at;
}
