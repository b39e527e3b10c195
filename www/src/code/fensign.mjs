// As a call of the package.
import { gateways } from 'fensign/tables';
import { RULE_DEFAULTS } from '../rule-settings.mjs';
import { objectLines, propertyOf } from './node.mjs';
import { quoteJs } from './quote.mjs';
import { shown } from './steps.mjs';

/** @typedef {import('./plan.mjs').Plan} Plan */
/** @typedef {import('../i18n/code.mjs').Say} Say */
/** @typedef {import('fensign').Rule} Rule */

/**
 * @param {Plan} plan
 * @param {Say} say
 * @param {Pick<import('./plan.mjs').Input, 'gateway' | 'rule'>} input
 */
export function fensign(plan, say, { gateway, rule }) {
  const own = gateway === undefined ? undefined : gateways().find(({ id }) => id === gateway)?.rule;
  const changed = changesOf({ ...RULE_DEFAULTS, ...rule }, { ...RULE_DEFAULTS, ...own });
  const secret = 'secret: process.env.FENSIGN_SECRET';
  const isCustom = own === undefined;
  const made = isCustom
    ? `new Gateway(${literal(changed)}, { ${secret} })`
    : `new Gateway(${quoteJs(gateway ?? '')}, { ${secret}${isEmpty(changed) ? '' : `, rule: ${literal(changed)}`} })`;
  return [
    `// ${say('run', 'npm install fensign && FENSIGN_SECRET=… node sign.mjs')}`,
    "import { Gateway } from 'fensign';",
    '',
    ...(plan.body === undefined ? objectLines(plan.fields) : [`const body = ${quoteJs(plan.body)};`]),
    `// ${say('secret')}`,
    `const gateway = ${made};`,
    `console.log(gateway.${plan.body === undefined ? 'sign(fields)' : 'signBody(body)'});${shown(plan, ' //')}`,
  ];
}

/**
 * The settings in which a rule differs from another.
 * @param {Required<Rule>} rule
 * @param {Required<Rule>} other
 */
function changesOf(rule, other) {
  const isSame = (/** @type {unknown} */ value, /** @type {unknown} */ known) => canonical(value) === canonical(known);
  return Object.fromEntries(
    Object.entries(rule).filter(([setting, value]) => !isSame(value, other[/** @type {keyof Rule} */ (setting)])),
  );
}

/** The members of `key` may stand in any order. @param {unknown} value */
const canonical = (value) =>
  JSON.stringify(
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value).sort() : value,
  );

/** @param {object} object */
const isEmpty = (object) => Object.keys(object).length === 0;

/**
 * @param {unknown} value of a rule
 * @returns {string}
 */
function literal(value) {
  if (typeof value === 'string') return quoteJs(value);
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(([name, member]) => `${propertyOf(name)}: ${literal(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
