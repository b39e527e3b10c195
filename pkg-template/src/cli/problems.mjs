import { messageOf } from './language.mjs';
import { paint } from './output.mjs';

/** @import { Problem } from 'fensign' */
/** @import { Call } from './call.mjs' */
/** @import { Output } from './output.mjs' */

/**
 * @param {Output} output
 * @param {Pick<Call, 'say' | 'language'>} call
 * @param {Problem[]} problems
 */
export function printProblems(output, { say, language }, problems) {
  for (const { field, severity, message, messageZh } of problems) {
    const mark = severity === 'error' ? paint.red(say('error')) : paint.yellow(say('warning'));
    const place = field === undefined ? '' : say('label', field);
    output.line(mark, ' ', paint.bold(place), messageOf({ message, messageZh }, language));
  }
}
