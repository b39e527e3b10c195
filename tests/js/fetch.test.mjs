// Requests over real HTTP: what a reply is, and what every failure to get one is.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { FensignError, Gateway, LIMITS } from 'fensign';
import { poll, send } from 'fensign/fetch';

const require = createRequire(import.meta.url);

const SECRET = 'Zx9-secret-of-these-requests';
const EXPECTED = { orderNo: 'O1', amountFen: 800 };
const QUERY = { mchOrderNo: 'O1' };

/** @typedef {import('node:http').RequestListener} Listener */

/** What the server does with a request. @type {Listener} */
let serve;
/** The paths that were asked for, and the bodies that came. @type {[string | undefined, string][]} */
let requests = [];
let url = '';

const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  requests.push([request.url, body]);
  serve(request, response);
});

before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  url = `http://127.0.0.1:${port}`;
});
after(() => {
  server.closeAllConnections();
  server.close();
});

const gatewayOf = (baseUrl = url) =>
  new Gateway('pass2pay', { secret: SECRET, baseUrl, defaults: { mchNo: 'M1', appId: 'A1' } });

/** A reply to the query, signed. @param {number} state */
const replyOf = (state) => {
  const data = { payOrderId: 'P1', mchOrderNo: 'O1', mchNo: 'M1', appId: 'A1', amount: 800, state };
  const sign = gatewayOf().sign(data);
  return JSON.stringify({ code: 0, msg: 'SUCCESS', data, sign });
};

/** A listener that answers. @returns {Listener} */
const answering =
  (/** @type {string | Uint8Array} */ body, status = 200, headers = { 'Content-Type': 'application/json' }) =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);

/** @param {Listener} listener @param {import('fensign/fetch').SendOptions} [options] */
async function sent(listener, options) {
  serve = listener;
  requests = [];
  return send(gatewayOf(), 'query', QUERY, options);
}

/** @param {import('fensign').Message} message @param {RegExp} message_ @param {RegExp} messageZh */
function isNoReply({ verdict, outcome, order, problems }, message_, messageZh) {
  assert.deepEqual([verdict, outcome, order], ['malformed', 'unknown', undefined]);
  const [problem, ...others] = problems;
  assert.deepEqual([problem?.code, problem?.severity, others], ['no-reply', 'error', []]);
  assert.match(problem?.message ?? '', message_);
  assert.match(problem?.message ?? '', /query first, then retry with the same order or refund number$/u);
  assert.match(problem?.messageZh ?? '', messageZh);
  assert.match(problem?.messageZh ?? '', /请先查询，再用原单号重试$/u);
  assert(!JSON.stringify(problem).includes(SECRET));
}

/** Not `once`, which a reset connection would make reject. @param {import('node:http').IncomingMessage} request */
const closing = ({ socket }) => new Promise((resolve) => void socket.on('close', resolve));

/** A fetch that never answers, and does not heed its signal. @returns {Promise<Response>} */
const deaf = () => new Promise(() => {});

test('reply takes what fetch threw, of any realm, in place of a body', () => {
  const gateway = gatewayOf();
  /** @param {unknown} thrown @param {RegExp} message @param {RegExp} messageZh */
  const check = (thrown, message, messageZh) =>
    isNoReply(gateway.reply('query', /** @type {any} */ (thrown)), message, messageZh);
  check(new DOMException(SECRET, 'TimeoutError'), /^no reply in time/u, /超时/u);
  check(AbortSignal.abort().reason, /^aborted/u, /中止/u);
  check(new TypeError(SECRET), /^no reply was received \(TypeError\)/u, /（TypeError）/u);
  check(new Error(SECRET, { cause: { code: 'ENOTFOUND' } }), /\(ENOTFOUND\)/u, /（ENOTFOUND）/u);
  check(Object.assign(new Error(), { code: `https://a.b/?${SECRET}` }), /\(Error\)/u, /（Error）/u);
  check(Object.assign(new Error(), { name: 5, code: 5, cause: null }), /\(Error\)/u, /（Error）/u);
  check(runInNewContext('new RangeError()'), /\(RangeError\)/u, /（RangeError）/u);
});

test('reply: a status that is not of success is no reply, and one that is changes nothing', () => {
  const gateway = gatewayOf();
  /** @param {any} received */
  const reply = (received) => gateway.reply('query', replyOf(2), received);
  for (const status of [undefined, 200, 201, 299]) assert.equal(reply({ status }).outcome, 'paid');
  for (const [received, message] of /** @type {[object, RegExp][]} */ ([
    [{ status: 199 }, /^HTTP status 199 /u],
    [{ status: 304, headers: { 'content-type': ['text/plain'] } }, /^HTTP status 304 \(text\/plain\), a redirect/u],
    [{ status: 500, headers: { 'Content-Type': '</script>' } }, /^HTTP status 500 instead/u],
    [{ status: 0 }, /^HTTP status 0 /u],
    [{ status: NaN }, /^HTTP status NaN /u],
    [{ status: '200' }, /^HTTP status string /u],
    [{ status: null }, /^HTTP status null /u],
  ]))
    isNoReply(reply(received), message, /^HTTP 状态码为/u);
});

test('what is sent is what was signed, and the reply is read', async () => {
  const message = await sent(answering(replyOf(2)));
  assert.deepEqual([message.verdict, message.outcome, message.order?.orderNo], ['valid', 'paid', 'O1']);
  const [[path, body] = [], ...others] = requests;
  assert.deepEqual([path, others], ['/api/pay/query', []]);
  assert(gatewayOf().verify(JSON.parse(body ?? '')));
});

test('a form, further headers and a GET go out as request builds them', async () => {
  /** @type {import('node:http').IncomingMessage | undefined} */
  let request;
  serve = (incoming, response) => {
    request = incoming;
    response.end('{}');
  };
  await send(gatewayOf(), 'query', QUERY, { as: 'form', headers: { 'X-Trace': '煎饼'.length.toString() } });
  assert.deepEqual(
    [request?.method, request?.headers['content-type'], request?.headers['x-trace']],
    ['POST', 'application/x-www-form-urlencoded; charset=UTF-8', '2'],
  );
  const pyun = new Gateway('4pyun', { secret: SECRET, baseUrl: url });
  await send(pyun, 'query', { app_id: 'a', merchant: 'm', pay_order: 'O1' });
  assert.equal(request?.method, 'GET');
  assert.match(request?.url ?? '', /pay_order=O1.*sign=[0-9A-F]{32}/u);
});

test('what later requests need comes with the reply, and where there is none', async () => {
  const xipay = new Gateway('xipay', { secret: SECRET, baseUrl: url, defaults: { inst_no: '1', mch_no: '2' } });
  const order = {
    pay_type: /** @type {const} */ ('400'),
    pay_trace_no: 'O1',
    total_amount: 800,
    pay_time: '20230306235318',
  };
  serve = answering('', 502);
  const { verdict, keep } = await send(xipay, 'h5pay', order);
  assert.deepEqual([verdict, keep], ['malformed', { orderNo: 'O1', pay_time: '20230306235318' }]);
});

test('a forged reply is invalid', async () => {
  const message = await sent(answering(replyOf(2).replace('800', '900')));
  assert.deepEqual([message.verdict, message.outcome], ['invalid', 'unknown']);
});

test('a status that is not 2xx is no reply, whatever the body says, and names the content type alone', async () => {
  for (const status of [400, 404, 429, 500, 502, 503, 504]) {
    const message = await sent(answering(replyOf(2), status, { 'Content-Type': 'text/html; x="<b>"' }));
    isNoReply(message, new RegExp(`^HTTP status ${status} \\(text/html\\) instead`, 'u'), /^HTTP 状态码为/u);
  }
  isNoReply(
    await sent(answering('', 500, /** @type {any} */ ({}))),
    /^HTTP status 500 instead/u,
    /^HTTP 状态码为 500，/u,
  );
  assert.equal((await sent(answering(replyOf(2), 201))).verdict, 'valid');
});

test('the page of an error is not waited for', async () => {
  const message = await sent((_, response) => void response.writeHead(502).write('<html>'));
  isNoReply(message, /^HTTP status 502 instead/u, /^HTTP 状态码为 502/u);
});

test('a redirect is not followed: the signed fields go nowhere else', async () => {
  for (const status of [301, 302, 303, 307, 308]) {
    const message = await sent(answering('', status, /** @type {any} */ ({ Location: `${url}/elsewhere` })));
    isNoReply(message, new RegExp(`^HTTP status ${status}, a redirect`, 'u'), /重定向/u);
    assert.deepEqual(
      requests.map(([path]) => path),
      ['/api/pay/query'],
    );
  }
});

test('an empty body, blanks, HTML and XML are no reply', async () => {
  for (const body of ['', ' \r\n', '\ufeff'])
    isNoReply(await sent(answering(body)), /^the body is empty/u, /^响应内容为空/u);
  isNoReply(await sent(answering('<html>维护中</html>')), /^HTML page received/u, /^收到的是 HTML 页面/u);
  isNoReply(await sent(answering('\n <?xml version="1.0"?><a/>')), /^XML received/u, /^收到的是 XML/u);
  isNoReply(await sent((_, response) => void response.writeHead(204).end()), /^the body is empty/u, /^响应内容为空/u);
});

test('a body that is something else is malformed, as reply says', async () => {
  for (const [body, code] of /** @type {const} */ ([
    ['ok', 'json'],
    ['{"a":', 'json'],
    [new Uint8Array([0x7b, 0xff, 0x7d]), 'charset'],
  ])) {
    const { verdict, problems } = await sent(answering(body));
    assert.deepEqual([verdict, problems[0]?.code], ['malformed', code]);
  }
});

test('a server that does not answer is left in time', async () => {
  isNoReply(await sent(() => {}, { timeoutMs: 30 }), /^no reply in time/u, /^等待响应超时/u);
  assert.equal(requests.length, 1, 'nothing is sent twice');
});

test('a body that does not end is left in time, and its connection closed', async () => {
  /** @type {Promise<unknown> | undefined} */
  let closed;
  const message = await sent(
    (request, response) => {
      closed = closing(request);
      response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"code":');
    },
    { timeoutMs: 60 },
  );
  isNoReply(message, /^no reply in time/u, /^等待响应超时/u);
  await closed;
});

test('a body without end is read no further than a message may be long', async () => {
  /** @type {Promise<unknown> | undefined} */
  let closed;
  let written = 0;
  const message = await sent((request, response) => {
    closed = closing(request);
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const chunk = Buffer.alloc(65_536, 'x');
    const more = () => {
      while (!response.destroyed) {
        written += chunk.length;
        if (!response.write(chunk)) return void response.once('drain', more);
      }
    };
    more();
  });
  assert.deepEqual([message.verdict, message.problems[0]?.code], ['malformed', 'length']);
  await closed;
  assert(written < 64 * LIMITS.text, `${written} bytes were written`);
});

test('a body of just the longest length is read whole', async () => {
  const reply = replyOf(2);
  const padded = `${reply.slice(0, -1)}${' '.repeat(LIMITS.text - reply.length)}}`;
  assert.equal(Buffer.byteLength(padded), LIMITS.text);
  assert.equal((await sent(answering(padded))).verdict, 'valid');
  assert.equal((await sent(answering(`${padded} `))).problems[0]?.code, 'length');
});

test('a connection that is refused or breaks is no reply, named by its code alone', async () => {
  const closed = createServer();
  await once(closed.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (closed.address());
  await once(closed.close(), 'close');
  const message = await send(gatewayOf(`http://127.0.0.1:${port}`), 'query', QUERY);
  isNoReply(message, /^no reply was received \(ECONNREFUSED\)/u, /^没有收到响应（ECONNREFUSED）/u);
  const broken = await sent((request) => void request.socket.destroy());
  isNoReply(broken, /^no reply was received \(\w+\)/u, /^没有收到响应/u);
  const cut = await sent((request, response) => {
    response.writeHead(200, { 'Content-Length': '1000' }).write('{"code":0', () => request.socket.destroy());
  });
  isNoReply(cut, /^no reply was received \(\w+\)/u, /^没有收到响应/u);
});

test('a signal that is aborted before sends nothing', async () => {
  const message = await sent(answering(replyOf(2)), { signal: AbortSignal.abort('anything') });
  isNoReply(message, /^aborted/u, /已被中止/u);
  assert.deepEqual(requests, []);
});

test('a signal that is aborted during the call ends it, before the head and in the body', async () => {
  for (const begin of [false, true]) {
    const controller = new AbortController();
    const message = await sent(
      (_, response) => {
        if (begin) response.writeHead(200).write('{');
        setTimeout(() => controller.abort(), 10);
      },
      { signal: controller.signal },
    );
    isNoReply(message, /^aborted/u, /已被中止/u);
  }
});

test("a signal's own timeout is a timeout", async () => {
  isNoReply(await sent(() => {}, { signal: AbortSignal.timeout(20) }), /^no reply in time/u, /^等待响应超时/u);
});

test('a fetch that does not heed its signal is left in time, and on abort', async () => {
  isNoReply(await sent(() => {}, { fetch: deaf, timeoutMs: 10 }), /^no reply in time/u, /^等待响应超时/u);
  const controller = new AbortController();
  setTimeout(() => controller.abort(new Error(SECRET)), 10);
  isNoReply(await sent(() => {}, { fetch: deaf, signal: controller.signal }), /^aborted/u, /已被中止/u);
});

test('a response that comes too late is cancelled', async () => {
  let isCancelled = false;
  const body = new ReadableStream({
    cancel() {
      isCancelled = true;
    },
  });
  /** @type {(response: Response) => void} */
  let respond = () => {};
  const fetch = () => new Promise((/** @type {(response: Response) => void} */ resolve) => void (respond = resolve));
  isNoReply(await sent(() => {}, { fetch, timeoutMs: 10 }), /^no reply in time/u, /^等待响应超时/u);
  respond(new Response(body));
  await new Promise((resolve) => setTimeout(resolve));
  assert(isCancelled);
});

test('what a fetch of the caller throws is no reply, whatever it is', async () => {
  for (const thrown of [new TypeError(SECRET), new RangeError(), SECRET, null, undefined, 5, {}, Object.create(null)]) {
    const fetch = () => {
      throw thrown;
    };
    isNoReply(await sent(() => {}, { fetch }), /^no reply was received \(\w+\)/u, /^没有收到响应/u);
    const rejecting = () => Promise.reject(thrown);
    isNoReply(await sent(() => {}, { fetch: rejecting }), /^no reply was received \(\w+\)/u, /^没有收到响应/u);
  }
  const { fetch } = /** @type {{ fetch: any }} */ ({ fetch: async () => ({ status: 200, ok: true, body: '{}' }) });
  isNoReply(await sent(() => {}, { fetch }), /^no reply was received \(TypeError\)/u, /^没有收到响应/u);
});

test('a fetch of the caller is called once, with what request built and no redirects', async () => {
  /** @type {[string, RequestInit][]} */
  const calls = [];
  const message = await send(gatewayOf('https://pay.example'), 'query', QUERY, {
    async fetch(...call) {
      calls.push(call);
      return new Response(replyOf(2));
    },
  });
  assert.equal(message.outcome, 'paid');
  const [[address, init] = [], ...others] = calls;
  assert.deepEqual([address, others], ['https://pay.example/api/pay/query', []]);
  assert.deepEqual([init?.method, init?.redirect, init?.signal?.aborted], ['POST', 'manual', false]);
});

test('a request that cannot be built rejects with every problem, and nothing is sent', async () => {
  serve = answering(replyOf(2));
  requests = [];
  /** @param {Promise<unknown>} promise @param {string[]} problems */
  const rejects = (promise, problems) =>
    assert.rejects(promise, (error) => {
      assert(error instanceof FensignError);
      assert.deepEqual(
        error.problems.map(({ field, code }) => `${field}:${code}`),
        problems,
      );
      for (const { message, messageZh } of error.problems) assert(message && messageZh);
      return true;
    });
  const any = /** @type {any} */ (gatewayOf());
  await rejects(send(any, 'query', { mchOrderNo: 1.5 }), ['mchOrderNo:number', 'payOrderId:missing']);
  await rejects(send(any, 'qury', {}), ['operation:operation']);
  for (const [options, problem] of /** @type {[any, string][]} */ ([
    [{ timeout: 5 }, 'timeout:option'],
    [{ timeoutMs: 0 }, 'timeoutMs:option'],
    [{ timeoutMs: 2 ** 31 }, 'timeoutMs:option'],
    [{ timeoutMs: '5' }, 'timeoutMs:option'],
    [{ fetch: null }, 'fetch:option'],
    [{ signal: 'x' }, 'signal:option'],
    [
      {
        get timeoutMs() {
          throw new Error('a getter of the caller');
        },
      },
      'options:option',
    ],
    [{ as: 'xml' }, 'as:option'],
  ]))
    await rejects(send(any, 'query', QUERY, options), [problem]);
  for (const [expected, options, problem] of /** @type {[any, any, string][]} */ ([
    [{ orderNo: 'O1' }, {}, 'amountFen:option'],
    [{ orderNo: 'O1', amountFen: undefined }, {}, 'amountFen:option'],
    [EXPECTED, { everyMs: -1 }, 'everyMs:option'],
    [EXPECTED, { untilMs: NaN }, 'untilMs:option'],
    [EXPECTED, { signal: null }, 'signal:option'],
    [EXPECTED, { every: 1 }, 'every:option'],
  ]))
    await rejects(poll(any, expected, options), [problem]);
  assert.deepEqual(requests, []);
});

test('a gateway that was freed meanwhile rejects', async () => {
  const gateway = gatewayOf();
  const fetch = async () => {
    gateway.free();
    return new Response('{}');
  };
  await assert.rejects(send(gateway, 'query', QUERY, { fetch }), { code: 'freed' });
});

test('no timer and no listener is left behind', async () => {
  const program = `
    import { Gateway } from 'fensign';
    import { poll, send } from 'fensign/fetch';
    const gateway = new Gateway('pass2pay', { secret: 's', defaults: { mchNo: 'M1', appId: 'A1' } });
    const { signal } = new AbortController();
    let listeners = 0;
    for (const [name, change] of [['addEventListener', 1], ['removeEventListener', -1]]) {
      const method = signal[name];
      signal[name] = function (...given) { listeners += change; return method.apply(this, given); };
    }
    const fetch = async () => new Response('{}');
    await send(gateway, 'query', { mchOrderNo: 'O1' }, { fetch, signal, timeoutMs: 1_000_000 });
    console.log(listeners, process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length);`;
  const args = ['--input-type=module', '--eval', program];
  assert.equal(execFileSync(process.execPath, args, { cwd: import.meta.dirname, encoding: 'utf8' }), '0 0\n');
});

test('fensign/fetch needs no module of its own', () => {
  const program =
    "delete globalThis.WebAssembly; import('fensign/fetch').then((all) => console.log(Object.keys(all).sort().join()))";
  const folder = { cwd: import.meta.dirname, encoding: /** @type {const} */ ('utf8') };
  assert.equal(execFileSync(process.execPath, ['-e', program], folder), 'poll,send\n');
});

test('an error of either format is one of the class that fensign has', async () => {
  const options = /** @type {any} */ ({ timeoutMs: 0 });
  await assert.rejects(send(gatewayOf(), 'query', QUERY, options), FensignError);
  const cjs = require('fensign');
  const gateway = new cjs.Gateway('pass2pay', { secret: 's' });
  await assert.rejects(require('fensign/fetch').send(gateway, 'query', QUERY, options), cjs.FensignError);
});
