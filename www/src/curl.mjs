// A curl command, as browsers copy it and people write it.

/** Options that take no value worth reading; all others with a value are skipped together with it. */
const BARE = /^-[ivskLgGIfO#]+$|^--(?:include|verbose|silent|insecure|location|compressed|globoff|get|head|fail)$/;
const DATA = /^(?:-d|--data|--data-raw|--data-binary|--data-ascii|--json)$/;

/**
 * @param {string} command
 * @returns {{ url: string, method: string | undefined, headers: [string, string][], body: string | undefined,
 *   parts: [string, string][] }} `parts` are those of a multipart form
 */
export function readCurl(command) {
  const words = splitWords(command);
  let url = '';
  /** @type {string | undefined} */
  let method;
  let isGet = false;
  /** @type {[string, string][]} */
  const headers = [];
  /** @type {string[]} */
  const data = [];
  /** @type {[string, string][]} */
  const parts = [];

  for (let index = 1; index < words.length; index += 1) {
    const [option, attached] = splitOption(words[index] ?? '');
    if (!option.startsWith('-')) {
      url ||= option;
      continue;
    }
    if (BARE.test(option)) {
      isGet ||= /^(?:-[a-zA-Z]*G[a-zA-Z]*|--get)$/.test(option);
      continue;
    }
    const value = attached ?? words[(index += 1)] ?? '';
    if (DATA.test(option)) data.push(value);
    else if (option === '--data-urlencode') data.push(encoded(value));
    else if (option === '-H' || option === '--header') headers.push(splitAt(value, ':'));
    else if (option === '-X' || option === '--request') method = value.toUpperCase();
    else if (option === '-F' || option === '--form' || option === '--form-string') parts.push(splitAt(value, '='));
    else if (option === '--url') url = value;
  }
  const body = data.length === 0 ? undefined : data.join('&');
  if (isGet && body !== undefined) return { url: `${url}?${body}`, method, headers, body: undefined, parts };
  return { url, method, headers, body, parts };
}

/**
 * `-XPOST` and `--data=…` hold their value.
 * @param {string} word
 * @returns {[string, string | undefined]}
 */
function splitOption(word) {
  const short = /^(-[XHdF])(.+)$/s.exec(word);
  if (short) return [short[1] ?? '', short[2]];
  const long = /^(--[a-z-]+)=(.*)$/s.exec(word);
  return long ? [long[1] ?? '', long[2]] : [word, undefined];
}

/**
 * @param {string} text
 * @param {string} separator
 * @returns {[string, string]}
 */
function splitAt(text, separator) {
  const at = text.indexOf(separator);
  return at < 0 ? [text.trim(), ''] : [text.slice(0, at).trim(), text.slice(at + 1).trimStart()];
}

/** @param {string} value what `--data-urlencode` takes */
function encoded(value) {
  const at = value.indexOf('=');
  // Half a character has no encoding; URLSearchParams puts the same in its place.
  const own = value.slice(at + 1).replace(/\p{Surrogate}/gu, '\ufffd');
  return value.slice(0, at + 1) + encodeURIComponent(own);
}

const WORD_PART = /\\\r?\n|\^\r?\n|'([^']*)'|\$'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|(\s+)|([^\s'"\\])/g;

/**
 * A shell's words: quotes, backslashes and continued lines; nothing is expanded.
 * @param {string} command
 */
export function splitWords(command) {
  /** @type {string[]} */
  const words = [];
  /** @type {string | undefined} */
  let word;
  for (const [whole, single, dollar, double, escaped, space, plain] of command.matchAll(WORD_PART)) {
    if (space !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
      continue;
    }
    if (/^[\\^]\r?\n$/.test(whole)) continue;
    word ??= '';
    if (dollar !== undefined) word = `${word}${unescape(dollar)}`;
    else if (double !== undefined) word += double.replace(/\\(["\\$`])/g, '$1').replace(/\\\r?\n/g, '');
    else word += single ?? escaped ?? plain ?? '';
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** @type {Record<string, string>} */
const ESCAPES = { n: '\n', r: '\r', t: '\t', "'": "'", '"': '"', '\\': '\\', '!': '!' };

/** @param {string} text inside `$'…'` */
function unescape(text) {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([^]))/g, (_, unit, byte, other) =>
    other === undefined ? String.fromCharCode(parseInt(unit ?? byte, 16)) : (ESCAPES[other] ?? `\\${other}`),
  );
}
