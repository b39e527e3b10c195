// The READMEs' JavaScript, run as a reader would: what it logs must be what its `// →` comments promise.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

for (const [file, least] of Object.entries({ 'README.md': 10, 'README.zh-CN.md': 10 })) {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const examples = [...text.matchAll(/^```js\n(.*?)^```$/gms)].map(([, example]) => example ?? '');

  test(`${file} has its examples`, () => assert(examples.length >= least));

  for (const [index, example] of examples.entries()) {
    test(`${file}, example ${index + 1}`, () => {
      const type = example.includes('require(') ? 'commonjs' : 'module';
      const args = [`--input-type=${type}`, '--eval', example];
      const logged = execFileSync(process.execPath, args, { encoding: 'utf8', cwd: import.meta.dirname });
      const promised = [...example.matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => `${line}\n`).join('');
      assert(promised.length > 0, 'an example shows what it logs');
      assert.equal(logged, promised);
    });
  }
}
