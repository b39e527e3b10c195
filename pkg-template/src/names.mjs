/**
 * A name, as one step of a path: which names stood before it is where it is. It holds no value, but whether plans take that.
 * @typedef {{ name: string, isTaken: boolean, plan: number | undefined, next: Step | undefined,
 *   others: Map<string, Step> | undefined }} Step
 */

/** There is no plan for these names, and none is to be asked for again. */
export const NO_PLAN = -1;

/** Names may be anybody's: beyond so many UTF-16 units of them all is forgotten, and learnt anew. */
const MOST_UNITS = 1 << 16;
/** What a step takes beside its name. */
const STEP_UNITS = 16;

/** @param {string} name @returns {Step} */
const stepOf = (name) => ({ name, isTaken: true, plan: undefined, next: undefined, others: undefined });

/** The names of the messages that a gateway has signed and verified, one after the other, with the engine's plan for each. */
export class Names {
  /** Where every path begins. */
  first = stepOf('');
  #units = 0;
  /** Whether nothing is learnt yet: what plans the engine has are of names that were forgotten. */
  isEmpty = true;

  /**
   * Makes room for one more message, if need be by forgetting all.
   * @param {string[]} names
   */
  reserve(names) {
    this.#units += names.reduce((units, name) => units + name.length + STEP_UNITS, 0);
    if (this.#units <= MOST_UNITS) return;
    this.first = stepOf('');
    this.#units = 0;
    this.isEmpty = true;
  }

  /**
   * @param {string[]} names
   * @param {number} [plan] its number; nothing where there is none
   * @param {Uint32Array} [taken] for each name, whether the plan takes the value; all where it is not said
   */
  add(names, plan = NO_PLAN, taken) {
    let step = this.first;
    names.forEach((name, at) => {
      step = following(step, name) ?? extended(step, name);
      // It is the rule that leaves a name out, wherever that stands.
      if (taken !== undefined) step.isTaken = taken[at] === 1;
    });
    step.plan = plan;
    this.isEmpty = false;
  }
}

/**
 * The step to this name, if it was ever taken.
 * @param {Step} step
 * @param {string} name
 */
export function following({ next, others }, name) {
  return next !== undefined && next.name === name ? next : others?.get(name);
}

/**
 * @param {Step} step
 * @param {string} name
 */
function extended(step, name) {
  const added = stepOf(name);
  if (step.next === undefined) step.next = added;
  else (step.others ??= new Map()).set(name, added);
  return added;
}
