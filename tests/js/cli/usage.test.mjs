// How the command line is used wrongly, and what stands around it: secrets, languages, terminals, pipes, hostile input.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { LIMITS } from 'fensign';
import { FIELDS, LOG_LINE, NOTICE, ORDER, SIGN, SIGNED } from './messages.mjs';
import { CLI, SECRET, fensign, fileWith } from './processes.mjs';

const KEY = ['--secret-env', 'KEY'];
const fields = JSON.stringify(FIELDS);

/**
 * Wrong usage: exit code 2, nothing on the standard output, and an error that says this.
 * @param {string[]} args
 * @param {RegExp} error
 * @param {Parameters<typeof fensign>[1]} [options]
 */
async function refuses(args, error, options) {
  const { code, out, err } = await fensign(args, options);
  assert.deepEqual([code, out], [2, ''], err);
  assert.match(err, error);
  assert.doesNotMatch(err, /\n\s+at /u);
}

test('a secret is refused as an argument, and not repeated', async () => {
  for (const args of [
    ['sign', 'pass2pay', '--secret', SECRET],
    ['sign', 'pass2pay', `--secret=${SECRET}`],
    ['sign', 'pass2pay', '--secret'],
    ['--secret', SECRET, 'verify'],
  ]) {
    await refuses(args, /there is no --secret: arguments are seen by every process/u, { input: fields });
    await refuses([...args, '--lang', 'zh'], /参数对本机所有进程可见/u, { input: fields });
  }
});

test('the secret is in no output, wherever it is put by mistake', async () => {
  const line = `key=${SECRET} ${LOG_LINE}`;
  const epay = `pid=1&act=order&key=${SECRET}&out_trade_no=O1&note=${SECRET}`;
  const string = `amount=800&appId=A1&key=${SECRET}`;
  const file = fileWith('secret.txt', SECRET);
  for (const [args, input] of /** @type {[string[], string][]} */ ([
    [['sign', 'pass2pay', SECRET, ...KEY], fields],
    [['sign', SECRET, ...KEY], fields],
    [[SECRET], fields],
    [['help', SECRET], fields],
    [['dialects', SECRET], fields],
    [['sign', 'pass2pay', '--secret-env', SECRET], fields],
    [['sign', 'pass2pay', '--secret-file', SECRET], fields],
    [['sign', 'pass2pay', `--${SECRET}`], fields],
    [['sign', 'pass2pay', `--json=${SECRET}`], fields],
    [['sign', 'pass2pay', `-k${SECRET}`], fields],
    [['sign', 'pass2pay', '--rule', SECRET, ...KEY], fields],
    [['sign', 'pass2pay', '--message-number', SECRET, ...KEY], fields],
    [['explain', 'pass2pay', '--message', SECRET, ...KEY], fields],
    [['request', 'pass2pay', '--as', SECRET, '--operation', 'place', ...KEY], JSON.stringify(ORDER)],
    [['request', 'pass2pay', '--now', SECRET, '--operation', 'place', ...KEY], JSON.stringify(ORDER)],
    [['check', 'pass2pay', '--operation', 'place', '--lang', SECRET], JSON.stringify(ORDER)],
    [['diagnose', ...KEY], line],
    [['diagnose', ...KEY], LOG_LINE],
    [['diagnose', 'pass2pay', ...KEY], string],
    [['diagnose', 'pass2pay', '--sign', SIGN, '--string-file', fileWith('theirs.txt', string), ...KEY], fields],
    [['diagnose', 'pass2pay', ...KEY], JSON.stringify({ ...SIGNED, extParam: SECRET })],
    [['explain', 'pass2pay', ...KEY], JSON.stringify({ ...SIGNED, extParam: SECRET })],
    [['explain', 'epay', '--secret-file', file], epay],
    [['check', 'epay', '--operation', 'query'], epay],
    [['notice', 'pass2pay', ...KEY], `${NOTICE}&extParam=${SECRET}`],
    [['verify', 'pass2pay', ...KEY], `${NOTICE}&extParam=${SECRET}`],
    [['--version'], ''],
  ])) {
    for (const options of [[], ['--json'], ['--lang', 'zh']]) {
      const { code, out, err } = await fensign([...args, ...options], { input });
      assert(!`${out}${err}`.includes(SECRET), `${args.join(' ')}: ${code} ${out} ${err}`);
    }
  }
});

test('options: unknown, of another command, twice, without a value, with one too many', async () => {
  await refuses(['sign', '--opration', 'x'], /argument 2 is no option; did you mean --operation\?/u);
  await refuses(['sign', '--zzzzzzzz'], /argument 2 is no option\n/u);
  await refuses(['check', ...KEY], /`fensign check` has no option --secret-env/u);
  await refuses(['sign', '--operation', 'a', '--operation', 'b'], /--operation stands twice/u);
  await refuses(['sign', '--operation'], /--operation needs a value/u);
  await refuses(['sign', '--operation', '--json'], /--operation needs a value/u);
  await refuses(['sign', '--json=1'], /--json takes no value/u);
  await refuses(['sign', 'pass2pay', '-', 'x'], /too many arguments/u);
  await refuses(['sign', '--lang', 'fr'], /--lang must be en, zh/u);
  await refuses(['explain', 'pass2pay', '--message', 'x'], /--message must be request, notice, reply/u, {
    input: fields,
  });
});

test('a mistyped command or gateway is answered with the nearest', async () => {
  await refuses(['singn'], /no command; did you mean sign\?/u);
  await refuses(['sign', 'pass2pya', ...KEY], /neither a gateway.*did you mean pass2pay\?/u, { input: fields });
  await refuses(['sign', 'mapai', '-', ...KEY], /did you mean mapay\?/u, { input: fields });
});

test('files that are missing, folders, empty, or no JSON', async () => {
  await refuses(['sign', 'pass2pay', '/nowhere/order.json', ...KEY], /the file argument: .*ENOENT/u);
  await refuses(['sign', '/nowhere/order.json', ...KEY], /neither a gateway, nor a dialect, nor a file/u);
  await refuses(['sign', 'pass2pay', '.', ...KEY], /the file argument: .*EISDIR/u);
  await refuses(['sign', 'pass2pay', fileWith('empty', ''), ...KEY], /no message in the input/u);
  await refuses(['sign', 'pass2pay', ...KEY], /no message in the input/u, { input: ' \n' });
  await refuses(['sign', 'pass2pay', ...KEY], /no message in the input/u, { input: 'hello' });
  await refuses(['sign', '--rule', fileWith('rule', '[1]'), ...KEY], /--rule: not a JSON object/u, { input: fields });
  await refuses(['sign', '--rule', '/nowhere', ...KEY], /--rule: .*ENOENT/u, { input: fields });
});

test('what the package refuses in the settings is wrong usage; in the fields it is exit code 1', async () => {
  const rule = fileWith('contradiction.json', '{"order":"up"}');
  await refuses(['sign', '--rule', rule, ...KEY], /rule\.order: /u, { input: fields });
  await refuses(['check', 'pass2pay', '--operation', 'plac'], /operation: .*unifiedOrder/u, { input: fields });
  await refuses(['request', 'epay', '--operation', 'place', ...KEY], /baseUrl: /u, { input: '{"orderNo":"O1","amountFen":1,"payBy":"alipay","subject":"x","notifyUrl":"https://a.example","clientIp":"1.2.3.4","pid":"1"}' }); // prettier-ignore
  await refuses(['sign', 'wecard', ...KEY], /no-rule|rule/u, { input: fields });
  const input = JSON.stringify({ ...ORDER, clientIp: 'x' });
  const { code, err } = await fensign(['request', 'pass2pay', '--operation', 'place', ...KEY], { input });
  assert.equal(code, 1);
  assert.match(err, /^error clientIp: /mu);
});

test('errors are JSON under --json, on the standard error', async () => {
  const usage = await fensign(['sign', 'pass2pya', '--json'], { input: fields });
  assert.deepEqual([usage.code, usage.out], [2, '']);
  assert.match(JSON.parse(usage.err).error.message, /did you mean pass2pay/u);
  const args = ['request', 'pass2pay', '--operation', 'place', '--json', ...KEY];
  const wrong = await fensign(args, { input: '{"orderNo":"O 1"}' });
  assert.deepEqual([wrong.code, wrong.out], [1, '']);
  const { code, problems } = JSON.parse(wrong.err).error;
  assert.deepEqual([code, problems[0].field], ['missing', problems[0].field]);
  assert(problems.every((/** @type {any} */ { message, messageZh }) => message && messageZh));
});

test('a secret of a file is without one line break at its end', async () => {
  for (const [text, isSame] of /** @type {[string, boolean][]} */ ([
    [SECRET, true],
    [`${SECRET}\n`, true],
    [`${SECRET}\r\n`, true],
  ])) {
    const { out } = await fensign(['sign', 'pass2pay', '--secret-file', fileWith('key', text)], { input: fields });
    assert.equal(out === `${SIGN}\n`, isSame);
  }
  const two = fileWith('key', `${SECRET}\n\n`);
  await refuses(['sign', 'pass2pay', '--secret-file', two], /secret: /u, { input: fields });
  await refuses(['sign', 'pass2pay', '--secret-file', fileWith('key', '\n')], /the file is empty/u, { input: fields });
});

test('secrets: none, an unset and an empty variable, two of which one must sign', async () => {
  await refuses(['sign', 'pass2pay'], /a secret is needed/u, { input: fields });
  await refuses(['sign', 'pass2pay', '--secret-env', 'NONE'], /no variable of that name/u, { input: fields });
  await refuses(['sign', 'pass2pay', '--secret-env', 'toString'], /no variable of that name/u, { input: fields });
  await refuses(['sign', 'pass2pay', ...KEY], /the variable is empty/u, { input: fields, env: { KEY: '' } });
  await refuses(['sign', 'pass2pay', ...KEY, ...KEY], /only one signs/u, { input: fields });
  await refuses(['sign', 'pass2pay', ...KEY], /secret: .*quotation marks/u, {
    input: fields,
    env: { KEY: `"${SECRET}"` },
  });
});

test('without a gateway that the names tell, one must be named', async () => {
  await refuses(['sign', ...KEY], /do not tell which gateway.*pass2pay/u, { input: '{"a":"1"}' });
  await refuses(['check', 'pass2pay'], /do not tell which operation of pass2pay.*unifiedOrder/u, {
    input: '{"a":"1"}',
  });
});

test('the language is that of the locale, and --lang is stronger', async () => {
  for (const [env, lang, isChinese] of /** @type {[Record<string, string>, string[], boolean][]} */ ([
    [{ LC_ALL: 'zh_CN.UTF-8' }, [], true],
    [{ LC_ALL: '', LC_MESSAGES: 'zh_TW', LANG: 'en_US.UTF-8' }, [], true],
    [{ LC_ALL: '', LANG: 'zh' }, [], true],
    [{ LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, [], false],
    [{ LC_ALL: 'en_US.UTF-8' }, [], false],
    [{ LC_ALL: 'zh_CN.UTF-8' }, ['--lang', 'en'], false],
    [{ LC_ALL: 'en_US.UTF-8' }, ['--lang=zh'], true],
  ])) {
    const { out } = await fensign(['help', ...lang], { env });
    assert.equal(out.includes('命令'), isChinese, JSON.stringify({ env, lang }));
    const wrong = await fensign(['sign', 'x', ...lang], { env });
    assert.equal(wrong.err.includes('第一个参数'), isChinese);
  }
});

test('no colours in a pipe', async () => {
  for (const args of [['diagnose', ...KEY], ['help']]) {
    const { out, err } = await fensign(args, { input: LOG_LINE, env: { TERM: 'xterm-256color' } });
    assert.doesNotMatch(out + err, /\u001B/u);
  }
});

test('what a stranger wrote cannot steer the terminal', async () => {
  const input = JSON.stringify({ ...SIGNED, subject: 'x\u001B]0;title\u0007\u202Ey\r\nz' });
  for (const command of ['explain', 'diagnose', 'verify']) {
    const { out, err } = await fensign([command, 'pass2pay', ...KEY], { input });
    assert.doesNotMatch((out + err).replaceAll('\n', ''), /[\p{Cc}\u202E]/u);
    if (command === 'explain') assert.match(out, /x<U\+001B>\]0;title<U\+0007><U\+202E>y<U\+000D><U\+000A>z/u);
  }
});

test('a reader that has read enough ends it quietly', async () => {
  const child = spawn(process.execPath, [CLI, 'dialects'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  child.stdout.destroy();
  const [code, signal] = await once(child, 'close');
  assert.deepEqual([code, signal, err], [0, null, '']);
});

test('`| head -1` has the first line and no error', () => {
  const command = `"${process.execPath}" "${CLI}" dialects | head -1`;
  const { stdout, stderr } = spawnSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
  assert.equal(stdout.split('\n').length, 2);
  assert.equal(stderr, '');
});

test('an endless standard input is read up to the limit', async () => {
  const child = spawn(process.execPath, [CLI, 'diagnose', ...KEY], {
    env: { ...process.env, LC_ALL: 'C', KEY: SECRET },
  });
  let err = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  const line = Buffer.alloc(65_536, 'a');
  const write = () => {
    while (child.stdin.writable && child.stdin.write(line));
  };
  child.stdin.on('drain', write).on('error', () => {});
  write();
  const [code] = await once(child, 'close');
  assert.equal(code, 2);
  assert.match(err, new RegExp(`standard input: more than ${LIMITS.text} bytes`, 'u'));
});

test('hostile input ends with an error or an answer, never with a crash', async () => {
  const long = 'x'.repeat(LIMITS.text - 100);
  for (const input of [
    Buffer.from([0xff, 0x00, 0xfe]),
    Buffer.from('{"a":"\u4e2d"}', 'latin1'),
    Buffer.concat([Buffer.from('{"mchNo":"'), Buffer.from([0xd6, 0xd0]), Buffer.from('"}')]),
    '{"__proto__":{"a":1},"constructor":"x","toString":"y","sign":"z"}',
    `{"a":${'['.repeat(100_000)}`,
    `{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`,
    `{"a":${'9'.repeat(200_000)}}`,
    `{"a":"${long}"}`,
    'a=1&'.repeat(100_000),
    '{"a":"\\ud800"}',
    '%'.repeat(10_000),
    '=&=&=',
    "curl 'unclosed",
    '\u0000',
    '{"sign":"x"',
  ]) {
    for (const command of ['diagnose', 'verify', 'explain', 'sign', 'notice', 'check']) {
      const secret = command === 'check' ? [] : KEY;
      const { code, err } = await fensign([command, 'pass2pay', ...secret], { input });
      assert([0, 1, 2].includes(code ?? -1), `${command}: ${code}`);
      assert.doesNotMatch(err, /\n\s+at .*\.mjs/u, command);
    }
  }
});

test('the prompt hides what is typed, and takes corrections', async () => {
  const { readHidden } = await import('../../../pkg-template/src/cli/secret.mjs');
  for (const [typed, answer] of /** @type {[string[], string | undefined][]} */ ([
    [['ab', 'c\r'], 'abc'],
    [['密', '钥\n'], '密钥'],
    [['abx\u007F\b\u007Fbc\r'], 'bc'],
    [['wrong\u0015right\r'], 'right'],
    [['abc\u0003'], undefined],
    [['\u0004'], undefined],
    [['abc'], undefined],
  ])) {
    /** @type {boolean[]} */
    const modes = [];
    const terminal = Object.assign(new PassThrough(), { setRawMode: (/** @type {boolean} */ is) => modes.push(is) });
    const asked = readHidden(terminal);
    assert.deepEqual(modes, [true]);
    for (const text of typed) terminal.write(text);
    terminal.end();
    assert.equal(await asked, answer, JSON.stringify(typed));
    assert.deepEqual(modes, [true, false]);
  }
});
