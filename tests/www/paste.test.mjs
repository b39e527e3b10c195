// What was pasted is read without changing a character of it, whatever it is.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastCheck from 'fast-check';
import { readPaste } from '../../www/src/paste.mjs';
import { splitWords } from '../../www/src/curl.mjs';

const TAILS = ['&key=', '&app_secret='];

/**
 * @param {string} text
 * @returns {[string, string][]}
 */
const pairs = (text) => readPaste(text, TAILS).rows.map(({ name, text }) => [name, text]);

/** @param {string} text */
const codes = (text) => readPaste(text, TAILS).notes.map(({ code }) => code);

test('JSON: numbers keep their digits, and say what they were', () => {
  const { form, rows, body } = readPaste('{"a":12345678901234567890,"b":1.0,"c":1e7,"d":-0,"e":"1","f":true,"g":null}');
  assert.equal(form, 'json');
  assert.deepEqual(rows, [
    { name: 'a', text: '12345678901234567890', kind: 'integer' },
    { name: 'b', text: '1.0', kind: 'number' },
    { name: 'c', text: '1e7', kind: 'number' },
    { name: 'd', text: '-0', kind: 'number' },
    { name: 'e', text: '1', kind: 'text' },
    { name: 'f', text: 'true', kind: 'boolean' },
    { name: 'g', text: '', kind: 'null' },
  ]);
  assert.equal(body, '{"a":12345678901234567890,"b":1.0,"c":1e7,"d":-0,"e":"1","f":true,"g":null}');
});

test('JSON: nested values keep their exact text', () => {
  const nested = '{ "b" : [1.0, "}\\""],\n "a": {} }';
  assert.deepEqual(readPaste(`{"x": ${nested} }`).rows, [{ name: 'x', text: nested, kind: 'nested' }]);
});

test('JSON: escapes are read', () => {
  assert.deepEqual(pairs('{"a\\u0062":"\\u4f60\\n\\"\\/"}'), [['ab', '你\n"/']]);
});

test('JSON that was logged as a JSON string', () => {
  assert.deepEqual(pairs('"{\\"a\\":\\"1\\"}"'), [['a', '1']]);
});

test('JSON inside of a log line is found, and the rest is said to be left out', () => {
  const text = '2024-01-01 12:00:00 INFO request: {"a":"1","b":{"c":2}} took 12 ms';
  assert.deepEqual(pairs(text), [
    ['a', '1'],
    ['b', '{"c":2}'],
  ]);
  assert.deepEqual(codes(text), ['excerpt']);
  assert.equal(readPaste(text).body, '{"a":"1","b":{"c":2}}');
});

test('names that JavaScript gives a meaning survive', () => {
  const text = '{"__proto__":"1","constructor":"2","toString":"3","hasOwnProperty":"4"}';
  assert.deepEqual(
    pairs(text).map(([name]) => name),
    ['__proto__', 'constructor', 'toString', 'hasOwnProperty'],
  );
  assert.deepEqual(pairs('__proto__=1&constructor=2'), [
    ['__proto__', '1'],
    ['constructor', '2'],
  ]);
});

test('duplicate names are reported in every form, and the first stays', () => {
  for (const text of ['{"a":"1","a":"2"}', 'a=1&a=2', 'a=1\na=2', '{a=1, a=2}', "curl https://x -d 'a=1&a=2'"]) {
    assert.deepEqual(pairs(text), [['a', '1']], text);
    assert.deepEqual(readPaste(text).notes, [{ code: 'duplicate', field: 'a' }], text);
  }
});

test('a form body is decoded, and kept as it came', () => {
  const body = 'name=%E5%95%86%E5%93%81&time=2016-12-26+18%3A18%3A18&empty=&url=https%3A%2F%2Fa%2F%3Fb%3Dc%26d';
  const pasted = readPaste(`  ${body}\n`);
  assert.deepEqual(
    pasted.rows.map(({ name, text }) => [name, text]),
    [
      ['name', '商品'],
      ['time', '2016-12-26 18:18:18'],
      ['empty', ''],
      ['url', 'https://a/?b=c&d'],
    ],
  );
  assert.deepEqual([pasted.form, pasted.body], ['form', body]);
});

test('a form that was not encoded keeps its + and %', () => {
  assert.deepEqual(pairs('a=商品 100%+1&b=x'), [
    ['a', '商品 100%+1'],
    ['b', 'x'],
  ]);
  assert.deepEqual(pairs('a=1+1&url=https://a/b'), [
    ['a', '1+1'],
    ['url', 'https://a/b'],
  ]);
});

test('what is no URL-encoded UTF-8 stays as it came, and is named', () => {
  assert.deepEqual(pairs('a=%C4%E3&b=%E4%BD%A0'), [
    ['a', '%C4%E3'],
    ['b', '你'],
  ]);
  assert.deepEqual(readPaste('a=%C4%E3&b=1').notes, [{ code: 'encoding', field: 'a' }]);
});

test('a URL with a query', () => {
  const pasted = readPaste('GET https://api.example/pay/query?a=1&b=%E4%BD%A0&url=https://x/?c=1#top HTTP/1.1');
  assert.equal(readPaste('https://api.example/pay/query?a=1&b=%E4%BD%A0').form, 'url');
  assert.equal(readPaste('https://api.example/pay/query?a=1').url, 'https://api.example/pay/query?a=1');
  assert.equal(pasted.form, 'url');
  assert.deepEqual(
    pasted.rows.map(({ name, text }) => [name, text]),
    [
      ['a', '1'],
      ['b', '你'],
      ['url', 'https://x/?c=1'],
    ],
  );
});

test('a curl command, as browsers copy it', () => {
  const pasted = readPaste(String.raw`curl 'https://a.example/api/pay/query' \
  -H 'content-type: application/json' -H 'Authorization: ABC' \
  --compressed --data-raw $'{"a":"it\'s","b":"\u4f60","c":1.0}' --insecure`);
  assert.equal(pasted.form, 'curl');
  assert.equal(pasted.url, 'https://a.example/api/pay/query');
  assert.equal(pasted.authorization, 'ABC');
  assert.equal(pasted.body, `{"a":"it's","b":"你","c":1.0}`);
  assert.deepEqual(pasted.rows.at(-1), { name: 'c', text: '1.0', kind: 'number' });
});

test('curl: several -d, --data-urlencode, -G, -F and attached values', () => {
  assert.deepEqual(pairs('curl -XPOST https://x -d a=1 --data=b=2 -dc=3 --data-urlencode "d=a&b=c" -o out.json'), [
    ['a', '1'],
    ['b', '2'],
    ['c', '3'],
    ['d', 'a&b=c'],
  ]);
  assert.deepEqual(pairs('curl -G https://x -d a=1'), [['a', '1']]);
  assert.deepEqual(pairs(`curl https://x -F 'a=1' -F "b=say \\"hi\\""`), [
    ['a', '1'],
    ['b', 'say "hi"'],
  ]);
});

test('a shell’s words', () => {
  assert.deepEqual(splitWords(`a 'b c'"d \\" e"\\ f \\\n $'\\n\\x41' ''`), ['a', 'b cd " e f', '\nA', '']);
});

test('k=v lines: =, :, => and tabs, with values of their own', () => {
  assert.deepEqual(pairs('a=1\r\n b : x=y \n"c" => 3\nd\t4\n\ne='), [
    ['a', '1'],
    ['b', 'x=y'],
    ['c', '3'],
    ['d', '4'],
    ['e', ''],
  ]);
  assert.equal(readPaste('a=1').form, 'lines');
});

test('a Java map’s toString, nested and with commas in its values', () => {
  const pasted = readPaste('{amount=100, body=a, b, extra={x=1, y={z=2}}, list=[1, k=2], sign=, none=null}');
  assert.equal(pasted.form, 'map');
  assert.deepEqual(pasted.rows, [
    { name: 'amount', text: '100', kind: 'text' },
    { name: 'body', text: 'a, b', kind: 'text' },
    { name: 'extra', text: '{x=1, y={z=2}}', kind: 'text' },
    { name: 'list', text: '[1, k=2]', kind: 'text' },
    { name: 'sign', text: '', kind: 'text' },
    { name: 'none', text: '', kind: 'null' },
  ]);
});

test('a signed string: its key is taken out of it', () => {
  const pasted = readPaste('a=1&url=https://x/?y=1&b=你 好&key=S3cret', TAILS);
  assert.equal(pasted.form, 'string');
  assert.equal(pasted.secret, 'S3cret');
  assert.equal(pasted.string, 'a=1&url=https://x/?y=1&b=你 好&key=***');
  assert.equal(pasted.shown, pasted.string);
  assert.equal(JSON.stringify({ ...pasted, secret: '' }).includes('S3cret'), false);
});

test('a signed string whose key is masked or missing has no secret', () => {
  for (const key of ['', '***', 'xxxx', '${key}', '<secret>', '……']) {
    const pasted = readPaste(`a=1&b=2&app_secret=${key}`, TAILS);
    assert.deepEqual([pasted.form, pasted.secret], ['string', undefined], key);
  }
});

test('an & inside of a value without = stays with it', () => {
  assert.deepEqual(pairs('a=x&y&b=2&key='), [
    ['a', 'x&y'],
    ['b', '2'],
  ]);
});

test('entity damage is pointed out and left alone', () => {
  const pasted = readPaste('merchant=1¬ify_url=https://a.b.c/notify&key=', TAILS);
  assert.deepEqual(pasted.notes, [{ code: 'entity', field: '¬ify_url' }]);
  assert.deepEqual(pasted.rows[0], { name: 'merchant', text: '1¬ify_url=https://a.b.c/notify', kind: 'text' });
});

test('nothing, and what is nothing known', () => {
  assert.equal(readPaste(' \n\t').form, 'empty');
  assert.equal(readPaste('\uFEFF').form, 'empty');
  for (const text of [
    '你好',
    '<html><body a=b></body></html>',
    '[1,2]',
    '"text"',
    '{',
    '{"a":}',
    '{"a":1',
    '=',
    '&&',
    '\0',
  ]) {
    assert.deepEqual(readPaste(text).rows, [], text);
  }
});

test('a huge paste is bounded', () => {
  assert.deepEqual(codes('a'.repeat(2 ** 20 + 1)), ['long']);
  const many = readPaste(Array.from({ length: 5000 }, (_, index) => `f${index}=1`).join('&'));
  assert.equal(many.rows.length, 1000);
  assert.deepEqual(codes(Array.from({ length: 1001 }, (_, index) => `f${index}=1`).join('\n')), ['many']);
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  assert.ok(readPaste(deep).rows.length <= 1);
  assert.deepEqual(readPaste('{'.repeat(500_000)).rows, []);
});

test('whatever is pasted, nothing is thrown, and JSON is read as JSON.parse reads it', () => {
  const fragment = fastCheck.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '=',
    '&',
    '\\',
    "'",
    '$',
    '%',
    '%zz',
    '\n',
    ' ',
    '¬',
    'curl ',
    '-d ',
    'a',
    '1',
    '?',
    'https://',
    '&key=',
    '\ud800',
  );
  const anything = fastCheck.oneof(
    fastCheck.string({ unit: 'binary' }),
    fastCheck.array(fragment, { maxLength: 40 }).map((parts) => parts.join('')),
  );
  fastCheck.assert(
    fastCheck.property(anything, (text) => Array.isArray(readPaste(text, TAILS).rows)),
    { numRuns: 5000 },
  );
  fastCheck.assert(
    fastCheck.property(
      fastCheck.dictionary(fastCheck.string(), fastCheck.string(), { minKeys: 1, noNullPrototype: true }),
      (object) => {
        assert.deepEqual(pairs(JSON.stringify(object)), Object.entries(JSON.parse(JSON.stringify(object))));
      },
    ),
  );
});
