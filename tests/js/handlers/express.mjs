import { once } from 'node:events';
import express from 'express';

/** @import { Serve } from './shop.mjs' */

/** @type {Serve} */
export async function serve(answer) {
  const app = express().set('env', 'test'); // Or every 413 is printed.
  app.post('/notify', express.raw({ type: () => true }), async (request, response) => {
    const { contentType, body } = await answer(request.body, request.get('content-type'));
    response.type(contentType).send(body);
  });
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}/notify`, close: () => server.close() };
}
