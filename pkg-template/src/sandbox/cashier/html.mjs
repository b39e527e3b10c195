// The frame of the cashier's pages. Nothing is loaded from elsewhere, and texts of strangers are escaped.
/** @import { Language, Word } from './words.mjs' */
import { WORDS } from './words.mjs';

const STYLE = `:root{color-scheme:light dark;--line:#8884;--good:#0a7a3a;--bad:#c0262d;--paper:#fff;--ink:#111}
@media(prefers-color-scheme:dark){:root{--good:#4fd18b;--bad:#ff8a8a;--paper:#121212;--ink:#eee}}
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink)}
body{font:16px/1.5 system-ui,sans-serif;max-width:42rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}
header{display:flex;gap:1rem;justify-content:space-between;align-items:baseline}
h1{font-size:1.25rem;margin:.5rem 0}h2{font-size:1rem;margin:1.5rem 0 .25rem}
.amount{font-size:2.25rem;margin:.25rem 0}
dl{display:grid;grid-template-columns:auto 1fr;gap:.25rem 1rem;margin:1rem 0}dt{opacity:.75}dd{margin:0}
button{display:block;width:100%;min-height:3rem;margin:.5rem 0;font:inherit;border:1px solid var(--line);border-radius:.5rem;cursor:pointer}
button[value=paid]{background:#0a7a3a;color:#fff;border-color:#0a7a3a}
details{margin:.75rem 0;border:1px solid var(--line);border-radius:.5rem;padding:.5rem .75rem}
label{display:block;padding:.35rem 0}
a{color:inherit}
ul{list-style:none;margin:0;padding:0}li{border-top:1px solid var(--line);padding:.5rem 0}
.good{color:var(--good)}.bad{color:var(--bad)}small{display:block;opacity:.8}`;

/** @param {string} text */
export const escaped = (text) => text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);

/**
 * @param {Language} language
 * @param {{ title: Word, content: string, here: string, status?: number, script?: string }} page `here`: its path
 */
export function page(language, { title, content, here, status = 200, script }) {
  const nonce = crypto.randomUUID();
  const other = language === 'en' ? 'zh' : 'en';
  const html = `<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title[language]}</title><link rel="icon" href="data:,">
<style nonce="${nonce}">${STYLE}</style>
<header><h1>${title[language]}</h1><a href="${escaped(here)}?lang=${other}" lang="${other}">${WORDS.language[language]}</a></header>
<main>${content}</main>
${script === undefined ? '' : `<script nonce="${nonce}">${script}</script>`}
</html>`;
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; connect-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'`;
  return new Response(html, {
    status,
    headers: { ...HEADERS, 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy },
  });
}

/** The referrer stays within the sandbox; without any, a browser would not say where a form comes from. */
export const HEADERS = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};
