// What C# prints of the pairs of a dictionary: `[a, b], [c, d]`.
import { message, textRow } from './message.mjs';
import { note } from './notes.mjs';

const SEPARATOR = /\][,;]?\s{1,10}\[(?=[\w.-]{1,100}, )/g;

/** @type {import('./types.mjs').Reader} */
export function readCsharp(text) {
  if (!/^\[[\w.-]{1,100}, /.test(text) || !text.endsWith(']')) return undefined;
  const rows = text
    .slice(1, -1)
    .split(SEPARATOR)
    .map((pair) => {
      const at = pair.indexOf(', ');
      return textRow(pair.slice(0, at), pair.slice(at + 2));
    });
  return [message('csharp', rows, { exact: false, taken: [0, text.length], notes: [note('unquoted')] })];
}
