// 易支付: what carries the secret itself is nowhere else to be seen; notifications by GET.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FensignError, Gateway, MASK } from 'fensign';
import { diagnose } from 'fensign/diagnose';
import { poll, send } from 'fensign/fetch';
import { gateways } from 'fensign/tables';

const SECRET = 'k3y+&=/密钥never-shown';
const ENCODED = new URLSearchParams({ key: SECRET }).toString();
const PARTS = [SECRET, ENCODED.slice('key='.length), encodeURIComponent(SECRET)];

const epay = new Gateway('epay', {
  secret: SECRET,
  baseUrl: 'https://pay.example',
  defaults: { pid: '1001' },
  now: () => 1_700_000_000_000,
});

/** @param {unknown} value */
function assertHidden(value) {
  const shown = value instanceof Error ? `${value.stack} ${JSON.stringify(value)}` : JSON.stringify(value);
  for (const part of PARTS) assert(!shown.includes(part), shown);
}

const CARRIERS = /** @type {const} */ ([
  ['query', { orderNo: 'O1' }],
  ['orders', { limit: 10 }],
  ['refund', { gatewayOrderNo: 'T1', refundFen: 100, totalFen: 1000 }],
]);

for (const [operation, fields] of CARRIERS) {
  test(`${operation}: the secret is in what is sent, and nowhere else`, () => {
    const { url, body = '', ...rest } = epay.request(/** @type {any} */ (operation), /** @type {any} */ (fields));
    assert([url, body].some((text) => text.includes(ENCODED)));
    assert.equal(rest.fields.key, MASK);
    assert.deepEqual(
      rest.problems.map(({ field, code, severity }) => [field, code, severity]),
      [['key', 'secret-sent', 'warning']],
    );
    assertHidden(rest);
    assertHidden(epay.check(operation === 'query' ? 'order' : operation, fields));
    assertHidden(epay.explain(rest.fields));
  });

  test(`${operation}: whatever goes wrong on the way, no error and no message shows the secret`, async () => {
    const { url, body = '' } = epay.request(/** @type {any} */ (operation), /** @type {any} */ (fields));
    const failures = [
      new TypeError(`Failed to parse URL from ${url} ${body}`),
      Object.assign(new Error(`request to ${url} failed`), { code: `ECONN ${SECRET}`, cause: { url, body } }),
      Object.assign(new Error(url), { name: url }),
      /** @type {any} */ (url),
    ];
    for (const failure of failures) {
      const fetch = () => Promise.reject(failure);
      assertHidden(await send(epay, /** @type {any} */ (operation), /** @type {any} */ (fields), { fetch }));
    }
    for (const response of [new Response('<html>', { status: 502 }), Response.redirect(url, 302)])
      assertHidden(
        await send(epay, /** @type {any} */ (operation), /** @type {any} */ (fields), { fetch: async () => response }),
      );
    assertHidden(epay.testReply(/** @type {any} */ (operation), {}));
  });

  test(`${operation}: a key among the fields is refused, and not repeated`, () => {
    for (const key of [SECRET, 'another', '']) {
      assert.throws(
        () => epay.request(/** @type {any} */ (operation), /** @type {any} */ ({ ...fields, key })),
        (/** @type {unknown} */ error) => {
          assert(error instanceof FensignError);
          assert.deepEqual([error.problems[0]?.field, error.code], ['key', 'secret-sent']);
          assertHidden(error);
          return true;
        },
      );
    }
  });
}

test('a key among the defaults is refused when the gateway is made', () => {
  assert.throws(
    () => new Gateway('epay', { secret: SECRET, defaults: { key: SECRET } }),
    (/** @type {unknown} */ error) => {
      assert(error instanceof FensignError);
      assert.deepEqual([error.problems[0]?.field, error.code], ['defaults.key', 'secret-sent']);
      assertHidden(error);
      return true;
    },
  );
});

test('no diagnosis shows a secret that stands among the fields', () => {
  const fields = { act: 'order', pid: '1001', key: SECRET, trade_no: 'T1' };
  assertHidden(diagnose('epay', { secret: SECRET, fields, sign: '0'.repeat(32) }));
  assertHidden(
    diagnose('epay', { secret: SECRET, body: new URLSearchParams(fields).toString(), sign: '0'.repeat(32) }),
  );
  assert.throws(
    () => diagnose('epay', { secret: SECRET, fields, sign: '0', operation: 'order' }),
    (/** @type {unknown} */ error) => error instanceof FensignError && error.code === 'operation',
  );
});

const ORDER = {
  ...{ orderNo: 'O1', amountFen: 1000, subject: 'VIP会员 a&b', payBy: 'alipay', scene: 'h5', attach: '0' },
  ...{ notifyUrl: 'https://shop.example/n', returnUrl: 'https://shop.example/r', clientIp: '210.73.10.148' },
};
const place = () => epay.request('place', /** @type {any} */ (ORDER));
const EXPECTED = { orderNo: 'O1', amountFen: 1000, merchant: '1001' };

test('a notification is read from whatever a framework gives of the address', () => {
  const { method, body, contentType } = epay.testNotice('paid', place());
  assert.equal(method, 'GET');
  const url = new URL(`https://shop.example/n?${body}`);
  for (const given of [url.href, `${url.pathname}${url.search}`, url.search, url.search.slice(1), `${url.href}#top`]) {
    for (const notice of [epay.notice(given), epay.notice(new TextEncoder().encode(given), contentType)]) {
      assert.equal(notice.verdict, 'valid', given);
      const { deliver, answer } = notice.decide(EXPECTED);
      assert.deepEqual([deliver, answer.body], [true, 'success']);
    }
  }
  assert.equal(epay.notice(url.href.replace('money=10.00', 'money=0.01')).verdict, 'invalid');
  assert.equal(epay.notice(`${url.href}&money=10.00`).problems[0]?.code, 'duplicate');
  const notice = epay.notice(/** @type {any} */ (url));
  assert.equal(notice.verdict, 'malformed');
});

test('an address is no body of a gateway that posts', () => {
  for (const { id, notices, rule } of gateways()) {
    if (rule === undefined || notices.some(({ encoding }) => encoding === 'query')) continue;
    const gateway = new Gateway(id, { secret: SECRET, baseUrl: 'https://pay.example' });
    const { body } = gateway.testNotice(/** @type {any} */ ({ [notices[0]?.discriminator ?? '']: '1' }));
    assert.equal(gateway.notice(body).verdict, 'valid', id);
    for (const address of [`?${body}`, `/n?${body}`, `https://shop.example/n?${body}`]) {
      const { verdict, problems } = gateway.notice(address);
      assert.deepEqual([verdict, problems[0]?.code], ['malformed', 'format'], id);
    }
  }
});

test('the page order is a form, or a link to go to', () => {
  const { scene: _, clientIp: __, ...order } = ORDER;
  const form = epay.request('submit', /** @type {any} */ (order));
  const link = epay.request('submit', /** @type {any} */ (order), { as: 'query' });
  assert.deepEqual([form.method, link.method, link.body], ['POST', 'GET', undefined]);
  assert.equal(link.url, `${form.url}?${form.body}`);
  assert.throws(() => epay.request('place', /** @type {any} */ (ORDER), { as: 'query' }), { code: 'operation' });
});

test('polling asks with the secret, and says paid without delivering, since nobody signed the reply', async () => {
  /** @type {string[]} */
  const asked = [];
  const reply = { code: 1, trade_no: 'T1', out_trade_no: 'O1', pid: 1001, money: '10.00', status: 1 };
  const fetch = async (/** @type {unknown} */ url) => {
    asked.push(String(url));
    return Response.json(reply);
  };
  const { message, deliver, why } = await poll(epay, EXPECTED, { fetch });
  assert(asked[0]?.includes(ENCODED));
  assert.deepEqual([message.verdict, message.outcome, deliver], ['unsigned', 'paid', false]);
  assert.deepEqual(message.matches(EXPECTED), []);
  assertHidden([message, why]);
});
