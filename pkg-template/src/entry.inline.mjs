// Node, Bun, Deno, browsers and bundlers: the module travels inside the script, so there is nothing to fetch or await.
import { initSync } from './glue/fensign.js';
import bytes from './glue/fensign.wasm';

initSync({ module: new WebAssembly.Module(bytes) });

export * from './face.mjs';
