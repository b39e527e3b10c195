// A plain signer of every setting of a rule on Node's own crypto, step by step from left to right. GBK is not among the
// charsets: Node.js reads it and does not write it.
import { createHash, createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** @import { Rule } from 'fensign' */

/** @type {{ letters: string[] }} */
const { letters } = JSON.parse(readFileSync(new URL('../vectors/java-letters.json', import.meta.url), 'utf8'));
const character = (/** @type {string | undefined} */ point) => String.fromCodePoint(Number.parseInt(point ?? '', 16));
/** How Java compares letters. */
const JAVA = new Map(
  letters.map((pair) => {
    const [from, to] = pair.split(' ');
    return [character(from), character(to)];
  }),
);
const ignoringCase = (/** @type {string} */ text) => Array.from(text, (letter) => JAVA.get(letter) ?? letter).join('');

/** Of a string; `null` is the secret. @typedef {string | null} Piece */

/** What a rule has where it does not say otherwise. @type {Required<Rule>} */
const DEFAULTS = {
  include: 'all',
  exclude: [],
  omit: 'empty',
  order: 'name',
  names: true,
  assign: '=',
  encode: null,
  join: '&',
  prefix: '',
  fold: null,
  twice: null,
  key: { tail: '&key=' },
  digest: 'md5',
  output: 'hex',
  case: 'upper',
  over: 'fields',
  field: 'sign',
  header: null,
  headerFormat: null,
  charset: 'utf-8',
};

/**
 * @param {Rule} given
 * @param {Record<string, string | null>} fields
 * @param {string} secret
 * @returns {{ sign: string, shown: string } | undefined} the signature and what `explain` shows;
 *   nothing where there is no such signature
 */
export function signByRule(given, fields, secret) {
  const rule = { ...DEFAULTS, ...given };
  const { include, order, omit, assign, join, encode, fold, key, digest } = rule;
  const bytes = (/** @type {string} */ text) => {
    if (rule.charset === 'utf-8') return Buffer.from(text);
    if (/[^\0-\xff]/u.test(text)) throw new RangeError('the charset lacks it');
    return Buffer.from(text, 'latin1');
  };
  const secretText = Buffer.from(key?.digest === 'md5' ? createHash('md5').update(secret).digest('hex') : secret);

  // Which fields.
  const isOmitted = (/** @type {string | null} */ text) =>
    (text === null && omit !== 'nothing') ||
    (text === '' && (omit === 'empty' || omit === 'php-empty')) ||
    (text === '0' && omit === 'php-empty');
  const listed = Array.isArray(include) ? include : Array.isArray(order) ? order : undefined;
  const holds = (/** @type {string} */ name, /** @type {string} */ text) => text !== '' && name.includes(text);
  if (rule.names && Object.keys(fields).some((name) => holds(name, assign) || holds(name, join))) return undefined;
  const signed = Object.entries(fields)
    .filter(([name, text]) => name !== rule.field && !rule.exclude.includes(name) && !isOmitted(text))
    .filter(([name]) => listed === undefined || listed.includes(name))
    .map(([name, text]) => ({ name, text: text ?? '', isSecret: false }));
  if (signed.length === 0) return undefined;
  if (key?.field !== undefined) {
    if (signed.some(({ name }) => name === key.field)) return undefined;
    signed.push({ name: key.field, text: '', isSecret: true });
  }

  // Order. JavaScript's own sort is stable, too.
  /** @type {(entry: typeof signed[number]) => Buffer | number} */
  const rank = ({ name, text, isSecret }) => {
    if (Array.isArray(order)) return order.indexOf(name);
    if (order === 'name') return Buffer.from(name);
    if (order === 'pair') return Buffer.from(name + assign + text);
    if (order === 'pair-ignore-case') return Buffer.from(ignoringCase(name + assign + text + join));
    if (order === 'value') return isSecret ? secretText : Buffer.from(text);
    return 0;
  };
  const ranked = signed.map((entry) => ({ entry, rank: rank(entry) }));
  ranked.sort(({ rank: a }, { rank: b }) =>
    typeof a === 'number' || typeof b === 'number' ? Number(a) - Number(b) : Buffer.compare(a, b),
  );

  // Encode, join, prefix, fold.
  const folded = (/** @type {string} */ text) =>
    fold === 'lower'
      ? text.replace(/[A-Z]/g, (letter) => letter.toLowerCase())
      : fold === 'upper'
        ? text.replace(/[a-z]/g, (letter) => letter.toUpperCase())
        : text;
  const encoded = (/** @type {string} */ text) => {
    if (encode === null) return text;
    const unreserved = encode === 'form' ? /[\w.*-]/ : /[\w.~-]/;
    const one = (/** @type {number} */ byte) => {
      const letter = String.fromCharCode(byte);
      if (unreserved.test(letter)) return letter;
      return encode === 'form' && letter === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    };
    return Array.from(bytes(text), one).join('');
  };
  try {
    const pieces = ranked.flatMap(({ entry: { name, text, isSecret } }, at) => [
      folded((at === 0 ? '' : join) + (rule.names ? name + assign : '')),
      isSecret ? null : folded(encoded(text)),
    ]);
    const content = [folded(rule.prefix), ...pieces];

    // Twice, key, digest, output.
    const withKey = (/** @type {Piece[]} */ content) => [
      ...(key?.head === undefined ? [] : [key.head, null]),
      ...content,
      ...(key?.tail === undefined ? [] : [key.tail, null]),
    ];
    const digestOf = (/** @type {Piece[]} */ pieces) => {
      const string = Buffer.concat(pieces.map((piece) => (piece === null ? secretText : bytes(piece))));
      return (digest.startsWith('hmac-') ? createHmac(digest.slice(5), secret) : createHash(digest))
        .update(string)
        .digest();
    };
    const inner = (/** @type {Piece[]} */ pieces) => [digestOf(pieces).toString('hex')];
    const call = (/** @type {Piece[]} */ pieces) => [`${digest}(`, ...pieces, ')'];
    const { twice } = rule;
    const written = (/** @type {typeof inner | typeof call} */ once) =>
      twice === 'fields' ? withKey(once(content)) : twice === 'string' ? once(withKey(content)) : withKey(content);
    const raw = digestOf(written(inner));
    const hex = rule.case === 'lower' ? raw.toString('hex') : raw.toString('hex').toUpperCase();
    return {
      sign: rule.output === 'base64' ? raw.toString('base64') : hex,
      shown: written(call)
        .map((piece) => piece ?? '***')
        .join(''),
    };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
