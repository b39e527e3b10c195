// The same work in a headless Chromium, where there is no native MD5.
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';

export async function inChromium(executablePath) {
  const entry = new URL('browser.mjs', import.meta.url).pathname;
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format: 'esm',
    write: false,
    platform: 'browser',
  });
  const browser = await puppeteer.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
    protocolTimeout: 600_000,
  });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0].text, type: 'module' });
    await page.waitForFunction(() => 'results' in globalThis);
    return { version: await browser.version(), results: await page.evaluate(() => globalThis.results) };
  } finally {
    await browser.close();
  }
}
