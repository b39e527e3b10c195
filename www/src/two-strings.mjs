// Two strings compared without a message: by what they are joined, and which keys are in them.
import { LIMITS } from 'fensign';
import { keysAtEnds, namedKeys } from './keys.mjs';

/** @typedef {import('./keys.mjs').Veil} Veil */

/**
 * What the page keeps of them.
 * @typedef {object} TwoStrings
 * @property {string} left ours
 * @property {Veil | undefined} leftBox what its box shows of it
 * @property {string} right the other side's
 * @property {Veil | undefined} rightBox
 */

/** @type {TwoStrings} */
export const NO_STRINGS = { left: '', leftBox: undefined, right: '', rightBox: undefined };

/**
 * The keys in both, by their names or their places.
 * @param {Partial<TwoStrings> & { rows: import('./keys.mjs').Known }} state
 */
export const keysInStrings = ({ left = '', right = '', rows }) =>
  [left, right].flatMap((text) =>
    [...namedKeys(text), ...keysAtEnds(text, rows)].map(([start, end]) => text.slice(start, end)),
  );

/** What strings are joined with, the most usual first. */
const JOINERS = ['&', '\n', '|', ',', ';'];

/**
 * @param {string} left
 * @param {string} right
 */
export const joinerOf = (left, right) =>
  JOINERS.find((joiner) => left.includes(joiner) && right.includes(joiner)) ??
  JOINERS.find((joiner) => left.includes(joiner) || right.includes(joiner)) ??
  '&';

/**
 * What may be shown of them. Of keys, only whether they are the same.
 * @param {TwoStrings} strings
 * @param {import('./masking.mjs').Mask} mask
 */
export function shownStrings({ left, right }, mask) {
  const isTooLong = Math.max(left.length, right.length) > LIMITS.text;
  if (left === '' || right === '' || isTooLong) return { isTooLong, pair: undefined };
  const [ours, theirs] = [mask.veil(left), mask.veil(right)];
  const keys = (/** @type {Veil} */ { hidden }) => hidden.map(({ key }) => key);
  const hasOtherKeys =
    ours.hidden.length === theirs.hidden.length && keys(ours).some((key, index) => key !== keys(theirs)[index]);
  return { isTooLong, pair: { ours: ours.shown, theirs: theirs.shown, hasOtherKeys } };
}
