// A server for this machine alone, until it is interrupted.
import { once } from 'node:events';
import { optionOf } from './call.mjs';
import { Stop } from './stop.mjs';

/**
 * @param {import('node:http').Server} server
 * @param {import('./call.mjs').Call} call
 * @param {(address: string) => void} ready
 * @returns {Promise<number>} which the interruption outruns
 */
export async function serving(server, call, ready) {
  const port = optionOf(call, 'port') ?? '0';
  if (!/^\d{1,5}$/u.test(port) || Number(port) > 65_535) throw new Stop(2, 'mustBe', 'port', '0–65535');
  server.listen(Number(port), '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new Stop(2, 'noPort', /** @type {NodeJS.ErrnoException} */ (error).code ?? '');
  }
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  ready(`http://127.0.0.1:${address.port}/`);
  call.err.line(call.say('interrupt'));
  await once(server, 'close');
  return 0;
}
