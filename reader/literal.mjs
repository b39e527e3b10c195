// What programming languages write for a map, a list, a string or a call: JavaScript, Python, PHP, Ruby and Go differ
// in quotes, arrows and words, not in shape. One parser reads the shape; a language's own file reads the sense.
import { endOfString } from './json.mjs';
import { LIMITS } from './limits.mjs';
import { Stopped } from './stopped.mjs';

/** @typedef {{ key?: Node, value: Node }} Member */
/** @typedef {{ kind: 'text', start: number, end: number, prefix: string, quote: string, raw: string }} Text */
/** @typedef {{ kind: 'word', start: number, end: number, word: string }} Word a number, a constant, a variable */
/**
 * @typedef {object} Group
 * @property {'group'} kind
 * @property {number} start
 * @property {number} end
 * @property {string} name of what is called, or of the type: ''
 * @property {string} opener
 * @property {Member[]} members
 */
/** @typedef {{ kind: 'computed', start: number, end: number, parts: Node[] }} Computed `a + b`, `a.b()` */
/** @typedef {Text | Word | Group | Computed} Node */

/** What a text was seen to hold besides plain JSON. */
/** @typedef {'arrow' | 'comment' | 'trailing' | 'newline' | 'equals' | 'bare' | 'colon' | 'single'} Trait */

/** @type {Record<string, string>} */
const CLOSERS = { '{': '}', '(': ')', '[': ']' };

const QUOTES = new Set(['"', "'", '`']);
/** What may begin space or a comment, and what a value cannot be added to. */
const SPACES = new Set([' ', '\n', '\r', '\t', '/', '#', '\u00a0', '\u3000']);
const ENDS = new Set([',', '}', ']', ')', ':']);
const SPACE = /(?:\s+|\/\/[^\n]*|#[^\n]*)+/y;
const WORD = /[^\s"'`“”‘’„‟″,:;=(){}[\]<>|&!?]+/y;
const SYMBOL = /:(?=[A-Za-z_"'])/y;
const PREFIX = /[bruf]{1,2}(?=["'])|@(?=")|:(?=")/iy;
const KEYWORD = /(?:new|await|return|\(object\)|\(array\))\s+/y;
const ARROW = /=>|[:=](?![:=])/y;
const METHOD = /\.\w{1,40}(?=\()/y;
/** Methods that leave the text what it is. */
const SAME_TEXT = /^\.(?:encode|toString|getBytes|freeze|to_s)$/;
const JOINT = /\s{0,20}(?:\+|\.(?=\s{0,20}["'$]))\s{0,20}/y;
/** `map[string]string{`, `url.Values{`, `&main.Order{`, `[]string{`, `Dictionary<string, string> {` */
const TYPE =
  /&?(?:(?:map\[[\w.]{1,60}\]|\[\]|\*)+(?:interface ?\{\}|[\w.]{1,60})|[A-Za-z][\w.]{0,60}(?:<[\w.,<> ]{1,60}>)?(?:\(\))?)\s*(?=\{)/y;

export class Literals {
  /** @type {Set<Trait>} */
  traits = new Set();
  /** The groups that are open, the outer ones first: what is left of a text that breaks off. @type {Group[]} */
  open = [];

  /**
   * @param {string} text
   * @param {number} at
   */
  constructor(text, at) {
    this.text = text;
    this.at = at;
  }

  /**
   * @param {number} [level]
   * @returns {Node}
   * @throws {Stopped}
   */
  value(level = 0) {
    this.space();
    const character = this.text.charAt(this.at);
    if (!QUOTES.has(character)) this.#match(KEYWORD);
    const first = this.#plain(level);
    return ENDS.has(this.text.charAt(this.at)) ? first : this.#operations(first, level);
  }

  space() {
    if (!SPACES.has(this.text.charAt(this.at))) return;
    const found = this.#match(SPACE);
    if (found !== undefined && /[/#]/.test(found)) this.traits.add('comment');
    while (this.text.startsWith('/*', this.at)) {
      const end = this.text.indexOf('*/', this.at + 2);
      if (end < 0) throw new Stopped(this.at);
      this.at = end + 2;
      this.traits.add('comment');
      this.#match(SPACE);
    }
  }

  /** @param {number} level */
  #plain(level) {
    const start = this.at;
    const prefix = QUOTES.has(this.text.charAt(start)) ? '' : (this.#match(PREFIX) ?? '');
    const character = this.text.charAt(this.at);
    if (QUOTES.has(character)) return this.#string(start, prefix);
    const type = character === '{' || character === '(' ? undefined : this.#match(TYPE);
    if (type !== undefined) return this.#group(start, type.trim(), level);
    if (CLOSERS[character] !== undefined) return this.#group(start, '', level);
    const symbol = this.#match(SYMBOL) ?? '';
    const word = this.#match(WORD);
    if (word === undefined) throw new Stopped(start);
    // `array (` of PHP; a word of a text is not a call.
    const gap = /^\s{0,8}(?=\()/.exec(this.text.slice(this.at, this.at + 10))?.[0].length;
    if (gap !== undefined && symbol === '' && (gap === 0 || word.toLowerCase() === 'array')) {
      this.at += gap;
      return this.#group(start, word, level);
    }
    return /** @type {Word} */ ({ kind: 'word', start, end: this.at, word });
  }

  /**
   * @param {number} start
   * @param {string} prefix
   * @returns {Text}
   */
  #string(start, prefix) {
    const quote = this.text.charAt(this.at);
    if (quote === "'") this.traits.add('single');
    const triple = quote.repeat(3);
    if (quote !== '`' && this.text.startsWith(triple, this.at)) {
      const end = this.text.indexOf(triple, this.at + 3);
      if (end < 0) throw new Stopped(start);
      const raw = this.text.slice(this.at + 3, end);
      this.at = end + 3;
      return { kind: 'text', start, end: this.at, prefix, quote, raw };
    }
    const isRaw = /r/i.test(prefix);
    const end = isRaw ? this.text.indexOf(quote, this.at + 1) + 1 : endOfString(this.text, this.at);
    if (end === undefined || end === 0) throw new Stopped(start);
    const raw = this.text.slice(this.at + 1, end - 1);
    this.at = end;
    return { kind: 'text', start, end, prefix, quote, raw };
  }

  /**
   * @param {number} start
   * @param {string} name
   * @param {number} level
   * @returns {Group}
   */
  #group(start, name, level) {
    if (level >= LIMITS.levels) throw new Stopped(this.at, true);
    const opener = this.text.charAt(this.at);
    const closer = CLOSERS[opener] ?? '';
    /** @type {Group} */
    const group = { kind: 'group', start, end: start, name, opener, members: [] };
    this.open.push(group);
    this.at += 1;
    for (;;) {
      this.space();
      if (this.text[this.at] === closer) break;
      group.members.push(this.#member(level + 1));
      const before = this.at;
      this.space();
      const next = this.text[this.at];
      if (next === closer) break;
      if (next === ',' || next === ';') {
        this.at += 1;
        this.space();
        if (this.text[this.at] === closer) this.traits.add('trailing');
      } else if (this.text.slice(before, this.at).includes('\n')) this.traits.add('newline');
      else throw new Stopped(this.at);
    }
    this.at += 1;
    this.open.pop();
    group.end = this.at;
    return group;
  }

  /**
   * @param {number} level
   * @returns {Member}
   */
  #member(level) {
    const value = this.value(level);
    const end = this.at;
    this.space();
    const arrow = this.#match(ARROW);
    if (arrow === undefined) {
      this.at = end;
      return { value };
    }
    this.traits.add(arrow === '=>' ? 'arrow' : arrow === '=' ? 'equals' : 'colon');
    if (value.kind === 'word') this.traits.add('bare');
    return { key: value, value: this.value(level) };
  }

  /**
   * `'a' + b`, `'a' . $b`, `text.encode('utf-8')`
   * @param {Node} first
   * @param {number} level
   * @returns {Node}
   */
  #operations(first, level) {
    const parts = [first];
    let isComputed = false;
    for (;;) {
      const method = first.kind === 'word' ? undefined : this.#match(METHOD);
      if (method !== undefined) {
        this.#group(this.at, method, level);
        isComputed ||= !SAME_TEXT.test(method);
        continue;
      }
      if (this.#match(JOINT) === undefined) break;
      parts.push(this.#plain(level));
    }
    if (parts.length === 1 && !isComputed) return first;
    return { kind: 'computed', start: first.start, end: this.at, parts };
  }

  /** @param {RegExp} pattern sticky */
  #match(pattern) {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }
}
