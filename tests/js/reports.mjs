// What the re-creations of public reports are made of: a signer and encoders with nothing of fensign in them, and what makes
// a result right. All data is invented.
import { createHash, createHmac } from 'node:crypto';

/** @import { Gateway as GatewayClass, Message, Rule } from 'fensign' */
/** @import { Diagnosis, Evidence, diagnose as diagnoseFunction } from 'fensign/diagnose' */

/** @typedef {{ Gateway: typeof GatewayClass, diagnose: typeof diagnoseFunction }} Package */
/** @typedef {{ ok: boolean, got: string, want: string }} Result */
/** @typedef {Record<string, any>} Data */

/**
 * One report. Each of its inputs is a test of its own: the report's own, which comes first, and others of its kind.
 * @typedef {object} Report
 * @property {string} id
 * @property {string} kind
 * @property {string} source where it was reported, and what happens there
 * @property {Record<string, any>} inputs by what is peculiar to each
 * @property {(fensign: Package, input: any, name: string) => Result} run
 */

/** @param {string | Uint8Array} text */
export const md5 = (text) => createHash('md5').update(text).digest('hex');
/** @param {string} text */
export const sha256 = (text) => createHash('sha256').update(text).digest('hex');
/** @param {string} text */
export const up = (text) => text.toUpperCase();
/** @param {string} algorithm @param {string} key @param {string} text */
export const hmac = (algorithm, key, text) => createHmac(algorithm, key).update(text).digest('hex');
export const KEY = 'Zk7pQw2LmN9xTr4VbY6cHd8JfGs3AeUi';
export const FORM = 'application/x-www-form-urlencoded';

/** @param {string} a @param {string} b */
const bytes = (a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b));
/** @param {unknown} value */
const isBlank = (value) => value === null || value === undefined || value === '';

/**
 * @typedef {object} Canon
 * @property {(value: unknown) => boolean} [drop]
 * @property {string} [order]
 * @property {string} [tail]
 * @property {string} [head]
 * @property {string} [secret]
 * @property {string[]} [exclude]
 * @property {(value: any) => string} [text]
 * @property {string} [join]
 */

/**
 * The string to sign.
 * @param {Data} fields
 * @param {Canon} [how]
 */
export function canon(
  fields,
  {
    drop = isBlank,
    order = 'name',
    tail = '&key=',
    head = '',
    secret = KEY,
    exclude = ['sign'],
    text = String,
    join = '&',
  } = {},
) {
  const pairs = Object.entries(fields)
    .filter(([name, value]) => !exclude.includes(name) && !drop(value))
    .map(([name, value]) => /** @type {const} */ ([name, text(value)]));
  if (order === 'name') pairs.sort((a, b) => bytes(a[0], b[0]));
  else if (order === 'reverse') pairs.sort((a, b) => -bytes(a[0], b[0]));
  return head + pairs.map(([name, value]) => `${name}=${value}`).join(join) + tail + secret;
}

/** Characters and their bytes in GBK. @type {Map<string, [number, number]> | undefined} */
let table;

/** @param {string} text */
export function gbk(text) {
  if (!table) {
    table = new Map();
    const decoder = new TextDecoder('gbk');
    for (let lead = 0x81; lead < 0xff; lead++)
      for (let trail = 0x40; trail < 0xff; trail++) {
        const character = decoder.decode(Uint8Array.of(lead, trail));
        if (trail !== 0x7f && character.length === 1 && character !== '\ufffd' && !table.has(character))
          table.set(character, [lead, trail]);
      }
  }
  const known = table;
  const byte = (/** @type {string} */ character) => /** @type {number} */ (character.codePointAt(0));
  return Buffer.from(
    [...text].flatMap((character) => (byte(character) < 128 ? [byte(character)] : (known.get(character) ?? [63]))),
  );
}

/** @param {Buffer} buffer */
export const percent = (buffer) =>
  [...buffer]
    .map((byte) => [String.fromCharCode(byte), byte.toString(16).toUpperCase().padStart(2, '0')])
    .map(([character = '', hex]) => (/[A-Za-z0-9_.-]/.test(character) ? character : `%${hex}`))
    .join('');

/** @param {Data} fields @param {(text: string) => string} [text] */
export const form = (fields, text = encodeURIComponent) =>
  Object.entries(fields)
    .map(([name, value]) => `${name}=${text(value)}`)
    .join('&');

/** @param {Diagnosis} diagnosis */
export const certain = (diagnosis) => diagnosis.findings.filter((finding) => finding.certain);

/** @param {Diagnosis} diagnosis */
export const brief = ({ verdict, findings }) =>
  `${verdict}: ${findings.map(({ id, certain, fields }) => id + (certain ? '' : '?') + (fields ? `(${fields})` : '')).join(' ') || '-'}`;

/**
 * @param {Diagnosis} diagnosis
 * @param {RegExp} ids which causes are right
 * @param {string} [field] that must be named
 * @param {number} [most] how many causes at most
 * @returns {Result}
 */
export function judge(diagnosis, ids, field, most = 9) {
  const found = certain(diagnosis);
  const names = found.some((finding) => ids.test(finding.id) && (!field || finding.fields?.includes(field)));
  return {
    ok: diagnosis.verdict === 'cause' && found.length <= most && names,
    got: brief(diagnosis) + found.map(({ id, message }) => ` | ${id} ${message.split('. ')[0]}`).join(''),
    want: `cause, certain, ${ids}${field ? ` naming ${field}` : ''}`,
  };
}

/**
 * A verdict and nothing else.
 * @param {Diagnosis} diagnosis
 * @param {Diagnosis['verdict']} verdict
 * @returns {Result}
 */
export const comesTo = (diagnosis, verdict) => ({
  ok: diagnosis.verdict === verdict,
  got: `${brief(diagnosis)} ${diagnosis.difference?.message ?? ''}`,
  want: verdict,
});

/**
 * Diagnosis by a gateway or a rule: of a secret too that no `Gateway` would take.
 * @param {Package} fensign
 * @param {any} gateway
 * @param {Evidence} evidence
 */
export const ask = ({ diagnose }, gateway, evidence) => diagnose(gateway, { secret: KEY, ...evidence });

/**
 * @param {Package} fensign
 * @param {any} id
 * @param {Data} [options]
 * @returns {GatewayClass<any>}
 */
export const gate = ({ Gateway }, id, options) =>
  new Gateway(id, { secret: KEY, ...(id === 'payindex' ? { baseUrl: 'https://pay.example' } : {}), ...options });

/** An order of pass2pay. @type {Data} */
export const P = {
  mchNo: 'M20011',
  appId: 'A5501',
  mchOrderNo: 'NO778',
  wayCode: 'ALI_QR',
  amount: '130',
  currency: 'cny',
  reqTime: '1622016572190',
  version: '1.0',
  signType: 'MD5',
  subject: '红茶',
  body: '测试',
  notifyUrl: 'https://shop.example/n?x=1',
  extParam: '{"a":"b/c"}',
};
/** @param {Data} fields @param {Canon} [how] */
export const ps = (fields, how) => up(md5(canon(fields, how)));

/**
 * Our order of pass2pay, and a signature over theirs.
 * @param {Package} fensign
 * @param {Data} ours
 * @param {Data} theirs
 * @param {RegExp} ids
 * @param {string} [field]
 * @param {Canon} [how]
 * @param {number} [most]
 */
export const pass = (fensign, ours, theirs, ids, field, how, most) =>
  judge(
    ask(fensign, 'pass2pay', { fields: { ...P, ...ours }, sign: ps({ ...P, ...ours, ...theirs }, how) }),
    ids,
    field,
    most,
  );

/** The rule of epay's forks, and an order. @type {Rule} */
export const EPAY = { exclude: ['sign_type'], key: { tail: '' }, case: 'lower' };
/** @type {Data} */
export const E = {
  pid: '1001',
  type: 'alipay',
  out_trade_no: '20240101000001',
  notify_url: 'https://shop.example/n',
  name: '会员',
  money: '1.00',
  sign_type: 'MD5',
};
/** @param {Data} fields @param {Canon} [how] */
export const es = (fields, how) => md5(canon(fields, { tail: '', exclude: ['sign', 'sign_type'], ...how }));

/**
 * The same of epay.
 * @param {Package} fensign
 * @param {Data} ours
 * @param {Data} theirs
 * @param {RegExp} ids
 * @param {string} [field]
 * @param {Canon} [how]
 * @param {number} [most]
 */
export const epay = (fensign, ours, theirs, ids, field, how, most) =>
  judge(
    ask(fensign, EPAY, { fields: { ...E, ...ours }, sign: es({ ...E, ...ours, ...theirs }, how) }),
    ids,
    field,
    most,
  );

/** A rule over the exact body. @type {Rule} */
export const BODY = { over: 'body', header: 'X-Sign', key: { tail: '' }, case: 'lower' };

/** @param {Package} fensign @param {string} ours @param {string} theirs @param {RegExp} ids @param {string} [tail] */
export const over = (fensign, ours, theirs, ids, tail = KEY) =>
  judge(ask(fensign, BODY, { body: ours, sign: md5(theirs + tail) }), ids);

/**
 * Whether a rule yields the signature.
 * @param {Package} fensign
 * @param {Rule} rule
 * @param {Data} fields
 * @param {string} want
 * @returns {Result}
 */
export const expresses = ({ Gateway }, rule, fields, want) => {
  const got = new Gateway(/** @type {any} */ (rule), { secret: KEY }).sign(fields);
  return { ok: got === want, got, want };
};

/** An order of pass2pay that passes its table. @type {Data} */
export const order = {
  mchOrderNo: 'NO778',
  wayCode: 'ALI_QR',
  amount: 130,
  currency: 'cny',
  clientIp: '1.2.3.4',
  subject: '商品',
  body: '0',
  notifyUrl: 'https://shop.example/n',
  custNo: 'C1',
  registerTime: '1622016572190',
};

/**
 * A secret that cannot be meant is refused.
 * @param {Package} fensign
 * @param {any} secret
 * @returns {Result}
 */
export function refused(fensign, secret) {
  const want = 'a FensignError of the code secret';
  try {
    gate(fensign, 'pass2pay', { secret });
    return { ok: false, got: 'accepted', want };
  } catch (/** @type {any} */ error) {
    return { ok: error.code === 'secret', got: `${error.code}: ${error.message}`, want };
  }
}

/**
 * A value that will make trouble gets a problem, a warning or an error.
 * @param {Package} fensign
 * @param {Data} fields
 * @param {string} field
 * @returns {Result}
 */
export function checked(fensign, fields, field) {
  const gateway = gate(fensign, 'pass2pay', { defaults: { mchNo: 'M1', appId: 'A1' } });
  const found = gateway.check('unifiedOrder', { ...order, ...fields }).filter((problem) => problem.field === field);
  const got = found.map(({ code, message }) => `${code}: ${message}`).join(' | ') || 'no problem';
  return { ok: found.length > 0, got, want: `a problem on ${field}` };
}

/**
 * @param {Message} message
 * @param {{ verdict: string, outcome?: string, amountFen?: number }} expected
 * @returns {Result}
 */
export const said = (message, expected) => {
  const found = { verdict: message.verdict, outcome: message.outcome, amountFen: message.order?.amountFen };
  const problems = message.problems.map(({ code, message }) => `${code}: ${message}`).join(' | ');
  return {
    ok: Object.entries(expected).every(([name, value]) => found[/** @type {keyof typeof found} */ (name)] === value),
    got: `${JSON.stringify(found)} ${problems}`,
    want: JSON.stringify(expected),
  };
};

/** A notification of xipay. @type {Data} */
export const XN = {
  return_code: 'SUCCESS',
  result_code: 'PAY_SUCCESS',
  pay_trace_no: 'O1',
  trade_no: 'T1',
  total_amount: 990,
};
/** @param {Data} fields */
export const xn = (fields) => JSON.stringify({ ...fields, sign: md5(canon(fields)) });

/** A notification of Pay_Index. @type {Data} */
export const ZN = {
  memberid: '10001',
  orderid: 'O1',
  transaction_id: 'T1',
  amount: '9.90',
  datetime: '20240101000000',
  returncode: '00',
};
/** @param {Data} fields */
export const zn = (fields) => new URLSearchParams({ ...fields, sign: up(md5(canon(fields))) }).toString();

/** An order of Pay_Index. @type {Data} */
export const Z = {
  pay_memberid: '10001',
  pay_orderid: 'O1',
  pay_applydate: '2024-01-01 08:00:00',
  pay_bankcode: '901',
  pay_notifyurl: 'https://a.example/n',
  pay_callbackurl: 'https://a.example/c',
  pay_amount: '1.00',
};

/** A notification of 4pyun. @type {Data} */
export const YN = { pay_order: 'O1', pay_serial: 'T1', value: '990', status: '1', subject: '停车' };
