/** @import * as fensign from '../index.d.ts' */
import { count, load, loadBody, loadValues, namesOf, plan, signatureOf } from './arena.mjs';
import { LIMITS, MASK } from './constants.mjs';
import { Engine, Reason } from './glue/fensign.js';
import { Message } from './message.mjs';
import { FensignError, attempt, bounded, isRunning, problem, running } from './module.mjs';
import { Names } from './names.mjs';
import { listOf, optionalText, optionsOf, secretBytes, side, wipe } from './options.mjs';
import { failureOf, headerOf, usable } from './received.mjs';
import { RequestPlans } from './request-plans.mjs';
import { Results } from './results.mjs';
import { bytesOf, isObject, isWellFormed, kindOf, read, readOrThrow, reading, text } from './values.mjs';

export { FensignError, LIMITS, MASK };

const OPTIONS = /** @type {const} */ (['secret', 'secrets', 'baseUrl', 'defaults', 'rule', 'now']);
const REQUEST_OPTIONS = /** @type {const} */ (['as', 'headers', 'accept']);
/** @type {Partial<Record<'as' | 'headers' | 'accept', unknown>>} */
const NO_OPTIONS = {};
const EXPLAIN_OPTIONS = /** @type {const} */ (['message', 'operation']);

export class Gateway {
  /** @type {Engine | undefined} */
  #engine;
  /** The instance of the module that the engine is of. */
  #generation = -1;
  /** The names for which the engine has plans. */
  #names = new Names();
  #requests = new RequestPlans();
  #results = new Results();
  /**
   * What an engine is made of, since the next instance needs another; nothing once it is freed.
   * @type {{ id: string | undefined, rule: string | undefined, secrets: Uint8Array[], areTexts: Uint8Array,
   *   baseUrl: string | undefined, defaults: string } | undefined}
   */
  #parts;
  /**
   * What is the same in every message; `header` is that which carries its signature.
   * @type {{ header?: string, answers: [fensign.Answer, fensign.Answer] } | undefined}
   */
  #common;
  #now;
  /** Whether it has been asked if the rule is ambiguous. */
  #isRuleKnown = false;

  /**
   * @param {string | fensign.Rule} gateway
   * @param {fensign.GatewayOptions} [options]
   */
  constructor(gateway, options = {}) {
    const given = optionsOf(options, OPTIONS, 'options');
    const { baseUrl, defaults = {}, rule, now = Date.now } = given;
    if (typeof now !== 'function') throw new FensignError([problem('now', Reason.Option, 'a function')]);
    this.#now = now;

    const parts = {
      ...side(gateway, rule),
      baseUrl: optionalText(baseUrl, 'baseUrl'),
      defaults: readOrThrow(defaults, 'defaults'),
      ...secretsOf(given),
    };
    this.#parts = parts;
    try {
      this.#live();
    } catch (error) {
      wipe(parts.secrets);
      throw error;
    }
    wiping?.register(this, parts.secrets);
  }

  /** @param {fensign.Fields} fields */
  sign(fields) {
    const values = this.#loadValues(fields);
    if (values !== undefined) {
      const engine = this.#live();
      const length = attempt(() => engine.signPlanned(/** @type {number} */ (plan), values));
      if (length > 0) return signatureOf(length);
    }
    const bytes = load(fields);
    if (bytes !== undefined) {
      const engine = this.#live();
      const length = attempt(() => engine.signArena(count, bytes));
      if (length > 0) return signatureOf(length);
    }
    const json = readOrThrow(fields, 'fields');
    return this.#call((engine) => engine.sign(json, false));
  }

  /** @param {string} body */
  signBody(body) {
    text(body, 'body');
    return this.#call((engine) => engine.sign(body, true));
  }

  /**
   * @param {string} body
   * @param {string} sign
   */
  verifyBody(body, sign) {
    text(body, 'body');
    text(sign, 'sign');
    return this.#call((engine) => engine.verify(body, sign));
  }

  /** @param {fensign.Fields} fields */
  verify(fields) {
    const isValid = this.#verify(fields);
    if (!this.#isRuleKnown) this.#warnOfRule();
    return isValid;
  }

  /** @param {fensign.Fields} fields */
  #verify(fields) {
    const values = this.#loadValues(fields);
    if (values !== undefined) {
      const engine = this.#live();
      const isValid = attempt(() => engine.verifyPlanned(/** @type {number} */ (plan), values));
      if (isValid !== undefined) return isValid;
    }
    const bytes = load(fields);
    if (bytes !== undefined) {
      const engine = this.#live();
      const isValid = attempt(() => engine.verifyArena(count, bytes));
      if (isValid !== undefined) return isValid;
    }
    const { json, problems } = read(fields, 'fields');
    return this.#call((engine) => engine.verify(json)) && problems.length === 0;
  }

  /**
   * @param {string} operation
   * @param {fensign.Fields} fields
   * @returns {fensign.Problem[]}
   */
  check(operation, fields) {
    return bounded(this.#check(text(operation, 'operation'), read(fields, 'fields'), this.#millis()));
  }

  /**
   * @param {string} operation
   * @param {fensign.Fields} fields
   * @param {fensign.RequestOptions} [options]
   * @returns {fensign.SignedRequest}
   */
  request(operation, fields, options) {
    const { as, headers, accept } = options === undefined ? NO_OPTIONS : optionsOf(options, REQUEST_OPTIONS, 'options');
    const now = this.#millis();
    const name = text(operation, 'operation');
    if (
      headers === undefined &&
      accept === undefined &&
      (as === undefined || as === 'json' || as === 'form' || as === 'query')
    ) {
      const planned = this.#planned(name, as, fields, now);
      if (planned !== undefined) return planned;
      const bytes = load(fields);
      const known = this.#results.known();
      const request = bytes && this.#call((engine) => engine.request(known, name, undefined, count, bytes, now, as));
      if (request) return this.#results.request(request);
    }
    const given = read(fields, 'fields');
    if (given.problems.length > 0) throw new FensignError(bounded(this.#check(name, given, now)));
    const encoding = optionalText(as, 'as');
    const added = headers === undefined ? undefined : readOrThrow(headers, 'headers');
    const accepted = accept === undefined ? undefined : acceptedOf(accept);
    const known = this.#results.known();
    const request = this.#call((engine) =>
      engine.request(known, name, given.json, 0, 0, now, encoding, added, accepted),
    );
    return this.#results.request(request);
  }

  /**
   * @param {string} operation
   * @param {string | Uint8Array | Error} body
   * @param {{ headers?: fensign.ReceivedHeaders, status?: number }} [received]
   */
  reply(operation, body, received) {
    const failure = failureOf(body, received);
    if (failure !== undefined) {
      const { answers } = this.#commonOf();
      return new Message(JSON.parse(this.#call((engine) => engine.noReply(...failure))), answers, false);
    }
    const name = typeof operation === 'string' ? operation.slice(0, LIMITS.text) : kindOf(operation);
    const { signature } = this.#transport(received);
    return this.#receive(name, body, undefined, signature);
  }

  /**
   * @param {string | Uint8Array} body
   * @param {string | { contentType?: string | undefined, headers?: fensign.ReceivedHeaders }} [received]
   */
  notice(body, received) {
    const { contentType, signature } = this.#transport(received);
    return this.#receive(undefined, body, contentType, signature);
  }

  /**
   * @param {string} operation
   * @param {fensign.Fields} fields
   * @returns {fensign.TestMessage}
   */
  testReply(operation, fields) {
    const json = readOrThrow(fields, 'fields');
    const name = text(operation, 'operation');
    return JSON.parse(this.#call((engine) => engine.testMessage(name, undefined, json, 0)));
  }

  /**
   * @param {fensign.Fields | string} given the fields, or an outcome
   * @param {Pick<fensign.SignedRequest, 'fields'> | fensign.Fields} [request] of the order that came to this outcome
   * @returns {fensign.TestMessage}
   */
  testNotice(given, request) {
    if (typeof given === 'string') {
      const outcome = text(given, 'outcome');
      const fields = readOrThrow(sentFields(request), 'request');
      const now = this.#millis();
      return JSON.parse(this.#call((engine) => engine.testMessage(undefined, outcome, fields, now)));
    }
    const json = readOrThrow(given, 'fields');
    return JSON.parse(this.#call((engine) => engine.testMessage(undefined, undefined, json, 0)));
  }

  /**
   * @param {fensign.Fields | string} input
   * @param {fensign.ExplainOptions} [options]
   * @returns {fensign.Explanation}
   */
  explain(input, options = {}) {
    const { message, operation } = optionsOf(options, EXPLAIN_OPTIONS, 'options');
    const isBody = typeof input === 'string';
    const given = isBody ? text(input, 'body') : readOrThrow(input, 'fields');
    const kind = optionalText(message, 'message');
    const name = optionalText(operation, 'operation');
    return this.#call((engine) => engine.explain(given, isBody, kind, name));
  }

  free() {
    const engine = this.#engine;
    if (this.#parts !== undefined) wipe(this.#parts.secrets);
    this.#parts = undefined;
    this.#engine = undefined;
    this.#names = new Names();
    this.#requests = new RequestPlans();
    if (engine !== undefined && isRunning(this.#generation)) attempt(() => engine.free());
  }

  /** The engine; another one where the instance of the module that it was of has failed. */
  #live() {
    const generation = running();
    if (this.#engine !== undefined && this.#generation === generation) return this.#engine;
    if (this.#parts === undefined) throw new FensignError([problem('gateway', Reason.Freed)]);
    const { id, rule, secrets, areTexts, baseUrl, defaults } = this.#parts;
    const engine = attempt(() => new Engine(id, rule, secrets, areTexts, baseUrl, defaults));
    this.#engine = engine;
    this.#generation = generation;
    this.#names = new Names();
    this.#requests = new RequestPlans();
    this.#results = new Results();
    return engine;
  }

  /**
   * The values of fields whose names are known, in the arena; names that are not are learnt.
   * @param {fensign.Fields} fields
   */
  #loadValues(fields) {
    this.#live();
    const names = this.#names;
    const values = loadValues(fields, names.first);
    if (values !== undefined && names === this.#names) return values;
    if (plan === undefined) this.#learn(fields);
    return undefined;
  }

  /** @param {fensign.Fields} fields */
  #learn(fields) {
    const list = namesOf(fields);
    if (list === undefined) return;
    const engine = this.#live();
    const names = this.#names;
    names.reserve(list);
    const learnt = attempt(() => engine.learn(JSON.stringify(list), names.isEmpty));
    names.add(list, learnt?.[0], learnt?.subarray(1));
  }

  /**
   * A request by a plan; of names for which there is none, a plan is made for the next.
   * @param {string} operation
   * @param {string | undefined} as
   * @param {fensign.Fields} fields
   * @param {number} now
   */
  #planned(operation, as, fields, now) {
    this.#live();
    const plans = this.#requests;
    const loaded = plans.load(operation, as, fields);
    const engine = this.#live();
    if (loaded === undefined || plans !== this.#requests) return undefined;
    if (loaded !== null) return plans.request(engine, loaded, now);
    const names = namesOf(fields);
    if (names !== undefined) this.#requests.learn(this.#live(), operation, as, names);
    return undefined;
  }

  /**
   * @template T
   * @param {(engine: Engine) => T} call
   */
  #call(call) {
    const engine = this.#live();
    return attempt(() => call(engine));
  }

  /** A boolean has no place for a warning, and an exception would be too much. */
  #warnOfRule() {
    this.#isRuleKnown = true;
    const warning = this.#call((engine) => engine.ambiguousRule());
    if (warning === undefined) return;
    const { process, console } = /** @type {any} */ (globalThis);
    if (typeof process?.emitWarning === 'function') {
      process.emitWarning(warning, { type: 'FensignWarning', code: 'ambiguous-rule' });
    } else {
      console?.warn(`FensignWarning [ambiguous-rule]: ${warning}`);
    }
  }

  #commonOf() {
    const engine = this.#live();
    return (this.#common ??= commonOf(engine));
  }

  /**
   * Whatever the body is, the answer is a message.
   * @param {string | undefined} operation without one it is a notification
   * @param {unknown} body
   * @param {string | undefined} contentType
   * @param {string | undefined} signature
   */
  #receive(operation, body, contentType, signature) {
    const { answers } = this.#commonOf();
    const raw = typeof body === 'string' ? body : bytesOf(body);
    const loaded = raw === undefined ? undefined : loadBody(raw);
    /** @param {Uint8Array | undefined} bytes of a body that is not in the arena @param {number} count */
    const receive = (bytes, count) =>
      this.#call((engine) => engine.receive(this.#results.known(), operation, bytes, count, contentType, signature));
    /** @param {Reason} reason @param {string} [found] */
    const unreadable = (reason, found = '') => this.#call((engine) => engine.unreadable(reason, found));
    let json;
    if (loaded !== undefined) json = receive(undefined, loaded);
    else if (raw === undefined) json = unreadable(Reason.Body, kindOf(body));
    else if (typeof raw === 'string' && !isWellFormed(raw)) json = unreadable(Reason.Surrogate);
    else {
      // The engine refuses what is longer than a message can be; it need not see more of it than that. A text has at
      // least as many bytes as UTF-16 units.
      const most = LIMITS.text + 1;
      const bytes = typeof raw === 'string' ? new TextEncoder().encode(raw.slice(0, most)) : raw;
      json = receive(bytes.subarray(0, most), 0);
    }
    return new Message(this.#results.message(json), answers, operation === undefined);
  }

  /**
   * What is of use of what stands beside a body. Whatever it is, it is no reason to throw: a signature that is not found is
   * a verdict.
   * @param {unknown} received
   * @returns {{ contentType?: string | undefined, signature?: string | undefined }}
   */
  #transport(received) {
    if (typeof received === 'string') return { contentType: usable(received) };
    if (received === undefined) return {};
    const { header } = this.#commonOf();
    try {
      if (!isObject(received)) return {};
      const { contentType, headers } = /** @type {Record<string, unknown>} */ (received);
      return { contentType: usable(contentType), signature: header && headerOf(headers, header) };
    } catch {
      return {}; // A getter may throw.
    }
  }

  /**
   * A field that could not be read is reported as such, and not as missing too.
   * @param {string} name
   * @param {ReturnType<typeof read>} fields
   * @param {number} now
   * @returns {fensign.Problem[]}
   */
  #check(name, { json, problems }, now) {
    const found = this.#call((engine) => engine.check(name, json, now));
    const unread = problems.map(({ field }) => field?.split(/[.[]/u)[0]);
    return [...problems, ...found.filter(({ field }) => !unread.includes(field))];
  }

  #millis() {
    /** @type {unknown} */
    let now;
    try {
      now = this.#now();
    } catch {
      throw new FensignError([problem('now', Reason.NowThrows)]);
    }
    if (typeof now === 'number' && Number.isSafeInteger(now)) return now;
    throw new FensignError([problem('now', Reason.Now, typeof now === 'number' ? String(now) : kindOf(now))]);
  }
}

/** @param {Engine} engine */
function commonOf(engine) {
  const { answers, ...rest } = attempt(() => engine.answers());
  const [ack, refuse] = answers;
  return { ...rest, answers: /** @type {[fensign.Answer, fensign.Answer]} */ ([answerOf(ack), answerOf(refuse)]) };
}

/**
 * Every message of a gateway has the same two, so that nobody may change one.
 * @param {{ contentType: string, body: string }} answer
 * @returns {fensign.Answer}
 */
function answerOf({ contentType, body }) {
  const toResponse = () => new Response(body, { headers: { 'Content-Type': contentType } });
  const answer = Object.defineProperty({ contentType, body }, 'toResponse', { value: toResponse });
  return Object.freeze(/** @type {fensign.Answer} */ (answer));
}

/** As a freed gateway's secrets, those of a forgotten one. */
const wiping = typeof FinalizationRegistry === 'undefined' ? undefined : new FinalizationRegistry(wipe);

// Not written in the class: where the platform lacks the symbol, the method would be named "undefined".
if (Symbol.dispose) Object.defineProperty(Gateway.prototype, Symbol.dispose, { value: Gateway.prototype.free });

/**
 * The fields of a request, which may be given themselves.
 * @param {unknown} request
 */
const sentFields = (request) =>
  reading('request', () =>
    isObject(request) && 'fields' in request && isObject(request.fields) ? request.fields : request,
  );

/**
 * The entries of `accept`, as JSON text.
 * @param {unknown} accept
 */
function acceptedOf(accept) {
  const entries = listOf(accept, 'accept', 'string[]').map((entry, index) => {
    if (typeof entry !== 'string') throw new FensignError([problem(`accept[${index}]`, Reason.Option, 'field:code')]);
    return text(entry, `accept[${index}]`);
  });
  return JSON.stringify(entries);
}

/**
 * The secret that signs, then the older ones; only those given as text are checked for what nobody means.
 * @param {Record<string, unknown>} options
 */
function secretsOf(options) {
  const older = listOf(options.secrets, 'secrets');
  if (!('secret' in options)) {
    if (older.length > 0) throw new FensignError([problem('secret', Reason.Secret, 'undefined')]);
    return { secrets: [], areTexts: new Uint8Array() };
  }
  const given = [options.secret, ...older];
  const secrets = given.map((secret, index) => secretBytes(secret, index === 0 ? 'secret' : `secrets[${index - 1}]`));
  return { secrets, areTexts: Uint8Array.from(given, (secret) => Number(typeof secret === 'string')) };
}
