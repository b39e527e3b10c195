// What the page runs; see chromium.mjs.
import { measure } from './measure.mjs';
import { portable } from './portable.mjs';
import { work } from './work.mjs';

globalThis.results = portable().then((md5s) => measure(work(md5s, {}, 'js-md5')));
