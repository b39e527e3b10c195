import assert from 'node:assert/strict';
import { test } from 'node:test';
import { read } from '../../reader/index.mjs';
import { codes, fields, first } from './support.mjs';

const KEY = '6409292d66625a2a12342134';

test('percent escapes are decoded where the text is encoded, and nowhere else', () => {
  assert.deepEqual(fields('a=%E5%95%86&b=c+d'), [
    ['a', '商'],
    ['b', 'c d'],
  ]);
  assert.deepEqual(fields('b=100%25&a=商+品'), [
    ['b', '100%25'],
    ['a', '商+品'],
  ]);
  assert.deepEqual(fields('url=https://a.b/c&sign=a+b'), [
    ['url', 'https://a.b/c'],
    ['sign', 'a+b'],
  ]);
});

test('a bad percent escape is left as it is, and said', () => {
  assert.deepEqual(fields('b=%E5%95&a=%41'), [
    ['b', '%E5%95'],
    ['a', 'A'],
  ]);
  assert.ok(codes('b=%E5%95&a=%41')?.includes('encoding'));
});

test('a piece without = belongs to the value before it, and it is said', () => {
  assert.deepEqual(fields('b=x&y z&a=1'), [
    ['b', 'x&y z'],
    ['a', '1'],
  ]);
  assert.ok(codes('b=x&y z&a=1')?.includes('piece'));
});

test('a name that HTML made a character of is pointed out', () => {
  assert.ok(codes('b=1¬ify_url=2&c=3')?.includes('entity'));
});

test('the key behind a tail is found, a masked one is not taken for it', () => {
  assert.equal(first(`a=1&b=2&key=${KEY}`)?.secret, KEY);
  for (const masked of ['***', '<key>', '${key}', 'xxxx', '', 'your_key', '64****34']) {
    const text = `a=1&b=2&key=${masked}`;
    assert.equal(first(text)?.secret, undefined, masked);
    assert.equal(first(text)?.string, text);
    assert.ok(codes(text)?.includes('masked'), masked);
  }
});

test('tails are those of the rules at hand, too', () => {
  const { messages } = read(`a=1&b=2&mch_secret=${KEY}`, { tails: ['&mch_secret='] });
  assert.equal(messages[0]?.secret, KEY);
  assert.deepEqual(messages[0]?.rows.length, 2);
});

test('a field named key that is not the last is a field', () => {
  assert.deepEqual(fields('a=1&key=2&sign=3'), [
    ['a', '1'],
    ['key', '2'],
    ['sign', '3'],
  ]);
});

test('a signature on the next line stands beside the string', () => {
  for (const line of ['sign=0123456789abcdef0123456789abcdef', '签名:0123456789abcdef0123456789abcdef']) {
    assert.equal(first(`a=1&b=2&key=${KEY}\n${line}`)?.sign, '0123456789abcdef0123456789abcdef', line);
  }
});

test('a form in lines that end or begin with & is joined, and not exact', () => {
  for (const text of ['b=1&\na=2&\nsign=3', 'b=1\n&a=2\n&sign=3']) {
    assert.deepEqual(fields(text), [
      ['b', '1'],
      ['a', '2'],
      ['sign', '3'],
    ]);
    assert.equal(first(text)?.exact, false);
  }
});

test('space at the end may have been signed: it is said, and nothing is exact; a line break is none', () => {
  assert.equal(first('b=1&a=2 ')?.exact, false);
  assert.ok(codes('b=1&a=2 ')?.includes('trimmed'));
  assert.equal(first('b=1&a=2\r\n')?.exact, true);
});
