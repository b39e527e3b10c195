// Public reports of signatures that would not verify, re-created on the package: each is named by its kind and its source.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';
import { dialects } from './reports/dialects.mjs';
import { escaping } from './reports/escaping.mjs';
import { fields } from './reports/fields.mjs';
import { handled } from './reports/handled.mjs';
import { numbers } from './reports/numbers.mjs';
import { pasted } from './reports/pasted.mjs';
import { proofs } from './reports/proofs.mjs';
import { reading } from './reports/reading.mjs';
import { secrets } from './reports/secrets.mjs';
import { values } from './reports/values.mjs';

const REPORTS = [secrets, proofs, escaping, numbers, values, fields, dialects, reading, pasted, handled].flat();

for (const { id, kind, source, inputs, run } of REPORTS) {
  /** @type {[string, any][]} */
  const entries = inputs === undefined ? [['', undefined]] : Object.entries(inputs);
  for (const [name, value] of entries)
    test(`${kind}: ${source}${name ? `: ${name}` : ''} (${id})`, () => {
      const { ok, got, want } = run({ Gateway, diagnose }, value, name);
      assert(ok, `got ${got}\nwanted ${want}`);
    });
}
