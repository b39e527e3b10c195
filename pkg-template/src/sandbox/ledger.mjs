// What becomes of orders, refunds and transfers: what a gateway does when it is asked, or when the customer pays.
import { fenOf } from './fields.mjs';
import { Refusal } from './request.mjs';

/** @import { SandboxStore } from '../../sandbox.d.ts' */
/** @import { Desk, Entry, Read, Texts } from './types.d.ts' */

/** @typedef {{ entry: Entry, of?: Entry } | { list: Entry[] }} Done */

const OPEN = ['created', 'paying'];

/** The key of an entry in the store. @param {Pick<Entry, 'gateway' | 'kind' | 'orderNo'>} entry */
export const keyOf = ({ gateway, kind, orderNo }) => `${gateway}/${kind}/${orderNo}`;

/** @param {SandboxStore} store @param {() => number} now */
export function createLedger(store, now) {
  /** @param {Desk} desk @param {Entry['kind']} kind @returns {Promise<Entry[]>} */
  const all = async ({ id }, kind) => /** @type {Entry[]} */ (await store.list(`${id}/${kind}/`));

  /** The entry of the merchant's number, the gateway's, or both. @param {Desk} desk @param {Entry['kind']} kind @param {string | undefined} orderNo @param {string | undefined} gatewayNo */
  const find = async (desk, kind, orderNo, gatewayNo) => {
    const is = (/** @type {string} */ ours, /** @type {string | undefined} */ given) => !given || ours === given;
    const entry = (await all(desk, kind)).find((one) => is(one.orderNo, orderNo) && is(one.gatewayNo, gatewayNo));
    if (entry === undefined || !(orderNo || gatewayNo)) throw new Refusal('unknown', orderNo || gatewayNo);
    return entry;
  };

  /** @param {Desk} desk @param {Entry['kind']} kind @param {string} orderNo @param {number} fen @param {Texts} sent @returns {Entry} */
  const entryOf = (desk, kind, orderNo, fen, sent) => ({
    gateway: desk.id,
    kind,
    orderNo,
    gatewayNo: numbered(now()),
    amountFen: fen,
    refundedFen: 0,
    state: 'created',
    createdAt: now(),
    sent,
    notifyUrl: '',
    returnUrl: '',
    token: '',
    payUrl: '',
    misbehaviour: {},
  });

  /** @param {Entry} entry */
  const insert = async (entry) => {
    if (!(await store.insert(keyOf(entry), entry))) throw new Refusal('duplicate', entry.orderNo);
    return entry;
  };

  /** @param {Entry} entry @param {Partial<Entry>} changes */
  const change = async (entry, changes) => {
    const changed = { ...entry, ...changes };
    await store.set(keyOf(entry), changed);
    return changed;
  };

  /** @param {Desk} desk @param {Entry} order @param {string} refundNo @param {number} fen @param {Texts} sent @param {string} notifyUrl */
  const refund = async (desk, order, refundNo, fen, sent, notifyUrl) => {
    if (await store.get(keyOf({ gateway: desk.id, kind: 'refund', orderNo: refundNo })))
      throw new Refusal('duplicate', refundNo);
    if (order.state !== 'paid') throw new Refusal('state', order.orderNo);
    const refundedFen = order.refundedFen + fen;
    if (!(fen >= 1) || refundedFen > order.amountFen) throw new Refusal('amount', String(fen));
    /** @type {Entry} */
    const made = { ...entryOf(desk, 'refund', refundNo, fen, { ...order.sent, ...sent }), of: keyOf(order), notifyUrl };
    const entry = await insert({ ...made, state: 'done', doneAt: now() });
    const of = await change(order, { refundedFen, ...(refundedFen === order.amountFen && { state: 'refunded' }) });
    return { entry, of };
  };

  return {
    all,
    change,
    refund,

    /**
     * @param {Desk} desk
     * @param {Read} read
     * @param {(entry: Entry) => Entry} opened what the cashier adds to an order
     * @returns {Promise<Done>}
     */
    async do(desk, { operation, act, sent }, opened) {
      const field = (/** @type {string} */ role) => operation.fields.find((one) => one.role === role);
      const given = (/** @type {string} */ role) => sent[field(role)?.name ?? ''];
      const fen = (/** @type {string} */ role) => {
        const known = field(role);
        return known === undefined ? 0 : fenOf(known, sent[known.name] ?? '');
      };
      const { once = [], together, transfer } = desk.row;
      for (const name of once)
        if (sent[name] && !(await store.insert(`${desk.id}/once/${name}/${sent[name]}`, true)))
          throw new Refusal('duplicate', name);
      const order = async () => {
        const entry = await find(desk, 'order', given('orderNo'), given('gatewayOrderNo'));
        if (together && (!given('gatewayOrderNo') || sent[together.with]))
          if (act !== 'close' && entry.sent[together.with] !== sent[together.with])
            throw new Refusal('unknown', together.with);
        return entry;
      };

      switch (act) {
        case 'place': {
          const entry = entryOf(desk, 'order', given('orderNo') ?? '', fen('amountFen'), sent);
          const told = { notifyUrl: given('notifyUrl') ?? '', returnUrl: given('returnUrl') ?? '' };
          return { entry: await insert(opened({ ...entry, ...told })) };
        }
        case 'query':
        case 'settle':
          return { entry: await order() };
        case 'close': {
          const entry = await order();
          if (!OPEN.includes(entry.state)) throw new Refusal('state', entry.orderNo);
          return { entry: await change(entry, { state: 'closed', doneAt: now() }) };
        }
        case 'refund': {
          const refundNo = given('refundNo') || numbered(now());
          return refund(desk, await order(), refundNo, fen('refundFen'), sent, given('notifyUrl') ?? '');
        }
        case 'refundQuery': {
          const entry = await find(desk, 'refund', given('refundNo'), given('gatewayRefundNo'));
          return { entry, of: /** @type {Entry} */ (await store.get(entry.of ?? '')) };
        }
        case 'transfer': {
          const entry = entryOf(desk, 'transfer', sent[transfer?.orderNo ?? ''] ?? '', fen('amountFen'), sent);
          const notifyUrl = given('notifyUrl') ?? '';
          return { entry: await insert({ ...entry, state: 'done', doneAt: now(), notifyUrl }) };
        }
        case 'transferQuery':
          return {
            entry: await find(desk, 'transfer', sent[transfer?.orderNo ?? ''], sent[transfer?.gatewayNo ?? '']),
          };
        case 'list': {
          const newest = (await all(desk, 'order')).reverse();
          const [page, limit] = [Math.max(Number(sent.page ?? 1), 1), Math.min(Number(sent.limit ?? 20), 50)];
          return { list: newest.slice((page - 1) * limit, page * limit) };
        }
      }
    },

    /** The customer, or the console, decides. @param {Entry} entry @param {'paid' | 'failed' | 'closed'} state */
    async decide(entry, state) {
      if (!OPEN.includes(entry.state)) throw new Refusal('state', `${entry.orderNo} ${entry.state}`);
      return change(entry, { state, doneAt: now() });
    },
  };
}

/** A number as gateways have them; of its own in a store that several share. @param {number} ms */
export function numbered(ms) {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  const time = new Date(ms).toISOString().replace(/\D/gu, '').slice(0, 14);
  return `${time}${String(random).padStart(10, '0')}`;
}
