import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as esm from 'fensign';
import * as diagnosis from 'fensign/diagnose';

const require = createRequire(import.meta.url);

test('both entries export the same, and so do those of diagnose', () => {
  assert.deepEqual(Object.keys(require('fensign')).sort(), Object.keys(esm).sort());
  assert.deepEqual(Object.keys(require('fensign/diagnose')), Object.keys(diagnosis));
});

test('an error of diagnose is a FensignError of fensign, in both formats', () => {
  for (const [{ FensignError }, { diagnose }] of [
    [esm, diagnosis],
    [require('fensign'), require('fensign/diagnose')],
  ])
    assert.throws(() => diagnose('xipay', {}), FensignError);
});

test('a Gateway does not diagnose', () => {
  assert(!('diagnose' in esm.Gateway.prototype));
});
