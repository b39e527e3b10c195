import { FensignError } from '#error';
import { OPTION } from '../constants.mjs';

/**
 * A wrong option.
 * @param {string} field
 * @param {string} wanted
 */
export function refused(field, wanted) {
  const message = OPTION.message.replace('{wanted}', () => wanted);
  const messageZh = OPTION.messageZh.replace('{wanted}', () => wanted);
  return new FensignError([{ field, code: 'option', severity: 'error', message, messageZh }]);
}
