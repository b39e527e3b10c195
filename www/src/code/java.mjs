// In Java 11.
import { DIGEST_BYTES } from './plan.mjs';
import { quoteJava } from './quote.mjs';
import { indented, pairOf, secretPairOf, shown, sortKeyOf, steps, sum, texts } from './steps.mjs';

/** @typedef {import('./plan.mjs').Plan} Plan */
/** @typedef {import('./steps.mjs').Language} Language */
/** @typedef {import('../i18n/code.mjs').Say} Say */

/** @type {Record<Plan['omit'], string[]>} */
const IS_SIGNED = {
  nothing: [],
  null: ['text != null'],
  empty: ['text != null', '!text.isEmpty()'],
  'php-empty': ['text != null', '!text.isEmpty()', '!text.equals("0")'],
};

/** @type {Record<Plan['charset'], string>} */
const CHARSETS = {
  'utf-8': 'StandardCharsets.UTF_8',
  gbk: 'Charset.forName("GBK")',
  'latin-1': 'StandardCharsets.ISO_8859_1',
};

/** @type {Record<Plan['hash'], [digest: string, mac: string]>} */
const ALGORITHMS = {
  md5: ['MD5', 'HmacMD5'],
  sha1: ['SHA-1', 'HmacSHA1'],
  sha256: ['SHA-256', 'HmacSHA256'],
  sha512: ['SHA-512', 'HmacSHA512'],
};

/** @param {readonly string[]} names */
const list = (names) => names.map(quoteJava).join(', ');

/** @param {Plan} plan */
const digestOf = ({ isHmac }) => (isHmac ? 'digest(toSign, secret)' : 'digest(toSign)');

/**
 * @param {Plan} plan
 * @param {'x' | 'X'} letter
 */
const hexOf = (plan, letter) =>
  `String.format("%0${2 * DIGEST_BYTES[plan.hash]}${letter}", new BigInteger(1, ${digestOf(plan)}))`;

/** @type {Language} */
const JAVA = {
  comment: '//',
  toSign: 'toSign',
  body: 'body',
  secret: 'secret',
  key: 'secret',
  quote: quoteJava,
  plus: '+',
  declare: (expression) => `String toSign = ${expression};`,
  set: (expression) => `toSign = ${expression};`,
  keyDigest: () => [
    'byte[] md5 = MessageDigest.getInstance("MD5").digest(secret.getBytes(StandardCharsets.UTF_8));',
    'String key = String.format("%032x", new BigInteger(1, md5));',
  ],

  select(plan) {
    const { kept, listed, dropped, keyField, omit } = plan;
    const own = keyField === undefined ? '' : `${quoteJava(keyField)}, ${plan.isSecretUnsorted ? '""' : keyOf(plan)}`;
    const declared = 'List<Map.Entry<String, String>> signed = new ArrayList<>();';
    if (listed) {
      const isKey = keyField === undefined ? [] : [`name.equals(${quoteJava(keyField)})`];
      const isSigned = ['fields.containsKey(name)', ...IS_SIGNED[omit]].slice(omit === 'nothing' ? 0 : 1).join(' && ');
      return [
        declared,
        `for (String name : List.of(${list(listed)})) {`,
        '    String text = fields.get(name);',
        ...isKey.flatMap((condition) => [
          `    if (${condition}) {`,
          `        signed.add(Map.entry(name, ${keyOf(plan)}));`,
          '        continue;',
          '    }',
        ]),
        `    if (${isSigned}) {`,
        '        signed.add(Map.entry(name, text));',
        '    }',
        '}',
      ];
    }
    const isNamed = kept
      ? `List.of(${list(kept)}).contains(name)`
      : dropped.length === 1
        ? `!name.equals(${list(dropped)})`
        : `!List.of(${list(dropped)}).contains(name)`;
    return [
      declared,
      'fields.forEach((name, text) -> {',
      `    if (${[isNamed, ...IS_SIGNED[omit]].join(' && ')}) {`,
      '        signed.add(Map.entry(name, text));',
      '    }',
      '});',
      ...(keyField === undefined ? [] : [`signed.add(Map.entry(${own}));`]),
    ];
  },

  sort(plan) {
    if (plan.sort === 'value') return ['signed.sort(Map.Entry.comparingByValue(Sign::compareBytes));'];
    if (plan.sort === 'name')
      return [`signed.sort(Map.Entry.comparingByKey(${plan.sortsBytes ? 'Sign::compareBytes' : ''}));`];
    // Java itself sorts the whole pair.
    const pair = sortKeyOf({ ...plan, sortsNames: false }, language(plan), 'field.getKey()', 'field.getValue()');
    const order = plan.sort === 'pair' ? 'Sign::compareBytes' : 'String.CASE_INSENSITIVE_ORDER';
    return ['signed.sort(Comparator.comparing(', `        field -> ${pair},`, `        ${order}));`];
  },

  join(plan) {
    const self = language(plan);
    const pair = pairOf(plan, self, 'field.getKey()', 'field.getValue()');
    const written = plan.isSecretApart
      ? `field.getKey().equals(${quoteJava(plan.keyField ?? '')}) ? ${secretPairOf(plan, self)} : ${pair}`
      : pair;
    return [
      'List<String> pairs = new ArrayList<>();',
      'for (Map.Entry<String, String> field : signed) {',
      `    pairs.add(${written});`,
      '}',
      JAVA.declare(sum(self, [...texts(quoteJava, plan.prefix), `String.join(${quoteJava(plan.join)}, pairs)`])),
    ];
  },

  fold: ({ fold }, expression) => `${fold}(${expression})`,
  encode: (_, expression) => `encode(${expression})`,
  hex: (plan) => hexOf(plan, 'x'),
  result: (plan) => [
    plan.output === 'base64'
      ? `return Base64.getEncoder().encodeToString(${digestOf(plan)});`
      : `return ${hexOf(plan, plan.isLower ? 'x' : 'X')};`,
  ],
  sortNotes: ({ sort, sortsBytes }, say) =>
    sort === 'pair-ignore-case'
      ? [say('sorts_java')]
      : [say(sort === 'name' && !sortsBytes ? 'sorts_units' : 'sorts_bytes')],
};

/** @param {Plan} plan */
const keyOf = ({ isKeyDigested }) => (isKeyDigested ? 'key' : 'secret');

/** @param {Plan} plan */
const language = (plan) => ({ ...JAVA, key: keyOf(plan) });

/** @param {Plan} plan */
const sortsByBytes = ({ sort, sortsBytes }) => sort === 'value' || sort === 'pair' || (sort === 'name' && sortsBytes);

/** @param {Plan} plan */
function encoder({ encode, charset }) {
  // Of GBK, URLEncoder would escape letters that are the second byte of a character.
  const text =
    charset === 'gbk' ? 'new String(text.getBytes(Charset.forName("GBK")), StandardCharsets.ISO_8859_1)' : 'text';
  const encoded = `URLEncoder.encode(${text}, ${CHARSETS[charset === 'gbk' ? 'latin-1' : charset]})`;
  return [
    'static String encode(String text) {',
    encode === 'form'
      ? `    return ${encoded};`
      : `    return ${encoded}.replace("+", "%20").replace("*", "%2A").replace("%7E", "~");`,
    '}',
  ];
}

/** @param {Plan} plan */
function digester({ hash, isHmac, charset }) {
  const bytes = `text.getBytes(${CHARSETS[charset]})`;
  const [digest, mac] = ALGORITHMS[hash];
  return isHmac
    ? [
        'static byte[] digest(String text, String secret) throws GeneralSecurityException {',
        `    Mac mac = Mac.getInstance("${mac}");`,
        `    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "${mac}"));`,
        `    return mac.doFinal(${bytes});`,
        '}',
      ]
    : [
        'static byte[] digest(String text) throws GeneralSecurityException {',
        `    return MessageDigest.getInstance("${digest}").digest(${bytes});`,
        '}',
      ];
}

/**
 * Beside what signs.
 * @param {Plan} plan
 */
function methods(plan) {
  const { encode, fold } = plan;
  return [
    digester(plan),
    ...(sortsByBytes(plan)
      ? [
          [
            'static int compareBytes(String a, String b) {',
            '    return Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));',
            '}',
          ],
        ]
      : []),
    ...(encode === null ? [] : [encoder(plan)]),
    ...(fold === null
      ? []
      : [
          [
            `static String ${fold}(String text) {`,
            `    return Pattern.compile("${fold === 'lower' ? '[A-Z]+' : '[a-z]+'}").matcher(text)`,
            `            .replaceAll(letters -> letters.group().to${fold === 'lower' ? 'Lower' : 'Upper'}Case(Locale.ROOT));`,
            '}',
          ],
        ]),
  ];
}

/** What may be imported, by the name that is used. */
const IMPORTS = [
  'java.math.BigInteger',
  'java.net.URLEncoder',
  'java.nio.charset.Charset',
  'java.nio.charset.StandardCharsets',
  'java.security.GeneralSecurityException',
  'java.security.MessageDigest',
  'java.util.ArrayList',
  'java.util.Arrays',
  'java.util.Base64',
  'java.util.Comparator',
  'java.util.LinkedHashMap',
  'java.util.List',
  'java.util.Locale',
  'java.util.Map',
  'java.util.Objects',
  'java.util.regex.Pattern',
  'javax.crypto.Mac',
  'javax.crypto.spec.SecretKeySpec',
];

/**
 * @param {Plan} plan
 * @param {Say} say
 */
export function java(plan, say) {
  const { body } = plan;
  const main = [
    'public static void main(String[] arguments) throws GeneralSecurityException {',
    ...indented(
      [
        ...(body === undefined
          ? [
              'Map<String, String> fields = new LinkedHashMap<>();',
              ...plan.fields.map(
                ({ name, text }) => `fields.put(${quoteJava(name)}, ${text === null ? 'null' : quoteJava(text)});`,
              ),
            ]
          : [`String body = ${quoteJava(body)};`]),
        `// ${say('secret')}`,
        'String secret = Objects.requireNonNull(System.getenv("FENSIGN_SECRET"), "FENSIGN_SECRET");',
        `System.out.println(sign(${body === undefined ? 'fields' : 'body'}, secret));${shown(plan, ' //')}`,
      ],
      '    ',
    ),
    '}',
  ];
  const sign = [
    `static String sign(${body === undefined ? 'Map<String, String> fields' : 'String body'}, String secret)`,
    '        throws GeneralSecurityException {',
    ...indented(steps(plan, language(plan), say), '    '),
    '}',
  ];
  const code = [sign, ...methods(plan), main].flatMap((method) => [...indented(method, '    '), '']).slice(0, -1);
  const isUsed = (/** @type {string} */ name) =>
    code.some((line) => new RegExp(`\\b${name.split('.').pop()}\\b`).test(withoutTexts(line)));
  return [
    `// ${say('run', 'FENSIGN_SECRET=… java -Dfile.encoding=UTF-8 Sign.java')}`,
    ...IMPORTS.filter(isUsed).map((name) => `import ${name};`),
    '',
    'public class Sign {',
    ...code,
    '}',
  ];
}

/** A line's code. @param {string} line */
const withoutTexts = (line) => line.replace(/"(?:[^"\\]|\\.)*"/g, '""').replace(/\/\/.*/, '');
