import { once } from 'node:events';
import { createServer } from 'node:http';

/** @import { Serve } from './shop.mjs' */

/** @type {Serve} */
export async function serve(answer) {
  const server = createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const { contentType, body } = await answer(Buffer.concat(chunks), request.headers['content-type']);
    response.writeHead(200, { 'Content-Type': contentType }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { url: `http://127.0.0.1:${port}/notify`, close: () => server.close() };
}
