// The READMEs' two programs, each run as it stands there (but for its port), in a process of its own: the quick start against the sandbox, the
// handler of notifications over HTTP.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Gateway } from 'fensign';
import { createSandbox } from 'fensign/sandbox';

const SECRET = 'the secret of the READMEs';
const LANGUAGES = /** @type {const} */ ([
  ['README.md', 'deliver', 'no way to pay'],
  ['README.zh-CN.md', '发货', '没有支付参数'],
]);

/** Beside these tests, where the package is found. */
const folder = join(import.meta.dirname, `.readme-${process.pid}`);
/** @type {Map<string, string>} */
const programs = new Map();

before(async () => {
  for (const [readme] of LANGUAGES) {
    const text = await readFile(new URL(`../../${readme}`, import.meta.url), 'utf8');
    const blocks = [...text.matchAll(/^```[jt]s\n\/\/ (\S+)\n(.*?)^```$/gmsu)];
    assert.deepEqual(
      blocks.map(([, file]) => file),
      ['shop.mts', 'notify.mjs'],
    );
    await mkdir(join(folder, readme), { recursive: true });
    for (const [, file = '', code = ''] of blocks) {
      programs.set(`${readme}/${file}`, code);
    }
  }
});
after(() => rm(folder, { recursive: true }));

/** What takes longer hangs. */
const LIMIT = { timeout: 60_000 };

/**
 * Runs a program of a README on a free port; its lines as they come.
 * @param {string} name
 * @param {NodeJS.ProcessEnv} env
 */
async function running(name, env) {
  const probe = createServer();
  const port = await portOf(probe);
  await once(probe.close(), 'close');
  // The quick start has no types to be taken away.
  const script = join(folder, name.replace('.mts', '.mjs'));
  await writeFile(script, (programs.get(name) ?? '').replaceAll('3000', String(port)));
  const child = spawn(process.execPath, [script], { env: { ...process.env, ...env } });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (text += part));
  return {
    child,
    address: `http://127.0.0.1:${port}`,
    async listens() {
      while (!(await fetch(this.address, { method: 'POST' }).catch(() => false))) {
        assert.equal(child.exitCode, null, text);
        await pause(20);
      }
    },
    lines: () => text.split('\n').filter(Boolean),
    /** @param {RegExp} pattern */
    async line(pattern) {
      for (;;) {
        const found = text.split('\n').find((line) => pattern.test(line));
        if (found !== undefined) return found;
        assert.equal(child.exitCode, null, text);
        await pause(20);
      }
    },
  };
}

/** @param {import('node:http').Server} server */
async function portOf(server) {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return /** @type {import('node:net').AddressInfo} */ (server.address()).port;
}

for (const [readme, deliver, noPay] of LANGUAGES) {
  test(`${readme}: the quick start has at most 25 lines, and places, shows, decides and queries`, LIMIT, async () => {
    const lines = programs.get(`${readme}/shop.mts`)?.match(/^.+$/gmu) ?? [];
    assert(lines.length <= 25, `${lines.length} lines`);
    const sandbox = createSandbox({ gateways: { pass2pay: { secret: SECRET } } });
    const server = createServer(sandbox.listener);
    const PAY_URL = sandbox.baseUrl('pass2pay', `http://127.0.0.1:${await portOf(server)}`);
    const shop = await running(`${readme}/shop.mts`, { PAY_URL, PAY_SECRET: SECRET });
    try {
      const [kind, url = ''] = (await shop.line(/^redirect /u)).split(' ');
      assert.equal(kind, 'redirect');
      assert.equal((await fetch(url)).status, 200);
      const [{ orderNo = '' } = {}] = await sandbox.orders();
      await shop.listens();
      await sandbox.pay(orderNo);
      await shop.line(/^paid true$/u);
      await shop.line(new RegExp(`^${deliver} ${orderNo}$`, 'u'));
      assert.equal(sandbox.events.list().find(({ type }) => type === 'notification')?.verdict, 'acknowledged');
    } finally {
      shop.child.kill();
      server.close();
      server.closeAllConnections();
      sandbox.stop();
    }
  });

  test(`${readme}: with a wrong secret, the quick start says what the gateway said`, LIMIT, async () => {
    const sandbox = createSandbox({ gateways: { pass2pay: { secret: SECRET } } });
    const server = createServer(sandbox.listener);
    const PAY_URL = sandbox.baseUrl('pass2pay', `http://127.0.0.1:${await portOf(server)}`);
    const shop = await running(`${readme}/shop.mts`, { PAY_URL, PAY_SECRET: 'another secret' });
    try {
      await once(shop.child, 'close');
      const said = shop.lines().join('\n');
      assert.match(said, new RegExp(noPay, 'u'));
      assert.match(said, /outcome: 'failed'/u);
      assert.match(said, /验签失败|签名/u);
    } finally {
      server.close();
      server.closeAllConnections();
      sandbox.stop();
    }
  });

  test(
    `${readme}: the handler delivers once, and refuses what is forged, unknown or of another amount`,
    LIMIT,
    async () => {
      const shop = await running(`${readme}/notify.mjs`, { PAY_SECRET: SECRET });
      const gateway = new Gateway('pass2pay', { secret: SECRET });
      const { ack, refuse } = gateway.notice('');
      const paid = { payOrderId: 'P1', mchNo: 'M1', mchOrderNo: 'O1', amount: 800, state: 2, subject: '商品' };
      const genuine = gateway.testNotice(paid);
      /** @param {{ body: string }} notice */
      const answered = async ({ body }) => {
        const headers = { 'Content-Type': genuine.contentType };
        const response = await fetch(`${shop.address}/notify`, { method: 'POST', headers, body });
        return [response.status, await response.text()];
      };
      try {
        await shop.listens();
        for (const notice of [
          { body: genuine.body.replace('amount=800', 'amount=1') },
          gateway.testNotice({ ...paid, mchOrderNo: 'O2' }),
          gateway.testNotice({ ...paid, amount: 1 }),
          gateway.testNotice({ ...paid, state: 1 }),
          { body: '{' },
        ])
          assert.deepEqual(await answered(notice), [200, refuse.body]);
        assert.deepEqual(await answered(genuine), [200, ack.body]);
        assert.deepEqual(await answered(genuine), [200, ack.body]);
        assert.deepEqual(shop.lines(), [`${deliver} O1`]);
      } finally {
        shop.child.kill();
      }
    },
  );
}

test('both READMEs have the same code, but for comments and words', () => {
  const plain = (/** @type {string} */ code) =>
    code.replace(/ ?\/\/ .*$/gmu, '').replace(/[\u4e00-\u9fff]+|deliver|no way to pay/gu, '');
  for (const file of ['shop.mts', 'notify.mjs']) {
    const [en = '', zh = ''] = LANGUAGES.map(([readme]) => plain(programs.get(`${readme}/${file}`) ?? ''));
    assert.equal(zh.replaceAll("'", ''), en.replaceAll("'", ''));
  }
});
