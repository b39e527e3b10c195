import { MASK } from 'fensign';
import { send } from 'fensign/fetch';
import { optionOf } from '../call.mjs';
import { clockOf } from '../clock.mjs';
import { contextOf, evidenceOf, headersOf, signFieldOf, titleOf, toFields } from '../evidence.mjs';
import { tellNotes } from '../input.mjs';
import { exitCodeOf, printMessage } from '../message.mjs';
import { printProblems } from '../problems.mjs';
import { oneSecretOf } from '../secret.mjs';
import { newGateway, withGateway } from '../signing.mjs';
import { Stop } from '../stop.mjs';

/** @import { GatewayOptions, RequestOptions, SignedRequest } from 'fensign' */
/** @import { Call, Command } from '../call.mjs' */
/** @import { Evidence } from '../evidence.mjs' */

const ENCODINGS = /** @type {const} */ (['json', 'form', 'query']);

/** Stands in what is shown, so that the secret itself is never in it. */
const STAND_IN = new TextEncoder().encode(MASK);

/** @type {Command} */
export const request = {
  usage: 'gateway [message]',
  about: {
    en: 'build a signed request, as a curl command; --send sends it',
    zh: '生成已签名的请求（curl 命令）；--send 直接发送',
  },
  more: {
    en: 'Neutral names are taken as well as the gateway’s own. With --send the reply is read and judged as by `fensign reply`.',
    zh: '可用统一字段名或网关自己的字段名。使用 --send 时，响应按 `fensign reply` 解析和验证。',
  },
  options: [
    'rule',
    'secret-env',
    'secret-file',
    'operation',
    'as',
    'header',
    'accept',
    'base-url',
    'now',
    'send',
    'message-number',
  ],
  example: 'fensign request pass2pay --operation place --secret-env KEY order.json',
  async run(call) {
    const isSent = call.given.values.send !== undefined;
    if (isSent && optionOf(call, 'operation') === undefined) throw new Stop(2, 'sendNeedsOperation');
    const evidence = await evidenceOf(call, { kinds: ['request'], needsOperation: true });
    tellNotes(call, evidence.message);
    const needsSecret =
      evidence.table === undefined || evidence.side.table?.rule !== undefined || evidence.side.rule !== undefined;
    const secret = needsSecret ? await oneSecretOf(call) : undefined;
    return isSent ? sendIt(call, evidence, secret) : printIt(call, evidence, secret);
  },
};

/**
 * @param {Call} call
 * @param {Evidence} evidence
 * @param {string | Uint8Array | undefined} secret
 */
function printIt(call, evidence, secret) {
  const { side, operation = '', table } = evidence;
  const isSecretSent = table?.fields.some(({ kind }) => kind === 'secret') === true;
  const options = gatewayOptions(call, isSecretSent ? STAND_IN : secret);
  const built = withGateway(side, options, (gateway) =>
    gateway.request(operation, fieldsOf(evidence), requestOptions(call)),
  );
  const texts = [built.url, ...Object.values(built.headers), ...Object.values(built.fields)];
  if (texts.some((text) => call.out.holdsSecret(text))) throw new Stop(1, 'secretInField');
  if (call.isJson) call.out.json({ ...contextOf(evidence), result: built });
  else call.out.exact(toCurl(built));
  if (call.isJson) return 0;
  call.err.line(titleOf(evidence, call));
  printProblems(call.err, call, built.problems);
  if (isSecretSent) call.err.line(call.say('secretSent', MASK));
  if (Object.keys(built.keep).length > 0)
    call.err.line(call.say('label', call.say('keep')), JSON.stringify(built.keep));
  return 0;
}

/**
 * @param {Call} call
 * @param {Evidence} evidence
 * @param {string | Uint8Array | undefined} secret
 */
async function sendIt(call, evidence, secret) {
  const { side, operation = '' } = evidence;
  const gateway = newGateway(side, gatewayOptions(call, secret));
  try {
    const message = await send(gateway, operation, fieldsOf(evidence), requestOptions(call));
    /** @type {Evidence} */
    const answered = { ...evidence, kind: 'reply' };
    if (call.isJson) call.out.json({ ...contextOf(answered), result: message });
    else printMessage(call, message, titleOf(answered, call));
    return exitCodeOf(message);
  } finally {
    gateway.free();
  }
}

/**
 * Without the signature: the request gets its own.
 * @param {Evidence} evidence
 */
function fieldsOf({ message, side, table }) {
  return toFields(
    message.rows.filter(({ name }) => name !== signFieldOf(side)),
    table,
  );
}

/**
 * @param {Call} call
 * @param {string | Uint8Array | undefined} secret
 * @returns {GatewayOptions}
 */
function gatewayOptions(call, secret) {
  const baseUrl = optionOf(call, 'base-url');
  return {
    ...(secret === undefined ? {} : { secret }),
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...clockOf(call),
  };
}

/**
 * @param {Call} call
 * @returns {RequestOptions}
 */
function requestOptions(call) {
  const headers = headersOf(call);
  const as = optionOf(call, 'as');
  const encoding = ENCODINGS.find((one) => one === as);
  if (as !== undefined && encoding === undefined) throw new Stop(2, 'mustBe', 'as', ENCODINGS.join(', '));
  const accept = call.given.values.accept ?? [];
  return {
    ...(Object.keys(headers).length > 0 ? { headers } : {}),
    ...(encoding === undefined ? {} : { as: encoding }),
    ...(accept.length > 0 ? { accept } : {}),
  };
}

/** @param {SignedRequest} request */
function toCurl({ url, method, headers, body }) {
  const quote = (/** @type {string} */ text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = [`curl -X ${method} ${quote(url)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined) lines.push(`--data-raw ${quote(body)}`);
  return lines.join(' \\\n  ');
}
