// What every program does, in the order of docs/rule.md. How it is written is each language's own.

/** @typedef {import('./plan.mjs').Plan} Plan */
/** @typedef {import('../i18n/code.mjs').Say} Say */

/**
 * How a language writes the steps. Expressions and lines are its source text.
 * @typedef {object} Language
 * @property {string} comment what begins a comment
 * @property {string} toSign the variable that becomes the string to sign
 * @property {string} body the parameter
 * @property {string} secret the parameter
 * @property {string} key the secret as it stands in the string
 * @property {(text: string) => string} quote
 * @property {string} plus between two texts
 * @property {(expression: string) => string} declare the string to sign
 * @property {(expression: string) => string} set the string to sign
 * @property {(plan: Plan) => string[]} keyDigest declares `key`
 * @property {(plan: Plan) => string[]} select
 * @property {(plan: Plan) => string[]} sort
 * @property {(plan: Plan) => string[]} join declares the string to sign
 * @property {(plan: Plan, expression: string) => string} fold
 * @property {(plan: Plan, expression: string) => string} encode
 * @property {(plan: Plan) => string} hex of the digest of the string to sign, in lower case
 * @property {(plan: Plan) => string[]} result returns the signature
 * @property {(plan: Plan, say: Say) => string[]} sortNotes what is peculiar about sorting in it
 */

/**
 * @param {Plan} plan
 * @param {Language} language
 * @param {Say} say
 */
export function steps(plan, language, say) {
  const { comment, toSign, declare, set, quote, body } = language;
  /** @type {string[]} */
  const lines = [];
  let count = 0;
  /** @type {(sentences: string[], code: string[]) => void} */
  const step = (sentences, code) => {
    count += 1;
    lines.push(...sentences.map((text, at) => `${comment} ${at === 0 ? `${count}. ` : ''}${text}`), ...code);
  };

  if (plan.isKeyDigested) step([say('key_digest')], language.keyDigest(plan));
  if (plan.body !== undefined) {
    step([say('body')], [declare(sum(language, [...texts(quote, plan.prefix), body]))]);
  } else {
    step(selected(plan, say), language.select(plan));
    const { sort } = plan;
    if (sort !== 'listed' && sort !== 'given') {
      step([say(`order_${sort}`), ...language.sortNotes(plan, say)], language.sort(plan));
    }
    step(joined(plan, say), language.join(plan));
  }
  if (plan.fold !== null && !plan.foldsEach) step([say(`fold_${plan.fold}`)], [set(language.fold(plan, toSign))]);
  if (plan.twice === 'fields') step([say('twice_fields')], [set(language.hex(plan))]);
  if (plan.head !== undefined || plan.tail !== undefined) step([say('key')], [set(withKey(plan, language))]);
  if (plan.twice === 'string') step([say('twice_string')], [set(language.hex(plan))]);
  step(digested(plan, say), language.result(plan));
  return lines;
}

/**
 * @param {Plan} plan
 * @param {Say} say
 */
const selected = (plan, say) => [
  plan.listed ? say('listed') : plan.kept ? say('kept') : say('dropped'),
  say(`omit_${plan.omit}`),
  ...(plan.keyField === undefined ? [] : [say('key_field')]),
];

/**
 * @param {Plan} plan
 * @param {Say} say
 */
const joined = ({ names, encode, foldsEach, fold, prefix }, say) => [
  say(names ? 'join_names' : 'join_values'),
  ...(encode === null ? [] : [say(`encode_${encode}`)]),
  ...(foldsEach && fold !== null ? [say(`fold_${fold}`)] : []),
  ...(prefix === '' ? [] : [say('prefix')]),
];

/**
 * @param {Plan} plan
 * @param {Say} say
 */
const digested = ({ hash, isHmac, output, isLower, charset, header }, say) => [
  say(isHmac ? 'hmac' : 'hash', hash.toUpperCase(), say(output === 'base64' ? 'base64' : isLower ? 'lower' : 'upper')),
  ...(charset === 'utf-8' ? [] : [say('charset', charset.toUpperCase())]),
  ...(header === null ? [] : [say('header', header)]),
];

/**
 * @param {Plan} plan
 * @param {Language} language
 */
function withKey({ head, tail }, language) {
  const { key, toSign, quote } = language;
  const front = head === undefined ? [] : [...texts(quote, head), key];
  const end = tail === undefined ? [] : [...texts(quote, tail), key];
  return sum(language, [...front, toSign, ...end]);
}

/**
 * What is written of a field.
 * @param {Plan} plan
 * @param {Language} language
 * @param {string} name
 * @param {string} text
 */
export function pairOf(plan, language, name, text) {
  const { quote } = language;
  const written = plan.encode === null ? text : language.encode(plan, text);
  const pair = sum(language, plan.names ? [name, ...texts(quote, plan.assign), written] : [written]);
  return plan.foldsEach ? language.fold(plan, pair) : pair;
}

/**
 * What is written of the secret where it is a field.
 * @param {Plan} plan
 * @param {Language} language
 */
export const secretPairOf = ({ secretPair }, language) =>
  sum(language, [...texts(language.quote, secretPair), language.key]);

/**
 * By what fields are sorted as pairs.
 * @param {Plan} plan
 * @param {Language} language
 * @param {string} name
 * @param {string} text
 */
export function sortKeyOf({ sort, sortsNames, assign, join }, language, name, text) {
  const value = sortsNames ? [] : [text];
  // A name may be all that another begins with.
  const end = sort === 'pair-ignore-case' && !sortsNames ? texts(language.quote, join) : [];
  return sum(language, [name, ...texts(language.quote, assign), ...value, ...end]);
}

/**
 * @param {Language} language
 * @param {string[]} expressions
 */
export const sum = ({ plus }, expressions) => expressions.join(` ${plus} `);

/**
 * The signature in a comment, where nothing could be quoted.
 * @param {Plan} plan
 * @param {string} comment what begins it
 */
export const shown = ({ signature }, comment) => (/^[\w+/=]+$/.test(signature) ? `${comment} ${signature}` : '');

/**
 * A literal, but for nothing.
 * @param {(text: string) => string} quote
 * @param {string} text
 */
export const texts = (quote, text) => (text === '' ? [] : [quote(text)]);

/**
 * @param {string[]} lines
 * @param {string} indent
 */
export const indented = (lines, indent) => lines.map((line) => (line === '' ? '' : indent + line));
