// Cloudflare's runtime refuses to compile bytes: it takes a module that was compiled at upload, and gets it by import.
import module from '#wasm';
import { start } from './module.mjs';

start(() => module);

export * from '#api';
