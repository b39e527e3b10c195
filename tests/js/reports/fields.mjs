// Sets of fields: foreign ones, forgotten ones.
import { ask, E, EPAY, P, canon, es, judge, md5, over, ps } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const fields = [
  {
    id: 'B1',
    kind: 'field-set',
    source: 'we lack signType, the other side signs signType=MD5',
    inputs: {
      'signType, MD5': [P, 'pass2pay', 'signType'],
      'another order': [{ ...P, amount: '9900', wayCode: 'WX_JSAPI' }, 'pass2pay', 'signType'],
      'sign_type, a rule of one’s own': [E, {}, 'sign_type'],
      'signType, a rule of one’s own': [{ a: '1', b: '红茶', signType: 'MD5' }, {}, 'signType'],
    },
    run: (f, [theirs, gateway, name]) => {
      const { [name]: missing, ...ours } = theirs;
      return judge(ask(f, gateway, { fields: ours, sign: ps(theirs) }), /^B/, name);
    },
  },
  {
    id: 'B2',
    kind: 'field-set',
    source: 'the table fixes version=1.0; the SDK adds it, our map lacks it',
    inputs: {
      'version=1.0': [P, 'version'],
      'signType=MD5': [{ ...P, body: 'a tea' }, 'signType'],
      'currency=cny': [P, 'currency'],
      'both version and signType': [P, 'version', 'signType'],
    },
    run: (f, [theirs, ...names]) => {
      const ours = Object.fromEntries(Object.entries(theirs).filter(([name]) => !names.includes(name)));
      return judge(ask(f, 'pass2pay', { fields: ours, sign: ps(theirs) }), /^B/, names[0]);
    },
  },
  {
    id: 'B3',
    kind: 'field-set',
    source: 'PingPlusPlus/pingpp-js#23: _input_charset=utf-8 signed, not sent',
    inputs: {
      '_input_charset=utf-8': { _input_charset: 'utf-8' },
      '_input_charset=UTF-8': { _input_charset: 'UTF-8' },
      'charset=utf-8': { charset: 'utf-8' },
      'version=1.0': { version: '1.0' },
      'format=JSON': { format: 'JSON' },
    },
    run: (f, theirs) => judge(ask(f, EPAY, { fields: E, sign: es({ ...E, ...theirs }) }), /^B/, Object.keys(theirs)[0]),
  },
  {
    id: 'B4',
    kind: 'field-set',
    source:
      'lokielse/omnipay-unionpay#27: $_REQUEST brings cookies; with a rule of one’s own more than three are not found',
    inputs: {
      'five of PHP': { PHPSESSID: 'q1', think_lang: 'zh-cn', _ga: 'GA1.1', Hm_lvt_1: '17', theme: 'dark' },
      'Java and statistics': { JSESSIONID: 'A0F', _ga: 'GA1.1', _gid: 'GA1.2', Hm_lvt_9: '17', Hm_lpvt_9: '18' },
      'Laravel and Node': { laravel_session: 'e1', 'XSRF-TOKEN': 'x', 'connect.sid': 's', _ga: 'G' },
      'eight of them': {
        PHPSESSID: 'q1',
        think_lang: 'zh-cn',
        _ga: 'GA1.1',
        _gid: 'GA1.2',
        Hm_lvt_1: '1',
        Hm_lpvt_1: '2',
        UM_distinctid: '3',
        CNZZDATA1: '4',
      },
    },
    run: (f, cookies) =>
      judge(ask(f, EPAY, { fields: { ...E, ...cookies }, sign: es(E) }), /^B/, Object.keys(cookies)[0]),
  },
  {
    id: 'B6',
    kind: 'field-set',
    source: 'epay signed as WeChat’s: sign_type and empties in, &key= (three causes)',
    inputs: {
      'an empty clientip': { clientip: '' },
      'an empty return_url': { return_url: '' },
      'two empty fields': { param: '', return_url: '' },
      'another type of signature': { clientip: '', sign_type: 'md5' },
    },
    run: (f, ours) => {
      const fields = { ...E, ...ours };
      const sign = md5(canon(fields, { drop: () => false }));
      return judge(ask(f, EPAY, { fields, sign }), /^(A5|B4|B1)$/);
    },
  },
  {
    id: 'B7',
    kind: 'field-set',
    source: 'router s=, htmlspecialchars and trim at once (three causes; ThinkPHP’s usual filter)',
    inputs: {
      's, JSON text and a blank behind': [
        { s: '/notify', extParam: '{&quot;a&quot;:1}' },
        { subject: '红茶 ', extParam: '{"a":1}' },
      ],
      '_url, an ampersand and a blank in front': [
        { _url: '/pay', extParam: 'a&amp;b' },
        { subject: ' 红茶', extParam: 'a&b' },
      ],
      's, angle brackets and a blank behind another': [
        { s: '/index/notify', subject: '&lt;大杯&gt;' },
        { subject: '<大杯>', body: '测试 ' },
      ],
      'r, an apostrophe and a blank behind another': [
        { r: 'pay/notify', subject: 'D&#039;Arc' },
        { subject: "D'Arc", body: '测试 ' },
      ],
    },
    run: (f, [ours, theirs]) =>
      judge(ask(f, 'pass2pay', { fields: { ...P, ...ours }, sign: ps({ ...P, ...theirs }) }), /^(B7|C7|D6)$/),
  },
  {
    id: 'B8',
    kind: 'field-set',
    source: 'raw body: nulls left out when written again',
    inputs: {
      'the last member': ['{"a":1,"b":null}', '{"a":1}'],
      'the first of three': ['{"a":null,"b":"红茶","c":2}', '{"b":"红茶","c":2}'],
      'two of them': ['{"a":null,"b":1,"c":null}', '{"b":1}'],
      'inside an object': ['{"a":1,"b":{"c":null,"d":2}}', '{"a":1,"b":{"d":2}}'],
    },
    run: (f, [ours, theirs]) => over(f, ours, theirs, /^[BC]/),
  },
];
