// `a=1&b=2`: a form body, a query, or the string that somebody signed.
import { message, textRow } from './message.mjs';
import { note } from './notes.mjs';

/** @typedef {import('./types.mjs').Row} Row */
/** @typedef {import('./types.mjs').Note} Note */
/** @typedef {import('./types.mjs').PastedMessage} PastedMessage */

/** A field that holds a signature. */
export const SIGN_NAME = /^(?:sign|signature|sig|paysign|sign_?value|sign_?data)$/i;

/** What a string to sign is called where it is logged, and the signature beside it. */
const STRING_LABEL =
  /^(?:string_?to_?sign|sign_?(?:str|string|src|content|text|before|raw|params?|origin)|(?:before|pre|raw|unsigned|source|src|plain)_?(?:sign|str|string|text)?|params?|body|query|data|content|origin(?:al)?(?:_?str(?:ing)?)?|[^\w\s]*(?:待?签名?(?:前|串|原文|字符串|内容|数据|参数)*|加?签名?前(?:字符串|串|内容)?|原(?:串|文|始字符串)|拼接(?:后|串|字符串)*|参数|请求参数|字符串)[^\w\s]*)$/i;

/** @param {string} label */
export const isStringLabel = (label) => STRING_LABEL.test(label);

/** The field name of the first pair may be anything, but it is one word. */
const FIRST_NAME = /^[^\s=&{}<>":：,，]{1,100}=/;
/** `stringToSign=a=1`, and a signature behind it: found as in any other line of a log. */
const LABEL = /^([^=]{1,60})=[\w.-]{1,100}=/;
const SIGN_BESIDE = /[,，;；\s]\s{0,10}[^\s=&,]{0,20}(?:sign|签名)[^\s=&,]{0,20}\s?[=:：][^&]{0,1100}$/i;

/** What always may stand before the key at the end of a signed string. */
const TAILS = [
  '&key=',
  '&secret=',
  '&app_secret=',
  '&appsecret=',
  '&secretKey=',
  '&secret_key=',
  '&api_key=',
  '&apikey=',
];

/** What stands in the place of a key. */
const MASKED = /^[*•·xX.…<>{}\s]*$|^[<{$[].*[>}\]]$|^(?:\*+|your[\w -]*|.{0,6}\*{2,}.{0,6})$/iu;

/**
 * One line of pairs, and what may stand on the next: the signature.
 * @type {import('./types.mjs').Reader}
 */
export function readPairs(text, { tails }) {
  const joined = joinedLines(text);
  if (joined !== undefined) {
    const one = pairsMessage(joined, tails);
    return [{ ...one, exact: false, notes: [...one.notes, note('joined')], taken: [0, text.length] }];
  }
  const [first = '', rest] = splitAt(text, '\n');
  const line = first.replace(/\r$/, '');
  const label = LABEL.exec(line)?.[1];
  if ((label !== undefined && isStringLabel(label)) || SIGN_BESIDE.test(line.slice(-1200))) return undefined;
  if (!FIRST_NAME.test(line) || !line.includes('&')) return undefined;
  const beside = rest === '' ? undefined : signOf(rest);
  if (rest.trim() !== '' && beside === undefined) return undefined;
  const read = pairsMessage(line, tails);
  return [{ ...read, ...(beside === undefined ? {} : { sign: beside }), taken: [0, text.length] }];
}

/**
 * A form of which each line ends or begins with `&`.
 * @param {string} text
 */
function joinedLines(text) {
  const lines = text.split(/\s*\n\s*/);
  if (lines.length < 2 || !lines.every((line) => /^&?[^\s=&{}<>":]{1,100}=/.test(line))) return undefined;
  const isJoined = lines.slice(1).every((line, index) => line.startsWith('&') || lines[index]?.endsWith('&'));
  return isJoined ? lines.join('') : undefined;
}

const SIGN_LINE =
  /^\s*(?:[^\s=:：]{0,20}(?:sign|签名)[^\s=:：]{0,20}\s*[=:：]\s*)?["']?([\w+/-]{16,1024}={0,2})["']?\s*$/iu;

/**
 * The signature that a text is, with or without a label.
 * @param {string} text
 * @returns {string | undefined}
 */
export function signOf(text) {
  if (text.length > 2000) return undefined;
  return SIGN_LINE.exec(text)?.[1];
}

/**
 * What pairs on one line are: a signed string ends with the key, or with the place for it.
 * @param {string} text
 * @param {string[]} tails
 * @returns {PastedMessage}
 */
export function pairsMessage(text, tails) {
  const taken = /** @type {[number, number]} */ ([0, text.length]);
  const tail = [...tails, ...TAILS].find((one) => isTail(text, one));
  if (tail !== undefined) return signedString(text, tail);
  const { rows, notes, isEncoded } = pairsOf(text);
  const headed = splitHead(rows[0]?.name ?? '');
  if (headed !== undefined) {
    const { key, name } = headed;
    const fields = rows.map((row, index) => (index === 0 ? { ...row, name } : row));
    return message('string', fields, {
      string: text,
      secret: key,
      exact: false,
      taken,
      notes: [...notes, note('key-head', { field: name })],
    });
  }
  if (isEncoded || rows.some(({ name }) => SIGN_NAME.test(name)) || !isSorted(rows)) {
    return message('form', rows, { body: text, taken, notes });
  }
  const last = rows.at(-1);
  const hint =
    last !== undefined && hasKeyTail(last.text)
      ? note('key-tail', { field: last.name, at: text.length })
      : note('keyless');
  return message('string', rows, { body: text, string: text, taken, notes: [...notes, hint] });
}

/**
 * @param {string} text
 * @param {string} tail
 */
function isTail(text, tail) {
  const at = text.lastIndexOf(tail);
  if (at < 0) return false;
  return !/[&=]/.test(text.slice(at + tail.length).replace(/={1,2}$/, ''));
}

/**
 * @param {string} text
 * @param {string} tail
 * @returns {PastedMessage}
 */
function signedString(text, tail) {
  const at = text.lastIndexOf(tail);
  const key = text.slice(at + tail.length);
  const isMasked = MASKED.test(key);
  const { pairs, notes } = splitPairs(text.slice(0, at));
  return message(
    'string',
    pairs.map(([name, value]) => textRow(name, value)),
    {
      string: text,
      ...(isMasked ? {} : { secret: key }),
      taken: [0, text.length],
      notes: isMasked ? [...notes, note('masked')] : notes,
    },
  );
}

/** No name begins so, and keys are of these lengths. */
const KEY_HEAD = /^((?:[\da-f]{64}|[\da-f]{48}|[\da-f]{40}|[\da-f]{32}|[\da-f]{24}|[\da-f]{16})(?<=\d.*))([a-z_]\w*)$/i;

/** @param {string} name */
function splitHead(name) {
  const found = name.length > 128 ? null : KEY_HEAD.exec(name);
  return found === null ? undefined : { key: found[1] ?? '', name: found[2] ?? '' };
}

/** @param {string} value */
const hasKeyTail = (value) => /[\da-z]{16}$/i.test(value) && /(?=.*\d)(?=.*[a-z])/i.test(value.slice(-16));

/** @param {Row[]} rows */
const isSorted = (rows) =>
  rows.length > 1 && rows.every(({ name }, index) => index === 0 || (rows[index - 1]?.name ?? '') < name);

/**
 * @param {string} text
 * @returns {{ rows: Row[], notes: Note[], isEncoded: boolean }} `isEncoded`: an escape was decoded
 */
export function pairsOf(text) {
  // What holds a character that no encoder leaves was not encoded, so that its `+` and `%` are its own.
  const mayBeEncoded = /^[\w.~!*'()%+&=;:@,$/?[\]-]*$/.test(text);
  const hasEscape = /%[\da-f]{2}/i.test(text);
  const decodes = mayBeEncoded && (hasEscape || !text.includes('://'));
  const { pairs, notes } = splitPairs(text);
  const rows = pairs.map(([name, value]) => {
    if (!decodes) return textRow(name, value);
    const [decodedName, decodedValue] = [decoded(name), decoded(value)];
    if (decodedName === undefined || decodedValue === undefined) notes.push(note('encoding', { field: name }));
    return textRow(decodedName ?? name, decodedValue ?? value);
  });
  return { rows, notes, isEncoded: mayBeEncoded && hasEscape };
}

/**
 * A piece without `=` is the rest of a value that held an `&`.
 * @param {string} text
 */
export function splitPairs(text) {
  /** @type {[string, string][]} */
  const pairs = [];
  /** @type {Note[]} */
  const notes = [];
  for (const piece of text.split('&')) {
    const last = pairs.at(-1);
    if (piece.includes('=')) pairs.push(splitAt(piece, '='));
    else if (piece !== '') {
      notes.push(note('piece', { field: last?.[0] ?? piece }));
      if (last) last[1] += `&${piece}`;
    }
  }
  return { pairs, notes };
}

/**
 * @param {string} text
 * @param {string} separator
 * @returns {[string, string]}
 */
export function splitAt(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** @param {string} text */
export function decoded(text) {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
