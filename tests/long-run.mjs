// node --expose-gc tests/long-run.mjs [MESSAGES]: one process signs and decides as many messages, and makes and frees gateways.
// It fails where the module's memory, or the heap, grows after the warm-up. `cargo xtask long-run` runs this.
import assert from 'node:assert/strict';
import { gateways } from 'fensign/tables';

/** @import { Gateway as AnyGateway } from 'fensign' */

const [messages = '10000000'] = process.argv.slice(2);
const MESSAGES = Number(messages);
const LINES = 20;
/** After so many lines nothing grows any more. */
const WARM = 2;
/** The collector leaves some from one time to the next. */
const HEAP_SLACK = 4e6;
const ROUNDS = 10;
const GATEWAYS = 1000;

const { gc } = globalThis;
assert(gc, 'node --expose-gc');

// The package keeps its instances to itself, so their memory is taken when they are made.
/** @type {WebAssembly.Memory[]} */
const memories = [];
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args) {
    const instance = new target(.../** @type {[WebAssembly.Module]} */ (args));
    memories.push(/** @type {WebAssembly.Memory} */ (instance.exports['memory']));
    return instance;
  },
});
const { Gateway } = await import('fensign');
const { ACCOUNTS, orderOf } = await import('./js/sandbox-account.mjs');

const SECRET = 'a secret of the long run';
const NUMBER = 'L000000000000';
const { amountFen } = orderOf(NUMBER);

const inModule = () => memories.reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
const megabytes = (/** @type {number} */ bytes) => `${(bytes / 1e6).toFixed(1)} MB`;

/** @typedef {{ gateway: AnyGateway<any, any>, fields: Record<string, string>, sign: string, isJson: boolean }} Sender */

/**
 * What a gateway's notification of a payment consists of, so that one can be made for every order.
 * @param {import('fensign/tables').GatewayInfo} info
 * @returns {Sender[]} none where it is not signed as requests are
 */
function sendersOf({ id, rule, baseUrl = 'https://pay.example' }) {
  const sign = rule?.field;
  if (sign === undefined || rule?.over === 'body') return [];
  const options = { secret: SECRET, baseUrl, defaults: ACCOUNTS[id].defaults };
  const gateway = /** @type {AnyGateway<any, any>} */ (new Gateway(id, options));
  const { body } = gateway.testNotice('paid', gateway.request('place', orderOf(NUMBER)).fields);
  const isJson = body.startsWith('{');
  const { [sign]: signature, ...fields } = isJson ? JSON.parse(body) : Object.fromEntries(new URLSearchParams(body));
  const isAlike = gateway.verify({ ...fields, [sign]: signature });
  return isAlike ? [{ gateway, fields, sign, isJson }] : [];
}

const senders = gateways().flatMap(sendersOf);
assert(senders.length > 2);

/** @param {Sender} sender @param {number} index */
function settle({ gateway, fields, sign, isJson }, index) {
  const orderNo = `L${String(index).padStart(NUMBER.length - 1, '0')}`;
  /** @type {Record<string, string>} */
  const sent = {};
  for (const name of Object.keys(fields)) sent[name] = fields[name] === NUMBER ? orderNo : (fields[name] ?? '');
  sent[sign] = gateway.sign(sent);
  const body = isJson ? JSON.stringify(sent) : new URLSearchParams(sent).toString();
  const message = gateway.notice(body);
  assert(message.decide({ orderNo, amountFen }).deliver, body);
  // Now and then one that is not about this order, which is told at length.
  if (index % 1000 === 0) assert(!message.decide({ orderNo: 'another', amountFen }).deliver);
}

const usage = () => {
  gc();
  return { rss: process.memoryUsage.rss(), heap: process.memoryUsage().heapUsed, module: inModule() };
};

let warm = usage();
const start = performance.now();
for (let line = 1; line <= LINES; line += 1) {
  const end = Math.round((MESSAGES / LINES) * line);
  for (let index = Math.round((MESSAGES / LINES) * (line - 1)); index < end; index += 1)
    settle(/** @type {Sender} */ (senders[index % senders.length]), index);
  const now = usage();
  if (line === WARM) warm = now;
  const each = ((performance.now() - start) * 1000) / end;
  console.log(
    `${end} messages, ${each.toFixed(1)} µs each: RSS ${megabytes(now.rss)}, heap ${megabytes(now.heap)}, module ${megabytes(now.module)}`,
  );
  if (line < WARM) continue;
  assert.equal(now.module, warm.module, "the module's memory grows");
  assert(now.heap < warm.heap + HEAP_SLACK, 'the heap grows');
}

/** Freed, or left to the collector. @param {boolean} isFreed */
async function makeMany(isFreed) {
  for (let made = 0; made < GATEWAYS; made += 1) {
    const gateway = new Gateway('epay', { secret: `${SECRET} ${made}`, secrets: ['older'.repeat(100)] });
    gateway.sign({ pid: '1001', out_trade_no: String(made) });
    if (isFreed) gateway.free();
  }
  gc?.();
  // What is to be done when something was collected is done in a later task.
  await new Promise((resolve) => setTimeout(resolve, 50));
}

for (const { how, isFreed, slack } of [
  { how: 'freed', isFreed: true, slack: 0 },
  // Those of a round or two may not be collected yet.
  { how: 'left to the collector', isFreed: false, slack: 2 * GATEWAYS * 1500 },
]) {
  await makeMany(isFreed);
  const before = inModule();
  for (let round = 1; round < ROUNDS; round += 1) {
    await makeMany(isFreed);
    assert(
      inModule() <= before + slack,
      `${how}, and yet in the module: ${megabytes(inModule())} after ${megabytes(before)}`,
    );
  }
  console.log(`${ROUNDS} times ${GATEWAYS} gateways, ${how}: module ${megabytes(inModule())}`);
}
