// The package with its module's instances in the open: imported here, so that they can be watched before anything runs.

/** @typedef {Record<string, any> & { memory: WebAssembly.Memory }} Exports */

/** The exports of every instance that the package made, the latest last. @type {Exports[]} */
export const instances = [];

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
  instances.push(/** @type {any} */ (exports));
  return { exports: watched(exports, 'before', 'after') };
}

WebAssembly.Instance = /** @type {any} */ (Instance);

export const { FensignError, Gateway, gateways } = await import('fensign');
