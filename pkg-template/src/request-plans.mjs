/** @import { SignedRequest } from '../index.d.ts' */
/** @import { Engine } from './glue/fensign.js' */
import { lengthsOfTexts, loadValues, plan } from './arena.mjs';
import { attempt } from './module.mjs';
import { Names, following } from './names.mjs';

/** So often in a row a plan may be of no use, where there is something to say of the values of every request. */
const MOST_MISSES = 8;

/**
 * What the engine says of a plan; see src/request_plan.rs. `given` of the names are the caller's, the last is that of the
 * signature; `keep`: what is kept, by its name, and which field it is.
 * @typedef {{ plan: number, given: number, body: 0 | 1, url: string, method: 'POST' | 'GET', headers: Record<string, string>,
 *   names: string[], keep: Record<string, number> }} Frame
 */

/** @typedef {{ number: number, bytes: number, texts: string[] }} Loaded values in the arena, for a plan */

/** The requests that a gateway has built: by operation and names, what is the same in the next. It holds no value. */
export class RequestPlans {
  /** The first name of each path is that of the operation and of the form in which it is sent. */
  #names = new Names();
  /** By the engine's number; nothing where a plan has been given up. @type {(Frame & { misses: number } | undefined)[]} */
  #frames = [];

  /**
   * Writes the values into the arena. Nothing is returned where the general way must be taken; null where there may be a plan that
   * is not made yet.
   * @param {string} operation
   * @param {string | undefined} as
   * @param {unknown} fields
   * @returns {Loaded | null | undefined}
   */
  load(operation, as, fields) {
    const first = following(this.#names.first, keyOf(operation, as));
    if (first === undefined) return null;
    /** @type {string[]} */
    const texts = [];
    const bytes = loadValues(fields, first, texts);
    if (plan === undefined) return null;
    return bytes === undefined ? undefined : { number: plan, bytes, texts };
  }

  /**
   * @param {Engine} engine
   * @param {string} operation
   * @param {string | undefined} as
   * @param {string[]} names
   */
  learn(engine, operation, as, names) {
    const path = [keyOf(operation, as), ...names];
    this.#names.reserve(path);
    const isFirst = this.#names.isEmpty;
    if (isFirst) this.#frames = [];
    const learnt = attempt(() => engine.learnRequest(operation, as, JSON.stringify(names), isFirst));
    /** @type {Frame | undefined} */
    const frame = learnt === '' ? undefined : JSON.parse(learnt);
    this.#names.add(path, frame?.plan);
    if (frame !== undefined) this.#frames[frame.plan] = { ...frame, misses: 0 };
  }

  /**
   * Nothing where the general way must be taken.
   * @param {Engine} engine
   * @param {Loaded} loaded
   * @param {number} now
   * @returns {SignedRequest | undefined}
   */
  request(engine, { number, bytes, texts }, now) {
    const frame = this.#frames[number];
    if (frame === undefined) return undefined;
    const written = attempt(() => engine.requestPlanned(number, bytes, now));
    if (written !== '') {
      frame.misses = 0;
      return requestOf(frame, written, texts);
    }
    frame.misses += 1;
    if (frame.misses === MOST_MISSES) this.#frames[number] = undefined;
    return undefined;
  }
}

/**
 * @param {string} operation
 * @param {string | undefined} as
 */
const keyOf = (operation, as) => (as === undefined ? operation : `${operation} ${as}`);

/**
 * @param {Frame} frame
 * @param {string} written the texts of the defaults and of the signature, and behind them what is sent
 * @param {string[]} texts those of the caller's fields
 * @returns {SignedRequest}
 */
function requestOf({ given, body, url, method, headers: common, names, keep }, written, texts) {
  const lengths = lengthsOfTexts();
  let at = 0;
  for (let place = 0; place < names.length - given; place += 1) {
    const end = at + /** @type {number} */ (lengths[place]);
    texts.push(written.slice(at, end));
    at = end;
  }
  const sent = written.slice(at);
  /** @type {Record<string, string>} */
  const fields = {};
  for (let place = 0; place < names.length; place += 1) {
    fields[/** @type {string} */ (names[place])] = /** @type {string} */ (texts[place]);
  }
  const sign = /** @type {string} */ (texts[names.length - 1]);
  /** @type {Record<string, string>} */
  const kept = {};
  for (const name in keep) kept[name] = /** @type {string} */ (texts[/** @type {number} */ (keep[name])]);
  const headers = { ...common };
  // Twice, since spreading an object of strings would take more time than all that is written here.
  if (body === 1) return { url, method, headers, body: sent, sign, fields, keep: kept, problems: [] };
  return { url: `${url}?${sent}`, method, headers, sign, fields, keep: kept, problems: [] };
}
