// How the page is sent: few requests, compressed, and not again where the browser has it.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { ADDRESS, SITE, eachBrowser } from './browsers.mjs';

const MOST_REQUESTS = 12;
const FILES = ['index.html', 'app.mjs', 'worker.mjs', 'fensign.html', 'THIRD-PARTY-NOTICES'];

/**
 * The body as it was sent, which `fetch` would decompress.
 * @param {string} file
 * @param {Record<string, string>} [headers]
 */
async function received(file, headers = {}) {
  const [response] = await once(get(ADDRESS + file, { headers }), 'response');
  const chunks = await response.toArray();
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}

test('who takes gzip gets gzip, who does not gets the file', async () => {
  for (const file of FILES) {
    const content = await readFile(`${SITE}/${file}`);
    const packed = await received(file, { 'Accept-Encoding': 'deflate, gzip, br' });
    assert.equal(packed.headers['content-encoding'], 'gzip', file);
    assert(packed.body.length < content.length, file);
    assert.deepEqual(gunzipSync(packed.body), content, file);
    for (const encodings of ['identity', 'br', 'gzip;q=0', 'xgzip']) {
      const plain = await received(file, { 'Accept-Encoding': encodings });
      assert.equal(plain.headers['content-encoding'], undefined, `${file}, ${encodings}`);
      assert.deepEqual(plain.body, content, `${file}, ${encodings}`);
    }
    assert.equal(packed.headers.vary, 'Accept-Encoding');
  }
});

test('a file that the browser has is not sent again, and another file is', async () => {
  const { headers } = await received('app.mjs');
  const tag = headers.etag ?? '';
  assert.match(tag, /^W\/"[^"]+"$/);
  for (const has of [tag, `"other", ${tag}`]) {
    const again = await received('app.mjs', { 'If-None-Match': has });
    assert.deepEqual([again.status, again.body.length, again.headers.etag], [304, 0, tag]);
  }
  for (const [file, has] of [
    ['app.mjs', '"other"'],
    ['worker.mjs', tag],
  ]) {
    const sent = await received(file ?? '', { 'If-None-Match': has ?? '' });
    assert.equal(sent.status, 200, file);
    assert(sent.body.length > 0);
  }
});

eachBrowser('the page takes few requests', async ({ requests }) => {
  assert(requests.length >= 3 && requests.length <= MOST_REQUESTS, requests.join('\n'));
});
