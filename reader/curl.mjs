// A curl command, as browsers copy it and people write it, for bash and for cmd.
import { headerOf, request } from './body.mjs';
import { LIMITS } from './limits.mjs';
import { message, textRow } from './message.mjs';
import { note, stoppedAt } from './notes.mjs';
import { splitAt } from './pairs.mjs';
import { splitCommand } from './shell.mjs';

/** A prompt, `time` or `sudo` may stand before it. */
const BEGINNING = /(?:^|\n)[^\n'"{}=]{0,100}?\bcurl(?:\.exe)?(?=\s)/g;

/** Short options that take a value. */
const VALUED = 'HdXFuAebcoxTmwEKrYyzCDPQth';

/** Long options that take none. */
const BARE = new Set(
  `include verbose silent show-error insecure location location-trusted compressed globoff get head fail
  fail-with-body http1.0 http1.1 http2 http2-prior-knowledge http3 no-buffer progress-bar ipv4 ipv6 no-keepalive
  path-as-is post301 post302 post303 raw tcp-nodelay tlsv1 tlsv1.0 tlsv1.1 tlsv1.2 tlsv1.3 ssl ssl-reqd anyauth
  basic digest ntlm negotiate create-dirs remote-name remote-header-name junk-session-cookies no-sessionid
  no-progress-meter styled-output trace-time parallel tr-encoding`.split(/\s+/),
);

/** @type {Record<string, string>} */
const LONG = { d: 'data', H: 'header', X: 'request', F: 'form', G: 'get', I: 'head', A: 'user-agent', e: 'referer' };

/** @type {import('./types.mjs').Reader} */
export function readCurl(text) {
  const messages = [];
  BEGINNING.lastIndex = 0;
  for (let found; (found = BEGINNING.exec(text)) !== null;) {
    // What stands before the first command is not one.
    if (messages.length === 0 && found.index !== 0) return undefined;
    const { words, end, variable, open } = splitCommand(text, BEGINNING.lastIndex);
    const command = readOptions(words);
    if (command === undefined) continue;
    if (variable !== undefined) command.notes.push(note('variable', { field: variable }));
    if (open !== undefined) command.notes.push(stoppedAt(open));
    command.exact &&= variable === undefined && open === undefined;
    messages.push(message('curl', [], { ...command, taken: [found.index + (found[0].startsWith('\n') ? 1 : 0), end] }));
    if (messages.length > LIMITS.messages) break;
    BEGINNING.lastIndex = end;
  }
  return messages.length > 0 ? messages : undefined;
}

/**
 * @param {string[]} words
 */
function readOptions(words) {
  let url = '';
  /** @type {string | undefined} */
  let method;
  let isGet = false;
  /** @type {[string, string][]} */
  const headers = [];
  /** @type {string[]} */
  const data = [];
  /** @type {import('./types.mjs').Row[]} */
  const parts = [];
  /** @type {import('./types.mjs').Note[]} */
  const notes = [];

  for (const [option, value] of options(words)) {
    if (option === '') url ||= value;
    else if (option === 'url') url = value;
    else if (option === 'get') isGet = true;
    else if (option === 'head') method ??= 'HEAD';
    else if (option === 'request') method = value;
    else if (option === 'header') headers.push(headerOf(value));
    else if (option === 'data-raw') data.push(value);
    else if (option === 'data-urlencode') data.push(encoded(value));
    else if (option === 'form-string') parts.push(textRow(...splitAt(value, '=')));
    else if (['data', 'data-binary', 'data-ascii', 'json'].includes(option)) {
      if (option === 'json') headers.push(['Content-Type', 'application/json']);
      if (value.startsWith('@')) notes.push(note('file', { field: value.slice(1) }));
      else data.push(value);
    } else if (option === 'form') {
      const [name, content] = splitAt(value, '=');
      if (/^[@<]/.test(content)) notes.push(note('file', { field: content.slice(1) }));
      else parts.push(textRow(name, partOf(content)));
    }
  }
  // In prose `curl` is a word as others.
  if (!/[./:]/.test(url) && data.length === 0 && parts.length === 0) return undefined;
  const body = data.length === 0 ? undefined : data.join('&');
  const isQuery = isGet && body !== undefined;
  const read = request({
    url: isQuery ? `${url}${url.includes('?') ? '&' : '?'}${body}` : url,
    method: method ?? (parts.length > 0 || notes.length > 0 ? 'POST' : undefined),
    headers,
    body: isQuery ? undefined : body,
  });
  return { ...read, rows: [...read.rows, ...parts], notes: [...read.notes, ...notes] };
}

/**
 * `-XPOST`, `-sk`, `--data=…`; a word that is no option has the name ''.
 * @param {string[]} words
 * @returns {Generator<[option: string, value: string]>}
 */
function* options(words) {
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word.startsWith('--')) {
      const [name, value] = splitAt(word.slice(2), '=');
      if (word.includes('=')) yield [name, value];
      else if (BARE.has(name) || name.startsWith('no-')) yield [name, ''];
      else yield [name, words[(index += 1)] ?? ''];
    } else if (word.startsWith('-') && word.length > 1) {
      for (let at = 1; at < word.length; at += 1) {
        const letter = word.charAt(at);
        const name = LONG[letter] ?? `-${letter}`;
        if (!VALUED.includes(letter)) {
          yield [name, ''];
          continue;
        }
        yield [name, word.slice(at + 1) || (words[(index += 1)] ?? '')];
        break;
      }
    } else yield ['', word];
  }
}

/** @param {string} value what `--data-urlencode` takes */
function encoded(value) {
  const at = value.indexOf('=');
  // Half a character has no encoding; URLSearchParams puts the same in its place.
  const own = value.slice(at + 1).replace(/\p{Surrogate}/gu, '\ufffd');
  return value.slice(0, at + 1).replace(/^=/, '') + encodeURIComponent(own);
}

/** @param {string} content of a part of a form: it may be quoted, and may name its type */
function partOf(content) {
  const quoted = /^"((?:[^"\\]|\\[^])*)"/.exec(content)?.[1];
  if (quoted !== undefined) return quoted.replace(/\\(["\\])/g, '$1');
  return content.replace(/;(?:type|filename)=[^;,]*$/, '');
}
