// The reader of what people paste: any text is read or refused in words, and what is exact stands in the text.
import assert from 'node:assert/strict';
import { FORMS, LIMITS, NOTE_CODES, read } from '../../reader/index.mjs';
import { C } from '../reader/pastes.mjs';

export const seeds = async () => Object.values(C);

/** @param {string} text */
export async function run(text) {
  const reading = read(text);
  const { messages, problem } = reading;
  assert(messages.length > 0 || problem !== undefined, 'neither a message nor a sentence');
  if (problem !== undefined) assertNote(problem, text);
  for (const message of messages) {
    const { form, taken, rows, notes, exact } = message;
    const [start, end] = taken;
    assert(Object.hasOwn(FORMS, form), form);
    assert(0 <= start && start <= end && end <= text.length, `taken: ${taken}`);
    assert(rows.length <= LIMITS.fields);
    assert.equal(new Set(rows.map(({ name }) => name)).size, rows.length, 'a name stands twice');
    for (const one of notes) assertNote(one, text);
    const own = text.slice(start, end);
    // What a shell or a language unescapes, or puts together, is exact as well.
    const isPlain = message.url === undefined && !/[\\^%`]/u.test(own);
    for (const name of /** @type {const} */ (['body', 'string']))
      assert(
        !exact || !isPlain || own.includes(message[name] ?? ''),
        `${name} is exact, and not in the paste: ${message[name]}`,
      );
  }
  assert.deepEqual(read(text), reading, 'another reading of the same text');
}

/** @param {import('../../reader/types.mjs').Note} note @param {string} text */
function assertNote({ code, at = 0, en, zh }, text) {
  assert(NOTE_CODES.includes(code), code);
  assert(at >= 0 && at <= text.length, `${code} at ${at}`);
  assert(en !== '' && zh !== '', code);
}
