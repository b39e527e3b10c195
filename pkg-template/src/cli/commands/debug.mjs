import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { paint } from '../output.mjs';
import { serving } from '../serving.mjs';
import { Stop } from '../stop.mjs';

/** @import { Command } from '../call.mjs' */

/** @type {Command} */
export const debug = {
  usage: '',
  about: { en: 'serve the signature debugger, a page for the browser', zh: '在本机打开签名调试器页面' },
  more: {
    en: 'The page is in the package, and computes everything itself. It is served to this machine alone.',
    zh: '页面在 npm 包内，所有计算都在页面中完成；只对本机开放。',
  },
  options: ['port'],
  example: 'fensign debug --port 8080',
  run(call) {
    const page = pageOfPackage();
    const server = createServer((request, response) => {
      if (request.url !== '/') return response.writeHead(404).end();
      return response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(page);
    });
    return serving(server, call, (address) => call.out.line(call.say('debugger'), ' ', paint.bold(address)));
  },
};

/** It lies beside this script. */
function pageOfPackage() {
  try {
    return readFileSync(new URL('./debugger.html', import.meta.url));
  } catch (error) {
    throw new Stop(2, 'unreadable', 'debugger.html', /** @type {NodeJS.ErrnoException} */ (error).code ?? '');
  }
}
