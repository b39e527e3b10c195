// A key that was pasted or typed anywhere is in no link, in nothing that is shown, and in nothing that is copied.
import assert from 'node:assert/strict';
import { eachBrowser } from './browsers.mjs';
import { ORDER, SECRET } from './messages.mjs';

/** @typedef {import('./browsers.mjs').Visit} Visit */

/** Whoever's it is: not the secret that is typed. */
const KEY = 'Zq8K3vT1mX6bN0pR5sW2yD4f';
const SIGN = '96FD052F81BBB3C25B5BD628E189A155';

const pairs = Object.entries(ORDER).map(([name, value]) => `${name}=${value}`);
const string = pairs.join('&');
const form = new URLSearchParams(ORDER).toString();
const json = JSON.stringify(ORDER).slice(1, -1);
const url = 'https://api.4pyun.com/gate/1.0/payment/trade/prepare';
const epay = 'money=1.00&name=tea&out_trade_no=20160806151343349&pid=1001&type=alipay';
const reply = '"code":0,"msg":"SUCCESS","sign":"F4DA202C516D1F33A12F1E547C5004FD"';
const notice =
  'app_id=op0096196358123123&merchant=62626601&pay_order=11111111118&channel=200201&pay_serial=1&value=10&status=1';

/** What is pasted, by the place of the key in it. @type {Record<string, string>} */
const PASTES = {
  'the tail of a string, under the rule’s name': `${string}&app_secret=${KEY}`,
  'the tail of a string, under another gateway’s name': `${string}&key=${KEY}`,
  'the tail of a string, under a name of nobody’s': `${string}&secret=${KEY}`,
  'the tail of a string, without a name': `${epay}${KEY}`,
  'the head of a string, under its name': `key=${KEY}&${string}`,
  'the head of a string, without a name': `${KEY}${epay}`,
  'a string in a line of a log': `2026-11-27 10:00:00 INFO [main] signStr=${string}&mchKey=${KEY}`,
  'a string in a call': `md5(${epay}&key=${KEY})`,
  'a member of JSON': `{${json},"appkey":"${KEY}"}`,
  'a member of JSON that is a number’s neighbour': `{"amount":1,"app_secret":"${KEY}","n":2,${json}}`,
  'a member of an object in JSON': `{${json},"ext":{"merchant":{"private_key":"${KEY}"}}}`,
  'a member of a list in JSON': `{${json},"list":[{"token":"${KEY}"}]}`,
  'JSON in a text of JSON': `{${json},"attach":${JSON.stringify(JSON.stringify({ password: KEY }))}}`,
  'JSON in a text of a text of JSON': JSON.stringify(JSON.stringify({ ...ORDER, attach: { appSecret: KEY } })),
  'an address in JSON': `{${json},"return_url":"https://a.b.c/?access_token=${KEY}&x=1"}`,
  'a field of a form': `${form}&mch_key=${KEY}`,
  'an address in a form': `${form}&return_url=${encodeURIComponent(`https://a.b.c/?token=${KEY}`)}`,
  'JSON in a form': `${form}&attach=${encodeURIComponent(JSON.stringify({ secretKey: KEY }))}`,
  'the query of an address': `${url}?${form}&token=${KEY}`,
  'the body of a curl command': `curl -X POST '${url}' --data-raw '${form}&api_key=${KEY}'`,
  'the address of a curl command': `curl -X POST '${url}?api_key=${KEY}' --data-raw '${form}'`,
  'a header of a curl command': `curl -X POST '${url}' -H 'X-Api-Key: ${KEY}' --data-raw '${form}'`,
  'lines with colons': `${pairs.join('\n').replaceAll('=', ': ')}\nmchKey: ${KEY}`,
  'lines in Chinese': `${pairs.join('\n')}\n商户密钥：${KEY}`,
  'lines with tabs': `${pairs.join('\n').replaceAll('=', '\t')}\nsignKey\t${KEY}`,
  'a Java map': `{${pairs.join(', ')}, partnerKey=${KEY}}`,
  'what PHP prints': `Array\n(\n    [value] => 10\n    [secret] => ${KEY}\n)\n`,
  'what PHP dumps': `array(2) {\n  ["value"]=>\n  string(2) "10"\n  ["key"]=>\n  string(24) "${KEY}"\n}`,
  'a Python dictionary': `{'value': '10', 'app_secret': '${KEY}'}`,
  'Python tuples': `[('value', '10'), ('key', '${KEY}')]`,
  'a Go map': `map[app_id:1 key:${KEY} value:10]`,
  XML: `<xml><value>10</value><key><![CDATA[${KEY}]]></key></xml>`,
  'names and values apart': `{"params":[{"name":"value","value":"10"},{"name":"key","value":"${KEY}"}]}`,
  'a sentence': `the api key: ${KEY}`,
  'a bearer': `Authorization: Bearer ${KEY}`,
  'a reply': `{${reply},"data":{"mchOrderNo":"1","payOrderId":"2","orderState":2,"token":"${KEY}"}}`,
  'a notification': `${notice}&key=${KEY}&sign=${SIGN}`,
};

/** What is typed into a field, by its selector; after this paste. @type {Record<string, [selector: string, text: string]>} */
const FIELDS = {
  'the other side’s string, at its tail': ['#theirs', `${string}&key=${KEY}`],
  'the other side’s string, at its tail, without a name': ['#theirs', `${string}${KEY}`],
  'the other side’s string, at its head, without a name': ['#theirs', `${KEY}${string}`],
  'the other side’s string, of values alone': ['#theirs', `${Object.values(ORDER).join('')}${KEY}`],
  'a string that is compared, at its tail': ['#left', `${string}&key=${KEY}`],
  'a string that is compared, at its head': ['#right', `${KEY}${string}`],
  'another secret': ['#candidate-0', KEY],
  'the gateway’s address': ['#base-url', `https://pay.example/?token=${KEY}`],
  'the received signature': ['#sign', `key=${KEY}`],
  'a field that holds an address': ['#field-notify_url', `https://a.b.c/notify?token=${KEY}`],
  'a field that holds JSON': ['#field-extra', `{"plate":"1","appSecret":"${KEY}"}`],
  'a field that holds a sentence': ['#field-body', `密钥：${KEY}`],
  'the rule’s text before the key': ['#rule-key-tail', `&app_secret=${KEY}`],
  'the rule’s prefix': ['#rule-prefix', `key=${KEY}`],
};

/** @param {Visit} visit */
const open = (visit) =>
  visit.page.$$eval('details', (all) => {
    for (const one of all) one.open = true;
  });

/** @param {Visit} visit */
async function leave(visit) {
  await visit.page.evaluate(() => /** @type {HTMLElement} */ (document.activeElement)?.blur());
  // Longer than the page waits for the next keystroke before it diagnoses.
  await new Promise((resolve) => setTimeout(resolve, 250));
}

/**
 * What somebody who looks at the screen sees, or the tools of a browser; a password field holds what it hides.
 * @param {Visit} visit
 */
const shown = (visit) =>
  visit.page.evaluate(() =>
    [
      document.documentElement.outerHTML,
      document.body.innerText,
      document.title,
      location.href,
      ...Array.from(
        document.querySelectorAll('input:not([type=password]), textarea, select'),
        (one) => /** @type {HTMLInputElement} */ (one).value,
      ),
    ].join('\n'),
  );

/**
 * All that the page copies, by each of its buttons.
 * @param {Visit} visit
 */
async function copied(visit) {
  return visit.page.evaluate(async () => {
    /** @type {string[]} */
    const texts = [];
    const writeText = async (/** @type {string} */ text) => void texts.push(text);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
    const click = (/** @type {string} */ selector) => {
      for (const one of document.querySelectorAll(selector)) /** @type {HTMLElement} */ (one).click();
    };
    for (const view of ['curl', 'fetch', 'body']) {
      click(`input[name="view"][value="${view}"]`);
      click('button[aria-label^="Copy"]');
    }
    click('#share');
    const panel = document.querySelector('.link')?.outerHTML ?? '';
    click('#copy-link');
    await new Promise((resolve) => setTimeout(resolve, 20));
    return { texts, panel, link: location.href };
  });
}

/** @param {string} link */
const carried = (link) => Buffer.from(new URL(link).hash.slice(1), 'base64url').toString();

/**
 * @param {Visit} visit
 * @param {string} place
 */
async function search(visit, place) {
  await open(visit);
  for (const [selector, text] of [
    ['#secret', SECRET],
    ['#sign', SIGN],
  ]) {
    if ((await visit.has(selector ?? '')) && (await visit.value(selector ?? '')) === '') {
      await visit.enter(selector ?? '', text ?? '');
    }
  }
  await leave(visit);
  assert.equal((await shown(visit)).includes(KEY), false, `shown: ${place}`);
  const { texts, panel, link } = await copied(visit);
  assert(link.includes('#'), `no link: ${place}`);
  assert.equal(carried(link).includes(KEY), false, `in the link: ${place}`);
  assert.equal(panel.includes(KEY), false, `in what the link is said to carry: ${place}`);
  assert.equal(texts.join('\n').includes(KEY), false, `copied: ${place}`);
  assert.deepEqual(texts.at(-1), link);
  assert.equal((await shown(visit)).includes(KEY), false, `shown after it was copied: ${place}`);
  for (const text of [carried(link), texts.join('\n')]) assert.equal(text.includes(SECRET), false, place);
}

eachBrowser('a key in a paste stays in the page', async (visit) => {
  for (const [place, text] of Object.entries(PASTES)) {
    await visit.enter('#paste', text);
    await search(visit, place);
    await visit.page.click('#reset');
  }
});

eachBrowser('a key in a field stays in the page', async (visit) => {
  for (const [place, [selector, text]] of Object.entries(FIELDS)) {
    await visit.enter('#paste', JSON.stringify(ORDER));
    await visit.enter('#secret', SECRET);
    await open(visit);
    if (selector.startsWith('#candidate')) await visit.page.click('.more > button.quiet');
    await visit.enter(selector, text);
    assert.equal(
      await visit.page.$eval(selector, (one) => /** @type {HTMLInputElement} */ (one).value.length > 0),
      true,
    );
    await search(visit, place);
    await visit.page.click('#reset');
  }
});

eachBrowser('a key under a name that was added stays in the page', async (visit) => {
  await visit.enter('#paste', JSON.stringify(ORDER));
  await visit.enter('#new-field', 'private_key');
  await visit.page.click('.new-field button');
  await visit.page.keyboard.type(KEY);
  await search(visit, 'a field that was added');
});

eachBrowser('a masked paste can be edited: its keys stay what they are', async (visit) => {
  await visit.enter('#paste', `{"b":"2","token":"${KEY}","a":"1"}`);
  await visit.page.select('#gateway', 'custom');
  await visit.enter('#secret', SECRET);
  const before = await visit.text('#signature');
  assert.equal(await visit.value('#paste'), '{"b":"2","token":"***","a":"1"}');
  await visit.page.$eval('#paste', (box) => {
    const input = /** @type {HTMLTextAreaElement} */ (box);
    input.focus();
    input.setSelectionRange(input.value.length - 1, input.value.length - 1);
  });
  await visit.page.keyboard.type(',"c":"3"');
  assert.notEqual(await visit.text('#signature'), before);
  for (let typed = 0; typed < 8; typed += 1) await visit.page.keyboard.press('Backspace');
  assert.equal(await visit.text('#signature'), before);
  // With *** signed, it would be another.
  await visit.enter('#paste', '{"b":"2","token":"***","a":"1"}');
  await visit.page.select('#gateway', 'custom');
  assert.notEqual(await visit.text('#signature'), before);
});

eachBrowser('what is masked as a box is left does not shut what was just opened', async (visit) => {
  await visit.enter('#paste', JSON.stringify(ORDER));
  await visit.enter('#theirs', `${string}&key=${KEY}`);
  assert.equal(await visit.value('#theirs'), `${string}&key=***`);
  assert.equal(await visit.value('#paste'), JSON.stringify(ORDER));
});

eachBrowser('what a link carries is shown before anything is copied', async (visit) => {
  await visit.example('4pyun');
  await visit.page.evaluate(() => {
    const copies = /** @type {string[]} */ ([]);
    Object.assign(window, { copies });
    const writeText = async (/** @type {string} */ text) => void copies.push(text);
    Object.defineProperty(navigator, 'clipboard', { value: { writeText }, configurable: true });
  });
  const copies = () => visit.page.evaluate(() => /** @type {any} */ (window).copies.length);
  const address = visit.page.url();
  await visit.page.click('#share');
  const panel = await visit.text('.link');
  for (const [name, value] of Object.entries(ORDER)) assert(panel.includes(name) && panel.includes(value), name);
  assert.deepEqual([await copies(), visit.page.url()], [0, address]);
  await visit.page.click('.link .quiet');
  assert.deepEqual([await visit.has('.link'), await copies(), visit.page.url()], [false, 0, address]);
  await visit.page.click('#share');
  await visit.page.click('#copy-link');
  assert.equal(await copies(), 1);
  assert.match(visit.page.url(), /#./);
});

eachBrowser('a link that would be too long is refused, and it says why', async (visit) => {
  await visit.enter('#paste', JSON.stringify({ ...ORDER, extra: 'x'.repeat(90_000) }));
  await visit.page.click('#share');
  assert.match(await visit.text('#link-refused'), /\d{6} characters, more than 100000.*extra, with 90000/);
  assert.equal(await visit.has('#copy-link'), false);
  await visit.enter('#paste', JSON.stringify(ORDER));
  await visit.page.click('#share');
  assert.equal(await visit.has('#copy-link'), true);
});

eachBrowser(
  'fields of an unknown gateway are shared, and read again',
  async (visit) => {
    await visit.enter('#paste', 'zzz=1&yyy=2');
    assert.equal(await visit.value('#gateway'), 'auto');
    await visit.page.click('#share');
    await visit.page.click('#copy-link');
    const link = visit.page.url();
    await visit.page.goto('about:blank');
    await visit.page.goto(link, { waitUntil: 'load' });
    await visit.appears('.banner');
    await visit.page.select('#gateway', 'custom');
    assert.deepEqual([await visit.value('#field-zzz'), await visit.value('#field-yyy')], ['1', '2']);
  },
  { isWatched: false },
);

eachBrowser(
  'a rule without fields is shared, and read again',
  async (visit) => {
    await visit.page.select('#gateway', 'custom');
    await visit.page.select('#rule-digest', 'hmac-sha256');
    await visit.page.click('#share');
    await visit.page.click('#copy-link');
    const link = visit.page.url();
    await visit.page.goto('about:blank');
    await visit.page.goto(link, { waitUntil: 'load' });
    await visit.appears('#rule-digest');
    assert.deepEqual([await visit.value('#gateway'), await visit.value('#rule-digest')], ['custom', 'hmac-sha256']);
    assert.equal(await visit.text('.toast'), '');
  },
  { isWatched: false },
);
