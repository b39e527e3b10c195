// XML with one element per field, with CDATA or without.
import { message, textRow } from './message.mjs';
import { note, stoppedAt } from './notes.mjs';

/** @typedef {import('./types.mjs').Row} Row */

const BEFORE = /(?:\s+|<[?!](?!\[)(?!--)[^<>]{0,300}>)*/y;
const OPEN = /<([\w:.-]{1,100})(?:\s[^<>]*?)?(\/?)>/y;
const CLOSE = /<\/([\w:.-]{1,100})\s*>/y;
const MARKUP = /<(?:!\[CDATA\[|!--|\/|[\w?])/g;

/** @type {Record<string, string>} */
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** @type {import('./types.mjs').Reader} */
export function readXml(text) {
  if (!text.startsWith('<')) return undefined;
  const found = readXmlAt(text, 0);
  return 'message' in found && text.slice(found.end).trim() === '' ? [found.message] : undefined;
}

/** How many envelopes a message may lie in. */
const ENVELOPES = 4;

/**
 * @param {string} text
 * @param {number} at
 * @param {number} [level]
 * @returns {import('./types.mjs').Found}
 */
export function readXmlAt(text, at, level = 0) {
  const start = endOfBetween(text, at);
  OPEN.lastIndex = start;
  const root = OPEN.exec(text);
  if (root === null || root[2] === '/') return { stopped: Math.max(start, at + 1) };
  const { rows, notes, end, isClosed } = readChildren(text, OPEN.lastIndex, root[1] ?? '');
  const [only] = rows;
  if (
    isClosed &&
    level < ENVELOPES &&
    rows.length === 1 &&
    only !== undefined &&
    notes.some(({ code }) => code === 'markup')
  ) {
    // An envelope around the message.
    const from = notes[0]?.at ?? start;
    const inner = readXmlAt(text, from, level + 1);
    if ('message' in inner) {
      const found = note('inner', { field: only.name, at: from });
      return {
        message: {
          ...inner.message,
          body: text.slice(at, end),
          taken: [at, end],
          notes: [...inner.message.notes, found],
        },
        end,
      };
    }
  }
  if (rows.length === 0) return { stopped: end };
  if (!isClosed) return { message: message('xml', rows, { exact: false, taken: [at, end], notes }), end };
  return { message: message('xml', rows, { body: text.slice(at, end), taken: [at, end], notes }), end };
}

/**
 * Behind space, comments and declarations.
 * @param {string} text
 * @param {number} at
 */
function endOfBetween(text, at) {
  for (;;) {
    BEFORE.lastIndex = at;
    BEFORE.exec(text);
    at = BEFORE.lastIndex;
    const end = text.startsWith('<!--', at) ? text.indexOf('-->', at) : -1;
    if (end < 0) return at;
    at = end + 3;
  }
}

/**
 * @param {string} text
 * @param {number} at behind the element's tag
 * @param {string} parent
 */
function readChildren(text, at, parent) {
  /** @type {Row[]} */
  const rows = [];
  /** @type {import('./types.mjs').Note[]} */
  const notes = [];
  for (;;) {
    at = endOfBetween(text, at);
    CLOSE.lastIndex = at;
    const close = CLOSE.exec(text);
    if (close !== null && close[1] === parent) return { rows, notes, end: CLOSE.lastIndex, isClosed: true };
    OPEN.lastIndex = at;
    const open = OPEN.exec(text);
    const name = open?.[1] ?? '';
    if (open === null) {
      notes.push(stoppedAt(at));
      return { rows, notes, end: at, isClosed: false };
    }
    if (open[2] === '/') {
      rows.push(textRow(name, ''));
      at = OPEN.lastIndex;
      continue;
    }
    const content = readContent(text, OPEN.lastIndex, name);
    if (typeof content === 'number') {
      notes.push(stoppedAt(at, name));
      return { rows, notes, end: content, isClosed: false };
    }
    rows.push(textRow(name, content.value));
    if (content.isNested) notes.push(note('markup', { field: name, at }));
    at = content.end;
  }
}

/**
 * What stands up to the tag that closes: its text, or its markup when it has elements. A number is how far it was
 * read in vain.
 * @param {string} text
 * @param {number} start
 * @param {string} name
 */
function readContent(text, start, name) {
  const pieces = [];
  let depth = 0;
  let isNested = false;
  let at = start;
  for (;;) {
    MARKUP.lastIndex = at;
    const found = MARKUP.exec(text);
    if (found === null) return text.length;
    const { index } = found;
    pieces.push(withoutEntities(text.slice(at, index)));
    if (found[0] === '<![CDATA[') {
      const end = text.indexOf(']]>', index);
      if (end < 0) return text.length;
      pieces.push(text.slice(index + 9, end));
      at = end + 3;
    } else if (found[0] === '<!--') {
      const end = text.indexOf('-->', index);
      if (end < 0) return text.length;
      at = end + 3;
    } else if (found[0] === '</') {
      CLOSE.lastIndex = index;
      const close = CLOSE.exec(text);
      if (close === null) return index;
      at = CLOSE.lastIndex;
      if (depth === 0) {
        if (close[1] !== name) return index;
        return { value: isNested ? text.slice(start, index) : pieces.join(''), isNested, end: at };
      }
      depth -= 1;
    } else {
      OPEN.lastIndex = index;
      const open = OPEN.exec(text);
      if (open === null) return index;
      isNested = true;
      if (open[2] !== '/') depth += 1;
      at = OPEN.lastIndex;
    }
  }
}

/** @param {string} text */
export const withoutEntities = (text) =>
  text.includes('&')
    ? text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (whole, hex, decimal, name) => {
        if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? whole;
        const code = hex === undefined ? Number(decimal) : parseInt(hex, 16);
        return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
      })
    : text;
