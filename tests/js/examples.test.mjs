// The examples of the READMEs and the guide, run as a reader would: what one logs must be what its `// →` comments promise.
// Those that name their file run by tests of their own: readme, frameworks, sandbox-guide.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../', import.meta.url);

const guide = readdirSync(new URL('docs/guide/', ROOT)).map((name) => `docs/guide/${name}`);

/** JavaScript runs here, Rust as documentation tests, and a shell's lines in cli/guide.test.mjs; anything else runs nowhere. */
const LANGUAGES = ['js', 'ts', 'sh', 'rust'];

let examples = 0;

for (const file of ['README.md', 'README.zh-CN.md', ...guide.filter((name) => name.endsWith('.md'))]) {
  const text = readFileSync(new URL(file, ROOT), 'utf8');
  const blocks = [...text.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)].map(([, language = '', code = '']) => ({
    language,
    code,
  }));

  test(`${file}: every block is of a language that is run`, () => {
    assert.deepEqual(
      blocks.filter(({ language }) => !LANGUAGES.includes(language)),
      [],
    );
  });

  const unnamed = blocks.filter(({ language, code }) => /^[jt]s$/.test(language) && !/^\/\/ \S+\.\w+\n/.test(code));
  for (const [index, { code }] of unnamed.entries()) {
    examples += 1;
    test(`${file}, example ${index + 1}`, () => {
      const type = code.includes('require(') ? 'commonjs' : 'module';
      const args = [`--input-type=${type}`, '--eval', code];
      const logged = execFileSync(process.execPath, args, { encoding: 'utf8', cwd: import.meta.dirname });
      const promised = [...code.matchAll(/\/\/ → (.*)$/gm)].map(([, line]) => `${line}\n`).join('');
      assert(promised.length > 0, 'an example shows what it logs');
      assert.equal(logged, promised);
    });
  }
}

test('there are examples', () => assert(examples >= 20));
