// What the page and the command line rely on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS as PACKAGE_LIMITS } from '../../pkg-template/src/constants.mjs';
import { FORMS, LIMITS, NOTE_CODES, read } from '../../reader/index.mjs';

test('the limits are those of the package', () => {
  const { text, fields, levels } = PACKAGE_LIMITS;
  assert.deepEqual({ ...LIMITS, messages: undefined }, { text, fields, levels, messages: undefined });
});

test('no text, too long a text and a text without a message are told apart, in both languages', () => {
  for (const [text, code] of [
    ['', 'empty'],
    [' \n', 'empty'],
    ['a=1&b='.padEnd(LIMITS.text + 1, 'x'), 'long'],
    ['asdf qwer 你好', 'unknown'],
    ['96FD052F81BBB3C25B5BD628E189A154', 'sign-only'],
  ]) {
    const { messages, problem } = read(text ?? '');
    assert.deepEqual(messages, []);
    assert.equal(problem?.code, code);
    assert.match(problem?.en ?? '', /^[ -~]+$/);
    assert.match(problem?.zh ?? '', /\p{Script=Han}/u);
  }
});

test('every form has a name in both languages, and every note a code', () => {
  for (const { en, zh } of Object.values(FORMS)) assert.ok(en !== '' && zh !== '');
  assert.ok(NOTE_CODES.includes('duplicate'));
});

test('a message says what of the text it is, whatever stands around it', () => {
  const text = '\uFEFF\n  at 12:00 {"a":"1"} and {"a":"2"} came\n';
  const { messages } = read(text);
  assert.deepEqual(
    messages.map(({ taken }) => text.slice(...taken)),
    ['{"a":"1"}', '{"a":"2"}'],
  );
});

test('more fields than the limit are cut, and said to be', () => {
  const text = Array.from({ length: LIMITS.fields + 5 }, (_, index) => `f${index}=1`).join('&');
  const { messages, problem } = read(text);
  assert.equal(messages[0]?.rows.length, LIMITS.fields);
  assert.equal(problem?.code, 'many');
  assert.equal(problem?.field, `f${LIMITS.fields}`);
});

test('more messages than the limit are cut, and said to be', () => {
  const text = '{"a":"1"}\n'.repeat(LIMITS.messages + 5);
  const { messages, problem } = read(text);
  assert.equal(messages.length, LIMITS.messages);
  assert.equal(problem?.code, 'many-messages');
  assert.equal(problem?.at, LIMITS.messages * '{"a":"1"}\n'.length);
});
