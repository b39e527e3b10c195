// What stands in a message, made of what is known of an order by the gateway's table.
/** @import { FieldInfo } from 'fensign/tables' */
/** @import { Desk, Facts } from './types.d.ts' */

const NOT_WRITTEN = ['object', 'objects', 'signature'];

/**
 * By path; a field of which nothing is known is left out.
 * @param {{ path: string, fields: FieldInfo[] }[]} tables
 * @param {Desk} desk
 * @param {Facts} facts
 */
export function fieldsOf(tables, { row }, facts) {
  /** @type {Record<string, string | number>} */
  const fields = {};
  for (const table of tables)
    for (const { name, kind } of table.fields) {
      if (NOT_WRITTEN.includes(kind)) continue;
      const source = row.values[name];
      const value =
        source === undefined ? facts.sent[name] : typeof source === 'function' ? source(facts) : facts[source];
      if (value === undefined || typeof value === 'object') continue;
      fields[table.path === '' ? name : `${table.path}.${name}`] = written(kind, value);
    }
  return fields;
}

/** Amounts are fen and times ms by then, or texts that the request had. @param {FieldInfo['kind']} kind @param {string | number} value */
function written(kind, value) {
  if (kind === 'fen-number' || kind === 'code-number') return Number(value);
  if (typeof value === 'string') return value;
  if (kind === 'yuan') return yuanOf(value);
  if (kind === 'local-time') return beijing(value).replace('T', ' ');
  if (kind === 'compact-time') return beijing(value).replace(/\D/gu, '');
  if (kind === 'utc-time') return `${new Date(value).toISOString().slice(0, 19)}Z`;
  return kind === 'millis' ? value : String(value);
}

/** @param {number} ms */
const beijing = (ms) => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 19);

/** @param {number} fen */
const yuanOf = (fen) => `${Math.trunc(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** An amount as a request has it. @param {FieldInfo} field @param {string} text */
export function fenOf({ kind }, text) {
  if (kind !== 'yuan') return Number(text);
  const [yuan = '', rest = ''] = text.split('.');
  return Number(yuan + rest.padEnd(2, '0').slice(0, 2));
}
