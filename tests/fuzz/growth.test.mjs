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
      /** @type {number[]} */
      const works = [];
      for (const times of [1, 2, 4, 8]) {
        const input = make(size * times);
        works.push(await measure(() => call(input)));
      }
      const ratios = works.slice(1).map((work, index) => work / (works[index] ?? 1));
      // A step, as where a text is too long to be looked at twice, is at one doubling alone.
      if (ratios.some((ratio, index) => ratio > MOST && (ratios[index + 1] ?? 0) > MOST))
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
  grows(`${id}, notice`, 10_000, BODIES, (body) => gateway.notice(body));
  grows(`${id}, reply`, 10_000, BODIES, (body) => gateway.reply(operation, body));
  grows(`${id}, sign`, 2000, FIELDS, (fields) => tried(() => gateway.sign(fields)));
  grows(`${id}, verify`, 2000, FIELDS, (fields) => gateway.verify({ ...fields, sign: SIGN }));
  grows(`${id}, explain`, 2000, FIELDS, (fields) => tried(() => gateway.explain(fields)));
  grows(`${id}, request`, 2000, FIELDS, (fields) => tried(() => gateway.request(operation, fields)));
  grows(`${id}, check`, 2000, FIELDS, (fields) => tried(() => gateway.check(operation, fields)));
}

/** How the strings of a rule become one. @type {Record<string, (size: number) => import('fensign').Rule>} */
const RULES = {
  'many to include': (size) => ({ include: names(size) }),
  'many to include, in this order': (size) => ({ include: names(size), order: names(size).reverse() }),
  'many to exclude': (size) => ({ exclude: names(size) }),
  'a long joiner': (size) => ({ join: '&'.repeat(size) }),
  'a long assignment': (size) => ({ assign: '='.repeat(size) }),
  'a long prefix': (size) => ({ prefix: 'p'.repeat(size) }),
  'a long key': (size) => ({ key: { head: 'k'.repeat(size), tail: '&'.repeat(size) } }),
  'a long header': (size) => ({ over: 'body', header: 'X'.repeat(size), headerFormat: `${' '.repeat(size)}{sign}` }),
  'a long field': (size) => ({ field: 's'.repeat(size) }),
};
const names = (/** @type {number} */ size) => Array.from({ length: size / 20 }, (_, at) => `${at}${'n'.repeat(16)}`);

grows('rule', 2000, RULES, (rule) =>
  tried(() => {
    const gateway = new Gateway(rule, { secret: SECRET });
    gateway.verify({ a: '1', b: '2', sign: SIGN });
    tried(() => gateway.explain({ a: '1', b: '2' }));
    gateway.free();
  }),
);

// A search of thousands of strings: of fewer families, and shorter ones.
const searched = Object.fromEntries(
  Object.entries(BODIES).filter(([kind], at) => !kind.startsWith('"') || at % 20 === 0),
);
grows('diagnose', 125, searched, (body) => tried(() => diagnose('4pyun', { secret: SECRET, body, sign: SIGN })));
grows('diagnose of a pasted string', 125, searched, (string) =>
  tried(() => diagnose('4pyun', { secret: SECRET, fields: { a: '1', attach: 'b' }, string })),
);

// From here on every block counts, which slows everything.
test('blocks are counted', countBlocks);

grows('reader', 2000, SIZED, read, work);

const sandbox = sandboxOfAll({ now: () => 1_700_000_000_000 });
const posted = (/** @type {string} */ body) =>
  sandbox.fetch('http://127.0.0.1/pass2pay/api/pay/unifiedOrder', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
grows('sandbox', 1000, searched, posted, work);
