// Which gateway is meant: by the first argument, by --rule, or both.
import { statSync } from 'node:fs';
import { dialects } from 'fensign/dialects';
import { gateways } from 'fensign/tables';
import { optionOf } from './call.mjs';
import { nearest } from './options.mjs';
import { readSmallFile } from './secret.mjs';
import { Stop } from './stop.mjs';

/** @import { GatewayId, Rule } from 'fensign' */
/** @import { Dialect, Fork } from 'fensign/dialects' */
/** @import { GatewayInfo } from 'fensign/tables' */
/** @import { Call } from './call.mjs' */

export const TABLES = gateways();
export const IDS = TABLES.map(({ id }) => id);

/** @type {Readonly<Record<string, Dialect & Partial<Pick<Fork, 'over'>>>>} */
export const DIALECTS = dialects;

/**
 * @typedef {object} Side
 * @property {GatewayInfo} [table] of a gateway that fensign knows
 * @property {Rule} [rule] what differs from the gateway's own, or the whole of it
 * @property {string} [dialect]
 */

/**
 * The side, nothing if none is named, and the argument that names the message.
 * @param {Call} call
 * @returns {{ side: Side | undefined, file: string | undefined }}
 */
export function sideOf(call) {
  const [first, second] = call.positionals;
  const rule = ruleOf(call);
  const named = first === undefined ? undefined : sideNamed(first);
  if (named !== undefined) return { side: withRule(named, rule), file: second };
  if (first !== undefined && (second !== undefined || !isInput(first))) {
    const near = nearest(first, [...IDS, ...Object.keys(DIALECTS)]);
    throw new Stop(2, 'noGateway').followedBy(near);
  }
  return { side: rule && { rule }, file: first };
}

/**
 * @param {string} name
 * @returns {Side | undefined}
 */
function sideNamed(name) {
  const table = tableOf(name);
  if (table) return { table };
  const dialect = Object.hasOwn(DIALECTS, name) ? DIALECTS[name] : undefined;
  if (dialect === undefined) return undefined;
  const base = dialect.over && tableOf(dialect.over);
  return { dialect: name, rule: dialect.rule, ...(base && { table: base }) };
}

/** @param {string} id */
export const tableOf = (id) => TABLES.find((one) => one.id === id);

/**
 * @param {Side} side
 * @param {Rule | undefined} rule
 * @returns {Side}
 */
const withRule = (side, rule) => (rule === undefined ? side : { ...side, rule: { ...side.rule, ...rule } });

/**
 * @param {Call} call
 * @returns {Rule | undefined}
 */
function ruleOf(call) {
  const path = optionOf(call, 'rule');
  if (path === undefined) return undefined;
  const rule = jsonOf(readSmallFile(path, '--rule'));
  if (typeof rule === 'object' && rule !== null && !Array.isArray(rule)) return rule;
  throw new Stop(2, 'noJson', '--rule');
}

/** @param {Uint8Array} bytes */
function jsonOf(bytes) {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

/** Whether it names the standard input or something that is there. @param {string} path */
function isInput(path) {
  return path === '-' || statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/**
 * For `new Gateway` and `diagnose`.
 * @param {Side} side
 * @returns {{ gateway: GatewayId | Rule, rule?: Rule }}
 */
export function gatewayOf({ table, rule }) {
  if (table === undefined) return { gateway: rule ?? {} };
  return { gateway: table.id, ...(rule === undefined ? {} : { rule }) };
}

/**
 * The rule that a request is signed by; nothing where none is public.
 * @param {Side} side
 * @returns {Rule | undefined}
 */
export const wholeRuleOf = ({ table, rule }) =>
  table?.rule === undefined && rule === undefined ? undefined : { ...table?.rule, ...rule };
