// Reads whatever was pasted: which form it has, its fields with the text of every value as it came, its raw body.
import { LIMITS, MASK } from 'fensign';
import { readCurl } from './curl.mjs';
import { INTEGER, readMembers } from './json.mjs';

/** @typedef {'text' | 'integer' | 'number' | 'boolean' | 'null' | 'nested'} Kind what stood in the message */
/** @typedef {{ name: string, text: string, kind: Kind }} Row one field */
/** @typedef {{ code: 'duplicate' | 'excerpt' | 'encoding' | 'long' | 'many' | 'entity', field?: string }} Note */
/**
 * @typedef {object} Pasted
 * @property {'empty' | 'json' | 'form' | 'url' | 'curl' | 'lines' | 'map' | 'string' | 'unknown'} form
 * @property {Row[]} rows
 * @property {Note[]} notes
 * @property {string} [body] the raw body, where the paste has it whole
 * @property {string} [url]
 * @property {string} [authorization]
 * @property {string} [string] the other side's signed string, its key masked
 * @property {string} [secret] the key that stood in it
 * @property {string} [shown] what the paste box should show instead: the same with the key masked
 */

/** What HTML makes of `&notify_url`, `&timestamp`, `&region`, `&param`, `&currency`, `&section`, `&copy…`. */
const ENTITY_DAMAGE = /[¬×®¶¤§©][a-z_]+=/u;

/**
 * Never throws, whatever the text.
 * @param {string} text
 * @param {string[]} [tails] what stands before the key in a signed string, as `&key=`
 * @returns {Pasted}
 */
export function readPaste(text, tails = []) {
  if (text.length > LIMITS.text) return { form: 'unknown', rows: [], notes: [{ code: 'long' }] };
  const trimmed = text.replace(/^\uFEFF/, '').trim();
  if (trimmed === '') return { form: 'empty', rows: [], notes: [] };
  for (const reader of READERS) {
    const pasted = attempt(() => reader(trimmed, tails));
    if (pasted) return tidy(pasted, trimmed);
  }
  return { form: 'unknown', rows: [], notes: [] };
}

/** @typedef {(text: string, tails: string[]) => Pasted | undefined} Reader */

/** In this order: the surest form first. */
/** @type {Reader[]} */
const READERS = [readCurlCommand, readJson, readMap, readUrl, readLines, readPairs, readExcerpt];

/**
 * @template T
 * @param {() => T} read
 */
function attempt(read) {
  try {
    return read();
  } catch {
    return undefined; // It has another form.
  }
}

/** @type {Reader} */
function readCurlCommand(text) {
  if (!/^(?:\$\s*)?curl(?:\.exe)?\s/.test(text)) return undefined;
  const { url, headers, body, parts } = readCurl(text.replace(/^\$\s*/, ''));
  const inner = body === undefined ? undefined : readBody(body);
  const query = url.includes('?') ? pairsOf(url.slice(url.indexOf('?') + 1).split('#')[0] ?? '') : undefined;
  const rows = [...(query?.rows ?? []), ...(inner?.rows ?? []), ...parts.map(([name, value]) => textRow(name, value))];
  const authorization = headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1];
  return {
    form: 'curl',
    rows,
    notes: [...(query?.notes ?? []), ...(inner?.notes ?? [])],
    url,
    ...(body === undefined ? {} : { body }),
    ...(authorization === undefined ? {} : { authorization }),
  };
}

/** @param {string} body */
const readBody = (body) => attempt(() => readJson(body, [])) ?? pairsOf(body);

/** @type {Reader} */
function readJson(text) {
  // A log may hold the body as a JSON string.
  const body = /^"\s*\{/.test(text) ? String(JSON.parse(text)) : text;
  if (!body.trimStart().startsWith('{')) return undefined;
  const { members, end } = readMembers(body);
  if (body.slice(end).trim() !== '') return undefined;
  return { form: 'json', rows: members.map(({ name, raw }) => jsonRow(name, raw)), notes: [], body };
}

/**
 * @param {string} name
 * @param {string} raw
 * @returns {Row}
 */
function jsonRow(name, raw) {
  const first = raw[0];
  if (first === '"') return textRow(name, JSON.parse(raw));
  if (first === '{' || first === '[') return { name, text: raw, kind: 'nested' };
  if (first === 'n') return { name, text: '', kind: 'null' };
  if (first === 't' || first === 'f') return { name, text: raw, kind: 'boolean' };
  return { name, text: raw, kind: INTEGER.test(raw) ? 'integer' : 'number' };
}

/**
 * @param {string} name
 * @param {string} text
 * @returns {Row}
 */
const textRow = (name, text) => ({ name, text, kind: 'text' });

/**
 * Java's `{a=b, c={d=e}}`: its values are not quoted, so a field begins where `, name=` stands outside of brackets.
 * @type {Reader}
 */
function readMap(text) {
  const inner = /^[\w.$]*\s*[{(]([^]*)[})]$/.exec(text)?.[1];
  if (inner === undefined || !/^\s*[\w.-]+=/.test(inner)) return undefined;
  /** @type {[number, number][]} */
  const starts = [];
  let depth = 0;
  for (const { 0: found, index } of inner.matchAll(/[{[(]|[}\])]|(?:^|,\s*)(?=[\w.-]+=)/g)) {
    if (/^[{[(]$/.test(found)) depth += 1;
    else if (/^[}\])]$/.test(found)) depth = Math.max(0, depth - 1);
    else if (depth === 0) starts.push([index, index + found.length]);
  }
  const rows = starts.map(([, start], number) => {
    const [name, value] = splitAt(inner.slice(start, starts[number + 1]?.[0]), '=');
    return value === 'null' ? { name, text: '', kind: /** @type {const} */ ('null') } : textRow(name, value);
  });
  return { form: 'map', rows, notes: [] };
}

/** @type {Reader} */
function readUrl(text) {
  const found = /^(?:(?:GET|POST)\s+)?((?:https?:\/\/|\/)[^\s?]*\?)(\S*)(?:\s+HTTP\/[\d.]+)?$/i.exec(text);
  if (!found) return undefined;
  const query = found[2]?.split('#')[0] ?? '';
  return { ...pairsOf(query), form: 'url', url: `${found[1]}${query}`, body: query };
}

const LINE = /^\s*["']?([\w.[\]-]+)["']?\s*(?:=>|[=:：]|\t)[ \t]*(.*?)\s*$/u;

/** @type {Reader} */
function readLines(text) {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (lines.length === 1 && lines[0]?.includes('&')) return undefined;
  const found = lines.map((line) => LINE.exec(line));
  if (found.some((line) => line === null)) return undefined;
  return { form: 'lines', rows: found.map((line) => textRow(line?.[1] ?? '', line?.[2] ?? '')), notes: [] };
}

/**
 * A form body, or the string that somebody signed: that one ends with the key, or with the place for it.
 * @type {Reader}
 */
function readPairs(text, tails) {
  // The field name of the first pair may be anything, but it is one word.
  if (!/^[^\s=&{}<>"]{1,100}=/.test(text) || /\n/.test(text)) return undefined;
  const tail = tails.find((one) => text.includes(one) && !/[&=]/.test(text.slice(text.lastIndexOf(one) + one.length)));
  if (tail === undefined) return { ...pairsOf(text), body: text };
  const end = text.lastIndexOf(tail);
  const key = text.slice(end + tail.length);
  const isMasked = /^[*•·xX.…<>{}\s]*$/u.test(key) || /^[<{$].*[>}]$/.test(key);
  const string = `${text.slice(0, end)}${tail}${MASK}`;
  const fields = splitPairs(text.slice(0, end)).map(([name, value]) => textRow(name, value));
  return { form: 'string', rows: fields, notes: [], string, shown: string, ...(isMasked ? {} : { secret: key }) };
}

/** A log line that holds one of the other forms. */
/** @type {Reader} */
function readExcerpt(text, tails) {
  const open = text.indexOf('{');
  const notes = [{ code: /** @type {const} */ ('excerpt') }];
  if (open >= 0) {
    const rest = text.slice(open);
    const json = attempt(() => readMembers(rest));
    if (json !== undefined && json.members.length > 0) {
      const body = rest.slice(0, json.end);
      return { form: 'json', rows: json.members.map(({ name, raw }) => jsonRow(name, raw)), notes, body };
    }
    const map = readMap(rest.slice(0, rest.lastIndexOf('}') + 1), tails);
    if (map) return { ...map, notes };
  }
  const part = /(?:https?:\/\/\S+\?\S+)|(?:[\w.]+=[^\s&]*(?:&[^\s&=]+=[^\s&]*)+\S*)/.exec(text)?.[0];
  if (part === undefined || part === text) return undefined;
  const inner = readUrl(part, tails) ?? readPairs(part, tails);
  return inner && { ...inner, notes: [...inner.notes, ...notes] };
}

/**
 * @param {string} text
 * @returns {Pasted}
 */
function pairsOf(text) {
  // What holds a character that no encoder leaves was not encoded, so that its `+` and `%` are its own.
  const isEncoded = /^[\w.~!*'()%+&=;:@,$/?[\]-]*$/.test(text) && (!text.includes('://') || /%[\da-f]{2}/i.test(text));
  /** @type {Note[]} */
  const notes = [];
  const rows = splitPairs(text).map(([name, value]) => {
    if (!isEncoded) return textRow(name, value);
    const [decodedName, decodedValue] = [decoded(name), decoded(value)];
    if (decodedName === undefined || decodedValue === undefined) notes.push({ code: 'encoding', field: name });
    return textRow(decodedName ?? name, decodedValue ?? value);
  });
  return { form: 'form', rows, notes };
}

/**
 * A piece without `=` is the rest of a value that held an `&`.
 * @param {string} text
 */
function splitPairs(text) {
  /** @type {[string, string][]} */
  const pairs = [];
  for (const piece of text.split('&')) {
    const last = pairs.at(-1);
    if (piece.includes('=')) pairs.push(splitAt(piece, '='));
    else if (last && piece !== '') last[1] += `&${piece}`;
  }
  return pairs;
}

/**
 * @param {string} text
 * @param {string} separator
 * @returns {[string, string]}
 */
function splitAt(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + separator.length)];
}

/** @param {string} text */
function decoded(text) {
  return attempt(() => decodeURIComponent(text.replaceAll('+', ' ')));
}

/**
 * The first of equal names stays; the package would refuse both.
 * @param {Pasted} pasted
 * @param {string} text
 * @returns {Pasted}
 */
function tidy(pasted, text) {
  const names = new Set();
  const notes = [...pasted.notes];
  const rows = pasted.rows.slice(0, LIMITS.fields).filter(({ name }) => {
    const isNew = !names.has(name);
    if (!isNew) notes.push({ code: 'duplicate', field: name });
    names.add(name);
    return isNew;
  });
  if (pasted.rows.length > LIMITS.fields) notes.push({ code: 'many' });
  const damage = ENTITY_DAMAGE.exec(text)?.[0];
  if (damage !== undefined) notes.push({ code: 'entity', field: damage.slice(0, -1) });
  return { ...pasted, rows, notes };
}
