// `Invoke-WebRequest` and `Invoke-RestMethod`, as browsers copy them and people write them.
import { request } from './body.mjs';
import { LIMITS } from './limits.mjs';
import { message, textRow } from './message.mjs';
import { note } from './notes.mjs';

const BEGINNING = /\b(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b/gi;
const SPACE = /(?:[ \t]|`\r?\n)+/y;
const PARAMETER = /-([A-Za-z]+):?/y;
const PLAIN = /[^\s"'`@(){}=;,]+/y;
const IN_DOUBLE = /[^"`$]+/y;
const CHARACTER = /\$\(\[char\](\d{1,5})\)/y;

/** @typedef {string | [string, string][] | undefined} Value `undefined`: the program computes it */

/** @type {import('./types.mjs').Reader} */
export function readPowershell(text) {
  const messages = [];
  BEGINNING.lastIndex = 0;
  for (let found; (found = BEGINNING.exec(text)) !== null;) {
    // A script may set up its session first.
    if (messages.length === 0 && found.index > 2000) return undefined;
    const command = new Command(text, BEGINNING.lastIndex);
    const read = command.read();
    BEGINNING.lastIndex = Math.max(command.at, BEGINNING.lastIndex);
    if (messages.length > LIMITS.messages) break;
    if (read !== undefined)
      messages.push(message('powershell', [], { ...read, taken: [found.index, Math.min(command.at, text.length)] }));
  }
  return messages.length > 0 ? messages : undefined;
}

/** @type {Record<string, string>} */
const ESCAPES = { n: '\n', r: '\r', t: '\t', 0: '\0', a: '\x07', b: '\b', f: '\f', v: '\v', e: '\x1b' };

class Command {
  /**
   * @param {string} text
   * @param {number} at
   */
  constructor(text, at) {
    this.text = text;
    this.at = at;
  }

  read() {
    /** @type {Map<string, Value>} */
    const given = new Map();
    /** @type {Map<string, string>} */
    const shown = new Map();
    for (;;) {
      this.#match(SPACE);
      const parameter = this.#match(PARAMETER);
      const start = this.at;
      this.#match(SPACE);
      if (parameter === undefined) {
        const value = this.#value();
        if (this.at === start) break;
        if (typeof value === 'string' && !given.has('uri')) given.set('uri', value);
        continue;
      }
      if (/^-[A-Za-z]/.test(this.text.slice(this.at, this.at + 2))) continue;
      const name = parameter.replace(/^-|:$/g, '').toLowerCase();
      const from = this.at;
      const value = this.#value();
      if (this.at === from) continue;
      given.set(name, value);
      shown.set(name, this.text.slice(from, this.at));
    }
    const url = given.get('uri');
    if (typeof url !== 'string') return undefined;
    const [body, method, type] = ['body', 'method', 'contenttype'].map((name) => given.get(name));
    const listed = given.get('headers');
    const headers = [...(Array.isArray(listed) ? listed : [])];
    if (typeof type === 'string') headers.push(['Content-Type', type]);
    const read = request({
      url,
      method: typeof method === 'string' ? method : given.has('body') ? 'POST' : undefined,
      headers,
      body: typeof body === 'string' ? body : undefined,
    });
    if (Array.isArray(body)) return { ...read, rows: [...read.rows, ...body.map((pair) => textRow(...pair))] };
    const isComputed = given.has('body') && body === undefined;
    return isComputed
      ? { ...read, exact: false, notes: [...read.notes, note('variable', { field: shown.get('body') ?? '' })] }
      : read;
  }

  /** @returns {Value} */
  #value() {
    const character = this.text.charAt(this.at);
    if (character === '"') return this.#double();
    if (character === "'") return this.#single();
    if (character === '@' && this.text[this.at + 1] === '{') return this.#table();
    if (character === '(') return this.#parentheses();
    const plain = this.#match(PLAIN);
    return plain?.startsWith('$') ? undefined : plain;
  }

  #double() {
    const pieces = [];
    this.at += 1;
    while (this.at < this.text.length) {
      const character = this.text.charAt(this.at);
      if (character === '"') {
        if (this.text[this.at + 1] !== '"') break;
        pieces.push('"');
        this.at += 2;
      } else if (character === '`') {
        const next = this.text.charAt(this.at + 1);
        pieces.push(ESCAPES[next] ?? next);
        this.at += 2;
      } else if (character === '$') {
        const code = /\d+/.exec(this.#match(CHARACTER) ?? '')?.[0];
        pieces.push(code === undefined ? '$' : String.fromCharCode(Number(code)));
        if (code === undefined) this.at += 1;
      } else pieces.push(this.#match(IN_DOUBLE) ?? '');
    }
    this.at += 1;
    return pieces.join('');
  }

  #single() {
    const pieces = [];
    for (;;) {
      const end = this.text.indexOf("'", this.at + 1);
      pieces.push(this.text.slice(this.at + 1, end < 0 ? this.text.length : end));
      this.at = end < 0 ? this.text.length : end + 1;
      if (end < 0 || this.text[this.at] !== "'") return pieces.join('');
      pieces.push("'");
    }
  }

  /** `@{ "a"="1"; b='2' }` */
  #table() {
    /** @type {[string, string][]} */
    const pairs = [];
    this.at += 2;
    for (;;) {
      while (/[\s;]/.test(this.text.charAt(this.at)) && this.at < this.text.length) this.at += 1;
      const start = this.at;
      const name = this.#value();
      this.#match(SPACE);
      if (this.text[this.at] !== '=' || typeof name !== 'string') {
        if (this.at === start || this.text[this.at] === '}') break;
        continue;
      }
      this.at += 1;
      this.#match(SPACE);
      const value = this.#value();
      if (typeof value === 'string') pairs.push([name, value]);
    }
    if (this.text[this.at] === '}') this.at += 1;
    return pairs;
  }

  /** `([System.Text.Encoding]::UTF8.GetBytes("…"))`, `(@{…} | ConvertTo-Json)` */
  #parentheses() {
    /** @type {Value} */
    let value;
    let depth = 0;
    while (this.at < this.text.length) {
      const character = this.text.charAt(this.at);
      if (character === '"' || character === "'" || (character === '@' && this.text[this.at + 1] === '{')) {
        const read = this.#value();
        value ??= read;
        continue;
      }
      this.at += 1;
      if (character === '(') depth += 1;
      else if (character === ')' && (depth -= 1) === 0) break;
    }
    return value;
  }

  /** @param {RegExp} pattern sticky */
  #match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
