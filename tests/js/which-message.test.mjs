// explain() and diagnose() of a message that is named: by its rule, over its fields.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FensignError, Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';
import { GATEWAYS } from './registry.mjs';
import { KEY, XN, Z, ZN, canon, md5, up, zn } from './reports.mjs';

const MASKED = { secret: '***' };
/** @param {any} id @param {any} [options] @returns {Gateway<any>} */
const gateway = (id, options) =>
  new Gateway(id, { secret: KEY, ...(id === 'payindex' ? { baseUrl: 'https://pay.example' } : {}), ...options });

/**
 * @param {() => unknown} call
 * @param {string} field
 * @param {string} code
 */
function refuses(call, field, code) {
  assert.throws(call, (/** @type {any} */ error) => {
    assert(error instanceof FensignError, String(error));
    assert.deepEqual([error.problems[0]?.field, error.code], [field, code]);
    assert(error.problems.every(({ message, messageZh }) => message && messageZh));
    return true;
  });
}

test('a notification of Pay_Index is explained by the names of notifications, given as fields or as a form', () => {
  const payindex = gateway('payindex');
  const fields = { ...ZN, true_amount: '9.90', attach: 'x' };
  const { attach, ...signed } = fields;
  for (const input of [fields, zn(fields)]) {
    const { string, sign, rule } = payindex.explain(input, { message: 'notice' });
    assert.equal(string, canon(signed, MASKED));
    assert.equal(sign, up(md5(canon(signed))));
    assert.equal(rule.field, 'sign');
  }
  assert.throws(
    () => payindex.explain(fields),
    (/** @type {any} */ error) => error.code === 'nothing-signed',
  );
});

test('a reply to a query of Pay_Index is explained by names of its own', () => {
  const fields = { memberid: '1', orderid: 'O1', amount: '9.90', true_amount: '9.90', time_end: '2024-01-01 00:00:00', transaction_id: 'T1', returncode: '00', trade_state: 'SUCCESS' }; // prettier-ignore
  const { string } = gateway('payindex').explain(JSON.stringify({ ...fields, more: 'x' }), {
    message: 'reply',
    operation: 'query',
  });
  assert.equal(string, canon(fields, MASKED));
});

test('of a reply of pass2pay, the fields in its data are explained, and it must have them', () => {
  const pass2pay = gateway('pass2pay');
  const data = { payOrderId: 'P1', orderState: 2, mchOrderNo: 'O1' };
  const reply = { code: 0, msg: 'SUCCESS', data };
  const options = /** @type {const} */ ({ message: 'reply', operation: 'unifiedOrder' });
  for (const input of [reply, JSON.stringify(reply)]) {
    const { string, fields } = pass2pay.explain(/** @type {any} */ (input), options);
    assert.equal(string, canon(data, MASKED));
    assert.deepEqual(fields.map(({ name }) => name), Object.keys(data)); // prettier-ignore
  }
  for (const input of [data, { code: 0, data: 'x' }, { code: 0, data: [] }, '{"code":9999,"msg":"busy"}'])
    refuses(() => pass2pay.explain(/** @type {any} */ (input), options), 'data', 'missing');
});

test('a request is explained by the rule of its operation: over the exact body, in a header', () => {
  const pyun = gateway('4pyun');
  const body = '{"app_id":"a","pay_serial":"1","value":"1"}';
  for (const options of /** @type {const} */ ([
    { operation: 'refund' },
    { operation: 'refund', message: 'request' },
    {},
    undefined,
  ])) {
    const { string, sign, rule } = pyun.explain(body, options);
    assert.deepEqual([string, rule.over, rule.header], [`${body}&app_secret=***`, 'body', 'Authorization']);
    assert.equal(sign, up(md5(`${body}&app_secret=${KEY}`)));
  }
  const { string } = pyun.explain(body, { message: 'request', operation: 'prepare' });
  assert.equal(string, 'app_id=a&pay_serial=1&value=1&app_secret=***');
});

test('where there is a rule alone, it is the rule of every message', () => {
  const own = gateway({ case: 'lower' });
  for (const message of /** @type {const} */ (['request', 'notice', 'reply'])) {
    assert.equal(own.explain(XN, { message }).sign, md5(canon(XN)));
    assert.equal(own.explain(new URLSearchParams(XN).toString(), { message }).sign, md5(canon(XN)));
    const evidence = { secret: KEY, fields: XN, sign: md5(canon(XN)), message };
    assert.equal(diagnose({ case: 'lower' }, evidence).verdict, 'match');
  }
});

test('what the gateway has no such message of, or does not sign, is an error that says so', () => {
  const sign = '0'.repeat(32);
  /** @type {[string, any, string, string][]} */
  const cases = [
    ['payindex', { message: 'reply', operation: 'pay' }, 'message', 'operation'],
    ['4pyun', { message: 'reply', operation: 'refund' }, 'message', 'operation'],
    ['payindex', { message: 'reply' }, 'operation', 'missing'],
    ['payindex', { message: 'reply', operation: 'qurey' }, 'operation', 'operation'],
    ['payindex', { message: 'notice', operation: 'qurey' }, 'operation', 'operation'],
    ['epay', { operation: 'order' }, 'operation', 'operation'],
    ['epay', { message: 'request', operation: 'refund' }, 'operation', 'operation'],
    ['payindex', { message: 'notify' }, 'message', 'option'],
    ['payindex', { message: KEY }, 'message', 'option'],
    ['payindex', { message: 1 }, 'message', 'type'],
    ['payindex', { message: null }, 'message', 'type'],
    ['payindex', { message: 'reply', operation: 1 }, 'operation', 'type'],
    ['payindex', { kind: 'reply' }, 'kind', 'option'],
  ];
  for (const [id, options, field, code] of cases) {
    refuses(() => gateway(id).explain(ZN, options), field, code);
    const evidence = { secret: KEY, fields: ZN, sign, ...options };
    refuses(() => diagnose(/** @type {any} */ (id), evidence), field, code);
  }
  for (const options of [null, 1, 'notice', []])
    refuses(() => gateway('payindex').explain(ZN, /** @type {any} */ (options)), 'options', 'type');
});

for (const { id, rule, notices, operations } of GATEWAYS.filter((one) => one.rule !== undefined)) {
  /** @param {any} body @param {any} options @param {boolean} isRight */
  const agrees = (body, options, isRight) => {
    const explained = gateway(id).explain(body, options);
    const sign = isRight ? explained.sign : '0'.repeat(32);
    const field = explained.rule.field ?? 'sign';
    const text = body.startsWith('{') ? JSON.parse(body)[field] : new URLSearchParams(body).get(field);
    assert.equal(text, explained.sign, `${id} ${JSON.stringify(options)}`);
    const found = diagnose(/** @type {any} */ (id), { secret: KEY, body, sign, ...options });
    assert.equal(found.verdict, 'match', `${id} ${JSON.stringify(options)} ${found.message}`);
  };

  test(`${id}: its notifications are explained and diagnosed by the rule that verifies them`, () => {
    for (const { discriminator } of notices) {
      const { body } = gateway(id).testNotice({ [discriminator]: 'T1' });
      assert.equal(gateway(id).notice(body).verdict, 'valid');
      agrees(body, { message: 'notice' }, true);
    }
  });

  test(`${id}: its replies are explained and diagnosed by the rule that verifies them, or are not signed`, () => {
    for (const { name, reply } of operations) {
      const options = /** @type {const} */ ({ message: 'reply', operation: name });
      const inner = reply.tables.at(-1)?.fields.find(({ kind }) => kind === 'code');
      const { body } = gateway(id).testReply(name, inner ? { [inner.name]: 'T1' } : {});
      if (gateway(id).reply(name, body).verdict === 'valid') agrees(body, options, true);
      else refuses(() => gateway(id).explain(body, options), 'message', 'operation');
    }
  });
}

test('diagnosis guesses nothing where the message is named', () => {
  // Without what tells a notification from other messages.
  const { returncode, ...fields } = ZN;
  const sign = up(md5(canon(fields)));
  const ask = (/** @type {any} */ more) => diagnose('payindex', { secret: KEY, fields, sign, ...more });
  assert.notEqual(ask({}).verdict, 'match');
  assert.equal(ask({ message: 'notice' }).verdict, 'match');
  const theirs = up(md5(canon({ ...fields, amount: '9.9' })));
  const { findings } = ask({ message: 'notice', sign: theirs });
  assert.deepEqual(findings.map(({ id, fields }) => [id, fields]), [['C1', ['amount']]]); // prettier-ignore

  // As many names of the reply as of the request.
  const query = { pay_memberid: '1', pay_orderid: 'O1' };
  const asked = { secret: KEY, fields: query, sign: up(md5(canon(query))) };
  assert.equal(diagnose('payindex', { ...asked, message: 'request', operation: 'query' }).verdict, 'match');
  assert.equal(
    diagnose('payindex', { ...asked, fields: Z, sign: up(md5(canon(Z))), message: 'request' }).verdict,
    'match',
  );
});
