// What C# prints of the pairs of a dictionary: `[a, b], [c, d]`.
import { message, textRow } from './message.mjs';
import { note, stoppedAt } from './notes.mjs';

const SEPARATOR = /\][,;]?\s{1,10}\[(?=[\w.-]{1,100}, )/g;

/** @type {import('./types.mjs').Reader} */
export function readCsharp(text) {
  if (!/^\[[\w.-]{1,100}, /.test(text)) return undefined;
  const isClosed = text.endsWith(']');
  const pairs = text.slice(1, isClosed ? -1 : undefined).split(SEPARATOR);
  if (!isClosed && pairs.length < 3) return undefined;
  const rows = (isClosed ? pairs : pairs.slice(0, -1)).map((pair) => {
    const at = pair.indexOf(', ');
    return textRow(pair.slice(0, at), pair.slice(at + 2));
  });
  const notes = [note('unquoted'), ...(isClosed ? [] : [stoppedAt(text.length, rows.at(-1)?.name)])];
  return [message('csharp', rows, { exact: false, taken: [0, text.length], notes })];
}
