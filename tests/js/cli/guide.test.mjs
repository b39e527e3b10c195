// The commands of docs/guide/command-line.md, run in a shell as a reader would: each must print what stands below it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { CLI, SECRET } from './processes.mjs';

/** How many strings were tried is another number with every hypothesis. @param {string} text */
const uncounted = (text) => text.replace(/\d+ (?=strings tried|个签名串)/u, '');

/** `npx fensign` runs the package's own; both streams are what a terminal would show. */
const SHELL = `npx() { shift; "$NODE" "$CLI" "$@"; }\nexec 2>&1\n`;

for (const [file, LANG] of /** @type {const} */ ([
  ['command-line.md', 'en_US.UTF-8'],
  ['command-line.zh-CN.md', 'zh_CN.UTF-8'],
])) {
  test(`${file}: every command prints what stands there`, () => {
    const page = readFileSync(new URL(`../../../docs/guide/${file}`, import.meta.url), 'utf8');
    const blocks = [...page.matchAll(/^```sh\n(.*?)^```$/gmsu)].map(([, block = '']) => block);
    const steps = blocks.flatMap((block) => block.split(/^\$ /mu).slice(1));
    assert(steps.length >= 12, 'there are examples');
    const folder = mkdtempSync(join(tmpdir(), 'fensign-guide-'));
    try {
      for (const step of steps) {
        const [command = '', ...lines] = step.split('\n');
        const printed = lines.join('\n');
        const [, shown] = /^cat (\S+)$/u.exec(command) ?? [];
        if (shown !== undefined) writeFileSync(join(folder, shown), printed);
        const env = { PATH: process.env.PATH, NODE: process.execPath, CLI, LANG, PAY_SECRET: SECRET };
        const { stdout } = spawnSync('/bin/sh', ['-c', SHELL + command], { cwd: folder, env, encoding: 'utf8' });
        assert.equal(uncounted(stdout), uncounted(printed), command);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
}
