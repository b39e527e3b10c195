// Orders and what happened to them, as a list that follows.
import { HEADERS, escaped, page } from './html.mjs';
import { STATES, VERDICTS, WORDS, languageOf } from './words.mjs';

/** @import { SandboxEvent, SandboxEvents, SandboxOrder } from '../../../sandbox.d.ts' */
/** @import { Language } from './words.mjs' */

/** Elements come as the page's own have come, escaped. */
const SCRIPT = `const put = (list, id, html) => {
  const template = document.createElement('template');
  template.innerHTML = html;
  const old = [...list.children].find((one) => one.dataset.id === id);
  old ? old.replaceWith(template.content) : list.prepend(template.content);
  document.querySelectorAll('[data-none]').forEach((one) => { one.hidden = one.nextElementSibling.children.length > 0; });
};
const source = new EventSource('/cashier/events?lang=' + document.documentElement.lang.slice(0, 2));
for (const name of ['orders', 'events'])
  source.addEventListener(name, ({ data }) => { const { id, html } = JSON.parse(data); put(document.getElementById(name), id, html); });`;

/**
 * @param {Request} request
 * @param {SandboxOrder[]} orders
 * @param {SandboxEvents} events
 */
export function live(request, orders, events) {
  const language = languageOf(request);
  const list = (/** @type {'orders' | 'events'} */ name, /** @type {string[]} */ items) =>
    `<h2 id="of-${name}">${WORDS[name][language]}</h2><p data-none${items.length > 0 ? ' hidden' : ''}>${WORDS.none[language]}</p>
<ul id="${name}" aria-labelledby="of-${name}" aria-live="polite">${[...items].reverse().join('')}</ul>`;
  const content =
    list(
      'orders',
      orders.map((order) => orderItem(order, language)),
    ) +
    list(
      'events',
      events.list().map((event) => eventItem(event, language)),
    );
  return page(language, { title: WORDS.list, content, here: '/cashier/', script: SCRIPT });
}

/**
 * As server-sent events, what came after the last that the page has.
 * @param {Request} request
 * @param {SandboxEvents} events
 */
export function follow(request, events) {
  const language = languageOf(request);
  const last = Number(request.headers.get('last-event-id') ?? 0);
  const encoder = new TextEncoder();
  let end = () => {};
  const body = new ReadableStream({
    start(controller) {
      const send = (/** @type {SandboxEvent} */ event) => {
        const parts = [['events', String(event.id), eventItem(event, language)]];
        if (event.order) parts.push(['orders', idOf(event.order), orderItem(event.order, language)]);
        for (const [name, id, html] of parts)
          controller.enqueue(
            encoder.encode(`id: ${event.id}\nevent: ${name}\ndata: ${JSON.stringify({ id, html })}\n\n`),
          );
      };
      for (const event of events.list()) if (event.id > last) send(event);
      end = events.subscribe(send);
    },
    cancel: () => end(),
  });
  return new Response(body, { headers: { ...HEADERS, 'Content-Type': 'text/event-stream' } });
}

/** @param {SandboxOrder} order */
const idOf = ({ gateway, kind, orderNo }) => `${gateway}/${kind}/${orderNo}`;

/** @param {SandboxOrder} order @param {Language} language */
function orderItem(order, language) {
  const { gateway, kind, orderNo, amountFen, state, payUrl } = order;
  const isOpen = kind === 'order' && (state === 'created' || state === 'paying');
  const link = isOpen
    ? ` · <a href="${escaped(new URL(payUrl).pathname)}?lang=${language}">${WORDS.opened[language]}</a>`
    : '';
  return `<li data-id="${escaped(idOf(order))}">${escaped(gateway)} ${escaped(orderNo)} · ${yuan(amountFen)} · <b>${STATES[state][language]}</b>${link}</li>`;
}

/** @param {SandboxEvent} event @param {Language} language */
function eventItem(event, language) {
  const { id, at, type, gateway = '', operation, orderNo = '', verdict, order, url, attempt, status, answer } = event;
  const { causes = [], message, messageZh = message } = event;
  const word = verdict === undefined ? undefined : VERDICTS[verdict];
  const said = word?.[language] ?? (order === undefined ? type : STATES[order.state][language]);
  const kind = word === undefined ? '' : ` class="${word.isGood ? 'good' : 'bad'}"`;
  const details = [
    url === undefined ? '' : `${url}${attempt === undefined ? '' : ` #${attempt}`}`,
    status === undefined ? '' : `${status} ${JSON.stringify(answer ?? '')}`,
    [causes.join(', '), language === 'zh' ? messageZh : message].filter(Boolean).join(': '),
  ].filter((text) => text !== '');
  const small = details.map((text) => `<small>${escaped(text)}</small>`).join('');
  const what = [gateway, operation ?? type, orderNo].filter((text) => text !== '').join(' ');
  return `<li data-id="${id}">${clock(at)} ${escaped(what)} <b${kind}>${escaped(said)}</b>${small}</li>`;
}

/** @param {number} fen */
export const yuan = (fen) => `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;

/** Of the day in China, as the gateways have it. @param {number} at */
const clock = (at) => new Date(at + 8 * 3_600_000).toISOString().slice(11, 19);
