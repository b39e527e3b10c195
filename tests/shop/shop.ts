// A shop at any gateway: nothing here knows which one, and no gateway's own name stands here. What it stores is a Row, and the
// test makes a new shop for every step. Every line counts but comments, imports and blank ones: shop.test.mjs counts them.
import type { Answer, Fields, Gateway, Message } from 'fensign';
import { poll, send, type PollOptions, type SendOptions } from 'fensign/fetch';
import type { Database } from './database.mjs';

export interface Account {
  gateway: Gateway;
  merchant: string;
  sending: SendOptions;
  polling: PollOptions;
  /** What a notification is answered where no document says it, but a contract. */
  contract?: (isTaken: boolean) => Response;
}

export class Shop {
  constructor(
    readonly account: Account,
    readonly database: Database,
    readonly deliver: (orderNo: string) => void,
  ) {}

  /** What the row holds is there before anything is sent: an order whose reply is lost is placed again as it was. */
  async place(order: Fields & { orderNo: string; amountFen: number }) {
    const { gateway, sending } = this.account;
    const { orderNo, amountFen } = order;
    const row = await this.database.find(orderNo);
    const keep = row?.keep ?? gateway.request('place', order).keep;
    if (row === undefined) await this.database.insert(orderNo, { amountFen, isPaid: false, keep });
    return send(gateway, 'place', { ...order, ...keep }, sending);
  }

  async notify(request: Request) {
    const { gateway, merchant, contract } = this.account;
    const received = { contentType: request.headers.get('content-type') ?? '', headers: request.headers };
    const sent = request.method === 'GET' ? request.url : new Uint8Array(await request.arrayBuffer());
    const notice = gateway.notice(sent, received);
    const respond = (answer: Answer) => contract?.(answer === notice.ack) ?? answer.toResponse();
    const orderNo = notice.order?.orderNo ?? '';
    const row = await this.database.find(orderNo);
    if (row === undefined) return respond(notice.refuse);
    const { deliver, answer } = notice.decide({ orderNo, amountFen: row.amountFen, merchant });
    if (deliver) await this.paid(orderNo, notice);
    return respond(answer);
  }

  async query(orderNo: string) {
    const { amountFen, keep } = await this.database.row(orderNo);
    const { gateway, polling } = this.account;
    const { message, deliver } = await poll(gateway, { orderNo, amountFen }, { ...polling, fields: keep });
    if (deliver) await this.paid(orderNo, message);
    return message;
  }

  async refund(orderNo: string, refundNo: string, refundFen: number) {
    const { gateway, sending } = this.account;
    const { amountFen, keep: kept, gatewayOrderNo } = await this.database.row(orderNo);
    const fields = { ...kept, gatewayOrderNo, refundNo, refundFen, totalFen: amountFen, reason: '退货' };
    const { keep } = gateway.request('refund', fields);
    await this.database.update(orderNo, { refund: { keep } });
    const reply = await send(gateway, 'refund', { ...fields, ...keep }, sending);
    const gatewayRefundNo = reply.order?.gatewayOrderNo ?? '';
    await this.database.update(orderNo, { refund: { keep, gatewayRefundNo } });
    return reply;
  }

  async refundQuery(orderNo: string) {
    const { keep, refund } = await this.database.row(orderNo);
    const fields = { ...keep, ...refund?.keep, gatewayRefundNo: refund?.gatewayRefundNo };
    return send(this.account.gateway, 'refundQuery', fields, this.account.sending);
  }

  private async paid(orderNo: string, { order }: Message) {
    if (await this.database.pay(orderNo, order?.gatewayOrderNo ?? '')) this.deliver(orderNo);
  }
}
