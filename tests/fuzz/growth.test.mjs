// Twice the input is some twice the work, whatever the input: no message makes anything slow. Work is counted (work.mjs),
// since times differ from run to run.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countBlocks, work, workInModules } from './work.mjs';

const { Gateway } = await import('fensign');
const { diagnose } = await import('fensign/diagnose');
const { read } = await import('../../reader/index.mjs');
const { gateways } = await import('fensign/tables');
const { SIZED } = await import('../reader/sizes.mjs');
const { BODIES, FIELDS } = await import('./families.mjs');
const { sandboxOfAll } = await import('../js/sandbox-account.mjs');

/** Linear is 2, n log n some 2.3, quadratic 4. */
const MOST = 2.8;
/** Of three doublings. A step, as where a text is too long to be looked at twice, is at one of them alone. */
const MOST_OFTEN = 1;

const SECRET = 'growth-secret';
const SIGN = '0'.repeat(32);

/**
 * @template T
 * @param {string} target
 * @param {number} size the first, which is doubled three times
 * @param {Record<string, (size: number) => T>} families
 * @param {(input: T) => unknown} call
 * @param {(call: () => unknown) => number | Promise<number>} [measure]
 */
function grows(target, size, families, call, measure = workInModules) {
  test(`${target}: the work grows with the input`, async () => {
    const worst = [];
    for (const [kind, make] of Object.entries(families)) {
      const works = [];
      for (const times of [1, 2, 4, 8]) {
        const input = make(size * times);
        works.push(await measure(() => call(input)));
      }
      const ratios = works.slice(1).map((work, index) => work / (works[index] ?? 1));
      if (ratios.filter((ratio) => ratio > MOST).length > MOST_OFTEN)
        worst.push(`${kind}: ${works} (${ratios.map((ratio) => ratio.toFixed(1))})`);
    }
    assert.deepEqual(worst, []);
  });
}

/** What a caller may be refused is work as well. @param {() => unknown} call */
function tried(call) {
  try {
    return call();
  } catch (error) {
    assert.equal(/** @type {Error} */ (error).name, 'FensignError');
    return undefined;
  }
}

for (const { id, rule, operations } of gateways()) {
  const options = { secret: SECRET, baseUrl: 'https://pay.example', ...(rule === undefined && { rule: {} }) };
  const gateway = /** @type {any} */ (new Gateway(id, options));
  const [{ name: operation } = { name: '' }] = operations;
  grows(`${id}, notice`, 20_000, BODIES, (body) => gateway.notice(body));
  grows(`${id}, reply`, 20_000, BODIES, (body) => gateway.reply(operation, body));
  grows(`${id}, sign`, 2000, FIELDS, (fields) => tried(() => gateway.sign(fields)));
  grows(`${id}, verify`, 2000, FIELDS, (fields) => gateway.verify({ ...fields, sign: SIGN }));
  grows(`${id}, explain`, 2000, FIELDS, (fields) => tried(() => gateway.explain(fields)));
  grows(`${id}, request`, 2000, FIELDS, (fields) => tried(() => gateway.request(operation, fields)));
  grows(`${id}, check`, 2000, FIELDS, (fields) => tried(() => gateway.check(operation, fields)));
}
