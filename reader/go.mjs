// What Go prints: `map[a:b c:d]`, `url.Values` as `map[a:[b]]`, a struct with `%+v` as `{A:b C:d}`. Values are not
// quoted. A map's names are sorted, which tells most of them from text with a colon.
import { message, textRow } from './message.mjs';
import { note } from './notes.mjs';

const NAME = /(?:^| )([A-Za-z_][\w.-]{0,99}):/g;

/** @type {import('./types.mjs').Reader} */
export function readGo(text) {
  if (/^map\[[^\]\s:"]{1,100}:/.test(text) && text.endsWith(']')) {
    return [printed(text, 4, text.length - 1, true)];
  }
  const struct = /^&?(?:[\w.]{1,60})?\{(?=[A-Z]\w{0,60}:[^"'\s{]*(?: [A-Z]\w{0,60}:|\}$))/.exec(text)?.[0];
  if (struct === undefined || !text.endsWith('}')) return undefined;
  const one = printed(text, struct.length, text.length - 1, false);
  return [{ ...one, notes: [...one.notes, note('go-names')] }];
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {import('./types.mjs').Found}
 */
export function readGoMapAt(text, at) {
  const close = closing(text, at + 3);
  if (close === undefined || !/^map\[[^\]\s:"]{1,100}:/.test(text.slice(at, at + 110))) return { stopped: at + 4 };
  return { message: printed(text, at + 4, close, true), end: close + 1 };
}

/**
 * @param {string} text
 * @param {number} open
 */
function closing(text, open) {
  const bracket = /[[\]\n]/g;
  bracket.lastIndex = open;
  let depth = 0;
  for (let found; (found = bracket.exec(text)) !== null;) {
    if (found[0] === '\n') return undefined;
    depth += found[0] === '[' ? 1 : -1;
    if (depth === 0) return found.index;
  }
  return undefined;
}

/**
 * @param {string} text
 * @param {number} start
 * @param {number} close
 * @param {boolean} isMap
 */
function printed(text, start, close, isMap) {
  const inner = text.slice(start, close);
  /** @type {{ name: string, from: number, value: number }[]} */
  const fields = [];
  for (const found of inner.matchAll(NAME)) {
    const name = found[1] ?? '';
    const last = fields.at(-1);
    if (last !== undefined && isMap && name <= last.name) continue;
    if (!isMap && !/^[A-Z]/.test(name)) continue;
    fields.push({ name, from: found.index, value: found.index + found[0].length });
  }
  const values = fields.map(({ value }, index) => inner.slice(value, fields[index + 1]?.from ?? inner.length));
  const isMulti = isMap && values.every((value) => value.startsWith('[') && value.endsWith(']'));
  const rows = fields.map(({ name }, index) => {
    const value = values[index] ?? '';
    if (value === '<nil>') return { name, text: '', kind: /** @type {const} */ ('null') };
    return textRow(name, isMulti ? value.slice(1, -1) : value);
  });
  return message('go', rows, {
    exact: false,
    taken: [isMap ? start - 4 : 0, close + 1],
    notes: [note('unquoted')],
  });
}
