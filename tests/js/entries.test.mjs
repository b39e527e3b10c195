import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as esm from 'fensign';

test('both entries export the same', () => {
  const cjs = createRequire(import.meta.url)('fensign');
  assert.deepEqual(Object.keys(cjs).sort(), Object.keys(esm).sort());
});
