// What every test of every gateway asks the registry.
import { gateways } from 'fensign/tables';

/** @import { Fields, Rule } from 'fensign' */
/** @import { FieldInfo, GatewayInfo } from 'fensign/tables' */

export const GATEWAYS = gateways();

/** Every number of every merchant's account. */
const MERCHANT = '1001';

/**
 * An address where every deployment has its own, a rule where none is public, and the merchant's account.
 * @param {string} id
 * @returns {{ defaults: Fields, baseUrl?: string, rule?: Rule }}
 */
export function optionsOf(id) {
  const gateway = GATEWAYS.find((one) => one.id === id);
  if (gateway === undefined) throw new Error(`no gateway ${id}`);
  return {
    defaults: accountOf(gateway),
    ...(gateway.baseUrl === undefined && { baseUrl: 'https://pay.example' }),
    ...(gateway.rule === undefined && { rule: {} }),
  };
}

/** What an order must have, and the shop does not know. @param {GatewayInfo} gateway */
function accountOf({ operations }) {
  const place = operations.find(({ role }) => role === 'place');
  const isAccount = (/** @type {FieldInfo} */ field) =>
    field.required &&
    field.default === undefined &&
    field.role === undefined &&
    field.kind !== 'signature' &&
    field.kind !== 'secret' &&
    !field.values?.some(({ way }) => way);
  const asksForMore = (/** @type {string} */ name, /** @type {string} */ value) =>
    place?.conditions.some(
      (condition) =>
        'needs' in condition &&
        condition.needs.when.some(([other, values]) => other === name && values.includes(value)),
    );
  const value = (/** @type {FieldInfo} */ { name, values }) =>
    values?.find((choice) => !asksForMore(name, choice.value))?.value ?? MERCHANT;
  return Object.fromEntries(place?.fields.filter(isAccount).map((field) => [field.name, value(field)]) ?? []);
}
