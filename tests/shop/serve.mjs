import { once } from 'node:events';
import { createServer } from 'node:http';

/**
 * The shop's address over loopback: `/notify` is the handler's, every other page one that customers come back to.
 * @param {(request: Request) => Promise<Response>} notify
 */
export async function serve(notify) {
  /** How customers came back. @type {string[]} */
  const visits = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '' } = request;
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const [path] = url.split('?');
    if (path !== '/notify') {
      visits.push(`${method} ${path}`);
      response.end('back in the shop');
      return;
    }
    const headers = new Headers();
    for (const [name, value] of Object.entries(request.headers)) headers.set(name, String(value));
    const body = method === 'GET' ? null : Buffer.concat(chunks);
    const answer = await notify(new Request(`http://shop${url}`, { method, headers, body }));
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${port}/`, visits, close };
}
