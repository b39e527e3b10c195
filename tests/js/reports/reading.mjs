// What is received: bodies, content types, amounts.
import { FORM, XN, YN, ZN, canon, form, gate, gbk, md5, percent, said, up, xn, zn } from '../reports.mjs';

/** @param {string} text */
const inGbk = (text) => percent(gbk(text));

/** @type {import('../reports.mjs').Report[]} */
export const reading = [
  {
    id: 'M1',
    kind: 'reading',
    source: 'Coiney-SDK/CoineyKit-Payge#1, curl and PHP by default: JSON under the content type of a form',
    inputs: { 990: 990, 1: 1, 5000: 5000, 99999999: 99999999 },
    run: (f, total_amount) => {
      const notice = xn({ ...XN, total_amount });
      return said(gate(f, 'xipay').notice(notice, FORM), {
        verdict: 'valid',
        outcome: 'paid',
        amountFen: total_amount,
      });
    },
  },
  {
    id: 'M3',
    kind: 'reading',
    source: 'PAYONE-GmbH/magento-1#16: a BOM before a form',
    inputs: { '9.90': '9.90', 0.01: '0.01', '100.00': '100.00', 12.3: '12.3' },
    run: (f, amount) =>
      said(gate(f, 'payindex').notice(`\ufeff${zn({ ...ZN, amount, true_amount: amount })}`, FORM), {
        verdict: 'valid',
      }),
  },
  {
    id: 'M4',
    kind: 'reading',
    source: 'Pay_Index: an amount as the database has it, decimal(15,4) or decimal(15,3)',
    inputs: { '9.9000': 990, '12.300': 1230, '100.0000': 10000, '0.0100': 1 },
    run: (f, amountFen, amount) =>
      said(gate(f, 'payindex').notice(zn({ ...ZN, amount, true_amount: amount })), {
        verdict: 'valid',
        outcome: 'paid',
        amountFen,
      }),
  },
  {
    id: 'M5',
    kind: 'reading',
    source: 'Pay_Index: notifications without true_amount, as most deployments send them',
    inputs: { '9.90': 990, 1: 100, 0.5: 50, 1234.56: 123456 },
    run: (f, amountFen, amount) =>
      said(gate(f, 'payindex').notice(zn({ ...ZN, amount })), { verdict: 'valid', outcome: 'paid', amountFen }),
  },
  {
    id: 'M15',
    kind: 'reading',
    source: 'Pay_Index: four decimals, and no true_amount',
    inputs: { '9.9000': 990, '1.0000': 100, '0.1000': 10, '88.880': 8888 },
    run: (f, amountFen, amount) =>
      said(gate(f, 'payindex').notice(zn({ ...ZN, amount })), { verdict: 'valid', outcome: 'paid', amountFen }),
  },
  {
    id: 'M6',
    kind: 'reading',
    source: 'fen with decimals that are zero, as a Java BigDecimal is written in JSON',
    inputs: { '990.00': 990, '800.0': 800, '1.00': 1, '123456.000': 123456 },
    run: (f, amountFen, text) => {
      const sign = md5(canon({ ...XN, total_amount: text }));
      const body = JSON.stringify({ ...XN, total_amount: 0, sign }).replace(
        '"total_amount":0',
        `"total_amount":${text}`,
      );
      return said(gate(f, 'xipay').notice(body), { verdict: 'valid', amountFen });
    },
  },
  {
    id: 'M7',
    kind: 'reading',
    source: 'dedemao/alipay: a GBK form, the rule in GBK',
    inputs: { 停车: '停车', 红茶: '红茶', 'a mixture': 'A座停车 10元', 'no Chinese': 'parking' },
    run: (f, subject) => {
      const sign = up(md5(gbk(canon({ ...YN, subject }, { tail: '&app_secret=' }))));
      const gateway = gate(f, '4pyun', { rule: { charset: 'gbk' } });
      const notice = form({ ...YN, subject, sign }, inGbk);
      return said(gateway.notice(notice, `${FORM};charset=GBK`), { verdict: 'valid', amountFen: 990 });
    },
  },
  {
    id: 'M8',
    kind: 'reading',
    source: 'a GBK form that says so, signed in UTF-8: it is not treated as forged',
    inputs: {
      'charset=GBK': `${FORM};charset=GBK`,
      'charset=gb2312': `${FORM}; charset=gb2312`,
      'charset=GB18030': `${FORM}; charset=GB18030`,
      'charset="gbk"': `${FORM}; charset="gbk"`,
    },
    run: (f, type) => {
      const sign = up(md5(canon(YN, { tail: '&app_secret=' })));
      const { verdict, problems } = gate(f, '4pyun').notice(form({ ...YN, sign }, inGbk), type);
      const got = `${verdict} ${problems.map(({ message }) => message)}`;
      return {
        ok: /^(?:valid|malformed)|UTF-8|charset|GBK/i.test(got),
        got,
        want: 'valid, or a word about the charset',
      };
    },
  },
  {
    id: 'M14',
    kind: 'reading',
    source: 'a multipart/form-data notification: malformed, and not a forgery without a signature',
    inputs: {
      'one part': '--b\r\nContent-Disposition: form-data; name="sign"\r\n\r\nAB\r\n--b--\r\n',
      'two parts':
        '--b\r\nContent-Disposition: form-data; name="orderid"\r\n\r\nO1\r\n--b\r\nContent-Disposition: form-data; name="sign"\r\n\r\nAB\r\n--b--\r\n',
      'line feeds alone': '--b\nContent-Disposition: form-data; name="sign"\n\nAB\n--b--\n',
      'no part': '--b--\r\n',
    },
    run: (f, body) =>
      said(gate(f, 'payindex').notice(body, 'multipart/form-data; boundary=b'), { verdict: 'malformed' }),
  },
];
