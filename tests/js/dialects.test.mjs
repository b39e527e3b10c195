import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { Gateway } from 'fensign';
import * as catalogue from 'fensign/dialects';
import { dialects } from 'fensign/dialects';

const require = createRequire(import.meta.url);

/** @typedef {import('fensign/dialects').Dialect & { over?: import('fensign').GatewayId }} Entry */

/** @type {[string, Entry][]} */
const entries = Object.entries(dialects);

const forks = [
  dialects['payindex.arrow'],
  dialects['payindex.amount'],
  dialects['payindex.attach'],
  dialects['payindex.all'],
];

/**
 * With the example's secret as bytes, since documents print placeholders.
 * @param {Entry} dialect
 * @returns {Gateway}
 */
function gatewayOf({ over, rule, example }) {
  const secret = new TextEncoder().encode(example?.secret);
  return over ? new Gateway(over, { rule, secret }) : new Gateway(rule, { secret });
}

/**
 * @param {string} id
 * @param {Entry} dialect
 */
function checkExample(id, dialect) {
  assert(dialect.example, id);
  const { fields, body, sign, string, headers } = dialect.example;
  const gateway = gatewayOf(dialect);
  const explanation = gateway.explain(fields ?? body ?? assert.fail(id));
  const { field = 'sign', case: hexCase } = explanation.rule;
  const printed = hexCase === 'any' ? sign.toUpperCase() : sign;
  assert.deepEqual([explanation.string, explanation.sign], [string, printed], id);
  if (fields) {
    assert.equal(gateway.sign(fields), printed, id);
    assert.equal(gateway.verify({ ...fields, [field]: sign }), true, id);
    assert.equal(gateway.verify({ ...fields, [field]: sign.slice(1) }), false, id);
    for (const { name } of explanation.fields.filter(({ name, signed }) => signed && Object.hasOwn(fields, name)))
      assert.equal(gateway.verify({ ...fields, [name]: `${fields[name]}x`, [field]: sign }), false, `${id} ${name}`);
  } else if (body !== undefined) {
    assert.equal(gateway.signBody(body), printed, id);
    assert.equal(gateway.verifyBody(body, sign), true, id);
    assert.equal(gateway.verifyBody(`${body} `, sign), false, id);
    if (headers) assert.equal(gateway.notice(body, { headers }).verdict, 'valid', id);
  }
}

test('every example recomputes through the catalogue, and what is changed in it does not', () => {
  for (const [id, dialect] of entries) checkExample(id, dialect);
  assert(entries.length >= 40);
  assert(entries.filter(([, { example }]) => example?.published).length >= 30);
});

test('a header that holds more than the signature is read in that form alone', () => {
  const { shouqianba } = dialects;
  assert(shouqianba.example?.body && shouqianba.example.headers);
  const { body, headers, sign } = shouqianba.example;
  const gateway = gatewayOf(shouqianba);
  assert.equal(gateway.notice(body, { headers }).verdict, 'valid');
  for (const value of [sign, `00101010029201012913 ${sign}`, `${headers.Authorization} `])
    assert.equal(gateway.notice(body, { headers: { Authorization: value } }).verdict, 'invalid', value);
});

test('a name that an editor completes is a rule', () => {
  const gateway = new Gateway(dialects.vmq.rule, { secret: 'a7cc8678193ee9c70ae3d75fd04ae6a9' });
  const order = { payId: '1547129707139', param: 'vone666', type: 2, price: '0.1' };
  assert.equal(gateway.sign(order), '2b8b5d58c51203162f14939bdbc46a54');
});

test('every entry says what it says in both languages, and where it is known from', () => {
  for (const [id, { title, titleZh, source, note = '', noteZh = '' }] of entries)
    assert(title && titleZh && source && Boolean(note) === Boolean(noteZh), id);
});

test('import and require give the same catalogue', () => {
  assert.deepEqual(Object.keys(require('fensign/dialects')), Object.keys(catalogue));
  assert.deepEqual(require('fensign/dialects').dialects, dialects);
});

test('nobody changes what everyone who imports it has', () => {
  /** @param {unknown} value */
  const check = (value) => {
    assert(Object.isFrozen(value));
    if (typeof value === 'object' && value !== null) Object.values(value).forEach(check);
  };
  check(dialects);
});

test('the catalogue needs no WebAssembly', () => {
  const program =
    "delete globalThis.WebAssembly; import('fensign/dialects').then((d) => console.log(Object.keys(d.dialects)[0]))";
  const folder = new URL('.', import.meta.url);
  assert.equal(execFileSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8' }), 'epay\n');
});

/** @type {import('fensign').FieldsOf<'payindex', 'place'>} */
const order = {
  pay_memberid: '10001',
  orderNo: '20240101000000000001',
  amountFen: 100,
  payBy: 'alipay',
  scene: 'qr',
  notifyUrl: 'https://a.example/n',
  returnUrl: 'https://a.example/r',
  subject: '商品',
  attach: 'a1',
};
const expected = { orderNo: '20240101000000000001', amountFen: 100, merchant: '10001' };

/** @param {import('fensign/dialects').Fork<'payindex'>} fork */
const forkOf = ({ over, rule }) =>
  new Gateway(over, { rule, secret: 'secret', baseUrl: 'https://pay.example', now: () => 1_700_000_000_000 });

test('a fork of payindex places an order by its own rule, and believes its own notification', () => {
  const strings = forks.map((fork) => {
    const gateway = forkOf(fork);
    const request = gateway.request('place', order);
    assert.equal(new URLSearchParams(request.body).get('pay_md5sign'), request.sign);
    const { body, contentType } = gateway.testNotice('paid', request);
    const decision = gateway.notice(body, contentType).decide(expected);
    assert.deepEqual([decision.deliver, decision.why], [true, []]);
    assert.equal(gateway.notice(body.replace('amount=1.00', 'amount=9.00'), contentType).verdict, 'invalid');
    return gateway.explain(request.fields).string;
  });
  const usual =
    'pay_amount=1.00&pay_applydate=2023-11-15 06:13:20&pay_bankcode=903&pay_callbackurl=https://a.example/r&' +
    'pay_memberid=10001&pay_notifyurl=https://a.example/n&pay_orderid=20240101000000000001&key=***';
  const all = usual
    .replace('&pay_bankcode', '&pay_attach=a1&pay_bankcode')
    .replace('&key', '&pay_productname=商品&type=json&key');
  assert.deepEqual(strings, [usual.replaceAll(/(?<!key)=/g, '=>'), usual, usual, all]);
});

test('a callback of each fork, signed by hand, delivers; one that says status, or the same number in fen, does not', () => {
  /** @param {string} assign @param {Record<string, string>} fields @param {Record<string, string>} [unsigned] */
  const signed = (assign, fields, unsigned) => {
    const names = Object.keys(fields).sort();
    const string = names.map((name) => `${name}${assign}${fields[name]}&`).join('');
    const sign = createHash('md5').update(`${string}key=secret`).digest('hex').toUpperCase();
    return `${new URLSearchParams({ ...fields, ...unsigned, sign })}`;
  };
  const least = { memberid: '10001', orderid: '20240101000000000001', amount: '1.00', datetime: '2024-01-01 00:00:00' };
  const done = { ...least, returncode: '00' };
  const numbered = { ...done, transaction_id: 'T1' };
  const attach = { attach: 'a1' };
  const [arrow, amount, signsAttach, all] = forks.map(forkOf);
  assert(arrow && amount && signsAttach && all);
  for (const [gateway, body] of /** @type {const} */ ([
    [arrow, signed('=>', done, { ...attach, transaction_id: 'T1' })],
    [amount, signed('=', numbered, attach)],
    [signsAttach, signed('=', { ...numbered, ...attach })],
    [all, signed('=', { ...numbered, paytype: '1' }, attach)],
  ]))
    assert.equal(gateway.notice(body).decide(expected).deliver, true, body);
  for (const gateway of [arrow, amount, signsAttach, all])
    for (const assign of ['=', '=>'])
      for (const fields of [
        { ...least, status: '1' },
        { ...done, amount: '100' },
        { ...numbered, amount: '100' },
      ])
        assert.equal(gateway.notice(signed(assign, fields)).decide(expected).deliver, false);
  assert.equal(arrow.notice(signed('=>', done, { true_amount: '0.01' })).decide(expected).deliver, false);
});
