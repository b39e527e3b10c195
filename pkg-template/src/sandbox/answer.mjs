// What a gateway says: replies and notifications, made of its tables and signed by its rule.
import { fieldsOf } from './fields.mjs';
import { numbered } from './ledger.mjs';

/** @import { Misbehaviour } from '../../sandbox.d.ts' */
/** @import { Act, Desk, Entry, Facts, Read, Sendable } from './types.d.ts' */

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/**
 * @param {Entry} entry
 * @param {Entry | undefined} of
 * @param {Facts['act']} act
 * @param {number} now
 * @returns {Facts}
 */
function factsOf(entry, of, act, now) {
  const order = of ?? entry;
  const isPaid = order.state === 'paid' || order.state === 'refunded';
  return {
    act,
    state: entry.state,
    sent: { ...order.sent, ...entry.sent },
    orderNo: order.orderNo,
    gatewayNo: order.gatewayNo,
    fen: order.amountFen,
    paidFen: isPaid ? order.amountFen : 0,
    payUrl: order.payUrl,
    createdAt: entry.createdAt,
    doneAt: entry.doneAt,
    now,
    serial: numbered(now),
    ...(of && { refundNo: entry.orderNo, refundGatewayNo: entry.gatewayNo, refundFen: entry.amountFen }),
  };
}

/**
 * @param {Desk} desk
 * @param {Read} read
 * @param {import('./ledger.mjs').Done} done
 * @param {number} now
 */
export function reply(desk, { operation, act }, done, now) {
  const of = (
    /** @type {Entry} */ entry,
    /** @type {Entry | undefined} */ order,
    /** @type {Act} */ did,
    name = operation,
  ) => {
    // What was asked once it is known is what it is now, unless a query is to say otherwise.
    const isDenied = act === 'query' && entry.misbehaviour.contradict === true;
    const told = isDenied ? { ...entry, state: /** @type {const} */ ('paying'), doneAt: undefined } : entry;
    return fieldsOf(name.reply.tables, desk, factsOf(/** @type {Entry} */ (told), order, did, now));
  };
  if (!('list' in done)) return desk.gateway.testReply(operation.name, of(done.entry, done.of, act));
  const query = desk.info.operations.find(({ role }) => role === 'query') ?? operation;
  return desk.gateway.testReply(operation.name, {
    data: done.list.map((entry) => of(entry, undefined, 'query', query)),
  });
}

/** @param {Desk} desk @param {import('./types.d.ts').Reason} reason @param {string} words */
export function refusal({ info, row, gateway }, reason, words) {
  // Every operation refuses in the words of the one that places orders.
  const place = info.operations.find(({ role }) => role === 'place');
  return gateway.testReply(place?.name ?? '', row.refuse(reason, words));
}

/**
 * The notification of what became of it.
 * @param {Desk} desk whose gateway signs
 * @param {Entry} entry
 * @param {Entry | undefined} of
 * @param {Pick<Misbehaviour, 'amount' | 'merchant' | 'json'>} misbehaviour
 * @param {number} now
 * @returns {Sendable | undefined} nothing where the gateway has no such notification
 */
export function notice(desk, entry, of, { amount, merchant, json }, now) {
  const kind = entry.kind === 'order' ? 'payment' : entry.kind;
  const table = desk.info.notices.find((one) => one.kind === kind);
  if (table === undefined) return undefined;
  const facts = factsOf(entry, of, 'notice', now);
  if (amount !== undefined) Object.assign(facts, { fen: amount, paidFen: amount });
  const fields = fieldsOf(table.tables, desk, facts);
  if (merchant !== undefined) fields[desk.row.merchant] = merchant;
  const { method = 'POST', ...message } = signed(desk, fields);
  if (!json) return { method, ...message };
  const body = message.body.startsWith('{') ? message.body : asJson(message.body);
  return { ...message, method: 'POST', contentType: FORM, body };
}

/** Without a rule, nothing signs. @param {Desk} desk @param {Record<string, string | number>} fields */
function signed({ info, account, gateway }, fields) {
  if (info.rule !== undefined || account.rule !== undefined) return gateway.testNotice(fields);
  return { contentType: JSON_TYPE, body: JSON.stringify(fields), headers: {} };
}

/** @param {string} form */
const asJson = (form) => JSON.stringify(Object.fromEntries(new URLSearchParams(form)));
