// One shop (shop.ts) at every gateway, over loopback: against mocks that know nothing of fensign, and against its sandbox.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformSync } from 'esbuild';
import { Gateway } from 'fensign';
import { gateways } from 'fensign/tables';
import { Database } from './database.mjs';
import { MOCKS } from './mock/index.mjs';
import { Mock } from './mock/server.mjs';
import { SandboxMock } from './sandbox.mjs';
import { serve } from './serve.mjs';

/** @import { GatewayId, Rule } from 'fensign' */
/** @import { Misbehaviour } from 'fensign/sandbox' */
/** @import { OperationInfo } from 'fensign/tables' */
/** @import { Account } from './mock/server.mjs' */
/** @import { Shop } from './shop.js' */

const SOURCE = readFileSync(new URL('shop.ts', import.meta.url), 'utf8');

const { Shop: ShopOf } = await compiled();

/** @returns {Promise<typeof import('./shop.js')>} */
async function compiled() {
  // Beside the tests, where it finds the package.
  const folder = mkdtempSync(join(fileURLToPath(new URL('.', import.meta.url)), 'compiled-'));
  try {
    const file = join(folder, 'shop.mjs');
    writeFileSync(file, transformSync(SOURCE, { loader: 'ts' }).code);
    return await import(pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const SECRET = '密钥 of the shop';

/**
 * All that differs from gateway to gateway: what the merchant's account is there.
 * @type {Record<GatewayId, {
 *   app: string, merchant: string, path?: string, defaults: Record<string, string>, rule?: Rule,
 *   contract?: (isTaken: boolean) => Response,
 * }>}
 */
const ACCOUNTS = {
  pass2pay: {
    merchant: 'M1621873433953',
    app: 'A1',
    defaults: { mchNo: 'M1621873433953', appId: 'A1' },
  },
  // A rule of our own contract: see mock/sign.mjs.
  wecard: {
    merchant: 'CM6756531983210274560',
    app: '',
    defaults: { ChannelSubMerchantId: 'CM6756531983210274560' },
    rule: { over: 'body', header: 'X-Contract-Sign', digest: 'hmac-sha256', key: null, case: 'lower' },
    contract: (isTaken) => new Response(isTaken ? 'SUCCESS' : 'FAIL'),
  },
  payindex: { merchant: '10001', app: '', defaults: { pay_memberid: '10001', type: 'json' } },
  xipay: {
    merchant: 'Y52212190001',
    app: '60000001',
    defaults: { inst_no: '60000001', mch_no: 'Y52212190001' },
  },
  '4pyun': {
    merchant: '62626601',
    app: 'op1',
    path: 'gate/1.0/',
    defaults: { app_id: 'op1', merchant: '62626601', trade_scene: 'GENERIC' },
  },
  epay: { merchant: '1001', app: '', defaults: { pid: '1001' } },
};

const ORDER_NO = '20261126200600000001';
const AMOUNT_FEN = 1230;
/** Every misbehaviour that the sandbox knows. @type {Required<{ [N in keyof Misbehaviour]: Pick<Misbehaviour, N> }>} */
const MISBEHAVIOURS = {
  duplicate: { duplicate: 3 },
  late: { late: 600_000 },
  outOfOrder: { outOfOrder: true },
  amount: { amount: 1 },
  merchant: { merchant: '10002' },
  signature: { signature: true },
  json: { json: true },
  contradict: { contradict: true },
  lost: { lost: true },
  status: { status: 502 },
  html: { html: true },
  slow: { slow: 1000 },
};
const REPLIES = ['lost', 'status', 'html', 'slow'];

const POLLING = { everyMs: 5, untilMs: 100 };

/** @typedef {'a mock' | 'the sandbox'} Side */
const SIDES = /** @type {Side[]} */ (['a mock', 'the sandbox']);

for (const [side, { id, operations }] of SIDES.flatMap((side) =>
  gateways().map((info) => /** @type {const} */ ([side, info])),
)) {
  const operation = (/** @type {OperationInfo['role']} */ role) => operations.find((one) => one.role === role);
  const replyVerdict = (/** @type {OperationInfo['role']} */ role) =>
    operation(role)?.reply.signed.length === 0 ? 'unsigned' : 'valid';
  const kept = (/** @type {'place' | 'refund'} */ role) =>
    operation(role)
      ?.fields.flatMap(({ kept, role, name }) => (kept ? [role ?? name] : []))
      .sort();
  assert(id in MOCKS && id in ACCOUNTS, `${id} owes the shop a mock and an account`);
  const { merchant, app, path = '', defaults, rule, contract } = ACCOUNTS[id];

  /** Makes a mock, a database and the site of a shop for one test. @param {(visit: Visit) => Promise<void>} run */
  const visiting = (run) => async () => {
    const account = { secret: SECRET, merchant, app };
    const contracted = { ...(rule && { rule }), ...(contract && { ack: 'SUCCESS' }) };
    const isMock = side === 'a mock';
    const mock = await (isMock ? new MOCKS[id](account) : new SandboxMock(id, account, contracted)).listen();
    const database = new Database();
    /** @type {string[]} */
    const deliveries = [];
    const options = { secret: SECRET, baseUrl: `${mock.url}${path}`, defaults, ...(rule && { rule }) };
    // Each time another shop, an hour later: what it knows of an order stands in the database.
    let hours = 0;
    const shop = (timeoutMs = 10_000) => {
      hours += 1;
      const later = hours * 3_600_000;
      const gateway = new Gateway(id, { ...options, now: () => Date.now() + later });
      const polling = { ...POLLING, timeoutMs };
      const send = { gateway, merchant, sending: { timeoutMs }, polling, ...(contract && { contract }) };
      return new ShopOf(send, database, (orderNo) => deliveries.push(orderNo));
    };
    const site = await serve((request) => shop().notify(request));
    const notifyUrl = `${site.url}notify`;
    const order = {
      orderNo: ORDER_NO,
      amountFen: AMOUNT_FEN,
      subject: '商品',
      detail: '0',
      notifyUrl,
      returnUrl: `${site.url}back`,
      clientIp: '210.73.10.148',
      payer: 'C200492312',
      payerSince: 1622016572190,
      attach: 'a1',
      expiresAt: Date.now() + 24 * 3_600_000,
      payBy: 'alipay',
      scene: 'h5',
    };
    try {
      await run({ mock, account, database, deliveries, shop, order, notifyUrl, visits: site.visits });
    } finally {
      await mock.close();
      site.close();
    }
  };
  /**
   * @typedef {{
   *   mock: Mock | SandboxMock, account: Account, database: Database, deliveries: string[], shop: (timeoutMs?: number) => Shop,
   *   order: Parameters<Shop['place']>[0], notifyUrl: string, visits: string[],
   * }} Visit
   */

  test(
    `${id} of ${side}: placed, paid on the page that \`pay\` names, told thrice at once, delivered once`,
    visiting(async ({ mock, database, deliveries, shop, order, visits }) => {
      const reply = await shop().place(order);
      assert.equal(reply.outcome, 'pending', JSON.stringify(reply));
      const { orderNo, fen, gatewayNo } = mock.find(ORDER_NO, '');
      assert.deepEqual([orderNo, fen], [ORDER_NO, AMOUNT_FEN]);

      mock.copies = 3;
      await pay(reply);
      await mock.notified();
      assert.deepEqual(mock.attempts, [true, true, true]);
      assert.deepEqual(deliveries, [ORDER_NO]);
      const { isPaid, gatewayOrderNo } = await database.row(ORDER_NO);
      assert.deepEqual({ isPaid, gatewayOrderNo }, { isPaid: true, gatewayOrderNo: gatewayNo });

      const returns = operation('place')?.fields.some((field) => field.role === 'returnUrl');
      assert.deepEqual(visits, returns ? [`${id === 'payindex' ? 'POST' : 'GET'} /back`] : []);
    }),
  );

  // The sandbox forges on demand: below.
  if (side === 'a mock')
    test(
      `${id} of ${side}: what is forged, for another merchant, of another order or amount is refused`,
      visiting(async ({ mock, account, deliveries, shop, order, notifyUrl }) => {
        assert(mock instanceof Mock);
        await shop().place(order);
        const paid = { ...mock.find(ORDER_NO, ''), state: /** @type {const} */ ('paid') };
        const genuine = mock.notice(paid);
        const cheap = mock.notice({ ...paid, fen: 1 });
        const refused = {
          'signed with another secret': mock.notice(paid, { ...account, secret: 'another' }),
          'changed after it was signed': {
            ...genuine,
            body: cheap.body.replace(/(sign"?[=:]"?)\w+/u, `$1${signOf(genuine)}`),
          },
          'for another merchant': mock.notice(paid, { ...account, merchant: '10002' }),
          'of an order that is not ours': mock.notice({ ...paid, orderNo: '20261126200600000002' }),
          'of another amount': cheap,
          'not paid': mock.notice({ ...paid, state: 'open' }),
          empty: { ...genuine, body: '' },
        };
        for (const [what, notice] of Object.entries(refused)) {
          await mock.post(notifyUrl, notice);
          assert.deepEqual(deliveries, [], what);
          if (what !== 'not paid') assert.equal(mock.attempts.at(-1), false, what);
        }
        assert.equal(await mock.post(notifyUrl, genuine), true);
        assert.deepEqual(deliveries, [ORDER_NO]);
      }),
    );

  if (side === 'the sandbox')
    for (const [name, misbehaviour] of Object.entries(MISBEHAVIOURS))
      test(
        `${id} of ${side}: misbehaving (${name}), it makes the shop neither deliver twice nor lose the order`,
        visiting(async ({ mock, database, deliveries, shop, order }) => {
          assert(mock instanceof SandboxMock);
          if (REPLIES.includes(name)) mock.next(misbehaviour);
          let reply = await shop(300).place(order);
          // Acted on or not: it is placed again, as it was.
          if (name === 'status') reply = await shop().place(order);
          if (!REPLIES.includes(name)) mock.next(misbehaviour);
          // Where no reply came that says where to pay, the customer goes by another way.
          if (reply.pay?.kind === 'redirect') await pay(reply);
          else await mock.sandbox.pay(ORDER_NO);
          await mock.notified();
          const isBad = /^(amount|merchant|signature)$/u.test(name);
          if (isBad) assert.deepEqual(deliveries, [], 'a wrong notification delivers nothing');
          if (isBad) assert.equal(mock.attempts.at(0), false);
          if (operation('query') && name === 'contradict')
            assert.notEqual((await shop().query(ORDER_NO)).outcome, 'paid');
          mock.forward(3_600_000);
          await mock.notified();
          assert.deepEqual(deliveries, [ORDER_NO], JSON.stringify(mock.sandbox.events.list()));
          assert.equal((await database.row(ORDER_NO)).isPaid, true);
          assert.equal(mock.orders.size, 1);
        }),
      );

  test(
    `${id} of ${side}: a second order of the same number is refused, and what is stored of the first stays`,
    visiting(async ({ mock, database, deliveries, shop, order }) => {
      await pay(await shop().place(order));
      await mock.notified();
      const stored = await database.row(ORDER_NO);
      const { pay: payment, outcome } = await shop().place(order);
      assert.notEqual(outcome, 'paid');
      assert(payment === undefined || payment.kind === 'none', JSON.stringify(payment));
      assert.deepEqual(await database.row(ORDER_NO), stored);
      assert.deepEqual([mock.orders.size, deliveries.length], [1, 1]);
    }),
  );

  test(
    `${id} of ${side}: an order that never arrived is placed again under its number`,
    visiting(async ({ mock, database, deliveries, shop, order }) => {
      mock.fault = 'unheard';
      assertUnanswered(await shop(300).place(order));
      const { keep } = await database.row(ORDER_NO);
      if (operation('query')) assert.notEqual((await shop().query(ORDER_NO)).outcome, 'paid');
      const reply = await shop().place(order);
      assert.deepEqual((await database.row(ORDER_NO)).keep, keep);
      await pay(reply);
      await mock.notified();
      assert.deepEqual(deliveries, [ORDER_NO]);
      if (operation('query')) assert.equal((await shop().query(ORDER_NO)).outcome, 'paid');
    }),
  );

  test(
    `${id} of ${side}: an order whose reply was lost is not placed twice`,
    visiting(async ({ mock, deliveries, shop, order }) => {
      mock.fault = 'unanswered';
      assertUnanswered(await shop(300).place(order));
      if (operation('query')) assert.equal((await shop().query(ORDER_NO)).outcome, 'pending');
      const { pay: payment } = await shop().place(order);
      assert(payment === undefined || payment.kind === 'none', JSON.stringify(payment));
      assert.deepEqual([mock.orders.size, deliveries.length], [1, 0]);
    }),
  );

  test(
    `${id} of ${side}: what is stored is what the table says`,
    visiting(async ({ database, shop, order }) => {
      await shop().place(order);
      const { keep } = await database.row(ORDER_NO);
      const kept =
        operation('place')
          ?.fields.filter((field) => field.kept)
          .map(({ role, name }) => role ?? name) ?? [];
      assert.deepEqual(Object.keys(keep).sort(), kept.sort());
    }),
  );

  if (operation('query'))
    test(
      `${id} of ${side}: a payment of which no notification came is found by the query`,
      visiting(async ({ mock, deliveries, shop, order }) => {
        mock.copies = 0;
        const reply = await shop().place(order);
        assert.equal((await shop().query(ORDER_NO)).outcome, 'pending');
        await pay(reply);
        const queries = [await shop().query(ORDER_NO), await shop().query(ORDER_NO)];
        assert.deepEqual(
          queries.map(({ outcome }) => outcome),
          ['paid', 'paid'],
        );
        // A reply that the gateway does not sign delivers nothing.
        const signed = queries[0]?.verdict === 'valid' ? [ORDER_NO] : [];
        assert.deepEqual(deliveries, signed);
        assert.equal(queries[0]?.verdict, replyVerdict('query'));
      }),
    );

  if (operation('refund'))
    test(
      `${id} of ${side}: a part is refunded, no more than was paid, and the refund is queried where the gateway can be asked`,
      visiting(async ({ mock, database, deliveries, shop, order }) => {
        await pay(await shop().place(order));
        await mock.notified();
        await assert.rejects(shop().refund(ORDER_NO, 'R20261126200600000001', AMOUNT_FEN + 1), {
          name: 'FensignError',
        });
        assert.equal(mock.refunds.size, 0);

        const reply = await shop().refund(ORDER_NO, 'R20261126200600000002', 400);
        assert.notEqual(reply.outcome, 'failed', JSON.stringify(reply));
        const [refund] = mock.refunds.values();
        assert.equal(refund?.fen, 400);
        const { refund: stored } = await database.row(ORDER_NO);
        assert.deepEqual(Object.keys(stored?.keep ?? {}).sort(), kept('refund'));
        assert.deepEqual(deliveries, [ORDER_NO]);
        // Some gateways give a refund no number.
        if (!operation('refund')?.fields.some(({ role }) => role === 'refundNo')) return;
        assert.equal(refund?.refundNo, 'R20261126200600000002');
        assert.deepEqual([stored?.keep.refundNo, stored?.gatewayRefundNo], [refund?.refundNo, refund?.gatewayNo]);

        const queried = await shop().refundQuery(ORDER_NO);
        assert.equal(queried.verdict, replyVerdict('refundQuery'), JSON.stringify(queried));
        assert.notEqual(queried.outcome, 'failed', JSON.stringify(queried));
        assert.equal(queried.order?.orderNo, refund?.refundNo);
      }),
    );
}

test('the shop is at most 61 lines, comments, imports and blank lines not counted, and names no gateway', () => {
  const code = SOURCE.replace(/\/\*.*?\*\//gsu, '')
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*\/\/|^import /u.test(line));
  assert(code.length <= 61, `${code.length} lines`);
  for (const { id } of gateways()) assert(!code.join('\n').includes(id), id);
});

/** The customer goes where the reply says, pays, and is brought back. @param {Awaited<ReturnType<Shop['place']>>} reply */
async function pay(reply) {
  const { pay: payment } = reply;
  assert(payment?.kind === 'redirect', JSON.stringify(reply));
  let page = await fetch(payment.value);
  // The cashier's first button pays; the page after it may be a form that goes back to the shop.
  for (let forms = 0; forms < 2; forms += 1) {
    const [, action] = /<form method="post" action="([^"]*)">/u.exec(await page.text()) ?? [];
    if (action === undefined) return;
    page = await fetch(new URL(action, page.url), { method: 'POST' });
  }
}

/** @param {Awaited<ReturnType<Shop['place']>>} reply */
function assertUnanswered({ verdict, problems }) {
  assert.deepEqual([verdict, problems.map(({ code }) => code)], ['malformed', ['no-reply']]);
}

/** The signature among the fields of a body, if it is there. @param {{ body: string }} notice */
function signOf({ body }) {
  return /sign"?[=:]"?(\w+)/u.exec(body)?.[1] ?? '';
}
