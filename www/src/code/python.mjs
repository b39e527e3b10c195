// In Python 3.
import { quotePython } from './quote.mjs';
import { indented, pairOf, secretPairOf, shown, sortKeyOf, steps, sum, texts } from './steps.mjs';

/** @typedef {import('./plan.mjs').Plan} Plan */
/** @typedef {import('./steps.mjs').Language} Language */
/** @typedef {import('../i18n/code.mjs').Say} Say */

/** @type {Record<Plan['omit'], string[]>} */
const IS_SIGNED = {
  nothing: [],
  null: ['text is not None'],
  empty: ['text not in (None, "")'],
  'php-empty': ['text not in (None, "", "0")'],
};

/** @type {Record<Plan['charset'], string>} */
const CODECS = { 'utf-8': 'utf-8', gbk: 'gbk', 'latin-1': 'latin-1' };

/** @param {readonly string[]} names */
const tuple = (names) => `(${names.map(quotePython).join(', ')}${names.length === 1 ? ',' : ''})`;

/** @param {Plan} plan */
function hashOf({ hash, isHmac, charset }) {
  const bytes = `to_sign.encode("${CODECS[charset]}")`;
  return isHmac ? `hmac.new(secret.encode(), ${bytes}, hashlib.${hash})` : `hashlib.${hash}(${bytes})`;
}

/** @type {Language} */
const PYTHON = {
  comment: '#',
  toSign: 'to_sign',
  body: 'body',
  secret: 'secret',
  key: 'secret',
  quote: quotePython,
  plus: '+',
  declare: (expression) => `to_sign = ${expression}`,
  set: (expression) => `to_sign = ${expression}`,
  keyDigest: () => ['key = hashlib.md5(secret.encode()).hexdigest()'],

  select(plan) {
    const { kept, listed, dropped, keyField, omit } = plan;
    const key = plan.isSecretUnsorted ? '""' : keyOf(plan);
    if (listed) {
      const own = keyField === undefined ? [] : [`fields = {**fields, ${quotePython(keyField)}: ${key}}`];
      // That the secret is "0" says nothing.
      const isOwn = keyField !== undefined && omit === 'php-empty' ? `name == ${quotePython(keyField)} or ` : '';
      return [
        ...own,
        `names = ${tuple(listed)}`,
        'signed = [(name, fields[name]) for name in names if name in fields]',
        ...(IS_SIGNED[omit].length === 0
          ? []
          : [`signed = [(name, text) for name, text in signed if ${isOwn}${IS_SIGNED[omit].join('')}]`]),
      ];
    }
    const isNamed = kept
      ? `name in ${tuple(kept)}`
      : dropped.length === 1
        ? `name != ${quotePython(dropped[0] ?? '')}`
        : `name not in ${tuple(dropped)}`;
    return [
      'signed = [',
      '    (name, text)',
      '    for name, text in fields.items()',
      `    if ${[isNamed, ...IS_SIGNED[omit]].join(' and ')}`,
      ']',
      ...(keyField === undefined ? [] : [`signed.append((${quotePython(keyField)}, ${key}))`]),
    ];
  },

  sort(plan) {
    if (plan.sort === 'name') return ['signed.sort(key=lambda field: field[0])'];
    if (plan.sort === 'value') return ['signed.sort(key=lambda field: field[1])'];
    const pair = sortKeyOf(plan, language(plan), 'field[0]', 'field[1]');
    const key = plan.sort === 'pair' ? pair : plan.sortsNames ? `(${pair}).lower()` : `ignoring_case(${pair})`;
    return [`signed.sort(key=lambda field: ${key})`];
  },

  join(plan) {
    const self = language(plan);
    const pair = pairOf(plan, self, 'name', 'text');
    const written = plan.isSecretApart
      ? `${secretPairOf(plan, self)} if name == ${quotePython(plan.keyField ?? '')} else ${pair}`
      : pair;
    const pairs = `${quotePython(plan.join)}.join(${written} for name, text in signed)`;
    return [PYTHON.declare(sum(self, [...texts(quotePython, plan.prefix), pairs]))];
  },

  fold: ({ fold }, expression) =>
    fold === 'lower'
      ? `re.sub("[A-Z]+", lambda letters: letters[0].lower(), ${expression})`
      : `re.sub("[a-z]+", lambda letters: letters[0].upper(), ${expression})`,
  encode({ encode, charset }, expression) {
    const encoding = charset === 'utf-8' ? '' : `, encoding="${CODECS[charset]}"`;
    return encode === 'form'
      ? `quote_plus(${expression}, safe="*"${encoding}).replace("~", "%7E")`
      : `quote(${expression}, safe=""${encoding})`;
  },
  hex: (plan) => `${hashOf(plan)}.hexdigest()`,
  result: (plan) => [
    plan.output === 'base64'
      ? `return base64.b64encode(${hashOf(plan)}.digest()).decode()`
      : `return ${hashOf(plan)}.hexdigest()${plan.isLower ? '' : '.upper()'}`,
  ],
  sortNotes: ({ sort, sortsNames }, say) =>
    sort === 'pair-ignore-case' ? [say(sortsNames ? 'sorts_names' : 'sorts_letters')] : [say('sorts_points')],
};

/** @param {Plan} plan */
const keyOf = ({ isKeyDigested }) => (isKeyDigested ? 'key' : 'secret');

/** @param {Plan} plan */
const language = (plan) => ({ ...PYTHON, key: keyOf(plan) });

const IGNORING_CASE = [
  'def ignoring_case(text):',
  '    def one_letter(letter, changed):',
  '        return changed if len(changed) == 1 else "i" if letter == "İ" else letter',
  '',
  '    upper = [one_letter(letter, letter.upper()) for letter in text]',
  '    return "".join(one_letter(letter, letter.lower()) for letter in upper)',
  '',
  '',
];

/**
 * @param {Plan} plan
 * @param {Say} say
 * @param {string[]} modules
 */
function signer(plan, say, modules) {
  const { sort, sortsNames, encode, fold, output, isHmac, body } = plan;
  const imported = [
    ...modules,
    'hashlib',
    ...(output === 'base64' ? ['base64'] : []),
    ...(isHmac ? ['hmac'] : []),
    ...(fold === null ? [] : ['re']),
  ].sort();
  return [
    ...imported.map((module) => `import ${module}`),
    ...(encode === null ? [] : [`from urllib.parse import ${encode === 'form' ? 'quote_plus' : 'quote'}`]),
    '',
    '',
    ...(sort === 'pair-ignore-case' && !sortsNames ? IGNORING_CASE : []),
    `def sign(${body === undefined ? 'fields' : 'body'}, secret):`,
    ...indented(steps(plan, language(plan), say), '    '),
    '',
    '',
    ...(body === undefined
      ? [
          'fields = {',
          ...plan.fields.map(
            ({ name, text }) => `    ${quotePython(name)}: ${text === null ? 'None' : quotePython(text)},`,
          ),
          '}',
        ]
      : [`body = ${quotePython(body)}`]),
  ];
}

/**
 * @param {Plan} plan
 * @param {Say} say
 */
export const python = (plan, say) => [
  `# ${say('run', 'FENSIGN_SECRET=… python3 sign.py')}`,
  ...signer(plan, say, ['os']),
  `# ${say('secret')}`,
  `print(sign(${plan.body === undefined ? 'fields' : 'body'}, os.environ["FENSIGN_SECRET"]))${shown(plan, '  #')}`,
];

/**
 * @param {Plan} plan
 * @param {Say} say
 */
export const pythonTest = (plan, say) => [
  `# ${say('run', 'FENSIGN_SECRET=… python3 -m unittest test_sign.py')}`,
  ...signer(plan, say, ['os', 'unittest']),
  '',
  '',
  'class SignTest(unittest.TestCase):',
  '    def test_sign(self):',
  `        # ${say('secret')}`,
  '        secret = os.environ["FENSIGN_SECRET"]',
  `        self.assertEqual(sign(${plan.body === undefined ? 'fields' : 'body'}, secret), ${quotePython(plan.signature)})`,
];
