// curl for bash and cmd, wget, HTTPie, PowerShell.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../reader/index.mjs';
import { codes, fields, first, forms } from './support.mjs';

test('curl: address, method, headers, type and body', () => {
  const { messages } = read(
    "curl -XPUT 'https://a.b/c?d=1' -H 'Content-Type: text/plain' -H'X-A: b:c' --data-raw 'x=1&y=2'",
  );
  const { url, method, headers, contentType, body, rows } = messages[0] ?? {};
  assert.deepEqual([url, method, contentType, body], ['https://a.b/c?d=1', 'PUT', 'text/plain', 'x=1&y=2']);
  assert.deepEqual(headers, [
    ['Content-Type', 'text/plain'],
    ['X-A', 'b:c'],
  ]);
  assert.deepEqual(
    rows?.map(({ name }) => name),
    ['d', 'x', 'y'],
  );
});

test('curl: quotes of a shell are read as the shell reads them', () => {
  assert.deepEqual(
    fields(`curl https://a.b -d 'a=it'\\''s' -d "b=\\"q\\" \\\\ \\x" -d c=d\\ e -d $'f=\\u4f60\\x41\\n'`),
    [
      ['a', "it's"],
      ['b', '"q" \\ \\x'],
      ['c', 'd e'],
      ['f', '你A\n'],
    ],
  );
});

test('curl: half a character in what is to be encoded is replaced, as everywhere', () => {
  const text = "curl https://a.b --data-urlencode 'a=x\ud83d 中' --data-urlencode 'b=\ude00'";
  assert.deepEqual(fields(text), [
    ['a', 'x\ufffd 中'],
    ['b', '\ufffd'],
  ]);
});

test('curl: several options in one word, and those with values are not taken for the address', () => {
  assert.equal(first('curl -sSkXPOST -m 5 -o out.json -u me:pw https://a.b -da=1')?.url, 'https://a.b');
  assert.deepEqual(fields('curl -sSkXPOST -m 5 -o out.json -u me:pw https://a.b -da=1'), [['a', '1']]);
});

test('curl: what stands in a file or a variable is named', () => {
  for (const [text, code, field] of [
    ['curl https://a.b --data-binary @x/order.json', 'file', 'x/order.json'],
    ["curl https://a.b -F 'photo=@a.png'", 'file', 'a.png'],
    ['curl https://a.b -d "a=$ORDER"', 'variable', '$ORDER'],
  ]) {
    const note = first(text ?? '')?.notes[0];
    assert.deepEqual([note?.code, note?.field], [code, field]);
  }
});

test('curl: a quote that nothing closes is said', () => {
  assert.equal(read("curl https://a.b -d 'a=1&b=2").problem?.code, 'stopped');
  assert.equal(first("curl https://a.b -d 'a=1&b=2")?.exact, false);
});

test('curl: several commands are several messages, and what a pipe does is no argument', () => {
  const text = "curl https://a.b -d 'a=1' | jq .\ncurl https://c.d -d 'a=2' > out\n";
  assert.deepEqual(
    read(text).messages.map(({ url, body }) => [url, body]),
    [
      ['https://a.b', 'a=1'],
      ['https://c.d', 'a=2'],
    ],
  );
});

test('curl: a word of prose is no command', () => {
  assert.deepEqual(forms('I tried curl but got {"a":"1","b":"2"}'), ['json']);
});

test('curl for cmd: carets and quotes', () => {
  const text =
    'curl ^"https://a.b/?x=1^&y=2^" ^\r\n  -H ^"A: 100^%^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"1 ^& 2^\\^"^}^"';
  assert.equal(first(text)?.body, '{"a":"1 & 2"}');
  assert.equal(first(text)?.url, 'https://a.b/?x=1&y=2');
  assert.deepEqual(first(text)?.headers, [['A', '100%']]);
});

test('wget: data and headers', () => {
  assert.deepEqual(fields("wget -O - --post-data='a=1&b=2' https://a.b"), [
    ['a', '1'],
    ['b', '2'],
  ]);
  assert.ok(codes('wget --post-file=x https://a.b')?.includes('file'));
});

test('HTTPie: items by their separators', () => {
  assert.deepEqual(first("http --form POST a.b/c X-A:b q==1 s='x y' n:=1.0 t:=true")?.rows, [
    { name: 'q', text: '1', kind: 'text' },
    { name: 's', text: 'x y', kind: 'text' },
    { name: 'n', text: '1.0', kind: 'number' },
    { name: 't', text: 'true', kind: 'boolean' },
  ]);
});

test('PowerShell: strings, tables and characters by number', () => {
  const text =
    'Invoke-RestMethod -Uri "https://a.b" -Method Post -Headers @{ "X-A"="b"; C=\'d\' } -Body "a=1`"2&b=$([char]20320)"';
  assert.equal(first(text)?.body, 'a=1"2&b=你');
  assert.deepEqual(first(text)?.headers, [
    ['X-A', 'b'],
    ['C', 'd'],
  ]);
  assert.deepEqual(fields("irm https://a.b -Method Post -Body @{ a = '1'; b = 'it''s' }"), [
    ['a', '1'],
    ['b', "it's"],
  ]);
  assert.ok(codes('irm https://a.b -Method Post -Body $body')?.includes('variable'));
});
