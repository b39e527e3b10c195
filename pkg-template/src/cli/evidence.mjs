// What a command works on: whose message it is, which kind and operation, its fields, its headers.
import { choose, detect } from '../../../reader/detect.mjs';
import { headersByName } from '../../../reader/fields.mjs';
export { toFields, wholeText } from '../../../reader/fields.mjs';
import { optionOf } from './call.mjs';
import { formName, readInput } from './input.mjs';
import { IDS, TABLES, sideOf, tableOf, wholeRuleOf } from './side.mjs';
import { Stop } from './stop.mjs';

/** @import { OperationInfo } from 'fensign/tables' */
/** @import { Candidate, Choice } from '../../../reader/detect.mjs' */
/** @import { Call } from './call.mjs' */
/** @import { Input } from './input.mjs' */
/** @import { Read } from './paste.mjs' */
/** @import { Side } from './side.mjs' */

/** @typedef {'request' | 'notice' | 'reply'} Kind */

const KINDS = /** @type {const} */ (['request', 'notice', 'reply']);

/**
 * @typedef {object} Evidence
 * @property {Side} side
 * @property {Input} input
 * @property {Read} message
 * @property {Kind} kind
 * @property {string} [operation] by the gateway's own name, if it has it
 * @property {OperationInfo} [table] of the operation
 */

/**
 * @param {Call} call
 * @param {{ kinds?: readonly Kind[], needsOperation?: boolean }} [wanted] the kinds that the command is for
 * @returns {Promise<Evidence>}
 */
export async function evidenceOf(call, { kinds, needsOperation = false } = {}) {
  const { side: named, file } = sideOf(call);
  const asked = kindAsked(call);
  const operation = optionOf(call, 'operation');
  const input = await readInput(call, file, named && wholeRuleOf(named));
  const { message } = input;
  const choice = choose(
    detect(message, named === undefined ? TABLES : named.table ? [named.table] : []).filter((one) =>
      isWanted(one, asked === undefined ? kinds : [asked], operation),
    ),
  );
  const side = named ?? sideDetected(choice);
  const kind = asked ?? choice?.best.message ?? kinds?.[0] ?? 'request';
  const detected = kind === 'notice' ? undefined : choice?.best.operation;
  if (choice) tellGuess(call, choice, { named, asked, operation, needsOperation });
  const name = operation ?? detected;
  if ((needsOperation || kind === 'reply') && name === undefined && side.table) {
    throw new Stop(2, 'nameOperation', side.table.id, side.table.operations.map(({ name }) => name).join(', '));
  }
  const table = side.table?.operations.find((one) => one.name === name || one.role === name);
  return { side, input, message, kind, ...(name && { operation: table?.name ?? name }), ...(table && { table }) };
}

/**
 * @param {Candidate} candidate
 * @param {readonly Kind[] | undefined} kinds
 * @param {string | undefined} operation
 */
function isWanted({ message, gateway, operation: name }, kinds, operation) {
  if (kinds && !kinds.includes(message)) return false;
  if (operation === undefined || message === 'notice') return operation === undefined;
  const table = tableOf(gateway)?.operations.find((one) => one.name === name);
  return operation === table?.name || operation === table?.role;
}

/**
 * @param {Choice | undefined} choice
 * @returns {Side}
 */
function sideDetected(choice) {
  const table = choice?.isSure.gateway ? tableOf(choice.best.gateway) : undefined;
  if (table === undefined) throw new Stop(2, 'nameGateway', IDS.join(', '));
  return { table };
}

/** @param {Call} call */
function kindAsked(call) {
  const asked = optionOf(call, 'message');
  if (asked === undefined) return undefined;
  const kind = KINDS.find((one) => one === asked);
  if (kind === undefined) throw new Stop(2, 'mustBe', 'message', KINDS.join(', '));
  return kind;
}

/**
 * What was not said, and so was guessed.
 * @param {Call} call
 * @param {Choice} choice
 * @param {{ named: Side | undefined, asked: Kind | undefined, operation: string | undefined, needsOperation: boolean }} said
 */
function tellGuess({ say, err }, { best, rivals, isSure }, { named, asked, operation, needsOperation }) {
  const missing = [
    ...(asked === undefined && !isSure.message ? ['--message'] : []),
    ...(operation === undefined && needsOperation && isSure.message && !isSure.operation ? ['--operation'] : []),
  ];
  const title = (/** @type {Candidate} */ { gateway, message, operation: name }) =>
    [gateway, ...(name ? [name] : []), say(message)].join(' ');
  if (missing.length > 0) {
    const others = [...new Set(rivals.map(title))].filter((one) => one !== title(best));
    err.line(say('guessedUnsurely', title(best), others.join(', '), say('toBeSure', missing.join(' '))));
  } else if (named === undefined || (operation === undefined && needsOperation)) err.line(say('guessed', title(best)));
}

/**
 * What was decided, for machines.
 * @param {Evidence} evidence
 */
export function contextOf({ side, kind, operation, input: { message } }) {
  const { form, exact, taken, notes } = message;
  return {
    ...(side.table && { gateway: side.table.id }),
    ...(side.dialect && { dialect: side.dialect }),
    message: kind,
    ...(operation && { operation }),
    read: { form, exact, taken, notes },
  };
}

/**
 * @param {Evidence} evidence
 * @param {Call} call
 */
export function titleOf({ side, kind, operation }, { say }) {
  const name = side.dialect ?? side.table?.id ?? say('ownRule');
  return [name, ...(operation === undefined ? [] : [operation]), say(kind)].join(' ');
}

/** Whether the exact body is signed. @param {Evidence} evidence */
export const signsBody = ({ side, table, kind }) =>
  kind === 'request' && (table?.bodySignature !== undefined || wholeRuleOf(side)?.over === 'body');

/** The field of a request that carries the signature. @param {Side} side */
export const signFieldOf = (side) => wholeRuleOf(side)?.field ?? 'sign';

/**
 * What stands for a message that only exact text will do for.
 * @param {Call} call
 * @param {Read} message
 * @param {string | undefined} text
 */
export function needed({ language }, { form }, text) {
  if (text === undefined) throw new Stop(2, 'needsBody', formName(form, language));
  return text;
}

/**
 * The headers of the message, and those that were given beside it.
 * @param {Call} call
 * @param {Read} [message]
 * @returns {Record<string, string>}
 */
export function headersOf(call, message) {
  const given = (call.given.values.header ?? []).map((header) => {
    const found = /^([^\s:]+):\s*(.*?)\s*$/u.exec(header);
    if (found === null) throw new Stop(2, 'headerForm');
    return [found[1], found[2]];
  });
  return { ...headersByName(message?.headers ?? []), ...Object.fromEntries(given) };
}
