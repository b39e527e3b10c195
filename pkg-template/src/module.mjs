/** @import { Problem } from '../index.d.ts' */
// The module's running instance: its memory, calls into it, and the errors that come out of it. `#glue` is that of the
// module that the bundle is for; see package.json.
import { FensignError } from '#error';
import { Reason, Refusal, __wbg_reset_state as instantiate, initSync, valueProblem } from '#glue';
import { LIMITS, NOT_STARTED } from './constants.mjs';

export { FensignError };

/** @type {() => WebAssembly.Module} */
let moduleOf;
/**
 * The exports of the last instance; not named so, since a CommonJS script has a variable of that name.
 * @type {{ memory: WebAssembly.Memory } | undefined}
 */
let instance;
/**
 * How the module says that it failed, read when it is first started.
 * @type {Problem | undefined}
 */
let fault;
/** Whether no instance can be called: none was made yet, or the last one failed in the middle of a call. */
let isFailed = true;
let generation = 0;

/**
 * Only remembers how to get the module: it is compiled and started by the first call into it.
 * @param {() => WebAssembly.Module} get
 */
export function start(get) {
  moduleOf = get;
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
    if (instance === undefined) instance = initSync({ module: moduleOf() });
    else {
      instantiate();
      // Which returns what runs by now.
      instance = initSync(/** @type {never} */ (undefined));
    }
    fault ??= valueProblem('gateway', Reason.Fault, '');
  } catch (error) {
    throw new FensignError([fault ? { ...fault } : notStarted(error)]);
  }
  generation += 1;
  isFailed = false;
}

/**
 * @param {unknown} error
 * @returns {Problem}
 */
function notStarted(error) {
  /** @param {string} template */
  const written = (template) => template.replace('{reason}', () => shortened(String(error)));
  const { message, messageZh } = NOT_STARTED;
  return { code: 'module', severity: 'error', message: written(message), messageZh: written(messageZh) };
}

/** The memory of the instance that runs: one must run. */
export const memory = () => /** @type {NonNullable<typeof instance>} */ (instance).memory;

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
  return new FensignError([{ .../** @type {Problem} */ (fault) }]);
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
 * @param {Reason} reason
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
  /** @type {Problem['severity']} */
  const severity = rest.some((one) => one.severity === 'error') ? 'error' : 'warning';
  const last = problem('', Reason.More, String(rest.length));
  return [...problems.slice(0, LIMITS.problems), { ...last, severity }];
}
