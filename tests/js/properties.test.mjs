// Properties of the installed package, against a plain signer on Node's own crypto.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { Gateway } from 'fensign';

const gateway = new Gateway('xipay', { secret: '密钥' });

/** @param {Record<string, string | number | boolean | null | undefined>} fields */
function reference(fields) {
  const signed = Object.entries(fields).filter(
    ([name, value]) => name !== 'sign' && value !== null && value !== undefined,
  );
  const bytes = (/** @type {string} */ text) => Buffer.from(text);
  signed.sort(([a], [b]) => Buffer.compare(bytes(a), bytes(b)));
  const string = signed.map(([name, value]) => `${name}=${value}`).join('&');
  return createHash('md5').update(`${string}&key=密钥`).digest('hex');
}

/** A name that holds a joiner is refused. */
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }).map((name) => name.replace(/[&=]/gu, '_'));
const value = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constantFrom(null, undefined, '', '0'),
);
const message = fc.dictionary(name, value, { maxKeys: 20 }).map((fields) => ({ ...fields, order: '1' }));

test('signs as the reference, and verifies what it signed', () => {
  fc.assert(
    fc.property(message, (fields) => {
      const sign = reference(fields);
      assert.equal(gateway.sign(fields), sign);
      assert.equal(gateway.verify({ ...fields, sign }), true);
      assert.equal(gateway.verify({ ...fields, order: '2', sign }), false);
    }),
    { numRuns: 500 },
  );
});

test('any value at all is signed or refused with a name, never a trap', () => {
  fc.assert(
    fc.property(fc.dictionary(name, fc.anything({ withBigInt: true, withDate: true, withMap: true })), (fields) => {
      try {
        assert.match(gateway.sign(/** @type {any} */ (fields)), /^[0-9a-f]{32}$/);
      } catch (/** @type {any} */ error) {
        assert.equal(error.name, 'FensignError');
      }
      assert.equal(typeof gateway.verify(/** @type {any} */ (fields)), 'boolean');
      assert(!JSON.stringify(gateway.check('h5pay', /** @type {any} */ (fields))).includes('[object'));
    }),
    { numRuns: 1000 },
  );
  assert.equal(gateway.sign({ a: '1' }), reference({ a: '1' }));
});
