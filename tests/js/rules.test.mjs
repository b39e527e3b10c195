// Random rules with every setting on the package, against a plain signer; and rules that are none. tests/signing/random_rules.rs
// is the same natively.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FensignError, Gateway, MASK } from 'fensign';
import { SECRETS, message, names, rule, settings, text } from './random-rules.mjs';
import { signByRule } from './rule-reference.mjs';

test('fields are signed, verified and explained as the reference does under any rule', (t) => {
  const { mock: warned } = t.mock.method(process, 'emitWarning', () => undefined);
  let signed = 0;
  fc.assert(
    fc.property(rule, message, fc.constantFrom(...SECRETS), (rule, fields, secret) => {
      const gateway = new Gateway(rule, { secret });
      const reference = signByRule(rule, fields, secret);
      if (reference === undefined) {
        assert.throws(() => gateway.sign(fields), FensignError);
        return;
      }
      signed += 1;
      const { sign, shown } = reference;
      assert.equal(gateway.sign(fields), sign);
      // Not spread over fields, of which one may be `__proto__`.
      const withSign = (/** @type {string} */ sign) => Object.fromEntries([...Object.entries(fields), ['sign', sign]]);
      assert.equal(gateway.verify(withSign(sign)), true);
      assert.equal(gateway.verify(withSign((sign.startsWith('1') ? '2' : '1') + sign.slice(1))), false);
      // Twice verified, once warned.
      assert.equal(warned.callCount(), rule.names === false || rule.join === '' ? 1 : 0);
      warned.resetCalls();
      const told = gateway.explain(fields);
      assert.equal(told.sign, sign);
      assert.equal(told.string, shown);
      gateway.free();
    }),
    { numRuns: 1000, includeErrorInReport: true },
  );
  assert(signed > 400, `${signed} of 1000 signed`);
});

const SECRET = 'Zx9-secret-of-these-rules';
const SETTINGS = [...Object.keys(settings), 'over', 'field', 'header', 'headerFormat'];
/** Whatever may stand where a setting's value belongs. */
const anything = fc.oneof(
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withTypedArray: true }),
  fc.anything({ key: fc.constantFrom('tail', 'head', 'field', 'digest', '__proto__', SECRET), maxDepth: 3 }),
  fc.constantFrom(...[NaN, 1.5, -0, 2 ** 60, 10n ** 400n, '\ud800', SECRET, [SECRET], { [SECRET]: SECRET }]),
  fc.constantFrom(Symbol(SECRET), () => SECRET, new Proxy({}, {}), Object.create({ a: '1' }), new Array(5)),
  fc.integer({ min: 1, max: 2 ** 21 }).map((length) => SECRET.repeat(length / SECRET.length)),
  fc.integer({ min: 1, max: 100 }).map((deep) => JSON.parse('['.repeat(deep) + ']'.repeat(deep))),
  text,
  names,
);

test('any value in any place of a rule is a setting, or an error that names it and shows nothing of it', (t) => {
  t.mock.method(process, 'emitWarning', () => undefined);
  const other = new Gateway({}, { secret: SECRET });
  const sign = other.sign({ a: '1' });
  let taken = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...SETTINGS, SECRET, 'ordr', '__proto__'),
      anything,
      fc.boolean(),
      (setting, value, isOwn) => {
        const rule = Object.fromEntries([[setting, value]]);
        try {
          const gateway = isOwn
            ? new Gateway(rule, { secret: SECRET })
            : new Gateway('xipay', /** @type {any} */ ({ secret: SECRET, rule }));
          taken += 1;
          assert.equal(typeof gateway.verify({ a: '1', sign: 'x' }), 'boolean');
          gateway.free();
        } catch (error) {
          assert(error instanceof FensignError, String(error));
          const [problem] = error.problems;
          const isTooMuch = problem?.code === 'length' && problem.field === (isOwn ? 'gateway' : 'rule');
          if (!isTooMuch)
            assert.deepEqual([problem?.code, problem?.field], ['rule', `rule.${setting === SECRET ? MASK : setting}`]);
          assert(!JSON.stringify([error.message, error.problems]).includes(SECRET));
        }
        assert.equal(other.sign({ a: '1' }), sign);
      },
    ),
    { numRuns: 3000 },
  );
  assert(taken > 100, `${taken} of 3000 taken`);
});
