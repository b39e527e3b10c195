// Backslash escapes, as each language reads them.

/**
 * @typedef {object} Style
 * @property {boolean} [bytes] `\x…` is a byte of UTF-8, not a character
 * @property {boolean} [drops] the backslash of an unknown escape goes away
 * @property {boolean} [quotesOnly] nothing but the quote and the backslash is escaped
 */

/** @satisfies {Record<string, Style>} */
export const STYLES = {
  js: { drops: true },
  json: {},
  csharp: {},
  python: {},
  pythonBytes: { bytes: true },
  php: { bytes: true },
  ruby: { bytes: true, drops: true },
  go: { bytes: true },
  shell: { bytes: true },
  single: { quotesOnly: true },
};

/** @type {Record<string, string>} */
const LETTERS = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', a: '\x07', e: '\x1b' };

const ESCAPE =
  /((?:\\x[\da-f]{2})+)|\\u\{([\da-f]{1,6})\}|\\u([\da-f]{1,4})|\\U([\da-f]{1,8})|((?:\\[0-3][0-7]{2})+|\\0)|\\(\r?\n)|\\([^])/gi;

/**
 * @param {string} text without its quotes
 * @param {Style} style
 */
export function unescape(text, style) {
  if (!text.includes('\\')) return text;
  if (style.quotesOnly) return text.replace(/\\(['"\\])/g, '$1');
  return text.replace(ESCAPE, (whole, hex, braced, unit, long, octal, newline, other) => {
    if (hex !== undefined) return ofCodes(hex.split('\\x').slice(1), 16, style);
    if (octal !== undefined) return ofCodes(octal.split('\\').slice(1), 8, style);
    if (unit !== undefined) return String.fromCharCode(parseInt(unit, 16));
    if (newline !== undefined) return '';
    const point = braced ?? (whole[1] === 'U' ? long : undefined);
    if (point !== undefined) return parseInt(point, 16) > 0x10ffff ? whole : String.fromCodePoint(parseInt(point, 16));
    const letter = LETTERS[other];
    if (letter !== undefined) return letter;
    return style.drops || /["'`\\/$?!#]/.test(other) ? other : whole;
  });
}

/**
 * @param {string[]} codes
 * @param {number} base
 * @param {Style} style
 */
function ofCodes(codes, base, style) {
  const numbers = codes.map((code) => parseInt(code, base));
  return style.bytes
    ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(numbers))
    : numbers.map((code) => String.fromCharCode(code)).join('');
}

/**
 * As nginx escapes: nothing but `\x…`.
 * @param {string} text
 */
export const unescapeHex = (text) =>
  text.replace(/(?:\\x[\da-f]{2})+/gi, (escapes) => unescape(escapes, { bytes: true }));
