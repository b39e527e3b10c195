// A signature of the rule, over the fields or the exact body of what was read.
import { Gateway } from 'fensign';
import { needed, signsBody, toFields } from './evidence.mjs';
import { gatewayOf, wholeRuleOf } from './side.mjs';

/** @import { GatewayOptions } from 'fensign' */
/** @import { Call } from './call.mjs' */
/** @import { Evidence } from './evidence.mjs' */

/**
 * @param {import('./side.mjs').Side} side
 * @param {GatewayOptions} options
 * @returns {Gateway<any>}
 */
export function newGateway(side, options) {
  const { gateway, rule } = gatewayOf(side);
  return new Gateway(gateway, { ...options, ...(rule === undefined ? {} : { rule }) });
}

/**
 * @template T
 * @param {import('./side.mjs').Side} side
 * @param {GatewayOptions} options
 * @param {(gateway: Gateway<any>) => T} use
 * @returns {T}
 */
export function withGateway(side, options, use) {
  const gateway = newGateway(side, options);
  try {
    return use(gateway);
  } finally {
    gateway.free();
  }
}

/**
 * What is signed: the exact body, or the fields.
 * @param {Call} call
 * @param {Evidence} evidence
 */
export function signedPart(call, evidence) {
  return signsBody(evidence) ? needed(call, evidence.message, evidence.message.body) : toFields(evidence.message.rows);
}

/**
 * The signature that came with the message: given beside it, in its header, or in its field.
 * @param {Evidence} evidence
 * @param {string | undefined} given
 * @param {Record<string, string>} headers
 * @param {string} field
 */
export function receivedSign({ message, side, table }, given, headers, field) {
  if (given !== undefined) return given;
  const rule = wholeRuleOf(side);
  const header = table?.bodySignature?.header ?? rule?.header;
  if (header) {
    const value = Object.entries(headers).find(([name]) => name.toLowerCase() === header.toLowerCase())?.[1];
    return value === undefined ? message.sign : inHeader(value, rule?.headerFormat);
  }
  return message.rows.find(({ name }) => name === field)?.text ?? message.sign;
}

/**
 * @param {string} value
 * @param {string | null | undefined} format
 */
function inHeader(value, format) {
  const [before = '', after = ''] = (format ?? '{sign}').split('{sign}');
  return value.startsWith(before) && value.endsWith(after)
    ? value.slice(before.length, value.length - after.length)
    : value;
}

/**
 * Where a signature is looked for.
 * @param {Evidence} evidence
 * @param {string} field
 */
export const placeOfSign = ({ side, table }, field) =>
  table?.bodySignature?.header ?? wholeRuleOf(side)?.header ?? field;
