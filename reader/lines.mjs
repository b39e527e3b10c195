// A name and a value on each line: Postman's bulk editor, Chrome's form view (there the value may stand on the next
// line), properties.
import { message, textRow } from './message.mjs';
import { note } from './notes.mjs';

const LINE = /^\s*["']?([\w.[\]-]{1,100})["']?\s*(?:=>|[=:：]|\t)/u;

/** @type {import('./types.mjs').Reader} */
export function readLines(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 1 && lines[0]?.includes('&')) return undefined;
  const pairs = alternating(lines) ?? eachLine(lines);
  if (pairs === undefined) return undefined;
  const trimmed = pairs.find(([, value]) => value !== value.trim());
  const rows = pairs.map(([name, value]) => textRow(name, value.trim()));
  return [
    message('lines', rows, {
      exact: trimmed === undefined,
      taken: [0, text.length],
      notes: trimmed === undefined ? [] : [note('trimmed')],
    }),
  ];
}

/** @typedef {[name: string, value: string]} Pair */

/**
 * @param {string[]} lines
 * @returns {Pair[] | undefined}
 */
function eachLine(lines) {
  /** @type {Pair[]} */
  const pairs = [];
  for (const line of lines) {
    const found = LINE.exec(line);
    if (found === null) return undefined;
    // One space belongs to the form; more may belong to the value.
    pairs.push([found[1] ?? '', line.slice(found[0].length).replace(/^[ \t]/, '')]);
  }
  return pairs;
}

/**
 * @param {string[]} lines
 * @returns {Pair[] | undefined}
 */
function alternating(lines) {
  if (lines.length % 2 === 1) return undefined;
  /** @type {Pair[]} */
  const pairs = [];
  for (let index = 0; index < lines.length; index += 2) {
    const name = /^\s*([\w.[\]-]{1,100})[:：]\s*$/u.exec(lines[index] ?? '')?.[1];
    if (name === undefined) return undefined;
    pairs.push([name, lines[index + 1] ?? '']);
  }
  return pairs;
}
