// Node, Bun, Deno, browsers and bundlers: the module travels inside the script, so there is nothing to fetch or await.
import base64 from '#wasm';
import { start } from './module.mjs';

start(() => new WebAssembly.Module(decoded(base64)));

export * from '#api';

/** @param {string} base64 */
function decoded(base64) {
  // Not the bare name, for which some bundlers would add a Buffer of their own.
  const { Buffer, Uint8Array } = /** @type {any} */ (globalThis);
  if (Buffer) return Buffer.from(base64, 'base64');
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return bytes;
}
