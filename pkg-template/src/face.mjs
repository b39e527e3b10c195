/** @import * as fensign from '../index.d.ts' */
import { count, load, loadBody, signatureOf } from './arena.mjs';
import { Engine, bodyLimit, gateways as tables, matchOrders } from './glue/fensign.js';
import { FensignError, isBytes, isWellFormed, kindOf, problem, read, readOrThrow, text } from './values.mjs';

export { FensignError };

/** @returns {fensign.GatewayInfo[]} */
export const gateways = () => JSON.parse(tables());

const OPTIONS = ['secret', 'secrets', 'baseUrl', 'defaults', 'rule', 'now'];
const REQUEST_OPTIONS = ['as', 'headers'];
const EVIDENCE = ['fields', 'body', 'sign', 'string', 'secrets', 'operation'];

export class Gateway {
  /** @type {Engine | undefined} */
  #engine;
  /** @type {[fensign.Answer, fensign.Answer] | undefined} */
  #answers;
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
    const secrets = secretsOf(options);
    try {
      this.#engine = attempt(
        () =>
          new Engine(
            id,
            knobs === undefined ? undefined : readOrThrow(knobs, 'rule'),
            secrets,
            baseUrl === undefined ? undefined : text(baseUrl, 'baseUrl'),
            readOrThrow(defaults, 'defaults'),
          ),
      );
    } finally {
      for (const secret of secrets) secret.fill(0);
    }
  }

  /** @param {fensign.Fields} fields */
  sign(fields) {
    const bytes = load(fields);
    const length = bytes && this.#engine?.signArena(count, bytes);
    const sign = length ? signatureOf(length) : undefined;
    if (sign !== undefined) return sign;
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
    const bytes = load(fields);
    const isValid = bytes ? this.#engine?.verifyArena(count, bytes) : undefined;
    if (isValid !== undefined) return isValid;
    const { json, problems } = read(fields, 'fields');
    return this.#call((engine) => engine.verify(json)) && problems.length === 0;
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
    const found = this.#ask((engine) => engine.check(name, json, this.#millis(this.#now())));
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
    const { as, headers } = options;
    const now = this.#now();
    const name = text(operation, 'operation');
    if (headers === undefined && (as === undefined || as === 'json' || as === 'form') && Number.isSafeInteger(now)) {
      const bytes = load(fields);
      const request = bytes && this.#call((engine) => engine.requestArena(name, count, bytes, now, as));
      if (request) return requestOf(request);
    }
    const { json, problems } = read(fields, 'fields');
    if (problems.length > 0) throw new FensignError(this.check(operation, fields));
    const encoding = as === undefined ? undefined : text(as, 'as');
    const headersJson = readOrThrow(headers === undefined ? {} : headers, 'headers');
    return requestOf(this.#call((engine) => engine.request(name, json, this.#millis(now), encoding, headersJson)));
  }

  /**
   * @param {string} operation
   * @param {string | Uint8Array} body
   */
  reply(operation, body) {
    const name = typeof operation === 'string' ? operation : kindOf(operation);
    return this.#receive(
      body,
      (engine, bytes) => engine.replyArena(name, bytes),
      (engine, bytes) => engine.reply(name, bytes),
    );
  }

  /**
   * @param {string | Uint8Array} body
   * @param {string} [contentType]
   */
  notice(body, contentType) {
    const type = typeof contentType === 'string' ? contentType : undefined;
    return this.#receive(
      body,
      (engine, bytes) => engine.noticeArena(bytes, type),
      (engine, bytes) => engine.notice(bytes, type),
    );
  }

  /**
   * @param {string} operation
   * @param {fensign.Fields} fields
   * @returns {fensign.TestMessage}
   */
  testReply(operation, fields) {
    const json = readOrThrow(fields, 'fields');
    const name = text(operation, 'operation');
    return this.#ask((engine) => engine.testReply(name, json));
  }

  /**
   * @param {fensign.Fields} fields
   * @returns {fensign.TestMessage}
   */
  testNotice(fields) {
    const json = readOrThrow(fields, 'fields');
    return this.#ask((engine) => engine.testNotice(json));
  }

  /**
   * @param {fensign.Fields | string} input
   * @returns {fensign.Explanation}
   */
  explain(input) {
    if (typeof input === 'string') return this.#ask((engine) => engine.explainBody(text(input, 'body')));
    const json = readOrThrow(input, 'fields');
    return this.#ask((engine) => engine.explain(json));
  }

  /**
   * @param {fensign.Evidence} evidence
   * @returns {fensign.Diagnosis}
   */
  diagnose(evidence) {
    known(evidence, EVIDENCE, 'evidence');
    const { fields, body, sign, string, secrets = [], operation } = evidence;
    if (!Array.isArray(secrets)) throw new FensignError([problem('secrets', 'option', '(string | Uint8Array)[]')]);
    const json = fields === undefined ? undefined : readOrThrow(fields, 'fields');
    const candidates = secrets.map((secret, index) => secretBytes(secret, `secrets[${index}]`));
    try {
      return this.#ask((engine) =>
        engine.diagnose(
          json,
          optionalText(body, 'body'),
          optionalText(sign, 'sign'),
          optionalText(string, 'string'),
          candidates,
          optionalText(operation, 'operation'),
        ),
      );
    } finally {
      for (const candidate of candidates) candidate.fill(0);
    }
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

  /**
   * A call whose answer is more than a text.
   * @param {(engine: Engine) => string} call
   */
  #ask(call) {
    return JSON.parse(this.#call(call));
  }

  /**
   * Whatever the body is, the answer is a message.
   * @param {unknown} body
   * @param {(engine: Engine, bytes: number) => string} receiveArena
   * @param {(engine: Engine, bytes: Uint8Array) => string} receive
   */
  #receive(body, receiveArena, receive) {
    const message = this.#ask((engine) => {
      this.#answers ??= JSON.parse(engine.answers());
      const raw = typeof body === 'string' ? body : bytesOf(body);
      if (raw === undefined) return engine.unreadable('body', kindOf(body));
      const loaded = loadBody(raw);
      if (loaded !== undefined) return receiveArena(engine, loaded);
      if (typeof raw === 'string' && !isWellFormed(raw)) return engine.unreadable('surrogate', '');
      // The engine refuses what is longer than a message can be; it need not see more of it than that. A text has at
      // least as many bytes as UTF-16 units.
      const most = bodyLimit() + 1;
      const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw.slice(0, most)) : raw;
      return receive(engine, bytes.subarray(0, most));
    });
    return new Message(message, this.#answers);
  }

  /** @param {number} now */
  #millis(now) {
    if (!Number.isSafeInteger(now)) throw new FensignError([problem('now', 'now', String(now))]);
    return now;
  }
}

/** @implements {fensign.Message} */
class Message {
  /**
   * @param {any} received
   * @param {any} answers
   */
  constructor({ verdict, kind, outcome, fields, order, problems, secret }, [ack, refuse]) {
    /** @type {fensign.Message['verdict']} */
    this.verdict = verdict;
    /** @type {fensign.Message['kind']} */
    this.kind = kind;
    /** @type {fensign.Message['outcome']} */
    this.outcome = outcome;
    /** @type {Record<string, string>} */
    this.fields = fields;
    /** @type {fensign.Order | undefined} */
    this.order = order;
    /** @type {fensign.Problem[]} */
    this.problems = problems;
    /** @type {fensign.Answer} */
    this.ack = { ...ack };
    /** @type {fensign.Answer} */
    this.refuse = { ...refuse };
    /** @type {number | undefined} */
    this.secret = secret;
  }

  /**
   * @param {fensign.Order} expected
   * @returns {fensign.Problem[]}
   */
  matches(expected) {
    // An amount that is undefined by mistake must not be an amount that is not compared.
    const missing = Object.keys(plain(expected, 'expected')).find((name) => Object(expected)[name] === undefined);
    if (missing !== undefined) throw new FensignError([problem(missing, 'expected')]);
    const json = readOrThrow(expected, 'expected');
    const differences = JSON.parse(attempt(() => matchOrders(readOrThrow(this.order ?? {}, 'order'), json)));
    const isBelieved = this.verdict === 'valid' || this.verdict === 'unsigned';
    return isBelieved ? differences : this.problems;
  }
}

// Not written in the class: where the platform lacks the symbol, the method would be named "undefined".
if (Symbol.dispose) Object.defineProperty(Gateway.prototype, Symbol.dispose, { value: Gateway.prototype.free });

/**
 * The engine throws its problems as JSON text; the error that holds them is the face's.
 * @template T
 * @param {() => T} call
 */
function attempt(call) {
  try {
    return call();
  } catch (thrown) {
    throw typeof thrown === 'string' ? new FensignError(JSON.parse(thrown)) : thrown;
  }
}

/**
 * A request's body follows the rest of it in a line of its own.
 * @param {string} written
 * @returns {fensign.SignedRequest}
 */
function requestOf(written) {
  const end = written.indexOf('\n');
  if (end < 0) return JSON.parse(written);
  const { url, method, headers, ...rest } = JSON.parse(written.slice(0, end));
  return { url, method, headers, body: written.slice(end + 1), ...rest };
}

/**
 * The bytes of a raw body, or nothing.
 * @param {unknown} body
 */
function bytesOf(body) {
  try {
    return isBytes(body) ? new Uint8Array(body) : undefined;
  } catch {
    return undefined; // Its buffer was transferred elsewhere.
  }
}

/**
 * @param {unknown} value
 * @param {string} name
 */
const optionalText = (value, name) => (value === undefined ? undefined : text(value, name));

/**
 * The secret that signs, then the older ones.
 * @param {fensign.GatewayOptions} options
 */
function secretsOf(options) {
  const { secrets = [] } = options;
  if (!Array.isArray(secrets)) throw new FensignError([problem('secrets', 'option', '(string | Uint8Array)[]')]);
  if (!('secret' in options)) {
    if (secrets.length > 0) throw new FensignError([problem('secret', 'secret', 'undefined')]);
    return [];
  }
  return [
    secretBytes(options.secret, 'secret'),
    ...secrets.map((older, index) => secretBytes(older, `secrets[${index}]`)),
  ];
}

/**
 * @param {unknown} secret
 * @param {string} name
 */
function secretBytes(secret, name) {
  if (secret === undefined || secret === null) throw new FensignError([problem(name, 'secret', String(secret))]);
  if (isBytes(secret)) return Uint8Array.from(secret);
  if (typeof secret !== 'string') throw new FensignError([problem(name, 'option', 'string | Uint8Array')]);
  return new TextEncoder().encode(text(secret, name));
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function plain(value, name) {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new FensignError([problem(name, 'plain', kindOf(value))]);
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
