// What the reader has to say about a paste.

/** `{field}` is the note's field, `{at}` the character, counted from 1. */
const TEXTS = {
  empty: { en: 'There is no text.', zh: '没有内容。' },
  unknown: {
    en: 'No message was found in this text.',
    zh: '没有在这段文本里找到报文。',
  },
  long: { en: 'The text is longer than 1 MB. Nothing was read.', zh: '文本超过 1 MB，未读取。' },
  'sign-only': {
    en: 'This is a signature alone. The message that it signs is needed too.',
    zh: '这只是一个签名，还需要它所签的报文。',
  },
  many: {
    en: 'There are more than 1000 fields. Those from `{field}` on were not read.',
    zh: '字段超过 1000 个，从 `{field}` 起未读取。',
  },
  'many-messages': {
    en: 'There are more than 100 messages. Those from character {at} on were not read.',
    zh: '报文超过 100 条，从第 {at} 个字符起未读取。',
  },
  deep: {
    en: 'More than 64 levels are nested at character {at}. Reading stopped there.',
    zh: '第 {at} 个字符处嵌套超过 64 层，读到此处为止。',
  },
  stopped: {
    en: 'The message breaks off or is damaged at character {at}. What stands before was read.',
    zh: '报文在第 {at} 个字符处中断或损坏，只读取了之前的内容。',
  },
  'stopped-in': {
    en: 'The message breaks off or is damaged in `{field}`, at character {at}. What stands before was read.',
    zh: '报文在 `{field}` 处（第 {at} 个字符）中断或损坏，只读取了之前的内容。',
  },
  'gave-up': {
    en: 'Too much of this text begins like a message and is none. It was searched up to character {at}.',
    zh: '文本里有太多像报文但不是报文的内容，只查找到第 {at} 个字符。',
  },
  masked: { en: 'The key in it is masked.', zh: '其中的密钥已打码。' },
  body: {
    en: 'The body is JSON that breaks off or is damaged after `{field}`. What stands before was read.',
    zh: '请求体是 JSON，但在 `{field}` 之后中断或损坏，只读取了之前的内容。',
  },
  duplicate: { en: '`{field}` occurs more than once. The first one is kept.', zh: '`{field}` 重复出现，保留第一个。' },
  excerpt: {
    en: 'The message was found inside of other text.',
    zh: '报文是从一段文本中找到的。',
  },
  inner: { en: 'The message was found in the field `{field}`.', zh: '报文是在字段 `{field}` 里找到的。' },
  cut: {
    en: 'The end of `{field}` is a guess: nothing marks where it ends.',
    zh: '`{field}` 的结尾是推测的：文本里没有结束标记。',
  },
  unquoted: {
    en: 'Values are not quoted in this form. Where one ends is a guess.',
    zh: '这种格式的值没有引号，值在哪里结束是推测的。',
  },
  stripped: { en: 'Quotes around `{field}` were taken away.', zh: '去掉了 `{field}` 两边的引号。' },
  trimmed: { en: 'Spaces around values were removed.', zh: '去掉了首尾的空白。' },
  joined: { en: 'Lines were joined.', zh: '多行内容已拼接成一行。' },
  repaired: {
    en: 'This is not quite JSON (at character {at}). It was read with care, but is not proved.',
    zh: '这不是标准的 JSON（第 {at} 个字符）。已尽量读取，不作为证明。',
  },
  quotes: {
    en: 'Typographic quotes were read as plain ones.',
    zh: '中文引号按英文引号读取。',
  },
  escaped: { en: 'The text was escaped. It was unescaped.', zh: '文本带有转义，已还原。' },
  html: { en: 'The text was escaped for HTML. It was unescaped.', zh: '文本经过 HTML 转义，已还原。' },
  base64: { en: 'The text was Base64. It was decoded.', zh: '文本是 Base64，已解码。' },
  converted: {
    en: '`{field}` was written as JSON: it stands in another notation in the text.',
    zh: '`{field}` 已改写为 JSON：原文是其他写法。',
  },
  markup: { en: '`{field}` holds elements. It is shown as it stands.', zh: '`{field}` 里还有子元素，按原文显示。' },
  nested: {
    en: '`{field}` is a nested array. It is shown as it is printed, not as it was sent.',
    zh: '`{field}` 是嵌套数组，按打印的样子显示，不是发送时的内容。',
  },
  encoding: {
    en: '`{field}` holds a bad percent escape. It was left as it is.',
    zh: '`{field}` 的百分号编码有误，保持原样。',
  },
  entity: {
    en: '`{field}` may be the ruin of a name that begins with `&`: HTML made a character of it.',
    zh: '`{field}` 可能是以 `&` 开头的字段名被 HTML 实体破坏的结果。',
  },
  piece: {
    en: 'At `{field}`, a piece without `=` was taken as part of the value before it.',
    zh: '`{field}` 处没有 `=` 的部分被并入前一个值。',
  },
  keyless: {
    en: 'There is no signature in it: this may be the string before the key is appended.',
    zh: '里面没有签名：可能是拼接密钥之前的字符串。',
  },
  'key-head': {
    en: 'What stands before `{field}` looks like the key.',
    zh: '`{field}` 前面的内容像是密钥。',
  },
  'key-tail': {
    en: 'The end of `{field}` looks like a key. Where the value ends cannot be seen.',
    zh: '`{field}` 的末尾像是密钥，看不出值在哪里结束。',
  },
  file: {
    en: 'The body stands in the file `{field}`, which is not part of the paste. Paste its content.',
    zh: '请求体在文件 `{field}` 里，粘贴内容中没有。请粘贴文件内容。',
  },
  variable: {
    en: '`{field}` is computed by the program. Its value is not part of the paste.',
    zh: '`{field}` 由程序计算，粘贴内容中没有它的值。',
  },
  length: {
    en: 'Content-Length is not the length of the body. Something was lost or added.',
    zh: 'Content-Length 与请求体长度不符，内容有缺失或增加。',
  },
  'go-names': {
    en: 'These are the names of Go fields. The names in the message may be others.',
    zh: '这些是 Go 结构体的字段名，报文里的名称可能不同。',
  },
};

/** @typedef {keyof typeof TEXTS} NoteCode */

export const NOTE_CODES = Object.freeze(/** @type {NoteCode[]} */ (Object.keys(TEXTS)));

/** A name that was pasted may be a whole document. */
const SHOWN = 60;

/**
 * @param {NoteCode} code
 * @param {{ field?: string, at?: number }} [where]
 * @returns {import('./types.mjs').Note}
 */
export function note(code, { field, at } = {}) {
  const shown = field !== undefined && field.length > SHOWN ? `${field.slice(0, SHOWN)}…` : (field ?? '');
  const fill = (/** @type {string} */ text) =>
    text.replace(/\{(field|at)\}/g, (_, what) => (what === 'at' ? `${(at ?? 0) + 1}` : shown));
  const { en, zh } = TEXTS[code];
  return {
    code,
    ...(field === undefined ? {} : { field }),
    ...(at === undefined ? {} : { at }),
    en: fill(en),
    zh: fill(zh),
  };
}

/**
 * The same note about a text that begins at `base` of another.
 * @param {import('./types.mjs').Note} one
 * @param {number} base
 */
export const shifted = (one, base) => (one.at === undefined ? one : note(one.code, { ...one, at: one.at + base }));

/**
 * Where reading stopped.
 * @param {number} at
 * @param {string} [field]
 */
export const stoppedAt = (at, field) =>
  field === undefined ? note('stopped', { at }) : note('stopped-in', { field, at });
