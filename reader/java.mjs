// What Java's `toString` prints: a map `{a=b, c=d}`, Lombok's `Order(a=b)`, a record's `Order[a=b]`, IDEA's
// `Order{a='b'}`. Values are not quoted, or not escaped: where one ends is a guess.
import { endOfValue } from './json.mjs';
import { LIMITS } from './limits.mjs';
import { message, textRow } from './message.mjs';
import { note, stoppedAt } from './notes.mjs';

/** @type {Record<string, string>} */
const CLOSERS = { '{': '}', '(': ')', '[': ']' };

const BEGINNING = /[{([]\s*[\w.$-]{1,100}=(?!=)/y;

/**
 * @param {string} text
 * @param {number} at
 */
export function isJavaAt(text, at) {
  BEGINNING.lastIndex = at;
  return BEGINNING.test(text);
}

/** @type {import('./types.mjs').Reader} */
export function readJava(text) {
  const open = /^(?!dict|array)[\w.$]{0,200}\s*(?=[{([])/.exec(text)?.[0].length;
  if (open === undefined || !isJavaAt(text, open)) return undefined;
  const closer = CLOSERS[text.charAt(open)] ?? '';
  if (!text.endsWith(closer)) return undefined;
  const read = readJavaAt(text, open);
  // A value with a bracket of its own: the last one closes.
  const end = 'end' in read && read.end === text.length ? read : plainly(text, open, text.length - 1);
  return 'message' in end ? [{ ...end.message, taken: [0, text.length] }] : undefined;
}

const SEPARATOR_OR_BRACKET = /[{[(}\])]|,\s*(?=[\w.$-]{1,100}=(?!=))/g;

/**
 * @param {string} text
 * @param {number} open
 * @returns {import('./types.mjs').Found}
 */
export function readJavaAt(text, open) {
  /** @type {[number, number][]} */
  const starts = [[open + 1, open + 1]];
  let depth = 0;
  let triesJson = true;
  SEPARATOR_OR_BRACKET.lastIndex = open + 1;
  for (let found; (found = SEPARATOR_OR_BRACKET.exec(text)) !== null;) {
    const [one] = found;
    if (one.startsWith(',')) {
      if (depth === 0) starts.push([found.index, found.index + one.length]);
      continue;
    }
    if (CLOSERS[one] === undefined) {
      depth -= 1;
      if (depth < 0) {
        if (one !== CLOSERS[text.charAt(open)]) return { stopped: found.index };
        return fields(text, starts, found.index);
      }
      continue;
    }
    if (depth > LIMITS.levels) return { stopped: found.index, isDeep: true };
    // JSON in a value may hold brackets in its strings.
    if (triesJson && depth === 0 && text[found.index - 1] === '=') {
      const end = endOfValue(text, found.index);
      if (end !== undefined) {
        SEPARATOR_OR_BRACKET.lastIndex = end;
        continue;
      }
      triesJson = isEmptyAhead(text, found.index);
    }
    depth += 1;
  }
  return brokenOff(text, starts);
}

/**
 * What no bracket closes: the fields before the last, which ends somewhere on its line.
 * @param {string} text
 * @param {[number, number][]} starts
 * @returns {import('./types.mjs').Found}
 */
function brokenOff(text, starts) {
  const last = starts.at(-1)?.[0] ?? 0;
  if (starts.length < 3) return { stopped: text.length };
  const newline = text.indexOf('\n', last);
  const end = newline < 0 ? text.length : newline;
  const found = fields(text, starts.slice(0, -1), last);
  if (!('message' in found)) return found;
  const { message: one } = found;
  return { message: { ...one, taken: [one.taken[0], end], notes: [...one.notes, stoppedAt(last)] }, end };
}

/**
 * Whether trying again is cheap: what is not JSON from its first member on fails at once.
 * @param {string} text
 * @param {number} at
 */
const isEmptyAhead = (text, at) => !/^[{[]\s*["{[]/.test(text.slice(at, at + 20));

/**
 * @param {string} text
 * @param {number} open
 * @param {number} close
 */
function plainly(text, open, close) {
  /** @type {[number, number][]} */
  const starts = [[open + 1, open + 1]];
  for (const { 0: found, index } of text.slice(0, close).matchAll(/,\s*(?=[\w.$-]{1,100}=(?!=))/g)) {
    if (index > open) starts.push([index, index + found.length]);
  }
  return fields(text, starts, close);
}

/**
 * @param {string} text
 * @param {[number, number][]} starts where a separator begins, and the field behind it
 * @param {number} close
 * @returns {import('./types.mjs').Found}
 */
function fields(text, starts, close) {
  const rows = starts.map(([, start], index) => {
    const end = starts[index + 1]?.[0] ?? close;
    const equals = text.indexOf('=', start);
    const name = text.slice(start, equals).trim();
    const value = text.slice(equals + 1, end);
    if (value === 'null') return { name, text: '', kind: /** @type {const} */ ('null') };
    return textRow(name, /^'[^]*'$/.test(value) && value.length > 1 ? value.slice(1, -1) : value);
  });
  const end = close + 1;
  const open = (starts[0]?.[0] ?? 1) - 1;
  return {
    message: message('java', rows, { exact: false, taken: [open, end], notes: [note('unquoted')] }),
    end,
  };
}
