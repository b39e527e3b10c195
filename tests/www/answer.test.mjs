// The answer comes first, is the same for every kind of message, and can be acted upon.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { gateways } from 'fensign/tables';
import { EXAMPLES } from '../../www/src/examples.mjs';
import { eachBrowser } from './browsers.mjs';
import { ORDER, PUBLISHED, SECRET } from './messages.mjs';

/** @typedef {import('./browsers.mjs').Visit} Visit */

const TABLES = gateways().length;
const FAULTY = ['empty-signed', 'newline-in-secret', 'entity'];
const SCREENS = /** @type {const} */ ([
  ['a laptop', 1280, 720],
  ['a phone', 390, 844],
]);

for (const [screen, width, height] of SCREENS) {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    eachBrowser(
      `on ${screen}, verdict, cause and fix stand on the first screen (${language})`,
      async (visit) => {
        for (const id of FAULTY) {
          await visit.example(id);
          await visit.appears('.finding.certain .cause');
          await visit.page.evaluate(() => scrollTo(0, 0));
          for (const selector of ['.verdict.differ', '.finding.certain .tag', '.finding.certain .cause']) {
            const { top, bottom } = await visit.page.$eval(selector, (element) => {
              const { top, bottom } = element.getBoundingClientRect();
              return { top, bottom };
            });
            assert(top >= 0 && bottom <= height, `${id}: ${selector} ends at ${bottom}`);
          }
        }
      },
      { width, height, language },
    );
  }
}

/** The parts of a result, by what tells each. @param {Visit} visit */
const order = (visit) =>
  visit.page.$$eval('.result > .card', (cards) =>
    cards.map((card) => {
      const parts = { '.verdict': 'verdict', '.finding, .cause': 'cause', '#string': 'string', 'th code': 'fields' };
      const isDiagnosis = card.classList.contains('diagnosis');
      if (isDiagnosis) return 'cause';
      if (card.classList.contains('report')) return 'report';
      if (card.querySelector('#code-language')) return 'code';
      const found = Object.entries(parts).find(([selector]) => card.querySelector(selector));
      return found?.[1] ?? 'next';
    }),
  );

const NOTICE =
  'app_id=op0096196358123123&merchant=62626601&pay_order=11111111118&channel=200201&pay_serial=20220721102644066066610031&value=10&status=1&trade_time=1625068800000&pay_mode=1&pay_mode_desc=%E5%BE%AE%E4%BF%A1%E6%94%AF%E4%BB%98&fee=0&sign=621DE54AA0A230149FE2AEAAF58F2184';

eachBrowser('verdict, cause, string, fields, what to do next: in this order for every message', async (visit) => {
  await visit.example('empty-signed');
  await visit.appears('.finding');
  assert.deepEqual(await order(visit), ['verdict', 'cause', 'string', 'fields', 'next', 'code', 'report']);
  await visit.enter('#paste', NOTICE.replace('value=10', 'value=1'));
  await visit.enter('#secret', SECRET);
  await visit.appears('.diagnosis .hint.tried');
  assert.deepEqual(await order(visit), ['verdict', 'cause', 'string', 'fields', 'next', 'code', 'report']);
  await visit.example('reply');
  assert.deepEqual((await order(visit)).slice(0, 3), ['verdict', 'string', 'fields']);
  await visit.page.click('#reset');
  await visit.page.select('#gateway', 'custom');
  await visit.enter('#paste', 'b=2&a=1&sign=0123456789ABCDEF0123456789ABCDEF');
  await visit.enter('#secret', 'S');
  await visit.appears('.diagnosis .hint.tried');
  assert.deepEqual(await order(visit), ['verdict', 'cause', 'string', 'fields', 'next', 'code', 'report']);
});

eachBrowser('wecard: without a rule there is no verdict, with the contract’s one there is', async (visit) => {
  await visit.example('wecard');
  assert.match(await visit.text('.signature'), /No signing rule is public/);
  assert.equal(await visit.has('.verdict.match, .verdict.differ'), false);
  await visit.page.$eval('details.rule', (one) => one.toggleAttribute('open', true));
  await visit.page.select('#rule-digest', 'sha256');
  await visit.enter('#secret', 'S');
  await visit.enter('#sign', '0'.repeat(64));
  assert(await visit.has('.verdict.differ'));
  assert.deepEqual((await order(visit)).slice(0, 4), ['verdict', 'cause', 'string', 'fields']);
});

eachBrowser('a notification under a rule of one’s own is verified too', async (visit) => {
  await visit.page.select('#gateway', 'custom');
  await visit.enter('#paste', NOTICE);
  await visit.page.$eval('details.rule', (one) => one.toggleAttribute('open', true));
  await visit.enter('#rule-key-tail', '&app_secret=');
  await visit.enter('#secret', SECRET);
  await visit.choose('direction', 'notice');
  assert.match(await visit.text('.verdict'), /Signature valid/);
  await visit.enter('#secret', 'another');
  assert.match(await visit.text('.verdict'), /Signature invalid/);
});

eachBrowser('a forged notification is refused, and nothing else is offered', async (visit) => {
  await visit.enter('#paste', NOTICE);
  await visit.enter('#secret', SECRET);
  assert.equal((await visit.page.$$('.answer')).length, 2);
  assert.match(await visit.text('.facts'), /paid/);
  await visit.enter('#paste', NOTICE.replace('status=1', 'status=2'));
  await visit.enter('#secret', SECRET);
  assert.match(await visit.text('.verdict'), /Signature invalid/);
  assert.equal((await visit.page.$$('.answer')).length, 1);
  assert.match(await visit.text('.answer'), /treat it as forged/);
  assert.equal(await visit.has('.facts'), false);
});

eachBrowser('where nothing but a value differs, that is what is said', async (visit) => {
  await visit.enter('#paste', JSON.stringify({ ...ORDER, value: '11', sign: PUBLISHED }));
  await visit.enter('#secret', SECRET);
  const string = Object.entries(ORDER).map(([name, value]) => `${name}=${value}`);
  await visit.enter('#theirs', `${string.join('&')}&app_secret=${SECRET}`);
  await visit.appears('.values');
  assert.match(await visit.text('.values'), /value.*By the rule.*11.*Your code.*10/);
});

eachBrowser('no cause is both suspected and ruled out', async (visit) => {
  const message = { ...ORDER, sign: '0123456789ABCDEF0123456789ABCDEF' };
  await visit.enter('#paste', JSON.stringify(message));
  await visit.enter('#secret', SECRET);
  await visit.appears('.ruled-out');
  const named = await visit.page.$$eval('.finding', (all) => all.map((one) => one.getAttribute('data-cause') ?? ''));
  const ruledOut = await visit.page.$$eval('.ruled-out .finding-id', (all) => all.map((one) => one.textContent ?? ''));
  assert(named.length > 0 && ruledOut.length > 20);
  assert.deepEqual(
    named.filter((id) => ruledOut.includes(id)),
    [],
  );
});

eachBrowser('applied, a finding makes the signatures equal: a rule, a secret, fields', async (visit) => {
  await visit.example('empty-signed');
  await visit.appears('.finding.certain .apply');
  await visit.page.click('.finding.certain .apply');
  await visit.appears('.verdict.match');
  assert.match(await visit.text('.rule summary'), /adjusted/);
  assert.match(await visit.text('.choices summary .tag'), /Signing rule · adjusted/);

  await visit.enter('#paste', JSON.stringify({ ...ORDER, sign: PUBLISHED }));
  await visit.enter('#secret', `${SECRET}x`);
  await visit.appears('.finding.certain .apply');
  await visit.page.click('.finding.certain .apply');
  await visit.appears('.verdict.match');
  assert.equal(await visit.value('#secret'), SECRET);

  await visit.enter('#paste', JSON.stringify({ ...ORDER, subject: `${ORDER.subject} `, sign: PUBLISHED }));
  await visit.appears('.finding.certain .apply');
  await visit.page.click('.finding.certain .apply');
  await visit.appears('.verdict.match');
  assert.equal(await visit.value('#field-subject'), ORDER.subject);
});

eachBrowser('whose signature it is words the findings', async (visit) => {
  await visit.example('empty-signed');
  await visit.appears('.finding');
  assert.match(await visit.text('.finding .cause'), /your code/i);
  await visit.choose('whose', 'gateway');
  await visit.appears('.finding');
  assert.match(await visit.text('.finding .cause'), /the gateway/i);
  await visit.choose('language', 'zh');
  assert.match(await visit.text('.finding .cause'), /网关/);
  await visit.choose('whose', 'mine');
  await visit.appears('.finding');
  assert.match(await visit.text('.finding .cause'), /你的代码/);
  assert.doesNotMatch(await visit.text('.diagnosis'), /对方对/);
});

eachBrowser('a cause has a name and a link to its page', async (visit) => {
  await visit.example('empty-signed');
  await visit.appears('.finding');
  assert.match(await visit.text('.finding-head'), /Proved Empty texts signed, or dropped B1/);
  const address = await visit.page.$eval('.finding-head a', (one) => /** @type {HTMLAnchorElement} */ (one).href);
  assert.match(address, /docs\/causes\.md#b1$/);
  assert(readFileSync('docs/causes.md', 'utf8').includes('<a id="b1"></a>'));
});

eachBrowser('every order among the examples ends in a request that is ready', async (visit) => {
  const orders = EXAMPLES.filter(({ group }) => group === 'examples');
  assert(new Set(orders.map(({ gateway }) => gateway)).size === TABLES);
  for (const { id } of orders) {
    await visit.example(id);
    assert.match(await visit.text('.code'), /^curl -X (?:POST|GET) 'https?:/, id);
  }
});

eachBrowser('a report for the gateway’s support, without the secret, goes once anything changes', async (visit) => {
  await visit.example('empty-signed');
  await visit.appears('.finding');
  const secret = await visit.value('#secret');
  await visit.page.click('.report .quiet');
  const report = await visit.page.$eval('#report', (element) => element.textContent ?? '');
  for (const part of [/PassToPay/, /UTC\+8/, /The signatures differ/, /Proved: B1/, /extParam/, /key=\*\*\*/]) {
    assert.match(report, part);
  }
  assert.equal(report.includes(secret), false);
  await visit.enter('#field-amount', '9');
  assert.equal(await visit.has('#report'), false);
});

eachBrowser('two strings are compared with no message at all', async (visit) => {
  await visit.enter('#left', 'a=1&b=2&c=3&key=Zq8K3vT1mX6bN0pR5sW2');
  await visit.enter('#right', 'a=1&c=3&b=2 &key=Zq8K3vT1mX6bN0pR5sW2');
  const shown = await visit.text('.two-strings');
  assert.match(shown, /The strings differ/);
  assert.match(shown, /b ≠ differs.*U\+0020.*after c/);
  assert.equal((await visit.page.content()).includes('Zq8K3'), false);
  await visit.enter('#right', 'a=1&b=2&c=3&key=Zq8K3vT1mX6bN0pR5sW2');
  assert.match(await visit.text('.two-strings .verdict'), /The strings are the same/);
});
