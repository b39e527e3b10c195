// Which gateway a message is of, by its names: reader/detect.mjs on every table.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gateways } from 'fensign/tables';
import { choose, detect } from '../../../reader/detect.mjs';

const TABLES = gateways();

/**
 * @param {Iterable<string>} names
 * @param {string} [url]
 */
function chosen(names, url) {
  const rows = [...new Set(names)].map((name) => ({ name, text: '1', kind: 'text' }));
  return choose(detect({ rows, ...(url === undefined ? {} : { url }) }, TABLES));
}

for (const { id, operations, notices } of TABLES) {
  for (const { name, fields, oneOf } of operations) {
    const required = fields.filter((field) => field.required).map((field) => field.name);
    for (const [title, names] of /** @type {[string, string[]][]} */ ([
      ['all fields', fields.map((field) => field.name)],
      ['the required ones', [...required, ...(oneOf[0] ?? [])]],
      ['one more that no table has', [...required, ...(oneOf[0] ?? []), 'my_own']],
    ])) {
      test(`${id} ${name}: ${title} tell the gateway, and the operation is among those that fit`, () => {
        const choice = chosen(names);
        assert.deepEqual([choice?.best.gateway, choice?.best.message, choice?.isSure.gateway], [id, 'request', true]);
        assert(choice?.rivals.some(({ operation }) => operation === name));
        assert.equal(choice?.isSure.operation, choice?.rivals.length === 1);
      });
    }
  }

  for (const { tables, discriminator } of notices) {
    test(`${id}: the names of a notification with ${discriminator} tell it`, () => {
      const rows = tables
        .filter(({ path }) => path === '')
        .flatMap(({ path, fields }) => fields)
        .map(({ name }) => ({ name, text: nested(tables, name), kind: 'nested' }));
      const choice = choose(detect({ rows }, TABLES));
      assert.deepEqual([choice?.best.gateway, choice?.best.message], [id, 'notice']);
    });
  }
}

/**
 * The JSON text of an object of the tables, with all that stands in it.
 * @param {{ path: string, fields: { name: string }[] }[]} tables
 * @param {string} path
 * @returns {string}
 */
function nested(tables, path) {
  const fields = tables.find((table) => table.path === path)?.fields ?? [];
  return `{${fields.map(({ name }) => `${JSON.stringify(name)}:${nested(tables, `${path}.${name}`)}`).join(',')}}`;
}

test('the address of a request tells the operation among those of the same names', () => {
  for (const { id, baseUrl = 'https://pay.example/', operations } of TABLES) {
    for (const { name, path, fields, oneOf } of operations) {
      const required = fields.filter((field) => field.required).map((field) => field.name);
      const choice = chosen([...required, ...(oneOf[0] ?? [])], `${baseUrl}${path}`);
      const rivals = choice?.rivals.map(({ gateway, operation }) => `${gateway} ${operation}`);
      assert(rivals?.includes(`${id} ${name}`), `${id} ${name}: ${rivals}`);
    }
  }
});

test('neutral names tell the operation of a gateway, and no gateway', () => {
  const names = ['orderNo', 'amountFen', 'payBy', 'scene', 'subject', 'notifyUrl', 'clientIp'];
  const rows = names.map((name) => ({ name, text: '1', kind: 'text' }));
  for (const table of TABLES) {
    const choice = choose(detect({ rows }, [table]));
    const operation = table.operations.find(({ name }) => name === choice?.best.operation);
    assert.equal(operation?.role, 'place', table.id);
  }
  assert.equal(choose(detect({ rows }, TABLES))?.isSure.gateway, false);
});

test('names that no gateway has tell nothing', () => {
  assert.equal(chosen(['a', 'b', '__proto__', 'constructor']), undefined);
  assert.equal(chosen([]), undefined);
});

test('what began as JSON and is none tells no more than its name', () => {
  const rows = [
    { name: 'data', text: '{"a":', kind: 'nested' },
    { name: 'code', text: '0', kind: 'integer' },
  ];
  assert.doesNotThrow(() => detect({ rows }, TABLES));
});
