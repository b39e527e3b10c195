// Fields that another writer wrote are read back the same, and no text whatever makes the reader throw.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inspect } from 'node:util';
import fastCheck from 'fast-check';
import { read } from '../../reader/index.mjs';
import { C } from './pastes.mjs';

const name = fastCheck.stringMatching(/^[a-z][a-z_]{0,12}$/);
const anyText = fastCheck.string({ unit: 'binary', maxLength: 30 });
const line = fastCheck
  .string({ unit: 'grapheme', maxLength: 30 })
  .filter((text) => !/[\p{Cc}\u2028\u2029]/u.test(text));

/** @param {import('fast-check').Arbitrary<string>} value */
const fieldsOf = (value) =>
  fastCheck
    .uniqueArray(fastCheck.tuple(name, value), { minLength: 2, maxLength: 8, selector: ([one]) => one })
    .filter((fields) => fields.every(([one]) => !['level', 'msg', 'time', 'name', 'value', 'key'].includes(one)));

const single = (/** @type {string} */ text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const shell = (/** @type {string} */ text) => `'${text.replaceAll("'", "'\\''")}'`;
const xml = (/** @type {string} */ text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const csv = (/** @type {string} */ text) => `"${text.replaceAll('"', '""')}"`;
const bytes = (/** @type {string} */ text) => new TextEncoder().encode(text).length;
const form = (/** @type {[string, string][]} */ fields) =>
  fields.map((pair) => pair.map(encodeURIComponent).join('=')).join('&');

/**
 * Writers of forms whose values may be any text, and of those whose values are of one line.
 * @type {Record<string, (fields: [string, string][]) => string>}
 */
const WRITERS = {
  json: (fields) => JSON.stringify(Object.fromEntries(fields)),
  'pretty JSON in a log': (fields) => `12:00:01 INFO got ${JSON.stringify(Object.fromEntries(fields), null, 2)} ok`,
  'JSON in a JSON string': (fields) => JSON.stringify(JSON.stringify(Object.fromEntries(fields))),
  'percent-encoded form': form,
  'form by URLSearchParams': (fields) => new URLSearchParams(fields).toString(),
  'curl with JSON': (fields) => `curl https://a.example -d ${shell(JSON.stringify(Object.fromEntries(fields)))}`,
  'curl with form': (fields) =>
    `curl https://a.example ${fields.map((pair) => `-F ${shell(pair.join('='))}`).join(' ')}`,
  'fetch with JSON': (fields) =>
    `fetch("https://a.example", {"body": ${JSON.stringify(JSON.stringify(Object.fromEntries(fields)))}, "method": "POST"});`,
  'node inspect': (fields) => `x = ${inspect(Object.fromEntries(fields), { breakLength: Infinity })}`,
  'PHP var_export': (fields) => `array (\n${fields.map(([key, text]) => `  '${key}' => ${single(text)},\n`).join('')})`,
  'PHP var_dump': (fields) =>
    `array(${fields.length}) {\n${fields.map(([key, text]) => `  ["${key}"]=>\n  string(${bytes(text)}) "${text}"\n`).join('')}}`,
  'Go map literal': (fields) =>
    `map[string]string{${fields.map(([key, text]) => `"${key}":${JSON.stringify(text)}`).join(', ')}}`,
  XML: (fields) => `<xml>${fields.map(([key, text]) => `<${key}>${xml(text)}</${key}>`).join('')}</xml>`,
  CSV: (fields) => `name,value\n${fields.map(([key, text]) => `${key},${csv(text)}`).join('\n')}`,
};

for (const [kind, write] of Object.entries(WRITERS)) {
  test(`${kind}: fields are read back the same`, () => {
    // curl takes `@`, `<` and quotes at the beginning of a part for its own; JSON in JSON may be a message itself.
    const value = kind === 'curl with form' ? anyText.filter((text) => !/^[@<"]|;|\0/.test(text)) : anyText;
    fastCheck.assert(
      fastCheck.property(fieldsOf(value), (fields) => {
        const [message] = read(write(fields)).messages;
        assert.deepEqual(
          message?.rows.map(({ name, text }) => [name, text]),
          fields,
        );
      }),
      { numRuns: 300 },
    );
  });
}

/** @type {Record<string, (fields: [string, string][]) => string>} */
const LINES = {
  'Postman bulk': (fields) => fields.map((pair) => pair.join(':')).join('\n'),
  tabs: (fields) => fields.map((pair) => pair.join('\t')).join('\n'),
  'PHP print_r': (fields) => `Array\n(\n${fields.map(([key, text]) => `    [${key}] => ${text}\n`).join('')})`,
};

for (const [kind, write] of Object.entries(LINES)) {
  test(`${kind}: values of one line are read back the same`, () => {
    const value = line.filter((text) => text !== '' && text === text.trim() && !/^["'#/]|\t/.test(text));
    fastCheck.assert(
      fastCheck.property(fieldsOf(value), (fields) => {
        fastCheck.pre(fields.length > 2);
        const [message] = read(write(fields)).messages;
        assert.deepEqual(
          message?.rows.map(({ name, text }) => [name, text]),
          fields,
        );
      }),
      { numRuns: 300 },
    );
  });
}

/** @param {string} text */
function assertSound(text) {
  const { messages, problem } = read(text);
  assert.ok(messages.length > 0 || problem !== undefined, 'a message or a sentence');
  for (const { taken, rows, notes } of messages) {
    const [start, end] = taken;
    assert.ok(0 <= start && start <= end && end <= text.length, `${taken}`);
    assert.equal(new Set(rows.map(({ name }) => name)).size, rows.length);
    for (const { at = 0 } of notes) assert.ok(at >= 0 && at <= text.length, `${at}`);
  }
}

test('a text of any characters is read or refused in words', () => {
  fastCheck.assert(fastCheck.property(fastCheck.string({ unit: 'binary', maxLength: 200 }), assertSound), {
    numRuns: 2000,
  });
});

test('a text of what the forms are made of is read or refused in words', () => {
  const tokens = `{ } [ ] ( ) < > " ' \` \\ = => : , ; & ? \n \t a b_c 1 -2.5 null None true sign key Array array map
    curl fetch( -d -H --data-urlencode https://a.b/ <xml> </xml> <![CDATA[ ]]> $' ^" ^ \\" \\x22 &quot; &amp; %7B
    string(3) ["a"]=> HTTP/1.1 POST GET \`\`\` | --- # // /* */ new @ + .a( 你 “ ” \ud83d`.split(' ');
  fastCheck.assert(
    fastCheck.property(fastCheck.array(fastCheck.constantFrom(...tokens, ' ', '\n'), { maxLength: 40 }), (parts) =>
      assertSound(parts.join('')),
    ),
    { numRuns: 5000 },
  );
});

test('a paste that was cut or damaged anywhere is read or refused in words', () => {
  const texts = Object.values(C);
  fastCheck.assert(
    fastCheck.property(
      fastCheck.constantFrom(...texts),
      fastCheck.nat(1500),
      fastCheck.nat(30),
      fastCheck.constantFrom('', '"', "'", '{', '\\', '\n', '&'),
      (text, at, length, other) => assertSound(text.slice(0, at) + other + text.slice(at + length)),
    ),
    { numRuns: 5000 },
  );
});
