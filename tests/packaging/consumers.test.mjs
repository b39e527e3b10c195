// Everything that people run or bundle JavaScript with, on the packed and installed package. `cargo xtask test packaging`
// makes the project, a copy of consumer/ with nothing but fensign installed, and names it and a browser.
import { nodeResolve } from '@rollup/plugin-node-resolve';
import * as esbuild from 'esbuild';
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import puppeteer from 'puppeteer-core';
import { rollup } from 'rollup';
import * as vite from 'vite';
import webpack from 'webpack';
import { expected, paid } from './consumer/expect.mjs';
import { expectedOfSending, kinds } from './consumer/sending.mjs';

const { CONSUMER: project, CHROME: executablePath } = process.env;
assert(project && executablePath, 'run me through `cargo xtask test packaging`');

const node = process.execPath;
const tool = (name) => fileURLToPath(new URL(`node_modules/.bin/${name}`, import.meta.url));
const inProject = (...path) => join(project, ...path);

const runtimes = {
  'Node.js, import': [node, 'main.mjs'],
  'Node.js, require': [node, 'main.cjs'],
  'Node.js, -e': [
    node,
    '-e',
    `const parts = ['fensign', 'fensign/diagnose', 'fensign/tables', 'fensign/dialects', 'fensign/fetch'].map(require);
     import('./expect.mjs').then(async (e) => console.log(await e.check(...parts)))`,
  ],
  'Bun, import': [tool('bun'), 'main.mjs'],
  'Bun, require': [tool('bun'), 'main.cjs'],
  'Deno, import': [tool('deno'), 'run', 'main.mjs'],
  'Deno, require': [tool('deno'), 'run', '--allow-read', 'main.cjs'],
};

/** By the platform's own fetch; what it may reach is for the caller to say. */
const senders = {
  'Node.js': [node, 'send.mjs'],
  Bun: [tool('bun'), 'send.mjs'],
  Deno: [tool('deno'), 'run', '--allow-net', 'send.mjs'],
};

/** What the gateway's server does, by the first part of the path; and what it was asked. */
const replies = {
  paid: (_, response) => response.end(paid),
  redirect: (_, response) => response.writeHead(307, { Location: '/paid/elsewhere' }).end(),
  error: (_, response) => response.writeHead(503).write('<html>'),
  silent: () => {},
  endless(_, response) {
    const chunk = 'x'.repeat(65_536);
    const more = () => {
      while (!response.destroyed) if (!response.write(chunk)) return response.once('drain', more);
    };
    more();
  },
  broken: (request) => request.socket.destroy(),
};

/** Calls back with the address of such a server, and returns the parts of the paths that it was asked for. */
async function served(call) {
  const asked = [];
  const server = createServer((request, response) => {
    const kind = request.url.split('/')[1];
    asked.push(kind);
    replies[kind](request, response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  try {
    await call(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return asked;
}

/** Vercel's meaning of `?module`, for esbuild: compiled in advance, and outside the realm that uses it. */
const compiledInAdvance = {
  name: 'compiled in advance',
  setup(build) {
    build.onLoad({ filter: /\.wasm$/ }, ({ path, suffix }) => {
      assert.equal(suffix, '?module');
      const bytes = `readFileSync(${JSON.stringify(path)})`;
      const contents = `import { readFileSync } from 'node:fs';
        import { runInNewContext } from 'node:vm';
        export default runInNewContext('new WebAssembly.Module(bytes)', { bytes: ${bytes} });`;
      return { contents };
    });
  },
};

/** Each bundles main.mjs into the file it is given, in that bundler's plainest way. */
const bundlers = {
  esbuild: (outfile) => esbuild.build({ entryPoints: [inProject('main.mjs')], bundle: true, format: 'esm', outfile }),

  rollup: async (file) => {
    const bundle = await rollup({ input: inProject('main.mjs'), plugins: [nodeResolve()] });
    await bundle.write({ file });
  },

  vite: () =>
    vite.build({
      root: project,
      logLevel: 'warn',
      build: { rolldownOptions: { input: 'main.mjs', output: { dir: inProject('out'), entryFileNames: 'vite.mjs' } } },
    }),

  webpack: async (file) => {
    const output = { path: inProject('out'), filename: 'webpack.mjs' };
    const options = { mode: 'production', context: project, entry: './main.mjs', performance: { hints: false } };
    const stats = await promisify(webpack)({ ...options, output });
    assert(!stats.hasErrors() && !stats.hasWarnings(), stats.toString());
  },
};

for (const [name, command] of Object.entries(runtimes)) {
  test(name, async () => assert.equal(await run(...command), expected));
}

test('the installed command', async () => {
  const { version } = JSON.parse(await readFile(inProject('node_modules', 'fensign', 'package.json'), 'utf8'));
  assert.equal(await run(inProject('node_modules', '.bin', 'fensign'), '--version'), version);
});

for (const [name, command] of Object.entries(senders)) {
  test(`${name} sends by its own fetch, and follows no redirect`, async () => {
    const asked = await served(async (address) => assert.equal(await run(...command, address), expectedOfSending));
    // Deno's own fetch asks again where a connection breaks; see fetch.d.ts.
    assert.deepEqual(asked, name === 'Deno' ? [...kinds, 'broken'] : kinds);
  });
}

test('workerd', async () => {
  const outfile = inProject('workerd', 'worker.mjs');
  const options = { bundle: true, format: 'esm', conditions: ['workerd'], external: ['*.wasm'] };
  await esbuild.build({ entryPoints: [inProject('worker.mjs')], outfile, ...options });
  for (const file of ['fensign.wasm', 'diagnose.wasm']) {
    const module = createRequire(inProject('main.cjs')).resolve(`fensign/${file}`);
    await copyFile(module, inProject('workerd', file));
  }
  await copyFile(new URL('workerd.capnp', import.meta.url), inProject('workerd', 'workerd.capnp'));
  const asked = await served(async (address) => {
    await writeFile(inProject('workerd', 'address.txt'), address);
    const logged = await run(tool('workerd'), 'test', inProject('workerd', 'workerd.capnp'));
    assert.equal(logged, `${expected}\n${expectedOfSending}`);
  });
  assert.deepEqual(asked, kinds);
});

test('edge-light, imitated in Node.js', async () => {
  const outfile = inProject('edge-light', 'main.mjs');
  const options = { bundle: true, format: 'esm', platform: 'node', conditions: ['edge-light'] };
  await esbuild.build({ entryPoints: [inProject('main.mjs')], outfile, ...options, plugins: [compiledInAdvance] });
  assert.equal(await run(node, outfile), expected);
});

for (const [name, bundle] of Object.entries(bundlers)) {
  test(`${name}, in Node.js and in Chromium`, async () => {
    const file = inProject('out', `${name}.mjs`);
    await bundle(file);
    assert.equal(await run(node, file), expected);
    assert.equal(await runInChromium(file), expected);
  });
}

test('in Chromium, a policy without wasm-unsafe-eval is an error that says so, and one with it none', async () => {
  const file = inProject('out', 'policy.mjs');
  await esbuild.build({ entryPoints: [inProject('policy.mjs')], bundle: true, format: 'esm', outfile: file });
  const policy = "script-src 'unsafe-inline'";
  assert.equal(await runInChromium(file, policy), Array(4).fill('true module true').join(', '));
  assert.equal(await runInChromium(file, `${policy} 'wasm-unsafe-eval'`), '32, match, 32, match');
});

async function run(command, ...args) {
  const { stdout } = await promisify(execFile)(command, args, { cwd: project, timeout: 60_000 });
  return stdout.trimEnd();
}

/** Resolves to what the script logs first; a script that throws rejects. The policy is the page's Content-Security-Policy. */
async function runInChromium(file, policy) {
  const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    if (policy !== undefined) {
      await page.setContent(`<meta http-equiv="Content-Security-Policy" content="${policy}">`);
    }
    const logged = new Promise((resolve, reject) => {
      page.on('console', (message) => {
        // What else stands there is the browser's own.
        if (message.type() === 'log') resolve(message.text());
      });
      page.once('pageerror', reject);
    });
    await page.addScriptTag({ content: await readFile(file, 'utf8'), type: 'module' });
    return await logged;
  } finally {
    await browser.close();
  }
}

test('TypeScript 5.2, the oldest that the types are for', async () => {
  const folder = inProject('types');
  await mkdir(folder);
  const files = ['gateway.ts', 'dialects.ts', 'fetch.ts'];
  for (const file of files) await copyFile(new URL(`../types/${file}`, import.meta.url), join(folder, file));
  const compilerOptions = {
    target: 'es2022',
    lib: ['es2022', 'esnext.disposable', 'dom'],
    module: 'nodenext',
    types: [],
    strict: true,
    noEmit: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  await promisify(execFile)(tool('tsc'), ['--project', folder]).catch(({ stdout }) => assert.fail(stdout));
});
