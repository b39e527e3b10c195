// Texts that are wrapped as a whole: a Markdown fence, a string of JSON or of a program, escapes, HTML's entities,
// percent escapes, Base64, typographic quotes. What was inside is read as any paste is.
import { STYLES, unescape, unescapeHex } from './escapes.mjs';
import { endOfString } from './json.mjs';
import { moved, within } from './message.mjs';
import { note } from './notes.mjs';
import { withoutEntities } from './xml.mjs';

/** @typedef {import('./types.mjs').PastedMessage} PastedMessage */
/** @typedef {import('./types.mjs').Reader} Reader */

/** @type {Reader} */
export function readFences(text, { inner }) {
  if (!text.includes('```')) return undefined;
  /** @type {PastedMessage[]} */
  const messages = [];
  const fences = [...text.matchAll(/^[ \t]*```[^\n`]{0,40}\n?/gm)];
  for (let index = 0; index < fences.length; index += 2) {
    const open = fences[index];
    if (open === undefined) break;
    const start = open.index + open[0].length;
    const content = text.slice(start, fences[index + 1]?.index ?? text.length);
    const space = /^\s*/.exec(content)?.[0].length ?? 0;
    for (const one of inner(content.trim()) ?? []) messages.push(moved(one, start + space));
  }
  return messages.length > 0 ? messages : undefined;
}

/**
 * A string of JSON, Python, PHP or a shell around the whole. What the escapes give is read first; a string that was
 * logged without escaping holds them as they are.
 * @type {Reader}
 */
export function readQuoted(text, { inner }) {
  const prefix = /^[bru]{0,2}(?=["'`])/i.exec(text)?.[0];
  if (prefix === undefined || endOfString(text, prefix.length) !== text.length) return undefined;
  const raw = text.slice(prefix.length + 1, -1);
  if (!/[{=<]/.test(raw)) return undefined;
  const unescaped = unescape(raw, /b/i.test(prefix) ? STYLES.pythonBytes : STYLES.js);
  const whole = /** @type {[number, number]} */ ([0, text.length]);
  for (const content of new Set([unescaped, raw])) {
    const messages = inner(content.trim());
    if (messages === undefined || messages.some(({ notes }) => notes.some(({ code }) => PARTIAL.has(code)))) continue;
    // The string's own grammar gives its content; one that had to be left escaped was guessed.
    const isGuess = content !== unescaped;
    return messages.map((one) => {
      const { exact } = one;
      return { ...within(one, whole, isGuess ? [note('escaped')] : []), exact: exact && !isGuess };
    });
  }
  return undefined;
}

/** Notes of a message that was found in part of a text. */
const PARTIAL = new Set(['stopped', 'stopped-in', 'excerpt', 'deep']);

/**
 * `{\"a\":…` or `{\x22a\x22:…`, escaped once or more.
 * @type {Reader}
 */
export function readEscaped(text, { inner }) {
  if (!/^[{[<]\s{0,100}\\/.test(text)) return undefined;
  const style = /^[{[]\s{0,100}\\x/.test(text) ? { bytes: true } : STYLES.js;
  const once = style === STYLES.js ? unescape(text, style) : unescapeHex(text);
  return guessed(inner(once), text, 'escaped');
}

/** @type {Reader} */
export function readHtml(text, { inner }) {
  if (!/&(?:quot|#34|#x22);/i.test(text) && !/&amp;[\w.[\]-]{1,100}=/.test(text)) return undefined;
  if (/^</.test(text) || /&[\w.[\]-]{1,100}=/.test(text.replaceAll('&amp;', ''))) return undefined;
  return guessed(inner(withoutEntities(text)), text, 'html');
}

/** @type {Reader} */
export function readPercent(text, { inner }) {
  if (!/^%(?:7B|5B|3C)/i.test(text) || /[\s&]/.test(text)) return undefined;
  try {
    return guessed(inner(decodeURIComponent(text.replaceAll('+', ' '))), text, 'escaped');
  } catch {
    return undefined;
  }
}

/** @type {Reader} */
export function readBase64(text, { inner }) {
  if (text.length < 24 || !/^[\w+/-]{24,}={0,2}$/.test(text.slice(0, 80).replace(/\s/g, ''))) return undefined;
  const packed = text.replace(/\s+/g, '').replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z\d+/]*={0,2}$/.test(packed)) return undefined;
  let decoded;
  try {
    const bytes = Uint8Array.from(atob(packed), (character) => character.charCodeAt(0));
    decoded = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
  return guessed(inner(decoded.trim()), text, 'base64');
}

/**
 * Editors and chats make `“a”` of `"a"`.
 * @type {Reader}
 */
export function readTypographic(text, { inner }) {
  if (!/[“”„‟″‘’]/.test(text) || !/^[[{]\s{0,100}[“”„‟″‘’"]/.test(text)) return undefined;
  return guessed(inner(text.replace(/[“”„‟″]/g, '"').replace(/[‘’]/g, "'")), text, 'quotes');
}

/**
 * @param {PastedMessage[] | undefined} messages
 * @param {string} text
 * @param {import('./notes.mjs').NoteCode} code
 */
function guessed(messages, text, code) {
  return messages?.map((one) => ({ ...within(one, [0, text.length], [note(code)]), exact: false }));
}
