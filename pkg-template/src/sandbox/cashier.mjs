// The page that a placed order leads to: the customer pays, fails or gives up.
/** @import { Entry, Sendable } from './types.d.ts' */

/** What each button does, and what it says. @type {Record<string, { state: 'paid' | 'failed' | 'closed', en: string, zh: string }>} */
const BUTTONS = {
  paid: { state: 'paid', en: 'Paid', zh: '支付成功' },
  failed: { state: 'failed', en: 'Failed', zh: '支付失败' },
  closed: { state: 'closed', en: 'Closed', zh: '关闭订单' },
};

const HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'";

/**
 * `GET /cashier/<token>`, and `POST /cashier/<token>/paid`, `…/failed`, `…/closed`.
 * @param {Request} request
 * @param {{
 *   find: (token: string) => Promise<Entry | undefined>,
 *   open: (entry: Entry) => Promise<Entry>,
 *   decide: (entry: Entry, state: 'paid' | 'failed' | 'closed') => Promise<Entry | undefined>,
 *   back: (entry: Entry) => { kind: 'plain' | 'query' | 'form', notice: Sendable | undefined },
 *   mask: (text: string) => string,
 * }} till
 * @returns {Promise<Response>}
 */
export async function cashier(request, { find, open, decide, back, mask }) {
  const [, , token = '', button = ''] = new URL(request.url).pathname.split('/');
  const entry = await find(token);
  if (entry === undefined) return page(404, '没有该订单 No such order', '');
  if (request.method === 'GET' && button === '') return show(await open(entry), mask);
  const wanted = Object.hasOwn(BUTTONS, button) ? BUTTONS[button] : undefined;
  if (request.method !== 'POST' || wanted === undefined) return page(405, '不支持的操作 Not possible', '');
  const decided = await decide(entry, wanted.state);
  // Decided before, maybe by another press at the same time.
  return decided === undefined ? show((await find(token)) ?? entry, mask) : goBack(decided, back(decided), mask);
}

/** @param {Entry} entry @param {(text: string) => string} mask */
function show({ orderNo, amountFen, state, token, gateway }, mask) {
  const isOpen = state === 'created' || state === 'paying';
  const buttons = Object.entries(BUTTONS).map(
    ([name, { en, zh }]) =>
      `<form method="post" action="/cashier/${token}/${name}"><button>${zh} ${en}</button></form>`,
  );
  const rows = [
    ['网关 Gateway', gateway],
    ['订单号 Order', mask(orderNo)],
    ['金额 Amount', `¥${(amountFen / 100).toFixed(2)}`],
    ['状态 State', state],
  ].map(([name = '', value = '']) => `<dt>${escaped(name)}</dt><dd>${escaped(value)}</dd>`);
  return page(200, '沙箱收银台 Sandbox cashier', `<dl>${rows.join('')}</dl>${isOpen ? buttons.join('') : ''}`);
}

/** @param {Entry} entry @param {{ kind: string, notice: Sendable | undefined }} back @param {(text: string) => string} mask */
function goBack(entry, { kind, notice }, mask) {
  const { returnUrl } = entry;
  if (!URL.canParse(returnUrl) || !/^https?:$/u.test(new URL(returnUrl).protocol)) return show(entry, mask);
  if (kind === 'form') {
    const inputs = [...new URLSearchParams(notice?.body)].map(
      ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
    );
    return page(
      200,
      '返回商户 Back to the shop',
      `<form method="post" action="${escaped(returnUrl)}">${inputs.join('')}<button>返回 Back</button></form>`,
    );
  }
  const url = kind === 'query' ? `${returnUrl}${returnUrl.includes('?') ? '&' : '?'}${notice?.body ?? ''}` : returnUrl;
  return new Response(null, { status: 303, headers: { ...HEADERS, Location: new URL(url).href } });
}

/** @param {number} status @param {string} title @param {string} content */
function page(status, title, content) {
  const html = `<!doctype html><html lang="zh-CN"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title>
<style>body{font:16px sans-serif;max-width:24em;margin:2em auto;padding:0 1em}button{width:100%;padding:1em;margin:.3em 0}</style>
<h1>${title}</h1>${content}</html>`;
  return new Response(html, { status, headers: { ...HEADERS, 'Content-Security-Policy': POLICY } });
}

/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"']/gu, (character) => `&#${character.charCodeAt(0)};`);
