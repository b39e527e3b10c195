// The module's memory grows whenever it likes, and every view of it is then empty: here it grows at every border.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { afterEach, test } from 'node:test';
import { Gateway, border, diagnose, diagnosing, instances } from './instances.mjs';

/** @import { Rule } from 'fensign' */

const SECRET = 'k3y';
const grow = () => [instances, diagnosing].forEach((made) => made.at(-1)?.memory.grow(1));
const stay = () => {};

const calm = { before: stay, after: stay, beforeOutside: stay, afterOutside: stay };

afterEach(() => Object.assign(border, calm));

/** @param {string} text */
const gbk = (text) => Buffer.from([...text].flatMap((one) => (one === '中' ? [0xd6, 0xd0] : [one.charCodeAt(0)])));

/** Rules, what the last value is, and how their strings become bytes. */
const RULES = /** @type {[Rule, string, (text: string) => Buffer][]} */ ([
  [{}, '中', (text) => Buffer.from(text)],
  [{ charset: 'gbk' }, '中', gbk],
  [{ charset: 'latin-1' }, 'é', (text) => Buffer.from(text, 'latin1')],
]);

/**
 * @param {number} count
 * @param {string} last
 */
function fieldsOf(count, last) {
  const names = Array.from({ length: count - 1 }, (_, at) => `field${String(at).padStart(3, '0')}`);
  return { ...Object.fromEntries(names.map((name, at) => [name, `value${at}`])), last };
}

/**
 * @param {Record<string, string>} fields
 * @param {(text: string) => Buffer} encode
 */
function reference(fields, encode) {
  const string = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
  return createHash('md5')
    .update(encode(`${string.join('&')}&key=${SECRET}`))
    .digest('hex')
    .toUpperCase();
}

const GROWTHS = {
  'before every call into the module': { before: grow },
  'after every call into the module': { after: grow },
  'around every call out of the module': { beforeOutside: grow, afterOutside: grow },
  'at every border': { before: grow, after: grow, beforeOutside: grow, afterOutside: grow },
};

for (const [when, growth] of Object.entries(GROWTHS)) {
  test(`the memory grows ${when}: signatures, of few fields and of many, are right`, () => {
    for (const count of [2, 33, 128, 129]) {
      for (const [rule, last, encode] of RULES) {
        const fields = fieldsOf(count, last);
        const sign = reference(fields, encode);
        Object.assign(border, growth);
        const gateway = new Gateway(rule, { secret: SECRET });
        assert.equal(gateway.sign(fields), sign);
        assert.equal(gateway.sign(fields), sign);
        assert.equal(gateway.verify({ ...fields, sign }), true);
        assert.equal(gateway.verify({ ...fields, last: '', sign }), false);
        assert.equal(gateway.explain(fields).sign, sign);
        gateway.free();
        Object.assign(border, calm);
      }
    }
  });

  test(`the memory grows ${when}: requests and messages are what they are without`, () => {
    const xipay = new Gateway('xipay', { secret: SECRET, now: () => 1_700_000_000_000 });
    const order = /** @type {any} */ ({
      inst_no: '1',
      mch_no: 'M',
      pay_type: '400',
      pay_trace_no: '单1',
      amountFen: 5,
    });
    const paid = { mch_no: 'M', pay_trace_no: '单1', order_desc: '中'.repeat(99), state: '2' };
    const calls = () => {
      const { body, contentType } = xipay.testNotice(paid);
      const bytes = new TextEncoder().encode(body);
      return JSON.stringify([
        xipay.request('h5pay', order),
        xipay.check('h5pay', { ...order, pay_type: 'x' }),
        body,
        [xipay.notice(body, contentType), xipay.notice(bytes, contentType), xipay.reply('query', body)],
        xipay.notice(`${body}${'x'.repeat(2 ** 14)}`),
        diagnose('xipay', { secret: SECRET, fields: order, sign: '0'.repeat(32) }).verdict,
      ]);
    };
    const expected = calls();
    Object.assign(border, growth);
    assert.equal(calls(), expected);
  });
}

test('the memory grows while the fields are read', () => {
  for (const count of [2, 33, 128]) {
    for (const [rule, last, encode] of RULES) {
      const gateway = new Gateway(rule, { secret: SECRET });
      for (const place of [0, count >> 1, count]) {
        const fields = fieldsOf(count, last);
        const sign = reference(fields, encode);
        const entries = Object.entries({ ...fields, sign });
        const growing = Object.defineProperty(Object.fromEntries(entries), entries[place]?.[0] ?? '', {
          enumerable: true,
          get() {
            grow();
            gateway.sign({ other: '1' });
            return entries[place]?.[1];
          },
        });
        assert.equal(gateway.sign(growing), sign);
        assert.equal(gateway.verify(growing), true);
      }
    }
  }
});

test('fresh gateways, thousands of them alive, sign many fields', () => {
  const alive = [];
  for (let round = 0; round < 1000; round++) {
    for (const [rule, last, encode] of RULES) {
      const fields = { ...fieldsOf(33, last), round: String(round) };
      const gateway = new Gateway(rule, { secret: SECRET });
      assert.equal(gateway.sign(fields), reference(fields, encode));
      alive.push(gateway);
    }
  }
  assert.equal(alive.length, 3000);
});
