/** @import { Problem } from '../index.d.ts' */
import { valueProblem } from './glue/fensign.js';

const DEEPEST = 64;
/** No message of a gateway comes near; what is longer could exhaust the module's memory, which would be the end of it. */
const LONGEST = 2 ** 24;
const LONE_SURROGATE = /\p{Surrogate}/u;
/** @type {{ isWellFormed?: (this: string) => boolean }} */
const { isWellFormed: native } = /** @type {any} */ (String.prototype);

/** Every problem that kept a call from being made. */
export class FensignError extends Error {
  name = 'FensignError';

  /** @param {Problem[]} problems at least one */
  constructor(problems) {
    super(problems.map(({ field, message }) => (field === undefined ? message : `${field}: ${message}`)).join('; '));
    this.code = problems[0]?.code ?? '';
    this.problems = problems;
  }
}

/**
 * @param {string} field
 * @param {string} reason
 * @param {string} [found]
 * @returns {Problem}
 */
export function problem(field, reason, found = '') {
  return JSON.parse(valueProblem(field, reason, found));
}

/**
 * ES2024 brought a method of the same name, several times faster; not every platform has it yet.
 * @param {string} text
 */
export const isWellFormed = (text) => (native ? native.call(text) : !LONE_SURROGATE.test(text));

/**
 * A text that UTF-8 can carry, or an error that names it.
 * @param {unknown} value
 * @param {string} name
 */
export function text(value, name) {
  if (typeof value !== 'string') throw new FensignError([problem(name, 'text', kindOf(value))]);
  if (value.length > LONGEST) throw new FensignError([problem(name, 'length', String(LONGEST))]);
  if (!isWellFormed(value)) throw new FensignError([problem(name, 'surrogate')]);
  return value;
}

/**
 * The JSON text of an object's own members, for the engine to read; what has no exact text is left out and reported.
 * Unlike `JSON.stringify` it drops, rounds and converts nothing.
 * @param {unknown} object
 * @param {string} name what to call the object itself
 */
export function read(object, name) {
  const writer = new Writer();
  let json = '{}';
  try {
    if (typeof object !== 'object' || object === null || Array.isArray(object)) {
      return { json, problems: [problem(name, 'plain', kindOf(object))] };
    }
    json = writer.members(object, '', name) ?? json;
  } catch {
    return { json: '{}', problems: [problem(name, 'plain', 'one that throws when it is read')] };
  }
  if (json.length > LONGEST) return { json: '{}', problems: [problem(name, 'length', String(LONGEST))] };
  return { json, problems: writer.problems };
}

/**
 * @param {unknown} object
 * @param {string} name
 */
export function readOrThrow(object, name) {
  const { json, problems } = read(object, name);
  if (problems.length > 0) throw new FensignError(problems);
  return json;
}

class Writer {
  /** @type {Problem[]} */
  problems = [];
  /** @type {object[]} */
  #ancestors = [];

  /**
   * @param {unknown} value
   * @param {string} path
   * @returns {string | undefined} nothing where nothing can be written
   */
  value(value, path) {
    switch (typeof value) {
      case 'undefined':
        return undefined;
      case 'string':
        return isWellFormed(value) ? JSON.stringify(value) : this.#refuse(path, 'surrogate');
      case 'number':
        return Number.isSafeInteger(value) ? String(value) : this.#refuse(path, 'number', String(value));
      case 'bigint':
      case 'boolean':
        return String(value);
      case 'object':
        return value === null ? 'null' : this.#nested(value, path);
      default:
        return this.#refuse(path, 'type', kindOf(value));
    }
  }

  /**
   * @param {object} value
   * @param {string} path
   */
  #nested(value, path) {
    if (this.#ancestors.includes(value)) return this.#refuse(path, 'type', 'a cycle');
    if (this.#ancestors.length === DEEPEST) return this.#refuse(path, 'type', `nested deeper than ${DEEPEST} levels`);
    return Array.isArray(value) ? this.#items(value, path) : this.members(value, `${path}.`, path);
  }

  /**
   * @param {unknown[]} array
   * @param {string} path
   */
  #items(array, path) {
    this.#ancestors.push(array);
    const items = Array.from(array, (item, index) => {
      const at = `${path}[${index}]`;
      const json = item === undefined ? this.#refuse(at, 'type', 'undefined') : this.value(item, at);
      return json ?? 'null';
    });
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
    const members = [];
    for (const [key, value] of Object.entries(object)) {
      if (value === undefined) continue; // It is not there, whatever its name.
      const path = prefix + key;
      if (!isWellFormed(key)) this.#refuse(path, 'surrogate');
      // What is refused keeps its place, so that the rest can still be checked.
      members.push(`${JSON.stringify(key)}:${this.value(value, path) ?? 'null'}`);
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
    const before = this.problems.length;
    const prototype = Object.getPrototypeOf(object);
    if (prototype !== null && prototype !== Object.prototype) {
      // The Object.prototype of another realm has a constructor, but nothing above it.
      const isOfClass = Object.hasOwn(prototype, 'constructor') && Object.getPrototypeOf(prototype) !== null;
      if (isOfClass) this.#refuse(name, 'type', kindOf(object));
      else for (const key in object) if (!Object.hasOwn(object, key)) this.#refuse(prefix + key, 'inherited');
    }
    return this.problems.length === before;
  }

  /**
   * @param {string} path
   * @param {string} reason
   * @param {string} [found]
   * @returns {undefined}
   */
  #refuse(path, reason, found) {
    this.problems.push(problem(path, reason, found));
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
    return typeof name === 'string' && name !== '' ? name : 'Object';
  } catch {
    return 'Object'; // A proxy may throw at anything.
  }
}

/**
 * Those of another realm too, which a test runner's `Buffer` may come from.
 * @param {unknown} value
 * @returns {value is Uint8Array}
 */
export const isBytes = (value) =>
  ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]';
