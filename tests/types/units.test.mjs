// Every amount and every time of the declarations says its unit, in both languages.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const FOLDER = new URL('../../pkg-template/', import.meta.url);

/** A member whose name tells an amount, a moment or a duration; and what its unit is called. */
const UNITS = [
  { named: /^(?:fen|amount)$|Fen$/u, unit: /\bfen\b/u, unitZh: /分/u },
  { named: /^(?:now|at)$|At$/u, unit: /\bms since 1970\b/u, unitZh: /毫秒时间戳/u },
  { named: /^(?:late|slow)$|Ms$/u, unit: /\bms\b/u, unitZh: /毫秒/u },
];

/** A comment, if there is one, and the member below it. */
const MEMBER = /(?:\/\*\*(?<about>(?:(?!\*\/).)*)\*\/\s*)?^ +(?:readonly )?(?<name>[A-Za-z]+)\??[:(]/gmsu;

/** The tables' own fields say their formats by their rows; these files are written by hand. */
const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.d.ts'))
  .map((name) => ({ name, text: readFileSync(new URL(name, FOLDER), 'utf8') }))
  .filter(({ text }) => !text.startsWith('// Generated'));

for (const { named, unit, unitZh } of UNITS) {
  test(`members named ${named} say ${unit}`, () => {
    const found = files.flatMap(({ name: file, text }) =>
      [...text.matchAll(MEMBER)]
        .map(({ groups }) => ({ file, name: groups?.name ?? '', about: groups?.about ?? '' }))
        .filter(({ name }) => named.test(name)),
    );
    assert.ok(found.length > 1, 'the declarations have such members');
    assert.deepEqual(
      found.filter(({ about }) => !unit.test(about) || !unitZh.test(about)),
      [],
    );
  });
}
