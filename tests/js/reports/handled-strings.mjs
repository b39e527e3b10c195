// What has been handled from the start, a guard: the secret, the fields, and the string that they make.
import { createHash } from 'node:crypto';
import {
  E,
  EPAY,
  KEY,
  P,
  YN,
  ask,
  canon,
  comesTo,
  epay,
  es,
  gbk,
  hmac,
  judge,
  md5,
  pass,
  ps,
  sha256,
  up,
} from '../reports.mjs';

/** @param {string} text */
const inForm = (text) => new URLSearchParams({ text }).toString().slice('text='.length);

/** @type {import('../reports.mjs').Report[]} */
export const handledStrings = [
  {
    id: 'G9',
    kind: 'handled',
    source: 'kimdre/doco-cd#545: diagnose names the newline',
    inputs: {
      'at the end': [KEY, `${KEY}\n`],
      'at the end of ours': [`${KEY}\n`, KEY],
      'two at the end of ours': [`${KEY}\n\n`, KEY],
      'in front': [KEY, `\n${KEY}`],
    },
    run: (f, [secret, theirs]) =>
      judge(ask(f, 'pass2pay', { secret, fields: P, sign: ps(P, { secret: theirs }) }), /^A1$/),
  },
  {
    id: 'G10',
    kind: 'handled',
    source: 'honojs/examples#159: blank at the end of the secret',
    inputs: {
      'at the end': [KEY, `${KEY} `],
      'in front': [KEY, ` ${KEY}`],
      'a tab at the end': [KEY, `${KEY}\t`],
      'a no-break space at the end of ours': [`${KEY}\u00a0`, KEY],
      'a full-width blank at both ends of ours': [`\u3000${KEY}\u3000`, KEY],
    },
    run: (f, [secret, theirs]) =>
      judge(ask(f, 'pass2pay', { secret, fields: P, sign: ps(P, { secret: theirs }) }), /^A1$/),
  },
  {
    id: 'G11',
    kind: 'handled',
    source: 'stripe/stripe-cli#817: CR LF of a docker -it output',
    inputs: {
      'at the end': [KEY, `${KEY}\r\n`],
      'at the end of ours': [`${KEY}\r\n`, KEY],
      'CR alone': [KEY, `${KEY}\r`],
      'around ours, with quotes': [`"${KEY}"\r\n`, KEY],
    },
    run: (f, [secret, theirs]) =>
      judge(ask(f, 'pass2pay', { secret, fields: P, sign: ps(P, { secret: theirs }) }), /^A1$/),
  },
  {
    id: 'G12',
    kind: 'handled',
    source:
      'wechatpy/wechatpy#149, ECPay/ECPayAIO_Node.js#9, weixin-java-pay-demo#99: another secret, given in secrets',
    inputs: {
      'the second of two': ['other0001', ['x', 'other0001']],
      'the only one': ['q8Wm2Zx4Rt6Yb1Nc', ['q8Wm2Zx4Rt6Yb1Nc']],
      'with a blank and a sign': ['pass word#1', ['x', 'y', 'pass word#1']],
      'in Chinese': ['测试密钥2024', ['测试密钥2023', '测试密钥2024']],
    },
    run: (f, [secret, secrets]) => judge(ask(f, 'pass2pay', { fields: P, sign: ps(P, { secret }), secrets }), /^A2$/),
  },
  {
    id: 'G28',
    kind: 'handled',
    source: 'Payfast/payfast-php-sdk#4, louislewis2/payfast#4: no key signed',
    inputs: {
      'epay, nothing behind the pairs': [EPAY, E, es(E, { secret: '' })],
      'pass2pay, &key= and nothing': ['pass2pay', P, ps(P, { secret: '' })],
      'pass2pay, not even &key=': ['pass2pay', P, ps(P, { tail: '', secret: '' })],
      '4pyun': ['4pyun', YN, ps(YN, { tail: '&app_secret=', secret: '' })],
    },
    run: (f, [gateway, fields, sign]) => judge(ask(f, gateway, { fields, sign }), /^A4$/),
  },
  {
    id: 'G13',
    kind: 'handled',
    source: 'helei112g/payment#218: return_url empty',
    inputs: {
      return_url: { return_url: '' },
      param: { param: '' },
      'the name itself': { name: '' },
      'two of them': { return_url: '', clientip: '' },
    },
    run: (f, ours) => {
      const fields = { ...E, ...ours };
      const sign = es(fields, { drop: () => false });
      return judge(ask(f, EPAY, { fields, sign }), /^B1$/, Object.keys(ours)[0]);
    },
  },
  {
    id: 'G14',
    kind: 'handled',
    source: 'yansongda/laravel-pay#82: token null from the framework',
    inputs: {
      'a null': { token: null },
      'an undefined': { token: undefined },
      'an empty text': { token: '' },
      'several of them': { token: null, user: undefined, param: '' },
    },
    run: (f, more) => comesTo(ask(f, EPAY, { fields: { ...E, ...more }, sign: es(E) }), 'match'),
  },
  {
    id: 'G15',
    kind: 'handled',
    source: 'lokielse/omnipay-alipay#194: sign_type signed too',
    inputs: {
      MD5: {},
      'in lower case': { sign_type: 'md5' },
      'another algorithm’s name': { sign_type: 'RSA' },
      'another order': { name: 'VIP 1', money: '88.80', type: 'wxpay' },
    },
    run: (f, ours) => {
      const fields = { ...E, ...ours };
      return judge(ask(f, EPAY, { fields, sign: md5(canon(fields, { tail: '' })) }), /^B4$/, 'sign_type');
    },
  },
  {
    id: 'G16',
    kind: 'handled',
    source: 'lokielse/omnipay-alipay#19: notify_id taken out before the digest',
    inputs: {
      notify_id: { notify_id: 'n1' },
      'a time': { notify_time: '2024-01-01 08:00:00' },
      'a status': { trade_status: 'TRADE_SUCCESS' },
      'two fields': { notify_id: '2024010100222', notify_type: 'trade_status_sync' },
    },
    run: (f, more) => judge(ask(f, EPAY, { fields: { ...E, ...more }, sign: es(E) }), /^B/, Object.keys(more)[0]),
  },
  {
    id: 'G22',
    kind: 'handled',
    source: 'TwilioDevEd/api-snippets#780: http_build_query drops null',
    inputs: {
      'the last one': [{ a: '1', b: null }, 'b'],
      'the first one': [{ a: null, b: '1', c: '2' }, 'a'],
      'two of them': [{ a: null, b: '1', c: null }, 'a'],
      'in an order': [{ ...P, clientIp: null }, 'clientIp'],
    },
    run: (f, [fields, field]) => judge(ask(f, { omit: 'nothing' }, { fields, sign: ps(fields) }), /^B[12]$/, field),
  },
  {
    id: 'G30',
    kind: 'handled',
    source: 'lokielse/omnipay-unionpay#27 on a known gateway: six cookies',
    inputs: {
      'PHP and statistics': {
        PHPSESSID: 'x',
        think_lang: 'zh',
        _ga: 'G',
        Hm_lvt_1: '1',
        Hm_lpvt_1: '1',
        theme: 'd',
      },
      Java: { JSESSIONID: 'A0F', SESSION: 'b', rememberMe: 'c', _ga: 'G', lang: 'zh_CN', uid: '7' },
      Laravel: { laravel_session: 'e', 'XSRF-TOKEN': 't', locale: 'zh', _ga: 'G', _gid: 'H', dark: '1' },
      'one letter each': { q: '1', r: '2', t: '3', u: '4', w: '5', z: '6' },
    },
    run: (f, cookies) =>
      judge(ask(f, 'pass2pay', { fields: { ...P, ...cookies }, sign: ps(P) }), /^B/, Object.keys(cookies)[0]),
  },
  {
    id: 'G31',
    kind: 'handled',
    source: 'yanxi123-com/weixin-js-sdk#36: timestamp for timeStamp',
    inputs: {
      'timestamp for timeStamp': [{ appId: 'a', timestamp: '1', nonceStr: 'n' }, 'timestamp', 'timeStamp'],
      'snake for camel': [{ app_id: 'a', amount: '1', body: 'x' }, 'app_id', 'appId'],
      'camel for snake': [{ notifyUrl: 'https://a.example', money: '1' }, 'notifyUrl', 'notify_url'],
      'a capital in front': [{ amount: '1', body: 'x' }, 'amount', 'Amount'],
      'nothing but small letters': [{ mchNo: 'M1', subject: '红茶' }, 'mchNo', 'mchno'],
    },
    run: (f, [fields, ours, theirs]) => {
      const { [ours]: value, ...others } = fields;
      return judge(ask(f, {}, { fields, sign: ps({ ...others, [theirs]: value }) }), /^E3$/, ours);
    },
  },
  {
    id: 'G29',
    kind: 'handled',
    source: 'Payfast/payfast-php-sdk#1, #10: order as given',
    inputs: {
      'as given': [E, 'given'],
      'in reverse': [E, 'reverse'],
      'as given, another order': [{ name: 'VIP', pid: '9', money: '8.80', out_trade_no: 'B7' }, 'given'],
      'as given, capitals among them': [{ Name: 'VIP', amount: '1', orderNo: 'B7', Zone: 'cn' }, 'given'],
    },
    run: (f, [fields, order]) => judge(ask(f, EPAY, { fields, sign: es(fields, { order }) }), /^E1$/),
  },
  {
    id: 'G25',
    kind: 'handled',
    source: 'o-pay/Payment_PHP#1, SSPanel-UIM#2208: SHA-256 for MD5',
    inputs: {
      'SHA-256': sha256(canon(P)),
      'SHA-1': createHash('sha1').update(canon(P)).digest('hex'),
      'SHA-512': createHash('sha512').update(canon(P)).digest('hex'),
      'HMAC-SHA256': hmac('sha256', KEY, canon(P)),
      'HMAC-MD5': hmac('md5', KEY, canon(P)),
    },
    run: (f, sign) => judge(ask(f, 'pass2pay', { fields: P, sign: up(sign) }), /^E4$/),
  },
  {
    id: 'G17',
    kind: 'handled',
    source: 'dodgepudding/wechat-php-sdk#165, lexik/LexikPayboxBundle#40: urlencode',
    inputs: {
      'a blank': { name: 'a b' },
      Chinese: { name: '红茶' },
      'an address': { name: 'VIP', return_url: 'https://shop.example/r?a=1&b=2' },
      'signs of JSON': { param: '{"a":"b/c"}' },
    },
    run: (f, ours) =>
      epay(f, ours, {}, /^D3$/, Object.keys(ours).at(-1), {
        text: inForm,
      }),
  },
  {
    id: 'G18',
    kind: 'handled',
    source: 'blacktail/taobao#7, leancloud/cloud-code-alipay#4, weixin-popular#11: Chinese as Latin-1',
    inputs: {
      'ISO-8859-1, the lower bytes': [{}, (/** @type {string} */ it) => Buffer.from(it, 'latin1')],
      'Java, ? for what it lacks': [{}, (/** @type {string} */ it) => it.replace(/[^\0-\xff]/g, '?')],
      'an accent': [{ name: 'Café' }, (/** @type {string} */ it) => Buffer.from(it, 'latin1')],
      'UTF-8 read as Latin-1': [{}, (/** @type {string} */ it) => Buffer.from(it).toString('latin1')],
      'two Chinese values': [{ param: '停车' }, (/** @type {string} */ it) => Buffer.from(it, 'latin1')],
    },
    run: (f, [ours, encode]) => {
      const fields = { ...E, ...ours };
      const sign = md5(encode(canon(fields, { tail: '', exclude: ['sign_type'] })));
      // Where the value itself was garbled before it was signed, D2 is the cause.
      return judge(ask(f, EPAY, { fields, sign }), /^D[12]$/);
    },
  },
  {
    id: 'G40',
    kind: 'handled',
    source: 'alipay/alipay-easysdk#95: page in another charset',
    inputs: {
      'a dash': { name: '排版—教程' },
      'nothing but Chinese': { name: '红茶' },
      'letters and Chinese': { name: 'VIP会员1年' },
      'two Chinese values': { name: '停车', param: '深圳' },
      'full-width signs': { name: '（大杯）红茶！' },
    },
    run: (f, ours) => {
      const fields = { ...E, ...ours };
      const sign = md5(gbk(canon(fields, { tail: '', exclude: ['sign_type'] })));
      return judge(ask(f, EPAY, { fields, sign }), /^D1$/);
    },
  },
  {
    id: 'G35',
    kind: 'handled',
    source: 'two causes: a line break in the secret, and yuan',
    inputs: {
      'a line feed': [{}, { amount: '1.30' }, `${KEY}\n`],
      'CR LF': [{ amount: '9900' }, { amount: '99.00' }, `${KEY}\r\n`],
      'a blank, and no decimals': [{ amount: '500' }, { amount: '5' }, `${KEY} `],
      'quotes, and one decimal': [{ amount: '90' }, { amount: '0.9' }, `"${KEY}"`],
    },
    run: (f, [ours, theirs, secret]) => pass(f, ours, theirs, /^(A1|C2)$/, undefined, { secret }),
  },
  {
    id: 'G36',
    kind: 'handled',
    source: 'three causes: a line break in the secret, .00, letter case',
    inputs: {
      'a line feed and two zeros': [{}, { amount: '130.00' }, `${KEY}\n`],
      'CR LF and one zero': [{}, { amount: '130.0' }, `${KEY}\r\n`],
      'a blank and two zeros': [{ amount: '990' }, { amount: '990.00' }, `${KEY} `],
      'double quotes and two zeros': [{ amount: '5' }, { amount: '5.00' }, `"${KEY}"`],
    },
    run: (f, [ours, theirs, secret]) => {
      const fields = { ...P, ...ours };
      return judge(ask(f, 'pass2pay', { fields, sign: md5(canon({ ...fields, ...theirs }, { secret })) }), /^(A1|C1)$/);
    },
  },
  {
    id: 'G37',
    kind: 'handled',
    source: 'two causes: GBK, and the order as given',
    inputs: {
      'as given': [{}, 'given'],
      'in reverse': [{}, 'reverse'],
      'letters and Chinese': [{ subject: 'A座停车 10元', body: '停车' }, 'given'],
      'one Chinese value': [{ subject: '奶茶', body: 'tea' }, 'given'],
    },
    run: (f, [ours, order]) => {
      const fields = { ...P, ...ours };
      return judge(ask(f, 'pass2pay', { fields, sign: up(md5(gbk(canon(fields, { order })))) }), /^(D1|E1)$/);
    },
  },
  {
    id: 'G38',
    kind: 'handled',
    source: 'three causes: URL-encoded, bare key, lower case',
    inputs: {
      encodeURIComponent: [{}, encodeURIComponent, ''],
      'as a form': [{ subject: 'red tea (hot)!' }, inForm, ''],
      'the key without &': [{ body: '奶茶' }, encodeURIComponent, 'key='],
      'the key of another gateway': [{ extParam: 'a=1&b=2' }, encodeURIComponent, '&app_secret='],
    },
    run: (f, [ours, text, tail]) => {
      const fields = { ...P, ...ours };
      return judge(ask(f, 'pass2pay', { fields, sign: md5(canon(fields, { text, tail })) }), /^(D3|A5)$/);
    },
  },
];
