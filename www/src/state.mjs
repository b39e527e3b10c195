// What the page knows, and what it makes of that.
import { FensignError, Gateway } from 'fensign';
import { gateways } from 'fensign/tables';
import { headersByName, toFields } from '../../reader/fields.mjs';
import { signInHeaders } from './authorization.mjs';
import { NO_STRINGS } from './two-strings.mjs';

/** @typedef {import('../../reader/types.mjs').Row} Row */
/** @typedef {import('../../reader/types.mjs').PastedMessage} PastedMessage */
/** @typedef {import('../../reader/types.mjs').Reading} Reading */
/** @typedef {import('./guess.mjs').Direction} Direction */
/** @typedef {'mine' | 'gateway'} Whose */
/** @typedef {import('./keys.mjs').Veil} Veil */
/** @typedef {import('fensign').Problem} Problem */
/** @typedef {import('fensign').Rule} Rule */
/** @typedef {import('fensign/diagnose').Diagnosis} Diagnosis */

/**
 * @typedef {Page & import('./two-strings.mjs').TwoStrings & import('./views/presets.mjs').PresetState} State
 */
/**
 * What the page knows of a message.
 * @typedef {object} Page
 * @property {'zh' | 'en'} language
 * @property {'auto' | 'light' | 'dark'} theme
 * @property {string} paste what was pasted
 * @property {Veil | undefined} pasteBox what the paste box shows of it
 * @property {Reading} reading the messages in it
 * @property {number} at which of them is looked at
 * @property {string} choice `auto`, a gateway's id or `custom`
 * @property {string | undefined} chosenOperation by hand
 * @property {Direction | undefined} chosenDirection by hand
 * @property {import('./guess.mjs').Guess[]} others what the message may be as well
 * @property {string} gateway '' while nobody knows, a gateway's id or `custom`
 * @property {string} operation
 * @property {Direction} direction
 * @property {Row[]} rows the fields that are given, the signature among them where a field carries it
 * @property {string[]} named the fields that came with the message
 * @property {string | undefined} body the raw body, as long as no field was edited
 * @property {string | undefined} whole the text that has all fields, as long as none was edited: the body, or an address
 * @property {boolean} isExact whether the fields are what was pasted, to the character
 * @property {string} sign the received signature, where no field carries it
 * @property {string} secret
 * @property {string[]} candidates
 * @property {string | undefined} exampleSecret what an example came with, as long as the message is the example's
 * @property {Whose | undefined} whose signature the received one is, if somebody said so
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
 * @property {boolean} isChoosing whether gateway, operation and kind are unfolded
 * @property {import('./code/index.mjs').LanguageId} code the language of the signature as code
 * @property {number | undefined} reportedAt when the report was asked for, in milliseconds since 1970
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
    reading: { messages: [] },
    at: 0,
    choice: 'auto',
    chosenOperation: undefined,
    chosenDirection: undefined,
    others: [],
    gateway: '',
    operation: '',
    direction: 'request',
    rows: [],
    named: [],
    body: undefined,
    whole: undefined,
    isExact: true,
    sign: '',
    secret: '',
    candidates: [],
    whose: undefined,
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
    isChoosing: false,
    code: 'node',
    reportedAt: undefined,
    toast: '',
    diagnosis: undefined,
    preset: undefined,
    presetSearch: '',
    ...NO_STRINGS,
  };
}

/** The message that is looked at. @param {State} state */
export const pastedOf = ({ reading, at }) => reading.messages[at];

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

/** Whether it came from the gateway. @param {State} state */
export const isReceived = ({ direction }) => direction !== 'request';

/** @param {State} state */
const bodySignatureOf = (state) => (isReceived(state) ? undefined : operationOf(state)?.bodySignature);

/** @param {State} state */
export const signsBody = (state) => bodySignatureOf(state) !== undefined || ruleOf(state)?.over === 'body';

/** The header that carries the signature, if one does. @param {State} state */
export const headerOf = (state) => bodySignatureOf(state)?.header ?? ruleOf(state)?.header ?? undefined;

/** Where the fields carry the signature. @param {State} state */
export const signFieldOf = (state) =>
  signsBody(state) || headerOf(state) !== undefined ? undefined : (ruleOf(state)?.field ?? 'sign');

/**
 * The received signature: that of its field or its header, or what was given by hand where there is neither.
 * @param {State} state
 * @param {Rule} [rule] that of the message, where it is not the gateway's own
 */
export function signOf(state, rule) {
  const field = rule === undefined || rule.header ? signFieldOf(state) : (rule.field ?? 'sign');
  const inFields = state.rows.find(({ name }) => name === field)?.text;
  return inFields ?? (state.sign || (headerSignOf(state)?.sign ?? ''));
}

/** What the pasted headers have of it. @param {State} state */
export function headerSignOf(state) {
  const header = headerOf(state);
  const headers = pastedOf(state)?.headers;
  if (header === undefined || headers === undefined) return undefined;
  return signInHeaders(headers, { header, format: bodySignatureOf(state) ? null : ruleOf(state)?.headerFormat });
}

/** The pasted headers, and the signature that was given by hand in its own. @param {State} state */
function headersOf(state) {
  const headers = headersByName(pastedOf(state)?.headers ?? []);
  const header = headerOf(state);
  if (header === undefined || state.sign === '') return headers;
  const value = (ruleOf(state)?.headerFormat ?? '{sign}').replace('{sign}', () => state.sign);
  const others = Object.entries(headers).filter(([name]) => name.toLowerCase() !== header.toLowerCase());
  return { ...Object.fromEntries(others), [header]: value };
}

/**
 * Whose signature the received one is: of a request, that of the program that is to be mended.
 * @param {State} state
 * @returns {Whose}
 */
export const whoseOf = (state) => state.whose ?? (isReceived(state) ? 'gateway' : 'mine');

/**
 * Everything that the page shows besides what was put in.
 * @typedef {object} Outcome
 * @property {Verdict} [verdict] on the received signature
 * @property {import('fensign').Explanation} [explanation]
 * @property {boolean} isSigned whether the signature is that of a secret
 * @property {string} received the received signature
 * @property {import('fensign').SignedRequest} [request]
 * @property {import('fensign').Message} [message]
 * @property {Problem[]} problems of the fields
 * @property {Problem[]} obstacles why there is no signature, or no request
 */
/** @typedef {'match' | 'differ' | 'unsigned' | 'malformed'} Verdict */

/**
 * @param {State} state
 * @returns {Outcome}
 */
export function outcomeOf(state) {
  /** @type {Outcome} */
  const outcome = { problems: [], obstacles: [], isSigned: state.secret !== '', received: '' };
  if (state.gateway === '') return outcome;
  const gateway = guarded(outcome, () => newGateway(state));
  if (!gateway) return outcome;
  try {
    if (isReceived(state)) judgeReceived(state, gateway, outcome);
    else judgeRequest(state, gateway, outcome);
  } finally {
    gateway.free();
  }
  return outcome;
}

/**
 * As it was received; where it was not pasted, as a form of the fields that were.
 * @param {State} state
 */
function receivedText({ whole, rows }) {
  if (whole !== undefined || rows.length === 0) return whole;
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
function judgeReceived(state, gateway, outcome) {
  const text = receivedText(state);
  if (text === undefined) return;
  // Under a rule alone, all that is received is signed alike.
  const isReply = state.direction === 'reply' && tableOf(state) !== undefined;
  const received = { headers: headersOf(state) };
  const message = isReply ? gateway.reply(state.operation, text, received) : gateway.notice(text, received);
  outcome.message = message;
  const { verdict } = message;
  if (verdict === 'unsigned' || verdict === 'malformed') {
    outcome.verdict = verdict;
    return;
  }
  if (ruleOf(state) === undefined) return;
  const explanation = attempted(() => gateway.explain(text, messageOf(state)));
  if (explanation) outcome.explanation = explanation;
  outcome.received = signOf(state, explanation?.rule);
  if (outcome.isSigned) outcome.verdict = verdict === 'valid' ? 'match' : 'differ';
}

/**
 * Of which message of the gateway's a rule is asked for.
 * @param {State} state
 * @returns {import('fensign').ExplainOptions}
 */
const messageOf = (state) =>
  tableOf(state) === undefined
    ? {}
    : { message: state.direction, ...(state.direction === 'notice' ? {} : { operation: state.operation }) };

/**
 * @param {State} state
 * @param {Gateway} gateway
 * @param {Outcome} outcome
 */
function judgeRequest(state, gateway, outcome) {
  const operation = operationOf(state);
  outcome.received = signOf(state);
  if (operation) {
    const sent = toFields(state.rows, operation);
    outcome.problems = guarded(outcome, () => gateway.check(operation.name, sent)) ?? [];
    const hasErrors = outcome.problems.some(({ severity }) => severity === 'error');
    const request = hasErrors
      ? undefined
      : guarded(outcome, () => gateway.request(operation.name, sent, requestOptions(state)));
    if (request) outcome.request = request;
  }
  if (operation?.unsigned) outcome.verdict = 'unsigned';
  const body = state.body ?? outcome.request?.body;
  const input = signsBody(state) ? body : toFields(state.rows);
  if (ruleOf(state) === undefined || operation?.unsigned || input === undefined || state.rows.length === 0) return;
  const explanation = guarded(outcome, () => gateway.explain(input));
  if (!explanation) return;
  outcome.explanation = explanation;
  const { received, isSigned } = outcome;
  if (received !== '' && isSigned) outcome.verdict = isSame(state, gateway, input, received) ? 'match' : 'differ';
}

/**
 * @param {State} state
 * @param {Gateway} gateway
 * @param {string | import('fensign').Fields} input
 * @param {string} sign
 */
function isSame(state, gateway, input, sign) {
  if (typeof input !== 'string') return gateway.verify({ ...input, [ruleOf(state)?.field ?? 'sign']: sign });
  // A gateway's rule is over its fields, whichever operation signs the body.
  if (ruleOf(state)?.over === 'body') return gateway.verifyBody(input, sign);
  const expected = gateway.explain(input).sign;
  return sign === expected;
}

/**
 * @param {State} state
 * @returns {import('fensign').RequestOptions}
 */
function requestOptions(state) {
  const encoding = encodingOf(state);
  return encoding === undefined ? {} : { as: encoding };
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
 * Where the message itself says what is wrong.
 * @template T
 * @param {() => T} call
 */
function attempted(call) {
  try {
    return call();
  } catch (error) {
    if (!(error instanceof FensignError)) throw error;
    return undefined;
  }
}

/**
 * Whether there is a difference to explain, and what to explain it with.
 * @param {State} state
 * @param {Outcome} outcome
 */
export function isDisputed(state, { verdict, explanation, message, isSigned }) {
  const isComparable = isSigned && (explanation !== undefined || (message !== undefined && verdict !== undefined));
  return isComparable && (verdict === 'differ' || state.theirs.trim() !== '');
}

/**
 * What a diagnosis is made from.
 * @param {State} state
 * @returns {{ gateway: import('fensign').GatewayId | Rule, evidence: import('fensign/diagnose').Evidence }}
 */
export function evidenceOf(state) {
  const body = isReceived(state) ? receivedText(state) : signsBody(state) ? state.body : undefined;
  const sign = isReceived(state) && headerOf(state) === undefined ? '' : signOf(state);
  const secrets = state.candidates.filter((secret) => secret !== '');
  const evidence = {
    secret: state.secret,
    ...(state.gateway === CUSTOM || state.rule === undefined ? {} : { rule: state.rule }),
    ...(body === undefined ? { fields: toFields(state.rows) } : { body }),
    ...(sign === '' ? {} : { sign }),
    // As it was pasted: what was received is never written anew.
    ...(state.theirs.trim() === '' ? {} : { string: state.theirs }),
    ...(secrets.length === 0 ? {} : { secrets }),
    ...messageOf(state),
  };
  return { gateway: gatewayOf(state), evidence };
}
