// What Go prints: `map[a:b c:d]`, `url.Values` as `map[a:[b]]`, a struct with `%+v` as `{A:b C:d}`. Values are not
// quoted. A map's names are sorted, which tells most of them from text with a colon.
import { message, textRow } from './message.mjs';
import { note, stoppedAt } from './notes.mjs';

const MAP = /map\[[^\]\s:"]{1,100}:/y;
const NAME = /(?:^| )([A-Za-z_][\w.-]{0,99}):/g;

/** @type {import('./types.mjs').Reader} */
export function readGo(text) {
  MAP.lastIndex = 0;
  if (MAP.test(text) && text.endsWith(']') && !text.includes('\nmap[')) {
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
  MAP.lastIndex = at;
  if (!MAP.test(text)) return { stopped: at + 4 };
  const bracket = /[[\]\n]/g;
  bracket.lastIndex = at + 3;
  let depth = 0;
  let end = text.length;
  for (let found; (found = bracket.exec(text)) !== null;) {
    if (found[0] === '\n') {
      end = found.index;
      break;
    }
    depth += found[0] === '[' ? 1 : -1;
    if (depth === 0) return { message: printed(text, at + 4, found.index, true), end: found.index + 1 };
  }
  const broken = printed(text, at + 4, end, true);
  const last = broken.rows.at(-1);
  if (last === undefined || broken.rows.length < 3) return { stopped: end };
  const notes = [...broken.notes, stoppedAt(end, last.name)];
  return { message: { ...broken, rows: broken.rows.slice(0, -1), taken: [at, end], notes }, end };
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
  const isMulti =
    isMap &&
    values.every((value, index) => /^\[[^]*\]$/.test(value) || (index === values.length - 1 && value.startsWith('[')));
  const rows = fields.map(({ name }, index) => {
    const value = values[index] ?? '';
    if (value === '<nil>') return { name, text: '', kind: /** @type {const} */ ('null') };
    return textRow(name, isMulti ? value.replace(/^\[|\]$/g, '') : value);
  });
  return message('go', rows, {
    exact: false,
    taken: [isMap ? start - 4 : 0, close + 1],
    notes: [note('unquoted')],
  });
}
