// What the package ships links to what is in the package, or to an address: whoever reads it has no repository beside it.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { broken } from './markdown.mjs';

test('no document of the package links to a file that is not in the package', () => {
  const root = dirname(fileURLToPath(import.meta.resolve('fensign/package.json')));
  const files = readdirSync(root, { encoding: 'utf8', recursive: true }).filter((name) => name.endsWith('.md'));
  assert(files.includes('README.md') && files.includes('README.zh-CN.md'));
  assert.deepEqual(broken(root, files), []);
});
