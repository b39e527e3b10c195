// Everything that is measured in Node.js, and the browser's part; prints one JSON object. Options, all for a look at a built
// package: `--only sign-pass2pay` measures the kinds whose id begins so, `--quick` fewer rounds, and `--table` prints a table.
// With any of them, Node.js's part alone is measured unless CHROME names a Chromium.
import { execFileSync } from 'node:child_process';
import { createHash, hash, timingSafeEqual } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import Payment from 'tenpay';
import { Hash } from 'wechatpay-axios-plugin';
import { inChromium } from './chromium.mjs';
import { fast, slow } from './portable.mjs';
import { BATCH_MS, measure, spread } from './measure.mjs';
import { work } from './work.mjs';

const FRESH_PROCESSES = 15;

const md5s = {
  'crypto.hash': (text) => hash('md5', text),
  'crypto.createHash': (text) => createHash('md5').update(text).digest('hex'),
};

const isEqual = (a, b) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const payments = new Map();
const libraries = {
  tenpay: (fields, secret) => {
    if (!payments.has(secret)) payments.set(secret, new Payment({ appid: 'a', mchid: 'm', partnerKey: secret }));
    return payments.get(secret)._getSign(fields);
  },
  'wechatpay-axios-plugin': (fields, secret) => Hash.sign('MD5', fields, secret),
};

const require = createRequire(import.meta.url);
const sizeOf = (path) => {
  const bytes = readFileSync(require.resolve(path));
  return { raw: bytes.length, gzip: gzipSync(bytes, { level: 9 }).length, brotli: brotliCompressSync(bytes).length };
};

/** A process that does nothing but import and sign once. */
function fresh() {
  const runs = Array.from({ length: FRESH_PROCESSES }, () =>
    JSON.parse(execFileSync(process.execPath, [new URL('fresh.mjs', import.meta.url).pathname], { encoding: 'utf8' })),
  );
  return Object.fromEntries(Object.keys(runs[0]).map((name) => [name, spread(runs.map((run) => run[name]))]));
}

const { values: options } = parseArgs({
  options: { only: { type: 'string', multiple: true }, quick: { type: 'boolean' }, table: { type: 'boolean' } },
});

const node = measure(
  work({ md5s, slow: { ...fast, ...slow }, libraries, isEqual }, options.only),
  BATCH_MS.node,
  options.quick,
);
const isLook = Object.keys(options).length > 0;
const chrome = process.env.CHROME;
const { version, results } =
  isLook && !chrome ? { version: 'none', results: [] } : await inChromium(chrome, { ...options });

if (options.table) {
  for (const { id, rows } of [...node, ...results]) {
    for (const { name, nanoseconds, ratio } of rows) {
      const figures = [nanoseconds.median / 1000, ratio.median, ratio.p10, ratio.p90].map((figure) =>
        figure.toFixed(2).padStart(8),
      );
      console.log(id.padEnd(24), name.padEnd(46), ...figures);
    }
  }
} else {
  console.log(
    JSON.stringify({
      date: new Date().toISOString().slice(0, 10),
      machine: { cpu: cpus()[0]?.model.trim(), node: process.version, chromium: version },
      environments: { node, chromium: results },
      sizes: {
        module: sizeOf('fensign/fensign.wasm'),
        entry: sizeOf('fensign'),
        diagnosis: sizeOf('fensign/diagnose.wasm'),
      },
      fresh: fresh(),
    }),
  );
}
