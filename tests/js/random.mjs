// Random choices, the same for the same seed.

/** @typedef {ReturnType<typeof randomOf>} Random */

/** @param {number} seed */
export function randomOf(seed) {
  let state = seed;
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (/** @type {number} */ most) => Math.floor(next() * most),
    chance: (/** @type {number} */ part) => next() < part,
    /** @template T @param {readonly T[]} items @returns {T} */
    of: (items) => /** @type {any} */ (items[Math.floor(next() * items.length)]),
  };
}
