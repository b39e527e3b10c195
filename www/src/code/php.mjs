// In PHP 8.
import { quotePhp } from './quote.mjs';
import { indented, pairOf, secretPairOf, shown, sortKeyOf, steps, sum, texts } from './steps.mjs';

/** @typedef {import('./plan.mjs').Plan} Plan */
/** @typedef {import('./steps.mjs').Language} Language */
/** @typedef {import('../i18n/code.mjs').Say} Say */

/** @type {Record<Plan['omit'], string>} */
const IS_SIGNED = {
  nothing: '',
  null: '$text !== null',
  empty: "$text !== null && $text !== ''",
  'php-empty': '!empty($text)',
};

/** @type {Record<Plan['charset'], string>} */
const CHARSETS = { 'utf-8': 'UTF-8', gbk: 'GBK', 'latin-1': 'ISO-8859-1' };

/** @param {readonly string[]} names */
const list = (names) => `[${names.map(quotePhp).join(', ')}]`;

/**
 * @param {Plan} plan
 * @param {string} expression
 */
const bytesOf = ({ charset }, expression) =>
  charset === 'utf-8' ? expression : `mb_convert_encoding(${expression}, '${CHARSETS[charset]}', 'UTF-8')`;

/**
 * @param {Plan} plan
 * @param {string} binary
 */
function hashOf(plan, binary = '') {
  const bytes = bytesOf(plan, '$toSign');
  return plan.isHmac
    ? `hash_hmac('${plan.hash}', ${bytes}, $secret${binary})`
    : `hash('${plan.hash}', ${bytes}${binary})`;
}

/** @type {Language} */
const PHP = {
  comment: '//',
  toSign: '$toSign',
  body: '$body',
  secret: '$secret',
  key: '$secret',
  quote: quotePhp,
  plus: '.',
  declare: (expression) => `$toSign = ${expression};`,
  set: (expression) => `$toSign = ${expression};`,
  keyDigest: () => ['$key = md5($secret);'],

  select(plan) {
    const { kept, listed, dropped, keyField, omit } = plan;
    const key = plan.isSecretUnsorted ? "''" : keyOf(plan);
    if (listed) {
      const isSigned = [
        ...(IS_SIGNED[omit] === '' ? [] : [IS_SIGNED[omit]]),
        // That the secret is "0" says nothing.
        ...(keyField !== undefined && omit === 'php-empty' ? [`$name === ${quotePhp(keyField)}`] : []),
      ].join(' || ');
      return [
        ...(keyField === undefined ? [] : [`$fields[${quotePhp(keyField)}] = ${key};`]),
        '$signed = [];',
        `foreach (${list(listed)} as $name) {`,
        '    if (array_key_exists($name, $fields)) {',
        '        $signed[$name] = $fields[$name];',
        '    }',
        '}',
        ...filtered(isSigned),
      ];
    }
    return [
      ...(kept
        ? [`$signed = array_intersect_key($fields, array_flip(${list(kept)}));`]
        : [`$signed = array_diff_key($fields, array_flip(${list(dropped)}));`]),
      ...filtered(IS_SIGNED[omit]),
      ...(keyField === undefined ? [] : [`$signed[${quotePhp(keyField)}] = ${key};`]),
    ];
  },

  sort(plan) {
    if (plan.sort === 'name') return ['ksort($signed, SORT_STRING);'];
    if (plan.sort === 'value') return ["uasort($signed, 'strcmp');"];
    const pair = sortKeyOf(plan, language(plan), '$name', '$signed[$name]');
    return [
      `$sortKey = fn ($name) => ${plan.sort === 'pair-ignore-case' && !plan.sortsNames ? `ignoringCase(${pair})` : pair};`,
      `uksort($signed, fn ($a, $b) => ${plan.sortsNames ? 'strcasecmp' : 'strcmp'}($sortKey($a), $sortKey($b)));`,
    ];
  },

  join(plan) {
    const self = language(plan);
    const pair = pairOf(plan, self, '$name', '$text');
    const written = plan.isSecretApart
      ? `(string) $name === ${quotePhp(plan.keyField ?? '')} ? ${secretPairOf(plan, self)} : ${pair}`
      : pair;
    return [
      '$pairs = [];',
      'foreach ($signed as $name => $text) {',
      `    $pairs[] = ${written};`,
      '}',
      PHP.declare(sum(self, [...texts(quotePhp, plan.prefix), `implode(${quotePhp(plan.join)}, $pairs)`])),
    ];
  },

  fold: ({ fold }, expression) => (fold === 'lower' ? `strtolower(${expression})` : `strtoupper(${expression})`),
  encode: (plan, expression) =>
    plan.encode === 'form'
      ? `str_replace('%2A', '*', urlencode(${bytesOf(plan, expression)}))`
      : `rawurlencode(${bytesOf(plan, expression)})`,
  hex: (plan) => hashOf(plan),
  result: (plan) => [
    plan.output === 'base64'
      ? `return base64_encode(${hashOf(plan, ', true')});`
      : `return ${plan.isLower ? hashOf(plan) : `strtoupper(${hashOf(plan)})`};`,
  ],
  sortNotes: ({ sort, sortsNames }, say) =>
    sort === 'name'
      ? [say('sorts_string')]
      : sort === 'pair-ignore-case'
        ? [say(sortsNames ? 'sorts_names' : 'sorts_letters')]
        : [say('sorts_strcmp')],
};

/** @param {string} isSigned */
const filtered = (isSigned) =>
  isSigned === ''
    ? []
    : isSigned.includes('$name')
      ? [`$signed = array_filter($signed, fn ($text, $name) => ${isSigned}, ARRAY_FILTER_USE_BOTH);`]
      : [`$signed = array_filter($signed, fn ($text) => ${isSigned});`];

/** @param {Plan} plan */
const keyOf = ({ isKeyDigested }) => (isKeyDigested ? '$key' : '$secret');

/** @param {Plan} plan */
const language = (plan) => ({ ...PHP, key: keyOf(plan) });

const IGNORING_CASE = [
  'function ignoringCase(string $text): string',
  '{',
  "    return mb_convert_case(mb_convert_case($text, MB_CASE_UPPER_SIMPLE, 'UTF-8'), MB_CASE_LOWER_SIMPLE, 'UTF-8');",
  '}',
  '',
];

/**
 * @param {Plan} plan
 * @param {Say} say
 */
export const php = (plan, say) => [
  '<?php',
  `// ${say('run', 'FENSIGN_SECRET=… php sign.php')}`,
  '',
  ...(plan.sort === 'pair-ignore-case' && !plan.sortsNames ? IGNORING_CASE : []),
  `function sign(${plan.body === undefined ? 'array $fields' : 'string $body'}, string $secret): string`,
  '{',
  ...indented(steps(plan, language(plan), say), '    '),
  '}',
  '',
  ...(plan.body === undefined
    ? [
        '$fields = [',
        ...plan.fields.map(({ name, text }) => `    ${quotePhp(name)} => ${text === null ? 'null' : quotePhp(text)},`),
        '];',
      ]
    : [`$body = ${quotePhp(plan.body)};`]),
  `// ${say('secret')}`,
  "$secret = getenv('FENSIGN_SECRET');",
  'if ($secret === false) {',
  "    throw new \\RuntimeException('FENSIGN_SECRET');",
  '}',
  `echo sign(${plan.body === undefined ? '$fields' : '$body'}, $secret), PHP_EOL;${shown(plan, ' //')}`,
];
