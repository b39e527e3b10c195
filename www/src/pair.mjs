// The string of a rule, and the one of the other side, which may lack the key.
import { MASK } from 'fensign';
import { compare } from './difference.mjs';
import { RULE_DEFAULTS } from './rule-settings.mjs';

/**
 * Two strings that differ, their keys masked.
 * @typedef {object} Pair
 * @property {string} ours
 * @property {string} theirs
 * @property {import('fensign').Rule} [rule] what says where fields begin and end, and which text stands before the key
 */

/**
 * A key that the other side left out is no difference.
 * @param {Pair} pair
 */
export function comparePair({ ours, theirs, rule }) {
  const { join, assign, names, key } = { ...RULE_DEFAULTS, ...rule };
  const leftOut = leftOutOf(ours, theirs, key?.tail);
  const string = ours.slice(0, ours.length - leftOut.length);
  const sides = compare(string, theirs, join, names ? assign : '');
  if (leftOut !== '') sides.ours.push({ text: leftOut, differs: false });
  return sides;
}

/**
 * What ours has at its end and theirs has not: the key, or the text before it too.
 * @param {string} ours
 * @param {string} theirs
 * @param {string | undefined} tail
 */
function leftOutOf(ours, theirs, tail) {
  if (tail === undefined || !ours.endsWith(tail + MASK) || theirs.endsWith(MASK)) return '';
  return tail !== '' && theirs.endsWith(tail) ? MASK : tail + MASK;
}
