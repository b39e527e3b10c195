/** @import { Kept } from 'fensign' */

/**
 * All that the shop stores of an order: `docs/guide/store.md` says what it is at each gateway. Nothing in it is a gateway's
 * name, except what `keep` has.
 * @typedef {object} Row
 * @property {number} amountFen
 * @property {boolean} isPaid
 * @property {Kept} keep when placed: what the request had to be kept
 * @property {string} [gatewayOrderNo] when paid: from the message that delivered
 * @property {{ keep: Kept, gatewayRefundNo?: string }} [refund] when refunded
 */

/** Rows by order number, as text. Every call is one statement, and comes back later. */
export class Database {
  /** @type {Map<string, string>} */
  #rows = new Map();

  /** @param {string} orderNo @returns {Promise<Row | undefined>} */
  async find(orderNo) {
    const text = this.#rows.get(orderNo);
    await later();
    return text === undefined ? undefined : JSON.parse(text);
  }

  /** @param {string} orderNo */
  async row(orderNo) {
    const row = await this.find(orderNo);
    if (row === undefined) throw new Error(`no order ${orderNo}`);
    return row;
  }

  /** @param {string} orderNo @param {Row} row */
  async insert(orderNo, row) {
    if (this.#rows.has(orderNo)) throw new Error(`${orderNo} is there`);
    this.#rows.set(orderNo, JSON.stringify(row));
    await later();
  }

  /** @param {string} orderNo @param {Pick<Row, 'refund'>} changes */
  async update(orderNo, changes) {
    this.#update(orderNo, changes);
    await later();
  }

  /**
   * `UPDATE … WHERE NOT paid`: true for one caller alone.
   * @param {string} orderNo
   * @param {string} gatewayOrderNo
   */
  async pay(orderNo, gatewayOrderNo) {
    const isFirst = !JSON.parse(this.#rows.get(orderNo) ?? '').isPaid;
    if (isFirst) this.#update(orderNo, { isPaid: true, gatewayOrderNo });
    await later();
    return isFirst;
  }

  /** @param {string} orderNo @param {Partial<Row>} changes */
  #update(orderNo, changes) {
    this.#rows.set(orderNo, JSON.stringify({ ...JSON.parse(this.#rows.get(orderNo) ?? ''), ...changes }));
  }
}

const later = () => new Promise((resolve) => setImmediate(resolve));
