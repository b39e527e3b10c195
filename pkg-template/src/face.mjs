/** @import * as fensign from '../index.d.ts' */
import { Engine, gateways as tables } from './glue/fensign.js';
import { FensignError, kindOf, problem, read, readOrThrow, text } from './values.mjs';

export { FensignError };

/** @returns {fensign.GatewayInfo[]} */
export const gateways = () => tables();

const OPTIONS = ['secret', 'baseUrl', 'defaults', 'rule', 'now'];
const REQUEST_OPTIONS = ['as', 'headers'];

export class Gateway {
  /** @type {Engine | undefined} */
  #engine;
  #now;

  /**
   * @param {string | fensign.Rule} gateway
   * @param {fensign.GatewayOptions} [options]
   */
  constructor(gateway, options = {}) {
    known(options, OPTIONS, 'options');
    const { baseUrl, defaults = {}, rule, now = Date.now } = options;
    if (typeof now !== 'function') throw new FensignError([problem('now', 'option', 'a function')]);
    this.#now = now;

    const id = typeof gateway === 'string' ? text(gateway, 'gateway') : undefined;
    const knobs = id === undefined ? { .../** @type {fensign.Rule} */ (plain(gateway, 'gateway')), ...rule } : rule;
    const secret = secretBytes(options);
    this.#engine = attempt(
      () =>
        new Engine(
          id,
          knobs === undefined ? undefined : readOrThrow(knobs, 'rule'),
          secret,
          baseUrl === undefined ? undefined : text(baseUrl, 'baseUrl'),
          readOrThrow(defaults, 'defaults'),
        ),
    );
    secret?.fill(0);
  }

  /** @param {fensign.Fields} fields */
  sign(fields) {
    const json = readOrThrow(fields, 'fields');
    return this.#call((engine) => engine.sign(json));
  }

  /** @param {string} body */
  signBody(body) {
    text(body, 'body');
    return this.#call((engine) => engine.signBody(body));
  }

  /** @param {fensign.Fields} fields */
  verify(fields) {
    const { json, problems } = readAnything(fields);
    return this.#call((engine) => engine.verify(json)) && problems === 0;
  }

  /**
   * @param {string} operation
   * @param {fensign.Fields} fields
   * @returns {fensign.Problem[]}
   */
  check(operation, fields) {
    const { json, problems } = read(fields, 'fields');
    const name = text(operation, 'operation');
    /** @type {fensign.Problem[]} */
    const found = this.#call((engine) => engine.check(name, json, this.#millis()));
    // A field that could not be read is reported as such, and not as missing too.
    const unread = problems.map(({ field }) => field?.split(/[.[]/u)[0]);
    return [...problems, ...found.filter(({ field }) => !unread.includes(field))];
  }

  /**
   * @param {string} operation
   * @param {fensign.Fields} fields
   * @param {fensign.RequestOptions} [options]
   * @returns {fensign.SignedRequest}
   */
  request(operation, fields, options = {}) {
    known(options, REQUEST_OPTIONS, 'options');
    const { as, headers = {} } = options;
    const { json, problems } = read(fields, 'fields');
    if (problems.length > 0) throw new FensignError(this.check(operation, fields));
    const name = text(operation, 'operation');
    const encoding = as === undefined ? undefined : text(as, 'as');
    const headersJson = readOrThrow(headers, 'headers');
    const request = this.#call((engine) => engine.request(name, json, this.#millis(), encoding, headersJson));
    return { ...request, headers: Object.fromEntries(request.headers), fields: Object.fromEntries(request.fields) };
  }

  /**
   * @param {fensign.Fields | string} input
   * @returns {fensign.Explanation}
   */
  explain(input) {
    if (typeof input === 'string') return this.#call((engine) => engine.explainBody(text(input, 'body')));
    const json = readOrThrow(input, 'fields');
    return this.#call((engine) => engine.explain(json));
  }

  free() {
    this.#engine?.free();
    this.#engine = undefined;
  }

  /**
   * @template T
   * @param {(engine: Engine) => T} call
   */
  #call(call) {
    const engine = this.#engine;
    if (engine === undefined) throw new FensignError([problem('gateway', 'freed')]);
    return attempt(() => call(engine));
  }

  #millis() {
    const now = this.#now();
    if (!Number.isSafeInteger(now)) throw new FensignError([problem('now', 'number', String(now))]);
    return now;
  }
}

// Not written in the class: where the platform lacks the symbol, the method would be named "undefined".
if (Symbol.dispose) Object.defineProperty(Gateway.prototype, Symbol.dispose, { value: Gateway.prototype.free });

/**
 * The engine throws its problems as they are; the error that holds them is the face's.
 * @template T
 * @param {() => T} call
 */
function attempt(call) {
  try {
    return call();
  } catch (thrown) {
    throw Array.isArray(thrown) ? new FensignError(thrown) : thrown;
  }
}

/**
 * A message may be anything at all, a getter that throws included: whatever cannot be read is not verified.
 * @param {unknown} fields
 */
function readAnything(fields) {
  try {
    const { json, problems } = read(fields, 'fields');
    return { json, problems: problems.length };
  } catch {
    return { json: '{}', problems: 1 };
  }
}

/** @param {fensign.GatewayOptions} options */
function secretBytes(options) {
  if (!('secret' in options)) return undefined;
  const { secret } = options;
  if (secret === undefined || secret === null) throw new FensignError([problem('secret', 'secret', String(secret))]);
  if (secret instanceof Uint8Array) return Uint8Array.from(secret);
  if (typeof secret !== 'string') throw new FensignError([problem('secret', 'option', 'string | Uint8Array')]);
  return new TextEncoder().encode(text(secret, 'secret'));
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function plain(value, name) {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new FensignError([problem(name, 'type', kindOf(value))]);
}

/**
 * @param {unknown} options
 * @param {string[]} names
 * @param {string} name
 */
function known(options, names, name) {
  const stray = Object.keys(plain(options, name)).find((key) => !names.includes(key));
  if (stray !== undefined) throw new FensignError([problem(stray, 'unknown-option')]);
}
