// The built page, driven in real browsers.
import assert from 'node:assert/strict';
import { EXAMPLES } from '../../www/src/examples.mjs';
import { ADDRESS, eachBrowser } from './browsers.mjs';
import { FORMS, FULL_ORDER, ORDER, PUBLISHED, SECRET } from './messages.mjs';

/** @typedef {import('./browsers.mjs').Visit} Visit */

/** @param {Visit} visit */
const signature = async (visit) => (await visit.text('#signature')).replaceAll(' ', '');

eachBrowser(
  'the first screen says what it is, what it keeps, and shows the examples and the paste box',
  async (visit) => {
    for (const selector of ['h1', '.privacy', '[data-example="4pyun"]', '[data-example="notice"]', '#paste']) {
      const bottom = await visit.page.$eval(selector, (element) => element.getBoundingClientRect().bottom);
      assert(bottom > 0 && bottom <= 900, `${selector} ends at ${bottom}`);
    }
    assert.match(await visit.text('.privacy'), /barred from making any connection and stores nothing/);
  },
);

/** Example: what is shown of it. */
const SHOWN = {
  '4pyun': { sign: PUBLISHED, verdict: 'match', note: /back end only/ },
  pass2pay: { sign: '84F606FA25A6EC4783BECC08D4FDC681', verdict: 'match', note: /drops fields outside the table/ },
  xipay: { sign: 'b90cbd5b08906c31826deff0d5d909e7', verdict: 'match', note: /An empty text is signed/ },
  payindex: {
    sign: 'B02966E472F3B80497DEC121BA7394B3',
    verdict: undefined,
    note: /Every deployment has its own address/,
  },
};
for (const [id, { sign, verdict, note }] of Object.entries(SHOWN)) {
  eachBrowser(`the example of ${id}`, async (visit) => {
    await visit.example(id);
    assert.equal(await signature(visit), sign);
    assert.equal(await visit.has('.verdict.match'), verdict === 'match');
    assert.match(await visit.text('.note'), note);
    assert.match(await visit.text('#string'), /(?:key|app_secret)=\*\*\*$/);
    assert.equal(await visit.has('.diagnosis'), false);
  });
}

eachBrowser(
  'the example of wecard: no public rule, the request without a signature, the contract’s rule on demand',
  async (visit) => {
    await visit.example('wecard');
    assert.match(await visit.text('.signature'), /No signing rule is public/);
    assert.match(await visit.text('.note'), /give the headers or the rule/);
    assert.match(await visit.text('.code'), /unified_order[^]*"DeviceType":"04"/);
    await visit.enter('#secret', 'contract');
    await visit.page.select('#rule-digest', 'hmac-sha256');
    await visit.appears('#signature');
    assert.match(await signature(visit), /^[0-9A-F]{64}$/);
  },
);

for (const [form, text] of Object.entries(FORMS)) {
  eachBrowser(`pasted as ${form}, the order is recognised and signed as published`, async (visit) => {
    await visit.enter('#paste', text);
    if (/^(?:url|curl)$/.test(form)) assert.equal(await visit.value('#operation'), 'prepare');
    assert.match(await visit.text('#gateway option'), /4pyun/);
    for (const [name, value] of Object.entries(ORDER)) assert.equal(await visit.value(`#field-${name}`), value);
    await visit.enter('#secret', SECRET);
    assert.equal(await signature(visit), PUBLISHED);
    await visit.enter('#sign', PUBLISHED);
    assert(await visit.has('.verdict.match'));
  });
}

eachBrowser('the key at the end of a pasted string moves into the secret field', async (visit) => {
  await visit.enter('#paste', FORMS.string?.replace('***', SECRET) ?? '');
  assert.equal((await visit.value('#paste')).includes(SECRET), false);
  assert.equal(await visit.value('#secret'), SECRET);
  assert.equal(await signature(visit), PUBLISHED);
});

/** Example: the cause, and what the other side's string shows of it. */
const FAULTS = {
  'empty-signed': { cause: 'B1', mark: 'extParam=&' },
  'newline-in-secret': { cause: 'A1', mark: undefined },
  entity: { cause: 'D6', mark: '¬' },
};
for (const [id, { cause, mark }] of Object.entries(FAULTS)) {
  eachBrowser(`a wrong signature diagnosed: ${id}`, async (visit) => {
    await visit.example(id);
    assert(await visit.has('.verdict.differ'));
    await visit.appears(`.finding.certain[data-cause="${cause}"]`);
    if (mark === undefined) return;
    assert((await visit.text('[data-side="theirs"] mark')).includes(mark));
    assert.match(await visit.text('.changes'), id === 'entity' ? /U\+00AC/ : /theirs only/);
  });
}

eachBrowser('a string of the other side is compared byte by byte', async (visit) => {
  await visit.example('4pyun');
  const theirs =
    FORMS.string?.replace('value=10', 'value=10\u200b').replace('app_secret=***', `app_secret=${SECRET}`) ?? '';
  await visit.enter('#theirs', theirs);
  await visit.appears('[data-side="theirs"] mark');
  assert.equal(await visit.text('[data-side="theirs"] mark'), 'U+200B');
  assert.equal((await visit.text('.diagnosis')).includes(SECRET), false);
});

eachBrowser('numbers are never rounded, nested JSON is signed as it stands, and the page says so', async (visit) => {
  await visit.page.select('#gateway', 'custom');
  await visit.enter('#paste', '{"b":1.0,"a":12345678901234567890,"n":{"y": 1e400, "x":[ ]},"__proto__":"p","z":-0}');
  await visit.enter('#secret', 'S');
  const string = '__proto__=p&a=12345678901234567890&b=1.0&n={"y": 1e400, "x":[ ]}&z=-0&key=***';
  assert.equal(await visit.page.$eval('#string', (element) => element.textContent?.trim()), string);
  assert.match(await visit.text('#paste-read'), /b 1\.0, z -0 .*not rewritten.*exact text: n/);
});

eachBrowser('a problem stands beside its field as one types, and goes', async (visit) => {
  await visit.enter('#paste', FULL_ORDER);
  assert.equal(await visit.text('#field-amount-problems'), '');
  await visit.enter('#field-reqTime', '1622016572');
  assert.match(await visit.text('#field-reqTime-problems'), /in seconds: write 1622016572000/);
  await visit.choose('language', 'zh');
  assert.match(await visit.text('#field-reqTime-problems'), /是秒，应写 1622016572000/);
  assert.match(await visit.text('#field-reqTime-about'), /13 位毫秒时间戳/);
  await visit.enter('#field-reqTime', '1622016572000');
  assert.equal(await visit.text('#field-reqTime-problems'), '');
});

eachBrowser('an empty field is left out, empty or null, as the rule tells them apart', async (visit) => {
  await visit.example('xipay');
  assert.match(await visit.text('#string'), /^attach=&/);
  await visit.page.select('.field:has(#field-attach) .empty-choice', 'null');
  assert.match(await visit.text('.part .unsigned'), /attach .* null/);
  await visit.page.select('.field:has(#field-attach) .empty-choice', 'absent');
  assert.match(await visit.text('#string'), /^inst_no=/);
});

eachBrowser('a field that the table does not know can be added, edited and removed', async (visit) => {
  await visit.example('xipay');
  await visit.enter('#new-field', 'extra_field');
  await visit.page.click('.new-field button');
  await visit.page.keyboard.type('1');
  assert.match(await visit.text('#string'), /&extra_field=1&/);
  assert.match(await visit.text('#field-extra_field-problems'), /not in xipay's table/);
  await visit.page.click('.field:has(#field-extra_field) .remove');
  assert.doesNotMatch(await visit.text('#string'), /extra_field/);
});

eachBrowser('the ready request, as curl, fetch and raw body, without the secret', async (visit) => {
  await visit.enter('#paste', FULL_ORDER);
  await visit.enter('#secret', 'a-secret-of-mine');
  const sign = await signature(visit);
  const request = JSON.stringify({ ...JSON.parse(FULL_ORDER), sign });
  for (const [view, start] of [
    ['curl', "curl -X POST 'http://api.pass2pay.com/api/pay/unifiedOrder'"],
    ['fetch', "await fetch('http://api.pass2pay.com/api/pay/unifiedOrder', {"],
    ['body', '{"mchNo":"M1623984572"'],
  ]) {
    await visit.choose('view', view ?? '');
    const code = await visit.page.$eval('.code', (element) => element.textContent ?? '');
    assert(code.startsWith(start ?? ''), code);
    assert(code.includes(sign));
    if (view === 'body') assert.deepEqual(JSON.parse(code), JSON.parse(request));
  }
  await visit.choose('encoding', 'form');
  assert.match(await visit.text('.code'), new RegExp(`^mchNo=M1623984572&.*&sign=${sign}$`));
  assert.equal((await visit.page.content()).includes('a-secret-of-mine'), false);
});

eachBrowser('what is filled in for the request is named', async (visit) => {
  await visit.page.select('#gateway', 'pass2pay');
  await visit.page.select('#operation', 'query');
  for (const [name, value] of Object.entries({ mchNo: 'M1', appId: 'A1', mchOrderNo: 'O1' })) {
    await visit.enter(`#field-${name}`, value);
  }
  await visit.enter('#secret', 'S');
  assert.match(await visit.text('.result'), /Filled in: reqTime, version, signType/);
});

eachBrowser('4pyun’s refund: the exact body is signed', async (visit) => {
  await visit.enter(
    '#paste',
    '{"reason":"接口测试退款","pay_serial":"20220721102644066066610031","app_id":"op00961963581daa7","value":"1"}',
  );
  await visit.page.select('#gateway', '4pyun');
  await visit.page.select('#operation', 'refund');
  await visit.enter('#secret', '6409292d66625a2a0912acfc61ed956c');
  await visit.enter('#sign', '55D9BC675B3B042A015895FA9F9D037B');
  assert.equal(await signature(visit), '55D9BC675B3B042A015895FA9F9D037B');
  assert(await visit.has('.verdict.match'));
});

eachBrowser('a custom rule, edited in the form: WeChat Pay v2’s published signatures', async (visit) => {
  await visit.page.select('#gateway', 'custom');
  await visit.enter(
    '#paste',
    'appid: wxd930ea5d5a258f4f\ndevice_info: 1000\nmch_id: 10000100\nbody: test\nnonce_str: ibuaiVcKdpRxkhJA',
  );
  await visit.enter('#secret', '192006250b4c09247ec02edce69f6a2d');
  assert.equal(await signature(visit), '9A0A8659F005D6984697E2CA0A9CF3B7');
  await visit.page.select('#rule-digest', 'hmac-sha256');
  assert.equal(await signature(visit), '6A9AE1657590FD6257D693A078E1C3E4BB6BA4DC30B23E0EE2496E54170DACD6');
  await visit.page.select('#rule-case', 'lower');
  await visit.enter('#rule-exclude', 'device_info, body');
  assert.match(await signature(visit), /^[0-9a-f]{64}$/);
  assert.match(await visit.text('#string'), /^appid=[^&]*&mch_id=[^&]*&nonce_str=[^&]*&key=\*\*\*$/);
});

eachBrowser('a custom rule of values alone, edited in the form: V免签’s published signature', async (visit) => {
  await visit.page.select('#gateway', 'custom');
  await visit.enter('#paste', 'payId: 1547129707139\nparam: vone666\ntype: 2\nprice: 0.1');
  await visit.enter('#secret', 'a7cc8678193ee9c70ae3d75fd04ae6a9');
  await visit.page.select('#rule-order', 'list');
  assert.equal(await visit.value('#rule-orderList'), 'payId, param, type, price');
  await visit.page.select('#rule-names', 'false');
  await visit.enter('#rule-join', '');
  await visit.page.select('#rule-omit', 'nothing');
  await visit.enter('#rule-key-tail', '');
  await visit.page.select('#rule-case', 'lower');
  assert.equal(await visit.text('#string'), '1547129707139vone66620.1***');
  assert.equal(await signature(visit), '2b8b5d58c51203162f14939bdbc46a54');
});

eachBrowser('each setting of a rule, in the form, is in the string or the signature', async (visit) => {
  await visit.page.select('#gateway', 'custom');
  await visit.enter('#paste', 'b: Z 2\na: 1');
  await visit.enter('#secret', 'S');
  await visit.page.select('#rule-order', 'value');
  await visit.page.select('#rule-encode', 'percent');
  await visit.enter('#rule-prefix', 'POST');
  assert.equal(await visit.text('#string'), 'POSTa=1&b=Z%202&key=***');
  await visit.page.select('#rule-fold', 'lower');
  await visit.page.select('#rule-twice', 'fields');
  assert.equal(await visit.text('#string'), 'md5(posta=1&b=z%202)&key=***');
  await visit.page.select('#rule-twice', 'none');
  const once = await signature(visit);
  await visit.page.select('#rule-key-digest', 'md5');
  assert.notEqual(await signature(visit), once);
  await visit.page.select('#rule-key', 'ends');
  await visit.enter('#rule-key-head', '<');
  await visit.enter('#rule-key-tail', '>');
  assert.equal(await visit.text('#string'), '<***posta=1&b=z%202>***');
  await visit.page.select('#rule-output', 'base64');
  assert.match(await signature(visit), /^[A-Za-z0-9+/]{22}==$/);
  assert.equal(await visit.has('#rule-case'), false);
  await visit.enter('#rule-header', 'Authorization');
  await visit.enter('#rule-headerFormat', 'MD5 sign');
  assert.match(await visit.text('.result'), /rule\.headerFormat/);
  await visit.enter('#rule-headerFormat', 'MD5 {sign}');
  assert.match(await signature(visit), /==$/);
});

eachBrowser('a received reply and a notification: verdict, outcome, answer; forged once changed', async (visit) => {
  await visit.example('reply');
  assert.match(await visit.text('.signature'), /Signature valid .*failed/);
  await visit.example('notice');
  assert.match(await visit.text('.signature'), /Signature valid .*paid.*11111111118/);
  assert.match(await visit.text('.answer'), /Taken .*application\/json.*\{"code":"1001"\}/);
  const secret = await visit.value('#secret');
  await visit.enter('#paste', (await visit.value('#paste')).replace('value=10', 'value=1'));
  await visit.enter('#secret', secret);
  assert.match(await visit.text('.signature'), /Signature invalid/);
  await visit.appears('.diagnosis');
});

eachBrowser('a notification is recognised by its fields, with no secret', async (visit) => {
  await visit.example('notice');
  const body = await visit.value('#paste');
  await visit.page.click('#reset');
  await visit.enter('#paste', body);
  assert.match(await visit.text('.signature'), /Enter the secret to verify/);
  await visit.enter('#secret', SECRET);
  assert.match(await visit.text('.signature'), /Signature valid/);
});

eachBrowser('the 22 fields of an order, pasted: the result shows', async (visit, t, browser) => {
  // Nobody pastes at the instant of the load, when the page still warms up.
  await visit.page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  const took = await visit.page.$eval(
    '#paste',
    async (element, text) => {
      const input = /** @type {HTMLTextAreaElement} */ (element);
      const times = [];
      for (let run = 0; run < 10; run += 1) {
        const start = performance.now();
        input.value = text;
        input.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        times.push(performance.now() - start);
      }
      return times;
    },
    FULL_ORDER,
  );
  assert.match(await visit.text('#string'), /^amount=100&.*&wayCode=ALI_QR&key=\*\*\*$/);
  assert.equal((await visit.page.$$('.part tbody tr')).length, 22);
  const [first, ...later] = took.map(Math.round);
  t.diagnostic(
    `${browser}: from the paste to the painted result ${first} ms the first time, then ${later.join(', ')} ms`,
  );
});

eachBrowser('languages and themes switch', async (visit) => {
  const background = () => visit.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await visit.choose('language', 'zh');
  assert.equal(await visit.page.evaluate(() => document.documentElement.lang), 'zh-CN');
  assert.match(await visit.text('h1'), /验签失败/);
  assert.equal(await visit.page.title(), 'fensign 签名调试器');
  await visit.choose('language', 'en');
  assert.equal(await visit.page.evaluate(() => document.documentElement.lang), 'en');
  assert.match(await visit.text('h1'), /Signature refused/);
  await visit.choose('theme', 'light');
  const light = await background();
  await visit.choose('theme', 'dark');
  assert.notEqual(await background(), light);
});

eachBrowser(
  'the whole page fits a narrow phone',
  async (visit) => {
    for (const language of ['zh', 'en']) {
      await visit.choose('language', language);
      for (const { id: example } of EXAMPLES) {
        await visit.example(example);
        const width = await visit.page.evaluate(() => document.documentElement.scrollWidth);
        assert(width <= 360, `${example} is ${width} wide in ${language}`);
      }
    }
  },
  { width: 360, height: 740 },
);

eachBrowser(
  'everything can be done with the keyboard',
  async (visit) => {
    const { page } = visit;
    /** @param {string} selector */
    const tabTo = async (selector) => {
      for (let step = 0; step < 120; step += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate((selector) => document.activeElement?.matches(selector), selector)) return;
      }
      assert.fail(`Tab does not reach ${selector}`);
    };
    await page.reload();
    await visit.appears('html[data-ready] #paste');
    assert.equal(await page.evaluate(() => document.activeElement?.id), 'paste');
    const first = await page.$eval('a[href], button, input, textarea, select, summary, [tabindex]', ({ id }) => id);
    assert.equal(first, 'paste');
    await tabTo('[data-example="4pyun"]');
    await page.keyboard.press('Enter');
    assert.equal(await signature(visit), PUBLISHED);
    await tabTo('#secret');
    await page.keyboard.type('x');
    assert.notEqual(await signature(visit), PUBLISHED);
    await page.keyboard.press('Backspace');
    await tabTo('[aria-pressed]');
    await page.keyboard.press('Enter');
    assert.equal(await page.$eval('#secret', (element) => element.getAttribute('type')), 'text');
    await tabTo('input[name="view"]');
    await page.keyboard.press('ArrowRight');
    assert.equal(await page.$eval('input[name="view"]:checked', (element) => element.getAttribute('value')), 'fetch');
    await tabTo('#field-value');
    const outline = await page.evaluate(() => {
      const { outlineStyle, outlineWidth } = getComputedStyle(/** @type {Element} */ (document.activeElement));
      return `${outlineStyle} ${outlineWidth}`;
    });
    assert.equal(outline, 'solid 2px');
  },
  { isWatched: false },
);

eachBrowser('the address stays the page’s own', async (visit) => {
  await visit.example('4pyun');
  assert.equal(visit.page.url(), ADDRESS);
});
