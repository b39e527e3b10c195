// Two strings side by side: first pair by pair, so that a field more or less does not shift all the rest, then
// character by character inside pairs that differ.

/** @typedef {{ text: string, differs: boolean }} Segment */
/** @typedef {{ offset: number, ours: string, theirs: string }} Change where it begins in ours, in bytes of UTF-8 */
/** @typedef {{ ours: Segment[], theirs: Segment[], changes: Change[] }} Sides */

/** Longer ones are compared by their common ends only. */
const MOST_COMPARISONS = 1_000_000;

/**
 * @param {string} ours
 * @param {string} theirs
 * @param {string} [join]
 * @returns {Sides}
 */
export function compare(ours, theirs, join = '&') {
  const [left, right] = [pieces(ours, join), pieces(theirs, join)];
  /** @type {Sides} */
  const sides = { ours: [], theirs: [], changes: [] };
  let offset = 0;
  const gap = { ours: '', theirs: '' };
  const closeGap = () => {
    const [prefix, one, other, suffix] = trim(gap.ours, gap.theirs);
    if (one || other) sides.changes.push({ offset: offset + byteLength(prefix), ours: one, theirs: other });
    offset += byteLength(gap.ours);
    for (const [side, middle] of /** @type {const} */ ([
      ['ours', one],
      ['theirs', other],
    ])) {
      push(sides[side], prefix, false);
      push(sides[side], middle, true);
      push(sides[side], suffix, false);
    }
    gap.ours = gap.theirs = '';
  };
  for (const [one, other] of align(left, right)) {
    if (one === other && one !== undefined) {
      closeGap();
      offset += byteLength(one);
      push(sides.ours, one, false);
      push(sides.theirs, one, false);
    } else {
      gap.ours += one ?? '';
      gap.theirs += other ?? '';
    }
  }
  closeGap();
  return sides;
}

/**
 * Each piece keeps the joiner that follows it.
 * @param {string} text
 * @param {string} join
 */
function pieces(text, join) {
  if (join === '') return [text];
  const parts = text.split(join);
  return parts.map((part, index) => (index < parts.length - 1 ? part + join : part));
}

/**
 * The longest common subsequence, as pairs; what stands on one side only is paired with nothing.
 * @param {string[]} left
 * @param {string[]} right
 * @returns {[string | undefined, string | undefined][]}
 */
function align(left, right) {
  if (left.length * right.length > MOST_COMPARISONS) return [[left.join(''), right.join('')]];
  const width = right.length + 1;
  const lengths = new Uint32Array((left.length + 1) * width);
  const at = (/** @type {number} */ row, /** @type {number} */ column) => lengths[row * width + column] ?? 0;
  for (let row = left.length - 1; row >= 0; row -= 1) {
    for (let column = right.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        left[row] === right[column] ? at(row + 1, column + 1) + 1 : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  /** @type {[string | undefined, string | undefined][]} */
  const pairs = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    if (row < left.length && left[row] === right[column]) pairs.push([left[row++], right[column++]]);
    else if (column === right.length || (row < left.length && at(row + 1, column) >= at(row, column + 1))) {
      pairs.push([left[row++], undefined]);
    } else pairs.push([undefined, right[column++]]);
  }
  return pairs;
}

/**
 * Common prefix, the two middles, common suffix; in whole characters.
 * @param {string} one
 * @param {string} other
 * @returns {[string, string, string, string]}
 */
function trim(one, other) {
  const [left, right] = [Array.from(one), Array.from(other)];
  const least = Math.min(left.length, right.length);
  let start = 0;
  while (start < least && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < least - start && left[left.length - 1 - end] === right[right.length - 1 - end]) end += 1;
  const middle = (/** @type {string[]} */ all) => all.slice(start, all.length - end).join('');
  return [left.slice(0, start).join(''), middle(left), middle(right), left.slice(left.length - end).join('')];
}

/**
 * @param {Segment[]} segments
 * @param {string | undefined} text
 * @param {boolean} differs
 */
function push(segments, text, differs) {
  if (!text) return;
  const last = segments.at(-1);
  if (last?.differs === differs) last.text += text;
  else segments.push({ text, differs });
}

const encoder = new TextEncoder();

/** @param {string} text */
export const byteLength = (text) => encoder.encode(text).length;

/** @param {string} character */
export const codePoint = (character) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Spaces other than the plain one, controls, joiners, marks of direction: whatever cannot be seen. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]/u;

/**
 * The text in runs that can be shown as they are, and single characters that cannot.
 * @param {string} text
 * @returns {{ text: string, isVisible: boolean }[]}
 */
export function visibleRuns(text) {
  /** @type {{ text: string, isVisible: boolean }[]} */
  const runs = [];
  for (const part of text.split(new RegExp(`(${INVISIBLE.source})`, 'u'))) {
    if (part !== '') runs.push({ text: part, isVisible: !INVISIBLE.test(part) });
  }
  return runs;
}
