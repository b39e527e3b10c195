// The module's instance and its memory.
import { arena, initSync } from './glue/fensign.js';

/** @type {WebAssembly.Memory} */
let memory;

/** Where the arena's names and texts are, and after them the lengths of those: an address and a size of each. */
let places = new Uint32Array();

/** The names and texts of the arena; empty, as every view of a memory that has grown since. */
export let texts = new Uint8Array();
export let lengths = new Uint16Array();

/** @param {WebAssembly.Module} module */
export function start(module) {
  ({ memory } = initSync({ module }));
  places = arena();
}

/** Looks at the arena anew if the memory has grown. No call into the module may come between this and the view's use. */
export function look() {
  if (texts.length > 0) return;
  const [textsAt, textsSize, lengthsAt, lengthsSize] = places;
  texts = new Uint8Array(memory.buffer, textsAt, textsSize);
  lengths = new Uint16Array(memory.buffer, lengthsAt, lengthsSize);
}
