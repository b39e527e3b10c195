// In JavaScript, for Node.js.
import { quoteJs } from './quote.mjs';
import { indented, pairOf, secretPairOf, shown, sortKeyOf, steps, sum, texts } from './steps.mjs';

/** @typedef {import('./plan.mjs').Plan} Plan */
/** @typedef {import('./steps.mjs').Language} Language */
/** @typedef {import('../i18n/code.mjs').Say} Say */

/** @type {Record<Plan['omit'], string[]>} */
const IS_SIGNED = {
  nothing: [],
  null: ['text !== null'],
  empty: ["(text ?? '') !== ''"],
  'php-empty': ["!['', '0'].includes(text ?? '')"],
};

/** @param {readonly string[]} names */
const list = (names) => `[${names.map(quoteJs).join(', ')}]`;

/** @param {Plan} plan */
const bytesOf = ({ charset }) => (charset === 'latin-1' ? "toSign, 'latin1'" : 'toSign');

/** @param {Plan} plan */
const hashOf = (plan) =>
  plan.isHmac
    ? `createHmac('${plan.hash}', secret).update(${bytesOf(plan)})`
    : `createHash('${plan.hash}').update(${bytesOf(plan)})`;

/** @type {Language} */
const NODE = {
  comment: '//',
  toSign: 'toSign',
  body: 'body',
  secret: 'secret',
  key: 'secret',
  quote: quoteJs,
  plus: '+',
  declare: (expression) => `let toSign = ${expression};`,
  set: (expression) => `toSign = ${expression};`,
  keyDigest: () => ["const key = createHash('md5').update(secret).digest('hex');"],

  select(plan) {
    const { kept, listed, dropped, keyField, isKeyDropped, omit } = plan;
    const names = listed ?? kept;
    const isNamed = names
      ? 'names.includes(name)'
      : dropped.length === 1
        ? `name !== ${quoteJs(dropped[0] ?? '')}`
        : `!${list(dropped)}.includes(name)`;
    // Its place in the list is the secret's.
    const isOther = listed && isKeyDropped ? [`name !== ${quoteJs(keyField ?? '')}`] : [];
    const conditions = [isNamed, ...isOther, ...IS_SIGNED[omit]];
    const isTextUsed = IS_SIGNED[omit].length > 0;
    return [
      ...(names ? [`const names = ${list(names)};`] : []),
      `const signed = ${entriesOf(plan)}.filter(`,
      `  ([name${isTextUsed ? ', text' : ''}]) => ${conditions.join(' && ')},`,
      ');',
      ...(keyField === undefined
        ? []
        : [`signed.push([${quoteJs(keyField)}, ${plan.isSecretUnsorted ? "''" : keyOf(plan)}]);`]),
      ...(listed ? ['signed.sort(([a], [b]) => names.indexOf(a) - names.indexOf(b));'] : []),
    ];
  },

  sort(plan) {
    if (plan.sort === 'value') return ['signed.sort(([, a], [, b]) => compareBytes(a, b));'];
    if (plan.sort === 'name') {
      return [`signed.sort(([a], [b]) => ${plan.sortsBytes ? 'compareBytes(a, b)' : '(a < b ? -1 : 1)'});`];
    }
    const pair = sortKeyOf(plan, language(plan), 'name', 'text');
    const key = plan.sort === 'pair' ? pair : plan.sortsNames ? `(${pair}).toLowerCase()` : `ignoringCase(${pair})`;
    return [
      `const sortKey = ([name${plan.sortsNames ? '' : ', text'}]) => ${key};`,
      'signed.sort((a, b) => compareBytes(sortKey(a), sortKey(b)));',
    ];
  },

  join(plan) {
    const self = language(plan);
    const pair = pairOf(plan, self, 'name', 'text');
    const isNameUsed = plan.names || plan.isSecretApart;
    const written = plan.isSecretApart
      ? `name === ${quoteJs(plan.keyField ?? '')} ? ${secretPairOf(plan, self)} : ${pair}`
      : pair;
    const pairs = `signed.map(([${isNameUsed ? 'name' : ''}, text]) => ${written}).join(${quoteJs(plan.join)})`;
    return [NODE.declare(sum(self, [...texts(quoteJs, plan.prefix), pairs]))];
  },

  fold: ({ fold }, expression) => `${fold}(${expression})`,
  encode: (_, expression) => `encode(${expression})`,
  hex: (plan) => `${hashOf(plan)}.digest('hex')`,
  result: (plan) => [
    plan.output === 'base64'
      ? `return ${hashOf(plan)}.digest('base64');`
      : `return ${hashOf(plan)}.digest('hex')${plan.isLower ? '' : '.toUpperCase()'};`,
  ],
  sortNotes: ({ sort, sortsBytes, sortsNames }, say) =>
    sort === 'pair-ignore-case'
      ? [say(sortsNames ? 'sorts_names' : 'sorts_letters')]
      : [say(sort === 'name' && !sortsBytes ? 'sorts_units' : 'sorts_bytes')],
};

/** @param {Plan} plan */
const keyOf = ({ isKeyDigested }) => (isKeyDigested ? 'key' : 'secret');

/** @param {Plan} plan */
const language = (plan) => ({ ...NODE, key: keyOf(plan) });

/**
 * Names that are whole numbers come first in an object.
 * @param {Plan} plan
 */
export function isReordered({ fields, isOrdered }) {
  const order = Object.keys(Object.fromEntries(fields.map(({ name }) => [name, true])));
  return isOrdered && fields.some(({ name }, at) => name !== order[at]);
}

/** @param {Plan} plan */
const entriesOf = (plan) => (isReordered(plan) ? 'fields' : 'Object.entries(fields)');

/** @param {Plan} plan */
function helpers({ sort, sortsBytes, sortsNames, encode, fold, charset }) {
  const isCompared =
    sort === 'value' || sort === 'pair' || sort === 'pair-ignore-case' || (sort === 'name' && sortsBytes);
  const hex = "'%' + letter.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')";
  const encoders = {
    form:
      charset === 'latin-1'
        ? `text.replace(/[^\\w.*-]/g, (letter) => (letter === ' ' ? '+' : ${hex}))`
        : "new URLSearchParams([['', text]]).toString().slice(1)",
    percent:
      charset === 'latin-1'
        ? `text.replace(/[^\\w.~-]/g, (letter) => ${hex})`
        : `encodeURIComponent(text).replace(/[!'()*]/g, (letter) => ${hex})`,
  };
  return [
    ...(isCompared ? ['const compareBytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));'] : []),
    ...(sort === 'pair-ignore-case' && !sortsNames
      ? [
          "const oneLetter = (letter, changed) => ([...changed].length === 1 ? changed : letter === 'İ' ? 'i' : letter);",
          'const ignoringCase = (text) =>',
          '  Array.from(text, (letter) => oneLetter(letter, letter.toUpperCase()))',
          '    .map((letter) => oneLetter(letter, letter.toLowerCase()))',
          "    .join('');",
        ]
      : []),
    ...(encode === null ? [] : ['const encode = (text) =>', `  ${encoders[encode]};`]),
    ...(fold === 'lower'
      ? ['const lower = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());']
      : []),
    ...(fold === 'upper'
      ? ['const upper = (text) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());']
      : []),
  ];
}

/**
 * @param {Plan} plan
 * @param {Say} say
 */
function signer(plan, say) {
  const crypto = [
    ...(plan.isHmac ? ['createHmac'] : []),
    ...(plan.isHmac && !plan.isKeyDigested ? [] : ['createHash']),
  ].sort();
  const functions = helpers(plan);
  return {
    imported: `import { ${crypto.join(', ')} } from 'node:crypto';`,
    lines: [
      ...functions,
      ...(functions.length === 0 ? [] : ['']),
      `export function sign(${plan.body === undefined ? 'fields' : 'body'}, secret) {`,
      ...indented(steps(plan, language(plan), say), '  '),
      '}',
      '',
      ...messageOf(plan),
    ],
  };
}

/** @param {Plan} plan */
function messageOf(plan) {
  if (plan.body !== undefined) return [`const body = ${quoteJs(plan.body)};`];
  if (isReordered(plan)) {
    return ['const fields = [', ...plan.fields.map((field) => `  [${quoteJs(field.name)}, ${value(field)}],`), '];'];
  }
  return objectLines(plan.fields);
}

/** @param {import('./plan.mjs').Field} field */
const value = ({ text }) => (text === null ? 'null' : quoteJs(text));

/** @param {readonly import('./plan.mjs').Field[]} fields */
export const objectLines = (fields) => [
  'const fields = {',
  ...fields.map((field) => `  ${propertyOf(field.name)}: ${value(field)},`),
  '};',
];

/** `__proto__: …` would be no field. @param {string} name */
export const propertyOf = (name) =>
  name === '__proto__' ? "['__proto__']" : /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoteJs(name);

/**
 * @param {Plan} plan
 * @param {Say} say
 */
export function node(plan, say) {
  const { imported, lines } = signer(plan, say);
  const message = plan.body === undefined ? 'fields' : 'body';
  return [
    `// ${say('run', 'FENSIGN_SECRET=… node sign.mjs')}`,
    imported,
    '',
    ...lines,
    `// ${say('secret')}`,
    'const secret = process.env.FENSIGN_SECRET;',
    "if (!secret) throw new Error('FENSIGN_SECRET');",
    `console.log(sign(${message}, secret));${shown(plan, ' //')}`,
  ];
}

/**
 * @param {Plan} plan
 * @param {Say} say
 */
export function nodeTest(plan, say) {
  const { imported, lines } = signer(plan, say);
  const message = plan.body === undefined ? 'fields' : 'body';
  return [
    `// ${say('run', 'FENSIGN_SECRET=… node --test sign.test.mjs')}`,
    "import assert from 'node:assert/strict';",
    imported,
    "import { test } from 'node:test';",
    '',
    ...lines,
    "test('sign', () => {",
    `  // ${say('secret')}`,
    '  const secret = process.env.FENSIGN_SECRET;',
    "  assert(secret, 'FENSIGN_SECRET');",
    `  assert.equal(sign(${message}, secret), ${quoteJs(plan.signature)});`,
    '});',
  ];
}
