// Every command as a process: what it prints, and its exit code.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { dialects } from 'fensign/dialects';
import { gateways } from 'fensign/tables';
import { FIELDS, LOG_LINE, NOTICE, ORDER, SIGN, SIGNED, pass2pay } from './messages.mjs';
import { PACKAGE, SECRET, fensign, fileWith } from './processes.mjs';

const KEY = ['--secret-env', 'KEY'];
const NOW = ['--now', '1700000000000'];
const order = JSON.stringify(ORDER);
const fields = JSON.stringify(FIELDS);
const signed = JSON.stringify(SIGNED);
const forged = JSON.stringify({ ...SIGNED, amount: '1' });

test('sign prints the signature and nothing else, from the standard input and from a file', async () => {
  const path = fileWith('fields.json', fields);
  for (const run of [
    fensign(['sign', 'pass2pay', ...KEY], { input: fields }),
    fensign(['sign', 'pass2pay', '-', ...KEY], { input: fields }),
    fensign(['sign', 'pass2pay', path, ...KEY]),
    fensign([...KEY, 'sign', 'pass2pay', path]),
    fensign(['sign', path, ...KEY, '--json'], {}).then((ended) => ({
      ...ended,
      out: `${JSON.parse(ended.out).result.sign}\n`,
      err: '',
    })),
  ]) {
    assert.deepEqual(await run, { code: 0, out: `${SIGN}\n`, err: '' });
  }
});

test('every form of a message is signed alike', async () => {
  const pairs = Object.entries(FIELDS);
  const form = new URLSearchParams(pairs).toString();
  for (const input of [
    form,
    `https://gateway.example/pay?${form}`,
    `curl https://gateway.example/pay -d '${form}'`,
    pairs.map(([name, text]) => `${name}: ${text}`).join('\n'),
    `{${pairs.map(([name, text]) => `${name}=${text}`).join(', ')}}`,
    `order ${fields} sent`,
    `\uFEFF${fields}\r\n`,
    Buffer.from(`\uFEFF${fields}`, 'utf16le'),
  ]) {
    const { code, out } = await fensign(['sign', 'pass2pay', ...KEY], { input });
    assert.deepEqual([code, out], [0, `${SIGN}\n`], String(input));
  }
});

test('sign signs the exact body where the operation does', async () => {
  const body = '{"app_id":"A1", "pay_serial":"T1","value":"800"}';
  const { out } = await fensign(['sign', '4pyun', '--operation', 'refund', ...KEY], { input: body });
  assert.equal(out, `${new (await import('fensign')).Gateway('4pyun', { secret: SECRET }).signBody(body)}\n`);
});

test('sign says of a neutral name that it is signed as it stands', async () => {
  const { code, err } = await fensign(['sign', 'pass2pay', ...KEY], { input: order });
  assert.equal(code, 0);
  assert.match(err, /orderNo: a neutral name/u);
});

test('a rule of a file, a dialect and a fork sign by their rules', async () => {
  const rule = fileWith('rule.json', '{"case":"lower","digest":"sha256"}');
  const input = '{"b":"2","a":"1"}';
  const { Gateway } = await import('fensign');
  const expected = /** @type {const} */ ([
    [['--rule', rule], new Gateway({ case: 'lower', digest: 'sha256' }, { secret: SECRET })],
    [['mapay'], new Gateway(dialects.mapay.rule, { secret: SECRET })],
    [
      ['pass2pay', '--rule', rule],
      new Gateway('pass2pay', { secret: SECRET, rule: { case: 'lower', digest: 'sha256' } }),
    ],
  ]);
  for (const [args, gateway] of expected) {
    const { out, err } = await fensign(['sign', ...args, ...KEY], { input });
    assert.equal(out, `${gateway.sign({ b: '2', a: '1' })}\n`, err);
  }
  for (const [name, dialect] of Object.entries(dialects)) {
    if (!('over' in dialect) || dialect.example?.fields === undefined) continue;
    const { out } = await fensign(['sign', name, ...KEY], {
      input: JSON.stringify(dialect.example.fields),
      env: { KEY: dialect.example.secret },
    });
    assert.equal(out, `${dialect.example.sign}\n`, name);
  }
});

test('verify: 0 where the signature is right, 1 where it is not', async () => {
  assert.equal((await fensign(['verify', 'pass2pay', ...KEY], { input: signed })).code, 0);
  const wrong = await fensign(['verify', 'pass2pay', ...KEY], { input: forged });
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /wrong/u);
  assert.match(wrong.err, /fensign diagnose/u);
});

test('verify takes the signature from --sign, and an older secret', async () => {
  const env = { NEW: 'another-secret-0001' };
  const args = ['verify', 'pass2pay', '--sign', SIGN, '--secret-env', 'NEW'];
  assert.equal((await fensign(args, { input: fields, env })).code, 1);
  assert.equal((await fensign([...args, ...KEY], { input: NOTICE, env })).code, 1);
  assert.equal((await fensign([...args, ...KEY], { input: fields, env })).code, 0);
});

test('verify judges a notification by the rule of notifications', async () => {
  const run = (/** @type {string} */ input) => fensign(['verify', ...KEY, '--json'], { input });
  const right = await run(NOTICE);
  assert.deepEqual(
    [right.code, JSON.parse(right.out).message, JSON.parse(right.out).result.valid],
    [0, 'notice', true],
  );
  assert.equal((await run(NOTICE.replace('amount=800', 'amount=801'))).code, 1);
});

test('verify finds the signature of a notification in the field that notifications have, in a map too', async () => {
  const { Gateway } = await import('fensign');
  const payindex = new Gateway('payindex', { secret: SECRET, baseUrl: 'https://pay.example/' });
  const notice = payindex.testNotice({ memberid: '1', orderid: 'O1', amount: '8.00', transaction_id: 'T1', datetime: '2026-11-27 10:00:00', returncode: '00' }); // prettier-ignore
  const map = `{${[...new URLSearchParams(notice.body)].map(([name, text]) => `${name}=${text}`).join(', ')}}`;
  for (const [input, code] of /** @type {[string, number][]} */ ([
    [notice.body, 0],
    [map, 0],
    [map.replace('amount=8.00', 'amount=8.01'), 1],
  ])) {
    const ended = await fensign(['verify', 'payindex', ...KEY], { input });
    assert.equal(ended.code, code, ended.out + ended.err);
  }
});

test('a reply is verified with its operation, which must be named where its fields do not tell it', async () => {
  const args = ['verify', 'pass2pay', '--message', 'reply', ...KEY];
  const { code, err } = await fensign(args, { input: '{"a":"1","sign":"x"}' });
  assert.equal(code, 2);
  assert.match(err, /give --operation/u);
});

test('verify without a signature is wrong usage that names the field', async () => {
  const { code, err } = await fensign(['verify', 'pass2pay', ...KEY], { input: fields });
  assert.equal(code, 2);
  assert.match(err, /no signature in sign/u);
});

test('verify takes the signature of a body from its header', async () => {
  const body = '{"app_id":"A1","pay_serial":"T1","value":"800"}';
  const { Gateway } = await import('fensign');
  const sign = new Gateway('4pyun', { secret: SECRET }).signBody(body);
  const args = ['verify', '4pyun', '--operation', 'refund', ...KEY, '--header'];
  assert.equal((await fensign([...args, `Authorization: ${sign}`], { input: body })).code, 0);
  assert.equal((await fensign([...args, `authorization:${sign}0`], { input: body })).code, 1);
});

test('explain shows the string and each field, without a secret too', async () => {
  const { string } = pass2pay.explain(FIELDS);
  const bare = await fensign(['explain', 'pass2pay'], { input: signed });
  assert.equal(bare.code, 0);
  assert(bare.out.includes(string));
  assert.match(bare.out, /signature: give the secret/u);
  assert(bare.out.includes(`received: ${SIGN}`));
  assert.match(bare.out, /- sign=.*\(/u);
  const { out } = await fensign(['explain', 'pass2pay', '--json', ...KEY], { input: signed });
  assert.deepEqual(JSON.parse(out).result, pass2pay.explain(SIGNED));
  const { out: secretless } = await fensign(['explain', 'pass2pay', '--json'], { input: signed });
  assert.equal(JSON.parse(secretless).result.sign, undefined);
});

test('check: 1 for an error, which names its field; 0 for warnings alone', async () => {
  const args = ['check', 'pass2pay', '--operation', 'place', ...NOW];
  const fine = await fensign(args, { input: order });
  assert.deepEqual([fine.code, fine.err], [0, '']);
  const wrong = await fensign([...args, '--json'], { input: JSON.stringify({ ...ORDER, clientIp: 'x' }) });
  assert.equal(wrong.code, 1);
  const { problems } = JSON.parse(wrong.out).result;
  assert.deepEqual(problems, pass2pay.check('place', { ...ORDER, clientIp: 'x' }));
  const shown = await fensign(args, { input: JSON.stringify({ ...ORDER, clientIp: 'x' }) });
  assert.match(shown.out, /^error clientIp: /mu);
});

test('a check finds the operation by neutral names, and asks where they fit several', async () => {
  const found = await fensign(['check', 'pass2pay', '--json'], { input: order });
  assert.equal(JSON.parse(found.out).operation, 'unifiedOrder');
  assert.match(found.err, /taken for: pass2pay unifiedOrder/u);
  const several = await fensign(['check', 'pass2pay', '--json'], { input: '{"orderNo":"O1"}' });
  assert.match(several.err, /leave open; also possible: .*close.*--operation/u);
});

test('request prints a curl command that is what the package sends, and --json the request itself', async () => {
  const expected = pass2pay.request('place', ORDER);
  const args = ['request', 'pass2pay', '--operation', 'place', ...KEY, ...NOW];
  const { code, out, err } = await fensign(args, { input: order });
  assert.equal(code, 0);
  assert(out.startsWith(`curl -X POST '${expected.url}'`));
  assert(out.includes(`--data-raw '${expected.body}'`));
  assert.match(err, /^warning baseUrl: /mu);
  assert.match(err, /stored with the order: \{"orderNo":"O1"\}/u);
  const json = await fensign([...args, '--json'], { input: order });
  assert.deepEqual(JSON.parse(json.out).result, expected);
  assert.equal(json.err, '');
});

test('the curl command of a shell sends what the package signed, whatever quotes are in it', async () => {
  const subject = 'it\'s $HOME `id` "x" \\ 商品';
  const received = await posted(async (baseUrl) => {
    const args = ['request', 'pass2pay', '--operation', 'place', ...KEY, ...NOW, '--base-url', baseUrl];
    const { out } = await fensign(args, { input: JSON.stringify({ ...ORDER, subject }) });
    const shell = spawn('/bin/sh', ['-c', `${out.trim()} -s -o /dev/null`], { env: { PATH: process.env.PATH } });
    assert.deepEqual(await once(shell, 'close'), [0, null]);
  });
  assert.equal(JSON.parse(received.body).subject, subject);
  assert(pass2pay.verify(JSON.parse(received.body)));
});

test('request --send sends it and judges the reply', async () => {
  const answer = pass2pay.testReply('place', { mchOrderNo: 'O1', payOrderId: 'P1', orderState: 1, payDataType: 'payUrl', payData: 'https://pay.example/' }); // prettier-ignore
  for (const [body, code, word] of /** @type {const} */ ([
    [answer.body, 0, /^valid: .*pass2pay unifiedOrder reply\n.*redirect https:\/\/pay\.example\//su],
    [answer.body.replace('P1', 'P2'), 1, /^invalid: /u],
    ['<html>502', 1, /^malformed: .*no-reply|^malformed: /su],
  ])) {
    const received = await posted(async (baseUrl) => {
      const args = ['request', 'pass2pay', '--operation', 'place', ...KEY, ...NOW, '--base-url', baseUrl, '--send'];
      const ended = await fensign(args, { input: order });
      assert.equal(ended.code, code, ended.err);
      assert.match(ended.out, word);
    }, body);
    assert(pass2pay.verify(JSON.parse(received.body)));
  }
});

test('nothing is sent by a guess', async () => {
  const { code, err } = await fensign(['request', 'pass2pay', '--send', ...KEY], { input: order });
  assert.equal(code, 2);
  assert.match(err, /--send wants/u);
});

test('where the gateway asks for the secret itself, a request is shown without it and sent with it', async () => {
  const input = '{"pid":"1","orderNo":"O1"}';
  await posted(async (baseUrl) => {
    const args = ['request', 'epay', '--operation', 'query', ...KEY, '--base-url', baseUrl];
    for (const options of [[], ['--json']]) {
      const { code, out, err } = await fensign([...args, ...options], { input });
      assert.equal(code, 0, err);
      assert(!`${out}${err}`.includes(SECRET));
      assert(out.includes('key=***'));
    }
    await fensign([...args, '--send'], { input });
  }, '{"code":1}').then(({ url }) => assert.match(url, new RegExp(`[?&]key=${SECRET}(?:&|$)`, 'u')));
});

test('a request that has the secret in a field is not shown, since shown without it, it would not be what is signed', async () => {
  const args = ['request', 'pass2pay', '--operation', 'place', ...KEY];
  const input = JSON.stringify({ ...ORDER, attach: `a ${SECRET}` });
  for (const options of [[], ['--json'], ['--as', 'form']]) {
    const { code, out, err } = await fensign([...args, ...options], { input });
    assert.deepEqual([code, out], [1, ''], err);
    assert.match(err, /a field has the secret in it/u);
    assert(!err.includes(SECRET));
  }
});

test('notice reads and judges, from a raw body and from the address of a GET', async () => {
  const right = await fensign(['notice', 'pass2pay', ...KEY, '--json'], { input: NOTICE });
  assert.equal(right.code, 0);
  assert.deepEqual(JSON.parse(right.out).result, JSON.parse(JSON.stringify(pass2pay.notice(NOTICE))));
  const wrong = await fensign(['notice', 'pass2pay', ...KEY], { input: NOTICE.replace('amount=800', 'amount=801') });
  assert.equal(wrong.code, 1);
  assert.match(wrong.out, /^invalid/u);
  const { Gateway } = await import('fensign');
  const epay = new Gateway('epay', { secret: SECRET, baseUrl: 'https://pay.example/' });
  const { body: query } = epay.testNotice({ pid: '1', trade_no: 'T1', out_trade_no: 'O1', type: 'alipay', name: 'VIP 会员', money: '8.00', trade_status: 'TRADE_SUCCESS' }); // prettier-ignore
  for (const input of [query, `https://shop.example/notify?${query}`, `GET /notify?${query} HTTP/1.1`]) {
    const { code, out } = await fensign(['notice', 'epay', ...KEY], { input });
    assert.equal(code, 0, out);
    assert.match(out, /outcome: paid/u);
  }
});

test('reply reads and judges the reply to its operation', async () => {
  const { body } = pass2pay.testReply('query', { mchOrderNo: 'O1', payOrderId: 'P1', amount: 800, state: 2 });
  const args = ['reply', 'pass2pay', '--operation', 'query', ...KEY];
  const right = await fensign(args, { input: body });
  assert.equal(right.code, 0, right.err);
  assert.match(right.out, /outcome: paid/u);
  assert.equal((await fensign(args, { input: body.replace('800', '801') })).code, 1);
});

test('a gateway that signs no replies: exit code 0, and the verdict says so', async () => {
  const args = ['reply', '4pyun', '--operation', 'query', ...KEY];
  const { code, out } = await fensign(args, { input: '{"code":"1001","pay_order":"O1","value":"800","status":"1"}' });
  assert.equal(code, 0);
  assert.match(out, /^unsigned/u);
});

test('diagnose: a pasted line of a log is all it takes', async () => {
  const { code, out, err } = await fensign(['diagnose', ...KEY], { input: LOG_LINE });
  assert.equal(code, 1);
  assert.match(err, /taken for: pass2pay unifiedOrder request/u);
  assert.match(err, new RegExp(`read: JSON, \\d+ fields, characters ${LOG_LINE.indexOf('{') + 1} to \\d+`, 'u'));
  assert.match(out, /proved by recomputation/u);
  assert.match(out, /^proved C2 Yuan for fen/mu);
  assert.match(out, /change here: amount = "800"/u);
  assert.match(out, /^ours: {3}amount=8\.00&/mu);
  assert.match(out, /^theirs: amount=800&/mu);
});

test('diagnose says in Chinese what it says in English', async () => {
  const { out } = await fensign(['diagnose', ...KEY, '--lang', 'zh'], { input: LOG_LINE });
  assert.match(out, /^已证实 C2 元与分混用/mu);
  assert.match(out, /重新计算证实/u);
});

test('diagnose --json is what the package says, with what was read', async () => {
  const { diagnose } = await import('fensign/diagnose');
  const { out } = await fensign(['diagnose', ...KEY, '--json'], { input: LOG_LINE });
  const { result, read, gateway, operation, message } = JSON.parse(out);
  const body = LOG_LINE.slice(...read.taken);
  assert.deepEqual([gateway, operation, message, read.exact], ['pass2pay', 'unifiedOrder', 'request', true]);
  assert.deepEqual(
    result,
    diagnose('pass2pay', { secret: SECRET, body, message: 'request', operation: 'unifiedOrder' }),
  );
});

test('of what is not exact nothing is said to be proved', async () => {
  const map = `{${Object.entries({ ...SIGNED, amount: '8.00' }).map(([name, text]) => `${name}=${text}`).join(', ')}}`; // prettier-ignore
  const { out: json } = await fensign(['diagnose', ...KEY, '--json'], { input: map });
  assert.equal(JSON.parse(json).read.exact, false);
  assert.doesNotMatch(json, /prove|证实/u);
  for (const lang of ['en', 'zh']) {
    const { code, out, err } = await fensign(['diagnose', ...KEY, '--lang', lang], { input: map });
    assert.equal(code, 1);
    assert.match(out, /C2/u);
    assert.doesNotMatch(out + err, /prove|证实/u);
    assert.match(err, /not the exact bytes|不是发送时的原始字节/u);
  }
});

test('diagnose: 0 where the signature is right; 1 where no cause is found', async () => {
  const right = await fensign(['diagnose', 'pass2pay', ...KEY], { input: signed });
  assert.deepEqual([right.code, right.out.startsWith('✓')], [0, true]);
  const unknown = await fensign(['diagnose', 'pass2pay', ...KEY, '--sign', '0'.repeat(32)], { input: fields });
  assert.equal(unknown.code, 1);
  assert.match(unknown.out, /suspected A2/u);
  assert.match(unknown.out, /ruled out: A1/u);
});

test('diagnose wants a signature, or a string', async () => {
  const { code, err } = await fensign(['diagnose', 'pass2pay', ...KEY], { input: fields });
  assert.equal(code, 2);
  assert.match(err, /no signature in sign/u);
});

test('diagnose finds the signature of a notification itself', async () => {
  const { code, out } = await fensign(['diagnose', ...KEY], { input: NOTICE.replace('amount=800', 'amount=8.00') });
  assert.equal(code, 1);
  assert.match(out, /^proved C2 /mu);
});

test('diagnose names which of several secrets was meant', async () => {
  const args = ['diagnose', 'pass2pay', '--secret-env', 'OLD', '--secret-env', 'OTHER', ...KEY];
  const { out } = await fensign(args, {
    input: signed,
    env: { OLD: 'old-secret-000001', OTHER: 'other-secret-00002' },
  });
  assert.match(out, /use secret 3 of those given/u);
});

test('diagnose compares with the string of a file', async () => {
  const { string } = pass2pay.explain({ ...FIELDS, amount: '800.00' });
  const path = fileWith('string.txt', `signing: ${string}\n`);
  const { code, out } = await fensign(['diagnose', 'pass2pay', ...KEY, '--string-file', path], { input: fields });
  assert.equal(code, 1);
  assert.match(out, /Fields that differ: amount/u);
});

test('a signed string is read with the tail of the rule that is given', async () => {
  const rule = fileWith('tail.json', '{"key":{"tail":"&my_key="}}');
  const input = `a=1&b=2&my_key=${SECRET}`;
  const { out, err } = await fensign(['explain', '--rule', rule, ...KEY], { input });
  assert.match(out, /string to sign: a=1&b=2&my_key=\*\*\*\n/u, err);
});

test('dialects lists the catalogue, and shows one with its rule', async () => {
  const list = await fensign(['dialects']);
  assert.equal(list.out.split('\n').length - 1, Object.keys(dialects).length);
  const { out } = await fensign(['dialects', 'mapay', '--json']);
  assert.deepEqual(JSON.parse(out).result, dialects.mapay);
  assert.match((await fensign(['dialects', 'mapay', '--lang', 'zh'])).out, /码支付/u);
  const { code, err } = await fensign(['dialects', 'mapey']);
  assert.equal(code, 2);
  assert.match(err, /did you mean mapay/u);
});

test('help names every command, and of one its options, in both languages', async () => {
  const { code, out } = await fensign(['help']);
  assert.equal(code, 0);
  for (const command of ['diagnose', 'sign', 'verify', 'explain', 'check', 'request', 'notice', 'reply', 'dialects']) {
    assert(out.includes(`\n  ${command} `), command);
    for (const lang of ['en', 'zh']) {
      const one = await fensign(['help', command, '--lang', lang]);
      assert.equal(one.code, 0);
      assert.match(one.out, /--json/u);
      assert.equal((await fensign([command, '--help', '--lang', lang])).out, one.out);
    }
  }
  for (const { id } of gateways()) assert(out.includes(id));
});

test('without a command: the help, and exit code 2', async () => {
  const { code, out, err } = await fensign([]);
  assert.deepEqual([code, out], [2, '']);
  assert.match(err, /diagnose/u);
});

test('the version is the package’s', async () => {
  for (const option of ['--version', '-v']) {
    assert.deepEqual(await fensign([option]), { code: 0, out: `${PACKAGE.version}\n`, err: '' });
  }
});

/**
 * What is posted to a server while `send` runs.
 * @param {(baseUrl: string) => Promise<unknown>} send
 * @param {string} [answer]
 */
async function posted(send, answer = '') {
  /** @type {{ url: string, body: string }} */
  const received = { url: '', body: '' };
  const server = createServer(async (request, response) => {
    received.url = request.url ?? '';
    received.body = '';
    for await (const chunk of request.setEncoding('utf8')) received.body += chunk;
    response.setHeader('Content-Type', 'application/json').end(answer);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  try {
    await send(`http://127.0.0.1:${port}/`);
  } finally {
    server.close();
  }
  return received;
}
