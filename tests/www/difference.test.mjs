// Two strings side by side: only what differs is marked, and its place is counted in bytes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastCheck from 'fast-check';
import { codePoint, compare, visibleRuns } from '../../www/src/difference.mjs';

/** @param {import('../../www/src/difference.mjs').Segment[]} segments */
const joined = (segments) => segments.map(({ text }) => text).join('');

test('a field more on one side does not shift the rest', () => {
  const { ours, theirs, changes } = compare('a=1&c=3&key=***', 'a=1&b=&c=3&key=***');
  assert.deepEqual(ours, [{ text: 'a=1&c=3&key=***', differs: false }]);
  assert.deepEqual(theirs[1], { text: 'b=&', differs: true });
  assert.deepEqual(changes, [{ offset: 4, ours: '', theirs: 'b=&' }]);
});

test('inside of a pair, the characters that differ; offsets in bytes of UTF-8', () => {
  assert.deepEqual(compare('a=你好&b=10', 'a=你好&b=1０').changes, [{ offset: 12, ours: '0', theirs: '０' }]);
  assert.deepEqual(compare('n=😀&b=1', 'n=😁&b=1').changes, [{ offset: 2, ours: '😀', theirs: '😁' }]);
});

test('entity damage is one change', () => {
  const { changes } = compare('m=1&notify_url=u&z=2', 'm=1¬ify_url=u&z=2');
  assert.deepEqual(changes, [{ offset: 3, ours: '&not', theirs: '¬' }]);
});

test('whatever the strings, each side stays whole, and equal ones do not differ', () => {
  const text = fastCheck
    .array(fastCheck.constantFrom('a=1', 'b=', '&', '你', '😀', ' '))
    .map((parts) => parts.join(''));
  fastCheck.assert(
    fastCheck.property(text, text, (one, other) => {
      const { ours, theirs, changes } = compare(one, other);
      assert.deepEqual([joined(ours), joined(theirs)], [one, other]);
      assert.equal(changes.length === 0, one === other);
    }),
  );
});

test('what cannot be seen is told by its code point', () => {
  assert.deepEqual(
    visibleRuns('a\u200bb \u00a0\n')
      .filter(({ isVisible }) => !isVisible)
      .map(({ text }) => codePoint(text)),
    ['U+200B', 'U+00A0', 'U+000A'],
  );
});
