// What may go wrong on demand. A closed set: each name, what its value must be, and which message it is about.
import { refused } from './refused.mjs';

/** @import { Misbehaviour } from '../../sandbox.d.ts' */
/** @typedef {'reply' | 'notice'} Phase */

const MOST_COPIES = 20;
const LONGEST_MS = 86_400_000;

/** @param {unknown} value */
const isTrue = (value) => value === true;
/** @param {number} least @param {number} most */
const within = (least, most) => (/** @type {unknown} */ value) =>
  Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most;
/** @param {unknown} value */
const isName = (value) => typeof value === 'string' && /^[\w-]{1,64}$/u.test(value);

/** @type {Record<keyof Misbehaviour, { phase: Phase, is: (value: unknown) => boolean, wanted: string }>} */
const TABLE = {
  duplicate: { phase: 'notice', is: within(2, MOST_COPIES), wanted: `2 … ${MOST_COPIES}` },
  late: { phase: 'notice', is: within(1, LONGEST_MS), wanted: `1 … ${LONGEST_MS}` },
  outOfOrder: { phase: 'notice', is: isTrue, wanted: 'true' },
  amount: { phase: 'notice', is: within(0, 1e12), wanted: '0 … 1000000000000' },
  merchant: { phase: 'notice', is: isName, wanted: '/^[\\w-]{1,64}$/' },
  signature: { phase: 'notice', is: isTrue, wanted: 'true' },
  json: { phase: 'notice', is: isTrue, wanted: 'true' },
  contradict: { phase: 'notice', is: isTrue, wanted: 'true' },
  lost: { phase: 'reply', is: isTrue, wanted: 'true' },
  status: { phase: 'reply', is: within(400, 599), wanted: '400 … 599' },
  html: { phase: 'reply', is: isTrue, wanted: 'true' },
  slow: { phase: 'reply', is: within(1, LONGEST_MS), wanted: `1 … ${LONGEST_MS}` },
};

/**
 * Throws for an unknown name or a wrong value, naming it.
 * @param {unknown} given
 * @returns {Misbehaviour}
 */
export function checked(given) {
  if (typeof given !== 'object' || given === null) throw refused('misbehaviour', Object.keys(TABLE).join(', '));
  for (const [name, value] of Object.entries(given)) {
    const row = Object.hasOwn(TABLE, name) ? TABLE[/** @type {keyof Misbehaviour} */ (name)] : undefined;
    if (row === undefined) throw refused(name.slice(0, 64), Object.keys(TABLE).join(', '));
    if (!row.is(value)) throw refused(name, row.wanted);
  }
  return { ...given };
}

/** `duplicate:3,lost`, as in an address. @param {string} text */
export function parsed(text) {
  const pairs = text.split(',').map((part) => {
    const [name = '', value] = part.split(':');
    return [
      name,
      value === undefined ? true : name === 'merchant' || !/^\d{1,13}$/u.test(value) ? value : Number(value),
    ];
  });
  return checked(Object.fromEntries(pairs));
}

/** @param {Misbehaviour} all @param {Phase} phase @returns {Misbehaviour} */
export const during = (all, phase) =>
  Object.fromEntries(
    Object.entries(all).filter(([name]) => TABLE[/** @type {keyof Misbehaviour} */ (name)].phase === phase),
  );
