// Random values into every method. `cargo xtask fuzz` makes ten times as many calls; SEED repeats a run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { callEverything } from './hostile.mjs';

const { CALLS = '62000', SEED = String(Date.now() % 2 ** 32) } = process.env;

test(`${CALLS} calls of random values, seed ${SEED}: no other error than FensignError, and no secret shown`, (context) => {
  const counts = callEverything(Number(CALLS), Number(SEED));
  for (const [name, { calls, returned }] of Object.entries(counts))
    context.diagnostic(`${name}: ${calls} calls, of which ${returned} returned`);
  for (const { calls, returned } of [counts.sign, counts.request].map((count) => count ?? { calls: 1, returned: 0 }))
    assert(returned >= 0.05 * calls, 'too few calls succeed to try much');
});
