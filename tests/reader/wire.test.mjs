// HTTP, HAR, access logs, URLs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../reader/index.mjs';
import { codes, fields, first } from './support.mjs';

test('HTTP: a request and its response are two messages', () => {
  const text =
    'POST /x?q=1 HTTP/1.1\r\nHost: a.b\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{"a":"1"}\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{"code":0}';
  const [request, response] = read(text).messages;
  assert.deepEqual([request?.method, request?.url, request?.body], ['POST', '/x?q=1', '{"a":"1"}']);
  assert.deepEqual([response?.status, response?.body], [200, '{"code":0}']);
  assert.equal(request?.exact, true);
});

test('HTTP: a body of another length than it says is not exact', () => {
  const text = 'POST /x HTTP/1.1\nContent-Length: 10\n\na=1&b=2';
  assert.ok(codes(text)?.includes('length'));
  assert.equal(first(text)?.exact, false);
});

test('HAR: every entry is a request and a response, with the bodies as they were', () => {
  const entry = (/** @type {string} */ body) => ({
    request: {
      method: 'POST',
      url: 'https://a.b',
      headers: [{ name: 'X', value: 'y' }],
      postData: { mimeType: 'application/json', text: body },
    },
    response: {
      status: 201,
      headers: [],
      content: { text: btoa('{"c":1.0}'), encoding: 'base64', mimeType: 'application/json' },
    },
  });
  const { messages } = read(JSON.stringify({ log: { entries: [entry('{"a":1.0}'), entry('{"a":2}')] } }));
  assert.deepEqual(
    messages.map(({ form, body, status }) => [form, body, status]),
    [
      ['har', '{"a":1.0}', undefined],
      ['har', '{"c":1.0}', 201],
      ['har', '{"a":2}', undefined],
      ['har', '{"c":1.0}', 201],
    ],
  );
});

test('an access log: each line, its query and its body with \\x escapes', () => {
  const line = (/** @type {string} */ body) =>
    `10.0.0.1 - - [21/Jul/2022:10:26:44 +0800] "POST /n?q=1 HTTP/1.1" 200 7 "-" "Java/1.8" "${body}"`;
  const { messages } = read(`${line('{\\x22a\\x22:\\x22\\xE4\\xBD\\xA0\\x22}')}\n${line('a=1&b=2')}`);
  assert.deepEqual(
    messages.map(({ rows }) => rows.map(({ text }) => text)),
    [
      ['1', '你'],
      ['1', '1', '2'],
    ],
  );
  assert.deepEqual(
    messages.map(({ exact }) => exact),
    [false, true],
  );
});

test('a HAR and an access log that break off say so', () => {
  const har = '{"log":{"entries":[{"request":{"method":"GET","url":"https://a.b"}},{"request":{"met';
  assert.equal(read(har).problem?.code, 'stopped');
  assert.deepEqual(
    read(har).messages.map(({ url }) => url),
    ['https://a.b', undefined],
  );
  const line = '10.0.0.1 - - [21/Jul/2022:10:26:44 +0800] "POST /n HTTP/1.1" 200 7 "-" "Java/1.8" "a=1&b';
  assert.equal(read(line).problem?.code, 'stopped');
});

test('a URL: its query without the fragment, and none without a query', () => {
  assert.deepEqual(fields('https://a.b/c?d=1&e=%E4%BD%A0#f=2'), [
    ['d', '1'],
    ['e', '你'],
  ]);
  assert.equal(read('https://a.b/c').problem?.code, 'unknown');
});
