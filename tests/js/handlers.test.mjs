// Notifications over real HTTP, through the body parsers of three servers: what they make of a body must not change it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gateway } from 'fensign';
import { serve as express } from './handlers/express.mjs';
import { serve as fastify } from './handlers/fastify.mjs';
import { serve as node } from './handlers/node.mjs';
import { Shop } from './handlers/shop.mjs';

/** What makes each of them say that the payment has failed. */
const FAILED = { pass2pay: { state: 3 }, xipay: { result_code: 'PAY_FAIL' } };

/** A notification by form and one by JSON; Chinese, spaces and what a form must escape. */
const NOTICES = {
  pass2pay: {
    payOrderId: 'P1',
    mchNo: 'M1',
    mchOrderNo: 'O1',
    amount: 800,
    state: 2,
    subject: '杂粮煎饼 & 豆浆+1=早餐 100% 🥞',
    extParam: '',
  },
  xipay: {
    return_code: 'SUCCESS',
    result_code: 'PAY_SUCCESS',
    pay_trace_no: 'O1',
    trade_no: 'T1',
    total_amount: '800',
    mch_name: '升宝百货 "🥞"\n',
    shop_name: '',
    attach: null,
  },
};

/** @param {object} fields @param {string} text */
const named = (fields, text) => Object.entries(fields).find(([, value]) => String(value) === text)?.[0];

for (const [name, serve] of Object.entries({ 'node:http': node, Express: express, Fastify: fastify })) {
  for (const [id, fields] of Object.entries(NOTICES)) {
    const gateway = new Gateway(/** @type {keyof typeof NOTICES} */ (id), { secret: '密钥' });
    const { contentType, body } = gateway.testNotice(fields);
    const { ack, refuse } = gateway.notice('');
    const isJson = contentType.startsWith('application/json');
    const [orderNo = '', amount = ''] = ['O1', '800'].map((text) => named(fields, text));

    /** @param {(visit: { shop: Shop, send: (body: BodyInit, type?: string | null) => Promise<Response> }) => Promise<void>} check */
    const visiting = (check) => async () => {
      const shop = new Shop(gateway);
      const { url, close } = await serve(shop.respond);
      const send = (/** @type {BodyInit} */ body, /** @type {string | null} */ type = contentType) =>
        fetch(url, { method: 'POST', headers: type === null ? {} : { 'Content-Type': type }, body });
      try {
        await check({ shop, send });
      } finally {
        await close();
      }
    };

    /**
     * @param {Response} response
     * @param {{ contentType: string, body: string }} answer
     */
    const answers = async (response, answer) => {
      assert.equal(await response.text(), answer.body);
      assert.equal(response.headers.get('content-type')?.toLowerCase(), answer.contentType);
    };

    test(
      `${name}, ${id}: a notification and its retries are taken, and delivered once`,
      visiting(async ({ shop, send }) => {
        await answers(await send(body), ack);
        await answers(await send(body), ack);
        await Promise.all([1, 2, 3].map(async () => answers(await send(Buffer.from(body)), ack)));
        assert.equal(shop.deliveries, 1);
      }),
    );

    test(
      `${name}, ${id}: a charset in the content type changes nothing`,
      visiting(async ({ shop, send }) => {
        for (const suffix of ['; charset=utf-8', ';charset=UTF-8', '; charset="utf-8"'])
          await answers(await send(body, contentType + suffix), ack);
        await answers(await send(body, contentType.replace('application', 'Application')), ack);
        assert.equal(shop.deliveries, 1);
      }),
    );

    test(
      `${name}, ${id}: without a content type the body still arrives`,
      visiting(async ({ shop, send }) => {
        await answers(await send(Buffer.from(body), null), ack); // Bytes: fetch would call a text text/plain.
        await answers(await send(Buffer.from(body.replace('800', '801')), null), refuse);
        assert.deepEqual(shop.verdicts, ['valid', 'invalid']);
      }),
    );

    test(
      `${name}, ${id}: what is forged, of another amount or another order is refused`,
      visiting(async ({ shop, send }) => {
        await answers(await send(body.replace('800', '801')), refuse);
        await answers(await send(body.replace(/[,&]"?sign.*/u, isJson ? '}' : '')), refuse);
        await answers(await send(gateway.testNotice({ ...fields, [amount]: '1' }).body), refuse);
        await answers(await send(gateway.testNotice({ ...fields, [orderNo]: 'O2' }).body), refuse);
        assert.deepEqual([shop.verdicts, shop.deliveries], [['invalid', 'invalid', 'valid', 'valid'], 0]);
      }),
    );

    test(
      `${name}, ${id}: a failed payment is acknowledged, and not delivered`,
      visiting(async ({ shop, send }) => {
        const failed = gateway.testNotice({ ...fields, ...FAILED[/** @type {keyof typeof FAILED} */ (id)] });
        assert.equal(gateway.notice(failed.body, contentType).outcome, 'failed');
        await answers(await send(failed.body), ack);
        assert.equal(shop.deliveries, 0);
        await answers(await send(body), ack);
        assert.equal(shop.deliveries, 1);
      }),
    );

    test(
      `${name}, ${id}: while the database is down it is refused, and taken when it comes again`,
      visiting(async ({ shop, send }) => {
        shop.isDatabaseDown = true;
        await answers(await send(body), refuse);
        assert.equal(shop.deliveries, 0);
        shop.isDatabaseDown = false;
        await answers(await send(body), ack);
        assert.equal(shop.deliveries, 1);
      }),
    );

    test(
      `${name}, ${id}: an empty body, a huge one and one that is no UTF-8 are survived`,
      visiting(async ({ shop, send }) => {
        for (const hostile of ['', 'a'.repeat(2_000_000), Buffer.from([0xff, 0xfe, 0]), '{"sign":', 'a=%ff&sign=x']) {
          const response = await send(hostile);
          const isRefused = response.status >= 400 || (await response.text()) === refuse.body;
          assert(isRefused, `${String(hostile).slice(0, 20)}: ${response.status}`);
        }
        await answers(await send(body), ack);
        assert.equal(shop.deliveries, 1);
      }),
    );

    test(
      `${name}, ${id}: another content type makes no forged body genuine, and no genuine one forged`,
      visiting(async ({ shop, send }) => {
        const other = isJson ? 'application/x-www-form-urlencoded' : 'application/json';
        for (const type of [other, 'text/plain', 'multipart/form-data; boundary=x', 'application/octet-stream'])
          await answers(await send(body.replace('800', '801'), type), refuse);
        assert.equal(shop.deliveries, 0);
        assert(!shop.verdicts.includes('valid'));
        await answers(await send(body, other), ack);
        assert.equal(shop.deliveries, 1);
      }),
    );
  }
}

test('a refund that names the payment is acknowledged, and delivers nothing', async () => {
  const gateway = new Gateway('pass2pay', { secret: '密钥' });
  const shop = new Shop(gateway);
  const { url, close } = await node(shop.respond);
  try {
    const { mchNo, payOrderId } = NOTICES.pass2pay;
    const refund = { refundOrderId: 'R1', mchRefundNo: 'O1', mchNo, payOrderId, payAmount: 800, refundAmount: 800 };
    const { contentType, body } = gateway.testNotice({ ...refund, state: 2 });
    assert.equal(gateway.notice(body, contentType).kind, 'refund');
    const response = await fetch(url, { method: 'POST', headers: { 'Content-Type': contentType }, body });
    assert.equal(await response.text(), gateway.notice('').ack.body);
    assert.deepEqual([shop.verdicts, shop.deliveries], [['valid'], 0]);
  } finally {
    await close();
  }
});

test('a parser that comes first is named, and nothing is delivered', async () => {
  const gateway = new Gateway('xipay', { secret: '密钥' });
  const shop = new Shop(gateway);
  const { url, close } = await node((rawBody) => shop.respond(JSON.parse(rawBody), 'application/json'));
  try {
    const { body } = gateway.testNotice(NOTICES.xipay);
    await fetch(url, { method: 'POST', body });
    // Its sender's own `constructor` is not taken for a class.
    await fetch(url, { method: 'POST', body: '{"constructor":{"name":{"length":9}}}' });
    assert.deepEqual([shop.verdicts, shop.deliveries], [['malformed', 'malformed'], 0]);
  } finally {
    await close();
  }
});
