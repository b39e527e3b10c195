// Which gateway and operation a message belongs to, and which kind it is of: by its address and its field names alone. Whether
// a secret fits says nothing of what a message is.
import { readMembers } from './json.mjs';

/** @typedef {import('fensign/tables').GatewayInfo} GatewayInfo */
/** @typedef {import('fensign/tables').OperationInfo} OperationInfo */
/** @typedef {import('fensign/tables').MessageInfo} MessageInfo */
/** @typedef {import('./paste.mjs').Pasted} Pasted */
/** @typedef {'request' | 'reply' | 'notice'} Direction */
/** @typedef {{ gateway: string, operation: string, direction: Direction }} Guess */
/** The best guess, and those that are nearly as good. @typedef {Guess & { others: Guess[] }} Detection */
/** @typedef {Guess & { score: number }} Scored */

/** Below this, the names say too little to choose. */
const LEAST = 0.2;
/** What has this much of the best score is nearly as good: another message, or another request to the same gateway. */
const NEARLY = 0.85;
const NEARLY_SAME = 0.97;
const MOST_OTHERS = 2;

/**
 * @param {Pasted} pasted
 * @param {GatewayInfo[]} tables
 * @returns {Detection | undefined}
 */
export function detect(pasted, tables) {
  const names = namesOf(pasted);
  if (names.size === 0) return undefined;
  const scored = tables.flatMap((gateway) => guesses(pasted, names, gateway));
  scored.sort((one, other) => other.score - one.score);
  const [best, ...rest] = scored;
  if (!best || best.score < LEAST) return undefined;
  /** @type {Scored[]} */
  const others = [];
  for (const one of rest) {
    if (one.score < NEARLY * best.score || others.length === MOST_OTHERS) break;
    const like = [best, ...others].filter(
      ({ gateway, direction }) => gateway === one.gateway && direction === one.direction,
    );
    // Answers to several requests are often the same, and read in the same way.
    const isAnother = one.direction === 'request' && one.score >= NEARLY_SAME * best.score;
    if (like.length === 0 || isAnother) others.push(one);
  }
  const plain = (/** @type {Guess} */ { gateway, operation, direction }) => ({ gateway, operation, direction });
  return { ...plain(best), others: others.map(plain) };
}

/**
 * The fields' names, by their paths; of a value that is not an object, its own alone.
 * @param {Pasted} pasted
 */
function namesOf({ rows }) {
  const names = new Set(rows.map(({ name }) => name));
  for (const { name, text, kind } of rows) {
    if (kind === 'nested') addInside(names, name, text);
  }
  return names;
}

/**
 * @param {Set<string>} names
 * @param {string} path
 * @param {string} raw
 */
function addInside(names, path, raw) {
  if (!raw.startsWith('{')) return;
  try {
    for (const member of readMembers(raw).members) {
      const inside = `${path}.${member.name}`;
      names.add(inside);
      addInside(names, inside, member.raw);
    }
  } catch {
    // A nested value is read already; should it not be, its own name still counts.
  }
}

/**
 * @param {Pasted} pasted
 * @param {Set<string>} names
 * @param {GatewayInfo} gateway
 * @returns {Scored[]}
 */
function guesses(pasted, names, gateway) {
  const { id, operations, notices, rule } = gateway;
  // Whoever asks tells an address; an answer or a notification by POST is a body alone.
  const isSent = pasted.form === 'curl';
  const isQuery = pasted.form === 'url';
  const signature = rule?.field === undefined ? [] : [rule.field];
  const first = operations[0]?.name ?? '';
  return [
    ...operations.map((operation) => ({
      gateway: id,
      operation: operation.name,
      direction: /** @type {const} */ ('request'),
      score: requestScore(pasted, names, gateway, operation),
    })),
    ...(isSent || isQuery ? [] : operations).map(({ name, reply }) => ({
      gateway: id,
      operation: name,
      direction: /** @type {const} */ ('reply'),
      score: isForm(pasted) ? 0 : messageScore(names, reply, signature),
    })),
    ...notices
      .filter(({ encoding }) => !isSent && (!isQuery || encoding === 'query'))
      .map((notice) => ({
        gateway: id,
        operation: first,
        direction: /** @type {const} */ ('notice'),
        score: names.has(notice.discriminator) ? messageScore(names, notice, signature) : 0,
      })),
  ];
}

/** Gateways answer in JSON. @param {Pasted} pasted */
const isForm = ({ form }) => form === 'form';

/**
 * @param {Pasted} pasted
 * @param {Set<string>} names
 * @param {GatewayInfo} gateway
 * @param {OperationInfo} operation
 */
function requestScore({ url }, names, gateway, operation) {
  const alternatives =
    operation.oneOf.length === 0 || operation.oneOf.some((set) => set.every((name) => names.has(name)));
  // What is inside of a value is the value's own business.
  const own = new Set([...names].filter((name) => !name.includes('.')));
  const score = tableScore(own, operation.fields, []) * (alternatives ? 1 : 0.7);
  const path = url?.split('?')[0] ?? '';
  if (!path.endsWith(`/${operation.path}`)) return score;
  // The host alone says nothing of a proxy's; the same path may stand for two operations.
  return score / 10 + (gateway.baseUrl !== undefined && path.startsWith(gateway.baseUrl) ? 2 : 1.5);
}

/**
 * @param {Set<string>} names
 * @param {MessageInfo} message
 * @param {string[]} signature
 */
function messageScore(names, { tables }, signature) {
  const prefixed = tables.flatMap(({ path, fields }) =>
    fields.map((field) => ({ ...field, name: path === '' ? field.name : `${path}.${field.name}` })),
  );
  const paths = tables.map(({ path }) => path);
  // Objects that no table describes count as one name.
  const own = new Set([...names].filter((name) => paths.includes(name.split('.').slice(0, -1).join('.'))));
  return tableScore(own, prefixed, signature);
}

/**
 * How many of the names the table knows, and how many of the names that it requires are there.
 * @param {Set<string>} names
 * @param {import('fensign/tables').FieldInfo[]} fields
 * @param {string[]} besides names that are known though the table does not have them
 */
function tableScore(names, fields, besides) {
  if (names.size === 0) return 0;
  const table = new Set([...fields.map(({ name }) => name), ...besides]);
  const known = [...names].filter((name) => table.has(name)).length;
  const required = fields.filter(
    ({ required, default: filled, kind }) => required && !filled && kind !== 'signature' && kind !== 'secret',
  );
  const given = required.filter(({ name }) => names.has(name)).length;
  const share = required.length === 0 ? 0 : given / required.length;
  return (known / names.size) * (0.4 + 0.6 * share);
}
