// Rules and messages with the signature that the package has for them.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { FensignError, Gateway } from 'fensign';
import { dialects } from 'fensign/dialects';
import { gateways } from 'fensign/tables';
import { NOT_IN_EVERY_GBK } from '../../www/src/code/index.mjs';
import { SECRETS, message, rule } from '../js/random-rules.mjs';

/** @import { Fields, GatewayId, Rule } from 'fensign' */
/** @import { Input } from '../../www/src/code/plan.mjs' */

/** @typedef {{ id: string, gateway?: GatewayId, rule?: Rule, fields?: Fields, body?: string, secret: string, sign?: string }} Given */
/** @typedef {{ id: string, secret: string, input: Input }} Case */

/** What would end a literal, stand for something else in it, or is written in more than one unit. */
export const HOSTILE = {
  quotes: `'"\`'''"""`,
  php: '$secret {$secret} ${secret} ?><?php exit;',
  backslash: '\\ \\\\ \\n \\u0041 \\x41 \\101 \\',
  'comment */': '*/ // # <!-- --> /*',
  format: '%s %n %d {0} {} %%41',
  lines: 'a\nb\r\nc\td\u0085e\u2028f\u2029g',
  controls: '\u0001\u001f\u007f\u0080\u00a0\u00ad\u200b\u202e\ufeff',
  nul: 'a\u{0}001',
  chinese: '停车支付3.00元（川A12345）',
  wide: '￥100',
  astral: '😀𠮷\u{10ffff}',
  '😀': 'astral name',
  '\u{ffe0}': 'before it in UTF-16',
  ß: 'ß ẞ İ ı ſ K ﬁ ŉ ΐ ᾳ Ǆ',
  ẞ: 'STRASSE',
  __proto__x: '__proto__',
  constructor: 'an own one',
  10: 'ten',
  9: 'nine',
  '01': 'one',
  1e3: '1e3',
  A: 'upper',
  a: 'lower',
  zero: '0',
  empty: '',
  none: null,
  url: 'http://h/P?a=1&b=2#~*-._ +%2F!()',
  sign: 'the old one',
};

/** @type {Record<string, string | null>} */
const LATIN = { b: 'é ÿ\u0080', a: '~*-._ +/A', é: 'z', c: '1', d: '', e: null };
/** @type {Record<string, string | null>} */
const CHINESE = { b: '中国 丂丄亐 镕', a: '~*-._ +/A', 支付: '元·—', c: '1' };
/** @type {Record<string, string | null>} */
const PLAIN = { b: 'Z*', a: '1 2', B: 'é', c: '', d: '0', e: null, sign: 'X' };

/** Every character of two bytes of GBK that is to be the same everywhere, in texts that Java can hold. */
function everyChinese() {
  const decoder = new TextDecoder('gbk', { fatal: true });
  /** @type {string[]} */
  const characters = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      try {
        characters.push(decoder.decode(new Uint8Array([lead, trail])));
      } catch {
        // It stands for no character.
      }
    }
  }
  const known = characters.filter((character) => !NOT_IN_EVERY_GBK.test(character));
  const half = known.length / 2;
  return { a: known.slice(0, half).join(''), b: known.slice(half).join('') };
}

/** One setting, or two that meet; of other messages where the hostile one cannot be signed. @type {[Rule, Record<string, string | null>?][]} */
const RULES = [
  [{}],
  [{ include: ['a', 'zero', 'constructor', '😀', 'missing'] }],
  [{ include: ['a', 'zero', 'A'], exclude: ['A'], order: 'given' }],
  [{ exclude: ['url', 'quotes', '10'] }],
  [{ omit: 'nothing' }],
  [{ omit: 'null' }],
  [{ omit: 'php-empty' }],
  [{ order: 'pair' }],
  [{ order: 'pair', assign: '' }],
  [{ order: 'pair-ignore-case' }],
  [{ order: 'pair-ignore-case', names: false, join: '|' }],
  [{ order: 'pair-ignore-case' }, { mchNo: '1', appId: 'Ä', Amount: 'ß', a_b: '2', A1: '3' }],
  [{ order: 'value' }],
  [{ order: 'given' }],
  [{ order: ['url', '10', '9', 'missing', 'constructor', 'toString', 'empty', 'none', 'zero'] }],
  [{ order: ['url', 'empty', 'none', 'missing', 'zero'], omit: 'nothing' }],
  [{ order: ['url', 'empty', 'none', 'missing', 'zero'], omit: 'null', include: ['zero', 'empty', 'url'] }],
  [{ order: ['zero', 'k', 'empty', 'url'], key: { field: 'k' }, omit: 'php-empty', encode: 'form' }],
  [{ order: ['zero', 'a', 'sign'], key: { field: 'sign' } }],
  [{ order: ['zero', 'A', 'a', 'url'], key: { field: 'a' }, exclude: ['a'] }],
  [{ names: false }],
  [{ names: false, join: '' }],
  [{ assign: '=>', join: "'" }],
  [{ assign: '\\', join: '$' }],
  [{ join: '\n' }],
  [{ prefix: 'https://pay.example/Api?"$x\\' }],
  [{ encode: 'form' }],
  [{ encode: 'percent' }],
  [{ fold: 'lower' }],
  [{ fold: 'upper', prefix: 'Pre', key: { head: 'hEad' } }],
  [{ fold: 'lower', encode: 'percent', prefix: 'Pre', join: 'J', key: { field: 'Key' } }],
  [{ fold: 'upper', key: { field: 'key' }, names: false }],
  [{ key: { field: 'b' } }],
  [{ key: { field: 'b', digest: 'md5' }, order: 'value' }],
  [{ key: { field: 'b' }, order: 'pair' }],
  [
    { key: { field: 'b' }, order: 'pair', assign: '' },
    { b1: '0', a: '1' },
  ],
  [
    { key: { field: 'b' }, order: 'pair-ignore-case', assign: '' },
    { B1: '0', a: '1' },
  ],
  [{ key: { field: 'b' }, order: 'pair-ignore-case', encode: 'form' }],
  [{ key: { field: 'b' }, order: 'given', fold: 'lower' }],
  [{ key: { field: '7' } }],
  [{ key: { field: '7' }, encode: 'percent' }],
  [{ key: { head: '' } }],
  [{ key: { head: '', tail: '' } }],
  [{ key: { head: '"h$', tail: "'t\\", digest: 'md5' } }],
  [{ key: null, digest: 'hmac-md5' }],
  [{ digest: 'hmac-sha1', key: { tail: '', digest: 'md5' } }],
  [{ digest: 'hmac-sha256', output: 'base64' }],
  [{ digest: 'hmac-sha512', twice: 'string' }],
  [{ digest: 'sha1', twice: 'fields' }],
  [{ digest: 'sha256', twice: 'string', output: 'base64' }],
  [{ digest: 'sha512', case: 'lower' }],
  [{ output: 'base64' }],
  [{ case: 'any' }],
  [{ field: 'zero' }],
  [{ header: 'Authorization', headerFormat: 'MD5 {sign}' }],
  [{ charset: 'latin-1' }, LATIN],
  [{ charset: 'latin-1', encode: 'form', twice: 'string' }, LATIN],
  [{ charset: 'latin-1', encode: 'percent', digest: 'hmac-md5' }, LATIN],
  [{ charset: 'latin-1', output: 'base64' }, LATIN],
  [{ charset: 'gbk' }, CHINESE],
  [{ charset: 'gbk', names: false }, everyChinese()],
  [{ charset: 'gbk', encode: 'form' }, CHINESE],
  [{ charset: 'gbk', encode: 'percent', fold: 'lower' }, CHINESE],
  [{ charset: 'gbk', digest: 'hmac-sha1', twice: 'fields', key: { tail: '' } }, CHINESE],
];

const BODY = '{"a":"1 2","quote":"\'$x\\"\\\\","zh":"中文","emoji":"😀"}\n';
/** @type {Rule[]} */
const BODY_RULES = [
  { over: 'body' },
  { over: 'body', prefix: 'P', fold: 'upper' },
  { over: 'body', key: null, digest: 'hmac-sha256', output: 'base64', header: 'X-Sign' },
  { over: 'body', twice: 'fields', key: { head: 'h', tail: '' }, digest: 'sha1' },
];

/**
 * @param {string} file
 * @returns {Given[]}
 */
function vectors(file) {
  const { cases } = JSON.parse(readFileSync(new URL(`../vectors/${file}`, import.meta.url), 'utf8'));
  return cases;
}

/** Published and derived signatures. */
export const VECTORS = ['published.json', 'edges.json', 'java-order.json'].flatMap(vectors);

/** @type {Given[]} */
const DIALECTS = Object.entries(dialects).map(([id, dialect]) => {
  const { rule, example } = dialect;
  if (example === undefined) throw new Error(`${id} has no example`);
  const { secret, fields, body } = /** @type {import('fensign/dialects').DialectExample} */ (example);
  const gateway = 'over' in dialect ? { gateway: /** @type {GatewayId} */ (dialect.over) } : {};
  return { id, ...gateway, rule, secret, ...(fields ? { fields } : {}), ...(body === undefined ? {} : { body }) };
});

/** With what an encoding or another letter case would change. */
const SECRET = '192006250b4C09247ec02edceA+~*/%41';

const ZERO = '0';

/** @type {Given[]} */
const OWN = gateways()
  .filter((gateway) => gateway.rule !== undefined)
  .map(({ id, rule = {} }) => {
    const named = Object.fromEntries([rule.include ?? []].flat().map((name, at) => [name, `值 ${at}`]));
    return { id, gateway: id, secret: SECRET, fields: { ...HOSTILE, ...named } };
  });

/** @type {Given[]} */
const SINGLE = [
  ...RULES.flatMap(([rule, fields]) =>
    (fields ? [fields] : Array.isArray(rule.order) ? [HOSTILE] : [HOSTILE, PLAIN]).map((fields, at) => ({
      id: `${JSON.stringify(rule)} ${at}`,
      rule,
      fields: without(fields, rule),
      secret: SECRET,
    })),
  ),
  // A secret that PHP holds empty is none that is left out.
  {
    id: 'the secret 0',
    rule: { order: ['a', 'k'], key: { field: 'k' }, omit: 'php-empty' },
    fields: { a: '1' },
    secret: ZERO,
  },
  ...BODY_RULES.map((rule) => ({ id: JSON.stringify(rule), rule, body: BODY, secret: SECRET })),
];

/**
 * Without the names in which a joiner stands, and that of the secret.
 * @param {Record<string, string | null>} fields
 * @param {Rule} rule
 */
function without(fields, { assign = '=', join = '&', names = true, key, exclude = [], field = 'sign' }) {
  const isIn = (/** @type {string} */ name, /** @type {string} */ text) => text !== '' && name.includes(text);
  const isOther = (/** @type {string} */ name) => name !== key?.field || exclude.includes(name) || name === field;
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => isOther(name) && !(names && (isIn(name, assign) || isIn(name, join)))),
  );
}

const SEED = 19;

/** @type {Given[]} */
const RANDOM = fc
  .sample(fc.record({ rule, fields: message, secret: fc.constantFrom(...SECRETS) }), { seed: SEED, numRuns: 120 })
  .map((given, at) => ({ id: `random ${at} ${JSON.stringify(given.rule)}`, ...given }))
  .filter(({ rule, secret }) => (rule.charset ?? 'utf-8') === 'utf-8' || /^[ -~]*$/.test(secret));

/**
 * @param {Given} given
 * @returns {Case[]} none where there is no signature
 */
function caseOf({ id, gateway: name, rule, fields, body, secret }) {
  const bytes = new TextEncoder().encode(secret);
  const gateway = name
    ? new Gateway(name, { secret: bytes, ...(rule ? { rule } : {}) })
    : new Gateway(rule ?? {}, { secret: bytes });
  try {
    const explained = gateway.explain(fields ?? body ?? '');
    const texts = explained.fields.map(({ name, text }) => ({ name, text: fields?.[name] === null ? null : text }));
    const input = { rule: explained.rule, fields: texts, body, signature: explained.sign, gateway: name };
    return [{ id, secret, input }];
  } catch (error) {
    if (error instanceof FensignError) return [];
    throw error;
  } finally {
    gateway.free();
  }
}

/** @type {Record<string, Given[]>} */
const GIVEN = { gateways: OWN, vectors: VECTORS, dialects: DIALECTS, settings: SINGLE, random: RANDOM };

/** How many of each kind there are, with or without a signature. */
export const COUNTS = Object.fromEntries(Object.entries(GIVEN).map(([kind, given]) => [kind, given.length]));

/** @param {(given: Given) => Given} change @returns {Record<string, Case[]>} */
const casesOf = (change) =>
  Object.fromEntries(Object.entries(GIVEN).map(([kind, given]) => [kind, given.map(change).flatMap(caseOf)]));

export const CASES = casesOf((given) => given);

/** The same, most of them under one secret, and none under one that is taken for a placeholder. */
export const FEW_SECRETS = {
  ...casesOf((given) => (given.secret === ZERO ? given : { ...given, secret: SECRET })),
  vectors: CASES.vectors ?? [],
};
