// The page of the package, served to this machine.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { CLI, fensign } from './processes.mjs';

/** A copy of the package, whose page is known. */
const copy = mkdtempSync(join(tmpdir(), 'fensign-debug-'));
after(() => rmSync(copy, { recursive: true }));
cpSync(dirname(CLI), copy, { recursive: true });
const PAGE = '<!doctype html><title>签名</title>';
writeFileSync(join(copy, 'debugger.html'), PAGE);

/**
 * @param {(address: string, child: import('node:child_process').ChildProcess) => Promise<unknown>} use
 * @param {string[]} [options]
 */
async function debugging(use, options = []) {
  const child = spawn(process.execPath, [join(copy, basename(CLI)), 'debug', ...options], { env: { LC_ALL: 'C' } });
  try {
    const [line] = await once(child.stdout.setEncoding('utf8'), 'data');
    const [address] = /http:\S+/u.exec(line) ?? [];
    assert(address, line);
    await use(address, child);
  } finally {
    child.kill('SIGKILL');
  }
}

test('debug serves the page of the package, and nothing else', () =>
  debugging(async (address) => {
    assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/$/u);
    const response = await fetch(address);
    assert.equal(response.headers.get('content-type'), 'text/html; charset=utf-8');
    assert.equal(await response.text(), PAGE);
    for (const path of ['package.json', '%2e%2e/package.json', '?x']) {
      assert.equal((await fetch(address + path)).status, 404, path);
    }
  }));

test('debug ends where it is interrupted', () =>
  debugging(async (_address, child) => {
    child.kill('SIGINT');
    assert.deepEqual(await once(child, 'exit'), [null, 'SIGINT']);
  }));

test('a port that is taken, and one that is none, are wrong usage', async () => {
  const server = createServer();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  for (const [value, error] of /** @type {[string, RegExp][]} */ ([
    [String(port), /--port: it cannot listen there \(EADDRINUSE\)/u],
    ['65536', /--port must be 0–65535/u],
    ['x', /--port must be 0–65535/u],
  ])) {
    const child = spawn(process.execPath, [join(copy, basename(CLI)), 'debug', '--port', value], {
      env: { LC_ALL: 'C' },
    });
    let err = '';
    child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
    const [code] = await once(child, 'close');
    assert.equal(code, 2);
    assert.match(err, error);
  }
  server.close();
  const { code } = await fensign(['debug', 'x']);
  assert.equal(code, 2);
});
