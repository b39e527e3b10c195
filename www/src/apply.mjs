// What a finding would have us change, applied to what the page has.

/** @typedef {import('./state.mjs').State} State */
/** @typedef {import('./state.mjs').Row} Row */
/** @typedef {import('fensign/diagnose').Change} Change */

/**
 * @param {State} state
 * @param {Change} change
 * @returns {Partial<State>}
 */
export function applied(state, change) {
  if ('rule' in change) return { rule: { ...state.rule, ...change.rule } };
  if ('secret' in change) return { secret: secretOf(state, change.secret) };
  return edited(Object.entries(change.fields).reduce((rows, [name, text]) => withText(rows, name, text), state.rows));
}

/**
 * Fields that are not those that were pasted any more.
 * @param {Row[]} rows
 * @returns {Partial<State>}
 */
export const edited = (rows) => ({ rows, body: undefined, whole: undefined });

/**
 * @param {State} state
 * @param {{ position: string } | { slice: [start: number, end: number] }} which
 */
function secretOf({ secret, candidates }, which) {
  if ('slice' in which) return secret.slice(...which.slice);
  // Of those that the diagnosis was given.
  const number = Number(/^secrets\[(\d+)\]$/.exec(which.position)?.[1]);
  return candidates.filter((candidate) => candidate !== '')[number] ?? secret;
}

/**
 * @param {Row[]} rows
 * @param {string} name
 * @param {string | null} text null: left out
 * @returns {Row[]}
 */
function withText(rows, name, text) {
  if (text === null) return rows.filter((row) => row.name !== name);
  const row = { name, text, kind: /** @type {const} */ ('text') };
  return rows.some((other) => other.name === name)
    ? rows.map((other) => (other.name === name ? row : other))
    : [...rows, row];
}
