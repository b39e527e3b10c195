import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import * as fensign from 'fensign';
import { Gateway } from 'fensign';
import * as tables from 'fensign/tables';
import { gateways } from 'fensign/tables';

const require = createRequire(import.meta.url);

/** @typedef {import('fensign/tables').FieldInfo} FieldInfo */

/**
 * A table's fields, and those inside them.
 * @param {FieldInfo[]} fields
 * @returns {FieldInfo[]}
 */
const deep = (fields) => fields.flatMap((field) => [field, ...deep(insideOf(field.inside))]);

/**
 * Those of requests, of replies and of notifications.
 * @param {Pick<import('fensign/tables').GatewayInfo, 'operations' | 'notices'>} gateway
 */
function allFields({ operations, notices }) {
  const messages = [...operations.map(({ reply }) => reply), ...notices];
  const received = messages.flatMap(({ tables }) => tables.flatMap(({ fields }) => fields));
  return [...operations.flatMap(({ fields }) => deep(fields)), ...received];
}

/** @param {FieldInfo['inside']} inside */
function insideOf(inside = { table: [] }) {
  if ('by' in inside) return inside.by.tables.flatMap(([, fields]) => fields);
  return Object.values(inside).flat();
}

test('gateways() has every gateway, operation, field and rule', () => {
  const all = gateways();
  assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
  for (const { id, operations } of all) {
    /** @type {Gateway<any>} */
    const gateway = new Gateway(id);
    for (const { name } of operations) assert(gateway.check(name, {}).length > 0, `${id} ${name}`);
  }
  const pass2pay = all.find(({ id }) => id === 'pass2pay');
  assert.deepEqual(
    pass2pay?.operations.map(({ name }) => name),
    ['unifiedOrder', 'query', 'close', 'refundOrder', 'refundQuery', 'transferOrder', 'transferQuery'],
  );
  assert.equal(pass2pay?.rule?.order, 'pair-ignore-case');
  const amount = pass2pay?.operations[0]?.fields.find(({ name }) => name === 'amount');
  assert.deepEqual([amount?.kind, amount?.required], ['fen-number', true]);
  assert.deepEqual(amount?.about, { en: 'Amount in fen, an integer', zh: '支付金额，单位分，整数' });
});

test('every operation has the fields of its reply, and every gateway those of its notifications', () => {
  for (const { id, operations, notices, rule } of gateways()) {
    assert(notices.length > 0, id);
    for (const { tables, signed } of [...operations.map(({ reply }) => reply), ...notices]) {
      assert.equal(tables[0]?.path, '', id);
      const paths = tables.flatMap(({ path, fields }) => fields.map(({ name }) => (path ? `${path}.${name}` : name)));
      assert.equal(new Set(paths).size, paths.length, id);
      assert(signed.every((path) => paths.includes(path)) && (rule || signed.length === 0), id);
    }
    for (const { discriminator, signed } of notices) assert(!rule || signed.includes(discriminator), id);
  }
});

test('no sentence is missing in either language', () => {
  for (const { id, title, note, operations, notices } of gateways()) {
    for (const text of [title, note, ...operations.map((operation) => operation.title)]) assert(text.en && text.zh, id);
    for (const { name, about, values = [], cautions = [] } of allFields({ operations, notices }))
      for (const text of [about, ...values.map((value) => value.about), ...cautions.map(({ why }) => why)])
        assert(text.en && text.zh, `${id} ${name}`);
  }
});

test('import and require give the same tables', () => {
  assert.deepEqual(Object.keys(require('fensign/tables')), Object.keys(tables));
  assert.deepEqual(require('fensign/tables').gateways(), gateways());
});

test('what a caller changes is not what the next one gets', () => {
  const before = structuredClone(gateways());
  for (const gateway of gateways()) {
    for (const { fields } of gateway.operations) fields.length = 0;
    gateway.title.en = 'changed';
    if (gateway.rule) gateway.rule.assign = 'changed';
  }
  assert.deepEqual(gateways(), before);
});

test('the tables need no WebAssembly', () => {
  const program =
    "delete globalThis.WebAssembly; import('fensign/tables').then((t) => console.log(t.gateways().length))";
  const folder = new URL('.', import.meta.url);
  assert.equal(
    execFileSync(process.execPath, ['-e', program], { cwd: folder, encoding: 'utf8' }),
    `${gateways().length}\n`,
  );
});

test('the tables have one place: fensign exports none', () => {
  assert.deepEqual(Object.keys(fensign).sort(), ['FensignError', 'Gateway', 'LIMITS', 'MASK']);
});

test('no module holds what only forms and documents read', () => {
  const texts = gateways().flatMap(({ title, note, operations, notices }) => [
    title,
    note,
    ...operations.map((operation) => operation.title),
    ...allFields({ operations, notices }).flatMap(({ about, values = [] }) => [
      about,
      ...values.map((value) => value.about),
    ]),
  ]);
  // A word or two may as well be the end of a message.
  const prose = texts.flatMap(({ en, zh }) => [en, zh]).filter((text) => Buffer.byteLength(text) > 18);
  assert(prose.length > 300);
  for (const file of ['fensign.wasm', 'diagnose.wasm']) {
    const module = readFileSync(require.resolve(`fensign/${file}`));
    assert.deepEqual(
      prose.filter((text) => module.includes(text)),
      [],
      file,
    );
  }
});

test('the signatures that documents misprint are in the module that diagnoses alone', () => {
  const misprint = '4A5078DABBCE0D9C4E7668DACB96FF7A';
  const holders = ['fensign.wasm', 'diagnose.wasm'].filter((file) =>
    readFileSync(require.resolve(`fensign/${file}`)).includes(misprint),
  );
  assert.deepEqual(holders, ['diagnose.wasm']);
});

test('a field that is missing is named; what it means stands in the tables', () => {
  const [missing] = new Gateway('xipay').check('h5pay', {});
  assert.deepEqual([missing?.field, missing?.message, missing?.messageZh], ['inst_no', 'is required', '必填']);
});

test('a caution still says what the gateway will do', () => {
  const pass2pay = new Gateway('pass2pay');
  const problems = pass2pay.check('refundOrder', { extParam: 'a&b' }).filter(({ field }) => field === 'extParam');
  const caution = gateways()[0]?.operations[3]?.fields.find(({ name }) => name === 'extParam')?.cautions?.[0];
  assert.deepEqual(
    problems.map(({ code, message, messageZh }) => [code, message, messageZh]),
    [['risky', caution?.why.en, caution?.why.zh]],
  );
});
