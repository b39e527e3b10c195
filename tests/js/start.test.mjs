// The module is compiled and started by the first call that needs it. Each test is a process of its own, in which nothing ran yet.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/**
 * What the script prints, as JSON.
 * @param {string} script
 * @param {string[]} options of Node.js
 */
async function run(script, options = []) {
  const args = [...options, '--input-type=module', '--eval', script];
  const cwd = fileURLToPath(new URL('.', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd });
  return JSON.parse(stdout);
}

/** Counts what is compiled, from before the import on. */
const COUNTING = `
  const { Module } = WebAssembly;
  let compiled = 0;
  WebAssembly.Module = class extends Module {
    constructor(bytes) {
      super(bytes);
      compiled += 1;
    }
  };`;

const IMPORTS = {
  import: `
    const { FensignError, Gateway } = await import('fensign');
    const { diagnose } = await import('fensign/diagnose');`,
  require: `
    const require = (await import('node:module')).createRequire(process.cwd() + '/x.js');
    const { FensignError, Gateway } = require('fensign');
    const { diagnose } = require('fensign/diagnose');`,
};

/** Every way in, and one call of each. */
const CALLS = `
  const evidence = { secret: 's', fields: { a: '1' }, string: 'a=1&key=s' };
  const calls = [
    () => new Gateway('xipay').check('query', {}).length > 0,
    () => new Gateway({}, { secret: 's' }).sign({ a: '1' }).length === 32,
    () => diagnose({}, evidence).verdict === 'match',
  ];`;

for (const [way, imports] of Object.entries(IMPORTS)) {
  test(`${way}: importing compiles nothing, and the first call only the module that it is of`, async () => {
    const script = `${COUNTING} ${imports} ${CALLS}
      const counts = [compiled];
      for (const call of [...calls, ...calls]) {
        call();
        counts.push(compiled);
      }
      console.log(JSON.stringify(counts));`;
    assert.deepEqual(await run(script), [0, 1, 1, 2, 2, 2, 2]);
  });

  test(`${way}: where nothing may be compiled, every call says so in both languages, and tries again`, async () => {
    const script = `
      const { Module } = WebAssembly;
      WebAssembly.Module = function refuse() {
        throw new WebAssembly.CompileError('Refused to compile');
      };
      ${imports} ${CALLS}
      const thrown = [...calls, ...calls].map((call) => {
        try {
          return call();
        } catch (error) {
          return [error instanceof FensignError, error.code, error.message, error.problems];
        }
      });
      WebAssembly.Module = Module;
      console.log(JSON.stringify([thrown, calls.map((call) => call())]));`;
    const [thrown, afterwards] = await run(script);
    for (const [isOurs, code, message, problems] of thrown) {
      assert.deepEqual([isOurs, code], [true, 'module']);
      const [problem] = problems;
      assert.deepEqual([problems.length, problem.code, problem.severity], [1, 'module', 'error']);
      assert.equal(message, problem.message);
      for (const text of [problem.message, problem.messageZh]) {
        assert.match(text, /wasm-unsafe-eval.*CompileError: Refused to compile$/u);
      }
      assert.match(problem.messageZh, /无法启动/u);
    }
    assert.deepEqual(afterwards, [true, true, true]);
  });
}

test('an instance that cannot be had at first is made by a later call', async () => {
  const script = `
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function refuse() {
      throw new RangeError('Out of memory');
    };
    ${IMPORTS.import} ${CALLS}
    const codes = calls.map((call) => {
      try {
        return call();
      } catch (error) {
        return error.code;
      }
    });
    WebAssembly.Instance = Instance;
    console.log(JSON.stringify([codes, calls.map((call) => call())]));`;
  assert.deepEqual(await run(script), [
    ['module', 'module', 'module'],
    [true, true, true],
  ]);
});

test('where WebAssembly is switched off altogether, that is the error', async () => {
  const script = `
    delete globalThis.WebAssembly;
    ${IMPORTS.import}
    try {
      new Gateway('xipay');
    } catch (error) {
      console.log(JSON.stringify([error instanceof FensignError, error.code]));
    }`;
  assert.deepEqual(await run(script), [true, 'module']);
});

for (const [what, platform] of [
  ['Buffer', ''],
  ['atob', 'delete globalThis.Buffer; delete Uint8Array.fromBase64;'],
  [
    'Uint8Array.fromBase64',
    `const { Buffer } = globalThis;
     delete globalThis.Buffer;
     delete globalThis.atob;
     Uint8Array.fromBase64 = (text) => new Uint8Array(Buffer.from(text, 'base64'));`,
  ],
]) {
  test(`the module is decoded by ${what}`, async () => {
    const script = `${platform} ${IMPORTS.import} ${CALLS} console.log(JSON.stringify(calls.map((call) => call())));`;
    assert.deepEqual(await run(script), [true, true, true]);
  });
}

test('under --jitless, which has no WebAssembly, calls throw `module`, and what is data alone works', async () => {
  const script = `
    ${IMPORTS.import} ${CALLS}
    const { gateways } = await import('fensign/tables');
    const { dialects } = await import('fensign/dialects');
    const codes = calls.map((call) => {
      try {
        return call();
      } catch (error) {
        return error.code;
      }
    });
    console.log(JSON.stringify([codes, gateways().length > 0, Object.keys(dialects).length > 0]));`;
  assert.deepEqual(await run(script, ['--jitless']), [['module', 'module', 'module'], true, true]);
});
