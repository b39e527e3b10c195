// The reader of messages, in the interface that the commands use.
import { MASK } from 'fensign';
import { readValue } from '../../../www/src/json.mjs';
import { readPaste } from '../../../www/src/paste.mjs';

export { readValue };

/** @typedef {{ code: string, field?: string, at?: number, en: string, zh: string }} Note */
/** @typedef {{ name: string, text: string, kind: 'text' | 'integer' | 'number' | 'boolean' | 'null' | 'nested' }} Row */

/**
 * @typedef {object} Read
 * @property {keyof typeof FORMS} form
 * @property {Row[]} rows
 * @property {string} [body]
 * @property {string} [contentType]
 * @property {string} [url]
 * @property {string} [method]
 * @property {[name: string, value: string][]} [headers]
 * @property {number} [status]
 * @property {string} [string] the other side's signed string, with its key
 * @property {string} [secret] the key that stood in it
 * @property {string} [sign]
 * @property {boolean} exact whether these are the bytes that were sent, or undone escapes and a guess
 * @property {[start: number, end: number]} taken
 * @property {Note[]} notes
 */

export const FORMS = {
  json: { en: 'JSON', zh: 'JSON' },
  form: { en: 'form body', zh: '表单' },
  url: { en: 'URL', zh: '网址' },
  string: { en: 'signed string', zh: '待签名字符串' },
  curl: { en: 'curl command', zh: 'curl 命令' },
  lines: { en: 'lines of names and values', zh: '逐行的名称和值' },
  map: { en: 'Java toString', zh: 'Java toString' },
};

/** @type {Record<string, (field?: string) => { en: string, zh: string }>} */
const NOTES = {
  duplicate: (field) => ({
    en: `${field} occurs more than once. The first one is kept.`,
    zh: `${field} 重复出现，保留第一个。`,
  }),
  excerpt: () => ({ en: 'The message was found inside of other text.', zh: '报文是从一段文本中找到的。' }),
  encoding: (field) => ({ en: `${field} is not URL-encoded correctly.`, zh: `${field} 的 URL 编码不正确。` }),
  many: () => ({ en: 'There are more than 1000 fields.', zh: '字段超过 1000 个。' }),
  long: () => ({ en: 'The text is longer than 1 MB.', zh: '文本超过 1 MB。' }),
  entity: (field) => ({ en: `${field} may be what an HTML entity left.`, zh: `${field} 疑似被 HTML 实体破坏。` }),
  empty: () => ({ en: 'There is no text.', zh: '没有内容。' }),
  unknown: () => ({ en: 'No message was found in this text.', zh: '没有在这段文本里找到报文。' }),
};

/** @param {{ code: string, field?: string }} note @returns {Note} */
const worded = (note) => ({ ...note, ...(NOTES[note.code]?.(note.field) ?? { en: note.code, zh: note.code }) });

/**
 * @param {string} text
 * @param {{ tails: string[] }} options
 * @returns {{ messages: Read[], problem?: Note }}
 */
export function read(text, { tails }) {
  const { form, rows, notes, body, url, authorization, string, secret } = readPaste(text, tails);
  if (form === 'empty' || form === 'unknown') {
    return { messages: [], problem: worded(notes[0] ?? { code: form }) };
  }
  const signed = string === undefined ? undefined : string.slice(0, -MASK.length) + (secret ?? MASK);
  const whole = body ?? signed;
  const start = whole === undefined ? -1 : text.indexOf(whole);
  /** @type {[number, number]} */
  const taken = start < 0 ? [0, text.length] : [start, start + (whole?.length ?? 0)];
  const message = {
    form,
    rows,
    ...(body === undefined ? {} : { body }),
    ...(url === undefined ? {} : { url }),
    ...(authorization === undefined
      ? {}
      : { headers: /** @type {[string, string][]} */ ([['Authorization', authorization]]) }),
    ...(signed === undefined ? {} : { string: signed }),
    ...(secret === undefined ? {} : { secret }),
    // What a map's text leaves out, and what stood in quotation marks, cannot be told.
    exact: form !== 'map' && (whole === undefined || start >= 0),
    taken,
    notes: notes.map(worded),
  };
  return { messages: [message] };
}
