/** @import { SandboxStore } from '../../sandbox.d.ts' */

/** A store in memory: texts, so that nobody changes what is stored but by `set`. @returns {SandboxStore} */
export function memoryStore() {
  /** @type {Map<string, string>} */
  const texts = new Map();
  const read = (/** @type {string | undefined} */ text) => (text === undefined ? undefined : JSON.parse(text));
  return {
    insert(key, value) {
      if (texts.has(key)) return false;
      texts.set(key, JSON.stringify(value));
      return true;
    },
    get: (key) => read(texts.get(key)),
    set(key, value) {
      texts.set(key, JSON.stringify(value));
    },
    list: (prefix) => [...texts].filter(([key]) => key.startsWith(prefix)).map(([, text]) => read(text)),
  };
}
