// The JavaScript API: construction, requests, what is not there.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { FensignError, Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';

/**
 * @param {() => unknown} call
 * @param {string} field
 * @param {string} code
 */
function refuses(call, field, code) {
  assert.throws(call, (/** @type {any} */ error) => {
    assert(error instanceof FensignError);
    assert.deepEqual([error.problems[0]?.field, error.code], [field, code]);
    return true;
  });
}

const refund = { app_id: 'a', pay_serial: '1', value: '1' };

test('a secret that is not there is not taken for none', () => {
  refuses(() => new Gateway('4pyun', { secret: '' }), 'secret', 'secret');
  refuses(() => new Gateway('4pyun', { secret: new Uint8Array() }), 'secret', 'secret');
  refuses(() => new Gateway('4pyun', /** @type {any} */ ({ secret: process.env.NOT_SET })), 'secret', 'secret');
  refuses(() => new Gateway('4pyun', /** @type {any} */ ({ secret: null })), 'secret', 'secret');
  refuses(() => new Gateway('4pyun', /** @type {any} */ ({ secret: 1 })), 'secret', 'option');
  refuses(() => new Gateway({}), 'secret', 'secret');
  const none = new Gateway('4pyun');
  refuses(() => none.sign({ a: '1' }), 'secret', 'secret');
  refuses(() => none.verify({ a: '1', sign: 'x' }), 'secret', 'secret');
  refuses(() => none.request('refund', refund), 'secret', 'secret');
  assert.deepEqual(none.check('refund', refund), []);
});

test('a text that cannot be meant as a secret is refused at its place, bytes and candidates never', () => {
  for (const text of [
    'undefined',
    '${PAY_KEY}',
    ' s',
    's\n',
    '"s3cret"',
    'key=s3cret',
    '你的密钥',
    '-----BEGIN PUBLIC KEY-----',
  ]) {
    refuses(() => new Gateway('4pyun', { secret: text }), 'secret', 'secret');
    refuses(() => new Gateway('4pyun', { secret: 's', secrets: ['older', text] }), 'secrets[1]', 'secret');
    const bytes = new TextEncoder().encode(text);
    const gateway = new Gateway('4pyun', { secret: bytes, secrets: [bytes] });
    const fields = { a: '1', sign: gateway.sign({ a: '1' }) };
    assert.deepEqual(diagnose('4pyun', { secret: 'other', fields, secrets: [text] }).findings[0]?.id, 'A2', text);
  }
  assert.throws(
    () => new Gateway('4pyun', { secret: 's', secrets: ['key=s3cret'] }),
    (/** @type {any} */ error) => {
      assert(!error.message.includes('s3cret') && !error.problems[0].messageZh.includes('s3cret'));
      return true;
    },
  );
});

test('a secret of bytes signs like its text, and the caller keeps the bytes', () => {
  const secret = new TextEncoder().encode('密钥');
  const bytes = new Gateway('4pyun', { secret }).sign({ a: '1' });
  assert.equal(bytes, new Gateway('4pyun', { secret: '密钥' }).sign({ a: '1' }));
  assert.notEqual(secret[0], 0);
  assert.equal(new Gateway('4pyun', { secret: Uint8Array.of(0xff, 0xfe) }).sign({ a: '1' }).length, 32);
});

test('unknown gateways, options and operations are named', () => {
  refuses(() => new Gateway(/** @type {any} */ ('alipay'), { secret: 's' }), 'gateway', 'gateway');
  refuses(() => new Gateway(/** @type {any} */ (undefined), { secret: 's' }), 'gateway', 'type');
  refuses(() => new Gateway('4pyun', /** @type {any} */ ({ secert: 's' })), 'secert', 'option');
  refuses(() => new Gateway('4pyun', /** @type {any} */ ({ now: 5 })), 'now', 'option');
  refuses(() => new Gateway('4pyun', { rule: /** @type {any} */ ({ ordr: 'name' }) }), 'rule.ordr', 'rule');
  refuses(() => new Gateway('4pyun', { rule: { charset: /** @type {any} */ ('big5') } }), 'rule.charset', 'rule');
  refuses(() => new Gateway('4pyun', { baseUrl: 'ftp://a' }), 'baseUrl', 'base-url');
  const gateway = new Gateway('4pyun', { secret: 's' });
  refuses(() => gateway.request(/** @type {any} */ ('refnd'), /** @type {any} */ (refund)), 'operation', 'operation');
  refuses(() => gateway.check(/** @type {any} */ ('refnd'), refund), 'operation', 'operation');
  refuses(() => gateway.request('refund', refund, /** @type {any} */ ({ header: {} })), 'header', 'option');
  refuses(() => gateway.request('refund', refund, /** @type {any} */ ({ as: 'xml' })), 'as', 'option');
});

test('a rule may sign the bytes of GBK, and refuses what GBK lacks', () => {
  /** @type {import('fensign').Rule} */
  const rule = { exclude: ['sign_type'], key: { tail: '' }, case: 'lower', charset: 'gbk' };
  const alipay = new Gateway(rule, { secret: '8ebe2f5a7c3d4e6f' });
  const order = { partner: '2088101568338364', out_trade_no: '6741334835157966', total_fee: '100.00' };
  const rest = { subject: '贝尔金护腕式', _input_charset: 'gbk', sign_type: 'MD5', return_url: '' };
  // Python's hashlib.md5(string.encode('gbk') + secret)
  assert.equal(alipay.sign({ ...order, ...rest }), '7ebfeaffbbcddd59c57b8f366b0c0219');
  // Those after the first two are not in the decoder that Node.js has for the label `gbk`.
  for (const [subject, bytes] of Object.entries({
    '€': '80',
    镕: 'e946',
    ḿ: 'a8bc',
    䶮: 'fe9f',
    '⿰': 'a98a',
    '︐': 'a6d9',
  })) {
    const signed = createHash('md5').update('subject=').update(bytes, 'hex').update('8ebe2f5a7c3d4e6f');
    assert.equal(alipay.sign({ subject }), signed.digest('hex'), subject);
  }
  refuses(() => alipay.sign({ ...order, subject: '停车💰费' }), 'subject', 'charset');
  assert.equal(alipay.verify({ ...order, subject: '💰', sign: '0'.repeat(32) }), false);
});

test('a rule may be given whole, or adjust a gateway, or both', () => {
  const whole = new Gateway({ key: { tail: '' }, case: 'lower' }, { secret: 's' });
  assert.equal(whole.explain({ b: '1', a: '2' }).string, 'a=2&b=1***');
  const adjusted = new Gateway('payindex', { secret: 's', rule: { include: 'all', assign: '=>' } });
  assert.equal(adjusted.explain({ b: '1', a: '0' }).string, 'b=>1&key=***');
  const both = new Gateway({ case: 'lower' }, { secret: 's', rule: { case: 'upper' } });
  assert.match(both.sign({ a: '1' }), /^[0-9A-F]{32}$/);
});

test('now is asked, and only now', () => {
  const gateway = new Gateway('xipay', { secret: 's', now: () => Date.UTC(2026, 11, 31, 16, 0, 0) });
  /** @type {import('fensign').FieldsOf<'xipay', 'h5pay'>} */
  const order = { inst_no: '1', mch_no: '2', pay_type: '400', pay_trace_no: '3', total_amount: 1 };
  assert.equal(gateway.request('h5pay', order).fields.pay_time, '20270101000000');
  const broken = new Gateway('xipay', { secret: 's', now: () => NaN });
  refuses(() => broken.request('h5pay', order), 'now', 'option');
});

test('fetch takes a request as it is, and what arrives is what was signed', async () => {
  /** @type {{ method?: string | undefined, url?: string | undefined, headers: any, body: string }[]} */
  const received = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    received.push({ method: request.method, url: request.url, headers: request.headers, body });
    response.end('{}');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const gateway = new Gateway('4pyun', { secret: 's', baseUrl: `http://127.0.0.1:${port}/gate/` });
  try {
    for (const request of [
      gateway.request('refund', { ...refund, reason: '退款 & 测试' }, { headers: { 'X-Trace': '1' } }),
      gateway.request('query', { app_id: 'a', merchant: 'm', pay_order: '单 1&2' }),
      gateway.request('prepare', {
        app_id: 'a',
        merchant: 'm',
        pay_order: '1',
        subject: '停车 & 缴费+1',
        value: 10,
        notify_url: 'https://a.b/n?x=1&y=2',
        trade_scene: 'PARKING',
        extra: { plate: '川A' },
      }),
    ]) {
      await (await fetch(request.url, request)).text();
    }
  } finally {
    server.close();
  }
  const [json, get, form] = received;
  assert(json && get && form);
  assert.equal(json.url, '/gate/payment/trade/refund');
  assert.equal(json.headers.authorization, gateway.signBody(json.body));
  assert.equal(json.headers['x-trace'], '1');
  assert.deepEqual(JSON.parse(json.body), { ...refund, reason: '退款 & 测试' });
  assert.equal(get.method, 'GET');
  assert(gateway.verify(Object.fromEntries(new URL(`http://x${get.url}`).searchParams)));
  const fields = Object.fromEntries(new URLSearchParams(form.body));
  assert.equal(form.headers['content-type'], 'application/x-www-form-urlencoded; charset=UTF-8');
  assert.deepEqual([fields.extra, fields.notify_url], ['{"plate":"川A"}', 'https://a.b/n?x=1&y=2']);
  assert(gateway.verify(fields));
});

test('the secret is in nothing that is returned or thrown', () => {
  const secret = 's3cret-never-shown';
  const gateway = new Gateway('4pyun', { secret });
  const outputs = [
    gateway.explain({ a: '1' }),
    gateway.request('refund', refund),
    gateway.check('refund', {}),
    gateway,
  ];
  for (const call of [
    () => gateway.sign({ a: NaN }),
    () => new Gateway('4pyun', { secret, rule: /** @type {any} */ ({ key: secret }) }),
    () => new Gateway('4pyun', /** @type {any} */ ({ secret: [secret] })),
  ]) {
    assert.throws(call, (/** @type {any} */ error) => outputs.push(error.problems, error.message, error.stack) > 0);
  }
  for (const output of outputs) assert(!(JSON.stringify(output) + String(output)).includes(secret));
});

test('a freed gateway says so', () => {
  const gateway = new Gateway('4pyun', { secret: 's' });
  gateway.free();
  gateway.free();
  refuses(() => gateway.sign({ a: '1' }), 'gateway', 'freed');
  refuses(() => gateway.verify({ a: '1' }), 'gateway', 'freed');
  refuses(() => gateway.check('refund', refund), 'gateway', 'freed');
  assert.equal(typeof gateway[Symbol.dispose], 'function');
});
