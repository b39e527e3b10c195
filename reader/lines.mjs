// A name and a value on each line: Postman's bulk editor, Chrome's form view (there the value may stand on the next
// line), properties.
import { message, textRow } from './message.mjs';
import { note } from './notes.mjs';
import { SIGN_NAME } from './pairs.mjs';

const LINE = /^\s*["']?(?!https?:)([A-Za-z_][\w.-]{0,99}(?:\[[\w-]{0,100}\]){0,8})["']?\s*(?:=>|[=:：]|\t)/u;
/** What somebody logged is no field: `request: a=1&b=2`. */
const RUN = /^[\w.[\]-]{1,100}=[^&]*&[\w.[\]-]{1,100}=/u;

/** @type {import('./types.mjs').Reader} */
export function readLines(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !/^\s*(?:#|\/\/)/.test(line));
  if (lines.length === 0) return undefined;
  if (lines.length === 1 && lines[0]?.includes('&')) return undefined;
  const pairs = alternating(lines) ?? eachLine(lines);
  if (pairs === undefined || pairs.every(([, value]) => RUN.test(value))) return undefined;
  const [only] = pairs;
  // One line may be a signature, or prose.
  if (pairs.length === 1 && only !== undefined && (SIGN_NAME.test(only[0]) || /\s/.test(only[1].trim())))
    return undefined;
  /** @type {import('./types.mjs').Note[]} */
  const notes = [];
  if (pairs.some(([, value]) => value !== value.trim())) notes.push(note('trimmed'));
  const rows = pairs.map(([name, value]) => {
    const quoted = /^\s*"([^"\\]*)"\s*$|^\s*'([^'\\]*)'\s*$/.exec(value);
    if (quoted === null) return textRow(name, value.trim());
    notes.push(note('stripped', { field: name }));
    return textRow(name, quoted[1] ?? quoted[2] ?? '');
  });
  return [message('lines', rows, { exact: notes.length === 0, taken: [0, text.length], notes })];
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
