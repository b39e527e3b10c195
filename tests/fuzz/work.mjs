// How much work a call does, in counts that are the same in every run: the rounds and calls in the package's modules, which
// `cargo xtask fuzz` has made to count, and every block of JavaScript that runs, as V8's coverage counts it.
// Neither sees what a built-in function does inside: a regular expression, `indexOf`, `JSON.parse`, `TextEncoder`.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { join } from 'node:path';

const { COUNTED } = process.env;
assert(COUNTED, '`cargo xtask fuzz growth` sets COUNTED, the folder of the modules that count');

const modules = ['fensign', 'diagnose'].map((name) => ({
  own: readFileSync(new URL(`../../pkg/${name}.wasm`, import.meta.url)),
  counting: readFileSync(join(COUNTED, `${name}.wasm`)),
}));

/** What each instance has done. @type {WebAssembly.Global[]} */
const works = [];

WebAssembly.Module = new Proxy(WebAssembly.Module, {
  construct(target, [bytes]) {
    const found = modules.find(({ own }) => own.equals(bytes));
    assert(found, 'a module that is not of pkg/');
    return new target(found.counting);
  },
});
WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, args) {
    const instance = new target(.../** @type {[WebAssembly.Module]} */ (args));
    works.push(/** @type {WebAssembly.Global} */ (instance.exports['work']));
    return instance;
  },
});

const inModules = () => works.reduce((sum, work) => sum + Number(work.value), 0);

/** @param {() => unknown} call */
export function workInModules(call) {
  const before = inModules();
  call();
  return inModules() - before;
}

const session = new Session();
session.connect();

/** @param {any} method @param {object} [parameters] @returns {any} */
function ask(method, parameters = {}) {
  let answer;
  session.post(method, parameters, (error, result) => {
    assert.ifError(error);
    answer = result;
  });
  return answer;
}

/** Scripts whose blocks count. */
const OWN = /^file:.*\/(?:reader|pkg)\/[^/]+\.mjs$/u;

/** Starts to count blocks, which slows everything. */
export function countBlocks() {
  ask('Profiler.enable');
  ask('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
}

function takeBlocks() {
  let sum = 0;
  for (const { url, functions } of ask('Profiler.takePreciseCoverage').result)
    if (OWN.test(url)) for (const { ranges } of functions) for (const { count } of ranges) sum += count;
  return sum;
}

/** Of JavaScript and of the modules. @param {() => unknown} call */
export async function work(call) {
  takeBlocks();
  const before = inModules();
  await call();
  return inModules() - before + takeBlocks();
}
