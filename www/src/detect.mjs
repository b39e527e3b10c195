// Which gateway and operation a message belongs to, by its address, its field names and, where it has one, its signature.
import { Gateway } from 'fensign';

/** @typedef {import('fensign/tables').GatewayInfo} GatewayInfo */
/** @typedef {import('fensign/tables').OperationInfo} OperationInfo */
/** @typedef {import('fensign').GatewayId | import('fensign').Rule} AnyGateway */
/** @typedef {'request' | 'reply' | 'notice'} Direction */
/** @typedef {{ gateway: string, operation: string, direction: Direction, score: number }} Detection */

/** Below this, the names say too little to choose. */
const LEAST = 0.2;

/**
 * @param {import('./paste.mjs').Pasted} pasted
 * @param {GatewayInfo[]} tables
 * @param {string} secret
 * @returns {Detection | undefined}
 */
export function detect(pasted, tables, secret) {
  const names = new Set(pasted.rows.map(({ name }) => name));
  if (names.size === 0) return undefined;
  const request = best(
    tables.flatMap((gateway) =>
      gateway.operations.map((operation) => ({
        gateway: gateway.id,
        operation: operation.name,
        direction: /** @type {const} */ ('request'),
        score: addressScore(pasted, gateway, operation) ?? nameScore(names, operation),
      })),
    ),
  );
  const received =
    pasted.body === undefined || pasted.form === 'curl' ? undefined : detectReceived(pasted.body, tables, secret);
  if (request && (!received || request.score >= received.score)) return request.score < LEAST ? undefined : request;
  return received;
}

/**
 * @param {import('./paste.mjs').Pasted} pasted
 * @param {GatewayInfo} gateway
 * @param {OperationInfo} operation
 */
function addressScore({ url }, gateway, operation) {
  if (url === undefined) return undefined;
  const path = url.split('?')[0] ?? '';
  if (!path.endsWith(`/${operation.path}`)) return undefined;
  // The same path may stand for two operations, told apart by their fields; the host alone says nothing of a proxy's.
  return gateway.baseUrl !== undefined && path.startsWith(gateway.baseUrl) ? 2 : 1.5;
}

/**
 * How many of the names the table knows, and how many of the names that it requires are there.
 * @param {Set<string>} names
 * @param {OperationInfo} operation
 */
function nameScore(names, operation) {
  const known = operation.fields.filter(({ name }) => names.has(name)).length;
  const required = operation.fields.filter(
    ({ required, default: filled, kind }) => required && !filled && kind !== 'signature' && kind !== 'secret',
  );
  const given = required.filter(({ name }) => names.has(name)).length;
  const alternatives =
    operation.oneOf.length === 0 || operation.oneOf.some((set) => set.every((name) => names.has(name)));
  return (known / names.size) * (0.4 + (0.6 * given) / Math.max(1, required.length)) * (alternatives ? 1 : 0.7);
}

/**
 * Replies and notifications are tried out, since the package reads them whatever they are.
 * @param {string} body
 * @param {GatewayInfo[]} tables
 * @param {string} secret
 */
function detectReceived(body, tables, secret) {
  const tried = tables.flatMap(({ id, operations }) => {
    const gateway = new Gateway(/** @type {AnyGateway} */ (id), {
      secret: new TextEncoder().encode(secret || 'unknown'),
    });
    try {
      const replies = operations.map(({ name }) => received(id, name, 'reply', gateway.reply(name, body)));
      return [...replies, received(id, operations[0]?.name ?? '', 'notice', gateway.notice(body))];
    } finally {
      gateway.free();
    }
  });
  return best(tried.filter(({ score }) => score > 0));
}

/**
 * @param {string} gateway
 * @param {string} operation
 * @param {Direction} direction
 * @param {import('fensign').Message} message
 * @returns {Detection}
 */
function received(gateway, operation, direction, { verdict, outcome, order }) {
  const says = (outcome === 'unknown' ? 0 : 0.2) + 0.1 * Object.keys(order ?? {}).length;
  const score = verdict === 'valid' ? 0.8 + says : verdict === 'unsigned' && says > 0.2 ? 0.3 + says : 0;
  return { gateway, operation, direction, score };
}

/**
 * The first of the best.
 * @param {Detection[]} detections
 */
function best(detections) {
  return detections.reduce(
    (/** @type {Detection | undefined} */ before, one) => (before && before.score >= one.score ? before : one),
    undefined,
  );
}
