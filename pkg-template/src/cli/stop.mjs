/** @import { Word } from './language.mjs' */

/** Why a command ends early, and with which exit code. */
export class Stop extends Error {
  /**
   * @param {1 | 2} exitCode
   * @param {Word} word
   * @param {(string | number)[]} values
   */
  constructor(exitCode, word, ...values) {
    super(word);
    this.exitCode = exitCode;
    this.word = word;
    this.values = values;
  }

  /** What was most likely meant, if anything. @type {string | undefined} */
  near;

  /** @param {string | undefined} near */
  followedBy(near) {
    this.near = near;
    return this;
  }
}
