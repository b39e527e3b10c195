// Neutral names as a shop gives them: plain objects, any type of value, what was kept spread into later requests.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FensignError, Gateway } from 'fensign';
import { GATEWAYS, optionsOf } from './registry.mjs';

const now = () => 1700000000000;

/**
 * Open to any field, as a shop's own function is.
 * @param {string} id
 * @returns {Gateway<any>}
 */
const gatewayOf = (id) => new Gateway(/** @type {any} */ (id), { secret: 'secret', now, ...optionsOf(id) });

const order = {
  orderNo: '20231115061320000001',
  amountFen: 1230,
  subject: '杂粮煎饼',
  notifyUrl: 'https://shop.example/notify',
  returnUrl: 'https://shop.example/paid',
  clientIp: '210.73.10.148',
  payer: 'C1',
  payerSince: 1622016572190,
  payBy: 'alipay',
  scene: 'h5',
};

/** @param {() => unknown} call */
function problemsOf(call) {
  try {
    call();
  } catch (error) {
    assert(error instanceof FensignError);
    return error.problems.filter(({ severity }) => severity === 'error').map(({ field, code }) => `${field} ${code}`);
  }
  return [];
}

for (const { id, operations } of GATEWAYS) {
  const gateway = gatewayOf(id);
  const place = operations.find(({ role }) => role === 'place');

  test(`${id}: what is signed of an order under neutral names is what is sent`, () => {
    const { fields, sign } = gateway.request('place', order);
    assert.equal(gateway.sign(fields), sign);
    assert(!Object.keys(fields).includes('orderNo') && !Object.keys(fields).includes('payBy'));
  });

  test(`${id}: what is not sent is warned of, and nothing else of it is lost`, () => {
    const { fields, problems } = gateway.request('place', {
      ...order,
      attach: 'a&b'.slice(0, 1),
      reason: 'r',
      refundNo: 'R',
    });
    const dropped = problems.filter(({ code }) => code === 'not-sent').map(({ field }) => field);
    assert(dropped.includes('reason') && dropped.includes('refundNo'));
    const sent = Object.values(fields).join('\n');
    for (const [name, value] of Object.entries(order)) {
      const isCode = ['amountFen', 'payBy', 'scene'].includes(name);
      assert(isCode || dropped.includes(name) || sent.includes(String(value)), name);
    }
  });

  test(`${id}: amounts come as numbers, bigints and digits alike, and never through a float`, () => {
    const bodies = [1230, 1230n, '1230'].map((amountFen) => gateway.request('place', { ...order, amountFen }).body);
    assert.deepEqual(new Set(bodies).size, 1);
    for (const amountFen of [12.3, '12.30', '1e3', '0x4', -1, NaN, true, [1230], { fen: 1230 }, '', ' 1'])
      assert.match(problemsOf(() => gateway.request('place', { ...order, amountFen })).join(), /^amountFen /u);
  });

  test(`${id}: a value of any type is refused at the neutral name, or sent as its text`, () => {
    const { problems } = gateway.request('place', order);
    const dropped = problems.filter(({ code }) => code === 'not-sent').map(({ field }) => field);
    for (const name of Object.keys(order).filter((name) => !dropped.includes(name)))
      for (const value of [{}, [], () => 1, Symbol('s'), new Date(0), new Map(), '\ud800', 0.5, NaN]) {
        const found = problemsOf(() => gateway.request('place', { ...order, [name]: value }));
        // Where only an example of an object is known, as of SceneInfo, what is inside it is warned of.
        const isWarned = place?.fields.some(
          ({ inside }) => inside && 'known' in inside && inside.known.some(({ role }) => role === name),
        );
        if (isWarned && found.length === 0) continue;
        // Of payBy and scene, the one is no way of paying without the other.
        const names = ['payBy', 'scene'].includes(name) ? ['payBy', 'scene'] : [name];
        assert(
          found.length > 0 && found.every((problem) => names.includes(problem.split(' ')[0] ?? '')),
          `${name} ${found}`,
        );
      }
  });
}

test('an own name and the neutral one that stands for it are an error, even when equal', () => {
  const both = { ...order, pay_trace_no: order.orderNo };
  assert.deepEqual(
    problemsOf(() => gatewayOf('xipay').request('place', both)),
    ['orderNo duplicate'],
  );
});

test('what a request keeps is of plain texts, and serves the later ones when it comes back from JSON', () => {
  const xipay = gatewayOf('xipay');
  const { keep, fields } = xipay.request('place', order);
  assert.deepEqual(keep, { orderNo: order.orderNo, pay_time: '20231115061320' });
  const kept = JSON.parse(JSON.stringify(keep));
  const refund = xipay.request('refund', { ...kept, refundNo: 'R1', refundFen: 30 });
  assert.deepEqual(
    [refund.fields['pay_time'], refund.fields['pay_trace_no']],
    [fields['pay_time'], fields['pay_trace_no']],
  );
  assert.deepEqual(refund.keep, { orderNo: order.orderNo, pay_time: '20231115061320', refundNo: 'R1' });
});

test('the check of a neutral order finds what its request would throw', () => {
  const payindex = gatewayOf('payindex');
  const wrong = { ...order, amountFen: 0, orderNo: '' };
  const errors = payindex.check('place', wrong).filter(({ severity }) => severity === 'error');
  const found = errors.map(({ field, code }) => `${field} ${code}`);
  assert.deepEqual(found.sort(), ['amountFen format', 'orderNo missing']);
  assert.deepEqual(
    problemsOf(() => payindex.request('place', wrong)),
    found,
  );
});

test('an inherited neutral name is refused as any other', () => {
  const fields = Object.assign(Object.create({ amountFen: 1 }), { orderNo: 'O1' });
  assert(problemsOf(() => gatewayOf('xipay').request('place', fields)).includes('amountFen inherited'));
});
