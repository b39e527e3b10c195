// What has been handled from the start: a guard.
import {
  E,
  EPAY,
  FORM,
  KEY,
  P,
  XN,
  Z,
  ZN,
  ask,
  brief,
  canon,
  checked,
  epay,
  es,
  gate,
  gbk,
  judge,
  md5,
  order,
  over,
  pass,
  ps,
  said,
  sha256,
  up,
  zn,
} from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const handled = [
  {
    id: 'G1',
    kind: 'handled',
    source: 'aimuz/wechat-sdk#4 (Go 1e+06)',
    run: (f) => pass(f, { amount: '1000000' }, { amount: '1e+06' }, /^C1$/, 'amount'),
  },
  {
    id: 'G2',
    kind: 'handled',
    source: 'alibaba/fastjson#3188 (1E+6)',
    run: (f) => pass(f, { amount: '1000000' }, { amount: '1E+6' }, /^C1$/, 'amount'),
  },
  {
    id: 'G3',
    kind: 'handled',
    source: 'activemerchant/offsite_payments#92 (63.0)',
    run: (f) => epay(f, { money: '63.00' }, { money: '63.0' }, /^C1$/, 'money'),
  },
  {
    id: 'G4',
    kind: 'handled',
    source: 'getneteurope/paymentSDK-Android#23 (1.20 → 1.2)',
    run: (f) => epay(f, { money: '1.20' }, { money: '1.2' }, /^C1$/, 'money'),
  },
  {
    id: 'G5',
    kind: 'handled',
    source: 'payfort/woocommerce-payfort#18 (130 → 130.0)',
    run: (f) => pass(f, {}, { amount: '130.0' }, /^C1$/, 'amount'),
  },
  {
    id: 'G6',
    kind: 'handled',
    source: 'chanjarster/weixin-java-tools#248, dedemao/weixinPay#26 (19.9*100 → 1989)',
    run: (f) => pass(f, { amount: '1990' }, { amount: '1989' }, /^C1$/, 'amount'),
  },
  {
    id: 'G9',
    kind: 'handled',
    source: 'kimdre/doco-cd#545: diagnose names the newline',
    run: (f) => pass(f, {}, {}, /^A1$/, undefined, { secret: KEY + '\n' }),
  },
  {
    id: 'G10',
    kind: 'handled',
    source: 'honojs/examples#159: blank at the end of the secret',
    run: (f) => pass(f, {}, {}, /^A1$/, undefined, { secret: KEY + ' ' }),
  },
  {
    id: 'G11',
    kind: 'handled',
    source: 'stripe/stripe-cli#817: CR LF of a docker -it output',
    run: (f) => pass(f, {}, {}, /^A1$/, undefined, { secret: KEY + '\r\n' }),
  },
  {
    id: 'G12',
    kind: 'handled',
    source:
      'wechatpy/wechatpy#149, ECPay/ECPayAIO_Node.js#9, weixin-java-pay-demo#99: another secret, given in secrets',
    run: (f) =>
      judge(
        ask(f, 'pass2pay', { fields: P, sign: ps(P, { secret: 'other0001' }), secrets: ['x', 'other0001'] }),
        /^A2$/,
      ),
  },
  {
    id: 'G13',
    kind: 'handled',
    source: 'helei112g/payment#218: return_url empty',
    run: (f) =>
      judge(
        ask(f, EPAY, { fields: { ...E, return_url: '' }, sign: es({ ...E, return_url: '' }, { drop: () => false }) }),
        /^B1$/,
        'return_url',
      ),
  },
  {
    id: 'G14',
    kind: 'handled',
    source: 'yansongda/laravel-pay#82: token null from the framework',
    run: (f) => {
      const d = ask(f, EPAY, { fields: { ...E, token: null }, sign: es(E) });
      return { ok: d.verdict === 'match', got: brief(d), want: 'match' };
    },
  },
  {
    id: 'G15',
    kind: 'handled',
    source: 'lokielse/omnipay-alipay#194: sign_type signed too',
    run: (f) => judge(ask(f, EPAY, { fields: E, sign: md5(canon(E, { tail: '' })) }), /^B4$/, 'sign_type'),
  },
  {
    id: 'G16',
    kind: 'handled',
    source: 'lokielse/omnipay-alipay#19: notify_id taken out before the digest',
    run: (f) => judge(ask(f, EPAY, { fields: { ...E, notify_id: 'n1' }, sign: es(E) }), /^B/, 'notify_id'),
  },
  {
    id: 'G17',
    kind: 'handled',
    source: 'dodgepudding/wechat-php-sdk#165, lexik/LexikPayboxBundle#40: urlencode',
    run: (f) =>
      epay(f, { name: 'a b' }, {}, /^D3$/, 'name', { text: (v) => new URLSearchParams({ v }).toString().slice(2) }),
  },
  {
    id: 'G18',
    kind: 'handled',
    source: 'blacktail/taobao#7, leancloud/cloud-code-alipay#4, weixin-popular#11: Chinese as Latin-1',
    run: (f) =>
      judge(
        ask(f, EPAY, { fields: E, sign: md5(Buffer.from(canon(E, { tail: '', exclude: ['sign_type'] }), 'latin1')) }),
        /^D1$/,
      ),
  },
  {
    id: 'G20',
    kind: 'handled',
    source: 'ondrakoupil/csob#22: booleans as 1 and 0',
    run: (f) =>
      judge(ask(f, EPAY, { fields: { ...E, a: true, b: false }, sign: es({ ...E, a: '1', b: '0' }) }), /^C6$/, 'a'),
  },
  {
    id: 'G21',
    kind: 'handled',
    source: 'newPOPE/gp-webpay-php-sdk#4: PHP false signed as nothing',
    run: (f) =>
      judge(
        ask(f, { ...EPAY, omit: 'nothing' }, { fields: { a: true, b: false, c: 'x' }, sign: md5('a=1&b=&c=x' + KEY) }),
        /^C6$/,
        'b',
      ),
  },
  {
    id: 'G22',
    kind: 'handled',
    source: 'TwilioDevEd/api-snippets#780: http_build_query drops null',
    run: (f) =>
      judge(
        ask(f, { omit: 'nothing' }, { fields: { a: '1', b: null }, sign: up(md5('a=1&key=' + KEY)) }),
        /^B[12]$/,
        'b',
      ),
  },
  {
    id: 'G23',
    kind: 'handled',
    source: 'lpinca/shopify-token#8: list with blanks',
    run: (f) =>
      judge(
        ask(f, EPAY, { fields: { ...E, ids: ['7', '8'] }, sign: es({ ...E, ids: '["7", "8"]' }) }),
        /^C[46]$/,
        'ids',
      ),
  },
  {
    id: 'G24',
    kind: 'handled',
    source: 'cloudconvert/cloudconvert-node#59: \\/ in the raw body',
    run: (f) => over(f, '{"u":"https://a/b"}', '{"u":"https:\\/\\/a\\/b"}', /^C5$/),
  },
  {
    id: 'G25',
    kind: 'handled',
    source: 'o-pay/Payment_PHP#1, SSPanel-UIM#2208: SHA-256 for MD5',
    run: (f) => judge(ask(f, 'pass2pay', { fields: P, sign: up(sha256(canon(P))) }), /^E4$/),
  },
  {
    id: 'G26',
    kind: 'handled',
    source: 'Pay-Group/best-pay-sdk#125, ringo636/Tib#552: = and + of base64 lost',
    run: (f) => pass(f, { extParam: 'YWJj+ZGVm/w==' }, { extParam: 'YWJj ZGVm/w' }, /^D5$/, 'extParam'),
  },
  {
    id: 'G27',
    kind: 'handled',
    source: 'bitmash/alipay-api-php#2: ours still URL-encoded',
    run: (f) =>
      epay(
        f,
        { notify_url: 'https%3A%2F%2Fa.example%2Fn' },
        { notify_url: 'https://a.example/n' },
        /^D[34]$/,
        'notify_url',
      ),
  },
  {
    id: 'G28',
    kind: 'handled',
    source: 'Payfast/payfast-php-sdk#4, louislewis2/payfast#4: no key signed',
    run: (f) => judge(ask(f, EPAY, { fields: E, sign: es(E, { secret: '' }) }), /^A4$/),
  },
  {
    id: 'G29',
    kind: 'handled',
    source: 'Payfast/payfast-php-sdk#1, #10: order as given',
    run: (f) => judge(ask(f, EPAY, { fields: E, sign: es(E, { order: 'given' }) }), /^E1$/),
  },
  {
    id: 'G30',
    kind: 'handled',
    source: 'lokielse/omnipay-unionpay#27 on a known gateway: six cookies',
    run: (f) =>
      judge(
        ask(f, 'pass2pay', {
          fields: { ...P, PHPSESSID: 'x', think_lang: 'zh', _ga: 'G', Hm_lvt_1: '1', Hm_lpvt_1: '1', theme: 'd' },
          sign: ps(P),
        }),
        /^B/,
        'PHPSESSID',
      ),
  },
  {
    id: 'G31',
    kind: 'handled',
    source: 'yanxi123-com/weixin-js-sdk#36: timestamp for timeStamp',
    run: (f) =>
      judge(
        ask(
          f,
          {},
          {
            fields: { appId: 'a', timestamp: '1', nonceStr: 'n' },
            sign: up(md5(`appId=a&nonceStr=n&timeStamp=1&key=${KEY}`)),
          },
        ),
        /^E3$/,
        'timestamp',
      ),
  },
  {
    id: 'G34',
    kind: 'handled',
    source: 'TencentCloud/tencentcloud-demo-mp-soe#3: eight hours off',
    run: (f) => {
      return judge(
        ask(f, 'payindex', { fields: Z, sign: ps({ ...Z, pay_applydate: '2024-01-01 00:00:00' }) }),
        /^C8$/,
        'pay_applydate',
      );
    },
  },
  {
    id: 'G35',
    kind: 'handled',
    source: 'two causes: a line break in the secret, and yuan',
    run: (f) => pass(f, {}, { amount: '1.30' }, /^(A1|C2)$/, undefined, { secret: KEY + '\n' }),
  },
  {
    id: 'G36',
    kind: 'handled',
    source: 'three causes: a line break in the secret, .00, letter case',
    run: (f) =>
      judge(
        ask(f, 'pass2pay', { fields: P, sign: md5(canon({ ...P, amount: '130.00' }, { secret: KEY + '\n' })) }),
        /^(A1|C1)$/,
      ),
  },
  {
    id: 'G37',
    kind: 'handled',
    source: 'two causes: GBK, and the order as given',
    run: (f) => judge(ask(f, 'pass2pay', { fields: P, sign: up(md5(gbk(canon(P, { order: 'given' })))) }), /^(D1|E1)$/),
  },
  {
    id: 'G38',
    kind: 'handled',
    source: 'three causes: URL-encoded, bare key, lower case',
    run: (f) =>
      judge(
        ask(f, 'pass2pay', { fields: P, sign: md5(canon(P, { text: encodeURIComponent, tail: '' })) }),
        /^(D3|A5)$/,
      ),
  },
  {
    id: 'G39',
    kind: 'handled',
    source: 'binarywang/WxJava#2979: line ends',
    run: (f) => pass(f, { body: 'a\nb' }, { body: 'a\r\nb' }, /^D7$/, 'body'),
  },
  {
    id: 'G41',
    kind: 'handled',
    source: '(int) of iota-uz/iota-sdk#762: decimals cut off',
    run: (f) => epay(f, { money: '33139.73' }, { money: '33139' }, /^C1$/, 'money'),
  },
  {
    id: 'G40',
    kind: 'handled',
    source: 'alipay/alipay-easysdk#95: page in another charset',
    run: (f) =>
      judge(
        ask(f, EPAY, {
          fields: { ...E, name: '排版—教程' },
          sign: md5(gbk(canon({ ...E, name: '排版—教程' }, { tail: '', exclude: ['sign_type'] }))),
        }),
        /^D1$/,
      ),
  },

  {
    id: 'G7',
    kind: 'handled',
    source: 'shmy/cn-pay#2: an amount computed in floats is refused',
    inputs: { '9.8 * 100': 9.8 * 100, '1.1 * 100': 1.1 * 100, '0.57 * 100': 0.57 * 100, '19.9 * 100': 19.9 * 100 },
    run: (f, amount) => checked(f, { amount }, 'amount'),
  },
  {
    id: 'G8',
    kind: 'handled',
    source: 'w7corp/easywechat#1255, binarywang/WxJava#1180: yuan for fen are refused',
    inputs: { 0.12: 0.12, 1.3: 1.3, 'a text of yuan': '0.12', 'a text with two zeros': '130.00' },
    run: (f, amount) => checked(f, { amount }, 'amount'),
  },
  {
    id: 'G19',
    kind: 'handled',
    source: 'leancloud/cloud-code-alipay#4: a notification with an odd content type is read all the same',
    inputs: {
      'two types': `${FORM}; text/html; charset=utf-8`,
      'plain text': 'text/plain',
      'in capitals': 'APPLICATION/X-WWW-FORM-URLENCODED;CHARSET=UTF-8',
      'no type at all': undefined,
    },
    run: (f, type) =>
      said(gate(f, 'payindex').notice(zn({ ...ZN, true_amount: '9.90' }), type), { verdict: 'valid', amountFen: 990 }),
  },
  {
    id: 'G32',
    kind: 'handled',
    source: 'stripe/stripe-node#341, #1254: a parsed body is no raw body',
    inputs: { 'an object': XN, 'no object': null, 'a list': [XN], 'a Map': new Map(Object.entries(XN)) },
    run: (f, body) => {
      const { verdict, problems } = gate(f, 'xipay').notice(body);
      const got = `${verdict} ${problems[0]?.message}`;
      return {
        ok: verdict === 'malformed' && /raw body/.test(got),
        got,
        want: 'malformed, with a word about the raw body',
      };
    },
  },
  {
    id: 'G33',
    kind: 'handled',
    source: 'zoujingli/wechat-php-sdk#6, warhsn/payfast#10: a forged notification stays invalid',
    inputs: {
      'another amount': ['9.90', '0.01'],
      'another order': ['orderid=O1', 'orderid=O2'],
      'another signature': [/sign=[0-9A-F]{4}/, 'sign=0000'],
      'no signature': [/&sign=.*/, ''],
    },
    run: (f, [from, to]) =>
      said(gate(f, 'payindex').notice(zn({ ...ZN, true_amount: '9.90' }).replace(from, to)), { verdict: 'invalid' }),
  },
];
