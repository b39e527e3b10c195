// wget and HTTPie.
import { headerOf, request } from './body.mjs';
import { message, textRow } from './message.mjs';
import { note } from './notes.mjs';
import { splitAt } from './pairs.mjs';
import { splitCommand } from './shell.mjs';

const BEGINNING = /^(?:[^\n'"{}=]{0,100}?[#$>%]\s*|(?:time|sudo)\s+)?(wget|https?|xh)(?:\.exe)?\s+(?=\S)/;

/** @type {import('./types.mjs').Reader} */
export function readCommand(text) {
  const found = BEGINNING.exec(text);
  if (found === null) return undefined;
  const { words, end } = splitCommand(text, found[0].length);
  const isWget = found[1] === 'wget';
  const read = isWget ? readWget(words) : readHttpie(words);
  return read && [message(isWget ? 'wget' : 'httpie', [], { ...read, taken: [0, end] })];
}

/** @param {string[]} words */
function readWget(words) {
  /** @type {[string, string][]} */
  const headers = [];
  /** @type {import('./types.mjs').Note[]} */
  const notes = [];
  /** @type {{ url?: string, method?: string, body?: string }} */
  const given = {};
  for (let index = 0; index < words.length; index += 1) {
    const [option, attached] = splitAt(words[index] ?? '', '=');
    const value = () => ((words[index] ?? '').includes('=') ? attached : (words[(index += 1)] ?? ''));
    if (option === '--method') given.method = value();
    else if (option === '--header') headers.push(headerOf(value()));
    else if (option === '--body-data' || option === '--post-data') given.body = value();
    else if (option === '--body-file' || option === '--post-file') notes.push(note('file', { field: value() }));
    else if (/^-[OoaUP]$/.test(option)) index += 1;
    else if (!option.startsWith('-')) given.url ??= words[index] ?? '';
  }
  const { url, method, body } = given;
  if (url === undefined) return undefined;
  const read = request({ url, method, headers, body });
  return { ...read, notes: [...read.notes, ...notes] };
}

/** `name=value`, `name:=json`, `name==query`, `Name:header`, `name=@file` */
const ITEM = /^((?:[^\\=:@]|\\[^]){1,200}?)(:=@|=@|:=|==|=|@|:)([^]*)$/;

/** @param {string[]} words */
function readHttpie(words) {
  /** @type {[string, string][]} */
  const headers = [];
  /** @type {import('./types.mjs').Row[]} */
  const rows = [];
  /** @type {import('./types.mjs').Note[]} */
  const notes = [];
  const [first = '', ...others] = words.filter((word) => !word.startsWith('-'));
  const isMethod = /^[A-Z]{2,10}$/.test(first);
  const [url, ...items] = isMethod ? others : [first, ...others];
  // In prose `http` is a word as others.
  if (url === undefined || !/^(?:https?:\/\/|:\d|\/|localhost|[\w-]+\.[\w.-]+)/.test(url)) return undefined;
  for (const item of items) {
    const [, name = '', separator, value = ''] = ITEM.exec(item) ?? [];
    if (separator === '=' || separator === '==') rows.push(textRow(name, value));
    else if (separator === ':=') rows.push(literal(name, value));
    else if (separator === ':') headers.push([name, value]);
    else if (separator !== undefined) notes.push(note('file', { field: value }));
  }
  const method = isMethod ? first : rows.length > 0 ? 'POST' : 'GET';
  const read = request({ url, method, headers, body: undefined });
  return { ...read, rows: [...read.rows, ...rows], notes: [...read.notes, ...notes] };
}

/**
 * @param {string} name
 * @param {string} raw
 * @returns {import('./types.mjs').Row}
 */
function literal(name, raw) {
  if (raw === 'null') return { name, text: '', kind: 'null' };
  if (raw === 'true' || raw === 'false') return { name, text: raw, kind: 'boolean' };
  if (/^[{[]/.test(raw)) return { name, text: raw, kind: 'nested' };
  if (/^-?\d+$/.test(raw)) return { name, text: raw, kind: 'integer' };
  return /^-?\d/.test(raw) ? { name, text: raw, kind: 'number' } : textRow(name, raw.replace(/^"([^]*)"$/, '$1'));
}
