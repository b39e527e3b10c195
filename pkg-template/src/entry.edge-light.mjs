// Like workerd, but Vercel's bundlers take a `.wasm` for a module only when asked with `?module`.
import module from '#wasm?module';
import { start } from './module.mjs';

// Next.js compiles it outside the sandbox that this runs in, where `instanceof`, and so the glue, would not know it.
start(() => Object.setPrototypeOf(module, WebAssembly.Module.prototype));

export * from '#api';
