// What the mocks of all gateways share: a server over loopback, a ledger of orders, the customer's page, notifications.
import { once } from 'node:events';
import { createServer } from 'node:http';

/** @typedef {{ path: string, query: URLSearchParams, headers: import('node:http').IncomingHttpHeaders, body: string }} Received */
/** @typedef {{ contentType: string, body: string, headers?: Record<string, string>, method?: 'GET' }} Sent of a GET, the body is the query */
/** @typedef {{ secret: string, merchant: string, app: string }} Account */
/** @typedef {'signature' | 'parameter' | 'duplicate' | 'unknown' | 'unpaid' | 'too-much'} Reason */
/** @typedef {{ orderNo: string, gatewayNo: string, fen: number, notifyUrl: string, returnUrl: string, sent: Record<string, string> }} Placed */
/** @typedef {Placed & { state: 'open' | 'paid' | 'closed', refundedFen: number }} Order */
/** @typedef {{ refundNo: string, gatewayNo: string, fen: number, order: Order }} Refund */

/** Between the attempts of a notification, in ms: the documented minutes would take a test's time. */
const RETRIES = [0, 20, 40, 80];

/** What a gateway answers instead of doing what it was asked. */
export class Refusal extends Error {
  /**
   * @param {Reason} reason
   * @param {string} [field]
   */
  constructor(reason, field = '') {
    super(`${reason} ${field}`);
    this.reason = reason;
    this.field = field;
  }
}

/** @abstract */
export class Mock {
  /** @type {Map<string, Order>} */
  orders = new Map();
  /** @type {Map<string, Refund>} */
  refunds = new Map();
  /** How many equal notifications arrive at once. */
  copies = 1;
  /**
   * What the network does to the next request: `unheard` never reaches the gateway, of `unanswered` the reply is lost.
   * @type {'unheard' | 'unanswered' | undefined}
   */
  fault;
  /** Whether each attempt to notify was acknowledged. @type {boolean[]} */
  attempts = [];
  /** @type {Promise<void>[]} */
  #notifying = [];
  #numbers = 0;

  /** @param {Account} account */
  constructor(account) {
    this.account = account;
    this.server = createServer((request, response) => this.#serve(request, response));
  }

  /** Where requests go, by method and path. @abstract @returns {Record<string, (received: Received) => Sent>} */
  routes() {
    throw new Error('abstract');
  }

  /** The gateway's own words for it. @abstract @param {Refusal} _refusal @returns {Sent} */
  refused(_refusal) {
    throw new Error('abstract');
  }

  /** The notification that this order is paid. @abstract @param {Order} _order @param {Account} [_account] @returns {Sent} */
  notice(_order, _account) {
    throw new Error('abstract');
  }

  /** Whether the merchant's answer is the documented one. @abstract @param {string} _answer @returns {boolean} */
  isAcknowledged(_answer) {
    throw new Error('abstract');
  }

  /** How the customer's browser goes back to the shop. @param {Order} order @returns {Sent & { status: number }} */
  goBack({ returnUrl }) {
    const headers = returnUrl === '' ? {} : { Location: returnUrl };
    return { status: returnUrl === '' ? 200 : 302, contentType: 'text/html', body: 'paid', headers };
  }

  async listen() {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (this.server.address());
    this.url = `http://127.0.0.1:${port}/`;
    return this;
  }

  async close() {
    await this.notified();
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Once every notification is acknowledged, or given up. */
  async notified() {
    await Promise.all(this.#notifying);
  }

  /** @param {string} prefix */
  number(prefix) {
    this.#numbers += 1;
    return `${prefix}${String(this.#numbers).padStart(16, '0')}`;
  }

  /** @param {Placed} placed */
  place(placed) {
    if (this.orders.has(placed.orderNo)) throw new Refusal('duplicate', placed.orderNo);
    /** @type {Order} */
    const order = { ...placed, state: 'open', refundedFen: 0 };
    this.orders.set(order.orderNo, order);
    return order;
  }

  /**
   * The order of the merchant's number, the gateway's, or both.
   * @param {unknown} orderNo
   * @param {unknown} gatewayNo
   */
  find(orderNo, gatewayNo) {
    const is = (/** @type {string} */ ours, /** @type {unknown} */ given) => !given || ours === String(given);
    const order = [...this.orders.values()].find((one) => is(one.orderNo, orderNo) && is(one.gatewayNo, gatewayNo));
    if (order === undefined || !(orderNo || gatewayNo)) throw new Refusal('unknown', String(orderNo ?? gatewayNo));
    return order;
  }

  /**
   * @param {Order} order
   * @param {string} refundNo
   * @param {number} fen
   */
  refund(order, refundNo, fen) {
    if (this.refunds.has(refundNo)) throw new Refusal('duplicate', refundNo);
    if (order.state !== 'paid') throw new Refusal('unpaid', order.orderNo);
    if (fen < 1 || fen > order.fen - order.refundedFen) throw new Refusal('too-much', String(fen));
    order.refundedFen += fen;
    const refund = { refundNo, gatewayNo: this.number('R'), fen, order };
    this.refunds.set(refundNo, refund);
    return refund;
  }

  /** @param {(refund: Refund) => boolean} is */
  findRefund(is) {
    const refund = [...this.refunds.values()].find(is);
    if (refund === undefined) throw new Refusal('unknown', 'refund');
    return refund;
  }

  /** Where the customer pays. @param {Order} order */
  payPage({ gatewayNo }) {
    return `${this.url}customer/pay?order=${gatewayNo}`;
  }

  /**
   * Sends one notification, and says whether it was acknowledged.
   * @param {string} notifyUrl
   * @param {Sent} notice
   */
  async post(notifyUrl, { contentType, body, headers, method }) {
    const posted = { method: 'POST', headers: { 'Content-Type': contentType, ...headers }, body: Buffer.from(body) };
    const response = await (method === 'GET' ? fetch(`${notifyUrl}?${body}`) : fetch(notifyUrl, posted));
    const isAcknowledged = response.status === 200 && this.isAcknowledged(await response.text());
    this.attempts.push(isAcknowledged);
    return isAcknowledged;
  }

  /** @param {Order} order */
  async #notify(order) {
    const notice = this.notice(order); // The same for every attempt, its time too.
    for (const delay of order.notifyUrl === '' ? [] : RETRIES) {
      await new Promise((resolve) => setTimeout(resolve, delay));
      const copies = Array.from({ length: this.copies }, () => this.post(order.notifyUrl, notice));
      if ((await Promise.all(copies)).every(Boolean)) return;
    }
  }

  /** @param {string} gatewayNo */
  #pay(gatewayNo) {
    const order = this.find('', gatewayNo);
    if (order.state === 'open') {
      order.state = 'paid';
      this.#notifying.push(this.#notify(order));
    }
    return this.goBack(order);
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   */
  async #serve(request, response) {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    const body = Buffer.concat(chunks).toString();
    const received = { path: pathname, query: searchParams, headers: request.headers, body };

    const isCustomer = pathname === '/customer/pay';
    const fault = isCustomer ? undefined : this.fault;
    if (!isCustomer) this.fault = undefined;
    if (fault === 'unheard') return;
    const {
      status = 200,
      contentType,
      body: answer,
      headers,
    } = isCustomer
      ? this.#pay(searchParams.get('order') ?? '')
      : { status: undefined, ...this.#answer(`${request.method} ${pathname}`, received) };
    if (fault === 'unanswered') return;
    response.writeHead(status, { 'Content-Type': contentType, ...headers }).end(answer);
  }

  /**
   * @param {string} route
   * @param {Received} received
   */
  #answer(route, received) {
    try {
      const handle = this.routes()[route];
      if (handle === undefined) throw new Refusal('unknown', route);
      return handle(received);
    } catch (error) {
      if (error instanceof Refusal) return this.refused(error);
      throw error;
    }
  }
}

/** @param {unknown} value @returns {Sent} */
export const json = (value) => ({ contentType: 'application/json;charset=UTF-8', body: JSON.stringify(value) });

/** @param {Record<string, string>} fields @returns {Sent} */
export const form = (fields) => ({
  contentType: 'application/x-www-form-urlencoded',
  body: new URLSearchParams(fields).toString(),
});

/** The fields of a form; none may stand twice. @param {string} text */
export function readForm(text) {
  const pairs = [...new URLSearchParams(text)];
  const fields = Object.fromEntries(pairs);
  if (Object.keys(fields).length !== pairs.length) throw new Refusal('parameter', 'a field stands twice');
  return fields;
}

/** @param {string} text @returns {Record<string, unknown>} */
export function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal('parameter', 'not JSON');
  }
}

/**
 * Holds fields against a table: what each must look like; a name that ends in `?` may be missing.
 * @param {Record<string, unknown>} fields
 * @param {Record<string, RegExp>} table
 */
export function demand(fields, table) {
  for (const [key, pattern] of Object.entries(table)) {
    const name = key.replace('?', '');
    const value = fields[name] ?? '';
    const isOptional = key.endsWith('?');
    if (!(isOptional && value === '') && !pattern.test(String(value))) throw new Refusal('parameter', name);
  }
}

export const ANY = /./su;
export const FEN = /^[1-9]\d*$/u;
export const URL_TEXT = /^https?:\/\/./u;

/** yyyy-MM-dd HH:mm:ss in Beijing. */
export const localTime = () => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
