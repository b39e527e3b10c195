// What the page says about a signature as code, and the comments of that code.

import { MASK } from 'fensign';

export const WORDS = {
  title: { zh: '取走这段签名代码', en: 'Take it away as code' },
  hint: {
    zh: '只含这条规则用到的步骤，运行后输出上面的签名。密钥从环境变量 FENSIGN_SECRET 读取，代码里没有密钥。',
    en: 'Only the steps that this rule needs; run, it prints the signature above. The secret comes from the environment variable FENSIGN_SECRET and is not in the code.',
  },
  language: { zh: '语言', en: 'Language' },
  label_program: { zh: '{0} 程序', en: '{0} program' },
  label_test: { zh: '{0} 单元测试', en: '{0} unit test' },
  label_call: { zh: '{0} 调用', en: '{0} call' },
  others: {
    zh: 'JUnit、PHPUnit 等：在测试里调用 sign，断言结果等于这个签名。',
    en: 'For JUnit, PHPUnit and others: call sign in a test, and assert that it returns this signature.',
  },
  masked: {
    zh: `字段里有像密钥的内容，已换成 ${MASK}：填回真实的值后，签名才会一致。`,
    en: `A field holds what looks like a key, masked here as ${MASK}: put the real value back, or the signature differs.`,
  },

  run: { zh: '运行：{0}', en: 'Run: {0}' },
  secret: {
    zh: '密钥只从环境变量读取，不写进代码。',
    en: 'The secret comes from the environment, never from the code.',
  },

  key_digest: {
    zh: '签名串里用的是密钥的 MD5（小写）。',
    en: 'What stands in the string is the MD5 of the secret, in lower case.',
  },
  body: { zh: '对报文体原文签名，不要重新格式化。', en: 'The exact body is signed: never format it anew.' },
  dropped: {
    zh: '签名本身和规则排除的字段不参与签名。',
    en: 'Neither the signature itself is signed nor what the rule excludes.',
  },
  kept: { zh: '只有这些字段参与签名。', en: 'Only these fields are signed.' },
  listed: { zh: '只有这些字段参与签名，按此顺序。', en: 'Only these fields are signed, in this order.' },
  omit_nothing: { zh: '空值也参与签名。', en: 'Empty values are signed too.' },
  omit_null: { zh: 'null 不参与签名，空字符串参与。', en: 'A null is not signed; an empty text is.' },
  omit_empty: { zh: '空值不参与签名。', en: 'Empty values are not signed.' },
  'omit_php-empty': {
    zh: '空值和 "0" 不参与签名，同 PHP 的 empty()。',
    en: 'Empty values and "0" are not signed, as PHP’s empty() has it.',
  },
  key_field: { zh: '密钥作为一个字段加入。', en: 'The secret is one of the fields.' },

  order_name: { zh: '按字段名升序排序（ASCII 码，区分大小写）。', en: 'Sorted by name: by bytes, capitals first.' },
  order_pair: { zh: '按“名和值”整体的字节升序排序。', en: 'Sorted by the bytes of name and value together.' },
  'order_pair-ignore-case': {
    zh: '按“名和值”整体排序，忽略大小写，同 Java 的 String.CASE_INSENSITIVE_ORDER。',
    en: 'Sorted by name and value together, ignoring case as Java’s String.CASE_INSENSITIVE_ORDER does.',
  },
  order_value: {
    zh: '按值的字节升序排序，相同的保持原有顺序。',
    en: 'Sorted by the bytes of the value; equal values stay as they were.',
  },
  sorts_units: {
    zh: '这里比较的是 UTF-16 单元；字段名没有 U+FFFF 以上的字符时，与按字节比较相同。',
    en: 'These are UTF-16 units: the order of the bytes, as long as no name has a character above U+FFFF.',
  },
  sorts_bytes: {
    zh: '比较 UTF-8 字节：U+FFFF 以上的字符在 UTF-16 中顺序不同。',
    en: 'By UTF-8 bytes: with characters above U+FFFF, UTF-16 units have another order.',
  },
  sorts_points: {
    zh: 'Python 比较码点，与按 UTF-8 字节比较相同。',
    en: 'Python compares code points: the order of UTF-8 bytes.',
  },
  sorts_own: { zh: 'Go 比较字符串的字节。', en: 'Go compares the bytes of strings.' },
  sorts_string: {
    zh: '必须用 SORT_STRING：否则 ksort 会把像数字的字段名按数值比较。',
    en: 'With SORT_STRING, since ksort would compare names of digits as numbers.',
  },
  sorts_strcmp: {
    zh: 'strcmp 比较字节；PHP 8 起排序是稳定的。',
    en: 'strcmp compares bytes; PHP sorts stably since version 8.',
  },
  sorts_names: {
    zh: '字段名都是 ASCII，且不只是大小写不同：比较字段名就够了，值不影响顺序。',
    en: 'Names in ASCII that differ in more than case decide by themselves; no value takes part.',
  },
  sorts_letters: {
    zh: '逐个字符先转大写、再转小写，然后比较码点，同 JDK 16 及以上。',
    en: 'Each character to upper, then to lower case, one for one, and by code points: as Java since JDK 16.',
  },
  sorts_java: {
    zh: 'JDK 16 之前比较 UTF-16 单元：只有 U+FFFF 以上的字符顺序不同。',
    en: 'Before JDK 16 it compared UTF-16 units: another order only for characters above U+FFFF.',
  },

  join_names: { zh: '拼接字段名和值。', en: 'Names and values are joined.' },
  join_values: { zh: '只拼接值，不写字段名。', en: 'The values alone are joined.' },
  encode_form: {
    zh: '每个值先做表单 URL 编码：空格为 +，*-._ 不变。',
    en: 'Each value is URL-encoded as in forms: a blank is +, and *-._ stay.',
  },
  encode_percent: {
    zh: '每个值先按 RFC 3986 做 URL 编码：空格为 %20，-._~ 不变。',
    en: 'Each value is URL-encoded by RFC 3986: a blank is %20, and -._~ stay.',
  },
  prefix: { zh: '前面是固定的前缀。', en: 'A fixed text stands in front.' },
  fold_lower: { zh: 'ASCII 字母转成小写，密钥不变。', en: 'ASCII letters to lower case; the secret stays.' },
  fold_upper: { zh: 'ASCII 字母转成大写，密钥不变。', en: 'ASCII letters to upper case; the secret stays.' },
  twice_fields: {
    zh: '先做一次摘要，以小写十六进制代替原文。',
    en: 'Digested once: the lower-case hexadecimal digest takes its place.',
  },
  key: { zh: '加上密钥。', en: 'The secret joins it.' },
  twice_string: {
    zh: '整个字符串先做一次摘要，以小写十六进制代替。',
    en: 'The whole string is digested once: the lower-case hexadecimal digest takes its place.',
  },
  hash: { zh: '{0}，{1}。', en: '{0}, in {1}.' },
  hmac: { zh: 'HMAC-{0}，以密钥为 key，{1}。', en: 'HMAC-{0}, keyed with the secret, in {1}.' },
  upper: { zh: '大写十六进制', en: 'upper-case hexadecimal digits' },
  lower: { zh: '小写十六进制', en: 'lower-case hexadecimal digits' },
  base64: { zh: 'Base64', en: 'Base64' },
  charset: {
    zh: '字节取自 {0} 编码；不要签名该字符集没有的字符。密钥按 ASCII 处理。',
    en: 'The bytes are those of {0}: sign no character that it lacks. The secret is taken for ASCII.',
  },
  header: { zh: '签名放在请求头 {0} 中。', en: 'The signature travels in the header {0}.' },

  no_signature: {
    zh: '先填写密钥：单元测试要断言签名。',
    en: 'Enter the secret first: a test asserts the signature.',
  },
  no_surrogates: {
    zh: '有一段文本含半个代理对（U+D800 到 U+DFFF），UTF-8 写不出来，无法签名。',
    en: 'A text has half of a surrogate pair (U+D800 to U+DFFF), which UTF-8 cannot write: it cannot be signed.',
  },
  no_gbk_node: {
    zh: 'Node.js 能读 GBK，但标准库不能写 GBK；需要 iconv-lite 之类的包，这里不给代码。',
    en: 'Node.js reads GBK, but its own library cannot write it; that takes a package such as iconv-lite, so there is no code here.',
  },
  no_gbk_go: {
    zh: 'Go 的标准库没有 GBK；需要 golang.org/x/text，这里不给代码。',
    en: 'Go’s standard library has no GBK; that takes golang.org/x/text, so there is no code here.',
  },
  no_gbk_character: {
    zh: '“{0}”在 GBK 中的编码，各语言标准库并不一致，这里不给代码。',
    en: 'The libraries of these languages do not agree on how GBK writes “{0}”, so there is no code here.',
  },
  no_long_text: {
    zh: 'Java 的字符串常量最多 65535 字节，这里有更长的文本。',
    en: 'A string constant of Java has at most 65,535 bytes, and a text here is longer.',
  },
  no_order: {
    zh: '像整数的字段名在 JavaScript 对象里总排在最前，而这条规则用到字段的原有顺序，因此无法写成 fensign 调用。',
    en: 'A JavaScript object puts names that are whole numbers first, and this rule goes by the order of the fields: no call can say that.',
  },
};

/** @typedef {keyof typeof WORDS} Word */
/** @typedef {(word: Word, ...values: string[]) => string} Say */

/**
 * @param {'zh' | 'en'} language
 * @returns {Say}
 */
export const codeWordsIn =
  (language) =>
  (word, ...values) =>
    WORDS[word][language].replace(/\{(\d)\}/g, (_, index) => values[Number(index)] ?? '');
