// Cloudflare's runtime refuses to compile bytes: it takes a module that was compiled at upload, and gets it by import.
import { initSync } from './glue/fensign.js';
import module from './fensign.wasm';

initSync({ module });

export * from './face.mjs';
