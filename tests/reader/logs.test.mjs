// Messages inside of other text, and wrapped ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../reader/index.mjs';
import { codes, fields, first, forms } from './support.mjs';

const SIGN = '96FD052F81BBB3C25B5BD628E189A154';

test('a signed string in a log that holds JSON is the string, not the JSON', () => {
  const string = 'a=1&extra={"k":"v","n":1}&text=two words【a b】&key=6409292d66625a2a12342134';
  for (const text of [
    `12:00 INFO 待签名字符串: ${string}`,
    `stringToSign=${string}`,
    `签名前=${string}, 签名后=${SIGN}`,
  ]) {
    assert.equal(first(text)?.string, string, text);
    assert.equal(first(text)?.secret, '6409292d66625a2a12342134', text);
  }
  assert.equal(first(`签名前=${string}, 签名后=${SIGN}`)?.sign, SIGN);
});

test('a label and = in front of a message, whose values hold addresses with queries, are no pair', () => {
  const order = { notify_url: 'https://shop.example/n?from=pay&shop=7', b: '2', sign: 'X' };
  const json = JSON.stringify(order);
  const pairs = Object.entries(order);
  for (const [form, message] of [
    ['json', json],
    ['php', `Array\n(\n${pairs.map(([name, value]) => `    [${name}] => ${value}\n`).join('')})\n`],
    ['java', `{${pairs.map(([name, value]) => `${name}=${value}`).join(', ')}}`],
    ['go', `map[b:2 notify_url:${order.notify_url} sign:X]`],
  ]) {
    for (const text of [`12:00 PayClient - request=${message} response={"code":1}`, `ERROR a=1 params=${message}`]) {
      assert.equal(first(text)?.form, form, text);
      assert.deepEqual(Object.fromEntries(fields(text) ?? []), order, text);
    }
  }
  assert.equal(first(`12:00 request=[${json}] failed`)?.body, json);
  assert.equal(
    first(`12:00 extra={"k":"https://a/?b=c&d=e"}&b=2&sign=X`)?.body,
    'extra={"k":"https://a/?b=c&d=e"}&b=2&sign=X',
  );
});

test('a string that ends with JSON is not cut at its quotes; what is cut by a guess is not exact', () => {
  const string = 'a=1&z={"k":"v w"}';
  assert.equal(first(`12:00 string: ${string} failed`)?.string, string);
  assert.equal(first('12:00 string: a=1&z={"k":"v w" failed')?.exact, false);
  assert.equal(first('12:00 string: "a=1&z=2" failed')?.exact, true);
});

test('a structured log: the message in one of its fields', () => {
  const order = { a: '1', sign: 'X' };
  for (const text of [
    JSON.stringify({ ts: 1, level: 'error', msg: 'bad sign', params: order }),
    JSON.stringify({ ts: 1, level: 'error', msg: JSON.stringify(order) }),
    `level=error msg="bad sign" params=${JSON.stringify(JSON.stringify(order))}`,
  ]) {
    assert.deepEqual(
      fields(text),
      [
        ['a', '1'],
        ['sign', 'X'],
      ],
      text,
    );
    assert.ok(codes(text)?.includes('inner'), text);
  }
});

test('logfmt: quoted values are unescaped, and commas between values are none of theirs', () => {
  assert.deepEqual(fields('a=1 b="x \\"y\\"" sign=Z'), [
    ['a', '1'],
    ['b', 'x "y"'],
    ['sign', 'Z'],
  ]);
  assert.deepEqual(fields('a=1, b=2,3, sign=Z'), [
    ['a', '1'],
    ['b', '2,3'],
    ['sign', 'Z'],
  ]);
  assert.equal(first('a=1, b=2,3, sign=Z')?.exact, false);
});

test('a message that resembles a log is the message', () => {
  assert.deepEqual(fields('{"timestamp":"1","message":"ok","code":"0"}')?.length, 3);
});

test('each message of a log line is found', () => {
  assert.deepEqual(forms('请求:{"a":"1"},响应:{"code":0} map[a:1 b:2] Order(a=1, b=2) <xml><a>1</a></xml>'), [
    'json',
    'json',
    'go',
    'java',
    'xml',
  ]);
});

test('escaped JSON in a log, once and twice', () => {
  assert.deepEqual(fields('got "{\\"a\\":\\"1\\"}" from x'), [['a', '1']]);
  assert.deepEqual(fields('got {\\\\\\"a\\\\\\":\\\\\\"1\\\\\\"} from x'), [['a', '1']]);
});

test('Markdown fences: each is read, and the prose around is not', () => {
  assert.deepEqual(
    read('My order {x}:\n```json\n{"a":1}\n```\nand\n```\na=1&b=2\n```\n').messages.map(({ body }) => body),
    ['{"a":1}', 'a=1&b=2'],
  );
});

test('HTML escapes, percent escapes, Base64, typographic quotes', () => {
  for (const text of ['{&quot;a&quot;:&quot;1&quot;}', '%7B%22a%22%3A%221%22%7D', '{“a”:“1”}']) {
    assert.deepEqual(fields(text), [['a', '1']], text);
    assert.equal(first(text)?.exact, false, text);
  }
  assert.deepEqual(fields(btoa('{"a":"1","b":"0123456789"}')), [
    ['a', '1'],
    ['b', '0123456789'],
  ]);
});

test('prose and a lone URL are no message', () => {
  for (const text of [
    '签名错误,怎么办?订单号 12345',
    'Hello, my sign = wrong. (order=1)',
    'https://a.b/c',
    'x {y} [z]',
    '12:00:01 ERROR bad',
    'Error: bad sign',
  ]) {
    const { messages, problem } = read(text);
    assert.deepEqual(messages, [], text);
    assert.equal(problem?.code, 'unknown', text);
  }
});

test('a text of too many beginnings without a message is given up, and where is said', () => {
  const { messages, problem } = read(`{"a":"1"} ${'{"'.repeat(50_000)}`);
  assert.equal(messages.length, 1);
  assert.equal(problem?.code, 'gave-up');
});
