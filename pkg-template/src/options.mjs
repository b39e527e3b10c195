/** @import { Rule } from '../index.d.ts' */
import { Reason } from '#glue';
import { LIMITS, MASK } from './constants.mjs';
import { FensignError, problem } from './module.mjs';
import { bytesOf, isBytes, isObject, kindOf, readRule, reading, text } from './values.mjs';

const LONGEST_OPTION = 24;

/**
 * A gateway by its id, or the rule of one without, as JSON text; `changes` to the rule in it.
 * @param {string | Rule} gateway
 * @param {unknown} changes
 */
export function side(gateway, changes) {
  const id = typeof gateway === 'string' ? text(gateway, 'gateway') : undefined;
  const own = id === undefined ? readRule(gateway, 'gateway') : undefined;
  const changed = changes === undefined ? undefined : readRule(changes, 'rule');
  const rule = own && changed ? JSON.stringify({ ...JSON.parse(own), ...JSON.parse(changed) }) : (own ?? changed);
  return { id, rule };
}

/**
 * @param {unknown} value
 * @param {string} name
 */
export const optionalText = (value, name) => (value === undefined ? undefined : text(value, name));

/** @param {Uint8Array[]} secrets */
export function wipe(secrets) {
  for (const secret of secrets) secret.fill(0);
}

/**
 * A copy of the bytes, in a buffer that the garbage collector does not move, so that wiping leaves none.
 * @param {unknown} secret
 * @param {string} name
 */
export function secretBytes(secret, name) {
  if (secret === undefined || secret === null) throw new FensignError([problem(name, Reason.Secret, String(secret))]);
  if (typeof secret !== 'string' && !isBytes(secret)) {
    throw new FensignError([problem(name, Reason.Option, 'string | Uint8Array')]);
  }
  const bytes = typeof secret === 'string' ? new TextEncoder().encode(text(secret, name)) : bytesOf(secret);
  if (bytes === undefined) throw new FensignError([problem(name, Reason.Detached)]);
  if (bytes.length > LIMITS.text) throw new FensignError([problem(name, Reason.Length, String(LIMITS.text))]);
  const copy = new Uint8Array(new ArrayBuffer(bytes.length));
  copy.set(bytes);
  bytes.fill(0);
  return copy;
}

/**
 * The items of a list, read without its own methods.
 * @param {unknown} list
 * @param {string} name
 * @param {string} [type]
 * @returns {unknown[]}
 */
export function listOf(list, name, type = '(string | Uint8Array)[]') {
  if (list === undefined) return [];
  const length = reading(name, () => (Array.isArray(list) ? list.length : undefined));
  if (length === undefined) throw new FensignError([problem(name, Reason.Option, type)]);
  if (!(length <= LIMITS.fields)) throw new FensignError([problem(name, Reason.Fields, String(LIMITS.fields))]);
  return reading(name, () => Array.from({ length }, (_, index) => /** @type {unknown[]} */ (list)[index]));
}

/**
 * The options, each read once.
 * @template {string} N
 * @param {unknown} given
 * @param {readonly N[]} names
 * @param {string} argument
 */
export function optionsOf(given, names, argument) {
  const keys = reading(argument, () => (isObject(given) ? Object.keys(given) : undefined));
  if (keys === undefined) throw new FensignError([problem(argument, Reason.Plain, kindOf(given))]);
  const object = /** @type {Partial<Record<N, unknown>>} */ (given);
  /** @type {Partial<Record<N, unknown>>} */
  const options = {};
  for (const name of names) {
    if (reading(argument, () => name in object)) options[name] = reading(name, () => object[name]);
  }
  const stray = keys.find((key) => !names.some((name) => name === key));
  if (stray === undefined) return options;
  // A secret may stand there by mistake.
  const { secret } = /** @type {{ secret?: unknown }} */ (options);
  const isSecret = typeof secret === 'string' && stray.includes(secret);
  const shown = stray.length > LONGEST_OPTION ? `${stray.slice(0, 8)}…` : stray;
  throw new FensignError([problem(isSecret ? MASK : shown, Reason.UnknownOption)]);
}
