// How the page shows what the reader made of a paste: all of it right, or a sentence that says what is missing.
import assert from 'node:assert/strict';
import { read } from '../../reader/index.mjs';
import { C, F, SECRET } from '../reader/pastes.mjs';
import { eachBrowser } from './browsers.mjs';
import { ORDER, PUBLISHED } from './messages.mjs';

/** @typedef {import('./browsers.mjs').Visit} Visit */

/** @param {Visit} visit */
const sign = async (visit) => (await visit.text('#signature')).replaceAll(' ', '');

eachBrowser('each paste of the corpus is signed as published, or a sentence says what is not right', async (visit) => {
  let signed = 0;
  for (const [name, text] of Object.entries(C)) {
    await visit.page.click('#reset').catch(() => {});
    await visit.enter('#paste', text);
    const { messages, problem } = read(text);
    const rows = Object.fromEntries((messages[0]?.rows ?? []).map((row) => [row.name, row.text]));
    const isWhole = Object.entries(F).every(([field, value]) => field === 'sign' || rows[field] === value);
    const shown = await visit.text('#paste-read');
    if (!isWhole) {
      const notes = [...(problem ? [problem] : []), ...(messages[0]?.notes ?? [])];
      const isSaid = notes.some(({ en }) => shown.includes(en.replace(/\s+/g, ' ')));
      // Another message altogether, which is read as it is.
      assert(isSaid || name === 'rawResp', `${name}: ${shown}`);
      continue;
    }
    assert.equal((await visit.text('.choices summary strong')).slice(0, 5), '4pyun', name);
    await visit.enter('#secret', SECRET);
    if ((await visit.text('.choices summary')).includes('Request')) assert.equal(await sign(visit), PUBLISHED, name);
    signed += 1;
  }
  assert(signed > 60, `only ${signed} are whole`);
});

const OTHER = { ...ORDER, pay_order: '22222222222' };
const TWO = `10:00 sent ${JSON.stringify(ORDER)}\n10:01 sent ${JSON.stringify(OTHER)}`;

eachBrowser('several messages in one paste are a list to pick from', async (visit) => {
  await visit.enter('#paste', TWO);
  assert.match(await visit.text('[for=message-number]'), /2 messages/);
  assert.equal(await visit.value('#field-pay_order'), ORDER.pay_order);
  await visit.page.select('#message-number', '1');
  assert.equal(await visit.value('#field-pay_order'), OTHER.pay_order);
  assert.equal(await visit.value('#paste'), TWO);
  await visit.enter('#paste', JSON.stringify(ORDER));
  assert.equal(await visit.has('#message-number'), false);
});

eachBrowser('what was taken of a text is shown in it, its keys masked', async (visit) => {
  const text = `2026-11-27 key=Zq8K3vT1mX6bN0pR5sW2 request ${JSON.stringify(ORDER)} took 12 ms`;
  await visit.enter('#paste', text);
  const start = text.indexOf('{') + 1;
  const taken = await visit.text('.taken');
  assert.match(taken, new RegExp(`characters ${start} to ${text.lastIndexOf('}') + 1} of ${text.length}`));
  assert.match(taken, /…\S* key=\*\*\* request {"app_id":.*"} took 12 ms…$/);
  assert.equal(taken.includes('Zq8K3'), false);
  await visit.enter('#paste', JSON.stringify(ORDER));
  assert.equal(await visit.has('.taken'), false);
});

eachBrowser('where reading stopped is said, and what was read is there', async (visit) => {
  await visit.enter('#paste', JSON.stringify(ORDER).slice(0, -30));
  assert.match(await visit.text('#paste-read .problem'), /breaks off or is damaged/);
  assert.equal(await visit.value('#field-app_id'), ORDER.app_id);
});

eachBrowser('what was guessed as it was read is never called proved', async (visit) => {
  const map = { ...ORDER, sign: 'ADC33002DE65FB58DEAFD50F40467D55' };
  for (const [text, tag] of [
    [JSON.stringify(map), 'Proved'],
    [
      `{${Object.entries(map)
        .map(([name, value]) => `${name}=${value}`)
        .join(', ')}}`,
      'Fits',
    ],
  ]) {
    await visit.enter('#paste', text ?? '');
    await visit.enter('#secret', SECRET);
    await visit.appears('.finding.certain');
    assert.equal(await visit.text('.finding .tag'), tag);
    assert.equal((await visit.text('#paste-read')).includes('not proved'), tag === 'Fits');
  }
});

eachBrowser('the signature of a raw HTTP message is that of its header', async (visit) => {
  const body =
    '{"reason":"接口测试退款","pay_serial":"20220721102644066066610031","app_id":"op00961963581daa7","value":"1"}';
  const length = new TextEncoder().encode(body).length;
  const http = `POST /gate/1.0/payment/refund HTTP/1.1\r\nHost: api.4pyun.com\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\nAuthorization: 55D9BC675B3B042A015895FA9F9D037B\r\n\r\n${body}`;
  await visit.enter('#paste', http);
  await visit.enter('#secret', '6409292d66625a2a0912acfc61ed956c');
  assert(await visit.has('.verdict.match'), await visit.text('.signature'));
  assert.equal(await visit.value('#sign'), '55D9BC675B3B042A015895FA9F9D037B');
});
