// fensign's sandbox, with as much of the mocks' interface as the shop's tests use.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createSandbox, memoryStore } from 'fensign/sandbox';

/** @import { GatewayId, Rule } from 'fensign' */
/** @import { Misbehaviour, SandboxOrder } from 'fensign/sandbox' */
/** @import { Account } from './mock/server.mjs' */

export class SandboxMock {
  #id;
  #store = memoryStore();
  #server;
  #ahead = 0;

  /**
   * @param {GatewayId} id
   * @param {Account} account
   * @param {{ rule?: Rule, ack?: string }} contract
   */
  constructor(id, { secret }, contract) {
    this.#id = id;
    const now = () => Date.now() + this.#ahead;
    this.sandbox = createSandbox({ gateways: { [id]: { secret, ...contract } }, store: this.#store, now });
    this.#server = createServer(this.sandbox.listener);
  }

  async listen() {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.#server.address());
    this.url = `http://127.0.0.1:${port}/`;
    return this;
  }

  async close() {
    await this.notified();
    this.sandbox.stop();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  notified() {
    return this.sandbox.run();
  }

  /** What is due by then happens in `notified`. @param {number} ms */
  forward(ms) {
    this.#ahead += ms;
  }

  /** @param {Misbehaviour} misbehaviour */
  next(misbehaviour) {
    this.sandbox.next(misbehaviour);
  }

  /** @param {'order' | 'refund'} kind */
  #all(kind) {
    const entries = /** @type {SandboxOrder[]} */ (this.#store.list(`${this.#id}/${kind}/`));
    return new Map(
      entries.map((entry) => {
        const { orderNo, gatewayNo, amountFen: fen } = entry;
        return [orderNo, { orderNo, refundNo: orderNo, gatewayNo, fen }];
      }),
    );
  }

  get orders() {
    return this.#all('order');
  }

  get refunds() {
    return this.#all('refund');
  }

  /** @param {string} orderNo */
  find(orderNo) {
    const order = this.orders.get(orderNo);
    if (order === undefined) throw new Error(`no order ${orderNo}`);
    return order;
  }

  /** @param {number} copies */
  set copies(copies) {
    // None comes before somebody moves the clock.
    this.next(copies === 0 ? { late: 3_600_000 } : { duplicate: copies });
  }

  /** @param {'unheard' | 'unanswered'} fault */
  set fault(fault) {
    this.next(fault === 'unheard' ? { status: 502 } : { lost: true });
  }

  get attempts() {
    const sent = this.sandbox.events.list().filter(({ type }) => type === 'notification');
    return sent.map(({ verdict }) => verdict === 'acknowledged');
  }
}
