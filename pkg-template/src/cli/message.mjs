// What a notification or a reply says, for people.
import { paint } from './output.mjs';
import { printProblems } from './problems.mjs';

/** @import { Message } from 'fensign' */
/** @import { Call } from './call.mjs' */

const VERDICTS = /** @type {const} */ ({
  valid: ['messageValid', 'green'],
  unsigned: ['messageUnsigned', 'yellow'],
  invalid: ['messageInvalid', 'red'],
  malformed: ['messageMalformed', 'red'],
});

/** @param {Pick<Message, 'verdict'>} message */
export const exitCodeOf = ({ verdict }) => (verdict === 'valid' || verdict === 'unsigned' ? 0 : 1);

/**
 * @param {Call} call
 * @param {Message} message
 * @param {string} title
 */
export function printMessage(call, { verdict, kind, outcome, order, pay, fields, signed, problems }, title) {
  const { out, say } = call;
  const [word, colour] = VERDICTS[verdict];
  out.line(paint[colour](say(word)), paint.dim(`  ${title}`));
  const row = (/** @type {import('./language.mjs').Word} */ name, /** @type {string} */ text) =>
    out.line(paint.dim(say('label', say(name))), text);
  if (kind !== undefined) row('kind', kind);
  row('outcome', outcome);
  if (order !== undefined) row('order', JSON.stringify(order));
  if (pay !== undefined && pay.kind !== 'none') {
    row('pay', `${pay.kind} ${typeof pay.value === 'string' ? pay.value : JSON.stringify(pay.value)}`);
  }
  for (const [name, text] of Object.entries(fields)) {
    out.line('  ', signed.includes(name) ? paint.green('+') : paint.dim('-'), ` ${name}=${text}`);
  }
  printProblems(out, call, problems);
}
