// Where words go: to people, with colours on a terminal and nothing that cannot be seen, or to machines as JSON.
import { MASK } from 'fensign';
import { codePoint, visibleRuns } from '../../../www/src/difference.mjs';

/** @typedef {{ text: string, style: keyof typeof STYLES }} Painted */
/** @typedef {string | Painted} Part */

const STYLES = { bold: '1', dim: '2', red: '31', green: '32', yellow: '33', mark: '7' };

/** A shorter secret may well be a part of something else, as `100` is of an amount. */
const LEAST_SECRET = 6;

export class Output {
  /** @type {string[]} */
  #secrets = [];
  #stream;
  #hasColors;

  /** @param {NodeJS.WriteStream} stream */
  constructor(stream) {
    this.#stream = stream;
    this.#hasColors = stream.isTTY === true && stream.hasColors();
  }

  /** From now on, they are masked in whatever is written, but for what is sent. @param {string} secret */
  hide(secret) {
    if (secret.length >= LEAST_SECRET) this.#secrets.push(secret);
  }

  /** @param {string} text */
  holdsSecret(text) {
    return this.#masked(text) !== text;
  }

  /** @param {Part[]} parts */
  line(...parts) {
    const texts = parts.map((part) => {
      if (typeof part === 'string') return this.#shown(part);
      const text = this.#shown(part.text);
      return this.#hasColors && text !== '' ? `\u001B[${STYLES[part.style]}m${text}\u001B[0m` : text;
    });
    this.exact(texts.join(''));
  }

  /** What another program reads as it is. @param {string} text */
  exact(text) {
    this.#stream.write(`${text}\n`);
  }

  /** @param {unknown} value */
  json(value) {
    const masked = (/** @type {string} */ _name, /** @type {unknown} */ it) =>
      typeof it === 'string' ? this.#masked(it) : it;
    this.exact(JSON.stringify(value, masked, 2));
  }

  /** What a stranger wrote must not steer the terminal. @param {string} text */
  #shown(text) {
    return visibleRuns(this.#masked(text))
      .map((run) => (run.isVisible ? run.text : `<${codePoint(run.text)}>`))
      .join('');
  }

  /** @param {string} text */
  #masked(text) {
    return this.#secrets.reduce((shown, secret) => shown.replaceAll(secret, MASK), text);
  }
}

/** @type {(style: keyof typeof STYLES) => (text: string) => Painted} */
const painter = (style) => (text) => ({ text, style });

export const paint = {
  bold: painter('bold'),
  dim: painter('dim'),
  red: painter('red'),
  green: painter('green'),
  yellow: painter('yellow'),
  mark: painter('mark'),
};
