// A link that carries the fields and the gateway in its fragment, which no browser sends to a server. Never the secret.
import { Gateway, MASK } from 'fensign';
import { INTEGER } from './json.mjs';
import { secretNamesOf, signOf, tableOf, CUSTOM } from './state.mjs';

/** @typedef {import('./state.mjs').State} State */

const LONGEST = 100_000;
const KINDS = ['text', 'integer', 'number', 'boolean', 'null', 'nested'];
const DIRECTIONS = ['request', 'reply', 'notice'];
/** A shorter one could stand anywhere by chance. */
const LEAST_SECRET = 4;

/**
 * @param {State} state
 * @returns {string} `#…`
 */
export function toFragment(state) {
  const shared = {
    gateway: state.gateway,
    operation: state.operation,
    direction: state.direction,
    rows: state.rows.map(({ name, text, kind }) => [name, text, kind]),
    sign: signOf(state),
    ...(state.body === undefined ? {} : { body: state.body }),
    ...(state.theirs === '' ? {} : { theirs: state.theirs }),
    ...(state.baseUrl === '' ? {} : { baseUrl: state.baseUrl }),
    ...(state.rule === undefined ? {} : { rule: state.rule }),
  };
  return `#${encode(JSON.stringify(withoutSecrets(shared, state)))}`;
}

/**
 * A secret that somebody typed into a field must not travel there either.
 * @param {unknown} shared
 * @param {State} state
 */
function withoutSecrets(shared, state) {
  const names = secretNamesOf(state);
  const inFields = state.rows.filter(({ name }) => names.includes(name)).map(({ text }) => text);
  const typed = [state.secret, ...state.candidates, ...inFields].flatMap((secret) => [secret, secret.trim()]);
  const secrets = typed.flatMap((secret) => [secret, new URLSearchParams([['', secret]]).toString().slice(1)]);
  const replace = (/** @type {string} */ text) =>
    secrets.reduce((/** @type {string} */ rest, secret) => {
      if (secret === '') return rest;
      return secret.length < LEAST_SECRET ? (rest === secret ? MASK : rest) : rest.replaceAll(secret, MASK);
    }, text);
  return JSON.parse(JSON.stringify(shared), (_, value) => (typeof value === 'string' ? replace(value) : value));
}

/**
 * Whatever a stranger wrote there: only what has the right shape is taken.
 * @param {string} fragment
 * @returns {Partial<State> | undefined}
 */
export function fromFragment(fragment) {
  if (fragment.length < 2 || fragment.length > LONGEST) return undefined;
  try {
    const { gateway, operation, direction, rows, sign, body, theirs, baseUrl, rule } = JSON.parse(
      decode(fragment.slice(1)),
    );
    if (!Array.isArray(rows) || !rows.every(isRow) || !DIRECTIONS.includes(direction)) return undefined;
    const table = tableOf(/** @type {State} */ ({ gateway }));
    if (!table && gateway !== CUSTOM) return undefined;
    const name = table?.operations.find((one) => one.name === operation)?.name ?? table?.operations[0]?.name ?? '';
    const given = rows.map(([name, text, kind]) => ({ name, text, kind }));
    return {
      choice: gateway,
      gateway,
      operation: name,
      direction,
      rows: given,
      pasted: { form: 'empty', rows: given, notes: [] },
      hasMore: textOf(theirs) !== '',
      sign: textOf(sign),
      body: typeof body === 'string' ? body : undefined,
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
 * @returns {row is [string, string, import('./paste.mjs').Kind]}
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
