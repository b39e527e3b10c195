// The page that a placed order leads to: the customer pays, fails or gives up. And the list of all that happened.
import { parsed } from '../misbehaviour.mjs';
import { HEADERS, escaped, page } from './html.mjs';
import { follow, live, yuan } from './live.mjs';
import { BUTTONS, STATES, WORDS, WRONGS, languageOf } from './words.mjs';

/** @import { Misbehaviour, SandboxEvents, SandboxOrder } from '../../../sandbox.d.ts' */
/** @import { Entry, Sendable } from '../types.d.ts' */
/** @import { Language, Word } from './words.mjs' */

/**
 * What the cashier needs of the sandbox. `decide` gives nothing where it was decided before.
 * @typedef {object} Till
 * @property {(token: string) => Promise<Entry | undefined>} find
 * @property {(entry: Entry) => Promise<Entry>} open
 * @property {(entry: Entry, state: 'paid' | 'failed' | 'closed', wrong: Misbehaviour) => Promise<Entry | undefined>} decide
 * @property {(entry: Entry) => { kind: 'plain' | 'query' | 'form', notice: Sendable | undefined }} back
 * @property {() => Promise<SandboxOrder[]>} orders
 * @property {SandboxEvents} events
 * @property {(text: string) => string} mask
 */

const LOOPBACK = /^(?:localhost|.+\.localhost|127(?:\.\d+){3}|\[::1\])$/u;

/**
 * `GET /cashier/` and `/cashier/events`: the list; `GET /cashier/<token>`, `POST /cashier/<token>/paid`, `…/failed`, `…/closed`.
 * @param {Request} request
 * @param {Till} till
 * @returns {Promise<Response>}
 */
export async function cashier(request, till) {
  const url = new URL(request.url);
  const [, , token = '', button = ''] = url.pathname.split('/');
  const language = languageOf(request);
  const refuse = (/** @type {number} */ status, /** @type {Word} */ title) =>
    page(language, { status, title, content: '', here: '/cashier/' });
  if (request.method === 'GET' && (token === '' || token === 'events')) {
    // Under another name, a page of a stranger's could read it all.
    if (!LOOPBACK.test(url.hostname)) return refuse(403, WORDS.local);
    return token === '' ? live(request, await till.orders(), till.events) : follow(request, till.events);
  }
  const entry = await till.find(token);
  if (entry === undefined) return refuse(404, WORDS.noOrder);
  if (request.method === 'GET' && button === '') return show(language, await till.open(entry), till);
  if (request.method !== 'POST' || !isButton(button)) return refuse(405, WORDS.notPossible);
  if (isForeign(request, url)) return refuse(403, WORDS.foreign);
  const decided = await till.decide(entry, button, await wrongOf(request));
  // Decided before, maybe by another press at the same time.
  return decided === undefined
    ? show(language, (await till.find(token)) ?? entry, till)
    : goBack(language, decided, till);
}

/** @param {string} name @returns {name is keyof typeof BUTTONS} */
const isButton = (name) => Object.hasOwn(BUTTONS, name);

/** Whether a browser says that the form is another site's. @param {Request} request @param {URL} url */
function isForeign({ headers }, url) {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site !== 'same-origin' && site !== 'none';
  const origin = headers.get('origin');
  return origin !== null && origin !== url.origin;
}

/** The boxes that were ticked; others are none of this page's. @param {Request} request @returns {Promise<Misbehaviour>} */
async function wrongOf(request) {
  const sent = new URLSearchParams(await request.text()).getAll('wrong');
  const known = WRONGS.map(([name]) => name).filter((name) => sent.includes(name));
  return known.length === 0 ? {} : parsed(known.join(','));
}

/** @param {Language} language @param {Entry} entry @param {Till} till */
function show(language, { orderNo, amountFen, state, token, gateway, returnUrl }, { mask }) {
  const isOpen = state === 'created' || state === 'paying';
  const rows = [
    [WORDS.gateway, gateway],
    [WORDS.orderNo, mask(orderNo)],
    [WORDS.state, STATES[state][language]],
  ].map(([name, value]) => `<dt>${/** @type {Word} */ (name)[language]}</dt><dd>${escaped(String(value))}</dd>`);
  const boxes = WRONGS.map(
    ([name, word]) => `<label><input type="checkbox" name="wrong" value="${name}"> ${word[language]}</label>`,
  );
  const buttons = Object.entries(BUTTONS).map(
    ([name, word]) =>
      `<button value="${name}" formaction="/cashier/${token}/${name}?lang=${language}">${word[language]}</button>`,
  );
  const form = `<form method="post" action="/cashier/${token}/paid">${buttons.join('')}
<details><summary>${WORDS.wrong[language]}</summary>${boxes.join('')}</details></form>`;
  const back =
    isOpen || !isAddress(returnUrl) ? '' : `<p><a href="${escaped(returnUrl)}">${WORDS.back[language]}</a></p>`;
  const content = `<p class="amount">${yuan(amountFen)}</p><p>${WORDS.note[language]}</p><dl>${rows.join('')}</dl>${isOpen ? form : back}
<p><a href="/cashier/?lang=${language}">${WORDS.list[language]}</a></p>`;
  return page(language, { title: WORDS.cashier, content, here: `/cashier/${token}` });
}

/** @param {string} text */
const isAddress = (text) => URL.canParse(text) && /^https?:$/u.test(new URL(text).protocol);

/** @param {Language} language @param {Entry} entry @param {Till} till */
function goBack(language, entry, till) {
  const { returnUrl, token } = entry;
  const { kind, notice } = till.back(entry);
  if (!isAddress(returnUrl)) return show(language, entry, till);
  if (kind === 'form') {
    const inputs = [...new URLSearchParams(notice?.body)].map(
      ([name, value]) => `<input type="hidden" name="${escaped(name)}" value="${escaped(value)}">`,
    );
    const content = `<form method="post" action="${escaped(returnUrl)}">${inputs.join('')}<button>${WORDS.back[language]}</button></form>`;
    return page(language, { title: WORDS.back, content, here: `/cashier/${token}` });
  }
  const address =
    kind === 'query' ? `${returnUrl}${returnUrl.includes('?') ? '&' : '?'}${notice?.body ?? ''}` : returnUrl;
  return new Response(null, { status: 303, headers: { ...HEADERS, Location: new URL(address).href } });
}
