// The page as one file, opened from the disk as somebody does who was sent it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { SITE, eachBrowser } from './browsers.mjs';
import { FORMS, PUBLISHED, SECRET } from './messages.mjs';

const FILE = `${SITE}/fensign.html`;
const address = pathToFileURL(FILE).href;

eachBrowser(
  'the one file, from the disk: it asks for nothing, signs, and finds the cause of a wrong signature',
  async (visit) => {
    await visit.enter('#paste', FORMS.json ?? '');
    await visit.enter('#secret', SECRET);
    assert.equal((await visit.text('#signature')).replaceAll(' ', ''), PUBLISHED);
    await visit.example('empty-signed');
    await visit.appears('.finding.certain[data-cause="B1"]');
    await visit.page.click('#share');
    assert.match(await visit.text('.link'), /opened from a file/);
    // Firefox does not tell of the file itself.
    assert.deepEqual(
      visit.requests.filter((url) => url !== address),
      [],
    );
  },
  { address },
);

eachBrowser(
  'the one file looks as the served page does',
  async (visit) => {
    assert.equal(
      await visit.page.$eval('#paste', (box) => getComputedStyle(box).fontFamily.includes('monospace')),
      true,
    );
    assert.equal(await visit.page.$eval('.unseen', (one) => getComputedStyle(one).position), 'absolute');
  },
  { address },
);

test('the policies of the page and of the one file name what is inline by its hash', async () => {
  /** @param {string} html */
  const policyOf = (html) => /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html)?.[1] ?? '';
  /** @param {string} text */
  const hash = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const [source, page, file] = await Promise.all(
    ['www/index.html', `${SITE}/index.html`, FILE].map((path) => readFile(path, 'utf8')),
  );
  assert(source && page && file);
  const [, style = ''] = /<style>([^]*?)<\/style>/.exec(file) ?? [];
  assert(page.includes(`<style>${style}</style>`));
  assert.equal(policyOf(page), policyOf(source).replace("style-src 'self'", `style-src ${hash(style)}`));
  const [, script = ''] = /<script type="module">([^]*?)<\/script>/.exec(file) ?? [];
  assert.equal(policyOf(file), policyOf(page).replace("script-src 'self'", `script-src ${hash(script)}`));
  assert.doesNotMatch(policyOf(file), /'self'|unsafe-inline/);
  assert.equal(file.match(/<script/gi)?.length, 1);
});

eachBrowser(
  'the one file keeps the licences of what is in it',
  async ({ page }) => {
    const comment = await page.evaluate(() => document.lastChild?.nodeValue ?? '');
    assert.equal(comment.trim(), (await readFile(`${SITE}/THIRD-PARTY-NOTICES`, 'utf8')).trim());
    for (const words of ['Redistribution and use in source and binary forms', 'lit-html', 'esbuild', 'sha2']) {
      assert(comment.includes(words), words);
    }
  },
  { address },
);
