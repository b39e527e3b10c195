// HAR, as browsers and proxies export it: each entry is a request and its response.
import { header, readBody, request } from './body.mjs';
import { scanItems } from './json.mjs';
import { LIMITS } from './limits.mjs';
import { message, textRow } from './message.mjs';

/** @type {import('./types.mjs').Reader} */
export function readHar(text) {
  // One that breaks off is read as far as its entries go.
  const entries = /^\{\s*"log"\s*:\s*\{[^]*?"entries"\s*:\s*(?=\[)/.exec(text)?.[0].length;
  if (entries === undefined) return undefined;
  /** @type {import('./types.mjs').PastedMessage[]} */
  const messages = [];
  const { items, stopped } = scanItems(text, entries);
  for (const { start, end } of items.slice(0, LIMITS.messages)) {
    const entry = JSON.parse(text.slice(start, end));
    if (entry?.request) messages.push({ ...requestOf(entry.request), taken: [start, end] });
    if (entry?.response) messages.push({ ...responseOf(entry.response), taken: [start, end] });
  }
  if (stopped !== undefined) {
    const taken = /** @type {[number, number]} */ ([items.at(-1)?.end ?? 0, text.length]);
    messages.push(message('har', [], { exact: false, taken, notes: [stopped] }));
  }
  return messages.length > 0 ? messages : undefined;
}

/** @param {any} entry */
function requestOf({ url, method, headers, postData }) {
  const body = typeof postData?.text === 'string' ? postData.text : undefined;
  const read = request({ url: text(url), method: text(method), headers: pairs(headers), body });
  const parts = body === undefined ? pairs(postData?.params).map((pair) => textRow(...pair)) : [];
  const contentType = read.contentType ?? text(postData?.mimeType);
  return message('har', [], {
    ...read,
    rows: [...read.rows, ...parts],
    ...(contentType === undefined ? {} : { contentType }),
    taken: [0, 0],
  });
}

/** @param {any} response */
function responseOf({ status, headers, content }) {
  const encoded = text(content?.text) ?? '';
  const body = content?.encoding === 'base64' ? ofBase64(encoded) : encoded;
  const read = readBody(body);
  const list = pairs(headers);
  const contentType = header(list, 'content-type') ?? text(content?.mimeType);
  return message('har', read.rows, {
    ...read,
    ...(Number.isInteger(status) ? { status } : {}),
    headers: list,
    body,
    ...(contentType === undefined ? {} : { contentType }),
    taken: [0, 0],
  });
}

/** @param {unknown} value */
const text = (value) => (typeof value === 'string' ? value : undefined);

/**
 * @param {any} list
 * @returns {[string, string][]}
 */
const pairs = (list) => (Array.isArray(list) ? list.map((one) => [text(one?.name) ?? '', text(one?.value) ?? '']) : []);

/** @param {string} encoded */
function ofBase64(encoded) {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0)));
  } catch {
    return '';
  }
}
