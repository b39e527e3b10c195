// What each gateway of the registry owes the demo, the page and the mocks: this test says what is missing, and where it goes.
// What it owes the Rust tests and the READMEs is in tests/gateways/registry.rs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Gateway } from 'fensign';
import { ORDERS } from '../../demo/orders.mjs';
import { EXAMPLES } from '../../www/src/examples.mjs';
import { MOCKS } from '../shop/mock/index.mjs';
import { GATEWAYS, optionsOf } from './registry.mjs';

/** @param {import('fensign/tables').GatewayInfo} gateway */
function* owedBy({ id, rule }) {
  if (!ORDERS[id]?.some(({ operation }) => operation !== undefined))
    yield 'an order of the demo: an entry of ORDERS in demo/orders.mjs';
  const example = EXAMPLES.find((one) => one.gateway === id && one.group === 'examples');
  if (example === undefined)
    yield "an example of the page: an entry of EXAMPLES in www/src/examples.mjs, of group 'examples'";
  else if (rule !== undefined && example.secret === undefined) yield "its example's secret, in www/src/examples.mjs";
  if (!(id in MOCKS)) yield 'a mock: a file in tests/shop/mock/, and its name in MOCKS of index.mjs there';
}

test('no gateway owes an order of the demo, an example of the page or a mock', () => {
  const owed = GATEWAYS.flatMap((gateway) => [...owedBy(gateway)].map((what) => `${gateway.id} owes ${what}`));
  assert.deepEqual(owed, []);
});

for (const [id, orders] of Object.entries(ORDERS)) {
  test(`${id}: the orders of the demo are requests`, () => {
    /** @type {Gateway<any>} */
    const gateway = new Gateway(/** @type {any} */ (id), { secret: 'secret', ...optionsOf(id) });
    for (const { operation, fields } of orders)
      if (operation !== undefined) assert(gateway.request(operation, fields).url.startsWith('http'));
  });
}
