// The package with its modules' instances in the open: imported here, so that they can be watched before anything runs.

/** @typedef {Record<string, any> & { memory: WebAssembly.Memory }} Exports */

/** The exports of every instance, the latest last, by the module that it is of. @type {Map<WebAssembly.Module, Exports[]>} */
const made = new Map();

/** Around every call over the module's border: into it, and out of it. */
export const border = { before() {}, after() {}, beforeOutside() {}, afterOutside() {} };

/**
 * @param {Record<string, any>} functions
 * @param {'before' | 'beforeOutside'} before
 * @param {'after' | 'afterOutside'} after
 */
const watched = (functions, before, after) =>
  Object.fromEntries(
    Object.entries(functions).map(([name, value]) => [
      name,
      typeof value !== 'function'
        ? value
        : (/** @type {any[]} */ ...given) => {
            border[before]();
            const result = value(...given);
            border[after]();
            return result;
          },
    ]),
  );

const Original = WebAssembly.Instance;

/**
 * @param {WebAssembly.Module} module
 * @param {Record<string, any>} imports
 */
function Instance(module, imports = {}) {
  const outside = Object.entries(imports).map(([name, functions]) => [
    name,
    watched(functions, 'beforeOutside', 'afterOutside'),
  ]);
  const { exports } = new Original(module, Object.fromEntries(outside));
  const ofModule = made.get(module) ?? [];
  made.set(module, ofModule);
  ofModule.push(/** @type {any} */ (exports));
  return { exports: watched(exports, 'before', 'after') };
}

WebAssembly.Instance = /** @type {any} */ (Instance);

export const { FensignError, Gateway } = await import('fensign');
export const { diagnose } = await import('fensign/diagnose');

// A module starts at the first call that needs it: first the one that signs.
new Gateway({}, { secret: 'secret' }).free();
diagnose({}, { secret: 'secret', fields: { a: '1' }, sign: '0' });

/** Those of the module that signs, and of the one that diagnoses. */
export const [instances, diagnosing] = /** @type {[Exports[], Exports[]]} */ ([...made.values()]);
