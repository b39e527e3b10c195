// The rule, as far as a program for these fields needs it.
import { RULE_DEFAULTS } from '../rule-settings.mjs';

/** @typedef {import('fensign').Rule} Rule */
/** @typedef {{ name: string, text: string | null }} Field of a message; null is no text. */

/**
 * @typedef {object} Input
 * @property {Rule} rule the one in force; what it does not say is the default
 * @property {readonly Field[]} fields with their texts as they are signed, in the order of the message
 * @property {string | undefined} [body] where the rule signs the exact body
 * @property {string} signature what fensign signs
 * @property {import('fensign').GatewayId | undefined} [gateway]
 */

/** @typedef {ReturnType<typeof planOf>} Plan */

/** Above, the order of UTF-16 units is not that of UTF-8 bytes. */
const ABOVE = /[\ud800-\uffff]/;

/** @param {Input} input */
export function planOf({ rule: given, fields, body, signature }) {
  const rule = { ...RULE_DEFAULTS, ...given };
  const { digest, exclude, include, key, order, omit } = rule;
  const keyField = key?.field;
  const sort = Array.isArray(order) ? /** @type {const} */ ('listed') : order;
  const isPairSort = sort === 'pair' || sort === 'pair-ignore-case';
  const isOut = (/** @type {string} */ name) => name === rule.field || exclude.includes(name);
  const isIn = (/** @type {string} */ name) => !isOut(name) && (include === 'all' || include.includes(name));
  // The secret is no text of the message: it is neither folded nor encoded.
  const foldsEach = rule.fold !== null && keyField !== undefined;
  const folded = (/** @type {string} */ text) => (foldsEach ? foldText(text, rule.fold) : text);
  const { names, assign } = rule;
  return {
    signature,
    body: rule.over === 'body' ? (body ?? '') : undefined,
    // A null is signed as an empty text where nothing is left out.
    fields: fields.map(({ name, text }) => ({ name, text: omit === 'nothing' ? (text ?? '') : text })),
    omit,
    sort,
    /** Whether the order of the message is that of the string, or decides between what is equal. */
    isOrdered: sort !== 'name' && sort !== 'listed',
    /** The only ones that are signed, in this order. */
    listed: Array.isArray(order) ? order.filter((name) => name === keyField || isIn(name)) : undefined,
    /** The only ones that are signed. */
    kept: !Array.isArray(order) && include !== 'all' ? [...new Set(include.filter(isIn))] : undefined,
    /** What is not signed, of all others. */
    dropped: [...new Set([rule.field, ...exclude])],
    keyField,
    isKeyDropped: keyField !== undefined && isOut(keyField),
    /** Whether the secret's place is not to be decided by the secret. */
    isSecretUnsorted: keyField !== undefined && isPairSort,
    isSecretApart: keyField !== undefined && (isPairSort || rule.encode !== null || rule.fold !== null),
    secretPair: keyField === undefined || !names ? '' : folded(keyField + assign),
    sortsBytes: fields.some(({ name }) => ABOVE.test(name)),
    sortsNames:
      sort === 'pair-ignore-case' &&
      decideByNames([...fields.map(({ name }) => name), ...[keyField ?? []].flat()], rule),
    names,
    assign,
    encode: rule.encode,
    join: folded(rule.join),
    prefix: folded(rule.prefix),
    fold: rule.fold,
    foldsEach,
    twice: rule.twice,
    head: key?.head,
    tail: key?.tail,
    isKeyDigested: key?.digest === 'md5',
    hash: /** @type {Hash} */ (digest.replace('hmac-', '')),
    isHmac: digest.startsWith('hmac-'),
    output: rule.output,
    isLower: rule.case === 'lower',
    charset: rule.charset,
    /** For a comment. */
    header: /^[\w-]+$/.test(rule.header ?? '') ? rule.header : null,
  };
}

/** @typedef {'md5' | 'sha1' | 'sha256' | 'sha512'} Hash */

/** @type {Record<Hash, number>} */
export const DIGEST_BYTES = { md5: 16, sha1: 20, sha256: 32, sha512: 64 };

/**
 * Of ASCII letters alone.
 * @param {string} text
 * @param {'lower' | 'upper' | null} fold
 */
function foldText(text, fold) {
  if (fold === 'lower') return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/**
 * Whether pairs are in the order of their names, ignoring the case of ASCII letters: then no value takes part in it.
 * @param {string[]} names
 * @param {Required<Rule>} rule
 */
function decideByNames(names, { names: areWritten, assign }) {
  const lower = names.map((name) => name.toLowerCase());
  return (
    areWritten &&
    /^[!-/:-@[-`{-~]$/.test(assign) &&
    names.every((name) => /^[ -~]*$/.test(name)) &&
    new Set(lower).size === lower.length
  );
}
