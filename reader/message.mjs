// How readers make messages.
import { LIMITS } from './limits.mjs';
import { note, shifted } from './notes.mjs';

/** @typedef {import('./types.mjs').PastedMessage} PastedMessage */
/** @typedef {import('./types.mjs').Row} Row */

/**
 * @param {string} name
 * @param {string} text
 * @returns {Row}
 */
export const textRow = (name, text) => ({ name, text, kind: 'text' });

/**
 * @param {import('./types.mjs').Form} form
 * @param {Row[]} rows
 * @param {Partial<PastedMessage> & { taken: [number, number] }} rest
 * @returns {PastedMessage}
 */
export const message = (form, rows, rest) => ({ form, rows, exact: true, notes: [], ...rest });

/**
 * A message of a text that begins at `base` of another.
 * @param {PastedMessage} one
 * @param {number} base
 * @returns {PastedMessage}
 */
export function moved(one, base) {
  const [start, end] = one.taken;
  return { ...one, taken: [start + base, end + base], notes: one.notes.map((each) => shifted(each, base)) };
}

/**
 * A message that was read in what `taken` became when it was decoded: its own offsets say nothing of the paste, so
 * that its notes point at the whole.
 * @param {PastedMessage} one
 * @param {[number, number]} taken
 * @param {import('./types.mjs').Note[]} [notes]
 * @returns {PastedMessage}
 */
export const within = (one, taken, notes = []) => ({
  ...one,
  taken,
  notes: [
    ...notes,
    ...one.notes.map((each) => (each.at === undefined ? each : note(each.code, { ...each, at: taken[0] }))),
  ],
});

/** What HTML makes of `&notify_url`, `&timestamp`, `&region`, `&param`, `&currency`, `&section`, `&copy…`. */
const ENTITY_DAMAGE = /[¬×®¶¤§©][a-z_]{1,60}(?==)/u;

/**
 * The first of equal names stays; the package would refuse both.
 * @param {PastedMessage} one
 * @param {string} text where its offsets count
 * @returns {PastedMessage}
 */
export function tidied(one, text) {
  const names = new Set();
  const notes = [...one.notes];
  const rows = one.rows.slice(0, LIMITS.fields).filter(({ name }) => {
    const isNew = !names.has(name);
    if (!isNew) notes.push(note('duplicate', { field: name }));
    names.add(name);
    return isNew;
  });
  const left = one.rows[LIMITS.fields];
  if (left !== undefined) notes.push(note('many', { field: left.name }));
  const damage = ENTITY_DAMAGE.exec(text.slice(...one.taken))?.[0];
  if (damage !== undefined) notes.push(note('entity', { field: damage }));
  return { ...one, rows, notes: firstOfEach(notes) };
}

/**
 * One note of a code and field is enough.
 * @param {import('./types.mjs').Note[]} notes
 */
function firstOfEach(notes) {
  const seen = new Set();
  return notes.filter(({ code, field }) => {
    const key = `${code} ${field ?? ''}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
