// What `send` and `poll` take, by the gateway's own types: what `request` refuses, they refuse.
import { Gateway, type Decision, type GatewayId, type Message, type Rule } from 'fensign';
import { poll, send, type PollOptions, type SendOptions, type Sent } from 'fensign/fetch';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Expect<T extends true> = T;

const pass2pay = new Gateway('pass2pay', { secret: 's', defaults: { mchNo: 'M1', appId: 'A1' } });
const pyun = new Gateway('4pyun', { secret: 's' });
declare const some: Gateway<GatewayId | Rule>;

const message = send(pass2pay, 'query', { mchOrderNo: 'O1' });
const polled = poll(pass2pay, { orderNo: 'O1', amountFen: 800 });

export type Types = [
  Expect<Equal<Awaited<typeof message>, Sent>>,
  Expect<Equal<Awaited<typeof polled>, Decision & { message: Sent }>>,
];

send(
  pass2pay,
  'query',
  { payOrderId: 'P1' },
  { as: 'form', headers: { 'X-Trace': '1' }, accept: ['payOrderId:length'] },
);
send(
  pyun,
  'query',
  { app_id: 'a', merchant: 'm', pay_order: '1' },
  { timeoutMs: 5000, signal: AbortSignal.timeout(1) },
);
send(some, 'anything', { a: 1 });
// The platform's own, and one of the caller's.
send(pass2pay, 'query', { mchOrderNo: 'O1' }, { fetch });
send(pass2pay, 'query', { mchOrderNo: 'O1' }, { fetch: async () => new Response('{}') });
send(pass2pay, 'query', { mchOrderNo: 'O1' }, { fetch: (url, init) => fetch(url, { ...init, cache: 'no-store' }) });
poll(pyun, { orderNo: 'O1', amountFen: 8n, merchant: 'm' }, { everyMs: 1000, untilMs: 5000, timeoutMs: 500 });
poll(some, { orderNo: 'O1', amountFen: '8' }, { fields: pass2pay.request('query', { mchOrderNo: 'O1' }).fields });
export const keep: Promise<Record<string, string>> = message.then((sent) => sent.keep);
export const reply: Promise<Message> = message;
export const sending: SendOptions = { timeoutMs: 1 };
export const polling: PollOptions = { ...sending, everyMs: 1 };

// @ts-expect-error no such operation
send(pass2pay, 'qury', { mchOrderNo: 'O1' });
// @ts-expect-error another gateway's field
send(pass2pay, 'query', { pay_order: 'O1' });
// @ts-expect-error mchNo and appId, which are no defaults here
send(new Gateway('pass2pay'), 'query', { mchOrderNo: 'O1' });
// @ts-expect-error no such option
send(pass2pay, 'query', { mchOrderNo: 'O1' }, { timeout: 5 });
// @ts-expect-error it must be a fetch
send(pass2pay, 'query', { mchOrderNo: 'O1' }, { fetch: 'node-fetch' });
// @ts-expect-error it must resolve to a Response
send(pass2pay, 'query', { mchOrderNo: 'O1' }, { fetch: async () => ({ status: 200 }) });
// @ts-expect-error no amount
poll(pass2pay, { orderNo: 'O1' });
// @ts-expect-error for poll alone
send(pass2pay, 'query', { mchOrderNo: 'O1' }, { everyMs: 1 });

// `reply` takes what fetch threw, and the status.
pass2pay.reply('query', new TypeError('fetch failed'));
pass2pay.reply('query', '{}', { status: 200, headers: new Headers() });
// @ts-expect-error a status is a number
pass2pay.reply('query', '{}', { status: '200' });
