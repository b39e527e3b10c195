// Lines of structured logs: a JSON object or logfmt whose fields are those of a log, and one of them the message.
import { STYLES, unescape } from './escapes.mjs';
import { endOfString, jsonRow, readJsonAt, scanItems, scanMembers } from './json.mjs';
import { LIMITS } from './limits.mjs';
import { message, moved, textRow, within } from './message.mjs';
import { note } from './notes.mjs';
import { SIGN_NAME } from './pairs.mjs';

/** @typedef {import('./types.mjs').PastedMessage} PastedMessage */
/** @typedef {import('./types.mjs').Row} Row */
/** @typedef {import('./types.mjs').Context} Context */

/** A log has fields of two of these kinds. */
const LOG_FIELDS = [
  /^(?:level|lvl|severity|log_?level|levelname)$/i,
  /^(?:msg|message|log|event|text)$/i,
  /^(?:ts|time|@?timestamp|date|datetime|asctime|@t)$/i,
  /^(?:logger|caller|thread|trace_?id|span_?id|service|pid|hostname|host|module|name)$/i,
];

/** @param {{ name: string }[]} rows */
const isLog = (rows) => LOG_FIELDS.filter((field) => rows.some(({ name }) => field.test(name))).length >= 2;

/** @param {{ name: string }[]} rows */
const hasSign = (rows) => rows.some(({ name }) => SIGN_NAME.test(name));

/**
 * Objects, one or more, on lines or in an array.
 * @type {import('./types.mjs').Reader}
 */
export function readJson(text, context) {
  if (text.startsWith('[')) return readArray(text, context);
  /** @type {PastedMessage[]} */
  const messages = [];
  for (let at = 0; at < text.length; at = endOfGap(text, at)) {
    if (text[at] !== '{') return undefined;
    const found = readJsonAt(text, at);
    if ('stopped' in found || found.message.notes.length > 0) return undefined;
    messages.push(...unlogged(found.message, text, context));
    at = found.end;
    if (messages.length > LIMITS.messages) break;
  }
  return messages;
}

const GAP = /[\s,;]*/y;

/**
 * @param {string} text
 * @param {number} at
 */
function endOfGap(text, at) {
  GAP.lastIndex = at;
  GAP.exec(text);
  return GAP.lastIndex;
}

/**
 * @param {string} text
 * @param {Context} context
 * @returns {PastedMessage[] | undefined}
 */
function readArray(text, context) {
  const { items, end, stopped } = scanItems(text, 0);
  if (stopped !== undefined || end < text.length) return undefined;
  if (items.length === 0 || items.some(({ start }) => text[start] !== '{')) return undefined;
  const listed = readPairsList(text, items);
  if (listed !== undefined) return [listed];
  return items.slice(0, LIMITS.messages + 1).flatMap(({ start }) => {
    const found = readJsonAt(text, start);
    return 'message' in found ? unlogged(found.message, text, context) : [];
  });
}

/**
 * `[{"name": "a", "value": "1"}, …]`, as Postman and HAR have fields.
 * @param {string} text
 * @param {{ start: number, end: number }[]} items
 */
function readPairsList(text, items) {
  /** @type {Row[]} */
  const rows = [];
  for (const { start } of items) {
    const { members } = scanMembers(text, start);
    const name = members.find(({ name }) => name === 'name' || name === 'key');
    const value = members.find(({ name }) => name === 'value');
    if (name === undefined || value === undefined || !name.raw.startsWith('"')) return undefined;
    if (members.some(({ name }) => !PAIR_FIELDS.has(name))) return undefined;
    if (members.some(({ name, raw }) => name === 'disabled' && raw === 'true')) continue;
    rows.push({ ...jsonRow(value), name: JSON.parse(name.raw) });
  }
  return message('json', rows, { taken: [0, text.length] });
}

const PAIR_FIELDS = new Set(['name', 'key', 'value', 'type', 'enabled', 'disabled', 'description', 'uuid']);

/**
 * The message in a line of a log; the line itself, when none is in it.
 * @param {PastedMessage} line
 * @param {string} text
 * @param {Context} context
 * @returns {PastedMessage[]}
 */
function unlogged(line, text, { inner }) {
  if (!isLog(line.rows)) return [line];
  const [from] = line.taken;
  for (const { name, raw, at } of scanMembers(text, from).members) {
    const found = note('inner', { field: name, at });
    if (raw.startsWith('{')) {
      const object = readJsonAt(raw, 0);
      if ('message' in object && object.message.rows.length > 1) {
        return [{ ...moved(object.message, at), notes: [found] }];
      }
    } else if (raw.startsWith('"')) {
      const messages = messagesIn(JSON.parse(raw), inner);
      if (messages !== undefined) return messages.map((one) => within(one, [at, at + raw.length], [found]));
    }
  }
  return [line];
}

/**
 * @param {string} value
 * @param {Context['inner']} inner
 */
function messagesIn(value, inner) {
  if (!/[{=<]/.test(value)) return undefined;
  const messages = inner(value.trim());
  return messages?.some(({ rows }) => rows.length > 1) ? messages : undefined;
}

const FIELD = /([A-Za-z_@][\w.@-]{0,99})=/y;
const PLAIN = /[^\s"]*/y;

/**
 * `level=info msg="…" params="…"`
 * @type {import('./types.mjs').Reader}
 */
export function readLogfmt(text, context) {
  if (!/^[A-Za-z_@][\w.@-]{0,99}=(?:"|[^\s"&]{0,1000}[ \t]+[A-Za-z_@][\w.@-]{0,99}=)/.test(text)) return undefined;
  /** @type {PastedMessage[]} */
  const messages = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const fields = fieldsOf(line.trimEnd());
    if (fields === undefined || fields.length < 2) return undefined;
    messages.push(...ofFields(fields, start, line.length, context));
    start += line.length + 1;
    if (messages.length > LIMITS.messages) break;
  }
  return messages;
}

/** @typedef {{ name: string, value: string, at: number, end: number }} Field */

/** @param {string} line */
function fieldsOf(line) {
  /** @type {Field[]} */
  const fields = [];
  let at = 0;
  while (at < line.length) {
    FIELD.lastIndex = at;
    const name = FIELD.exec(line)?.[1];
    if (name === undefined) return undefined;
    const from = FIELD.lastIndex;
    let value;
    if (line[from] === '"') {
      const end = endOfString(line, from);
      if (end === undefined) return undefined;
      value = unescape(line.slice(from + 1, end - 1), STYLES.go);
      at = end;
    } else {
      PLAIN.lastIndex = from;
      value = PLAIN.exec(line)?.[0] ?? '';
      at = PLAIN.lastIndex;
    }
    fields.push({ name, value, at: from, end: at });
    if (at < line.length && !/\s/.test(line.charAt(at))) return undefined;
    while (/[ \t]/.test(line.charAt(at))) at += 1;
  }
  return fields;
}

/**
 * @param {Field[]} fields
 * @param {number} start
 * @param {number} length
 * @param {Context} context
 */
function ofFields(fields, start, length, { inner }) {
  const isSigned = hasSign(fields);
  if (isLog(fields) || !isSigned) {
    for (const { name, value, at, end } of fields) {
      const found = note('inner', { field: name, at: start + at });
      const messages = messagesIn(value, inner);
      if (messages !== undefined && (isLog(fields) || messages.some(({ rows }) => hasSign(rows))))
        return messages.map((one) => within(one, [start + at, start + end], [found]));
    }
  }
  const few = fields.slice(0, LIMITS.fields + 1);
  // `a=1, b=2`: the commas are between the values.
  const isListed = fields.slice(0, -1).every(({ value }) => /[,;]$/.test(value));
  const rows = few.map(({ name, value }) => textRow(name, isListed ? value.replace(/[,;]$/, '') : value));
  const notes = isListed ? [note('unquoted')] : [];
  return [message('logfmt', rows, { exact: !isListed, taken: [start, start + length], notes })];
}
