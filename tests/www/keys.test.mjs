// Where keys stand in a text.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fastCheck from 'fast-check';
import { isKeyName, keysAtEnds, namedKeys, unveiled, veiled } from '../../www/src/keys.mjs';

const KEY = 'Zq8K3vT1mX6bN0pR5sW2yD4f';

/**
 * @param {string} text
 * @param {import('../../www/src/keys.mjs').Span[]} spans
 */
const parts = (text, spans) => spans.map(([start, end]) => text.slice(start, end));

test('names of keys, and names that only look like them', () => {
  for (const name of [
    ...[
      'key',
      'KEY',
      'appkey',
      'app_key',
      'mchKey',
      'api-key',
      'signKey',
      'md5key',
      'aesKey2',
      'key_1',
      'merchant.key',
    ],
    ...[
      'secret',
      'app_secret',
      'appSecretV2',
      'password',
      'passwd',
      'pwd',
      'private_key',
      'privateKeyPem',
      'passphrase',
    ],
    ...['token', 'access_token', 'salt', 'credential', '密钥', '商户秘钥', '支付密码'],
  ]) {
    assert(isKeyName(name), name);
  }
  for (const name of ['keyword', 'key.name', 'tokens_left', 'sign', 'mchNo', 'keys', 'pass', 'turkeyCount', '金额']) {
    assert(!isKeyName(name), name);
  }
});

/** @type {[text: string, keys: string[]][]} */
const NAMED = [
  [`a=1&key=${KEY}&b=2`, [KEY]],
  [`key=${KEY}`, [KEY]],
  [`key=p+a/s%2Bs=&b=2`, ['p+a/s%2Bs=']],
  [`key=a,b;c)d&x=1`, ['a,b;c)d']],
  [`{a=1, key=${KEY}, b=2}`, [KEY]],
  [`md5(a=1&key=${KEY})`, [KEY]],
  [`{"app_secret" : "a \\u0041 b", "b":"2"}`, ['a \\u0041 b']],
  [`{"token":12345678,"b":2}`, ['12345678']],
  [`{\\"appKey\\":\\"${KEY}\\",\\"b\\":1}`, [KEY]],
  [`?u=https%3A%2F%2Fx%3Ftoken%3D${KEY}%26b%3D2`, [KEY]],
  [`%7B%22password%22%3A%22${KEY}%22%7D`, [KEY]],
  [`<xml><key>${KEY}</key><b>2</b></xml>`, [KEY]],
  [`<xml><key><![CDATA[${KEY}]]></key></xml>`, [KEY]],
  [`  [secret] => ${KEY}\n  [b] => 2`, [KEY]],
  [`  ["secret"]=>\n  string(24) "${KEY}"`, [KEY]],
  [`'key' => '${KEY}', 'b' => '2'`, [KEY]],
  [`('key', '${KEY}'), ('b', '2')`, [KEY]],
  [`{"name":"key","value":"${KEY}"}`, [KEY]],
  [`map[a:1 key:${KEY} z:2]`, [KEY]],
  [`密钥：${KEY}，其他：1`, [KEY]],
  [`-H 'X-Api-Key: ${KEY}' -d 'a=1'`, [KEY]],
  [`Authorization: Bearer ${KEY}`, [KEY]],
  [`key=1&key=2`, ['1', '2']],
  // No keys: a place for one, and a name that is none.
  [`a=1&key=***`, []],
  [`a=1&key=`, []],
  [`a=1&key=\${KEY}`, []],
  [`{"key":{"a":1}}`, []],
  [`{"key":null}`, []],
  [`key=$ecret{1}&b=2`, ['$ecret{1}']],
  [`keyword=tea&monkeys=2`, []],
  [`a turkey> walks`, []],
];
for (const [text, keys] of NAMED) {
  test(`keys under their names: ${text.replaceAll('\n', ' ')}`, () =>
    assert.deepEqual(parts(text, namedKeys(text)), keys));
}

test('the ends of a string, beside the fields that it was made of', () => {
  const known = [
    { name: 'amount', text: '1250' },
    { name: 'body', text: 'tea at ten' },
    { name: 'empty', text: '' },
  ];
  const string = 'amount=1250&body=tea at ten';
  /** @type {[string, string[]][]} */
  const cases = [
    [string, []],
    [`${string}${KEY}`, [KEY]],
    [`${KEY}${string}`, [KEY]],
    [`${KEY}${string}${KEY}`, [KEY, KEY]],
    [`${string}&extra=1`, []],
    [`1250tea at ten${KEY}`, [KEY]],
    [`2026-11-27 INFO ${string}`, []],
  ];
  for (const [text, keys] of cases) assert.deepEqual(parts(text, keysAtEnds(text, known)), keys, text);
});

test('the ends of a string of unknown fields: a number of an order is no key', () => {
  /** @type {[string, string[]][]} */
  const cases = [
    [`money=1.00&pid=1001&type=${KEY}`, [KEY]],
    [`amount=1&orderNo=20160806151343349001`, []],
    [`amount=1&orderNo=mho1624005107281`, []],
    [`amount=1&orderNo=P202106181642329900002`, []],
    [`b=1&a=${KEY}`, []],
    [`a=1&sign=${KEY}`, []],
  ];
  for (const [text, keys] of cases) assert.deepEqual(parts(text, keysAtEnds(text, [])), keys, text);
});

const piece = fastCheck.array(fastCheck.constantFrom('a=1', '&', 'key=', '***', 'b', '"', '钥'), { maxLength: 8 });
const key = fastCheck.string({ minLength: 1, maxLength: 6 });

test('a masked text that is edited in one place keeps the keys that stand elsewhere', () => {
  const property = fastCheck.property(
    fastCheck.array(fastCheck.tuple(piece, key), { minLength: 1, maxLength: 4 }),
    piece,
    fastCheck.nat(3),
    (before, typed, place) => {
      let text = '';
      /** @type {import('../../www/src/keys.mjs').Span[]} */
      const spans = [];
      for (const [start, key] of before) {
        text += start.join('');
        spans.push([text.length, text.length + key.length]);
        text += key;
      }
      const veil = veiled(text, spans);
      assert.deepEqual(unveiled(veil.shown, veil), { text, veil });
      // Typed in front of a key: what stands before it and after it stays.
      const { at } = veil.hidden[place % veil.hidden.length] ?? { at: 0 };
      const [start] = spans[place % spans.length] ?? [0];
      const inserted = typed.join('').replaceAll('*', 'x');
      const edited = unveiled(veil.shown.slice(0, at) + inserted + veil.shown.slice(at), veil);
      assert.equal(edited.text, text.slice(0, start) + inserted + text.slice(start));
    },
  );
  fastCheck.assert(property, { numRuns: 2000 });
});
