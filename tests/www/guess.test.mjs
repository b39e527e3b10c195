// What a message is, is told by its names; what somebody chose stays; and a guess that is none says so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateways } from 'fensign/tables';
import { EXAMPLES } from '../../www/src/examples.mjs';
import { read } from '../../reader/index.mjs';
import { guess } from '../../www/src/guess.mjs';
import { eachBrowser } from './browsers.mjs';
import { FORMS, FULL_ORDER, ORDER, PUBLISHED, SECRET } from './messages.mjs';

/** @typedef {import('./browsers.mjs').Visit} Visit */

const TABLES = gateways();

/** @param {string} text */
function guessed(text) {
  const [message] = read(text).messages;
  return message && guess(message, TABLES);
}

/** @param {Visit} visit */
const chosen = (visit) =>
  visit.page.evaluate(() => ({
    gateway: /** @type {HTMLSelectElement | null} */ (document.querySelector('#gateway'))?.value,
    title: document.querySelector('#gateway option:checked')?.textContent?.trim(),
    operation: /** @type {HTMLSelectElement | null} */ (document.querySelector('#operation'))?.value,
    direction: /** @type {HTMLInputElement | null} */ (document.querySelector('[name=direction]:checked'))?.value,
  }));

test('every notification of the tables is known by its required fields, signed or not', () => {
  let count = 0;
  for (const { id, notices, rule } of TABLES) {
    for (const { kind, tables, discriminator } of notices) {
      const [own, ...inner] = tables;
      if (inner.length > 0 || !own) continue;
      const fields = own.fields.filter(({ name, required }) => required || name === discriminator);
      const form = fields.map(({ name }) => `${name}=1`).join('&');
      for (const text of [form, `${form}&${rule?.field ?? 'sign'}=${PUBLISHED}`]) {
        const found = guessed(text);
        assert.deepEqual([found?.gateway, found?.direction], [id, 'notice'], `${id}, ${kind}: ${text}`);
      }
      count += 1;
    }
  }
  assert(count >= TABLES.length);
});

test('every reply of the tables is among the guesses for all of its fields', () => {
  let count = 0;
  for (const { id, operations } of TABLES) {
    for (const { name: operation, reply } of operations) {
      const [own, ...inner] = reply.tables;
      if (!own || own.fields.length === 0 || inner.length > 0) continue;
      const found = guessed(JSON.stringify(Object.fromEntries(own.fields.map(({ name }) => [name, '1']))));
      const all = found ? [found, ...found.others] : [];
      assert(
        all.some(({ gateway, direction }) => gateway === id && direction === 'reply'),
        `${id}, ${operation}: ${JSON.stringify(found)}`,
      );
      count += 1;
    }
  }
  assert(count > 5);
});

test('every request of the tables is among the guesses for its required fields', () => {
  for (const { id, operations } of TABLES) {
    for (const { name: operation, fields, oneOf } of operations) {
      const required = fields.filter(({ required }) => required).map(({ name }) => name);
      const names = [...new Set([...required, ...(oneOf[0] ?? [])])];
      const found = guessed(names.map((name) => `${name}=1`).join('\n'));
      assert(found, `${id}, ${operation}: ${names.join()}`);
      const guesses = [found, ...found.others].filter(
        ({ gateway, direction }) => gateway === id && direction === 'request',
      );
      assert(guesses.length > 0, `${id}, ${operation}: ${JSON.stringify(found)}`);
    }
  }
});

test('each example of the page is what it says, with no secret in the question', () => {
  for (const { id, gateway, direction, text } of EXAMPLES) {
    const found = guessed(text);
    assert.deepEqual([found?.gateway, found?.direction], [gateway, direction], id);
  }
});

/** What two of 4pyun's requests take alike. */
const { channel, ...SHARED } = ORDER;

test('two requests of the same fields are a guess, and the address settles it', () => {
  const json = guessed(JSON.stringify(SHARED));
  assert.deepEqual([json?.operation, ...(json?.others ?? []).map(({ operation }) => operation)].sort(), [
    'create',
    'prepare',
  ]);
  const curl = guessed(FORMS.curl ?? '');
  assert.deepEqual([curl?.operation, curl?.others], ['prepare', []]);
});

const NOTICE = EXAMPLES.find(({ id }) => id === 'notice')?.text ?? '';
const REPLY = EXAMPLES.find(({ id }) => id === 'reply');

/** @type {Record<string, [text: string, direction: string, secret: string]>} */
const KINDS = {
  'a signed request': [JSON.stringify({ ...ORDER, sign: PUBLISHED }), 'request', SECRET],
  'a signed request as a form': [new URLSearchParams({ ...ORDER, sign: PUBLISHED }).toString(), 'request', SECRET],
  'a notification': [NOTICE, 'notice', SECRET],
  'a notification that was changed': [NOTICE.replace('value=10', 'value=11'), 'notice', SECRET],
  'a reply': [REPLY?.text ?? '', 'reply', REPLY?.secret ?? ''],
  'a reply that was changed': [
    REPLY?.text.replace('"orderState":3', '"orderState":2') ?? '',
    'reply',
    REPLY?.secret ?? '',
  ],
};
for (const [what, [text, direction, secret]] of Object.entries(KINDS)) {
  eachBrowser(`${what} is the same before its secret is typed, with it, and with another`, async (visit) => {
    await visit.enter('#paste', text);
    const before = await chosen(visit);
    assert.equal(before.direction, direction);
    for (const typed of [secret.slice(0, 5), secret, `${secret}x`, 'another-one-4711', '']) {
      await visit.enter('#secret', typed);
      assert.deepEqual(await chosen(visit), before, typed);
    }
  });
}

eachBrowser('what was chosen by hand stays while the paste is edited, and goes with the next one', async (visit) => {
  await visit.enter('#paste', NOTICE);
  await visit.choose('direction', 'reply');
  await visit.page.select('#operation', 'query');
  const before = await chosen(visit);
  assert.deepEqual([before.gateway, before.operation, before.direction], ['4pyun', 'query', 'reply']);
  await visit.page.focus('#paste');
  await visit.page.keyboard.press('End');
  for (const key of '&x=1') await visit.page.keyboard.type(key);
  assert.deepEqual(await chosen(visit), before);
  await visit.enter('#secret', SECRET);
  assert.deepEqual(await chosen(visit), before);
  await visit.enter('#paste', FULL_ORDER);
  const after = await chosen(visit);
  assert.deepEqual([after.gateway, after.operation, after.direction], ['auto', 'unifiedOrder', 'request']);
  assert.match(after.title ?? '', /PassToPay/i);
});

eachBrowser('a gateway that was chosen before the first paste stays', async (visit) => {
  await visit.page.select('#gateway', 'xipay');
  await visit.enter('#paste', FULL_ORDER);
  assert.equal((await chosen(visit)).gateway, 'xipay');
});

eachBrowser('a new paste drops an example’s gateway and secret, and keeps a secret that was typed', async (visit) => {
  for (const text of [FULL_ORDER, FORMS.lines ?? '', NOTICE]) {
    await visit.example('empty-signed');
    assert.notEqual(await visit.value('#secret'), '');
    await visit.enter('#paste', text);
    assert.deepEqual([(await chosen(visit)).gateway, await visit.value('#secret')], ['auto', '']);
    assert.equal(await visit.has('.verdict.match, .verdict.differ'), false);
  }
  await visit.enter('#secret', 'typed-4711');
  await visit.enter('#paste', FULL_ORDER);
  assert.equal(await visit.value('#secret'), 'typed-4711');
});

eachBrowser('an example’s own text, pasted again, is a new paste', async (visit) => {
  await visit.example('notice');
  await visit.enter('#paste', await visit.value('#paste'));
  assert.deepEqual([(await chosen(visit)).gateway, await visit.value('#secret')], ['auto', '']);
});

eachBrowser('an example that is edited stays one', async (visit) => {
  await visit.example('4pyun');
  const before = await chosen(visit);
  await visit.page.focus('#paste');
  await visit.page.keyboard.press('Backspace');
  assert.deepEqual(await chosen(visit), before);
  assert.equal(await visit.value('#secret'), SECRET);
});

eachBrowser('typed over with all selected, a paste is replaced', async (visit) => {
  await visit.example('4pyun');
  await visit.page.$eval('#paste', (box) => {
    const input = /** @type {HTMLTextAreaElement} */ (box);
    input.focus();
    input.select();
  });
  await visit.page.keyboard.type('app_id=1');
  assert.equal((await chosen(visit)).gateway, 'auto');
  assert.equal(await visit.has('.verdict.match, .verdict.differ'), false);
});

eachBrowser('a rule that was adjusted survives what cannot be read for a moment', async (visit) => {
  await visit.enter('#paste', FULL_ORDER);
  await visit.enter('#secret', SECRET);
  await visit.page.$eval('details.rule', (one) => one.toggleAttribute('open', true));
  await visit.page.select('#rule-digest', 'sha256');
  await visit.page.focus('#paste');
  await visit.page.keyboard.press('End');
  for (const key of ['x', 'Backspace']) await visit.page.keyboard.press(/** @type {'x'} */ (key));
  assert.match(await visit.text('#signature'), /^[0-9A-F ]{64,}$/);
});

eachBrowser('what cannot be read clears the verdict, and so does an empty box', async (visit) => {
  for (const text of ['你好', '{"a":', '']) {
    await visit.enter('#paste', JSON.stringify({ ...ORDER, sign: PUBLISHED }));
    await visit.enter('#secret', SECRET);
    assert(await visit.has('.verdict.match'), text);
    await visit.enter('#paste', text);
    assert.equal(await visit.has('.verdict, #signature, #string, .diagnosis, .fields .field'), false, text);
    assert.equal(await visit.text('.result [role=status]'), '', text);
  }
});

eachBrowser('an uncertain guess says so, and the other is one click away and stays', async (visit) => {
  await visit.enter('#paste', JSON.stringify(SHARED));
  assert.match(await visit.text('.guess'), /do not settle it.*Read as: .*may be as well/);
  const before = await chosen(visit);
  await visit.page.click('.guess button');
  const after = await chosen(visit);
  assert.deepEqual([before.operation, after.operation].sort(), ['create', 'prepare']);
  assert.equal(await visit.has('.guess'), false);
  await visit.enter('#secret', SECRET);
  assert.deepEqual(await chosen(visit), after);
});

eachBrowser('what is certain has no other to offer', async (visit) => {
  for (const text of [FULL_ORDER, NOTICE, FORMS.curl ?? '']) {
    await visit.enter('#paste', text);
    assert.equal(await visit.has('.guess'), false, text);
  }
});

eachBrowser('a notification that was printed as a map is checked by its fields', async (visit) => {
  const map = `{${[...new URLSearchParams(NOTICE)].map(([name, value]) => `${name}=${value}`).join(', ')}}`;
  await visit.enter('#paste', map);
  assert.equal((await chosen(visit)).direction, 'notice');
  await visit.enter('#secret', SECRET);
  assert.match(await visit.text('.signature'), /Signature valid/);
});
