/** @import * as fensign from '../index.d.ts' */
import { Reason, judgeOrder } from './glue/fensign.js';
import { FensignError, attempt, bounded, problem } from './module.mjs';
import { optionalText } from './options.mjs';
import { readOrThrow, reading, text } from './values.mjs';

/**
 * As the engine writes it.
 * @typedef {Omit<fensign.Message, 'signed' | 'ack' | 'refuse' | 'decide' | 'matches'>
 *   & { signed?: string[], unsigned?: string[], about?: fensign.NoticeKind | undefined }} Received
 */

/**
 * A class has one type; that of the answer of `notice` and `reply` is the union that tells what stands beside each verdict.
 * @implements {Omit<fensign.Message, never>}
 */
export class Message {
  /**
   * What it is about, where `kind` does not say so: of a reply.
   * @type {fensign.NoticeKind | undefined}
   */
  #about;

  /**
   * @param {Received} received
   * @param {[fensign.Answer, fensign.Answer]} answers
   * @param {boolean} isNotice
   */
  constructor(received, [ack, refuse], isNotice) {
    const { verdict, kind, outcome, fields, signed, order, pay, unsigned = [], problems, secret, about } = received;
    this.#about = about;
    /** @type {fensign.Message['verdict']} */
    this.verdict = verdict;
    /** @type {fensign.Message['kind']} */
    this.kind = kind;
    /** @type {fensign.Message['outcome']} */
    this.outcome = outcome;
    /** @type {Record<string, string>} */
    this.fields = fields;
    /** @type {string[]} */
    this.signed = verdict === 'valid' ? (signed ?? Object.keys(fields).filter((name) => !unsigned.includes(name))) : [];
    /** @type {fensign.Message['order']} */
    this.order = isNotice && verdict === 'valid' ? { orderNo: '', ...order } : order;
    /** @type {fensign.Message['pay']} */
    this.pay = pay;
    /** @type {fensign.Problem[]} */
    this.problems = bounded(problems);
    /** @type {fensign.Answer} */
    this.ack = ack;
    /** @type {fensign.Answer} */
    this.refuse = refuse;
    /** @type {number | undefined} */
    this.secret = secret;
  }

  /**
   * @param {fensign.Expected} expected
   * @returns {fensign.Decision}
   */
  decide(expected) {
    const wanted = expectedJson(expected);
    const order = readOrThrow(this.order ?? {}, 'order');
    const { verdict, kind, outcome } = this;
    text(verdict, 'verdict');
    text(outcome, 'outcome');
    optionalText(kind, 'kind');
    // A proxy of a message has no private member.
    const about = kind ?? (#about in this ? this.#about : undefined);
    const { why, isTaken } = attempt(() => judgeOrder(order, wanted, verdict, about, outcome));
    const errors = this.problems.filter(({ severity }) => severity === 'error');
    const reasons = bounded([...errors, ...why]);
    const answer = isTaken ? this.ack : this.refuse;
    return { deliver: reasons.length === 0, answer, why: reasons };
  }

  /**
   * @param {fensign.Expected} expected
   * @returns {fensign.Problem[]}
   */
  matches(expected) {
    const wanted = expectedJson(expected);
    const order = readOrThrow(this.order ?? {}, 'order');
    const { why } = attempt(() => judgeOrder(order, wanted));
    const isBelieved = this.verdict === 'valid' || this.verdict === 'unsigned';
    return isBelieved ? why : this.problems;
  }
}

/**
 * An amount that is undefined by mistake must not be an amount that is not compared.
 * @param {unknown} expected
 */
function expectedJson(expected) {
  const json = readOrThrow(expected, 'expected');
  const object = /** @type {Record<string, unknown>} */ (expected);
  const names = reading('expected', () => Object.keys(object));
  const missing = names.find((name) => reading('expected', () => object[name] === undefined));
  if (missing !== undefined) throw new FensignError([problem(missing, Reason.Expected)]);
  return json;
}
