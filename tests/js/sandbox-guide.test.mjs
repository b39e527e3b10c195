// The examples of docs/guide/sandbox.md, each run as it stands there, in a process of its own.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Gateway } from 'fensign';
import { send } from 'fensign/fetch';
import { orderOf } from './sandbox-account.mjs';

/** @param {string} page */
async function examplesOf(page) {
  const text = await readFile(new URL(`../../docs/guide/${page}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```js\n\/\/ (\S+)\n(.*?)^```$/gmsu)];
  assert.equal(blocks.length, text.match(/^```\w/gmu)?.length, 'every block names its file');
  return new Map(blocks.map(([, file = '', code = '']) => [file, code]));
}

/** Beside these tests, where the package is found. */
const folder = join(import.meta.dirname, `.sandbox-${process.pid}`);
const examples = await examplesOf('sandbox.md');

before(async () => {
  await mkdir(folder);
  for (const [file, code] of examples) await writeFile(join(folder, file), code);
});
after(() => rm(folder, { recursive: true }));

test('the example of a test passes', async () => {
  await promisify(execFile)(process.execPath, [join(folder, 'shop.test.mjs')]);
});

test('the example of a server prints where it is, and answers there', async () => {
  const server = spawn(process.execPath, [join(folder, 'server.mjs')], { env: { ...process.env, PORT: '0' } });
  try {
    const [line] = await once(server.stdout, 'data');
    const defaults = { mchNo: 'M1', appId: 'A1' };
    const gateway = new Gateway('pass2pay', {
      secret: 'any secret will do here',
      baseUrl: String(line).trim(),
      defaults,
    });
    const { outcome, pay } = await send(gateway, 'place', /** @type {any} */ (orderOf('20261127200600000001')));
    assert.equal(outcome, 'pending');
    assert.equal((await fetch(pay?.kind === 'redirect' ? pay.value : '')).status, 200);
  } finally {
    server.kill();
  }
});

test('the Chinese page has the same examples, but for comments', async () => {
  const withoutComments = (/** @type {Map<string, string>} */ all) =>
    [...all].map(([file, code]) => [file, code.replace(/^\s*\/\/.*\n| \/\/ .*$/gmu, '')]);
  assert.deepEqual(withoutComments(await examplesOf('sandbox.zh-CN.md')), withoutComments(examples));
});

test('both pages name every misbehaviour', async () => {
  const manifest = createRequire(import.meta.url).resolve('fensign/package.json');
  const types = await readFile(join(dirname(manifest), 'sandbox.d.mts'), 'utf8');
  const [, body = ''] = /interface Misbehaviour \{(.*?)^\}/msu.exec(types) ?? [];
  const names = [...body.matchAll(/^ {2}(\w+)\?:/gmu)].map(([, name]) => name);
  assert(names.length > 0);
  for (const page of ['sandbox.md', 'sandbox.zh-CN.md']) {
    const text = await readFile(new URL(`../../docs/guide/${page}`, import.meta.url), 'utf8');
    assert.deepEqual(
      [...text.matchAll(/^\| `(\w+)` \|/gmu)].map(([, name]) => name),
      names,
    );
  }
});
