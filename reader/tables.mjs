// Tables: CSV, TSV, Markdown and MySQL's. A table has a name and a value on each row, or the names above the values.
import { LIMITS } from './limits.mjs';
import { message, textRow } from './message.mjs';
import { note } from './notes.mjs';

/** @typedef {{ cells: string[], start: number, end: number }} Record */

const HEADER_OF_NAMES = /^(?:name|key|field|param(?:eter)?|column|字段名?|参数名?|名称|键|属性)s?$/i;
const NAME = /^[\w.[\]-]{1,100}$/u;

/** @type {import('./types.mjs').Reader} */
export function readTable(text) {
  const rule = /^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$|^\+(?:-+\+)+$/m;
  if (/^[|+]/.test(text) && rule.test(text)) return toMessages(pipes(text), 'markdown', true);
  if (!text.includes('\n')) return undefined;
  const line = text.slice(0, text.indexOf('\n'));
  if (line.includes('\t')) return toMessages(tabs(text), 'tsv', false);
  if (!/^"?[\w.[\]-]{1,100}"?,/u.test(line) && !/^[^\s,=:{}]{1,20},[^\s,=:{}]{1,20}$/.test(line.trim()))
    return undefined;
  const records = commas(text);
  return records && toMessages(records, 'csv', false);
}

/**
 * @param {Record[]} records
 * @param {'csv' | 'tsv' | 'markdown'} form
 * @param {boolean} hasHeader
 * @returns {import('./types.mjs').PastedMessage[] | undefined}
 */
function toMessages(records, form, hasHeader) {
  const [first, ...rest] = records;
  if (first === undefined || rest.length === 0) return undefined;
  const width = first.cells.length;
  if (width < 2 || records.some(({ cells }) => cells.length !== width)) return undefined;
  const isNamed = HEADER_OF_NAMES.test((first.cells[0] ?? '').trim());
  const notes = form === 'markdown' ? [note('trimmed')] : [];
  const exact = form !== 'markdown';
  const areNames = records.every(({ cells }) => /^[A-Za-z_]/.test(cells[0] ?? '') && NAME.test(cells[0] ?? ''));
  if (
    width === 2 ? isNamed || (areNames && records.length > 2) || (areNames && !hasHeader && !isHeader(first)) : isNamed
  ) {
    const rows = (isNamed ? rest : records).map(({ cells }) => textRow((cells[0] ?? '').trim(), cells[1] ?? ''));
    return [message(form, rows, { exact, notes, taken: [first.start, records.at(-1)?.end ?? first.end] })];
  }
  if (!first.cells.every((cell) => NAME.test(cell.trim()))) return undefined;
  return rest.slice(0, LIMITS.messages + 1).map(({ cells, start, end }) =>
    message(
      form,
      cells.map((cell, index) => textRow((first.cells[index] ?? '').trim(), cell)),
      { exact, notes, taken: [start, end] },
    ),
  );
}

/** @param {Record} record */
const isHeader = ({ cells }) => cells.every((cell) => /^[A-Za-z_]\w*$/.test(cell));

/**
 * @param {string} text
 * @returns {Record[]}
 */
function tabs(text) {
  return linesOf(text).map(({ line, start, end }) => ({ cells: line.split('\t'), start, end }));
}

/**
 * @param {string} text
 * @returns {Record[]}
 */
function pipes(text) {
  return linesOf(text)
    .filter(({ line }) => line.includes('|') && !/^[\s|:+-]+$/.test(line))
    .map(({ line, start, end }) => ({
      cells: line
        .trim()
        .replace(/^\||\|$/g, '')
        .split(/(?<!\\)\|/)
        .map((cell) => cell.trim().replaceAll('\\|', '|')),
      start,
      end,
    }));
}

/** @param {string} text */
function linesOf(text) {
  const lines = [];
  let start = 0;
  for (const line of text.split('\n')) {
    if (line.trim() !== '') lines.push({ line: line.replace(/\r$/, ''), start, end: start + line.length });
    start += line.length + 1;
  }
  return lines;
}

/**
 * As RFC 4180 has it.
 * @param {string} text
 * @returns {Record[] | undefined}
 */
function commas(text) {
  /** @type {Record[]} */
  const records = [];
  let at = 0;
  while (at < text.length) {
    const start = at;
    /** @type {string[]} */
    const cells = [];
    for (;;) {
      const cell = text[at] === '"' ? quoted(text, at) : plain(text, at);
      if (cell === undefined) return undefined;
      cells.push(cell.value);
      at = cell.end;
      if (text[at] !== ',') break;
      at += 1;
    }
    const end = at;
    if (text[at] === '\r') at += 1;
    if (at < text.length && text[at] !== '\n') return undefined;
    at += 1;
    if (cells.length > 1 || cells[0] !== '') records.push({ cells, start, end });
  }
  return records;
}

const PLAIN = /[^,\r\n"]*/y;

/**
 * @param {string} text
 * @param {number} at
 */
function plain(text, at) {
  PLAIN.lastIndex = at;
  return { value: PLAIN.exec(text)?.[0] ?? '', end: PLAIN.lastIndex };
}

/**
 * @param {string} text
 * @param {number} at
 */
function quoted(text, at) {
  const pieces = [];
  for (;;) {
    const end = text.indexOf('"', at + 1);
    if (end < 0) return undefined;
    pieces.push(text.slice(at + 1, end));
    at = end + 1;
    if (text[at] !== '"') return { value: pieces.join('"'), end: at };
  }
}
