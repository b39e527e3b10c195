// A link that carries the fields and the gateway in its fragment, which no browser sends to a server. Never a key.
import { Gateway } from 'fensign';
import { INTEGER } from '../../reader/json.mjs';
import { masked, maskedField, maskOf } from './masking.mjs';
import { CUSTOM, signOf, tableOf } from './state.mjs';

/** @typedef {import('./state.mjs').State} State */

export const LONGEST = 100_000;
const KINDS = ['text', 'integer', 'number', 'boolean', 'null', 'nested'];
const DIRECTIONS = ['request', 'reply', 'notice'];

/** What a link carries. @typedef {ReturnType<typeof sharedOf>} Shared */

/**
 * With every key masked.
 * @param {State} state
 */
export function sharedOf(state) {
  const mask = maskOf(state);
  const { gateway, operation, direction, body, whole, isExact, theirs, baseUrl, rule } = state;
  const rows = state.rows.map((row) => {
    const shown = maskedField(row, mask);
    return [shown.name, shown.text, shown.text === row.text ? row.kind : 'text'];
  });
  const others = {
    sign: signOf(state),
    ...(body === undefined ? {} : { body }),
    ...(whole === undefined || whole === body ? {} : { whole }),
    ...(theirs === '' ? {} : { theirs }),
    ...(baseUrl === '' ? {} : { baseUrl }),
  };
  return {
    ...{ gateway, operation, direction, rows, isExact },
    ...masked(others, mask),
    // Its member `key` says where the key stands.
    ...(rule === undefined ? {} : { rule: masked(rule, { ...mask, hideValue: (_, text) => mask.hide(text) }) }),
  };
}

/**
 * @param {Shared} shared
 * @returns {string} `#…`
 */
export const toFragment = (shared) => `#${encode(JSON.stringify(shared))}`;

/**
 * What {@link toFragment} made a link of.
 * @param {string} fragment
 * @returns {Shared}
 */
export const carried = (fragment) => JSON.parse(decode(fragment.slice(1)));

/**
 * Whatever a stranger wrote there: only what has the right shape is taken.
 * @param {string} fragment
 * @returns {Partial<State> | undefined}
 */
export function fromFragment(fragment) {
  if (fragment.length < 2 || fragment.length > LONGEST) return undefined;
  try {
    const { gateway, operation, direction, rows, isExact, sign, body, whole, theirs, baseUrl, rule } = JSON.parse(
      decode(fragment.slice(1)),
    );
    if (!Array.isArray(rows) || !rows.every(isRow) || !DIRECTIONS.includes(direction)) return undefined;
    const table = tableOf(/** @type {State} */ ({ gateway }));
    if (!table && gateway !== CUSTOM && gateway !== '') return undefined;
    const name = table?.operations.find((one) => one.name === operation)?.name ?? table?.operations[0]?.name ?? '';
    const given = rows.map(([name, text, kind]) => ({ name, text, kind }));
    return {
      choice: gateway === '' ? 'auto' : gateway,
      chosenOperation: name,
      chosenDirection: direction,
      gateway,
      operation: name,
      direction,
      rows: given,
      named: given.map(({ name }) => name),
      isExact: isExact !== false,
      hasMore: textOf(theirs) !== '',
      sign: textOf(sign),
      body: textOrNone(body),
      whole: textOrNone(whole) ?? textOrNone(body),
      theirs: textOf(theirs),
      baseUrl: textOf(baseUrl),
      rule: isRule(rule) ? rule : undefined,
    };
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} row
 * @returns {row is [string, string, import('./state.mjs').Row['kind']]}
 */
function isRow(row) {
  if (!Array.isArray(row) || row.length !== 3 || !row.every((part) => typeof part === 'string')) return false;
  const [, text, kind] = /** @type {[string, string, string]} */ (row);
  return kind === 'integer' ? INTEGER.test(text) : KINDS.includes(kind);
}

/**
 * The package refuses what is no rule.
 * @param {unknown} rule
 * @returns {rule is import('fensign').Rule}
 */
function isRule(rule) {
  try {
    new Gateway(/** @type {{}} */ (rule), { secret: 'none' }).free();
    return typeof rule === 'object';
  } catch {
    return false;
  }
}

/** @param {unknown} value */
const textOrNone = (value) => (typeof value === 'string' ? value : undefined);

/** @param {unknown} value */
const textOf = (value) => (typeof value === 'string' ? value : '');

/** @param {string} text */
function encode(text) {
  const bytes = new TextEncoder().encode(text);
  const binary = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** @param {string} text */
function decode(text) {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}
