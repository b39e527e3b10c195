// Reads a request as its gateway does: which operation, which fields, whether the signature is right.
import { diagnose } from 'fensign/diagnose';
import { LIMITS } from '../constants.mjs';

/** @import { Problem } from 'fensign' */
/** @import { OperationInfo } from 'fensign/tables' */
/** @import { Act, Desk, Read, Reason, Texts } from './types.d.ts' */

/** What a gateway answers instead of doing what it was asked. */
export class Refusal extends Error {
  /**
   * @param {Reason} reason
   * @param {string} [detail]
   * @param {{ causes?: string[], message?: string, messageZh?: string, problems?: Problem[] }} [why]
   */
  constructor(reason, detail = '', why = {}) {
    super(reason);
    this.reason = reason;
    this.detail = detail;
    this.why = why;
  }
}

/** The path that a gateway's operations begin with. @param {Desk} desk */
export const basePath = ({ info }) => (info.baseUrl === undefined ? '/' : new URL(info.baseUrl).pathname);

/**
 * The operation that an address means: under the gateway's own path, or behind its id.
 * @param {Map<string, Desk>} desks
 * @param {string} method
 * @param {URL} url
 * @returns {{ desk: Desk, operation: OperationInfo } | undefined}
 */
export function route(desks, method, { pathname, searchParams }) {
  const [, first = ''] = pathname.split('/');
  const mounted = desks.get(first);
  const path = mounted === undefined ? pathname : pathname.slice(first.length + 1);
  for (const desk of mounted === undefined ? desks.values() : [mounted]) {
    const found = desk.info.operations.filter((operation) => {
      const [own = '', query = ''] = operation.path.split('?');
      const isMethod = operation.encodings.some((encoding) => (encoding === 'query') === (method === 'GET'));
      const isQuery = [...new URLSearchParams(query)].every(([name, value]) => searchParams.get(name) === value);
      return `${basePath(desk)}${own}` === path && isMethod && isQuery;
    });
    // Several operations at one path are told apart by a field of a fixed text.
    const isMeant = (/** @type {OperationInfo} */ { fields }) =>
      fields.every(
        ({ name, default: fixed }) => !isText(fixed) || (searchParams.get(name) ?? fixed.text) === fixed.text,
      );
    const operation = found.length > 1 ? found.find(isMeant) : found[0];
    if (operation !== undefined) return { desk, operation };
  }
  return undefined;
}

/** @param {OperationInfo['fields'][number]['default']} fixed @returns {fixed is { text: string }} */
const isText = (fixed) => typeof fixed === 'object';

/** A body, or undefined if it is too long. @param {Request} request @returns {Promise<string | undefined>} */
export async function bodyOf(request) {
  const reader = request.body?.getReader();
  const chunks = [];
  let length = 0;
  while (reader !== undefined) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > LIMITS.text) {
      reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(value);
  }
  return new Blob(chunks).text();
}

/**
 * @param {Desk} desk
 * @param {OperationInfo} operation
 * @param {{ headers: Headers, text: string, isQuery: boolean }} received
 * @returns {Read}
 */
export function read(desk, operation, { headers, text, isQuery }) {
  const { info, row, gateway } = desk;
  const isJson = !isQuery && text.trimStart().startsWith('{');
  const type = headers.get('content-type') ?? '';
  if (!isQuery && type !== '' && type.includes('json') !== isJson) throw new Refusal('parameter', 'Content-Type');
  if (!isQuery && !operation.encodings.includes(isJson ? 'json' : 'form'))
    throw new Refusal('parameter', 'Content-Type');
  const parsed = isJson ? fromJson(text) : fromForm(text);
  const sent = verified(desk, operation, { headers, text, parsed });

  /** @type {Record<string, any>} */
  const values = {};
  // The secret itself is no field that a caller would give.
  const secrets = new Set(operation.fields.flatMap(({ name, kind }) => (kind === 'secret' ? [name] : [])));
  for (const [name, value] of Object.entries(parsed))
    if (!secrets.has(name)) values[name] = typeof value === 'object' || typeof value === 'boolean' ? value : sent[name];
  const problems = gateway.check(operation.name, values);
  const wrong = problems.find(({ severity }) => severity === 'error');
  if (wrong !== undefined) throw new Refusal('parameter', wrong.field, { problems, ...wrong });
  if (isJson) expectTypes(operation, parsed);
  const act = row.acts?.[operation.name] ?? /** @type {Act} */ (operation.role);
  return { operation, act, sent };
}

/** @param {string} text @returns {Record<string, unknown>} */
function fromJson(text) {
  try {
    const value = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Below.
  }
  throw new Refusal('parameter', 'JSON');
}

/** @param {string} text */
function fromForm(text) {
  const pairs = [...new URLSearchParams(text)];
  const fields = Object.fromEntries(pairs);
  if (Object.keys(fields).length !== pairs.length) throw new Refusal('parameter', 'a name stands twice');
  return fields;
}

/**
 * The texts of the fields, once the signature, or the secret itself, is found right.
 * @param {Desk} desk
 * @param {OperationInfo} operation
 * @param {{ headers: Headers, text: string, parsed: Record<string, unknown> }} received
 * @returns {Texts}
 */
function verified(desk, operation, { headers, text, parsed }) {
  const { info, account, gateway } = desk;
  const texts = textsOf(parsed);
  if (operation.unsigned) {
    for (const { name, kind } of operation.fields)
      if (kind === 'secret' && !isSame(texts[name] ?? '', secretOf(desk))) throw new Refusal('signature', name);
    return texts;
  }
  if (info.rule === undefined && account.rule === undefined) return texts;
  const explained = explain(desk, operation, text);
  const { rule } = explained;
  let { sign } = explained;
  const own = explained.fields.map(({ name, text }) => [name, text]);
  const names = new Set(operation.fields.map(({ name }) => name));
  const known = own.filter(([name = '']) => names.has(name));
  // It drops what it does not know before it verifies.
  const isDropped = info.unknownBreaks && known.length < own.length;
  if (isDropped) ({ sign } = explain(desk, operation, Object.fromEntries(known)));
  const header = operation.bodySignature?.header ?? rule.header;
  const came = (header ? headers.get(header) : texts[rule.field ?? '']) ?? '';
  const folded = (/** @type {string} */ one) => (rule.case === 'any' ? one.toUpperCase() : one);
  const expected = header && rule.headerFormat ? rule.headerFormat.replace('{sign}', () => sign) : sign;
  if (!isSame(folded(came), folded(expected))) {
    // The signature may be right of all fields, as the merchant signed them.
    const unknown =
      isDropped && gateway.check(operation.name, texts).find(({ field = '' }) => field in texts && !names.has(field));
    const why = unknown
      ? {
          ...unknown,
          causes: [unknown.code],
          message: `${unknown.field}: ${unknown.message}`,
          messageZh: `${unknown.field}：${unknown.messageZh}`,
        }
      : cause(desk, operation, text, came);
    throw new Refusal('signature', '', why);
  }
  return own.length === 0 ? texts : { ...Object.fromEntries(own) };
}

/** @param {Desk} desk @param {OperationInfo} operation @param {string | Texts} input */
function explain({ gateway }, { name }, input) {
  try {
    return gateway.explain(input, { message: 'request', operation: name });
  } catch (error) {
    const [problem] = /** @type {{ problems?: Problem[] }} */ (error).problems ?? [];
    throw new Refusal('parameter', problem?.field, { ...(problem && { problems: [problem], ...problem }) });
  }
}

/** Why the signature is not the rule's. @param {Desk} desk @param {OperationInfo} operation @param {string} body @param {string} came */
function cause({ info, account }, operation, body, came) {
  try {
    const { rule, secret } = account;
    const evidence = {
      secret: secret ?? '',
      body,
      message: /** @type {const} */ ('request'),
      operation: operation.name,
    };
    const own = { ...(came !== '' && { sign: came }), ...(rule && { rule }) };
    const { verdict, findings, message, messageZh } = diagnose(info.id, { ...evidence, ...own });
    const told = findings[0] ?? { message, messageZh };
    const causes = findings.map(({ id, certain }) => (certain ? id : `${id}?`));
    return { causes: causes.length === 0 ? [verdict] : causes, message: told.message, messageZh: told.messageZh };
  } catch (error) {
    const [problem] = /** @type {{ problems?: Problem[] }} */ (error).problems ?? [];
    const { code = 'unknown', message = '', messageZh = '' } = problem ?? {};
    return { causes: [code], message, messageZh };
  }
}

/** Whole numbers of fen are JSON numbers where the table says number, and texts where it does not. @param {OperationInfo} operation @param {Record<string, unknown>} parsed */
function expectTypes({ fields }, parsed) {
  for (const { name, kind } of fields) {
    const value = parsed[name] ?? undefined;
    if (value === undefined) continue;
    if (kind === 'fen-number' && !Number.isSafeInteger(value)) throw new Refusal('parameter', name);
    if (kind === 'fen' && typeof value !== 'string') throw new Refusal('parameter', name);
  }
}

/** @param {Record<string, unknown>} fields @returns {Texts} */
function textsOf(fields) {
  /** @type {Texts} */
  const texts = {};
  for (const [name, value] of Object.entries(fields))
    if (value !== null) texts[name] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return texts;
}

/** The secret as text; empty where there is none. @param {Desk} desk */
export const secretOf = ({ account: { secret = '' } }) =>
  typeof secret === 'string' ? secret : new TextDecoder().decode(secret);

/** In a time that does not depend on where they differ. @param {string} came @param {string} right */
function isSame(came, right) {
  const [left, own] = [new TextEncoder().encode(came), new TextEncoder().encode(right)];
  let differs = left.length ^ own.length;
  for (let at = 0; at < own.length; at += 1) differs |= (left[at] ?? 0) ^ (own[at] ?? 0);
  return differs === 0 && own.length > 0;
}
