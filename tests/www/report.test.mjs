// The report for the gateway's support: what it says, and that no key is in it, wherever one was pasted or typed.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { choose } from '../../reader/choice.mjs';
import { wholeText } from '../../reader/fields.mjs';
import { diagnose } from 'fensign/diagnose';
import { read } from '../../reader/index.mjs';
import { guess } from '../../www/src/guess.mjs';
import { sayIn } from '../../www/src/i18n/words.mjs';
import { masked, maskedOutcome, maskOf } from '../../www/src/masking.mjs';
import { reportOf } from '../../www/src/report.mjs';
import { TABLES, TAILS, evidenceOf, initialState, isDisputed, outcomeOf } from '../../www/src/state.mjs';
import { VERSION } from '../../www/src/version.mjs';
import { ORDER, SECRET } from './messages.mjs';

/** @typedef {import('../../www/src/state.mjs').State} State */

const TIME = Date.UTC(2026, 10, 27, 20, 30, 15);
/** Whoever's it is: not the secret that is typed. */
const KEY = 'Zq8K3vT1mX6bN0pR5sW2yD4f';

/**
 * As the page makes it of what was pasted and typed.
 * @param {string} paste
 * @param {Partial<State>} [more]
 */
function reported(paste, more = {}) {
  const reading = read(paste, { tails: TAILS });
  const choice = choose(reading.messages);
  const pasted = choice?.message;
  const { gateway = 'custom', operation = '', direction = 'request' } = (pasted && guess(pasted, TABLES)) ?? {};
  const rows = pasted?.rows ?? [];
  const sent = { rows, named: rows.map(({ name }) => name), body: pasted?.body, whole: pasted && wholeText(pasted) };
  /** @type {State} */
  const state = {
    ...initialState(),
    ...{ language: 'en', paste, reading, secret: pasted?.secret ?? SECRET, theirs: choice?.string?.string ?? '' },
    ...{ ...sent, isExact: pasted?.exact ?? true, gateway, operation, direction, ...more },
  };
  const mask = maskOf(state);
  const outcome = maskedOutcome(outcomeOf(state), mask);
  const asked = evidenceOf(state);
  if (isDisputed(state, outcome)) state.diagnosis = masked(diagnose(asked.gateway, asked.evidence), mask);
  return reportOf({ state, outcome, mask, say: sayIn(state.language) }, TIME);
}

const pairs = Object.entries(ORDER).map(([name, value]) => `${name}=${value}`);
const string = pairs.join('&');
const json = JSON.stringify(ORDER).slice(1, -1);
const md5 = (/** @type {string} */ text) => createHash('md5').update(text).digest('hex').toUpperCase();

test('the message, the verdict, both signatures, the cause by its name, both strings, the fields', () => {
  const ours = md5(`${string}&app_secret=${SECRET}`);
  const sign = md5(`${string}&app_secret=${SECRET}\n`);
  const report = reported(JSON.stringify({ ...ORDER, sign }));
  assert.match(report, /^Report on a signature\n\nGateway: 4pyun .* · 4pyun\nOperation: .* · create · Request\n/);
  assert.match(report, /\nTime: 2026-11-28 04:30:15 UTC\+8 · 2026-11-27 20:30:15 UTC\n/);
  assert(report.includes(`Verdict: The signatures differ\n  By the rule: ${ours}\n  Received: ${sign}\n`), report);
  assert.match(report, /\nDiagnosis\n {2}Proved: A1 \(.+\)\n {2}.*U\+000A/);
  assert.match(report, /\nString to sign \(486 bytes\)\n {2}app_id=.*&app_secret=\*\*\*\n/);
  assert.match(report, /\nSigned fields\n {2}app_id = op0096196358123123\n/);
  assert.match(report, /\nFields that are not signed\n {2}sign = [\dA-F]{32} \(.+\)\n/);
  assert(report.endsWith(`\nfensign ${VERSION}\n`));
});

test('the field that differs, its values whole; a key that the other side left out is no difference', () => {
  const theirs = string.replace('value=10', 'value=11');
  for (const tail of ['', '&app_secret=', '&app_secret=***', `&app_secret=${SECRET}`]) {
    const report = reported(JSON.stringify(ORDER), { theirs: theirs + tail, sign: md5('x') });
    assert.match(report, /\nWhat differs\n {2}value differs: yours 10; theirs 11; byte 470\n\n/);
    assert.match(report, /\nThe other side’s string to sign \(\d+ bytes\)\n/);
    assert.match(report, /\n {2}(?:No known cause|Suspicion:)/);
  }
});

test('in Chinese, in Chinese', () => {
  const report = reported(JSON.stringify({ ...ORDER, sign: md5('x') }), { language: 'zh' });
  assert.match(report, /^签名排查报告\n\n网关：.*\n接口：.* · 请求\n时间：/);
  assert.match(report, /\n结论：签名不一致\n {2}按规则：[\dA-F]{32}\n {2}收到的：[\dA-F]{32}\n/);
});

test('a field that moved, one more and one less are named; what cannot be seen is written as its code point', () => {
  const { value, ...others } = ORDER;
  const moved = [`value=${value}`, ...Object.entries(others).map(([name, text]) => `${name}=${text}`)].join('&');
  const theirs = moved.replace('channel=200201&', '').replace('&subject', '&extra2=\u200b&subject');
  const report = reported(JSON.stringify(ORDER), { theirs });
  assert.match(report, /channel yours only: yours channel=200201&; theirs \(nothing\)/);
  assert.match(report, /extra2 theirs only: yours \(nothing\); theirs extra2=<U\+200B>&/);
  assert.match(report, /value stands elsewhere: yours after subject; theirs at the front/);
});

test('a received notification has its verdict and its fields', () => {
  const notice =
    'app_id=op0096196358123123&merchant=62626601&pay_order=11111111118&channel=200201&pay_serial=1&value=10&status=1';
  const report = reported(`${notice}&sign=${md5('x')}`, { gateway: '4pyun', direction: 'notice' });
  assert.match(report, /\nOperation: Notification\n/);
  assert.match(report, /\nVerdict: Signature invalid\n {2}By the rule: [\dA-F]{32}\n {2}Received: [\dA-F]{32}\n/);
  assert.match(report, /pay_serial = 1\n/);
});

test('it stays one that can be read: long values and strings are cut, and many fields are counted', () => {
  const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, 'x'.repeat(1000)]));
  const report = reported(JSON.stringify(many));
  assert(report.length < 40_000, String(report.length));
  assert.match(report, /440 more fields are not listed/);
  assert.match(report, /f0 = x{300} … 700 more bytes …/);
});

/** What is pasted, by the place of the key in it. @type {Record<string, string>} */
const PASTES = {
  'the tail of a string, under the rule’s name': `${string}&app_secret=${KEY}`,
  'the tail of a string, under a name of nobody’s': `${string}&secret=${KEY}`,
  'the tail of a string, without a name': `money=1.00&name=tea&out_trade_no=2016&pid=1001&type=alipay${KEY}`,
  'the head of a string, under its name': `key=${KEY}&${string}`,
  'a string in a line of a log': `2026-11-27 10:00:00 INFO [main] signStr=${string}&mchKey=${KEY}`,
  'a member of JSON': `{${json},"appkey":"${KEY}"}`,
  'a member of an object in JSON': `{${json},"ext":{"merchant":{"private_key":"${KEY}"}}}`,
  'JSON in a text of JSON': `{${json},"attach":${JSON.stringify(JSON.stringify({ password: KEY }))}}`,
  'an address in JSON': `{${json},"return_url":"https://a.b.c/?access_token=${KEY}&x=1"}`,
  'a header of a curl command': `curl -X POST 'https://a.b/c' -H 'X-Api-Key: ${KEY}' --data-raw '${string}'`,
  'lines in Chinese': `${pairs.join('\n')}\n商户密钥：${KEY}`,
  'a Java map': `{${pairs.join(', ')}, partnerKey=${KEY}}`,
  'a reply': `{"code":0,"data":{"mchOrderNo":"1","payOrderId":"2","token":"${KEY}"},"sign":"${md5('x')}"}`,
  'a notification': `app_id=op1&merchant=6&pay_order=1&channel=2&pay_serial=1&value=1&status=1&key=${KEY}&sign=${md5('x')}`,
};

/** What is typed besides. @type {Record<string, Partial<State>>} */
const TYPED = {
  'the secret alone': {},
  'another secret': { candidates: [KEY] },
  'the other side’s string, at its tail': { theirs: `${string}&key=${KEY}` },
  'the other side’s string, at its tail, without a name': { theirs: `${string}${KEY}` },
  'the other side’s string, with our secret': { theirs: `${string}&app_secret=${SECRET}` },
  'the signature': { sign: `key=${KEY}` },
  'the rule’s text before the key': { rule: { key: { tail: `&app_secret=${KEY}` } } },
  'the rule’s prefix': { rule: { prefix: `key=${KEY}` } },
};

test('a key that was pasted or typed anywhere is not in it, and the secret is not', () => {
  for (const language of /** @type {const} */ (['en', 'zh'])) {
    for (const [place, paste] of Object.entries(PASTES)) {
      for (const [kind, typed] of Object.entries(TYPED)) {
        const report = reported(paste, { ...typed, language });
        for (const key of [KEY, SECRET]) assert.equal(report.includes(key), false, `${place}; ${kind}\n${report}`);
      }
    }
  }
});

test('a secret in a field, a name or a message is not in it', () => {
  for (const paste of [
    `{${json},"attach":"${SECRET}"}`,
    `{${json},"${SECRET}":"1"}`,
    `{${json},"note":"x ${SECRET} y"}`,
  ]) {
    const report = reported(paste, { theirs: string, sign: md5('x') });
    assert.equal(report.includes(SECRET), false, report);
  }
});
