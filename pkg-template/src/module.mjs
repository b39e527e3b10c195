/** @import { Problem } from '../index.d.ts' */
// The module's running instance: its memory, calls into it, and the errors that come out of it. `#glue` is that of the
// module that the bundle is for; see package.json.
import { FensignError } from '#error';
import { Refusal, __wbg_reset_state as instantiate, initSync, valueProblem } from '#glue';
import { LIMITS } from './constants.mjs';

export { FensignError };

/** @type {{ memory: WebAssembly.Memory }} */
let exports;
/** @type {Problem} */
let fault;
/** Whether the instance failed in the middle of a call, and must do nothing more. */
let isFailed = false;
let generation = 0;

/** @param {WebAssembly.Module} module */
export function start(module) {
  exports = initSync({ module });
  fault = valueProblem('gateway', 'fault', '');
}

/** The number of the instance that runs; if the last one failed, of a new one. What another one made is of no use to it. */
export function running() {
  if (isFailed) restart();
  return generation;
}

/** @param {number} made the number of an instance */
export const isRunning = (made) => !isFailed && made === generation;

function restart() {
  try {
    instantiate();
    // Which returns what runs by now.
    exports = initSync(/** @type {never} */ (undefined));
  } catch {
    throw new FensignError([{ ...fault }]);
  }
  generation += 1;
  isFailed = false;
}

/** The memory of the instance that runs. */
export const memory = () => exports.memory;

/**
 * A call into the module, and nothing else: no code of the caller's may run in it. The engine throws a
 * Refusal; whatever else comes out is a trap, or an error of the platform that left the instance in the middle of something.
 * @template T
 * @param {() => T} call
 */
export function attempt(call) {
  running();
  // In advance, since at the end of the stack there is no room to say it afterwards.
  isFailed = true;
  try {
    const result = call();
    isFailed = false;
    return result;
  } catch (thrown) {
    throw failure(thrown);
  }
}

/** @param {unknown} thrown */
function failure(thrown) {
  if (thrown instanceof FensignError) return thrown;
  const problems = thrown instanceof Refusal ? problemsOf(thrown) : undefined;
  if (problems !== undefined) return new FensignError(bounded(problems));
  try {
    // At once, so that no finalizer reaches what failed.
    restart();
  } catch {
    // Then the next call tries again.
  }
  return new FensignError([{ ...fault }]);
}

/**
 * Nothing where the instance fails now.
 * @param {Refusal} refusal
 */
function problemsOf(refusal) {
  try {
    const problems = refusal.problems();
    isFailed = false;
    return problems;
  } catch {
    return undefined;
  }
}

const LONGEST_PATH = 200;

/** @param {string} text */
export const shortened = (text) => (text.length > LONGEST_PATH ? `${text.slice(0, LONGEST_PATH)}…` : text);

/**
 * @param {string} field nothing where it is empty
 * @param {string} reason
 * @param {string} [found]
 * @returns {Problem}
 */
export function problem(field, reason, found = '') {
  return attempt(() => valueProblem(shortened(field), reason, shortened(found)));
}

/**
 * The first of them, and a last one that counts the rest.
 * @param {Problem[]} problems
 */
export function bounded(problems) {
  if (problems.length <= LIMITS.problems) return problems;
  const rest = problems.slice(LIMITS.problems);
  const severity = rest.some((one) => one.severity === 'error') ? 'error' : 'warning';
  const last = { ...problem('', 'more', String(rest.length)), severity: /** @type {Problem['severity']} */ (severity) };
  return [...problems.slice(0, LIMITS.problems), last];
}
