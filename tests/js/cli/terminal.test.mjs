// On a terminal: colours, and a prompt that hides the secret. `script` of util-linux is what gives the process one.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { FIELDS, LOG_LINE, SIGN } from './messages.mjs';
import { CLI, SECRET, fileWith } from './processes.mjs';

const hasScript = spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') === true;
const skip = hasScript ? false : 'needs `script` of util-linux';
const order = fileWith('order.json', JSON.stringify(FIELDS));
const log = fileWith('log.txt', LOG_LINE);

/**
 * What the terminal shows, and the exit code.
 * @param {string} command `fensign` and what follows, for a shell
 * @param {{ typed?: string, env?: Record<string, string> }} [options] `typed` once the question is there
 */
async function onTerminal(command, { typed, env } = {}) {
  const shell = command.replace('fensign', `"${process.execPath}" "${CLI}"`);
  const child = spawn('script', ['--quiet', '--return', '--command', shell, '/dev/null'], {
    env: { PATH: process.env.PATH, SHELL: '/bin/sh', TERM: 'xterm-256color', LC_ALL: 'C.UTF-8', ...env },
  });
  let shown = '';
  let isTyped = typed === undefined;
  child.stdout.setEncoding('utf8').on('data', (text) => {
    shown += text;
    if (isTyped || !shown.includes('Secret (not shown):')) return;
    isTyped = true;
    child.stdin.write(typed ?? '');
  });
  const [code] = await once(child, 'close');
  return { code, shown };
}

test(
  'the secret is asked for and not shown, from a file and beside a message on the standard input',
  { skip },
  async () => {
    for (const command of [`fensign sign pass2pay "${order}"`, `fensign sign pass2pay < "${order}"`]) {
      const { code, shown } = await onTerminal(command, { typed: `${SECRET}x\u007F\r` });
      assert.equal(code, 0, shown);
      assert(shown.includes(`${SIGN}`), shown);
      assert(!shown.includes(SECRET), shown);
    }
  },
);

test('Ctrl-C at the prompt gives up', { skip }, async () => {
  const { code, shown } = await onTerminal(`fensign sign pass2pay "${order}"`, { typed: `${SECRET}\u0003` });
  assert.equal(code, 2);
  assert(!shown.includes(SECRET), shown);
});

test('colours on a terminal, unless NO_COLOR or a dumb terminal', { skip }, async () => {
  const command = `fensign diagnose --secret-env KEY "${log}"`;
  for (const [env, hasColours] of /** @type {[Record<string, string>, boolean][]} */ ([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ TERM: 'dumb' }, false],
  ])) {
    const { code, shown } = await onTerminal(command, { env: { KEY: SECRET, ...env } });
    assert.equal(code, 1, shown);
    assert.match(shown, /C2 /u);
    assert.equal(shown.includes('\u001B['), hasColours, JSON.stringify(env));
  }
});
