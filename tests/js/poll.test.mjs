// Polling: when a query goes out, what ends it, and what is said of the last reply.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { Gateway } from 'fensign';
import { poll } from 'fensign/fetch';

const EXPECTED = { orderNo: 'O1', amountFen: 800 };

const pass2pay = new Gateway('pass2pay', { secret: 'secret', defaults: { mchNo: 'M1', appId: 'A1' } });

const STATES = { pending: 1, paid: 2, failed: 3, closed: 4, refunded: 5 };

/** A reply to the query, signed. @param {keyof typeof STATES} outcome */
function replyOf(outcome, amount = 800) {
  const data = { payOrderId: 'P1', mchOrderNo: 'O1', mchNo: 'M1', appId: 'A1', amount, state: STATES[outcome] };
  return JSON.stringify({ code: 0, msg: 'SUCCESS', data, sign: pass2pay.sign(data) });
}

/**
 * A gateway's server that answers so, one after the other and then for ever the last; what it was asked; and how many
 * queries were out at once.
 * @param {(string | (() => Promise<Response>))[]} answers
 */
function serverOf(...answers) {
  const server = {
    /** @type {string[]} */
    asked: [],
    open: 0,
    most: 0,
    async fetch(/** @type {string} */ url, /** @type {RequestInit} */ { body }) {
      const answer = answers[Math.min(server.asked.length, answers.length - 1)];
      server.asked.push(String(body ?? url));
      server.open += 1;
      server.most = Math.max(server.most, server.open);
      await new Promise((resolve) => setTimeout(resolve, 2));
      server.open -= 1;
      return typeof answer === 'function' ? answer() : new Response(answer ?? null);
    },
  };
  return server;
}

for (const outcome of /** @type {const} */ (['paid', 'failed', 'closed', 'refunded']))
  test(`it ends as soon as the order is ${outcome}, one query at a time`, async () => {
    const server = serverOf(replyOf('pending'), replyOf('pending'), replyOf(outcome));
    const { message } = await poll(pass2pay, EXPECTED, { fetch: server.fetch, everyMs: 1 });
    assert.deepEqual([message.verdict, message.outcome], ['valid', outcome]);
    assert.deepEqual([server.asked.length, server.most], [3, 1]);
  });

test('the first query goes out at once, and a final reply is not waited after', async () => {
  const server = serverOf(replyOf('paid'));
  // By these delays it would not come back before the test is given up.
  const delays = { everyMs: 2 ** 31 - 1, untilMs: 2 ** 31 - 1 };
  const { message } = await poll(pass2pay, EXPECTED, { fetch: server.fetch, ...delays });
  assert.equal(message.outcome, 'paid');
});

test('what it returns is what decide says of the last reply', async () => {
  for (const [body, expected] of /** @type {const} */ ([
    [replyOf('paid'), EXPECTED],
    [replyOf('paid', 799), EXPECTED],
    [replyOf('failed'), EXPECTED],
    [replyOf('paid'), { ...EXPECTED, merchant: 'M2' }],
  ])) {
    const { message, ...decision } = await poll(pass2pay, expected, { fetch: serverOf(body).fetch });
    assert.deepEqual(decision, message.decide(expected));
    assert.deepEqual(decision, pass2pay.reply('query', body).decide(expected));
  }
});

test('a signed reply that is paid in full delivers, and one of another amount does not', async () => {
  const delivers = async (/** @type {string} */ body) =>
    (await poll(pass2pay, EXPECTED, { fetch: serverOf(body).fetch })).deliver;
  assert.deepEqual([await delivers(replyOf('paid')), await delivers(replyOf('paid', 799))], [true, false]);
});

test('no reply, a forged one and one that says nothing end nothing', async () => {
  const forged = replyOf('paid').replace('800', '900');
  const server = serverOf(
    () => Promise.reject(new TypeError('fetch failed')),
    async () => new Response('', { status: 502 }),
    '<html></html>',
    forged,
    '{"code":0,"msg":"SUCCESS"}',
    replyOf('paid'),
  );
  const { message } = await poll(pass2pay, EXPECTED, { fetch: server.fetch, everyMs: 1 });
  assert.deepEqual([message.verdict, message.outcome, server.asked.length], ['valid', 'paid', 6]);
});

test('after its time it returns the last reply, which delivers nothing and says why', async () => {
  const server = serverOf(replyOf('pending'));
  const { message, deliver, why } = await poll(pass2pay, EXPECTED, { fetch: server.fetch, everyMs: 1, untilMs: 40 });
  assert.deepEqual([message.outcome, deliver], ['pending', false]);
  assert.deepEqual(
    why.map(({ code }) => code),
    ['undecided'],
  );
  const { length } = server.asked;
  assert(length >= 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.equal(server.asked.length, length, 'it asks no more');
});

test('its time ends a pause, and not the query that is out', async () => {
  const late = async () => {
    await new Promise((resolve) => setTimeout(resolve, 30));
    return new Response(replyOf('paid'));
  };
  const { fetch } = serverOf(late);
  assert.equal((await poll(pass2pay, EXPECTED, { fetch, untilMs: 1 })).message.outcome, 'paid');
  const pausing = serverOf(replyOf('pending'));
  const options = { fetch: pausing.fetch, everyMs: 2 ** 31 - 1, untilMs: 20 };
  assert.equal((await poll(pass2pay, EXPECTED, options)).message.outcome, 'pending');
  assert.equal(pausing.asked.length, 1);
});

test('aborted before, it asks nothing; in a pause, it has the last reply; in a query, no reply', async () => {
  const before = serverOf(replyOf('paid'));
  const { message, deliver } = await poll(pass2pay, EXPECTED, { fetch: before.fetch, signal: AbortSignal.abort() });
  assert.deepEqual([message.problems[0]?.code, deliver, before.asked], ['no-reply', false, []]);

  const controller = new AbortController();
  const pausing = serverOf(async () => {
    setTimeout(() => controller.abort(), 10);
    return new Response(replyOf('pending'));
  });
  const options = { fetch: pausing.fetch, everyMs: 2 ** 31 - 1, signal: controller.signal };
  assert.equal((await poll(pass2pay, EXPECTED, options)).message.outcome, 'pending');

  const asking = new AbortController();
  const deaf = serverOf(() => {
    asking.abort();
    return new Promise(() => {});
  });
  const { why } = await poll(pass2pay, EXPECTED, { fetch: deaf.fetch, signal: asking.signal });
  assert.equal(why[0]?.code, 'no-reply');
});

test('it asks each gateway by the neutral names, with its own number where that is expected', async () => {
  const options = { secret: 'secret', baseUrl: 'https://pay.example' };
  const xipay = new Gateway('xipay', { ...options, defaults: { inst_no: '1', mch_no: '2' } });
  const payindex = new Gateway('payindex', { ...options, defaults: { pay_memberid: '10001' } });
  const pyun = new Gateway('4pyun', { ...options, defaults: { app_id: 'a', merchant: 'm' } });
  const asked = async (/** @type {Gateway<any, any>} */ gateway, fields = {}) => {
    const server = serverOf('{}');
    const expected = { ...EXPECTED, gatewayOrderNo: 'G1' };
    await poll(gateway, expected, { fetch: server.fetch, fields, untilMs: 1 });
    return server.asked[0] ?? '';
  };
  assert.match(await asked(pass2pay), /"mchOrderNo":"O1","payOrderId":"G1"/u);
  assert.match(await asked(xipay, { pay_time: '20230306235318' }), /"pay_trace_no":"O1".*"pay_time":"20230306235318"/u);
  assert.match(await asked(payindex), /pay_orderid=O1/u);
  assert.match(await asked(pyun), /pay_order=O1.*pay_serial=G1/u);
});

test('a reply that is not signed ends it too, and never delivers', async () => {
  const gateway = new Gateway('4pyun', { secret: 'secret', defaults: { app_id: 'a', merchant: 'm' } });
  const { body } = gateway.testReply('query', { code: '1001', status: '1', pay_order: 'O1', value: '800' });
  const server = serverOf(body);
  const { message, deliver, why } = await poll(gateway, EXPECTED, { fetch: server.fetch });
  assert.deepEqual([message.verdict, message.outcome, deliver], ['unsigned', 'paid', false]);
  assert(
    why.some(({ code }) => code === 'signature'),
    JSON.stringify(why),
  );
});

test('a gateway without a query rejects', async () => {
  const server = serverOf('{}');
  const options = { fetch: server.fetch };
  const wecard = new Gateway('wecard', { secret: 'secret', rule: { digest: 'md5' } });
  await assert.rejects(poll(wecard, EXPECTED, options), { code: 'operation' });
  assert.deepEqual(server.asked, []);
});

test('many pauses warn of no leak, and leave no timer', () => {
  const program = `
    import { Gateway } from 'fensign';
    import { poll } from 'fensign/fetch';
    const gateway = new Gateway('pass2pay', { secret: 's', defaults: { mchNo: 'M1', appId: 'A1' } });
    process.on('warning', ({ message }) => console.log(message));
    let asked = 0;
    const controller = new AbortController();
    const fetch = async () => {
      if (++asked === 30) controller.abort();
      return new Response('{}');
    };
    await poll(gateway, { orderNo: 'O1', amountFen: 1 }, { fetch, everyMs: 1, signal: controller.signal });
    console.log(asked, process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length);`;
  const args = ['--input-type=module', '--eval', program];
  assert.equal(execFileSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' }), '30 0\n');
});
