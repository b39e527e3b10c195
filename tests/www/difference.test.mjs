// Two strings side by side: only what differs is marked, and its place is counted in bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastCheck from 'fast-check';
import { byteLength, codePoint, compare, valueDifferences, visibleRuns } from '../../www/src/difference.mjs';

/** @param {import('../../www/src/difference.mjs').Segment[]} segments */
const joined = (segments) => segments.map(({ text }) => text).join('');

/** @param {import('../../www/src/difference.mjs').Segment[]} segments */
const marked = (segments) => segments.map(({ text, differs }) => (differs ? `[${text}]` : text)).join('');

/**
 * @param {string} ours
 * @param {string} theirs
 * @param {string} [join]
 * @param {string} [assign]
 */
const changes = (ours, theirs, join, assign) => compare(ours, theirs, join, assign).changes;

test('a field more on one side does not shift the rest', () => {
  const { ours, theirs, changes } = compare('a=1&c=3&key=***', 'a=1&b=&c=3&key=***');
  assert.deepEqual([marked(ours), marked(theirs)], ['a=1&[]c=3&key=***', 'a=1&[b=&]c=3&key=***']);
  assert.deepEqual(changes, [{ kind: 'added', name: 'b', offset: 4, theirOffset: 4, ours: '', theirs: 'b=&' }]);
});

test('where one side lacks something, its place is kept', () => {
  const sides = (/** @type {string} */ one, /** @type {string} */ other) => {
    const { ours, theirs } = compare(one, other);
    return [marked(ours), marked(theirs)];
  };
  assert.deepEqual(sides('a=1&c=3', 'a=1&b=2&c=3'), ['a=1&[]c=3', 'a=1&[b=2&]c=3']);
  assert.deepEqual(sides('a=1', 'a=10'), ['a=1[]', 'a=1[0]']);
  assert.deepEqual(sides('a=1&b=2', 'c=3&d=4&a=1'), ['[]a=1[&b=2]', '[c=3&d=4&]a=1[]']);
});

test('a field that ours alone has is removed, its joiner with it, at the end too', () => {
  const first = { kind: 'removed', name: 'a', offset: 0, theirOffset: 0, ours: 'a=1&', theirs: '' };
  const last = { kind: 'removed', name: 'c', offset: 7, theirOffset: 3, ours: '&c=3', theirs: '' };
  assert.deepEqual(changes('a=1&b=2&c=3', 'b=2'), [first, last]);
});

test('inside of a field, the characters that differ; offsets in bytes of UTF-8', () => {
  assert.deepEqual(changes('a=你好&b=10', 'a=你好&b=1０'), [
    {
      ...{ kind: 'changed', name: 'b', offset: 12, theirOffset: 12, ours: '0', theirs: '０' },
      values: { ours: '10', theirs: '1０' },
    },
  ]);
});

test('characters stay whole, whatever halves they share', () => {
  const differing = (/** @type {string} */ one, /** @type {string} */ other) =>
    changes(one, other).map(({ ours, theirs, offset }) => [ours, theirs, offset]);
  assert.deepEqual(differing('n=😀&b=1', 'n=😁&b=1'), [['😀', '😁', 2]]);
  // U+1F600 and U+2F600 share their second half.
  assert.deepEqual(differing('n=\u{1F600}', 'n=\u{2FA00}'), [['\u{1F600}', '\u{2FA00}', 2]]);
  assert.deepEqual(differing('n=\u{1F600}x', 'n=\u{10600}x'), [['\u{1F600}', '\u{10600}', 2]]);
  assert.deepEqual(differing('n=e\u0301', 'n=e'), [['\u0301', '', 3]]);
});

test('neighbours that differ are told one by one', () => {
  const found = changes('a=1&b=2&c=3&d=4', 'a=2&b=3&c=3&d=5');
  assert.deepEqual(
    found.map(({ kind, name, offset }) => [kind, name, offset]),
    [
      ['changed', 'a', 2],
      ['changed', 'b', 6],
      ['changed', 'd', 14],
    ],
  );
});

test('a field that stands elsewhere is no field more and no field less', () => {
  const { ours, theirs, changes } = compare('c=3&a=1&b=2', 'a=1&b=2&c=3');
  assert.deepEqual([marked(ours), marked(theirs)], ['[c=3&]a=1&b=2', 'a=1&b=2[&c=3]']);
  const moved = { kind: 'moved', name: 'c', offset: 0, theirOffset: 8, ours: 'c=3', theirs: 'c=3' };
  assert.deepEqual(changes, [{ ...moved, behind: { ours: '', theirs: 'b' } }]);
});

test('a field that stands elsewhere with another value is both', () => {
  const [change, ...others] = changes('c=3&a=1&b=2', 'a=1&b=2&c=4');
  assert.deepEqual(others, []);
  assert.deepEqual(
    [change?.kind, change?.values, change?.behind],
    ['changed', { ours: '3', theirs: '4' }, { ours: '', theirs: 'b' }],
  );
});

test('two names are two fields, however alike they look', () => {
  assert.deepEqual(
    changes('notifyUrl=u&z=1', 'notify_url=u&z=1').map(({ kind, name }) => [kind, name]),
    [
      ['removed', 'notifyUrl'],
      ['added', 'notify_url'],
    ],
  );
});

test('a damaged joiner or name is one change, of the damaged characters', () => {
  /** @type {[ours: string, theirs: string, ourPart: string, theirPart: string, offset: number][]} */
  const cases = [
    ['m=1&notify_url=u&z=2', 'm=1¬ify_url=u&z=2', '&not', '¬', 3],
    [' amount=1250&b=1', 'amount=1250&b=1', ' ', '', 0],
    ['pay=1&z=1', 'p\u0430y=1&z=1', 'a', '\u0430', 1],
    ['attach=x%26yzabcdef&b=1', 'attach=x&yzabcdef&b=1', '%26', '&', 8],
  ];
  for (const [one, other, ours, theirs, offset] of cases) {
    assert.deepEqual(changes(one, other), [{ kind: 'changed', ours, theirs, offset, theirOffset: offset }]);
  }
});

test('the rule says what stands between fields, and between a name and its value', () => {
  assert.deepEqual(valueDifferences(changes('a=>1|b=>2', 'a=>1|b=>3', '|', '=>')), [
    { name: 'b', ours: '2', theirs: '3' },
  ]);
  assert.deepEqual(changes('123abc', '124abc', ''), [
    { kind: 'changed', ours: '3', theirs: '4', offset: 2, theirOffset: 2 },
  ]);
});

test('whether nothing but values differs', () => {
  assert.deepEqual(valueDifferences(changes('value=11&x=1', 'value=10&x=1')), [
    { name: 'value', ours: '11', theirs: '10' },
  ]);
  for (const other of ['value=11&x=1', 'value=10&x=1&y=2', 'x=1&value=10', 'value=10']) {
    assert.equal(valueDifferences(changes('value=11&x=1', other)), undefined, other);
  }
});

test('whatever the strings, each side stays whole, and equal ones do not differ', () => {
  const text = fastCheck
    .array(fastCheck.constantFrom('a=1', 'a=2', 'b=', '&', '你', '😀', '😁', '\ud83d', ' '))
    .map((parts) => parts.join(''));
  fastCheck.assert(
    fastCheck.property(text, text, fastCheck.constantFrom('&', '', ' '), (one, other, join) => {
      const { ours, theirs, changes } = compare(one, other, join);
      assert.deepEqual([joined(ours), joined(theirs)], [one, other]);
      assert.equal(changes.length === 0, one === other);
      for (const { offset, ours, theirOffset, theirs } of changes) {
        const at = (/** @type {string} */ text, /** @type {number} */ offset) => Buffer.from(text).subarray(offset);
        assert(at(one, offset).toString().startsWith(Buffer.from(ours).toString()), 'our offset');
        assert(at(other, theirOffset).toString().startsWith(Buffer.from(theirs).toString()), 'their offset');
      }
    }),
    { numRuns: 2000 },
  );
});

test('bytes are counted as an encoder writes them', () => {
  fastCheck.assert(
    fastCheck.property(fastCheck.string({ unit: 'binary' }), (text) => {
      for (const part of [text, text.slice(1), text.slice(0, -1)]) {
        assert.equal(byteLength(part), new TextEncoder().encode(part).length);
      }
    }),
  );
});

test('the longest strings, and those of the most fields, are compared while nobody waits', () => {
  const long = 'x'.repeat(1 << 20);
  const many = Array.from({ length: 9000 }, (_, index) => `f${index}=${index}`);
  const pairs = [
    [`a=${long}&b=1`, `a=${long}y&b=2`],
    [many.join('&'), [...many].reverse().join('&')],
    ['&'.repeat(1 << 20), 'a&'.repeat(1 << 19)],
    [long, ''],
  ];
  for (const [one = '', other = ''] of pairs) {
    const start = performance.now();
    const { ours, theirs } = compare(one, other);
    // A comparison that grew with the square of the length would take minutes.
    assert(performance.now() - start < 2000);
    assert.deepEqual([joined(ours) === one, joined(theirs) === other], [true, true]);
  }
});

test('what cannot be seen is told by its code point', () => {
  assert.deepEqual(
    visibleRuns('a\u200bb \u00a0\n')
      .filter(({ isVisible }) => !isVisible)
      .map(({ text }) => codePoint(text)),
    ['U+200B', 'U+00A0', 'U+000A'],
  );
});

test('a mark that has nothing to stand on is told by its code point', () => {
  assert.deepEqual(
    visibleRuns('\u0301a').map(({ text, isVisible }) => [text, isVisible]),
    [
      ['\u0301', false],
      ['a', true],
    ],
  );
  assert.deepEqual(visibleRuns('e\u0301'), [{ text: 'e\u0301', isVisible: true }]);
  assert.equal(visibleRuns('\ud83d')[0]?.isVisible, false);
});
