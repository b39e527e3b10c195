// The recipes of docs/guide/frameworks.md, each file run as it stands there, in a process of its own, over HTTP.
import { transform } from 'esbuild';
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Gateway } from 'fensign';

const SECRET = '密钥';
/** The order at which the database fails. */
const DOWN = 'O-down';
const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

/**
 * By each of two gateways, of which one is answered in text and the other in JSON, the notification of one order, with
 * Chinese, spaces and what a form must escape. The changes that make it one of the second order; one that is recorded, and no
 * payment; one at which the database fails; and those to refuse.
 */
const NOTICES = {
  pass2pay: {
    notice: {
      payOrderId: 'P1',
      mchNo: 'M1',
      mchOrderNo: 'O1',
      amount: 800,
      state: 2,
      subject: '杂粮煎饼 & 豆浆+1=早餐 🥞',
    },
    second: { mchOrderNo: 'O2', amount: 1200 },
    other: { state: 3 },
    atFailure: { mchOrderNo: DOWN },
    unknownOrder: { mchOrderNo: 'O9' },
    otherAmount: { amount: 1 },
    amountOfTheSecond: { amount: 1200 },
    pending: { state: 1 },
  },
  xipay: {
    notice: {
      return_code: 'SUCCESS',
      result_code: 'PAY_SUCCESS',
      pay_trace_no: 'O1',
      trade_no: 'T1',
      total_amount: '800',
      mch_name: '升宝百货 "🥞"\n & 100%',
    },
    second: { pay_trace_no: 'O2', total_amount: '1200' },
    other: { result_code: 'PAY_FAIL' },
    atFailure: { pay_trace_no: DOWN },
    unknownOrder: { pay_trace_no: 'O9' },
    otherAmount: { total_amount: '1' },
    amountOfTheSecond: { total_amount: '1200' },
    pending: { result_code: 'PAY_IN_PROCESS' },
  },
};

/** The code of a page by the file's name, which its first line has. @param {string} page */
async function recipesOf(page) {
  const text = await readFile(new URL(`../../docs/guide/${page}`, import.meta.url), 'utf8');
  const blocks = [...text.matchAll(/^```[jt]s\n\/\/ (\S+)\n(.*?)^```$/gmsu)];
  assert.equal(blocks.length, text.match(/^```\w/gmu)?.length, 'every block names its file');
  return new Map(blocks.map(([, file = '', code = '']) => [file, code]));
}

const recipes = await recipesOf('frameworks.md');

/** Beside these tests, where the frameworks are found. */
const folder = join(import.meta.dirname, `.frameworks-${process.pid}`);

/** What Next.js does around a route handler: a Request goes in, a Response comes out, what is thrown is a 500. */
const AROUND_ROUTE = `
import { serve } from '@hono/node-server';
import { POST } from './route.mjs';

serve({ fetch: POST, port: Number(process.env.PORT) });
`;

/** @type {import('esbuild').TransformOptions} */
const TYPESCRIPT = { loader: 'ts', tsconfigRaw: { compilerOptions: { experimentalDecorators: true } } };

before(async () => {
  for (const id of Object.keys(NOTICES)) {
    await mkdir(join(folder, id), { recursive: true });
    for (const [file, code] of recipes) {
      const script = file.endsWith('.ts') ? (await transform(code, TYPESCRIPT)).code : code;
      await writeFile(join(folder, id, file.replace(/\.ts$/u, '.mjs')), script.replaceAll('pass2pay', id));
    }
    await writeFile(join(folder, id, 'next.mjs'), AROUND_ROUTE);
    const orders = recipes.get('orders.mjs') ?? '';
    const failing = orders.replace('orders.get(', 'orderNo === DOWN ? Promise.reject(new Error(DOWN)) : orders.get(');
    assert.notEqual(failing, orders);
    await writeFile(join(folder, id, 'orders.mjs'), `const DOWN = '${DOWN}';\n${failing}`);
  }
});
after(() => rm(folder, { recursive: true }));

/** @typedef {(body: BodyInit, type: string) => Promise<Response>} Send */

/**
 * Calls back with a server that runs, and returns the lines that it printed on deliveries.
 * @param {string} id of the gateway
 * @param {string} script
 * @param {(send: Send) => Promise<void>} visit
 */
async function visiting(id, script, visit) {
  const port = await freePort();
  const env = { ...process.env, PORT: String(port), GATEWAY_SECRET: SECRET };
  const server = spawn(process.execPath, [script], {
    cwd: join(folder, id),
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  server.stdout.setEncoding('utf8').on('data', (text) => (printed += text));
  let failures = '';
  server.stderr.setEncoding('utf8').on('data', (text) => (failures += text));
  const closed = once(server, 'close');
  const url = `http://127.0.0.1:${port}/notify`;
  try {
    while (
      !(await fetch(url).then(
        () => true,
        () => false,
      ))
    ) {
      assert.equal(server.exitCode, null, `${script} has ended: ${failures}`);
      await pause(20);
    }
    await visit((body, type) => fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body }));
  } finally {
    server.kill();
    await closed;
  }
  return printed.split('\n').filter((line) => line.startsWith('delivered'));
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  await once(server.close(), 'close');
  return port;
}

/** @param {Response} response @param {{ contentType: string, body: string }} answer */
async function answers(response, answer) {
  assert.deepEqual([response.status, await response.text()], [200, answer.body]);
  assert.equal(response.headers.get('content-type')?.toLowerCase(), answer.contentType);
}

for (const [id, { notice, second, other, atFailure, ...refused }] of Object.entries(NOTICES)) {
  const gateway = new Gateway(/** @type {keyof typeof NOTICES} */ (id), { secret: SECRET });
  const { ack, refuse } = gateway.notice('');

  /** The texts of a genuine notification. */
  const textsOf = (/** @type {object} */ changes) => {
    const { body } = gateway.testNotice({ ...notice, ...changes });
    return Object.entries(gateway.notice(body).fields);
  };
  const form = (changes = {}) => String(new URLSearchParams(textsOf(changes)));
  const json = (changes = {}) => JSON.stringify(Object.fromEntries(textsOf(changes)));

  for (const script of ['express.mjs', 'fastify.mjs', 'koa.mjs', 'hono.mjs', 'nest.mjs', 'next.mjs']) {
    test(`${script}, ${id}: what is genuine is taken, with its retries, and delivered once; nothing else is`, async () => {
      const delivered = await visiting(id, script, async (send) => {
        for (const [write, type] of /** @type {const} */ ([
          [form, FORM],
          [json, JSON_TYPE],
        ])) {
          for (const changes of Object.values(refused)) await answers(await send(write(changes), type), refuse);
          await answers(await send(write().replace('800', '801'), type), refuse);
          await answers(await send(write().replace('sign', 'sing'), type), refuse);
          await answers(await send(write(other), type), ack);
          assert.equal((await send(write(atFailure), type)).status, 500);
          assert.notEqual(await (await send('', type)).text(), ack.body);
        }
        await Promise.all([1, 2, 3].map(async () => answers(await send(form(second), `${FORM}; charset=UTF-8`), ack)));
        await answers(await send(form(second), FORM), ack);
        await answers(await send(json(second), JSON_TYPE), ack);
      });
      assert.deepEqual(delivered, ['delivered O2']);
    });
  }
}

test('both pages have the same code, but for comments', async () => {
  const withoutComments = (/** @type {Map<string, string>} */ all) =>
    [...all].map(([file, code]) => [file, code.replace(/^\/\/ .*\n/gmu, '')]);
  assert.deepEqual(withoutComments(await recipesOf('frameworks.zh-CN.md')), withoutComments(recipes));
});
