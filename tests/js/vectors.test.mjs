// Every vector, stage by stage, through both entries of the installed package.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import * as esm from 'fensign';

/** @type {Record<string, typeof esm>} */
const entries = { import: esm, require: createRequire(import.meta.url)('fensign') };

/**
 * @typedef {{ id: string, gateway?: esm.GatewayId, rule?: esm.Rule, secret: string, canonical: string, sign: string,
 *   fields?: esm.Fields, body?: string }} Case
 */

for (const [entry, { Gateway }] of Object.entries(entries)) {
  for (const file of ['published.json', 'edges.json', 'java-order.json']) {
    const text = readFileSync(new URL(`../vectors/${file}`, import.meta.url), 'utf8');
    /** @type {{ cases: Case[] }} */
    const { cases } = JSON.parse(text);

    describe(`${entry}: ${file}`, () => {
      test('is not empty', () => assert(cases.length > 0));

      for (const { id, gateway: name, rule, secret, fields, body, canonical, sign } of cases) {
        test(id, () => {
          const gateway = new Gateway(name ?? rule ?? {}, { secret });
          const input = fields ?? body ?? '';
          const explanation = gateway.explain(input);
          assert.equal(explanation.string, canonical.replaceAll('{secret}', '***'), 'signed string');
          assert.equal(explanation.sign, sign, 'signature');
          if (typeof input === 'string') {
            assert.equal(gateway.signBody(input), sign);
            return;
          }
          assert.equal(gateway.sign(input), sign);
          const field = explanation.rule.field ?? 'sign';
          assert.equal(gateway.verify({ ...input, [field]: sign }), true, 'verification');
          assert.equal(gateway.verify({ ...input, [field]: sign.slice(1) }), false, 'verification, truncated');
        });
      }
    });
  }
}
