// Node, Bun, Deno, browsers and bundlers: the module travels inside the script, so there is nothing to fetch or await.
import bytes from '#wasm';
import { start } from './module.mjs';

start(new WebAssembly.Module(bytes));

export * from '#api';
