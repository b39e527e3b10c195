// For node:http, without importing it.
import { LIMITS } from '../constants.mjs';

/** Of a response that must not arrive. */
export const LOST = 'x-fensign-lost';

/** @import { SandboxIncoming, SandboxOutgoing } from '../../sandbox.d.ts' */

/** @param {(request: Request) => Promise<Response>} fetch */
export const createListener =
  (fetch) =>
  /** @param {SandboxIncoming} incoming @param {SandboxOutgoing} outgoing @returns {Promise<void>} */
  async (incoming, outgoing) => {
    try {
      const response = await fetch(await requestOf(incoming));
      if (response.headers.has(LOST)) {
        outgoing.destroy();
        return;
      }
      outgoing.writeHead(response.status, Object.fromEntries(response.headers));
      const reader = response.body?.getReader();
      // Whoever follows what happens goes away some time.
      outgoing.on?.('close', () => void reader?.cancel());
      for (let read; !(read = await reader?.read())?.done && read !== undefined;) outgoing.write(read.value);
      outgoing.end();
    } catch {
      // No request can be made of it, or the connection is gone.
      if (!outgoing.headersSent) outgoing.writeHead(400, { 'Content-Type': 'text/plain' });
      outgoing.end();
    }
  };

/** @param {SandboxIncoming} incoming */
async function requestOf(incoming) {
  const { method = 'GET', url = '/', headers: given } = incoming;
  const host = typeof given.host === 'string' && URL.canParse(`http://${given.host}/`) ? given.host : 'localhost';
  const headers = new Headers();
  for (const [name, value] of Object.entries(given))
    if (typeof value === 'string' && !name.startsWith(':')) headers.set(name, value);
  const chunks = [];
  let length = 0;
  for await (const chunk of incoming) {
    length += chunk.length;
    // One more than can be read says that it is too long.
    if (length <= LIMITS.text + chunk.length) chunks.push(chunk);
  }
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const path = url.startsWith('/') ? url : '/';
  return new Request(`http://${host}${path}`, { method, headers, body: hasBody ? new Blob(chunks) : null });
}
