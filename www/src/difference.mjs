// Two strings side by side: field by field, so that one more or less does not shift the rest, and one that stands elsewhere
// is told from one that is missing; then character by character inside a field whose value differs.

/**
 * A run of one side. An empty one that differs is the place of what the other side alone has.
 * @typedef {{ text: string, differs: boolean }} Segment
 */
/**
 * One difference, seen from ours.
 * @typedef {object} Change
 * @property {'changed' | 'added' | 'removed' | 'moved'} kind `changed`: another value of a field, or other characters;
 *   `added`: theirs alone has it; `removed`: ours alone has it; `moved`: both have it, in another place
 * @property {string} [name] of the field; absent where the text is not one field
 * @property {number} offset where it begins in ours, in bytes of UTF-8
 * @property {number} theirOffset where it begins in theirs
 * @property {string} ours the characters that differ; of what was added or removed, with its joiner
 * @property {string} theirs
 * @property {Both} [values] of a changed field: the whole ones
 * @property {Both} [behind] of what stands elsewhere: the field before it, '' at the front
 */
/** @typedef {{ ours: string, theirs: string }} Both */
/** @typedef {{ ours: Segment[], theirs: Segment[], changes: Change[] }} Sides */

/**
 * What stands between two joiners.
 * @typedef {object} Piece
 * @property {string} text
 * @property {string | undefined} name
 * @property {string} value what stands behind the name
 * @property {number} index
 * @property {number} offset
 * @property {string} before the joiner in front, where it came with this piece
 * @property {string} after the joiner behind
 * @property {string} behind the name of the piece before, or its text
 * @property {Piece | undefined} mate the same on the other side: of this text, or else of this name
 * @property {boolean} stays whether both stand in the same order among those that stay
 * @property {Piece | undefined} previous while the order is looked for
 */

/** A part of one side: what is the same, what differs, what is the same. @typedef {[string, string, string]} Split */
/** @typedef {{ ours: Split, theirs: Split, change?: Omit<Change, Offset>, at?: Pick<Change, Offset> }} Part */
/** @typedef {'offset' | 'theirOffset'} Offset */

/** More than any message has fields; longer ones are compared by their common ends only. */
const MOST_PIECES = 10_000;

/**
 * @param {string} ours
 * @param {string} theirs
 * @param {string} [join]
 * @param {string} [assign]
 * @returns {Sides}
 */
export function compare(ours, theirs, join = '&', assign = '=') {
  const isLong = (/** @type {string} */ text) => text.split(join, MOST_PIECES + 1).length > MOST_PIECES;
  if (join !== '' && (isLong(ours) || isLong(theirs))) return compare(ours, theirs, '');
  const [left, right] = [pieces(ours, join, assign), pieces(theirs, join, assign)];
  link(left, right, ({ text }) => text);
  link(left, right, ({ name }) => name);
  keepOrder(left);
  giveJoiners(left, join);
  giveJoiners(right, join);
  return sidesOf(partsOf(left, right));
}

/**
 * Where nothing but the values of fields differ: which ones.
 * @param {Change[]} changes
 * @returns {{ name: string, ours: string, theirs: string }[] | undefined}
 */
export function valueDifferences(changes) {
  const found = changes.flatMap(({ name, values, behind }) =>
    name !== undefined && values !== undefined && behind === undefined ? [{ name, ...values }] : [],
  );
  return found.length > 0 && found.length === changes.length ? found : undefined;
}

/** What may be a field's name. Letters of other scripts look like these: they are shown as the characters they are. */
const NAME = /^[\w.:[\]\p{Script=Han}-]{1,100}$/u;

/**
 * @param {string} text
 * @param {string} join
 * @param {string} assign
 * @returns {Piece[]}
 */
function pieces(text, join, assign) {
  let offset = 0;
  let behind = '';
  return (join === '' ? [text] : text.split(join)).map((part, index) => {
    const end = assign === '' || join === '' ? -1 : part.indexOf(assign);
    const name = end > 0 && end <= 100 && NAME.test(part.slice(0, end)) ? part.slice(0, end) : undefined;
    const state = { before: '', after: '', mate: undefined, stays: false, previous: undefined };
    const value = name === undefined ? part : part.slice(end + assign.length);
    const piece = { text: part, name, value, index, offset, behind, ...state };
    offset += byteLength(part) + byteLength(join);
    behind = name ?? part;
    return piece;
  });
}

/**
 * Of those that are alike, the first belongs to the first, the second to the second.
 * @param {Piece[]} left
 * @param {Piece[]} right
 * @param {(piece: Piece) => string | undefined} likeness
 */
function link(left, right, likeness) {
  /** @type {Map<string, Piece[]>} the last first */
  const waiting = new Map();
  for (let index = right.length - 1; index >= 0; index -= 1) {
    const piece = right[index];
    const key = piece && !piece.mate ? likeness(piece) : undefined;
    if (!piece || key === undefined) continue;
    const alike = waiting.get(key);
    if (alike) alike.push(piece);
    else waiting.set(key, [piece]);
  }
  for (const piece of left) {
    const key = piece.mate ? undefined : likeness(piece);
    const mate = key === undefined ? undefined : waiting.get(key)?.pop();
    if (!mate) continue;
    piece.mate = mate;
    mate.mate = piece;
  }
}

/**
 * The longest run of pieces that both sides have in the same order stays; the others stand elsewhere.
 * @param {Piece[]} left
 */
function keepOrder(left) {
  /** @type {Piece[]} of the runs of each length, the last piece of the one that ends first on the other side */
  const ends = [];
  const place = (/** @type {Piece | undefined} */ piece) => piece?.mate?.index ?? -1;
  for (const piece of left) {
    if (!piece.mate) continue;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (place(ends[middle]) < place(piece)) low = middle + 1;
      else high = middle;
    }
    piece.previous = ends[low - 1];
    ends[low] = piece;
  }
  for (let piece = ends.at(-1); piece; piece = piece.previous) {
    piece.stays = true;
    if (piece.mate) piece.mate.stays = true;
  }
}

/**
 * A joiner belongs to the piece in front of it, but at the end to the piece that came after what stays.
 * @param {Piece[]} all
 * @param {string} join
 */
function giveJoiners(all, join) {
  const last = all.reduce((found, { stays }, index) => (stays ? index : found), -1);
  all.forEach((piece, index) => {
    if (last >= 0 && index > last) piece.before = join;
    else if (index < (last >= 0 ? last : all.length - 1)) piece.after = join;
  });
}

/**
 * @param {Piece[]} left
 * @param {Piece[]} right
 */
function partsOf(left, right) {
  /** @type {Part[]} */
  const parts = [];
  let [row, column] = [0, 0];
  while (row < left.length || column < right.length) {
    const [ours, theirs] = [gapFrom(left, row), gapFrom(right, column)];
    for (const part of gapParts(ours, theirs)) parts.push(part);
    row += ours.length;
    column += theirs.length;
    const same = left[row];
    if (same) parts.push(unchanged(same.text + same.after));
    row += 1;
    column += 1;
  }
  return parts;
}

/**
 * The pieces up to the next one that is the same on both sides.
 * @param {Piece[]} all
 * @param {number} start
 */
function gapFrom(all, start) {
  let end = start;
  for (let piece = all[end]; piece && !(piece.stays && piece.text === piece.mate?.text); piece = all[end]) end += 1;
  return all.slice(start, end);
}

/** @param {string} text @returns {Part} */
const unchanged = (text) => ({ ours: [text, '', ''], theirs: [text, '', ''] });

/**
 * Piece by piece; or as one text, where a damaged joiner or name made pieces of it that are none.
 * @param {Piece[]} ours
 * @param {Piece[]} theirs
 */
function gapParts(ours, theirs) {
  const apart = pieceParts(ours, theirs);
  const whole = mayBeDamaged(ours, theirs) ? textPart(ours, theirs) : undefined;
  return whole && 2 * marked([whole]) <= marked(apart) ? [whole] : apart;
}

/**
 * Two fields of different names are two fields, however alike their names look.
 * @param {Piece[]} ours
 * @param {Piece[]} theirs
 */
function mayBeDamaged(ours, theirs) {
  const all = [...ours, ...theirs];
  const isAlone = (/** @type {Piece} */ { mate }) => mate === undefined;
  if (all.some(({ mate, stays }) => mate && !stays) || !all.some(isAlone)) return false;
  return !(ours.some(isAlone) && theirs.some(isAlone) && all.every(({ name }) => name !== undefined));
}

/** @param {Part[]} parts */
const marked = (parts) => parts.reduce((sum, { ours, theirs }) => sum + ours[1].length + theirs[1].length, 0);

/**
 * @param {Piece[]} ours
 * @param {Piece[]} theirs
 * @returns {Part}
 */
function textPart(ours, theirs) {
  const [one, other] = trim(ours.map(textOf).join(''), theirs.map(textOf).join(''));
  return {
    ours: one,
    theirs: other,
    change: { kind: 'changed', ours: one[1], theirs: other[1] },
  };
}

/** @param {Piece} piece */
const textOf = ({ before, text, after }) => before + text + after;

/**
 * @param {Piece[]} ours
 * @param {Piece[]} theirs
 */
function pieceParts(ours, theirs) {
  /** @type {Part[]} */
  const parts = [];
  let next = 0;
  const theirPartsUntil = (/** @type {Piece | undefined} */ end) => {
    for (let piece = theirs[next]; piece && piece !== end; piece = theirs[next]) {
      parts.push(theirPart(piece));
      next += 1;
    }
  };
  for (const piece of ours) {
    if (piece.stays) {
      theirPartsUntil(piece.mate);
      next += 1;
    }
    parts.push(ourPart(piece));
  }
  theirPartsUntil(undefined);
  return parts;
}

/**
 * @param {Piece} piece
 * @returns {Part}
 */
function ourPart(piece) {
  const { mate, stays, after } = piece;
  const whole = textOf(piece);
  if (!mate) {
    const change = { ...named(piece), kind: /** @type {const} */ ('removed'), ours: whole, theirs: '' };
    return { ours: ['', whole, ''], theirs: ['', '', ''], change };
  }
  const [one, other] = trim(piece.text, mate.text);
  const change = difference(piece, mate, one[1], other[1]);
  if (stays) {
    return { ours: [one[0], one[1], one[2] + after], theirs: [other[0], other[1], other[2] + after], change };
  }
  const start = change.kind === 'moved' ? 0 : byteLength(one[0]);
  return {
    ours: ['', whole, ''],
    theirs: ['', '', ''],
    change: { ...change, behind: { ours: piece.behind, theirs: mate.behind } },
    at: { offset: piece.offset + start, theirOffset: mate.offset + start },
  };
}

/**
 * @param {Piece} piece
 * @param {Piece} mate
 * @param {string} ours what differs of them
 * @param {string} theirs
 * @returns {Omit<Change, Offset>}
 */
function difference(piece, mate, ours, theirs) {
  if (piece.text === mate.text) return { ...named(piece), kind: 'moved', ours: piece.text, theirs: piece.text };
  return { ...named(piece), kind: 'changed', ours, theirs, values: { ours: piece.value, theirs: mate.value } };
}

/**
 * What has a mate is told where ours is.
 * @param {Piece} piece
 * @returns {Part}
 */
function theirPart(piece) {
  const whole = textOf(piece);
  const change = { ...named(piece), kind: /** @type {const} */ ('added'), ours: '', theirs: whole };
  return { ours: ['', '', ''], theirs: ['', whole, ''], ...(piece.mate ? {} : { change }) };
}

/** @param {Piece} piece */
const named = ({ name }) => (name === undefined ? {} : { name });

/** @param {Part[]} parts */
function sidesOf(parts) {
  /** @type {Sides} */
  const sides = { ours: [], theirs: [], changes: [] };
  let [offset, theirOffset] = [0, 0];
  for (const { ours, theirs, change, at } of parts) {
    if (change && (change.ours !== '' || change.theirs !== '')) {
      const here = { offset: offset + byteLength(ours[0]), theirOffset: theirOffset + byteLength(theirs[0]) };
      sides.changes.push({ ...change, ...(at ?? here) });
    }
    offset += byteLength(ours.join(''));
    theirOffset += byteLength(theirs.join(''));
    // What stands elsewhere is missing nowhere.
    const isHere = change !== undefined && at === undefined;
    for (const [segments, split] of /** @type {const} */ ([
      [sides.ours, ours],
      [sides.theirs, theirs],
    ])) {
      push(segments, split[0], false);
      if (isHere && split[1] === '' && !segments.at(-1)?.differs) segments.push({ text: '', differs: true });
      push(segments, split[1], true);
      push(segments, split[2], false);
    }
  }
  return sides;
}

/**
 * Both texts in common start, middle and common end; in whole characters.
 * @param {string} one
 * @param {string} other
 * @returns {[Split, Split]}
 */
function trim(one, other) {
  const least = Math.min(one.length, other.length);
  let start = 0;
  while (start < least && one[start] === other[start]) start += 1;
  if (isInside(one, start) || isInside(other, start)) start -= 1;
  let end = 0;
  while (end < least - start && one.at(-1 - end) === other.at(-1 - end)) end += 1;
  if (isInside(one, one.length - end) || isInside(other, other.length - end)) end -= 1;
  const split = (/** @type {string} */ text) =>
    /** @type {Split} */ ([text.slice(0, start), text.slice(start, text.length - end), text.slice(text.length - end)]);
  return [split(one), split(other)];
}

/**
 * Whether a place is between the halves of a character above U+FFFF.
 * @param {string} text
 * @param {number} at
 */
const isInside = (text, at) => at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;

/**
 * @param {Segment[]} segments
 * @param {string} text
 * @param {boolean} differs
 */
function push(segments, text, differs) {
  if (text === '') return;
  const last = segments.at(-1);
  if (last?.differs === differs) last.text += text;
  else segments.push({ text, differs });
}

/**
 * In UTF-8, where half a character is three bytes, as an encoder replaces it.
 * @param {string} text
 */
export function byteLength(text) {
  let length = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    length += unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    if (unit >= 0xdc00 && unit < 0xe000 && isInside(text, at)) length -= 2;
  }
  return length;
}

/** @param {string} character */
export const codePoint = (character) =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/**
 * Spaces other than the plain one, controls, joiners, marks of direction, half characters, and a mark that has nothing to
 * stand on: whatever cannot be seen.
 */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cn}\p{Cs}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000]|^\p{M}/u;

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
