/** @import { Order, SignedRequest } from '../index.d.ts' */
/** @import { Received } from './message.mjs' */
import { lengthsOfTexts } from './arena.mjs';
import { bounded } from './module.mjs';

/** No gateway has messages of so many different names. */
const MOST_NAMES = 16;
/** A verdict, a kind and an outcome have fewer combinations that occur. */
const MOST_HEADS = 64;
/** The bit of a text's length that says that the signature does not cover the field. */
const UNSIGNED = 1 << 15;

/** What is said of an order, in the order in which the engine writes it. */
const ORDER = /** @type {const} */ (['orderNo', 'gatewayOrderNo', 'amountFen', 'paidFen', 'merchant', 'appId']);
const AMOUNTS = /** @type {readonly string[]} */ (['amountFen', 'paidFen']);

/**
 * What a result is but for its texts. `names` is the number of their names, of which `count` new ones stand in front of them.
 * @typedef {{ names?: number, count?: number }} Head
 * @typedef {Head & Omit<Received, 'fields' | 'order'> & { order?: number }} MessageHead
 * @typedef {Head & Pick<SignedRequest, 'url' | 'method' | 'headers' | 'problems'>
 *   & { fields: number, sign: number, body: number }} RequestHead
 */

/** Reads what an engine writes (src/json_text.rs), and keeps what is the same in the next: names, and heads, which hold no text. */
export class Results {
  /** By the engine's number. @type {string[][]} */
  #names = [];
  /** @type {Map<string, any>} */
  #heads = new Map();

  /** Of how many names it has the numbers: to be asked before the engine writes. */
  known() {
    if (this.#names.length === MOST_NAMES) this.#names = [];
    return this.#names.length;
  }

  /**
   * @param {string} written
   * @returns {SignedRequest}
   */
  request(written) {
    const end = written.indexOf('\n');
    /** @type {RequestHead} */
    const head = this.#head(end < 0 ? written : written.slice(0, end));
    if (head.names === undefined) {
      const { url, method, headers, problems, ...rest } = head;
      const body = end < 0 ? {} : { body: written.slice(end + 1) };
      return { url, method, headers, ...body, .../** @type {any} */ (rest), problems: bounded(problems) };
    }
    const texts = new Texts(written, end + 1);
    const names = this.#namesOf(head, texts);
    const { fields } = texts.fields(names, 0, head.fields);
    const { fields: keep } = texts.fields(names, head.fields, names.length);
    texts.skip(names.length);
    const sign = head.sign === 1 ? { sign: texts.next() } : undefined;
    const body = head.body === 1 ? { body: texts.rest() } : undefined;
    const { url, method, headers, problems } = head;
    return { url, method, headers: { ...headers }, ...body, ...sign, fields, keep, problems: bounded([...problems]) };
  }

  /**
   * @param {string} written
   * @returns {Received}
   */
  message(written) {
    const end = written.indexOf('\n');
    if (end < 0) return JSON.parse(written);
    /** @type {MessageHead} */
    const head = this.#head(written.slice(0, end));
    const texts = new Texts(written, end + 1);
    const names = this.#namesOf(head, texts);
    const { fields, signed } = texts.fields(names, 0, names.length);
    texts.skip(names.length);
    const order = head.order === undefined ? undefined : orderOf(head.order, texts);
    const { verdict, kind, outcome, pay, problems, secret, about } = head;
    return { verdict, kind, outcome, fields, signed, order, pay, problems: [...problems], secret, about };
  }

  /**
   * Most are the same again. An address without a body holds values, and so may a problem's message.
   * @param {string} written
   */
  #head(written) {
    const known = this.#heads.get(written);
    if (known !== undefined) return known;
    const head = JSON.parse(written);
    const { names, count, pay, body, problems } = head;
    if (names !== undefined && count === undefined && pay === undefined && body !== 0 && problems.length === 0) {
      if (this.#heads.size === MOST_HEADS) this.#heads.clear();
      this.#heads.set(written, head);
    }
    return head;
  }

  /**
   * @param {Head} head
   * @param {Texts} texts
   */
  #namesOf({ names: number = 0, count }, texts) {
    if (count !== undefined) {
      this.#names.length = number;
      this.#names.push(texts.names(count));
    }
    return /** @type {string[]} */ (this.#names[number]);
  }
}

/**
 * @param {number} bits one for each member that is there
 * @param {Texts} texts
 */
function orderOf(bits, texts) {
  /** @type {Record<string, string | number>} */
  const order = {};
  ORDER.forEach((name, at) => {
    if ((bits & (1 << at)) === 0) return;
    const text = texts.next();
    order[name] = AMOUNTS.includes(name) ? Number(text) : text;
  });
  return /** @type {Partial<Order>} */ (order);
}

/** The texts that the engine wrote one after the other, with their lengths in the arena: no call into it may come between. */
class Texts {
  #lengths = lengthsOfTexts();
  #text;
  #at;
  /** Of the next text's length. */
  #place = 0;

  /**
   * @param {string} text
   * @param {number} at where they begin
   */
  constructor(text, at) {
    this.#text = text;
    this.#at = at;
  }

  /**
   * The names, whose lengths stand behind those of as many fields.
   * @param {number} count
   */
  names(count) {
    const names = [];
    for (let place = count; place < 2 * count; place += 1) names.push(this.#take(this.#length(place)));
    return names;
  }

  /**
   * Fields of these names, and which of them are signed.
   * @param {string[]} names
   * @param {number} start
   * @param {number} end
   */
  fields(names, start, end) {
    /** @type {Record<string, string>} */
    const fields = {};
    /** @type {string[]} */
    const signed = [];
    for (let at = start; at < end; at += 1) {
      const name = /** @type {string} */ (names[at]);
      const length = this.#length(this.#place);
      this.#place += 1;
      fields[name] = this.#take(length & ~UNSIGNED);
      if (length < UNSIGNED) signed.push(name);
    }
    return { fields, signed };
  }

  /** @param {number} count of lengths */
  skip(count) {
    this.#place += count;
  }

  next() {
    const length = this.#length(this.#place);
    this.#place += 1;
    return this.#take(length);
  }

  rest() {
    return this.#text.slice(this.#at);
  }

  /** @param {number} place */
  #length(place) {
    return /** @type {number} */ (this.#lengths[place]);
  }

  /** @param {number} length */
  #take(length) {
    const start = this.#at;
    this.#at += length;
    return this.#text.slice(start, this.#at);
  }
}
