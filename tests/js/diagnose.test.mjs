// Why a signature is wrong: what diagnose() takes, what it answers, and that the secret is in nothing of it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { FensignError, Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';

/** @import { Diagnosis, Evidence } from 'fensign/diagnose' */

const SECRET = 'Qx7secretNeverShown9zK';
const xipay = new Gateway('xipay', { secret: SECRET });
const order = {
  mch_no: 'Y52212190001',
  inst_no: '60000001',
  pay_time: '20230306235318',
  pay_trace_no: '998877665544332018',
  pay_type: '400',
  total_amount: '100',
  notify_url: 'https://shop.example/支付/notify?from=pay&shop=7',
};

/** @param {string} text */
const md5 = (text) => createHash('md5').update(text).digest('hex');

/**
 * The string of the other side, signed as xipay does; whoever calls changes it first.
 *
 * @param {Record<string, unknown>} fields
 */
function string(fields) {
  const names = Object.keys(fields).sort();
  return names.map((name) => `${name}=${fields[name]}`).join('&');
}

/** @param {Record<string, unknown>} fields */
const signed = (fields, secret = SECRET) => md5(`${string(fields)}&key=${secret}`);

/** @param {Evidence} evidence */
const ofXipay = (evidence) => diagnose('xipay', { secret: SECRET, ...evidence });

/** @param {Diagnosis} diagnosis */
const certain = ({ findings }) => findings.filter((finding) => finding.certain).map(({ id }) => id);

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

test('a right signature is a match, and other places to look are named', () => {
  const sign = signed(order);
  for (const evidence of [
    { fields: order, sign },
    { fields: { ...order, sign } },
    { body: JSON.stringify({ ...order, sign }) },
  ]) {
    const diagnosis = ofXipay(evidence);
    assert.equal(diagnosis.verdict, 'match');
    assert.deepEqual(certain(diagnosis), []);
    assert(diagnosis.message && diagnosis.messageZh);
    assert(!('difference' in diagnosis));
  }
});

test('a cause is named with its field and proved by a string', () => {
  const sign = signed({ ...order, total_amount: '100.00' });
  const diagnosis = ofXipay({ fields: order, sign });
  assert.equal(diagnosis.verdict, 'cause');
  const [finding] = diagnosis.findings;
  assert(finding && finding.message && finding.messageZh);
  assert.deepEqual([finding.id, finding.certain, finding.fields], ['C1', true, ['total_amount']]);
  assert.equal(md5(/** @type {string} */ (finding.string).replace('***', SECRET)), sign);
  assert.deepEqual(certain(diagnosis), ['C1']);
});

test('two causes at once are both named, by the same string', () => {
  const sign = signed({ ...order, total_amount: '100.00' }).toUpperCase();
  const { verdict, findings } = ofXipay({ fields: order, sign });
  assert.equal(verdict, 'cause');
  const proved = findings.filter((finding) => finding.certain);
  assert.deepEqual(proved.map(({ id }) => id).sort(), ['C1', 'E4']);
  assert.equal(new Set(proved.map((finding) => finding.string)).size, 1);
});

test('another secret among several is named by its place and never shown', () => {
  const secrets = ['first0secret', 'second1secret', 'third2secret'];
  const diagnosis = ofXipay({ fields: order, sign: signed(order, secrets[1]), secrets });
  assert.deepEqual(certain(diagnosis), ['A2']);
  assert.match(diagnosis.findings[0]?.message ?? '', /secrets\[1\]/);
  for (const secret of [SECRET, ...secrets]) assert(!JSON.stringify(diagnosis).includes(secret));
});

test('without a cause it is unknown, what was ruled out is listed, and the secret is suspected last', () => {
  const diagnosis = ofXipay({ fields: order, sign: signed(order, 'another') });
  assert.equal(diagnosis.verdict, 'unknown');
  assert.deepEqual(certain(diagnosis), []);
  const last = diagnosis.findings.at(-1);
  assert.deepEqual([last?.id, last?.certain], ['A2', false]);
  assert(diagnosis.tried > 100 && diagnosis.ruledOut.length > 20);
  for (const id of diagnosis.ruledOut) assert.match(id, /^[A-E]\d+$/);
});

test('a pasted string is compared, with its key, masked, or without', () => {
  const theirs = string({ ...order, total_amount: '100.00' });
  for (const pasted of [`${theirs}&key=${SECRET}`, `${theirs}&key=***`, theirs]) {
    const diagnosis = ofXipay({ fields: order, string: pasted });
    assert.equal(diagnosis.verdict, 'cause', pasted);
    assert.deepEqual(certain(diagnosis), ['C1']);
    const { difference } = diagnosis;
    assert(difference && difference.message && difference.messageZh);
    const same = theirs.indexOf('.00');
    assert.deepEqual(
      [difference.offset, difference.ours, difference.theirs, difference.fields, difference.order],
      [Buffer.byteLength(theirs.slice(0, same)), '&', '.', ['total_amount'], false],
    );
    assert(!JSON.stringify(diagnosis).includes(SECRET));
  }
});

test('a pasted string in another order says so', () => {
  const theirs = Object.entries(order).map(([name, value]) => `${name}=${value}`);
  const { findings, difference } = ofXipay({ fields: order, string: `${theirs.join('&')}&key=***` });
  assert.deepEqual([findings[0]?.id, difference?.order], ['E1', true]);
});

test('every finding has the documented shape', () => {
  const evidence = [
    { fields: order, sign: signed(order, ` ${SECRET}`) },
    { fields: order, sign: signed(order, '') },
    { fields: order, sign: signed(order).slice(0, 31) },
    { fields: { ...order, note: 'å\u0095\u0086å\u0093\u0081' }, sign: '0'.repeat(32) },
  ];
  for (const diagnosis of evidence.map((one) => ofXipay(one))) {
    const { verdict, message, messageZh, findings, ruledOut, tried } = diagnosis;
    assert(['match', 'cause', 'unknown'].includes(verdict));
    assert(message && messageZh && Array.isArray(ruledOut) && Number.isSafeInteger(tried));
    for (const finding of findings) {
      assert.match(finding.id, /^[A-E]\d+$/);
      assert.equal(typeof finding.certain, 'boolean');
      assert(finding.message && finding.messageZh);
      if ('fields' in finding) assert(Array.isArray(finding.fields) && finding.fields.length > 0);
      if ('string' in finding) assert.equal(typeof finding.string, 'string');
    }
    assert.deepEqual(structuredClone(diagnosis), diagnosis);
  }
});

test('numbers, booleans and nested values are told as they are given to sign()', () => {
  const pass2pay = new Gateway('pass2pay', { secret: SECRET });
  const fields = { mchNo: 'M1', amount: 100, channelExtra: { payDataType: 'codeUrl' } };
  assert.equal(diagnose('pass2pay', { secret: SECRET, fields, sign: pass2pay.sign(fields) }).verdict, 'match');
  const theirs = 'amount=100&channelExtra=[object Object]&mchNo=M1';
  const diagnosis = diagnose('pass2pay', {
    secret: SECRET,
    fields,
    sign: md5(`${theirs}&key=${SECRET}`).toUpperCase(),
  });
  assert.deepEqual(certain(diagnosis), ['C4']);
  assert.deepEqual(diagnosis.findings[0]?.fields, ['channelExtra']);
});

test('a JSON body of 4pyun is told as it was sent', () => {
  const pyun = new Gateway('4pyun', { secret: SECRET });
  const body = '{"reason":"退款","pay_serial":"1","app_id":"a","value":"1"}';
  assert.equal(diagnose('4pyun', { secret: SECRET, body, sign: pyun.signBody(body) }).verdict, 'match');
  const ofFields = md5(`app_id=a&pay_serial=1&reason=退款&value=1&app_secret=${SECRET}`);
  assert.deepEqual(certain(diagnose('4pyun', { secret: SECRET, body, sign: ofFields })), ['B9']);
});

test('what is missing, unknown or of a wrong type is named', () => {
  const sign = signed(order);
  const asked = (/** @type {any} */ evidence) => () => diagnose('xipay', evidence);
  refuses(asked({ secret: SECRET, fields: order, sign, sing: '1' }), 'sing', 'option');
  refuses(asked({ secret: SECRET, fields: 'x', sign }), 'fields', 'type');
  refuses(asked({ secret: SECRET, fields: order, sign: 1 }), 'sign', 'type');
  refuses(asked({ secret: SECRET, body: {}, sign }), 'body', 'type');
  refuses(asked({ secret: SECRET, fields: order, string: 1 }), 'string', 'type');
  refuses(asked({ secret: SECRET, fields: order, sign, secrets: [''] }), 'secrets[0]', 'secret');
  refuses(asked({ secret: SECRET, fields: order, sign, secrets: SECRET }), 'secrets', 'option');
  refuses(asked({ secret: SECRET, fields: order, sign, secrets: [1] }), 'secrets[0]', 'option');
  refuses(asked({ secret: SECRET, fields: order, sign, operation: 1 }), 'operation', 'type');
  refuses(asked({ secret: SECRET, fields: order, sign, operation: 'refnd' }), 'operation', 'operation');
  refuses(asked({ secret: SECRET, fields: { ...order, total_amount: NaN }, sign }), 'total_amount', 'number');
  for (const call of [
    asked({ secret: SECRET, sign }),
    asked({ secret: SECRET }),
    asked({ secret: SECRET, fields: order }),
    asked(undefined),
    asked(null),
  ]) {
    assert.throws(
      call,
      (/** @type {any} */ error) => error instanceof FensignError && error.problems[0]?.field !== undefined,
    );
  }
});

test('the secret may be left out only if there are candidates, and is not refused for what it is', () => {
  const sign = signed(order);
  refuses(() => diagnose('xipay', { fields: order, sign }), 'secret', 'secret');
  refuses(() => diagnose('xipay', { fields: order, sign, secrets: [] }), 'secret', 'secret');
  refuses(() => diagnose({}, { fields: order, sign }), 'secret', 'secret');
  refuses(() => ofXipay(/** @type {any} */ ({ secret: undefined, fields: order, sign })), 'secret', 'secret');
  refuses(() => ofXipay({ secret: '', fields: order, sign }), 'secret', 'secret');
  for (const gateway of /** @type {const} */ (['xipay', { case: 'lower' }])) {
    const { verdict, findings } = diagnose(gateway, { fields: order, sign, secrets: ['another0secret', SECRET] });
    assert.deepEqual([verdict, findings.map(({ id }) => id)], ['cause', ['A2']]);
    assert.match(findings[0]?.message ?? '', /secrets\[1\]/);
  }
  for (const secret of [`${SECRET}\n`, new TextEncoder().encode(` ${SECRET}`)])
    assert.equal(ofXipay({ secret, fields: order, sign }).verdict, 'cause', String(secret));
});

test('the rule may be adjusted, or stand alone', () => {
  const sign = createHash('sha256')
    .update(`${string(order)}&key=${SECRET}`)
    .digest('hex');
  assert.equal(ofXipay({ rule: { digest: 'sha256' }, fields: order, sign }).verdict, 'match');
  const evidence = { secret: SECRET, fields: order, sign };
  assert.equal(diagnose({ digest: 'sha256', case: 'lower' }, evidence).verdict, 'match');
  assert.equal(diagnose({ digest: 'sha256' }, { ...evidence, rule: { case: 'lower' } }).verdict, 'match');
  refuses(() => diagnose(/** @type {any} */ ('xipai'), evidence), 'gateway', 'gateway');
});

test('a candidate in the place of a name is not shown', () => {
  for (const secret of ['k3y', SECRET]) {
    const evidence = { fields: order, sign: 'x', secrets: ['other', secret] };
    for (const call of [
      () => diagnose(/** @type {any} */ (`a ${secret}`), evidence),
      () => diagnose('xipay', { ...evidence, operation: `a ${secret}` }),
    ])
      assert.throws(
        call,
        (/** @type {any} */ error) => !JSON.stringify([error.message, error.problems]).includes(secret),
      );
  }
});

test('the secret is in nothing that is returned or thrown', () => {
  const bare = SECRET.toUpperCase();
  const evidence = [
    { fields: order, sign: signed(order, `${SECRET}\n`) },
    { fields: order, sign: signed(order, bare) },
    { fields: order, sign: md5(`${string(order)}${SECRET}`) },
    { fields: order, sign: '0'.repeat(32), secrets: [bare, `${SECRET}2`] },
    { fields: order, string: `${string(order)}&app_secret=${SECRET}` },
    { fields: order, string: `key=${SECRET}&${string(order)}` },
  ];
  for (const one of evidence) {
    const text = JSON.stringify(ofXipay(one)) + JSON.stringify(xipay.explain(order));
    assert(!text.includes(SECRET) && !text.includes(bare), text);
  }
  assert.throws(
    () => ofXipay(/** @type {any} */ ({ fields: order, sign: '0', secrets: { [SECRET]: 1 } })),
    (/** @type {any} */ error) => !(error.message + error.stack + JSON.stringify(error.problems)).includes(SECRET),
  );
});

test('verify stays strict: what diagnose explains is still refused', () => {
  for (const sign of [
    signed(order).toUpperCase(),
    ` ${signed(order)}`,
    signed(order, ''),
    signed(order).slice(0, 31),
  ]) {
    assert.equal(ofXipay({ fields: order, sign }).verdict, 'cause');
    assert.equal(xipay.verify({ ...order, sign }), false);
  }
});

test('a key that only the pasted string has comes back from no place in it', () => {
  const pass2pay = new Gateway('pass2pay', { secret: SECRET });
  const fields = { mchNo: 'M1', appId: 'A1', mchOrderNo: 'O1', amount: 800 };
  const theirs = 'another-long-secret-42';
  const string = 'amount=800&appId=A1&mchNo=M1&mchOrderNo=O1';
  for (const pasted of [
    `${theirs}${string}`,
    `${string}${theirs}`,
    `key=${theirs}&${string}`,
    `${string}&secret=${theirs}`,
  ]) {
    const diagnosis = diagnose('pass2pay', { secret: SECRET, fields, string: pasted });
    assert.deepEqual([JSON.stringify(diagnosis).includes(theirs), certain(diagnosis)], [false, []], pasted);
  }
});
