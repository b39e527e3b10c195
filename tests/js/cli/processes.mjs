// The command line as a process of its own, as people and scripts run it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after } from 'node:test';

const manifest = createRequire(import.meta.url).resolve('fensign/package.json');

/** @type {{ version: string, bin: { fensign: string } }} */
export const PACKAGE = JSON.parse(readFileSync(manifest, 'utf8'));

export const CLI = join(dirname(manifest), PACKAGE.bin.fensign);

export const SECRET = 'Qx7secretNeverShown9zK';

/** What the process has besides, unless a test says otherwise: English, no colours asked for, no terminal. */
const ENVIRONMENT = { PATH: process.env.PATH, LC_ALL: 'C.UTF-8', KEY: SECRET };

/** @typedef {{ code: number | null, out: string, err: string }} Ended */

/**
 * @param {string[]} args
 * @param {{ input?: string | Uint8Array, env?: Record<string, string | undefined> }} [options]
 * @returns {Promise<Ended>}
 */
export async function fensign(args, { input = '', env } = {}) {
  const child = spawn(process.execPath, [CLI, ...args], { env: { ...ENVIRONMENT, ...env } });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (err += text));
  // It may have ended before it has read all of it.
  child.stdin.on('error', () => {}).end(input);
  const [code] = await once(child, 'close');
  return { code, out, err };
}

const folder = mkdtempSync(join(tmpdir(), 'fensign-cli-'));
after(() => rmSync(folder, { recursive: true }));

/**
 * A file with this text, for the tests of one file.
 * @param {string} name
 * @param {string | Uint8Array} text
 */
export function fileWith(name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
