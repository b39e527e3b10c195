import Fastify from 'fastify';

/** @import { Serve } from './shop.mjs' */

/** @type {Serve} */
export async function serve(answer) {
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.post('/notify', async (request, response) => {
    const { contentType, body } = await answer(request.body, request.headers['content-type']);
    return response.type(contentType).send(body);
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { url: `${address}/notify`, close: () => app.close() };
}
