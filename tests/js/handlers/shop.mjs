/** @import { Answer, Gateway } from 'fensign' */

/** @typedef {(rawBody: any, contentType: string | undefined) => Answer} Respond */
/** @typedef {(respond: Respond) => Promise<{ url: string, close: () => unknown }>} Serve */

/** A shop that is owed 8 yuan for one order, and takes notifications as the READMEs say. */
export class Shop {
  /** @type {string[]} the verdict on everything that reached it */
  verdicts = [];
  deliveries = 0;
  #isPaid = false;

  /** @param {Gateway} gateway */
  constructor(gateway) {
    this.gateway = gateway;
  }

  /** @type {Respond} */
  respond = (rawBody, contentType) => {
    const message = this.gateway.notice(rawBody, contentType);
    this.verdicts.push(message.verdict);
    if (message.verdict !== 'valid' || message.outcome !== 'paid') return message.refuse;
    if (message.matches({ orderNo: 'O1', amountFen: 800 }).length > 0) return message.refuse;
    if (!this.#isPaid) this.deliveries += 1;
    this.#isPaid = true;
    return message.ack;
  };
}
