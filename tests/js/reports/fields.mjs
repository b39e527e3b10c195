// Sets of fields: foreign ones, forgotten ones.
import { ask, E, EPAY, P, canon, es, judge, md5, over, ps } from '../reports.mjs';

/** @type {import('../reports.mjs').Report[]} */
export const fields = [
  {
    id: 'B1',
    kind: 'field-set',
    source: 'we lack signType, the other side signs signType=MD5',
    run: (f) => {
      const { signType, ...ours } = P;
      return judge(ask(f, 'pass2pay', { fields: ours, sign: ps(P) }), /^B/, 'signType');
    },
  },
  {
    id: 'B2',
    kind: 'field-set',
    source: 'the table fixes version=1.0; the SDK adds it, our map lacks it',
    run: (f) => {
      const { version, ...ours } = P;
      return judge(ask(f, 'pass2pay', { fields: ours, sign: ps(P) }), /^B/, 'version');
    },
  },
  {
    id: 'B3',
    kind: 'field-set',
    source: 'PingPlusPlus/pingpp-js#23: _input_charset=utf-8 signed, not sent',
    run: (f) => judge(ask(f, EPAY, { fields: E, sign: es({ ...E, _input_charset: 'utf-8' }) }), /^B/, '_input_charset'),
  },
  {
    id: 'B4',
    kind: 'field-set',
    source:
      'lokielse/omnipay-unionpay#27: $_REQUEST brings cookies; with a rule of one’s own more than three are not found',
    run: (f) =>
      judge(
        ask(f, EPAY, {
          fields: { ...E, PHPSESSID: 'q1', think_lang: 'zh-cn', _ga: 'GA1.1', Hm_lvt_1: '17', theme: 'dark' },
          sign: es(E),
        }),
        /^B/,
        'PHPSESSID',
      ),
  },
  {
    id: 'B6',
    kind: 'field-set',
    source: 'epay signed as WeChat’s: sign_type and empties in, &key= (three causes)',
    run: (f) =>
      judge(
        ask(f, EPAY, {
          fields: { ...E, clientip: '' },
          sign: md5(canon({ ...E, clientip: '' }, { drop: () => false })),
        }),
        /^(A5|B4|B1)$/,
      ),
  },
  {
    id: 'B7',
    kind: 'field-set',
    source: 'router s=, htmlspecialchars and trim at once (three causes; ThinkPHP’s usual filter)',
    run: (f) =>
      judge(
        ask(f, 'pass2pay', {
          fields: { ...P, s: '/notify', subject: '红茶', extParam: '{&quot;a&quot;:1}' },
          sign: ps({ ...P, subject: '红茶 ', extParam: '{"a":1}' }),
        }),
        /^(B7|C7|D6)$/,
      ),
  },
  {
    id: 'B8',
    kind: 'field-set',
    source: 'raw body: nulls left out when written again',
    run: (f) => over(f, '{"a":1,"b":null}', '{"a":1}', /^[BC]/),
  },
];
