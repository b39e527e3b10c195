// MySQL's rows as `\G` prints them.
import { LIMITS } from './limits.mjs';
import { message, textRow } from './message.mjs';
import { stoppedAt } from './notes.mjs';

const FIELD = /^ *([A-Za-z_]\w{0,63}): ?/;

/** @type {import('./types.mjs').Reader} */
export function readMysql(text) {
  const parts = [];
  let start = 0;
  for (const head of text.matchAll(/^\*{3,} *\d+\. row *\*{3,}\r?\n/gm)) {
    if (head.index > start) parts.push({ start, end: head.index });
    start = head.index + head[0].length;
  }
  if (start === 0) {
    const end = endOfAligned(text);
    if (end === undefined) return undefined;
    const one = rowsOf(text, 0, end);
    return [end === text.length ? one : { ...one, exact: false, notes: [stoppedAt(end)] }];
  }
  parts.push({ start, end: text.length });
  const messages = parts
    .slice(0, LIMITS.messages + 1)
    .map((part) => rowsOf(text, part.start, part.end))
    .filter(({ rows }) => rows.length > 0);
  return messages.length > 0 ? messages : undefined;
}

/**
 * Where lines end whose names end in one column, since they are padded from the left. The paste's first may have lost
 * its padding, its last may break off within the name.
 * @param {string} text
 */
function endOfAligned(text) {
  const lines = text.split('\n');
  const isBroken = /^ *\w*$/.test(lines.at(-1) ?? '');
  const columns = lines
    .slice(1, isBroken ? -1 : undefined)
    .map((line) => /^ *[A-Za-z_]\w{0,63}(?=: )/.exec(line)?.[0].length);
  const isAligned = columns.length > 1 && columns.every((column) => column !== undefined && column === columns[0]);
  if (!isAligned || !/^ /m.test(text)) return undefined;
  return isBroken ? text.lastIndexOf('\n') : text.length;
}

/**
 * A line that is no field belongs to the value before it.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function rowsOf(text, start, end) {
  /** @type {[name: string, lines: string[]][]} */
  const fields = [];
  for (const line of text.slice(start, end).replace(/\s+$/, '').split(/\r?\n/)) {
    const found = FIELD.exec(line);
    if (found !== null) fields.push([found[1] ?? '', [line.slice(found[0].length)]]);
    else if (!/^\d+ rows? in set/.test(line)) fields.at(-1)?.[1].push(line);
  }
  const rows = fields.map(([name, lines]) => {
    const value = lines.join('\n');
    return value === 'NULL' ? { name, text: '', kind: /** @type {const} */ ('null') } : textRow(name, value);
  });
  return message('mysql', rows, { taken: [start, end] });
}
