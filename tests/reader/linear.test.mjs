// Four times the text takes some four times as long, never sixteen times: no text makes the reader slow.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../reader/index.mjs';
import { C } from './pastes.mjs';
import { SIZED } from './sizes.mjs';

const SIZE = 60_000;
const TIMES = 4;
/** Between linear and quadratic. */
const MOST = 9;
/** Others are at work on the same machine: what is quadratic is so each time. */
const ROUNDS = 6;

const cpu = () => process.cpuUsage().user + process.cpuUsage().system;

/** @param {string} text */
function cost(text) {
  const start = cpu();
  read(text);
  return cpu() - start;
}

// Compiled code is compared with compiled code.
for (let round = 0; round < 20; round += 1) for (const text of Object.values(C)) read(text);

for (const [kind, make] of Object.entries(SIZED)) {
  test(`${kind}: the cost grows with the length`, () => {
    const [short, long] = [make(SIZE), make(SIZE * TIMES)];
    const ratios = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      // The clock of the processor ticks in microseconds, and a garbage collection takes a thousand.
      const ratio = (cost(long) + 1) / (cost(short) + 2000);
      if (ratio < MOST) return;
      ratios.push(ratio.toFixed(1));
    }
    assert.fail(`${ratios} times as long for ${TIMES} times the text`);
  });
}
