// Which gateway, operation and kind of message a message belongs to: by its address and its field names alone.
// No secret is tried: what a message is must not hang on whether its signature is right.

/** @typedef {import('fensign/tables').GatewayInfo} GatewayInfo */
/** @typedef {import('fensign/tables').OperationInfo} OperationInfo */
/** @typedef {import('fensign/tables').FieldInfo} FieldInfo */
/** @typedef {import('fensign/tables').MessageInfo} MessageInfo */
/** @typedef {{ name: string, text: string, kind: string }} Row */

/**
 * @typedef {object} Candidate
 * @property {string} gateway its id
 * @property {'request' | 'reply' | 'notice'} message
 * @property {string} [operation] none of a notification
 * @property {number} score
 * @property {boolean} isNeutral whether all names that it knows are neutral ones, which say nothing of the gateway
 */

/**
 * @typedef {object} Choice
 * @property {Candidate} best
 * @property {Candidate[]} rivals those that fit about as well, the best among them
 * @property {{ gateway: boolean, message: boolean, operation: boolean }} isSure where all rivals agree
 */

/** Below this, the names say too little to choose. */
const LEAST = 0.2;

/** What the names of two candidates may differ by chance. */
const MARGIN = 0.08;

/** The request's own address: the path is an operation's, and maybe the host is the gateway's. */
const PATH = 1;
const HOST = 0.5;

/**
 * Whatever fits at all, the best first.
 * @param {{ rows: Row[], url?: string }} message
 * @param {GatewayInfo[]} tables of the gateways that it may be of
 * @returns {Candidate[]}
 */
export function detect({ rows, url }, tables) {
  const given = new Set(rows.map(({ name }) => name));
  const paths = pathsOf(rows);
  const neutral = new Set(tables.flatMap(({ operations }) => operations.flatMap(neutralNamesOf)));
  const telling = new Set([...given].filter((name) => !neutral.has(name)));
  const candidates = tables.flatMap((gateway) => [
    ...gateway.notices.map((notice) =>
      candidate(gateway, 'notice', paths.has(notice.discriminator) ? receivedScore(paths, notice) : 0),
    ),
    ...gateway.operations.flatMap((operation) => [
      requestCandidate(given, telling, url, gateway, operation),
      candidate(gateway, 'reply', receivedScore(paths, operation.reply), operation),
    ]),
  ]);
  // Equals stay in this order: notifications, then operations as the tables have them, the most usual first.
  return candidates.filter(({ score }) => score >= LEAST).sort((one, other) => other.score - one.score);
}

/**
 * @param {Candidate[]} candidates
 * @returns {Choice | undefined}
 */
export function choose(candidates) {
  const [best] = candidates;
  if (best === undefined) return undefined;
  const isRival = (/** @type {Candidate} */ { gateway, score, isNeutral }) =>
    best.score - score < MARGIN || (isNeutral && best.isNeutral && gateway !== best.gateway);
  const rivals = candidates.filter(isRival);
  /** @param {(one: Candidate) => string | undefined} of */
  const agree = (of) => rivals.every((one) => of(one) === of(best));
  const gateway = agree((one) => one.gateway);
  const message = gateway && agree((one) => one.message);
  return { best, rivals, isSure: { gateway, message, operation: message && agree((one) => one.operation) } };
}

/**
 * @param {Set<string>} names
 * @param {Set<string>} telling those of them that are not neutral
 * @param {string | undefined} url
 * @param {GatewayInfo} gateway
 * @param {OperationInfo} operation
 * @returns {Candidate}
 */
function requestCandidate(names, telling, url, gateway, operation) {
  const address = addressScore(url, gateway, operation);
  const isNeutral = address === 0 && !operation.fields.some(({ name }) => telling.has(name));
  return { ...candidate(gateway, 'request', address + requestScore(names, operation), operation), isNeutral };
}

/**
 * @param {GatewayInfo} gateway
 * @param {Candidate['message']} message
 * @param {number} score
 * @param {OperationInfo} [operation]
 * @returns {Candidate}
 */
const candidate = ({ id }, message, score, operation) => ({
  gateway: id,
  message,
  ...(operation && { operation: operation.name }),
  score,
  isNeutral: false,
});

/**
 * @param {string | undefined} url
 * @param {GatewayInfo} gateway
 * @param {OperationInfo} operation
 */
function addressScore(url, { baseUrl }, operation) {
  const path = withoutQuery(url ?? '');
  if (!path.endsWith(`/${withoutQuery(operation.path)}`)) return 0;
  return PATH + (baseUrl !== undefined && path.startsWith(baseUrl) ? HOST : 0);
}

/** @param {string} address */
const withoutQuery = (address) => address.split('?')[0] ?? '';

/**
 * How many of the names the table knows, and how many of the names that it requires are there; neutral ones count as well.
 * @param {Set<string>} names
 * @param {OperationInfo} operation
 */
function requestScore(names, operation) {
  if (names.size === 0) return 0;
  const isGiven = (/** @type {FieldInfo} */ field) => namesOf(field).some((name) => names.has(name));
  const known = new Set(operation.fields.flatMap(namesOf));
  const hits = [...names].filter((name) => known.has(name)).length;
  const required = operation.fields.filter(
    ({ required, default: filled, kind }) => required && !filled && kind !== 'signature' && kind !== 'secret',
  );
  const alternatives = operation.oneOf.map((set) => operation.fields.filter(({ name }) => set.includes(name)));
  const hasAlternative = alternatives.length === 0 || alternatives.some((set) => set.every(isGiven));
  const own = new Set(operation.fields.map(({ name }) => name));
  // Whoever writes neutral names means an operation that every gateway has.
  if (operation.role === undefined && [...names].some((name) => known.has(name) && !own.has(name))) return 0;
  const given = required.filter(isGiven).length / Math.max(1, required.length);
  return fit(hits / names.size, given) * (hasAlternative ? 1 : 0.7);
}

/** The gateway's own name of a field, and its neutral ones. @param {FieldInfo} field */
const namesOf = (field) => [field.name, ...neutralNames(field)];

/** @param {OperationInfo} operation */
const neutralNamesOf = ({ fields }) => fields.flatMap(neutralNames);

/**
 * Two for the way of paying, where the field is a code for that.
 * @param {FieldInfo} field
 * @returns {string[]}
 */
const neutralNames = ({ role, values }) => [
  ...(role ? [role] : []),
  ...(values?.some(({ way }) => way) ? ['payBy', 'scene'] : []),
];

/**
 * @param {Set<string>} paths
 * @param {MessageInfo} message
 */
function receivedScore(paths, { tables }) {
  const known = tables.flatMap(({ path, fields }) => fields.map(({ name }) => joined(path, name)));
  if (paths.size === 0 || known.length === 0) return 0;
  const hits = known.filter((path) => paths.has(path)).length;
  return fit(hits / paths.size, hits / known.length);
}

/**
 * A name that the table lacks says more than one that the message leaves out.
 * @param {number} known how much of the message the table knows
 * @param {number} given how much of what the table has the message gives
 */
const fit = (known, given) => known ** 2 * (0.4 + 0.6 * given);

/**
 * The names of the fields, and by path those of objects within them.
 * @param {Row[]} rows
 */
function pathsOf(rows) {
  const paths = new Set();
  /** @param {string} path @param {unknown} value */
  const add = (path, value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    for (const [name, inner] of Object.entries(value)) {
      paths.add(joined(path, name));
      add(joined(path, name), inner);
    }
  };
  for (const { name, text, kind } of rows) {
    paths.add(name);
    if (kind === 'nested') add(name, parsed(text));
  }
  return paths;
}

/** @param {string} path @param {string} name */
const joined = (path, name) => (path === '' ? name : `${path}.${name}`);

/** @param {string} json */
function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return undefined; // No JSON, although it began as such.
  }
}
