// Which of several messages of a log is meant.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose, numbered } from '../../../reader/choice.mjs';

/** @import { Read } from '../../../pkg-template/src/cli/paste.mjs' */

/**
 * @param {Read['form']} form
 * @param {string} names
 * @param {Partial<Read>} [rest]
 * @returns {Read}
 */
const message = (form, names, rest) => ({
  form,
  rows: names.split(' ').map((name) => ({ name, text: '1', kind: 'text' })),
  exact: true,
  taken: [0, 1],
  notes: [],
  ...rest,
});

const request = message('json', 'mch_no total_amount sign');
const unsigned = message('json', 'mch_no total_amount notify_url');
const reply = message('json', 'return_code return_msg');
const string = message('string', 'mch_no notify_url total_amount', { string: 's' });
const stray = message('string', 'from shop', { string: 'from=pay&shop=7' });

for (const [title, messages, expected] of /** @type {[string, Read[], ReturnType<typeof choose>][]} */ ([
  ['one message', [unsigned], { message: unsigned }],
  ['one signed string', [string], { message: string }],
  ['a signed request and its reply', [request, reply], { message: request }],
  ['a request that is logged twice', [request, { ...request, taken: [5, 6] }, reply], { message: request }],
  ['an unsigned request, its string and its reply', [unsigned, string, reply], { message: unsigned, string }],
  ['a signed request and its string', [string, request], { message: request, string }],
  ['a signed request and a query within its address', [stray, request], { message: request }],
  [
    'a string with its signature, and a reply',
    [{ ...string, sign: 'x' }, reply],
    { message: { ...string, sign: 'x' } },
  ],
  ['two signed requests', [request, { ...request, sign: 'x' }], undefined],
  ['a request and a reply, both unsigned', [unsigned, reply], undefined],
  ['none', [], undefined],
])) {
  test(`${title}: ${expected ? 'one is meant' : 'nothing tells'}`, () => assert.deepEqual(choose(messages), expected));
}

test('a message is named by its number', () => {
  assert.deepEqual(numbered([request, reply], '2'), { message: reply });
  for (const number of ['0', '3', '-1', 'x', '1.0', '01', ''])
    assert.equal(numbered([request, reply], number), undefined);
});
