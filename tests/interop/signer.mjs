// The rules in JavaScript on Node.js alone, from the documents: docs/README.md has the gateways, docs/dialects.md the dialects.
// What goes in and out is said in signer.py.
import { createHash, createHmac } from 'node:crypto';
import { createInterface } from 'node:readline';

/**
 * @typedef {[name: string, value: string | null]} Field
 * @typedef {[name: string, text: string]} Item
 * @typedef {(message: Field[], secret: string) => string} StringOf
 * @typedef {(string: string, secret: string) => string} Sign
 */

const NOTHING_SIGNED = Symbol('no field is signed');

// What is left in the string.
const anything = () => true;
const given = (/** @type {Field} */ [, value]) => value !== null;
const filled = (/** @type {Field} */ [, value]) => value !== null && value !== '';
const trueInPhp = (/** @type {Field} */ [, value]) => value !== null && value !== '' && value !== '0';

/** @type {<T>(items: T[]) => T[]} */
function some(items) {
  if (items.length === 0) throw NOTHING_SIGNED;
  return items;
}

/** Every field but those. @type {(message: Field[], keep: (field: Field) => boolean, unsigned: string[]) => Item[]} */
const signed = (message, keep, unsigned) =>
  some(
    message.filter((field) => !unsigned.includes(field[0]) && keep(field)).map(([name, value]) => [name, value ?? '']),
  );

/** Those fields, in this order. @type {(message: Field[], keep: (field: Field) => boolean, names: string[]) => Item[]} */
const listed = (message, keep, names) =>
  some(
    names
      .flatMap((name) => message.filter((field) => field[0] === name && keep(field)))
      .map(([name, value]) => [name, value ?? '']),
  );

/**
 * Likewise, among which the secret stands under a name of its own.
 * @type {(message: Field[], keep: (field: Field) => boolean, names: string[], secretName: string, secret: string) => Item[]}
 */
function listedWith(message, keep, names, secretName, secret) {
  listed(message, keep, names);
  return listed([...message, [secretName, secret]], keep, names);
}

// JavaScript compares UTF-16 units: bytes are in another order.
const compareBytes = (/** @type {string} */ a, /** @type {string} */ b) =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));
const byName = (/** @type {Item[]} */ items) => items.sort(([a], [b]) => compareBytes(a, b));
const byValue = (/** @type {string[]} */ texts) => texts.sort(compareBytes);

/** As Java's String.CASE_INSENSITIVE_ORDER. @param {string[]} texts */
const ignoringCase = (texts) =>
  texts
    .map((text) => ({ text, key: Array.from(text, javaLetter).join('') }))
    .sort((a, b) => compareBytes(a.key, b.key))
    .map(({ text }) => text);

/** Java has one letter for each: where JavaScript has several, Java leaves it as it is. @param {string} letter */
function javaLetter(letter) {
  const [upper = '', ...more] = letter.toUpperCase();
  const [lower = ''] = (more.length === 0 ? upper : letter).toLowerCase();
  return lower;
}

const pairs = (/** @type {Item[]} */ items, assign = '=', join = '&') =>
  items.map(([name, text]) => name + assign + text).join(join);
const values = (/** @type {Item[]} */ items) => items.map(([, text]) => text);
const lowerAscii = (/** @type {string} */ text) => text.replace(/[A-Z]/gu, (letter) => letter.toLowerCase());
const form = (/** @type {string} */ text) => new URLSearchParams([['', text]]).toString().slice(1);

const hash = (/** @type {string} */ name) => (/** @type {string} */ text) => createHash(name).update(text).digest();
const hmac = (/** @type {string} */ name) => (/** @type {string} */ text, /** @type {string} */ secret) =>
  createHmac(name, secret).update(text).digest();
/** @typedef {(text: string, secret: string) => Buffer} Digest */
const lower = (/** @type {Digest} */ digest) => (/** @type {string} */ text, /** @type {string} */ secret) =>
  digest(text, secret).toString('hex');
const upper = (/** @type {Digest} */ digest) => (/** @type {string} */ text, /** @type {string} */ secret) =>
  digest(text, secret).toString('hex').toUpperCase();
const base64 = (/** @type {Digest} */ digest) => (/** @type {string} */ text, /** @type {string} */ secret) =>
  digest(text, secret).toString('base64');
const md5 = (/** @type {string} */ text) => hash('md5')(text).toString('hex');

const PAYINDEX = 'pay_amount pay_applydate pay_bankcode pay_callbackurl pay_memberid pay_notifyurl pay_orderid'.split(
  ' ',
);
const PAYINDEX_NOTICE = 'amount datetime memberid orderid returncode transaction_id true_amount'.split(' ');
const PAYINDEX_REPLY = 'amount memberid orderid returncode time_end trade_state transaction_id true_amount'.split(' ');
const PAYSAPI = 'goodsname istype notify_url orderid orderuid price return_url token uid'.split(' ');
const LCSW = 'pay_ver pay_type service_id merchant_no terminal_id terminal_trace terminal_time auth_no total_fee'.split(
  ' ',
);
const YEEPAY =
  'p0_Cmd p1_MerId p2_Order p3_Amt p4_Cur p5_Pid p6_Pcat p7_Pdesc p8_Url p9_SAF pa_MP pd_FrpId pr_NeedResponse'.split(
    ' ',
  );

const body = (/** @type {Field[]} */ [field]) => field?.[1] ?? '';

/** What a message m and a secret k make a string of, and what makes the signature of it. @type {Record<string, [StringOf, Sign]>} */
const RULES = {
  default: [(m, k) => `${pairs(byName(signed(m, filled, ['sign'])))}&key=${k}`, upper(hash('md5'))],
  // Gateways.
  pass2pay: [
    (m, k) => `${ignoringCase(signed(m, filled, ['sign']).map(([name, text]) => `${name}=${text}&`)).join('')}key=${k}`,
    upper(hash('md5')),
  ],
  payindex: [(m, k) => `${pairs(listed(m, trueInPhp, PAYINDEX))}&key=${k}`, upper(hash('md5'))],
  'payindex.notice': [(m, k) => `${pairs(listed(m, trueInPhp, PAYINDEX_NOTICE))}&key=${k}`, upper(hash('md5'))],
  'payindex.query.reply': [(m, k) => `${pairs(listed(m, trueInPhp, PAYINDEX_REPLY))}&key=${k}`, upper(hash('md5'))],
  xipay: [(m, k) => `${pairs(byName(signed(m, given, ['sign'])))}&key=${k}`, lower(hash('md5'))],
  '4pyun': [(m, k) => `${pairs(byName(signed(m, filled, ['sign'])))}&app_secret=${k}`, upper(hash('md5'))],
  '4pyun.body': [(m, k) => `${body(m)}&app_secret=${k}`, upper(hash('md5'))],
  epay: [(m, k) => pairs(byName(signed(m, filled, ['sign', 'sign_type']))) + k, lower(hash('md5'))],
  // Dialects.
  paysapi: [(m, k) => values(listedWith(m, anything, PAYSAPI, 'token', k)).join(''), lower(hash('md5'))],
  ispay: [(m, k) => values(byName(signed(m, filled, ['Sign']))).join('') + k, lower(hash('md5'))],
  gatepay: [
    (m, k) => md5(values(listed(m, filled, ['appkey', 'price', 'type', 'out_order_id', 'custom'])).join('')) + k,
    lower(hash('md5')),
  ],
  leshua: [(m, k) => `${pairs(byName(signed(m, anything, ['sign', 'error_code'])))}&key=${k}`, upper(hash('md5'))],
  huolian: [(m, k) => `${lowerAscii(pairs(byName(signed(m, given, ['sign']))))}&${k}`, lower(hash('md5'))],
  chinaums: [(m, k) => pairs(byName(signed(m, filled, ['sign']))) + k, upper(hash('sha256'))],
  allinpay: [(m, k) => pairs(byName([...signed(m, filled, ['sign']), ['key', k]])), upper(hash('md5'))],
  shouqianba: [(m, k) => body(m) + k, lower(hash('md5'))],
  duolabao: [
    (m, k) => pairs(listedWith(m, filled, ['secretKey', 'timestamp', 'path', 'body'], 'secretKey', k)),
    upper(hash('sha1')),
  ],
  lcsw: [(m, k) => `${pairs(listed(m, filled, LCSW))}&access_token=${k}`, lower(hash('md5'))],
  yeepay: [(m) => values(listed(m, anything, YEEPAY)).join(''), lower(hmac('md5'))],
  ipaynow: [
    (m, k) => `${pairs(byName(signed(m, anything, ['mhtSignature', 'signType'])))}&${md5(k)}`,
    lower(hash('md5')),
  ],
  'double-md5': [(m, k) => md5(`${pairs(byName(signed(m, filled, ['sign'])))}&key=${k}`), upper(hash('md5'))],
  alchemypay: [(m, k) => `${pairs(byName(signed(m, filled, ['sign'])))}&key=${k}`, upper(hash('sha512'))],
  'wxpay.hmac': [(m, k) => `${pairs(byName(signed(m, filled, ['sign'])))}&key=${k}`, upper(hmac('sha256'))],
  wxtoken: [(m, k) => byValue([...values(listed(m, filled, ['timestamp', 'nonce'])), k]).join(''), lower(hash('sha1'))],
  douyin: [
    (m, k) => {
      const unsigned = ['sign', 'app_id', 'thirdparty_id', 'other_settle_params'];
      return byValue([...values(signed(m, filled, unsigned)), k]).join('&');
    },
    lower(hash('md5')),
  ],
  'openid-hash': [
    (m, k) => values(listedWith(m, filled, ['openid', 'secret', 'timestamp'], 'secret', k)).join('#'),
    upper(hash('md5')),
  ],
  taobao: [(m, k) => k + pairs(byName(signed(m, filled, ['sign'])), '', '') + k, upper(hash('md5'))],
  doudian: [(m, k) => k + pairs(byName(signed(m, filled, ['sign'])), '', '') + k, lower(hmac('sha256'))],
  'kuaishou.hmac': [(m, k) => `${pairs(byName(signed(m, filled, ['sign'])))}&signSecret=${k}`, base64(hmac('sha256'))],
  xiaohongshu: [
    (m, k) => `/ark/open_api/v1/items?${pairs(byName(signed(m, filled, ['sign'])))}${k}`,
    lower(hash('md5')),
  ],
  sf: [
    (m, k) =>
      values(listed(m, filled, ['msgData', 'timestamp']))
        .map(form)
        .join('') + k,
    base64(hash('md5')),
  ],
  'payindex.arrow': [(m, k) => `${pairs(listed(m, trueInPhp, PAYINDEX), '=>')}&key=${k}`, upper(hash('md5'))],
  'payindex.all': [(m, k) => `${pairs(byName(signed(m, trueInPhp, ['pay_md5sign'])))}&key=${k}`, upper(hash('md5'))],
};

const decode = (/** @type {string} */ part) => (part === '~' ? null : Buffer.from(part, 'hex').toString());

/** @param {string} line */
function answer(line) {
  const [rule = '', secretPart = '', ...parts] = line.split('\t');
  const [stringOf, sign] = RULES[rule] ?? [];
  if (stringOf === undefined || sign === undefined) throw new Error(`no rule ${rule}`);
  const secret = decode(secretPart) ?? '';
  const message = parts.map((part) => /** @type {Field} */ (part.split(':').map(decode)));
  try {
    const string = stringOf(message, secret);
    return `${sign(string, secret)}\t${Buffer.from(string).toString('hex')}`;
  } catch (thrown) {
    if (thrown !== NOTHING_SIGNED) throw thrown;
    return '-';
  }
}

if (process.argv[2] === 'rules') {
  console.log(Object.keys(RULES).join('\n'));
} else {
  const answers = [];
  for await (const line of createInterface({ input: process.stdin })) answers.push(answer(line));
  process.stdout.write(answers.map((line) => `${line}\n`).join(''));
}
