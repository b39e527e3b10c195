// Public reports of signatures that would not verify, re-created on the package: each is named by its kind and its source.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';
import { dialects } from './reports/dialects.mjs';
import { escaping } from './reports/escaping.mjs';
import { fields } from './reports/fields.mjs';
import { handledMessages } from './reports/handled-messages.mjs';
import { handledStrings } from './reports/handled-strings.mjs';
import { handledValues } from './reports/handled-values.mjs';
import { numbers } from './reports/numbers.mjs';
import { pasted } from './reports/pasted.mjs';
import { proofs } from './reports/proofs.mjs';
import { reading } from './reports/reading.mjs';
import { secrets } from './reports/secrets.mjs';
import { values } from './reports/values.mjs';

const REPORTS = [
  secrets,
  proofs,
  escaping,
  numbers,
  values,
  fields,
  dialects,
  reading,
  pasted,
  handledValues,
  handledStrings,
  handledMessages,
].flat();

for (const { id, kind, source, inputs, run } of REPORTS)
  for (const [name, value] of Object.entries(inputs))
    test(`${kind}: ${source}: ${name} (${id})`, () => {
      const { ok, got, want } = run({ Gateway, diagnose }, value, name);
      assert(ok, `got ${got}\nwanted ${want}`);
    });

for (const { id, inputs } of REPORTS)
  test(`four inputs at least, of which no two are the same (${id})`, () => {
    const all = Object.entries(inputs);
    assert(all.length >= 4, `${all.length} inputs`);
    for (const [index, [name, value]] of all.entries())
      for (const [other, otherValue] of all.slice(index + 1))
        assert.notDeepStrictEqual(value, otherValue, `${name} and ${other}`);
  });
