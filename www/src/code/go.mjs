// In Go.
import { quoteGo } from './quote.mjs';
import { indented, pairOf, secretPairOf, shown, sortKeyOf, steps, sum, texts } from './steps.mjs';

/** @typedef {import('./plan.mjs').Plan} Plan */
/** @typedef {import('./steps.mjs').Language} Language */
/** @typedef {import('../i18n/code.mjs').Say} Say */

/** @type {Record<Plan['omit'], string[]>} */
const IS_OMITTED = {
  nothing: [],
  null: [],
  empty: ['f.text == ""'],
  'php-empty': ['f.text == ""', 'f.text == "0"'],
};

/** @type {Record<Plan['hash'], { sum: string, hash: string }>} */
const HASHES = {
  md5: { sum: 'md5.Sum', hash: 'md5.New' },
  sha1: { sum: 'sha1.Sum', hash: 'sha1.New' },
  sha256: { sum: 'sha256.Sum256', hash: 'sha256.New' },
  sha512: { sum: 'sha512.Sum512', hash: 'sha512.New' },
};

/** @param {Plan} plan */
const bytesOf = ({ charset }) => (charset === 'latin-1' ? '[]byte(latin1(toSign))' : '[]byte(toSign)');

/** @param {Plan} plan */
const digestOf = (plan) =>
  plan.isHmac ? `digest(${bytesOf(plan)}, secret)` : `${HASHES[plan.hash].sum}(${bytesOf(plan)})`;

/** @type {Language} */
const GO = {
  comment: '//',
  toSign: 'toSign',
  body: 'body',
  secret: 'secret',
  key: 'secret',
  quote: quoteGo,
  plus: '+',
  declare: (expression) => `toSign := ${expression}`,
  set: (expression) => `toSign = ${expression}`,
  keyDigest: () => ['key := fmt.Sprintf("%x", md5.Sum([]byte(secret)))'],

  select(plan) {
    const { kept, listed, dropped, keyField, isKeyDropped, omit } = plan;
    const omitted = IS_OMITTED[omit];
    const add = ['signed = append(signed, f)'];
    const own = `field{${quoteGo(keyField ?? '')}, ${plan.isSecretUnsorted ? '""' : keyOf(plan)}}`;
    const declared = 'var signed []field';
    if (listed) {
      // That the secret is "0" says nothing.
      const isKey = keyField !== undefined && omit === 'php-empty' ? `name == ${quoteGo(keyField)} || ` : '';
      const present = omitted.length === 0 ? [] : [isKey === '' ? presentOf(plan) : `(${isKey}${presentOf(plan)})`];
      return [
        declared,
        ...(keyField === undefined
          ? []
          : isKeyDropped
            ? [
                'var others []field',
                ...unlessLoop([`f.name == ${quoteGo(keyField)}`], ['others = append(others, f)']),
                `fields = append(others, ${own})`,
              ]
            : [`fields = append(fields, ${own})`]),
        `for _, name := range []string{${listed.map(quoteGo).join(', ')}} {`,
        '\tfor _, f := range fields {',
        ...indented(
          [`if ${['f.name == name', ...present].join(' && ')} {`, '\tsigned = append(signed, f)', '}'],
          '\t\t',
        ),
        '\t}',
        '}',
      ];
    }
    const loop = kept
      ? [
          'for _, f := range fields {',
          '\tswitch f.name {',
          `\tcase ${kept.map(quoteGo).join(', ')}:`,
          ...indented(omitted.length === 0 ? add : [`if ${presentOf(plan)} {`, ...indented(add, '\t'), '}'], '\t\t'),
          '\t}',
          '}',
        ]
      : unlessLoop([...dropped.map((name) => `f.name == ${quoteGo(name)}`), ...omitted], add);
    return [declared, ...loop, ...(keyField === undefined ? [] : [`signed = append(signed, ${own})`])];
  },

  sort(plan) {
    if (plan.sort === 'name' || plan.sort === 'value') {
      const by = plan.sort === 'name' ? 'name' : 'text';
      return [`sort.SliceStable(signed, func(i, j int) bool { return signed[i].${by} < signed[j].${by} })`];
    }
    const pair = sortKeyOf({ ...plan, sortsNames: false }, language(plan), 'f.name', 'f.text');
    return [
      `sortKey := func(f field) string { return ${plan.sort === 'pair' ? pair : `ignoringCase(${pair})`} }`,
      'sort.SliceStable(signed, func(i, j int) bool { return sortKey(signed[i]) < sortKey(signed[j]) })',
    ];
  },

  join(plan) {
    const self = language(plan);
    const append = (/** @type {string} */ pair) => `pairs = append(pairs, ${tight(pair)})`;
    const pair = append(pairOf(plan, self, 'f.name', 'f.text'));
    const joined = `strings.Join(pairs, ${quoteGo(plan.join)})`;
    return [
      'var pairs []string',
      'for _, f := range signed {',
      ...indented(
        plan.isSecretApart
          ? [
              `if f.name == ${quoteGo(plan.keyField ?? '')} {`,
              `\t${append(secretPairOf(plan, self))}`,
              '} else {',
              `\t${pair}`,
              '}',
            ]
          : [pair],
        '\t',
      ),
      '}',
      GO.declare(sum(self, [...texts(quoteGo, plan.prefix), joined])),
    ];
  },

  fold: ({ fold }, expression) => `${fold}(${expression})`,
  encode: (_, expression) => `encode(${expression})`,
  hex: (plan) => `fmt.Sprintf("%x", ${digestOf(plan)})`,
  result(plan) {
    if (plan.output === 'hex') return [`return fmt.Sprintf("%${plan.isLower ? 'x' : 'X'}", ${digestOf(plan)})`];
    if (plan.isHmac) return [`return base64.StdEncoding.EncodeToString(${digestOf(plan)})`];
    return [`sum := ${digestOf(plan)}`, 'return base64.StdEncoding.EncodeToString(sum[:])'];
  },
  sortNotes: ({ sort }, say) => [say(sort === 'pair-ignore-case' ? 'sorts_letters' : 'sorts_own')],
};

/**
 * Among several arguments, gofmt has no blanks around an operator; those of literals stay.
 * @param {string} expression
 */
const tight = (expression) => expression.replace(/"(?:[^"\\]|\\.)*"| \+ /g, (part) => (part === ' + ' ? '+' : part));

/** @param {Plan} plan */
const presentOf = ({ omit }) => IS_OMITTED[omit].map((condition) => condition.replace('==', '!=')).join(' && ');

/**
 * @param {string[]} conditions
 * @param {string[]} then
 */
const unlessLoop = (conditions, then) => [
  'for _, f := range fields {',
  `\tif ${conditions.join(' || ')} {`,
  '\t\tcontinue',
  '\t}',
  ...indented(then, '\t'),
  '}',
];

/** @param {Plan} plan */
const keyOf = ({ isKeyDigested }) => (isKeyDigested ? 'key' : 'secret');

/** @param {Plan} plan */
const language = (plan) => ({ ...GO, key: keyOf(plan) });

/** @param {Plan} plan */
function functions({ sort, encode, fold, charset, isHmac, hash }) {
  const text = charset === 'latin-1' ? 'latin1(text)' : 'text';
  return [
    ...(isHmac
      ? [
          [
            'func digest(text []byte, secret string) []byte {',
            `\tmac := hmac.New(${HASHES[hash].hash}, []byte(secret))`,
            '\tmac.Write(text)',
            '\treturn mac.Sum(nil)',
            '}',
          ],
        ]
      : []),
    ...(sort === 'pair-ignore-case'
      ? [
          [
            'func ignoringCase(text string) string {',
            '\treturn strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, text)',
            '}',
          ],
        ]
      : []),
    ...(encode === null
      ? []
      : [
          [
            'func encode(text string) string {',
            encode === 'form'
              ? `\treturn strings.NewReplacer("%2A", "*", "~", "%7E").Replace(url.QueryEscape(${text}))`
              : `\treturn strings.ReplaceAll(url.QueryEscape(${text}), "+", "%20")`,
            '}',
          ],
        ]),
    ...(fold === null
      ? []
      : [
          [
            `func ${fold}(text string) string {`,
            '\treturn strings.Map(func(r rune) rune {',
            fold === 'lower' ? "\t\tif 'A' <= r && r <= 'Z' {" : "\t\tif 'a' <= r && r <= 'z' {",
            fold === 'lower' ? "\t\t\treturn r + 'a' - 'A'" : "\t\t\treturn r - 'a' + 'A'",
            '\t\t}',
            '\t\treturn r',
            '\t}, text)',
            '}',
          ],
        ]),
    ...(charset === 'latin-1'
      ? [
          [
            'func latin1(text string) string {',
            '\tvar bytes []byte',
            '\tfor _, r := range text {',
            '\t\tif r > 0xff {',
            '\t\t\tlog.Fatalf("ISO-8859-1: %q", r)',
            '\t\t}',
            '\t\tbytes = append(bytes, byte(r))',
            '\t}',
            '\treturn string(bytes)',
            '}',
          ],
        ]
      : []),
  ].flatMap((lines) => [...lines, '']);
}

/** What may be imported, by the name that is used. */
const IMPORTS = [
  'crypto/hmac',
  'crypto/md5',
  'crypto/sha1',
  'crypto/sha256',
  'crypto/sha512',
  'encoding/base64',
  'fmt',
  'log',
  'net/url',
  'os',
  'sort',
  'strings',
  'testing',
  'unicode',
];

/**
 * @param {Plan} plan
 * @param {Say} say
 * @param {string} run
 * @param {string[]} main
 */
function program(plan, say, run, main) {
  const { body } = plan;
  const code = [
    ...(body === undefined ? ['type field struct{ name, text string }', ''] : []),
    `func sign(${body === undefined ? 'fields []field' : 'body'}${body === undefined ? ',' : ','} secret string) string {`,
    ...indented(steps(plan, language(plan), say), '\t'),
    '}',
    '',
    ...functions(plan),
    ...(body === undefined
      ? ['var fields = []field{', ...plan.fields.map(literal), '}']
      : [`const body = ${quoteGo(body)}`]),
    '',
    ...main,
  ];
  const isUsed = (/** @type {string} */ path) =>
    code.some((line) => new RegExp(`(?<![\\w.])${path.split('/').pop()}\\.`).test(withoutTexts(line)));
  return [
    `// ${say('run', run)}`,
    'package main',
    '',
    'import (',
    ...IMPORTS.filter(isUsed).map((path) => `\t"${path}"`),
    ')',
    '',
    ...code,
  ];
}

/** A string is never null in Go. @param {import('./plan.mjs').Field} field */
const literal = ({ name, text }) =>
  text === null ? `\t// {${quoteGo(name)}, null},` : `\t{${quoteGo(name)}, ${quoteGo(text)}},`;

/** A line's code. @param {string} line */
const withoutTexts = (line) => line.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\/\/.*/, '');

/**
 * @param {Plan} plan
 * @param {Say} say
 */
export const go = (plan, say) =>
  program(plan, say, 'FENSIGN_SECRET=… go run sign.go', [
    'func main() {',
    `\t// ${say('secret')}`,
    '\tsecret := os.Getenv("FENSIGN_SECRET")',
    '\tif secret == "" {',
    '\t\tlog.Fatal("FENSIGN_SECRET")',
    '\t}',
    `\tfmt.Println(sign(${plan.body === undefined ? 'fields' : 'body'}, secret))${shown(plan, ' //')}`,
    '}',
  ]);

/**
 * @param {Plan} plan
 * @param {Say} say
 */
export const goTest = (plan, say) =>
  program(plan, say, 'FENSIGN_SECRET=… go test sign_test.go', [
    'func TestSign(t *testing.T) {',
    `\t// ${say('secret')}`,
    `\tgot := sign(${plan.body === undefined ? 'fields' : 'body'}, os.Getenv("FENSIGN_SECRET"))`,
    `\tif want := ${quoteGo(plan.signature)}; got != want {`,
    '\t\tt.Fatalf("%s, not %s", got, want)',
    '\t}',
    '}',
  ]);
