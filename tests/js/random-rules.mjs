// Rules with every setting, and messages that try them.
import fc from 'fast-check';

const NAMES = ['a', 'A', 'a1', 'ab', 'aB', 'B', 'b', 'k', 'key', '签', 'é', 'ſ', '😀', '\u{ffe0}', '__proto__'];
const TEXTS = ['', '=', '&', ':', '|', '=>', '^', '&key=', 'http://h/P?', ' ', 'é', 'B'];
const VALUES = [
  '',
  '0',
  '1',
  '9.90',
  'a',
  'A',
  'AB',
  'a=1&b=2',
  'a b+c',
  '*~-._',
  '/?%41',
  'é',
  '签名',
  '😀',
  'ß',
  '\0',
];
export const SECRETS = ['s', '0', 'A', '密钥', '192006250b4c09247ec02edce69f6a2d'];

export const text = fc.constantFrom(...TEXTS);
export const names = fc.shuffledSubarray(NAMES, { minLength: 2 });
const or = (/** @type {any} */ value, /** @type {fc.Arbitrary<any>} */ other) => fc.oneof(fc.constant(value), other);
const keyDigest = fc.constantFrom(undefined, 'md5');
/** @param {Record<string, any>} object */
const given = (object) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
const end = fc.record({ tail: text, digest: keyDigest });
const front = fc.record({ head: text, digest: keyDigest });
const both = fc.record({ head: text, tail: text, digest: keyDigest });
const field = fc.record({ field: fc.constantFrom('k', 'key'), digest: keyDigest });

export const settings = {
  include: or('all', names),
  exclude: names,
  omit: fc.constantFrom('nothing', 'null', 'empty', 'php-empty'),
  order: fc.constantFrom('name', 'pair', 'pair-ignore-case', 'value', 'given'),
  names: fc.boolean(),
  assign: text,
  encode: fc.constantFrom(null, 'form', 'percent'),
  join: text,
  prefix: text,
  fold: fc.constantFrom(null, 'lower', 'upper'),
  twice: fc.constantFrom(null, 'string'),
  key: fc.oneof(end, front, both, field).map(given),
  output: fc.constantFrom('hex', 'base64'),
  digest: fc.constantFrom(
    ...['md5', 'sha1', 'sha256', 'sha512', 'hmac-md5', 'hmac-sha1', 'hmac-sha256', 'hmac-sha512'],
  ),
  case: fc.constantFrom('upper', 'lower', 'any'),
  charset: fc.constantFrom('utf-8', 'utf-8', 'utf-8', 'latin-1'),
};
/** A rule that does not contradict itself. @type {fc.Arbitrary<any>} */
export const rule = fc.oneof(
  fc.record(settings, { requiredKeys: [] }),
  fc.record(
    { ...settings, include: fc.constant('all'), order: names, key: end.map(given) },
    { requiredKeys: ['order'] },
  ),
  fc.record(
    { ...settings, twice: fc.constant('fields'), key: fc.oneof(end, front, both).map(given) },
    { requiredKeys: ['twice', 'key'] },
  ),
  fc.record(
    { ...settings, digest: fc.constant('hmac-sha1'), key: fc.constant(null) },
    { requiredKeys: ['digest', 'key'] },
  ),
);
const value = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(null, ...VALUES) },
  fc.string({ unit: 'grapheme', maxLength: 12 }),
);
export const message = fc
  .tuple(names, fc.array(value, { minLength: NAMES.length, maxLength: NAMES.length }))
  .map(([names, values]) => Object.fromEntries(names.map((name, at) => [name, values[at] ?? null])));
