// A view by itself: on an empty page, of a state that the test makes.
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { eachPage } from './browsers.mjs';

/** @typedef {import('./browsers.mjs').Visit} Visit */

const SOURCES = fileURLToPath(new URL('../../www/src/', import.meta.url));

/**
 * @param {string} code of a module in www/src that imports what it tests, and sets `globalThis.test`
 */
async function bundled(code) {
  const stdin = { contents: code, resolveDir: SOURCES };
  const settings = /** @type {const} */ ({ platform: 'neutral', format: 'iife', target: 'es2022', bundle: true });
  const { outputFiles } = await build({ stdin, ...settings, write: false });
  return outputFiles[0]?.text ?? '';
}

/**
 * The same test in each browser.
 * @param {string} name
 * @param {string} code
 * @param {(visit: Visit) => Promise<void>} run
 */
export function eachView(name, code, run) {
  eachPage(name, async (visit) => {
    await visit.page.setContent('<!doctype html><div id="page"></div>');
    await visit.page.evaluate(await bundled(code));
    await run(visit);
  });
}
