// Where keys stand in a text: under a name that says so, in any notation, or without a name at either end of a string
// that somebody signed. Linear in the text: each separator is looked at once, and a bounded piece around it.
import { MASK } from 'fensign';

/** Where a key begins and ends. @typedef {[start: number, end: number]} Span */

/** Words that tell a key wherever they stand in a name, and words that tell it at the end of one, a number aside. */
const ANYWHERE = '(?:secret|passw|passphrase|private[_-]?key|密钥|秘钥|密匙|私钥|密码|口令|令牌)';
const AT_END = '(?:key|token|pwd|salt|credentials?)[\\d_-]{0,8}';

const KEY_NAME = new RegExp(`${ANYWHERE}|${AT_END}$`, 'iu');

/** @param {string} name */
export const isKeyName = (name) => KEY_NAME.test(name.slice(name.lastIndexOf('.') + 1));

/** What people write where they leave a key out, and what no key begins with. */
const PLACEHOLDER = /^(?:[*•·xX.…]*|\$?\{[\w .-]*\}?|<[^<>]*>|\[[^[\]]*\]|null|undefined|none|value)$/iu;

const CLOSING = '(?:\\\\{0,3}["\'\\]]|%22|%5C|\\s){0,8}?';
const SEPARATOR = '(=>|[=:：>\\t]|%3[DA]|["\'\\]]\\s{0,4},\\s{0,4}(?=\\\\{0,3}["\']))';
/** The end of a name, and what stands between it and its value; or the scheme of a header. */
const NAMED = new RegExp(
  `(?:${ANYWHERE}[\\p{L}\\p{N}_-]{0,32}|${AT_END})${CLOSING}${SEPARATOR}|\\b(?:Bearer|Basic)\\s`,
  'giu',
);
/** In a list of objects that have a name and a value. */
const BESIDE = /(?:name|key)["']?\s{0,4}[:=]\s{0,4}["']([^"']{1,64})["']\s{0,4},\s{0,4}["']?value["']?\s{0,4}[:=]/giu;
/** Before `>`, a name begins with `<`. */
const TAG = /<[\p{L}\p{N}_.:-]{1,64}>$/u;
/** What may stand between the separator and the value: a blank, an opening quote, PHP's word for the type. */
const OPENING =
  /^[ \t\r\n]{0,8}(?:string\(\d{1,7}\)\s|<!\[CDATA\[|\[|\(|b(?=['"]))?((?:\\{0,3}["'`])|(?:%5C){0,2}%22)?/iu;
/** After a colon, as in JSON; and after `=`, where marks of punctuation may belong to the value. */
const END = /[&\s"'`<>,;，；)}\]\\]|%26|%22|%5C/iu;
const PAIR_END = /[&\s"'`<>\\]|[,;，；)}\]](?=[\s"')}\]]|$)|%26|%22|%5C/iu;
/** A private key in PEM is the longest. */
const LONGEST_KEY = 8192;

/**
 * The values under names of keys, their quotes aside.
 * @param {string} text
 * @returns {Span[]}
 */
export function namedKeys(text) {
  /** @type {Span[]} */
  const spans = [];
  for (const { 0: found, 1: separator = '', index } of text.matchAll(NAMED)) {
    const end = index + found.length;
    // Inside of a key, nothing is looked for.
    if (end < (spans.at(-1)?.[1] ?? 0)) continue;
    if (separator === '>' && !TAG.test(text.slice(Math.max(0, end - 72), end))) continue;
    addValue(spans, text, end, /=$|%3D/i.test(separator) ? PAIR_END : END);
  }
  for (const { 0: found, 1: name = '', index } of text.matchAll(BESIDE)) {
    if (isKeyName(name)) addValue(spans, text, index + found.length, END);
  }
  return merged(spans);
}

/**
 * @param {Span[]} spans
 * @param {string} text
 * @param {number} from
 * @param {RegExp} end where no quote tells
 */
function addValue(spans, text, from, end) {
  const [opening = '', quote] = OPENING.exec(text.slice(from, from + 40)) ?? [];
  const start = from + opening.length;
  const rest = text.slice(start, start + LONGEST_KEY);
  const at = quote === undefined ? rest.search(end) : rest.indexOf(quote);
  const value = at < 0 ? rest : rest.slice(0, at);
  if (!PLACEHOLDER.test(value)) spans.push([start, start + value.length]);
}

/** What is known of the fields that a string was made of. @typedef {{ name: string, text: string }[]} Known */

const LEAST_UNNAMED = 4;
/** Nobody signs a longer one. */
const LONGEST_STRING = 65_536;

/**
 * The keys at the ends of a signed string of these fields: what stands before the first field and after the last.
 * @param {string} string
 * @param {Known} known
 * @returns {Span[]}
 */
export function keysAtEnds(string, known) {
  if (string.length > LONGEST_STRING) return [];
  const start = string.length - string.trimStart().length;
  const end = string.trimEnd().length;
  const given = known.filter(({ text }) => text !== '');
  const places = given.flatMap(({ name, text }) => {
    const pair = string.indexOf(`${name}=${text}`, start);
    if (pair >= 0) return [[pair, pair + name.length + 1 + text.length]];
    // A rule may sign the values alone; a short one may stand anywhere.
    const value = text.length >= LEAST_UNNAMED ? string.indexOf(text, start) : -1;
    return value >= 0 ? [[value, value + text.length]] : [];
  });
  if (places.length === 0) return guessedAtEnds(string);
  const first = Math.min(...places.map(([at = 0]) => at));
  const last = Math.max(...places.map(([, at = 0]) => at));
  /** @type {Span[]} */
  const ends = [
    [start, first],
    [last, end],
  ];
  const found = ends.filter(([from, to]) => isLoose(string.slice(from, to)));
  return found.length > 0 ? found : guessedAtEnds(string);
}

/**
 * What belongs to no pair: without a separator in it.
 * @param {string} piece
 */
const isLoose = (piece) => piece.length >= LEAST_UNNAMED && !/[&=\s]/.test(piece) && !PLACEHOLDER.test(piece);

const PAIRS = /^[^\s=&]{1,200}=[^\n]*&[^\n]*=[^\n]*$/u;
/** A long word of letters and digits; a number with a few letters in front is somebody's number. */
const DENSE = /[A-Za-z0-9+/_-]{16,}={0,2}$/;
const NUMBERED = /^[A-Za-z]{0,8}[-_]?\d+$/;

/** @param {string} word */
const isDense = (word) => /\d/.test(word) && /[A-Za-z]/.test(word) && !NUMBERED.test(word);

/**
 * The same of a string of unknown fields: pairs in the order of their names, none of them a signature, whose last value
 * or first name ends or begins as only keys do.
 * @param {string} text
 * @returns {Span[]}
 */
export function guessedAtEnds(text) {
  const string = text.trim();
  const offset = text.indexOf(string);
  if (string.length > LONGEST_STRING || !PAIRS.test(string)) return [];
  const pairs = string.split('&');
  const names = pairs.map((pair) => pair.split('=')[0] ?? '');
  if (names.some((name) => /sign/i.test(name))) return [];
  /** @type {Span[]} */
  const spans = [];
  const [first = '', ...later] = names;
  if (first.length >= 16 && isDense(first) && isSorted(later)) spans.push([offset, offset + first.length]);
  const value = (pairs.at(-1) ?? '').slice((names.at(-1) ?? '').length + 1);
  const dense = DENSE.exec(value)?.[0] ?? '';
  if (isDense(dense) && isSorted(spans.length > 0 ? later : names)) {
    const end = offset + string.length;
    spans.push([end - dense.length, end]);
  }
  return spans;
}

/** @param {string[]} names */
const isSorted = (names) => names.every((name, index) => index === 0 || (names[index - 1] ?? '') <= name);

/**
 * The places of a text, by order, none inside another.
 * @param {Span[]} spans
 */
export function merged(spans) {
  /** @type {Span[]} */
  const result = [];
  for (const [start, end] of [...spans].sort(([one], [other]) => one - other)) {
    const last = result.at(-1);
    if (last && start < last[1]) last[1] = Math.max(last[1], end);
    else if (end > start) result.push([start, end]);
  }
  return result;
}

/** A text with its keys masked. @typedef {{ shown: string, hidden: { at: number, key: string }[] }} Veil */

/**
 * @param {string} text
 * @param {Span[]} spans as {@link merged} returns them
 * @returns {Veil}
 */
export function veiled(text, spans) {
  /** @type {Veil['hidden']} */
  const hidden = [];
  let shown = '';
  let at = 0;
  for (const [start, end] of spans) {
    shown += text.slice(at, start);
    hidden.push({ at: shown.length, key: text.slice(start, end) });
    shown += MASK;
    at = end;
  }
  return { shown: shown + text.slice(at), hidden };
}

/**
 * What somebody made of a masked text by one edit: the text, with the keys that stand where they stood, and what is masked
 * of it still.
 * @param {string} shown
 * @param {Veil} [before]
 * @returns {{ text: string, veil: Veil }}
 */
export function unveiled(shown, before = { shown: '', hidden: [] }) {
  const most = Math.min(shown.length, before.shown.length);
  let prefix = 0;
  while (prefix < most && shown[prefix] === before.shown[prefix]) prefix += 1;
  let suffix = 0;
  while (suffix < most - prefix && shown.at(-1 - suffix) === before.shown.at(-1 - suffix)) suffix += 1;
  /** @type {Veil['hidden']} */
  const hidden = [];
  let text = '';
  let done = 0;
  for (const { at, key } of before.hidden) {
    const isBehind = at >= before.shown.length - suffix;
    if (!isBehind && at + MASK.length > prefix) continue;
    const place = isBehind ? at + shown.length - before.shown.length : at;
    hidden.push({ at: place, key });
    text += shown.slice(done, place) + key;
    done = place + MASK.length;
  }
  return { text: text + shown.slice(done), veil: { shown, hidden } };
}
