// What the page runs; see chromium.mjs.
import { BATCH_MS, measure } from './measure.mjs';
import { fast, slow } from './portable.mjs';
import { work } from './work.mjs';

function isEqual(a, b) {
  let difference = a.length ^ b.length;
  for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at);
  return difference === 0;
}

globalThis.run = ({ only, quick }) =>
  measure(work({ md5s: fast, slow, libraries: {}, isEqual }, only), BATCH_MS.browser, quick);
