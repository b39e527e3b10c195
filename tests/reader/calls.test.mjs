// Calls that send a request.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../reader/index.mjs';
import { codes, fields, first } from './support.mjs';

const A1B2 = [
  ['a', '1'],
  ['b', '2'],
];

test('fetch: a text is the exact body, an object is its fields', () => {
  assert.equal(first('fetch("https://a.b", {"method":"POST","body":"a=1&b=2"})')?.body, 'a=1&b=2');
  for (const body of [
    "JSON.stringify({ a: '1', b: 2 })",
    "new URLSearchParams({ a: '1', b: '2' })",
    "'a=1' + '&b=2'",
  ]) {
    const text = `const r = await fetch('https://a.b', { method: 'POST', body: ${body} });`;
    assert.deepEqual(fields(text), A1B2, body);
  }
});

test('fetch: what only the program knows is named', () => {
  const text = "fetch('https://a.b', { method: 'POST', body: JSON.stringify(order) })";
  assert.deepEqual(fields(text), []);
  assert.ok(codes(text)?.includes('variable'));
  assert.deepEqual(fields("fetch('https://a.b', { body: JSON.stringify({ a: '1', sign: md5(text) }) })"), [['a', '1']]);
});

test('fetch: a call that breaks off is that call, and where it stops is said', () => {
  const text = 'fetch("https://a.b", {"headers":{"x":"y"},"method":"POST","body":"a=1&b';
  const { messages, problem } = read(text);
  assert.deepEqual(
    messages.map(({ form, url, rows }) => [form, url, rows]),
    [['fetch', 'https://a.b', []]],
  );
  assert.deepEqual([problem?.code, problem?.at], ['stopped', text.indexOf('"a=1')]);
});

test('axios and jQuery: data by position and by name', () => {
  for (const text of [
    "axios.post('https://a.b', { a: '1', b: 2 }, { headers: { X: 'y' } })",
    "axios({ method: 'post', url: 'https://a.b', data: { a: '1', b: 2 } })",
    "axios.get('https://a.b', { params: { a: '1', b: 2 } })",
    "axios.post('https://a.b', qs.stringify({ a: '1', b: 2 }))",
    "$.ajax({ url: 'https://a.b', type: 'POST', data: { a: '1', b: 2 } })",
    "$.post('https://a.b', { a: '1', b: 2 })",
  ]) {
    assert.deepEqual(fields(text), A1B2, text);
    assert.equal(first(text)?.url, 'https://a.b', text);
  }
});

test('requests: data, JSON and parameters', () => {
  for (const text of [
    "requests.post('https://a.b', data={'a': '1', 'b': 2})",
    "r = requests.post('https://a.b', json={'a': '1', 'b': 2}, headers={'X': 'y'})",
    "requests.get('https://a.b', params=[('a', '1'), ('b', '2')])",
    "requests.post('https://a.b', data='a=1&b=2'.encode('utf-8'))",
  ]) {
    assert.deepEqual(fields(text), A1B2, text);
  }
});
