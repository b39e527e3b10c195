// The sandbox: every request gets an answer of HTTP, none of which says that it failed, or has the secret.
import assert from 'node:assert/strict';
import { gateways } from 'fensign/tables';
import { ACCOUNTS, IDS, SECRET, gatewayAt, orderOf, sandboxOfAll } from '../js/sandbox-account.mjs';

/** @import { Sandbox } from 'fensign/sandbox' */

const ORIGIN = 'http://127.0.0.1';
/** Inputs that one sandbox gets, one after the other. */
const LIFE = 100;

const acknowledged = async () => new Response(`{"code":"1001","return_code":"SUCCESS"} ${SECRET}`);

/** @type {Sandbox | undefined} */
let sandbox;
let calls = 0;

function renewed() {
  sandbox?.stop();
  sandbox = sandboxOfAll({ fetch: acknowledged, now: () => 1_700_000_000_000 + calls });
  return sandbox;
}

/** What the merchant's own gateway makes of changed fields: what is signed is read to its end. */
const SIGNED = /^SIGNED (\S+) (\S+)\n/u;

/**
 * An input: the line of the request, lines of headers, an empty line, the body. Or `SIGNED GATEWAY OPERATION`, and the fields.
 * @param {string} input
 * @param {Sandbox} current
 */
function requestOf(input, current) {
  const [line, id = '', operation = ''] = SIGNED.exec(input) ?? [];
  if (line === undefined || !Object.hasOwn(ACCOUNTS, id)) return plainRequest(input);
  try {
    const gateway = gatewayAt(/** @type {import('fensign').GatewayId} */ (id), current);
    const { url, method, headers, body = null } = gateway.request(operation, JSON.parse(input.slice(line.length)));
    return new Request(url, { method, headers, body });
  } catch {
    return undefined;
  }
}

/** @param {string} input */
function plainRequest(input) {
  const [head = '', ...rest] = input.split('\n\n');
  const [line = '', ...lines] = head.split('\n');
  const [method = '', path = ''] = line.split(' ');
  try {
    const headers = new Headers(lines.map((one) => /** @type {[string, string]} */ (one.split(/: ?/u, 2))));
    const body = method === 'GET' || method === 'HEAD' ? null : rest.join('\n\n');
    return new Request(new URL(path, ORIGIN), { method, headers, body });
  } catch {
    // No client could send it.
    return undefined;
  }
}

/** @param {string} input */
export async function run(input) {
  calls += 1;
  const current = sandbox === undefined || calls % LIFE === 0 ? renewed() : sandbox;
  const request = requestOf(input, current);
  if (request === undefined) return;
  const response = await current.fetch(request);
  assert(response.status >= 200 && response.status < 600 && response.status !== 500, `status ${response.status}`);
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
  const text = isStream ? '' : await response.text();
  if (isStream) await response.body?.cancel();
  const headers = JSON.stringify([...response.headers]);
  const events = JSON.stringify([current.events.list(), await current.orders()]);
  for (const shown of [text, headers, decodedWhole(headers), events]) assert(!shown.includes(SECRET), shown);
}

/** Headers carry sentences encoded. @param {string} text */
const decodedWhole = (text) =>
  text.replace(/(?:%[0-9A-F]{2})+/gu, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });

/** @param {{ url: string, method: string, headers: Record<string, string>, body?: string | undefined }} request */
function inputOf({ url, method, headers, body = '' }) {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[`${method} ${url.slice(ORIGIN.length)}`, ...lines].join('\n')}\n\n${body}`;
}

/** What a merchant sends: orders, and all that follows them. */
export async function seeds() {
  const current = renewed();
  const all = ['GET /cashier/\nAccept-Language: zh\n\n', 'POST /cashier/x/paid\n\nwrong=slow', 'GET /\n\n'];
  for (const id of IDS) {
    const gateway = gatewayAt(id, current);
    const order = gateway.request('place', orderOf(`O${id}0001`));
    const more = {
      ...order.keep,
      orderNo: `O${id}0001`,
      refundNo: `R${id}0001`,
      refundFen: 1,
      reason: 'x',
      amountFen: 1230,
    };
    all.push(inputOf(order), `SIGNED ${id} place\n${JSON.stringify(orderOf(`S${id}0001`))}`);
    all.push(...['query', 'refund', 'close'].map((name) => `SIGNED ${id} ${name}\n${JSON.stringify(more)}`));
    for (const misbehaviour of ['status:502', 'lost', 'duplicate:2'])
      all.push(inputOf({ ...order, url: `${order.url}?sandbox=${misbehaviour}` }));
    for (const { role, name } of gateways().find((info) => info.id === id)?.operations ?? []) {
      if (role === 'place') continue;
      try {
        all.push(inputOf(gateway.request(name, more)));
      } catch {
        // It takes fields of its own.
        all.push(inputOf({ ...order, url: order.url.replace(/[^/]+$/u, name) }));
      }
    }
  }
  return all;
}
