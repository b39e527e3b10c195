/** @import { Step } from './names.mjs' */
import { arena } from './glue/fensign.js';
import { attempt, isRunning, memory, running } from './module.mjs';
import { NO_PLAN, following } from './names.mjs';
import { isTooLong, isWellFormed } from './values.mjs';

// The kind of a value, beside its length; see src/wasm/arena.rs.
const LITERAL = 1 << 14;
const NULL = 2 << 14;

const encoder = new TextEncoder();
let isTaken = false;

/** The names and texts of the arena; empty, as every view of a memory that has grown since. */
let texts = new Uint8Array();
let lengths = new Uint16Array();
/** Where these are: an address and a size of each. */
let places = /** @type {Uint32Array} */ (new Uint32Array());
/** The instance of the module that they are of. */
let generation = -1;

/** Looks at the arena anew if the memory has grown. No call into the module may come between this and the view's use. */
function look() {
  const present = running();
  if (texts.length > 0 && generation === present) return;
  if (generation !== present) {
    places = attempt(arena);
    generation = present;
  }
  const [textsAt, textsSize, lengthsAt, lengthsSize] = places;
  const { buffer } = memory();
  texts = new Uint8Array(buffer, textsAt, textsSize);
  lengths = new Uint16Array(buffer, lengthsAt, lengthsSize);
}

/** Whether the views are of the memory as it is now. */
const isLooking = () => texts.length > 0 && isRunning(generation);

/** How many fields {@link load} wrote. */
export let count = 0;
/** The plan that {@link loadValues} wrote values for; nothing where there may be one that is not made yet. @type {number | undefined} */
export let plan;

/**
 * Writes the names and values of a flat object into the module's memory at once, several times faster than as JSON text.
 * Returns how many bytes they are, or nothing where the object is in any way unusual and must be read in the other way.
 * @param {unknown} object
 */
export function load(object) {
  return write(() => gather(object));
}

/**
 * Likewise the values alone, where there is a plan for the object's names.
 * @param {unknown} object
 * @param {Step} first where the paths of names begin
 * @param {string[]} [texts] gets what was written of each value
 */
export function loadValues(object, first, texts) {
  return write(() => gatherValues(object, first, texts));
}

/** @param {() => string | undefined} gathered */
function write(gathered) {
  // A getter of the object may be in the middle of another call.
  if (isTaken) return undefined;
  isTaken = true;
  try {
    look();
    const text = gathered();
    // A getter may have made the memory grow, and what was written since then went nowhere.
    if (text === undefined || !isLooking()) return undefined;
    const { read, written } = encoder.encodeInto(text, texts);
    return read === text.length ? written : undefined;
  } catch {
    return undefined;
  } finally {
    isTaken = false;
  }
}

/**
 * The names of a flat object's fields, for a plan; nothing where a plan is of no use.
 * @param {unknown} object
 */
export function namesOf(object) {
  if (isTaken) return undefined;
  isTaken = true;
  try {
    if (!isPlain(object)) return undefined;
    const names = [];
    let units = 0;
    for (const name in object) {
      if (object[name] === undefined) continue;
      units += name.length;
      if (names.length === lengths.length / 2 || units > texts.length) return undefined;
      names.push(name);
    }
    return names;
  } catch {
    return undefined;
  } finally {
    isTaken = false;
  }
}

/**
 * Writes a raw body into the module's memory. Returns how many bytes it is, or nothing where it does not fit or holds half
 * a character.
 * @param {string | Uint8Array} body
 */
export function loadBody(body) {
  if (isTaken) return undefined;
  look();
  if (body.length > texts.length) return undefined;
  if (typeof body !== 'string') {
    texts.set(body);
    return body.length;
  }
  const { read, written } = encoder.encodeInto(body, texts);
  // As many bytes as UTF-16 units: all is ASCII.
  if (read === body.length && (written === read || isWellFormed(body))) return written;
  texts.fill(0, 0, written);
  return undefined;
}

/**
 * All names and values in one text, their lengths aside.
 * @param {unknown} object
 */
function gather(object) {
  if (!isPlain(object)) return undefined;
  let all = '';
  let end = 0;
  let at = 0;
  for (const name in object) {
    const value = object[name];
    if (value === undefined) continue;
    if (at >= lengths.length || end > texts.length) return undefined;
    const isText = typeof value === 'string';
    const text = isText ? value : literalOf(value);
    if (text === undefined) return undefined;
    // From left to right: `all += name + text` would make another text first.
    all = all + name + text;
    // Not the text's own: strings are of more kinds than the length of one is found quickly for.
    const length = all.length - end - name.length;
    end = all.length;
    lengths[at] = name.length;
    lengths[at + 1] = isText ? length : length | (value === null ? NULL : LITERAL);
    at += 2;
  }
  count = at / 2;
  return all;
}

/**
 * All values in one text, their lengths aside.
 * @param {unknown} object
 * @param {Step} first
 * @param {string[]} [written]
 */
function gatherValues(object, first, written) {
  plan = NO_PLAN;
  if (!isPlain(object)) return undefined;
  let step = first;
  let all = '';
  let end = 0;
  let left = texts.length;
  let at = 0;
  for (const name in object) {
    const value = object[name];
    if (value === undefined) continue;
    const next = following(step, name);
    if (next === undefined) {
      plan = undefined;
      return undefined;
    }
    step = next;
    const isText = typeof value === 'string';
    if (isText && !step.isTaken) {
      // What is not signed must be a text all the same.
      left -= value.length;
      if (left < 0 || !isWellFormed(value)) return undefined;
      continue;
    }
    const text = isText ? value : literalOf(value);
    if (text === undefined) return undefined;
    if (!step.isTaken) continue;
    if (written !== undefined) written.push(text);
    all += text;
    const length = all.length - end;
    end = all.length;
    lengths[at] = isText ? length : length | (value === null ? NULL : LITERAL);
    at += 1;
  }
  plan = step.plan;
  return plan === undefined || plan === NO_PLAN ? undefined : all;
}

/**
 * Of plain objects `for … in` has the own names and no others, which makes it the fastest way.
 * @param {unknown} object
 * @returns {object is Record<string, unknown>}
 */
function isPlain(object) {
  if (typeof object !== 'object' || object === null || Array.isArray(object)) return false;
  const prototype = Object.getPrototypeOf(object);
  if (prototype !== null && prototype !== Object.prototype) return false;
  for (const _ in prototype) return false;
  return true;
}

/** @param {unknown} value */
function literalOf(value) {
  switch (typeof value) {
    case 'number':
      return Number.isSafeInteger(value) ? digitsOf(value) : undefined;
    case 'bigint':
      return isTooLong(value) ? undefined : String(value);
    case 'boolean':
      return String(value);
    default:
      return value === null ? '' : undefined;
  }
}

/** The lengths of the texts that the engine has just written. */
export function lengthsOfTexts() {
  look();
  return lengths;
}

const LOW = 1e7;

/**
 * V8 writes two small integers in half the time of one that is not.
 * @param {number} value a safe integer
 */
function digitsOf(value) {
  if (value < 100 * LOW) return String(value);
  const high = Math.floor(value / LOW);
  const low = value - high * LOW;
  // The quotient may have been rounded up.
  return low < 0 ? String(value) : `${high}${String(LOW + low).slice(1)}`;
}

/**
 * The signature of that length at the beginning of the arena.
 * @param {number} length
 */
export function signatureOf(length) {
  look();
  return textOf(length);
}

/** @param {number} length */
function textOf(length) {
  if (length !== 32) return String.fromCharCode(...texts.subarray(0, length));
  // Written out, it takes a fraction of the time, and next to every signature is an MD5.
  // prettier-ignore
  return String.fromCharCode(
    // @ts-expect-error the arena is longer than that
    texts[0], texts[1], texts[2], texts[3], texts[4], texts[5], texts[6], texts[7],
    texts[8], texts[9], texts[10], texts[11], texts[12], texts[13], texts[14], texts[15],
    texts[16], texts[17], texts[18], texts[19], texts[20], texts[21], texts[22], texts[23],
    texts[24], texts[25], texts[26], texts[27], texts[28], texts[29], texts[30], texts[31],
  );
}
