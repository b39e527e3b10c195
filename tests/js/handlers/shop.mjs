/** @import { Answer, Gateway, Message } from 'fensign' */

/** @typedef {(rawBody: any, contentType: string | undefined) => Promise<Answer>} Respond */
/** @typedef {(respond: Respond) => Promise<{ url: string, close: () => unknown }>} Serve */

/** A shop that is owed 8 yuan for one order, and takes notifications as the READMEs say. */
export class Shop {
  /** @type {string[]} the verdict on everything that reached it */
  verdicts = [];
  deliveries = 0;
  isDatabaseDown = false;
  #isPaid = false;

  /** @param {Gateway} gateway */
  constructor(gateway) {
    this.gateway = gateway;
  }

  /** @type {Respond} */
  respond = async (rawBody, contentType) => {
    const message = this.gateway.notice(rawBody, contentType);
    this.verdicts.push(message.verdict);
    return this.#take(message).catch(() => message.refuse);
  };

  /** @param {Message} message */
  async #take(message) {
    const order = await this.#order();
    const { deliver, answer } = message.decide(order);
    if (deliver && !this.#isPaid) {
      this.#isPaid = true;
      this.deliveries += 1;
    }
    return answer;
  }

  async #order() {
    if (this.isDatabaseDown) throw new Error('the database is down');
    return { orderNo: 'O1', amountFen: 800 };
  }
}
