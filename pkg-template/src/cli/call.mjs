/**
 * What a command is called with.
 * @typedef {object} Call
 * @property {import('./options.mjs').Given} given
 * @property {string[]} positionals without the command
 * @property {import('./language.mjs').Language} language
 * @property {(word: import('./language.mjs').Word, ...values: (string | number)[]) => string} say
 * @property {import('./output.mjs').Output} out
 * @property {import('./output.mjs').Output} err
 * @property {boolean} isJson
 */

/**
 * @typedef {object} Command
 * @property {string} usage
 * @property {{ en: string, zh: string }} about
 * @property {{ en: string, zh: string }} [more]
 * @property {import('./options.mjs').OptionName[]} options
 * @property {string} [example]
 * @property {(call: Call) => number | Promise<number>} run to the exit code
 */

/**
 * The value of an option that may stand once.
 * @param {Call} call
 * @param {import('./options.mjs').OptionName} name
 */
export const optionOf = ({ given }, name) => given.values[name]?.[0];
