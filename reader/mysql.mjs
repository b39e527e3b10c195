// MySQL's rows as `\G` prints them.
import { LIMITS } from './limits.mjs';
import { message, textRow } from './message.mjs';

const FIELD = /^ *([A-Za-z_]\w{0,63}): ?/;

/** @type {import('./types.mjs').Reader} */
export function readMysql(text) {
  const parts = [];
  let start = 0;
  for (const head of text.matchAll(/^\*{3,} *\d+\. row *\*{3,}\r?\n/gm)) {
    if (head.index > start) parts.push({ start, end: head.index });
    start = head.index + head[0].length;
  }
  if (start === 0) return isAligned(text) ? [rowsOf(text, 0, text.length)] : undefined;
  parts.push({ start, end: text.length });
  const messages = parts
    .slice(0, LIMITS.messages + 1)
    .map((part) => rowsOf(text, part.start, part.end))
    .filter(({ rows }) => rows.length > 0);
  return messages.length > 0 ? messages : undefined;
}

/**
 * Names that end in one column, since they are padded from the left. The paste's first may have lost its padding.
 * @param {string} text
 */
function isAligned(text) {
  const columns = text
    .split('\n')
    .slice(1)
    .map((line) => /^ *[A-Za-z_]\w{0,63}(?=: )/.exec(line)?.[0].length);
  return (
    columns.length > 1 && columns.every((column) => column !== undefined && column === columns[0]) && /^ /m.test(text)
  );
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
