// The same work in a headless Chromium, where there is no native MD5.
import { build } from 'esbuild';
import puppeteer from 'puppeteer-core';

export async function inChromium(executablePath, options) {
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
    protocolTimeout: 1_200_000,
  });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0].text, type: 'module' });
    await page.waitForFunction(() => 'run' in globalThis);
    return {
      version: await browser.version(),
      results: await page.evaluate((given) => globalThis.run(given), options),
    };
  } finally {
    await browser.close();
  }
}
