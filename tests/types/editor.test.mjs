// What an editor shows while a request is written: asked of TypeScript's own language server, as editors ask it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

const TSC = fileURLToPath(new URL('../../node_modules/typescript/bin/tsc', import.meta.url));
// It need not exist: the server reads what the editor has opened.
const FILE = new URL('unsaved.ts', import.meta.url).href;
const ROOT = pathToFileURL(process.cwd()).href;

const server = spawn(process.execPath, [TSC, '--lsp', '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
/** @type {Map<number, (result: any) => void>} */
const waiting = new Map();
let received = Buffer.alloc(0);
server.stdout.on('data', (chunk) => {
  received = Buffer.concat([received, chunk]);
  for (;;) {
    const head = received.indexOf('\r\n\r\n') + 4;
    const end = head + Number(/Content-Length: (\d+)/u.exec(received.subarray(0, head).toString())?.[1]);
    if (head < 4 || received.length < end) return;
    const { id, method, result } = JSON.parse(received.subarray(head, end).toString());
    received = received.subarray(end);
    if (method === undefined) waiting.get(id)?.(result);
    else if (id !== undefined) send({ id, result: null }); // It asks for an editor's settings.
  }
});

/** @param {object} message */
function send(message) {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  server.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/**
 * @param {string} method
 * @param {object} params
 * @returns {Promise<any>}
 */
function ask(method, params) {
  const id = waiting.size;
  send({ id, method, params });
  return new Promise((resolve) => waiting.set(id, resolve));
}

before(async () => {
  const textDocument = { hover: { contentFormat: ['markdown'] }, completion: { completionItem: {} } };
  await ask('initialize', { processId: null, rootUri: ROOT, capabilities: { textDocument } });
  send({ method: 'initialized', params: {} });
});
after(() => server.kill());

let version = 0;
/**
 * @param {string} method
 * @param {string} call of a gateway; `|` is where the cursor stands
 */
async function at(method, call) {
  const text = `import { Gateway } from 'fensign';\nnew Gateway('pass2pay').${call}\n`;
  const before = text.slice(0, text.indexOf('|')).split('\n');
  const document = { uri: FILE, languageId: 'typescript', version: ++version, text: text.replace('|', '') };
  send({ method: 'textDocument/didOpen', params: { textDocument: document } });
  const position = { line: before.length - 1, character: before.at(-1)?.length };
  const result = await ask(`textDocument/${method}`, { textDocument: { uri: FILE }, position });
  send({ method: 'textDocument/didClose', params: { textDocument: { uri: FILE } } });
  return result;
}

/** @param {string} call */
async function offered(call) {
  const result = await at('completion', call);
  return /** @type {{ label: string }[]} */ (result.items ?? result).map(({ label }) => label.replace('?', ''));
}

for (const [kind, call, about] of /** @type {const} */ ([
  ['a neutral name', `request('place', { |orderNo: 'O1' })`, /merchant's order number.*商户订单号/su],
  ["a gateway's own name", `request('unifiedOrder', { |custNo: 'C1' })`, /customer's unique number.*客户唯一编号/su],
  [
    'a name that no table has a row for',
    `request('query', { |subject: 's', orderNo: 'O1' })`,
    /Title of the goods.*商品标题/su,
  ],
  ['request, what operations are', `|request('place', {})`, /`place` an order.*`refund` 退款/su],
  ["a reply's text", `reply('place', '').|verdict`, /signature is the rule's.*验签/su],
])) {
  test(`hovering says what it is: ${kind}`, async () => {
    const { contents } = await at('hover', call);
    assert.match(contents.value, about);
  });
}

test('operations are offered, neutral and own', async () => {
  const operations = await offered(`request('|', {})`);
  for (const name of ['place', 'query', 'refund', 'unifiedOrder']) assert(operations.includes(name), name);
});

test('fields are offered under both names, and no signature', async () => {
  const fields = await offered(`request('place', { orderNo: 'O1', | })`);
  for (const name of ['subject', 'custNo', 'payer', 'payBy', 'wayCode']) assert(fields.includes(name), name);
  assert(!fields.includes('sign'));
});

test('codes are offered where others may be given too, and only the scenes that there are', async () => {
  assert.deepEqual(await offered(`request('place', { wayCode: '|' })`), ['ALI_QR', 'ALI_WAP']);
  assert.deepEqual(await offered(`request('place', { payBy: 'alipay', scene: '|' })`), ['h5', 'qr']);
});
