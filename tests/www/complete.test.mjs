// All that the package can do with a rule or a signature, the page can do.
import assert from 'node:assert/strict';
import { dialects } from 'fensign/dialects';
import { eachBrowser } from './browsers.mjs';

eachBrowser('each rule of the catalogue is a preset, and signs its example', async (visit) => {
  await visit.page.select('#gateway', 'custom');
  await visit.page.$eval('details.rule', (one) => one.toggleAttribute('open', true));
  let signed = 0;
  for (const [id, { rule, example }] of Object.entries(dialects)) {
    await visit.page.select('#preset', id);
    assert.match(await visit.text('.presets .source'), /\S/, id);
    if (!example || typeof example.fields !== 'object' || rule.over === 'body') continue;
    const fields = Object.entries(example.fields);
    if (!fields.every(([, value]) => typeof value === 'string')) continue;
    await visit.enter('#paste', JSON.stringify(Object.fromEntries(fields)));
    await visit.enter('#secret', example.secret);
    await visit.page.select('#preset', id);
    // Where either letter case is accepted, the page writes upper case.
    const expected = rule.case === 'any' ? example.sign.toUpperCase() : example.sign;
    assert.equal((await visit.text('#signature')).replaceAll(' ', ''), expected, id);
    signed += 1;
  }
  assert(signed >= 20, `only ${signed} have an example of texts`);
});

eachBrowser('a preset is found by its name, and says when it was changed', async (visit) => {
  await visit.page.select('#gateway', 'custom');
  await visit.enter('#paste', 'a=1&b=2');
  await visit.page.$eval('details.rule', (one) => one.toggleAttribute('open', true));
  const [id = ''] = Object.keys(dialects);
  await visit.enter('#preset-search', id);
  const count = await visit.page.$$eval('#preset option', (all) => all.length);
  assert(count >= 1 && count < Object.keys(dialects).length);
  await visit.page.select('#preset', id);
  assert.doesNotMatch(await visit.text('.presets'), /adjusted/);
  await visit.page.select('#rule-digest', 'sha512');
  assert.match(await visit.text('.presets'), /adjusted/);
});

const BODY =
  '{"reason":"接口测试退款","pay_serial":"20220721102644066066610031","app_id":"op00961963581daa7","value":"1"}';

eachBrowser('an Authorization that does not fit the rule’s format is said, not taken', async (visit) => {
  const http = (/** @type {string} */ header) =>
    `POST /gate/1.0/payment/refund HTTP/1.1\r\nHost: api.4pyun.com\r\nContent-Type: application/json\r\n${header}\r\n\r\n${BODY}`;
  await visit.page.select('#gateway', 'custom');
  await visit.enter('#paste', http('Authorization: Bearer 55D9BC675B3B042A015895FA9F9D037B'));
  await visit.enter('#secret', 'S');
  await visit.page.$eval('details.rule', (one) => one.toggleAttribute('open', true));
  await visit.enter('#rule-header', 'Authorization');
  await visit.enter('#rule-headerFormat', 'MD5 {sign}');
  assert.match(await visit.text('.evidence'), /Authorization.*MD5 {sign}/);
  assert.equal(await visit.has('.verdict.match, .verdict.differ'), false);
  await visit.enter('#paste', http('Authorization: MD5 55D9BC675B3B042A015895FA9F9D037B'));
  assert(await visit.has('.verdict.differ'));
});

eachBrowser('a signature is taken away as code in each language, and never with the secret', async (visit) => {
  await visit.example('order-4pyun');
  const secret = await visit.value('#secret');
  const sign = (await visit.text('#signature')).replaceAll(' ', '');
  const languages = await visit.page.$$eval('#code-language option', (all) => all.map((one) => one.value));
  assert(languages.length >= 7, languages.join());
  const programs = new Set();
  for (const language of languages) {
    await visit.page.select('#code-language', language);
    const program = await visit.page.$eval('.card:has(#code-language) .code', (one) => one.textContent ?? '');
    assert.match(program, /FENSIGN_SECRET|secret/i, language);
    assert.equal(program.includes(secret), false, language);
    assert(program.includes('62626601'), language);
    programs.add(program);
  }
  assert.equal(programs.size, languages.length);
  assert(
    [...programs].some((program) => program.includes(sign)),
    'the test asserts the signature',
  );
});
