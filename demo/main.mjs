// The whole story, from an order to its delivery, at the sandbox: each step is compared, and one that is not as it should be
// ends the demo with exit code 1. `--page ADDRESS`: the sandbox stays, beside the page that is served there.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { Gateway } from 'fensign';
import { diagnose } from 'fensign/diagnose';
import { send } from 'fensign/fetch';
import { createSandbox } from 'fensign/sandbox';
import { localLanguage } from '../pkg-template/src/cli/language.mjs';
import { ORDERS } from './orders.mjs';
import { WORDS } from './words.mjs';

const { values: options } = parseArgs({ options: { page: { type: 'string' } } });
const language = localLanguage(process.env);
const SECRET = '6409292d66625a2a#12342134';
const PRINTED_SECRET = '6409292d66625a2a12342134';
const PRINTED_SIGN = '96FD052F81BBB3C25B5BD628E189A154';
const ORDER_NO = '20261127200600000001';
const AMOUNT_FEN = 1230;
const account = { mchNo: 'M1621873433953', appId: 'A1' };

/** A step that is not as it should be. */
class Unexpected extends Error {}

/** What the shop delivered, and the notifications that it got. @type {string[]} */
const delivered = [];
/** @type {string[]} */
const notices = [];
const shop = createServer(async (request, response) => {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const body = Buffer.concat(chunks);
  notices.push(body.toString());
  const { deliver, answer } = gateway.notice(body, request.headers['content-type']).decide(expected);
  if (deliver && !delivered.includes(ORDER_NO)) delivered.push(ORDER_NO);
  response.setHeader('Content-Type', answer.contentType).end(answer.body);
});

const sandbox = createSandbox({ gateways: { pass2pay: { secret: SECRET } } });
const server = createServer(sandbox.listener);
const [shopUrl, origin] = await Promise.all([shop, server].map(listening));
const baseUrl = sandbox.baseUrl('pass2pay', origin);
const gateway = new Gateway('pass2pay', { secret: SECRET, baseUrl, defaults: account });
const expected = { orderNo: ORDER_NO, amountFen: AMOUNT_FEN, merchant: account.mchNo, appId: account.appId };
const order = {
  orderNo: ORDER_NO,
  amountFen: AMOUNT_FEN,
  payBy: /** @type {const} */ ('alipay'),
  scene: /** @type {const} */ ('h5'),
  subject: '商品',
  detail: '0',
  clientIp: '210.73.10.148',
  payer: 'C200492312',
  payerSince: 1622016572190,
  notifyUrl: `${shopUrl}/notify`,
};

try {
  console.log(`\n${WORDS.title?.[language]}\n`);
  await tell();
  if (options.page !== undefined) invite(options.page);
} catch (error) {
  if (!(error instanceof Unexpected)) throw error;
  console.error(`✗ ${say('failed', { found: error.message })}`);
  process.exitCode = 1;
}
if (options.page === undefined || process.exitCode === 1) end();

async function tell() {
  const [printed] = ORDERS['4pyun'];
  const sign = new Gateway('4pyun', { secret: PRINTED_SECRET }).sign(/** @type {any} */ (printed).fields);
  check('documented', { sign }, sign === PRINTED_SIGN);

  const reply = await send(gateway, 'place', order);
  const [placed] = await sandbox.orders();
  const isSame = placed?.orderNo === ORDER_NO && placed.amountFen === AMOUNT_FEN;
  check('placed', { orderNo: ORDER_NO }, isSame && reply.verdict === 'valid' && reply.pay?.kind === 'redirect', reply);

  sandbox.next({ duplicate: 3 });
  const paid = await sandbox.pay(ORDER_NO);
  check('paid', {}, paid.state === 'paid', paid);
  check('delivered', {}, notices.length === 3 && delivered.length === 1, { notices, delivered });
  const verdicts = sandbox.events.list().flatMap(({ type, verdict }) => (type === 'notification' ? [verdict] : []));
  check('acknowledged', {}, verdicts.length === 3 && verdicts.every((one) => one === 'acknowledged'), verdicts);

  const forged = gateway.notice(
    (notices[0] ?? '').replace(/amount=\d+/u, 'amount=1'),
    'application/x-www-form-urlencoded',
  );
  const { deliver, why } = forged.decide({ ...expected, amountFen: 1 });
  const [first] = why;
  const reason = (language === 'zh' ? first?.messageZh : first?.message) ?? '';
  check('forged', { verdict: forged.verdict, why: reason }, !deliver && forged.verdict === 'invalid', forged);

  const cut = new Gateway('pass2pay', { secret: SECRET.slice(0, SECRET.indexOf('#')), baseUrl, defaults: account });
  const { url, method, headers, body = null, fields } = cut.request('place', { ...order, orderNo: `${ORDER_NO}2` });
  const refused = await fetch(url, { method, headers, body });
  const [cause = ''] = (refused.headers.get('x-fensign-cause') ?? '').split(';');
  const { findings } = diagnose('pass2pay', { secret: SECRET, fields });
  const finding = findings.find(({ id }) => id === cause);
  check('diagnosed', { cause }, cause === 'A6' && finding?.certain === true, { cause, findings });
  console.log(`  ${language === 'zh' ? finding?.messageZh : finding?.message}`);
}

/** @param {string} page */
function invite(page) {
  const rows = [
    [page, 'page'],
    [`${origin}/cashier/`, 'cashier'],
    ['', 'next'],
    ['node demo/requests.mjs', 'requests'],
    ['node pkg/cli.mjs help', 'cli'],
    ['npm pack ./pkg', 'pack'],
    [language === 'zh' ? 'docs/README.zh-CN.md' : 'docs/README.md', 'docs'],
    ['cargo xtask test', 'test'],
  ];
  console.log('');
  for (const [what = '', word = ''] of rows)
    console.log(what === '' ? `\n${say(word)}` : `  ${what.padEnd(32)} ${say(word)}`);
  console.log(`\n${say('stop')}`);
}

/**
 * @param {string} word
 * @param {Record<string, string>} values
 * @param {boolean} isRight
 * @param {unknown} [found]
 */
function check(word, values, isRight, found) {
  if (!isRight) throw new Unexpected(`${say(word, values)}\n${JSON.stringify(found)}`);
  console.log(`✓ ${say(word, values)}`);
}

/**
 * @param {string} word
 * @param {Record<string, string>} [values]
 */
function say(word, values = {}) {
  const text = WORDS[word]?.[language] ?? word;
  return text.replace(/\{(\w+)\}/gu, (_, name) => values[name] ?? '');
}

/** @param {import('node:http').Server} one */
async function listening(one) {
  await once(one.listen(0, '127.0.0.1'), 'listening');
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (one.address()).port}`;
}

function end() {
  for (const one of [server, shop]) {
    one.closeAllConnections();
    one.close();
  }
  sandbox.stop();
}
