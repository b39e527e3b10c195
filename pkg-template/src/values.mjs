/** @import { Problem } from '../index.d.ts' */
import { Reason } from '#glue';
import { LIMITS } from './constants.mjs';
import { FensignError, bounded, problem, shortened } from './module.mjs';

/** A number of more digits than any message has takes long to write. */
const MOST_BIGINT = 10n ** BigInt(LIMITS.digits);
const LONE_SURROGATE = /\p{Surrogate}/u;
const { isWellFormed: native } = /** @type {{ isWellFormed?: (this: string) => boolean }} */ (String.prototype);

/**
 * ES2024 brought a method of the same name, several times faster; not every platform has it yet.
 * @param {string} text
 */
export const isWellFormed = (text) => (native ? native.call(text) : !LONE_SURROGATE.test(text));

/** @param {bigint} value */
export const isTooLong = (value) => value >= MOST_BIGINT || value <= -MOST_BIGINT;

/**
 * What the caller's own code answers: a getter, a proxy.
 * @template T
 * @param {string} name
 * @param {() => T} read
 */
export function reading(name, read) {
  try {
    return read();
  } catch {
    throw new FensignError([problem(name, Reason.Throws)]);
  }
}

/**
 * A text that UTF-8 can carry, or an error that names it.
 * @param {unknown} value
 * @param {string} name
 */
export function text(value, name) {
  if (typeof value !== 'string') throw new FensignError([problem(name, Reason.Text, kindOf(value))]);
  if (value.length > LIMITS.text) throw new FensignError([problem(name, Reason.Length, String(LIMITS.text))]);
  if (!isWellFormed(value)) throw new FensignError([problem(name, Reason.Surrogate)]);
  return value;
}

/** What the paths of a rule's settings begin with, as the engine names them. */
const SETTINGS = 'rule.';
/** No setting is a number. */
const NO_SETTING = '0';

/**
 * The JSON text of an object's own members, for the engine to read; what has no exact text is left out and reported.
 * Unlike `JSON.stringify` it drops, rounds and converts nothing.
 * @param {unknown} object
 * @param {string} name what to call the object itself
 * @param {string} [prefix] of its members' paths
 */
export function read(object, name, prefix = '') {
  const writer = new Writer();
  let json;
  try {
    json = isObject(object) ? writer.members(object, prefix, name) : writer.refuse(name, Reason.Plain, kindOf(object));
  } catch {
    const [reason, found] = writer.stopped ?? [Reason.Plain, 'one that throws when it is read'];
    return { json: '{}', problems: [problem(name, reason, found)] };
  }
  return { json: json ?? '{}', problems: writer.found.map((found) => problem(...found)) };
}

/**
 * @param {unknown} object
 * @param {string} name
 * @param {string} [prefix]
 */
export function readOrThrow(object, name, prefix) {
  const { json, problems } = read(object, name, prefix);
  if (problems.length > 0) throw new FensignError(bounded(problems));
  return json;
}

/**
 * A rule. What is wrong with a setting's value says the engine, which knows what the setting takes.
 * @param {unknown} rule
 * @param {string} name
 */
export const readRule = (rule, name) => readOrThrow(rule, name, SETTINGS);

/**
 * @param {unknown} value
 * @returns {value is object}
 */
export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

class Writer {
  /** Field, reason, what was found. @type {[string, Reason, string | undefined][]} */
  found = [];
  /** Why not all of it was read. @type {[Reason, string] | undefined} */
  stopped;
  /** @type {object[]} */
  #ancestors = [];
  #fields = LIMITS.fields;
  #text = LIMITS.text;

  /**
   * @param {unknown} value
   * @param {string} path
   * @returns {string | undefined} nothing where nothing can be written
   */
  #value(value, path) {
    switch (typeof value) {
      case 'undefined':
        return undefined;
      case 'string':
        return this.#count(value) && isWellFormed(value) ? JSON.stringify(value) : this.refuse(path, Reason.Surrogate);
      case 'number':
        return Number.isSafeInteger(value) ? String(value) : this.refuse(path, Reason.Number, String(value));
      case 'bigint':
        return isTooLong(value) ? this.refuse(path, Reason.Length, String(LIMITS.digits)) : String(value);
      case 'boolean':
        return String(value);
      case 'object':
        return value === null ? 'null' : this.#nested(value, path);
      default:
        return this.refuse(path, Reason.Type, kindOf(value));
    }
  }

  /**
   * @param {object} value
   * @param {string} path
   */
  #nested(value, path) {
    if (this.#ancestors.includes(value)) return this.refuse(path, Reason.Type, 'a cycle');
    const { levels } = LIMITS;
    if (this.#ancestors.length === levels) return this.refuse(path, Reason.Type, `nested deeper than ${levels} levels`);
    return Array.isArray(value) ? this.#items(value, path) : this.members(value, `${path}.`, path);
  }

  /**
   * Without its own methods, which may be anybody's.
   * @param {unknown[]} array
   * @param {string} path
   */
  #items(array, path) {
    this.#ancestors.push(array);
    const { length } = array;
    this.#reserve(length);
    const items = [];
    for (let index = 0; index < length; index++) {
      const at = shortened(`${path}[${index}]`);
      const item = array[index];
      const json = item === undefined ? this.refuse(at, Reason.Type, 'undefined') : this.#value(item, at);
      items.push(json ?? 'null');
    }
    this.#ancestors.pop();
    return `[${items.join()}]`;
  }

  /**
   * @param {object} object
   * @param {string} prefix of its members' paths
   * @param {string} name
   */
  members(object, prefix, name) {
    if (!this.#isPlain(object, prefix, name)) return undefined;
    this.#ancestors.push(object);
    const keys = Object.keys(object);
    this.#reserve(keys.length);
    const members = [];
    for (const key of keys) {
      const value = /** @type {Record<string, unknown>} */ (object)[key];
      if (value === undefined) continue; // It is not there, whatever its name.
      this.#count(key);
      const path = shortened(prefix + key);
      if (!isWellFormed(key)) this.refuse(path, Reason.Surrogate);
      const before = this.found.length;
      // What is refused keeps its place, so that the rest can still be checked.
      let json = this.#value(value, path) ?? 'null';
      if (prefix === SETTINGS && this.found.length > before) {
        this.found.length = before;
        json = NO_SETTING;
      }
      members.push(`${JSON.stringify(key)}:${json}`);
    }
    this.#ancestors.pop();
    return `{${members.join()}}`;
  }

  /**
   * Own keys only: what a prototype holds would be lost. A symbol is no name of a field, and passed over.
   * @param {object} object
   * @param {string} prefix
   * @param {string} name
   */
  #isPlain(object, prefix, name) {
    const before = this.found.length;
    const prototype = Object.getPrototypeOf(object);
    if (prototype !== null && prototype !== Object.prototype) {
      // The Object.prototype of another realm has a constructor, but nothing above it.
      const isOfClass = Object.hasOwn(prototype, 'constructor') && Object.getPrototypeOf(prototype) !== null;
      if (isOfClass) this.refuse(name, Reason.Type, kindOf(object));
      else {
        for (const key in object) {
          if (Object.hasOwn(object, key)) continue;
          this.#reserve(1);
          this.refuse(shortened(prefix + key), Reason.Inherited);
        }
      }
    }
    return this.found.length === before;
  }

  /**
   * Members and items, however deep they stand.
   * @param {number} fields
   */
  #reserve(fields) {
    this.#fields -= fields;
    // Asked so, what is no number stops it too: a proxy's length may be anything.
    if (!(this.#fields >= 0)) this.#stop(Reason.Fields, LIMITS.fields);
  }

  /** @param {string} text */
  #count(text) {
    this.#text -= text.length;
    if (this.#text < 0) this.#stop(Reason.Length, LIMITS.text);
    return true;
  }

  /**
   * @param {Reason} reason
   * @param {number} limit
   */
  #stop(reason, limit) {
    this.stopped = [reason, String(limit)];
    throw new RangeError('stopped');
  }

  /**
   * @param {string} path
   * @param {Reason} reason
   * @param {string} [found]
   * @returns {undefined}
   */
  refuse(path, reason, found) {
    this.found.push([path, reason, found]);
  }
}

/**
 * The type of a value, or the class of an object.
 * @param {unknown} value
 */
export function kindOf(value) {
  if (value === null || typeof value !== 'object') return value === null ? 'null' : typeof value;
  try {
    // Not `value.constructor`: in a parsed body that is whatever its sender wrote.
    const name = Object.getPrototypeOf(value)?.constructor?.name;
    return typeof name === 'string' && name !== '' ? shortened(name) : 'Object';
  } catch {
    return 'Object'; // A proxy may throw at anything.
  }
}

/** The platform's own tag of an array's type, whatever the array says itself. */
const { get: tagOf } = /** @type {{ get: (this: unknown) => unknown }} */ (
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), Symbol.toStringTag)
);

/**
 * Those of another realm too, which a test runner's `Buffer` may come from.
 * @param {unknown} value
 * @returns {value is Uint8Array}
 */
export const isBytes = (value) => ArrayBuffer.isView(value) && tagOf.call(value) === 'Uint8Array';

/**
 * A copy of bytes; nothing for what is none, or was transferred elsewhere.
 * @param {unknown} value
 */
export function bytesOf(value) {
  try {
    return isBytes(value) ? new Uint8Array(value) : undefined;
  } catch {
    return undefined;
  }
}
