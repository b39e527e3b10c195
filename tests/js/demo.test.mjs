// The demo tells its story and compares each step; where one is wrong, it says so and fails.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const DEMO = fileURLToPath(new URL('../../demo/main.mjs', import.meta.url));

/**
 * @param {string} locale
 * @param {string[]} [options] of Node.js
 * @returns {Promise<{ code: number, out: string, err: string }>}
 */
const told = (locale, options = []) =>
  new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: locale };
    execFile(process.execPath, [...options, DEMO], { env }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code), out, err }),
    );
  });

for (const [locale, line] of /** @type {const} */ ([
  ['en_US.UTF-8', /✓ Three notifications came at once: .*delivered once/u],
  ['zh_CN.UTF-8', /✓ 同时收到三份异步通知：.*只发货一次/u],
])) {
  test(`the whole story in ${locale}, with the cause of a wrong signature and no secret`, async () => {
    const { code, out, err } = await told(locale);
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, line);
    assert.match(out, /96FD052F81BBB3C25B5BD628E189A154/u);
    assert.match(out, /A6/u);
    assert.equal(out.match(/✓/gu)?.length, 7);
    assert(!/6409292d|12342134/u.test(out));
  });
}

test('a notification that is changed on its way ends the demo', async () => {
  const change = `const post = fetch;
    globalThis.fetch = (url, init) =>
      post(url, String(url).includes('/notify') ? { ...init, body: init.body.replace(/amount=\\d+/u, 'amount=7') } : init);`;
  const { code, out, err } = await told('en_US.UTF-8', [
    '--import',
    `data:text/javascript,${encodeURIComponent(change)}`,
  ]);
  assert.equal(code, 1);
  assert.match(err, /✗ This is not as it should be: Three notifications/u);
  assert.doesNotMatch(out, /✓ Three notifications/u);
});
