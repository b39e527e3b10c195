// The signature of a message whose headers were pasted along.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastCheck from 'fast-check';
import { Gateway } from 'fensign';
import { read } from '../../reader/index.mjs';
import { signInHeaders } from '../../www/src/authorization.mjs';
import { CUSTOM, initialState, outcomeOf, signOf } from '../../www/src/state.mjs';

const MD5 = { header: 'Authorization', format: 'MD5 {sign}' };
const SIGN = '9A0A8659F005D6984697E2CA0A9CF3B7';

test('by the rule’s header and its format, the name in any letter case', () => {
  for (const name of ['Authorization', 'authorization', 'AUTHORIZATION']) {
    assert.equal(
      signInHeaders(
        [
          ['Host', 'a.b'],
          [name, `MD5 ${SIGN}`],
        ],
        MD5,
      )?.sign,
      SIGN,
    );
  }
  const around = { header: 'X-Sign', format: 'sign="{sign}", v=1' };
  assert.equal(signInHeaders([['x-sign', `sign="${SIGN}", v=1`]], around)?.sign, SIGN);
});

test('without a format, all of the header', () => {
  for (const format of [null, undefined]) {
    assert.equal(signInHeaders([['x-sign', SIGN]], { header: 'X-Sign', format })?.sign, SIGN);
  }
});

test('what does not fit the format is no signature, and the note names header and format', () => {
  for (const value of [SIGN, `md5 ${SIGN}`, `MD5${SIGN}`, 'Bearer abc', 'MD5 ', '']) {
    const where = { header: 'Authorization', format: 'MD5 {sign}' };
    assert.deepEqual(signInHeaders([['authorization', value]], MD5), { ...where, note: 'headerForm' }, value);
  }
  assert.equal(signInHeaders([['X-Sign', '']], { header: 'X-Sign', format: null })?.note, 'headerForm');
  // What stands before and after the signature may not be the same characters.
  assert.equal(signInHeaders([['x', '"']], { header: 'x', format: '"{sign}"' })?.note, 'headerForm');
});

test('a header that stands there twice has none; without the header there is nothing to say', () => {
  const twice = /** @type {[string, string][]} */ ([
    ['Authorization', `MD5 ${SIGN}`],
    ['authorization', `MD5 ${SIGN}`],
  ]);
  assert.equal(signInHeaders(twice, MD5)?.note, 'headerTwice');
  assert.equal(signInHeaders([['Host', 'a.b']], MD5), undefined);
});

test('of any header, what the package takes for its signature, and nothing else', () => {
  const body = '{"a":1}';
  const formats = ['MD5 {sign}', '"{sign}"', 'a{sign}a', '{sign}'];
  const gateways = formats.map((format) => {
    const rule = /** @type {const} */ ({ over: 'body', header: 'X-Sign', headerFormat: format });
    return { format, gateway: new Gateway(rule, { secret: 'a secret' }) };
  });
  const value = fastCheck.array(fastCheck.constantFrom('SIGN', 'MD5 ', '"', 'a', ' ')).map((parts) => parts.join(''));
  fastCheck.assert(
    fastCheck.property(value, fastCheck.constantFrom(...gateways), (text, { format, gateway }) => {
      const sent = text.replaceAll('SIGN', gateway.signBody(body));
      const found = signInHeaders([['x-sign', sent]], { header: 'X-Sign', format });
      const isValid = gateway.notice(body, { headers: { 'X-Sign': sent } }).verdict === 'valid';
      assert.equal(found?.sign === gateway.signBody(body), isValid, JSON.stringify([sent, format]));
    }),
  );
});

test('of a pasted request, the signature is that of the operation’s header, or of the rule’s', () => {
  const pasted = (/** @type {string} */ header) =>
    read(`POST /pay HTTP/1.1\r\nHost: a.b\r\n${header}\r\nContent-Type: application/json\r\n\r\n{"a":"1"}`);
  const state = (/** @type {string} */ header, more = {}) => {
    const reading = pasted(header);
    assert.equal(reading.messages.length, 1);
    return { ...initialState(), reading, rows: reading.messages[0]?.rows ?? [], ...more };
  };
  const rule = { header: 'X-Sign', headerFormat: 'MD5 {sign}' };
  assert.equal(signOf(state(`x-sign: MD5 ${SIGN}`, { gateway: 'custom', rule })), SIGN);
  assert.equal(signOf(state(`x-sign: ${SIGN}`, { gateway: 'custom', rule })), '');
  const refund = { gateway: '4pyun', operation: 'refund' };
  assert.equal(signOf(state(`authorization: ${SIGN}`, refund)), SIGN);
  assert.equal(signOf(state(`authorization: ${SIGN}`, { ...refund, operation: 'create' })), '');
});

test('of two signatures in one header, neither verifies a notification', () => {
  const rule = { header: 'Authorization', key: { tail: '&key=' } };
  const sign = new Gateway(rule, { secret: 'S' }).sign({ a: '1', b: '2' });
  /** @param {[string, string][]} headers */
  const verdict = (headers) => {
    const message = { ...read('a=1&b=2').messages[0], headers };
    const reading = { messages: [/** @type {import('../../reader/types.mjs').PastedMessage} */ (message)] };
    const given = { rows: message.rows ?? [], whole: 'a=1&b=2', reading, rule, secret: 'S' };
    return outcomeOf({ ...initialState(), ...given, gateway: CUSTOM, direction: 'notice' }).verdict;
  };
  assert.equal(verdict([['authorization', sign]]), 'match');
  assert.equal(
    verdict([
      ['authorization', 'forged'],
      ['authorization', sign],
    ]),
    'differ',
  );
  assert.equal(
    verdict([
      ['authorization', sign],
      ['authorization', sign],
    ]),
    'differ',
  );
});
