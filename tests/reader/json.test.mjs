import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../reader/index.mjs';
import { INTEGER, readMembers, readValue } from '../../reader/json.mjs';
import { codes, fields, first, kinds } from './support.mjs';

test('numbers keep their digits, and say what they were', () => {
  const text = '{"a":12345678901234567890,"b":1.0,"c":1e7,"d":-0,"e":"1","f":true,"g":null}';
  assert.deepEqual(first(text)?.rows, [
    { name: 'a', text: '12345678901234567890', kind: 'integer' },
    { name: 'b', text: '1.0', kind: 'number' },
    { name: 'c', text: '1e7', kind: 'number' },
    { name: 'd', text: '-0', kind: 'number' },
    { name: 'e', text: '1', kind: 'text' },
    { name: 'f', text: 'true', kind: 'boolean' },
    { name: 'g', text: '', kind: 'null' },
  ]);
  assert.equal(first(text)?.body, text);
});

test('nested values keep their exact text', () => {
  const nested = '{ "b" : [1.0, "}\\""],\n "a": {} }';
  assert.deepEqual(first(`{"x": ${nested} }`)?.rows, [{ name: 'x', text: nested, kind: 'nested' }]);
});

test('escapes are read, in names too', () => {
  assert.deepEqual(fields('{"a\\u0062":"\\u4f60\\n\\"\\/"}'), [['ab', '你\n"/']]);
});

test('names that JavaScript gives a meaning are names as others', () => {
  const text = '{"__proto__":"1","constructor":"2","toString":"3"}';
  assert.deepEqual(fields(text), [
    ['__proto__', '1'],
    ['constructor', '2'],
    ['toString', '3'],
  ]);
});

test('of equal names the first stays, and it is said, in every form', () => {
  const texts = ['{"a":"1","a":"2"}', 'a=1&a=2', 'a=1\na=2', '{a=1, a=2}', "{'a': '1', 'a': '2'}"];
  for (const text of [...texts, "curl https://x.y -d 'a=1&a=2'", '<x><a>1</a><a>2</a></x>']) {
    assert.deepEqual(fields(text), [['a', '1']], text);
    assert.ok(codes(text)?.includes('duplicate'), text);
  }
});

test('JSON that breaks off: what stands before is read, and where it stops is said', () => {
  const text = '{"a":"1","b":{"c":2},"d":"3';
  const { messages, problem } = read(text);
  assert.deepEqual(
    messages[0]?.rows.map(({ name }) => name),
    ['a', 'b'],
  );
  assert.deepEqual([problem?.code, problem?.field, problem?.at], ['stopped-in', 'd', text.indexOf('"3')]);
  assert.equal(messages[0]?.exact, false);
  assert.equal(messages[0]?.body, undefined);
});

test('more levels than the limit are not followed', () => {
  const { problem } = read(`{"a":"1","b":${'['.repeat(100)}${']'.repeat(100)}}`);
  assert.equal(problem?.code, 'deep');
});

test('comments, commas too many or too few, and quotes of another kind are repaired, and never exact', () => {
  const texts = ['{"a":"1", // one\n"b":2}', '{"a":"1","b":2,}', '{"a":"1"\n"b":2}', '/* x */ {"a":"1","b":2,}'];
  for (const text of texts) {
    assert.deepEqual(fields(text), [
      ['a', '1'],
      ['b', '2'],
    ]);
    assert.equal(first(text)?.exact, false, text);
    assert.ok(codes(text)?.includes('repaired'), text);
  }
});

test('a value that no reader knows is left out by name', () => {
  const { messages } = read('{"a":NaN,"b":"2",}');
  assert.deepEqual(fields('{"a":NaN,"b":"2",}'), [['b', '2']]);
  assert.ok(messages[0]?.notes.some(({ code, field }) => code === 'variable' && field === 'a'));
});

test('names and values in a list of pairs are fields', () => {
  const text = '[{"key":"a","value":"1","type":"text"},{"key":"b","value":2.0,"disabled":false}]';
  assert.deepEqual(fields(text), [
    ['a', '1'],
    ['b', '2.0'],
  ]);
});

test('objects on lines or in an array are messages of their own', () => {
  for (const text of ['{"a":1}\n{"a":2}', '[{"a":1},{"a":2}]', '{"a":1}, {"a":2}']) {
    assert.deepEqual(
      read(text).messages.map(({ body }) => body),
      ['{"a":1}', '{"a":2}'],
    );
  }
});

test('nested values for the package: whole numbers are not rounded', () => {
  assert.deepEqual(readValue('[12345678901234567890, "1", {"a": null}, 1.5]')[0], 12345678901234567890n);
  assert.deepEqual({ ...readValue('{"__proto__": 1}') }, { ['__proto__']: 1n });
  assert.ok(INTEGER.test('10') && !INTEGER.test('1.0') && !INTEGER.test('-0'));
});

test('members are those of the object that the text begins with', () => {
  const { members, end } = readMembers('{"a": 1.0} rest');
  assert.deepEqual(
    members.map(({ name, raw }) => [name, raw]),
    [['a', '1.0']],
  );
  assert.equal(end, 10);
  assert.throws(() => readMembers('{"a": }'), SyntaxError);
});

test('kinds in other languages are those of JSON', () => {
  assert.deepEqual(kinds("{'a': 1, 'b': 1.0, 'c': None, 'd': True, 'e': [1], 'f': 'x'}"), [
    'integer',
    'number',
    'null',
    'boolean',
    'nested',
    'text',
  ]);
});
