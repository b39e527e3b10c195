// String literals. What cannot be seen is escaped, so that no text changes what the program is.

/** Controls, formats, private use, separators; the blank may be seen. */
const HIDDEN = /(?! )[\p{C}\p{Z}]/gu;

/** @type {Record<string, string>} */
const SHORT = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * @param {string} quote
 * @param {RegExp} special what has a meaning of its own between the quotes; a backslash goes before it
 * @param {(letter: string) => string} escape what is written in place of a hidden character
 * @returns {(text: string) => string}
 */
const literal = (quote, special, escape) => (text) =>
  quote + text.replace(special, '\\$&').replace(HIDDEN, (letter) => SHORT[letter] ?? escape(letter)) + quote;

/**
 * @param {number} number
 * @param {number} digits
 */
const hex = (number, digits) => number.toString(16).padStart(digits, '0');

/** @param {string} letter */
const pointOf = (letter) => letter.codePointAt(0) ?? 0;

/** `\u2028`, `\U000e0001`. @param {string} letter */
const wide = (letter) => (pointOf(letter) > 0xffff ? `\\U${hex(pointOf(letter), 8)}` : `\\u${hex(pointOf(letter), 4)}`);

/** `\u{2028}`. @param {string} letter */
const braced = (letter) => `\\u{${hex(pointOf(letter), 1)}}`;

/** Octal up to U+00FF: Java reads `\u000a` as a line break before it looks for strings. @param {string} letter */
const ofJava = (letter) =>
  pointOf(letter) <= 0xff
    ? `\\${pointOf(letter).toString(8).padStart(3, '0')}`
    : letter
        .split('')
        .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
        .join('');

export const quoteJs = literal("'", /[\\']/g, braced);
export const quotePython = literal('"', /[\\"]/g, wide);
export const quoteGo = literal('"', /[\\"]/g, wide);
export const quoteJava = literal('"', /[\\"]/g, ofJava);

const singlePhp = literal("'", /[\\']/g, braced);
const doublePhp = literal('"', /[\\"$]/g, braced);

/** Single quotes know no escapes. @param {string} text */
export const quotePhp = (text) => (text.search(HIDDEN) >= 0 ? doublePhp(text) : singlePhp(text));
