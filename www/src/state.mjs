// What the page knows, and what it makes of that.
import { diagnose as diagnoseEvidence } from 'fensign/diagnose';
import { FensignError, Gateway } from 'fensign';
import { gateways } from 'fensign/tables';
import { readValue } from './json.mjs';

/** @typedef {import('./paste.mjs').Row} Row */
/** @typedef {import('./detect.mjs').Direction} Direction */
/** @typedef {import('./keys.mjs').Veil} Veil */
/** @typedef {import('fensign').Problem} Problem */
/** @typedef {import('fensign').Rule} Rule */
/** @typedef {import('fensign/diagnose').Diagnosis} Diagnosis */

/**
 * @typedef {object} State
 * @property {'zh' | 'en'} language
 * @property {'auto' | 'light' | 'dark'} theme
 * @property {string} paste what was pasted
 * @property {Veil | undefined} pasteBox what the paste box shows of it
 * @property {import('./paste.mjs').Pasted} pasted
 * @property {string} choice `auto`, a gateway's id or `custom`
 * @property {string | undefined} chosenOperation by hand
 * @property {Direction | undefined} chosenDirection by hand
 * @property {import('./detect.mjs').Guess[]} others what the message may be as well
 * @property {string} gateway '' while nobody knows, a gateway's id or `custom`
 * @property {string} operation
 * @property {Direction} direction
 * @property {Row[]} rows the fields that are given, the signature among them where a field carries it
 * @property {string | undefined} body the raw body, as long as no field was edited
 * @property {string} sign the received signature, where no field carries it
 * @property {string} secret
 * @property {string[]} candidates
 * @property {string | undefined} exampleSecret what an example came with, as long as the message is the example's
 * @property {string} theirs the other side's signed string
 * @property {Veil | undefined} theirsBox what its box shows of it
 * @property {string | undefined} link the one that is about to be copied
 * @property {string} baseUrl
 * @property {Rule | undefined} rule the settings that were changed
 * @property {'curl' | 'fetch' | 'body'} view
 * @property {string} encoding of the request, where the gateway leaves a choice
 * @property {boolean} isShown the secret
 * @property {boolean} isFromLink
 * @property {boolean} hasMore whether the further evidence is unfolded
 * @property {string} toast what was just copied
 * @property {Diagnosis | FensignError | undefined} diagnosis
 */

export const TABLES = gateways();
export const CUSTOM = 'custom';

/** Signed strings end with one of these and the key. */
export const TAILS = [
  // A key without a text before it cannot be told from the end of the last value.
  ...new Set(TABLES.flatMap(({ rule }) => (rule?.key?.tail ? [rule.key.tail] : []))),
];

/** @returns {State} */
export function initialState() {
  return {
    language: 'zh',
    theme: 'auto',
    paste: '',
    pasteBox: undefined,
    pasted: { form: 'empty', rows: [], notes: [] },
    choice: 'auto',
    chosenOperation: undefined,
    chosenDirection: undefined,
    others: [],
    gateway: '',
    operation: '',
    direction: 'request',
    rows: [],
    body: undefined,
    sign: '',
    secret: '',
    candidates: [],
    theirs: '',
    theirsBox: undefined,
    exampleSecret: undefined,
    link: undefined,
    baseUrl: '',
    rule: undefined,
    view: 'curl',
    encoding: '',
    isShown: false,
    isFromLink: false,
    hasMore: false,
    toast: '',
    diagnosis: undefined,
  };
}

/** @param {State} state */
export const tableOf = (state) => TABLES.find(({ id }) => id === state.gateway);

/** @param {State} state */
export const operationOf = (state) => tableOf(state)?.operations.find(({ name }) => name === state.operation);

/** @param {State} state */
export const encodingOf = (state) =>
  operationOf(state)?.encodings.find((encoding) => encoding === state.encoding) ?? operationOf(state)?.encodings[0];

/**
 * The rule in force; nothing where none is public and none was given.
 * @param {State} state
 * @returns {Rule | undefined}
 */
export function ruleOf(state) {
  const base = tableOf(state)?.rule;
  const isKnown = base !== undefined || state.rule !== undefined || state.gateway === CUSTOM;
  return isKnown ? { ...base, ...state.rule } : undefined;
}

/** @param {State} state */
export const signsBody = (state) => operationOf(state)?.bodySignature !== undefined || ruleOf(state)?.over === 'body';

/** Where the fields carry the signature. */
/** @param {State} state */
export const signFieldOf = (state) => (signsBody(state) ? undefined : (ruleOf(state)?.field ?? 'sign'));

/** @param {State} state */
export function signOf(state) {
  const field = signFieldOf(state);
  return state.rows.find(({ name }) => name === field)?.text ?? state.sign;
}

/**
 * Fields for the package. Its names may be anything, `__proto__` too.
 * @param {Row[]} rows
 * @param {Set<string>} [structured] the names of fields that the gateway wants as JSON values
 * @returns {import('fensign').Fields}
 */
export function toFields(rows, structured = new Set()) {
  const fields = Object.create(null);
  for (const { name, text, kind } of rows) fields[name] = valueOf(kind, text, structured.has(name));
  return fields;
}

/**
 * @param {import('./paste.mjs').Kind} kind
 * @param {string} text
 * @param {boolean} isStructured
 */
function valueOf(kind, text, isStructured) {
  if (isStructured) {
    try {
      return readValue(text.trim());
    } catch {
      return text; // The check says what is wrong with it.
    }
  }
  if (kind === 'null') return null;
  if (kind === 'boolean') return text === 'true';
  if (kind === 'integer') return BigInt(text);
  return text; // A nested value, 1.0 and 1e7 are signed by their text, as they stand.
}

/**
 * Everything that the page shows besides what was put in.
 * @typedef {object} Outcome
 * @property {import('fensign').Explanation} [explanation]
 * @property {boolean} [isSigned] whether the signature is that of a secret
 * @property {import('fensign').SignedRequest} [request]
 * @property {import('fensign').Message} [message]
 * @property {Problem[]} problems of the fields
 * @property {Problem[]} obstacles why there is no signature, or no request
 * @property {'match' | 'differ'} [verdict] on the received signature
 */

/**
 * @param {State} state
 * @returns {Outcome}
 */
export function outcomeOf(state) {
  /** @type {Outcome} */
  const outcome = { problems: [], obstacles: [] };
  if (state.gateway === '') return outcome;
  const gateway = guarded(outcome, () => newGateway(state));
  if (!gateway) return outcome;
  try {
    if (state.direction === 'request') judgeRequest(state, gateway, outcome);
    else {
      const body = receivedBody(state);
      if (body === undefined) return outcome;
      outcome.message = state.direction === 'reply' ? gateway.reply(state.operation, body) : gateway.notice(body);
    }
  } finally {
    gateway.free();
  }
  return outcome;
}

/**
 * As it was received; where it was not pasted, as a form of the fields that were.
 * @param {State} state
 */
function receivedBody({ body, rows }) {
  if (body !== undefined || rows.length === 0) return body;
  return new URLSearchParams(rows.map(({ name, text }) => [name, text])).toString();
}

/**
 * Without a secret, a stand-in shows everything but the signature. As bytes, since what is wrong with a secret is to be
 * found here, not refused.
 * @param {State} state
 * @returns {Gateway}
 */
function newGateway(state) {
  const secret = new TextEncoder().encode(state.secret || 'none');
  const gateway = gatewayOf(state);
  if (typeof gateway !== 'string') return new Gateway(gateway, { secret });
  const options = {
    secret,
    ...(state.rule === undefined ? {} : { rule: state.rule }),
    ...(state.baseUrl.trim() === '' ? {} : { baseUrl: state.baseUrl.trim() }),
  };
  return new Gateway(gateway, options);
}

/**
 * Its id, or the rule of one that fensign does not know.
 * @param {State} state
 */
function gatewayOf(state) {
  if (state.gateway === CUSTOM) return /** @type {Rule} */ (ruleOf(state) ?? {});
  return /** @type {import('fensign').GatewayId} */ (state.gateway);
}

/**
 * @param {State} state
 * @param {Gateway} gateway
 * @param {Outcome} outcome
 */
function judgeRequest(state, gateway, outcome) {
  const operation = operationOf(state);
  const hasRule = ruleOf(state) !== undefined;
  if (operation) {
    const sent = toFields(state.rows, structuredNames(operation));
    outcome.problems = guarded(outcome, () => gateway.check(operation.name, sent)) ?? [];
    const hasErrors = outcome.problems.some(({ severity }) => severity === 'error');
    const request = hasErrors
      ? undefined
      : guarded(outcome, () => gateway.request(operation.name, sent, requestOptions(state)));
    if (request) outcome.request = request;
  }
  outcome.isSigned = state.secret !== '';
  const body = state.body ?? outcome.request?.body;
  const input = signsBody(state) ? body : toFields(state.rows);
  if (!hasRule || operation?.unsigned || input === undefined || state.rows.length === 0) return;
  const explanation = guarded(outcome, () => gateway.explain(input));
  if (!explanation) return;
  outcome.explanation = explanation;
  const sign = signOf(state);
  if (sign === '' || !outcome.isSigned) return;
  const isMatch =
    typeof input === 'string'
      ? isSameSign(sign, explanation)
      : gateway.verify({ ...input, [signFieldOf(state) ?? 'sign']: sign });
  outcome.verdict = isMatch ? 'match' : 'differ';
}

/**
 * @param {State} state
 * @returns {import('fensign').RequestOptions}
 */
function requestOptions(state) {
  const encoding = encodingOf(state);
  return encoding === undefined ? {} : { as: encoding };
}

/** @param {import('fensign/tables').OperationInfo} operation */
function structuredNames({ fields }) {
  return new Set(fields.filter(({ kind }) => /^(?:object|objects|texts)$/.test(kind)).map(({ name }) => name));
}

/**
 * @param {string} sign
 * @param {import('fensign').Explanation} explanation
 */
function isSameSign(sign, explanation) {
  const { output, case: hexCase } = explanation.rule;
  const isAnyCase = output === 'hex' && hexCase === 'any';
  return sign === explanation.sign || (isAnyCase && sign.toUpperCase() === explanation.sign);
}

/**
 * @template T
 * @param {Outcome} outcome
 * @param {() => T} call
 */
function guarded(outcome, call) {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof FensignError)) throw error;
    outcome.obstacles.push(...error.problems);
    return undefined;
  }
}

/**
 * Whether there is a difference to explain, and what to explain it with.
 * @param {State} state
 * @param {Outcome} outcome
 */
export function isDisputed(state, outcome) {
  const isComparable = state.secret !== '' && (outcome.message !== undefined || outcome.explanation !== undefined);
  const hasDifference =
    outcome.verdict === 'differ' || outcome.message?.verdict === 'invalid' || state.theirs.trim() !== '';
  return isComparable && hasDifference;
}

/**
 * @param {State} state
 * @returns {Diagnosis | FensignError}
 */
export function diagnose(state) {
  const sign = signOf(state);
  const body = state.direction !== 'request' ? receivedBody(state) : signsBody(state) ? state.body : undefined;
  const secrets = state.candidates.filter((secret) => secret !== '');
  const evidence = {
    secret: state.secret,
    ...(state.gateway === CUSTOM || state.rule === undefined ? {} : { rule: state.rule }),
    ...(body === undefined ? { fields: toFields(state.rows) } : { body }),
    ...(sign === '' || state.direction !== 'request' ? {} : { sign }),
    // As it was pasted: what was received is never written anew.
    ...(state.theirs.trim() === '' ? {} : { string: state.theirs }),
    ...(secrets.length === 0 ? {} : { secrets }),
    ...(operationOf(state) ? { operation: state.operation } : {}),
  };
  try {
    return diagnoseEvidence(gatewayOf(state), evidence);
  } catch (error) {
    if (error instanceof FensignError) return error;
    throw error;
  }
}
