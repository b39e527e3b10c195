// A gateway on your own machine: answers, keeps orders and notifies as each gateway of the tables does.
import { Gateway } from 'fensign';
import { gateways } from 'fensign/tables';
import { notice, refusal, reply } from './answer.mjs';
import { cashier } from './cashier/index.mjs';
import { createClock } from './clock.mjs';
import { createEvents } from './events.mjs';
import { ROWS, words } from './gateways.mjs';
import { createLedger, keyOf, numbered } from './ledger.mjs';
import { LOST, createListener } from './listener.mjs';
import { checked, during, parsed } from './misbehaviour.mjs';
import { createNotifier } from './notify.mjs';
import { refused } from './refused.mjs';
import { Refusal, basePath, bodyOf, read, route, secretOf } from './request.mjs';
import { memoryStore } from './store.mjs';

/** @import { Misbehaviour, Sandbox, SandboxOptions, SandboxOrder } from '../../sandbox.d.ts' */
/** @import { Desk, Entry } from './types.d.ts' */

export { memoryStore };

const CAUSE = 'x-fensign-cause';
const WARNING = 'x-fensign-warning';
/** So that no message makes a header too long for a client. */
const LONGEST_CAUSE = 300;
const HTML = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';
const TEXT_TYPE = { 'Content-Type': 'text/plain; charset=utf-8' };

/** @param {SandboxOptions} options @returns {Sandbox} */
export function createSandbox({
  gateways: accounts,
  now,
  fetch = globalThis.fetch,
  store = memoryStore(),
  allowRemote = false,
}) {
  const clock = createClock(now);
  const desks = desksOf(accounts, clock.now);
  const secrets = [...desks.values()].map(secretOf).filter((secret) => secret !== '');
  const { events, tell, mask, masked } = createEvents(clock.now, secrets);
  const ledger = createLedger(store, clock.now);
  const notifier = createNotifier({ clock, fetch: (url, init) => fetch(url, init), allowRemote, tell });
  /** @type {Misbehaviour} */
  let ahead = {};
  /** One change at a time: an order is read before it is written. @type {Promise<unknown>} */
  let turn = Promise.resolve();
  /** @template T @param {() => Promise<T>} act @returns {Promise<T>} */
  const inTurn = (act) => {
    const done = turn.then(act);
    turn = done.catch(() => {});
    return done;
  };
  /** @param {'reply' | 'notice'} phase */
  const take = (phase) => {
    const taken = during(ahead, phase);
    for (const name of Object.keys(taken)) delete ahead[/** @type {keyof Misbehaviour} */ (name)];
    return taken;
  };
  const deskOf = (/** @type {Entry} */ { gateway }) => /** @type {Desk} */ (desks.get(gateway));
  const shown = (/** @type {Entry} */ entry) => {
    const { gateway, kind, orderNo, gatewayNo, amountFen, refundedFen, state, createdAt, doneAt, payUrl } = entry;
    const order = { gateway, kind, orderNo, gatewayNo, amountFen, refundedFen, state, createdAt, payUrl };
    return /** @type {SandboxOrder} */ (masked({ ...order, ...(doneAt !== undefined && { doneAt }) }));
  };
  const tellOrder = (/** @type {Entry} */ entry) =>
    tell({ type: 'order', gateway: entry.gateway, orderNo: entry.orderNo, kind: entry.kind, order: shown(entry) });

  /** @param {Entry} entry @param {Entry} [of] @param {string} [url] */
  const notify = (entry, of, url = entry.notifyUrl) => {
    const desk = deskOf(entry);
    const isTold = entry.kind !== 'order' || desk.row.notifies.includes(entry.state);
    return isTold ? notifier.notify(desk, entry, of, url, entry.misbehaviour) : Promise.resolve();
  };

  /** @param {Entry} entry @param {'paid' | 'failed' | 'closed'} state @param {Misbehaviour} [wrong] */
  const decide = async (entry, state, wrong) => {
    const decided = await inTurn(async () => {
      const current = /** @type {Entry} */ (await store.get(keyOf(entry)));
      const misbehaviour = { ...current.misbehaviour, ...take('notice'), ...wrong };
      return ledger.decide({ ...current, misbehaviour }, state);
    });
    tellOrder(decided);
    return { decided, notified: notify(decided) };
  };

  /** @param {string} orderNo @param {string} [gateway] */
  const orderOf = async (orderNo, gateway) => {
    const asked = gateway === undefined ? [...desks.values()] : [desks.get(gateway)];
    /** @type {Entry[]} */
    const found = [];
    for (const desk of asked) {
      if (desk === undefined) throw refused('gateway', [...desks.keys()].join(', '));
      const entry = await store.get(keyOf({ gateway: desk.id, kind: 'order', orderNo }));
      if (entry) found.push(/** @type {Entry} */ (entry));
    }
    const [entry] = found;
    if (entry === undefined || found.length > 1) throw refused('orderNo', 'an order of one gateway');
    return entry;
  };
  /** @param {'paid' | 'failed' | 'closed'} state */
  const deciding = (state) => async (/** @type {string} */ orderNo, /** @type {string | undefined} */ gateway) => {
    const { decided, notified } = await decide(await orderOf(orderNo, gateway), state).catch(asOption);
    await notified;
    return shown(decided);
  };

  async function orders() {
    const lists = [];
    for (const desk of desks.values())
      for (const kind of /** @type {const} */ (['order', 'refund', 'transfer']))
        lists.push(await ledger.all(desk, kind));
    return lists.flat().map(shown);
  }

  const till = {
    find: async (/** @type {string} */ token) => {
      const key = /** @type {string | undefined} */ (await store.get(`token/${token}`));
      return key === undefined ? undefined : /** @type {Entry | undefined} */ (await store.get(key));
    },
    open: (/** @type {Entry} */ { gateway, kind, orderNo }) =>
      inTurn(async () => {
        const entry = /** @type {Entry} */ (await store.get(keyOf({ gateway, kind, orderNo })));
        if (entry.state !== 'created') return entry;
        const opened = await ledger.change(entry, { state: 'paying' });
        tellOrder(opened);
        return opened;
      }),
    /** The customer goes back at once, whatever the shop makes of the notification. */
    decide: async (
      /** @type {Entry} */ entry,
      /** @type {'paid' | 'failed' | 'closed'} */ state,
      /** @type {Misbehaviour} */ wrong,
    ) => {
      try {
        return (await decide(entry, state, wrong)).decided;
      } catch (error) {
        if (error instanceof Refusal) return undefined;
        throw error;
      }
    },
    back: (/** @type {Entry} */ entry) => ({
      kind: deskOf(entry).row.back,
      notice: notice(deskOf(entry), entry, undefined, {}, clock.now()),
    }),
    orders,
    events,
    mask,
  };

  /** @param {Request} request */
  async function answer(request) {
    const url = new URL(request.url);
    if (url.pathname.startsWith('/cashier/')) return cashier(request, till);
    const routed = route(desks, request.method, url);
    if (routed === undefined) {
      tell({ type: 'request', verdict: 'no-operation', url: url.pathname });
      return new Response('没有这个接口 No such operation\n', { status: 404, headers: TEXT_TYPE });
    }
    const { desk, operation } = routed;
    const { search, misbehaviour } = ownQuery(url.search);
    const wrong = { ...take('reply'), ...during(misbehaviour, 'reply') };
    const about = { type: /** @type {const} */ ('request'), gateway: desk.id, operation: operation.name };
    const causes = Object.keys(wrong);
    if (causes.length > 0) tell({ ...about, verdict: 'misbehaved', causes });
    if (wrong.status !== undefined)
      return new Response(HTML, { status: wrong.status, headers: { 'Content-Type': 'text/html' } });
    const isQuery = request.method === 'GET';
    const text = isQuery ? search.slice(1) : await bodyOf(request);
    if (text === undefined) return new Response('', { status: 413 });
    const response = await inTurn(() =>
      handle(desk, operation, { headers: request.headers, text, isQuery }, url.origin, during(misbehaviour, 'notice')),
    );
    if (wrong.slow !== undefined) await clock.sleep(wrong.slow);
    if (wrong.lost) return new Response('', { status: 504, headers: { [LOST]: 'true' } });
    return wrong.html ? new Response(HTML, { headers: { 'Content-Type': 'text/html' } }) : response;
  }

  /**
   * @param {Desk} desk
   * @param {import('fensign/tables').OperationInfo} operation
   * @param {Parameters<typeof read>[2]} received
   * @param {string} origin
   * @param {Misbehaviour} misbehaviour
   */
  async function handle(desk, operation, received, origin, misbehaviour) {
    const about = { type: /** @type {const} */ ('request'), gateway: desk.id, operation: operation.name };
    try {
      const asked = read(desk, operation, received);
      const opened = (/** @type {Entry} */ entry) => {
        const token = crypto.randomUUID();
        return { ...entry, token, payUrl: `${origin}/cashier/${token}`, misbehaviour };
      };
      const done = await ledger.do(desk, asked, opened);
      const isUnsigned = desk.info.rule === undefined && desk.account.rule === undefined;
      const verdict = isUnsigned ? 'unchecked' : 'accepted';
      if ('list' in done) tell({ ...about, verdict });
      else {
        const { entry, of } = done;
        if (asked.act === 'place') await store.set(`token/${entry.token}`, keyOf(entry));
        tell({ ...about, verdict, orderNo: entry.orderNo });
        if (!/query|settle/iu.test(asked.act)) tellOrder(of ?? entry);
        if (['close', 'refund', 'transfer'].includes(asked.act)) void notify(entry, of);
        if (asked.act === 'place' && desk.row.page?.(asked.sent, operation.name))
          return new Response(null, { status: 303, headers: { Location: entry.payUrl } });
      }
      const headers = isUnsigned ? { [WARNING]: 'unchecked: no rule' } : {};
      return sent(reply(desk, asked, done, clock.now()), headers);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { reason, detail, why } = error;
      const { causes = why.problems?.map(({ code }) => code) ?? [reason], message, messageZh, problems } = why;
      const texts = { ...(message !== undefined && { message }), ...(messageZh !== undefined && { messageZh }) };
      tell({ ...about, verdict: reason, causes, ...texts, ...(problems && { problems }) });
      const sentence = encodeURIComponent(wellFormed(mask(message ?? detail).slice(0, LONGEST_CAUSE)));
      return sent(refusal(desk, reason, words(reason, mask(detail))), { [CAUSE]: `${causes.join(',')};${sentence}` });
    }
  }

  /** @param {Request | string | URL} input @param {RequestInit} [init] */
  async function answered(input, init) {
    try {
      // What a server gives beside a Request (Deno's information, a worker's environment) is no init.
      return await answer(input instanceof Request ? input : new Request(input, init));
    } catch (error) {
      // Of what `sandbox=` asks for in an address, a wrong name; else a store that fails.
      const message = error instanceof Error && error.name === 'FensignError' ? mask(error.message) : '';
      tell({ type: 'fault', message: message || 'the sandbox failed', messageZh: message || '沙箱内部出错' });
      return new Response(message, { status: message === '' ? 500 : 400, headers: TEXT_TYPE });
    }
  }

  return {
    fetch: answered,
    listener: createListener(answered),
    baseUrl(id, origin = 'http://127.0.0.1') {
      const desk = desks.get(id);
      if (desk === undefined) throw refused('gateway', [...desks.keys()].join(', '));
      return `${origin.replace(/\/$/u, '')}/${id}${basePath(desk)}`;
    },
    orders,
    pay: deciding('paid'),
    fail: deciding('failed'),
    close: deciding('closed'),
    async refund(orderNo, fen, gateway) {
      const order = await orderOf(orderNo, gateway);
      const desk = deskOf(order);
      const { entry, of } = await inTurn(async () => {
        const current = /** @type {Entry} */ (await store.get(keyOf(order)));
        const amount = fen ?? current.amountFen - current.refundedFen;
        return ledger.refund(desk, current, numbered(clock.now()), amount, {}, current.notifyUrl);
      }).catch(asOption);
      tellOrder(of);
      await notify(entry, of);
      return shown(entry);
    },
    next(misbehaviour) {
      ahead = { ...ahead, ...checked(misbehaviour) };
    },
    events,
    run: clock.run,
    stop() {
      clock.stop();
      for (const { gateway } of desks.values()) gateway.free();
    },
  };
}

/** @param {SandboxOptions['gateways']} accounts @param {() => number} now @returns {Map<string, Desk>} */
function desksOf(accounts, now) {
  const infos = new Map(gateways().map((info) => [/** @type {string} */ (info.id), info]));
  if (typeof accounts !== 'object' || accounts === null) throw refused('gateways', [...infos.keys()].join(', '));
  return new Map(
    Object.entries(accounts).map(([id, account]) => {
      const info = infos.get(id);
      const row = ROWS[id];
      if (info === undefined || row === undefined || account === undefined)
        throw refused(`gateways.${id}`, [...infos.keys()].join(', '));
      const { secret, rule } = account;
      if (secret === undefined && (info.rule ?? rule) !== undefined) throw refused(`gateways.${id}.secret`, 'a secret');
      // Nothing is sent there.
      const baseUrl = 'http://127.0.0.1/';
      const options = { baseUrl, now, ...(secret !== undefined && { secret }), ...(rule && { rule }) };
      return [id, { id: info.id, info, row, account, gateway: new Gateway(info.id, options) }];
    }),
  );
}

/** Takes `sandbox=…` out of a query; the rest stays as it came, since it may be signed. @param {string} search */
function ownQuery(search) {
  const pairs = search.slice(1).split('&');
  const own = pairs.filter((pair) => pair.startsWith('sandbox='));
  const text = new URLSearchParams(own.join('&')).get('sandbox') ?? '';
  return {
    search: `?${pairs.filter((pair) => !own.includes(pair)).join('&')}`,
    misbehaviour: text === '' ? {} : parsed(text),
  };
}

/** @param {{ contentType: string, body: string, headers: Record<string, string> }} message @param {Record<string, string>} more */
const sent = ({ contentType, body, headers }, more) =>
  new Response(body, { headers: { 'Content-Type': contentType, ...headers, ...more } });

/** Half a character, at the end of a text that was cut, cannot be encoded. @param {string} text */
const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, '�');

/** What a gateway would refuse is a wrong call here. @param {unknown} error @returns {never} */
function asOption(error) {
  if (error instanceof Refusal) throw refused(error.reason, error.detail);
  throw error;
}
