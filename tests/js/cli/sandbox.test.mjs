// A gateway on this machine, from one terminal to the other.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { ORDER } from './messages.mjs';
import { CLI, SECRET, fensign } from './processes.mjs';

/**
 * @param {string[]} options
 * @param {(lines: AsyncIterator<string>) => Promise<unknown>} use
 */
async function running(options, use) {
  const child = spawn(process.execPath, [CLI, 'sandbox', ...options], { env: { LC_ALL: 'C', KEY: SECRET } });
  try {
    await use(createInterface({ input: child.stdout })[Symbol.asyncIterator]());
  } finally {
    child.kill('SIGKILL');
    await once(child, 'close');
  }
}

/** @param {AsyncIterator<string>} lines */
const next = async (lines) => (await lines.next()).value ?? '';

test('an order is placed at the sandbox, and a wrong secret is diagnosed in its log', () =>
  running(['--gateway', 'pass2pay', '--secret-env', 'KEY'], async (lines) => {
    const [baseUrl] = /http:\S+/u.exec(await next(lines)) ?? [];
    assert(baseUrl);
    assert.match(await next(lines), /^cashier {3}http:.*\/cashier\/$/u);
    const args = ['request', 'pass2pay', '--operation', 'place', '--send', '--base-url', baseUrl];
    const right = await fensign([...args, '--secret-env', 'KEY'], { input: JSON.stringify(ORDER) });
    assert.equal(right.code, 0, right.out + right.err);
    assert.match(right.out, /^valid: .*to pay with: redirect http/su);
    assert.match(await next(lines), /pass2pay unifiedOrder O1 accepted/u);
    assert.match(await next(lines), /pass2pay order O1 created http:.*\/cashier\//u);
    const env = { OTHER: SECRET.slice(0, -1) };
    const wrong = await fensign([...args, '--secret-env', 'OTHER'], { input: JSON.stringify(ORDER), env });
    assert.match(wrong.out, /outcome: failed/u);
    const log = [await next(lines), await next(lines), await next(lines)].join('\n');
    assert.match(log, /unifiedOrder signature\n {2}A6 The secret was cut\n/u);
    assert(!log.includes(SECRET));
  }));

test('without a secret, one is made up and shown; --json has a line for each event', () =>
  running(['--json'], async (lines) => {
    const { baseUrls, secret } = JSON.parse(await next(lines));
    const args = ['request', 'pass2pay', '--operation', 'place', '--send', '--secret-env', 'MADE'];
    const { code } = await fensign([...args, '--base-url', baseUrls.pass2pay], {
      input: JSON.stringify(ORDER),
      env: { MADE: secret },
    });
    assert.equal(code, 0);
    const { type, verdict, orderNo } = JSON.parse(await next(lines));
    assert.deepEqual({ type, verdict, orderNo }, { type: 'request', verdict: 'accepted', orderNo: 'O1' });
  }));

test('a gateway that there is not is wrong usage', async () => {
  const { code, err } = await fensign(['sandbox', '--gateway', 'pass2pya']);
  assert.equal(code, 2);
  assert.match(err, /--gateway must be pass2pay, .*did you mean pass2pay/u);
});
