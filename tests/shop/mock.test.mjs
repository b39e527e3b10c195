// The mocks by themselves, without fensign: their signatures against published ones, their answers to requests by hand.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { MOCKS } from './mock/index.mjs';
import * as signs from './mock/sign.mjs';

/** @import { Account } from './mock/server.mjs' */
/** @typedef {Record<string, unknown>} Fields */

const SECRET = '密钥 of the tests';
const ORDER_NO = '20261126200600000001';

const { cases: VECTORS } = JSON.parse(readFileSync(new URL('../vectors/published.json', import.meta.url), 'utf8'));
/** @type {Record<string, (fields: Fields, secret: string) => string>} */
const OF_FIELDS = { epay: signs.epay, pass2pay: signs.pass2pay, '4pyun': signs.p4yun, xipay: signs.xipay };

for (const { id, gateway, fields, body, secret, sign: published } of VECTORS) {
  const ofFields = OF_FIELDS[gateway];
  if (ofFields === undefined) continue; // Other dialects.
  const sign = () => (body === undefined ? ofFields(fields, secret) : signs.p4yunBody(body, secret));
  test(`the mock signs as published: ${id}`, () => assert.equal(sign(), published));
}

test("payindex's string is that of its page, and what PHP calls empty is not in it", () => {
  const fields = { pay_orderid: 'O', pay_amount: '0', pay_memberid: '1', pay_notifyurl: '', sign: 'x' };
  // md5sum of `pay_memberid=1&pay_orderid=O&key=K`
  assert.equal(signs.payindex(fields, 'K'), '743BD2F7C1ECB44A92E55D10815E47CA');
});

/** @param {Fields} fields */
const asForm = (fields) => new URLSearchParams(/** @type {Record<string, string>} */ (fields)).toString();
const JSON_TYPE = { 'Content-Type': 'application/json' };
const FORM_TYPE = { 'Content-Type': 'application/x-www-form-urlencoded' };

const PASS2PAY = { mchNo: 'M1', appId: 'A1', reqTime: '1622016572190', signType: 'MD5' };
/** @param {Fields} fields @param {string} secret */
const pass2pay = (fields, secret) => {
  const all = { ...PASS2PAY, version: '1.0', ...fields };
  return { headers: JSON_TYPE, body: JSON.stringify({ ...all, sign: signs.pass2pay(all, secret) }) };
};
/** @param {Fields} fields @param {string} secret */
const xipay = (fields, secret) => {
  const all = { inst_no: 'A1', mch_no: 'M1', ...fields };
  return { headers: JSON_TYPE, body: JSON.stringify({ ...all, sign: signs.xipay(all, secret) }) };
};
/** @param {Fields} fields @param {string} secret */
const p4yun = (fields, secret) => {
  const all = { app_id: 'A1', merchant: 'M1', ...fields };
  return asForm({ ...all, sign: signs.p4yun(all, secret) });
};
/** @param {Fields} signed @param {Fields} rest @param {string} secret */
const payindex = (signed, rest, secret) => {
  const all = { pay_memberid: 'M1', ...signed };
  return { headers: FORM_TYPE, body: asForm({ ...all, ...rest, pay_md5sign: signs.payindex(all, secret) }) };
};

/**
 * Requests by hand: an order of 8 yuan, a query, a refund of some fen; and what a reply says.
 * @typedef {{ headers: Record<string, string>, body: string }} Sent
 * @typedef {{
 *   account?: Partial<Account>,
 *   place: (notifyUrl: string, secret?: string) => [path: string, Sent],
 *   query?: (orderNo: string) => [path: string, Sent?],
 *   refund?: (fen: number, gatewayNo: string) => [path: string, Sent],
 *   code: (reply: any) => unknown,
 *   done: unknown,
 *   codes: { signature: unknown, duplicate: unknown, unknown?: unknown, tooMuch?: unknown },
 *   payUrl: (reply: any) => string,
 *   ack: string,
 * }} ByHand
 */
const account = { secret: SECRET, merchant: 'M1', app: 'A1' };
/** @type {Record<string, ByHand>} */
const GATEWAYS = {
  pass2pay: {
    place: (notifyUrl, secret = SECRET) => [
      'api/pay/unifiedOrder',
      pass2pay(
        {
          mchOrderNo: ORDER_NO,
          wayCode: 'ALI_WAP',
          amount: 800,
          currency: 'cny',
          version: '1.1',
          subject: '商品',
          body: '0',
          clientIp: '210.73.10.148',
          custNo: 'C1',
          registerTime: '1622016572190',
          notifyUrl,
        },
        secret,
      ),
    ],
    query: (mchOrderNo) => ['api/pay/query', pass2pay({ mchOrderNo }, SECRET)],
    refund: (refundAmount, payOrderId) => [
      'api/refund/refundOrder',
      pass2pay({ payOrderId, mchRefundNo: 'R1', refundAmount, currency: 'cny', refundReason: '退款' }, SECRET),
    ],
    code: ({ code }) => code,
    done: 0,
    codes: { signature: 9001, duplicate: 9003, unknown: 9004, tooMuch: 9006 },
    payUrl: ({ data }) => data.payData,
    ack: 'success',
  },
  wecard: {
    place: (NotifyUrl, secret = SECRET) => {
      const order = {
        OutOrderId: ORDER_NO,
        TotalAmount: 800,
        OrderSubject: '商品',
        PayType: 'H5',
        PayChannel: 'ALIPAY',
      };
      const body = JSON.stringify({ ChannelSubMerchantId: 'M1', ...order, NotifyUrl });
      return [
        'cloudpay/v1/pay/c2b/unified_order',
        { headers: { ...JSON_TYPE, 'X-Contract-Sign': signs.wecard(body, secret) }, body },
      ];
    },
    code: ({ Response }) => Response.ErrCode,
    done: 'SUCCESS',
    codes: { signature: 'NO_MERCHANT_SECRET', duplicate: 'ORDER.ORDER_RECORD_ALREADY_EXIST' },
    payUrl: ({ Response }) => Response.Result.PayInfo,
    ack: 'SUCCESS',
  },
  payindex: {
    place: (pay_notifyurl, secret = SECRET) => [
      'Pay_Index.html',
      payindex(
        {
          pay_orderid: ORDER_NO,
          pay_applydate: '2026-11-26 20:06:00',
          pay_bankcode: '904',
          pay_notifyurl,
          pay_callbackurl: 'http://shop.example/back',
          pay_amount: '8',
        },
        { pay_productname: '商品', type: 'json' },
        secret,
      ),
    ],
    query: (pay_orderid) => ['Pay_Trade_query.html', payindex({ pay_orderid }, {}, SECRET)],
    code: ({ status, ststus, trade_state }) => status ?? ststus ?? trade_state,
    done: '1',
    codes: { signature: 'error', duplicate: 'error', unknown: 'error' },
    payUrl: ({ payUrl }) => payUrl,
    ack: 'OK',
  },
  xipay: {
    place: (notify_url, secret = SECRET) => [
      'api/openpay/v3/h5pay',
      xipay(
        { pay_type: '300', pay_trace_no: ORDER_NO, pay_time: '20261126200600', total_amount: '800', notify_url },
        secret,
      ),
    ],
    query: (pay_trace_no) => [
      'api/openpay/v3/queryorder',
      xipay({ query_trace_no: `Q${pay_trace_no}`, pay_trace_no, pay_time: '20261126200600' }, SECRET),
    ],
    refund: (fen, trade_no) => [
      'api/openpay/v3/refundorder',
      xipay({ refund_trace_no: 'R1', refund_fee: String(fen), pay_time: '20261126200600', trade_no }, SECRET),
    ],
    code: ({ return_code }) => return_code,
    done: 'SUCCESS',
    codes: { signature: 'FAIL', duplicate: 'FAIL', unknown: 'FAIL', tooMuch: 'FAIL' },
    payUrl: ({ code_url }) => code_url,
    ack: '{"return_code":"SUCCESS","return_msg":"成功"}',
  },
  '4pyun': {
    place: (notify_url, secret = SECRET) => [
      'gate/1.0/payment/trade/prepare',
      {
        headers: FORM_TYPE,
        body: p4yun({ pay_order: ORDER_NO, subject: '商品', value: '800', notify_url, trade_scene: 'GENERIC' }, secret),
      },
    ],
    query: (pay_order) => [`gate/1.0/payment/trade/query?${p4yun({ pay_order }, SECRET)}`],
    refund: (value, pay_serial) => {
      const body = JSON.stringify({ value: String(value), pay_serial, app_id: 'A1', order: 'R1' });
      const headers = { ...JSON_TYPE, Authorization: signs.p4yunBody(body, SECRET).toLowerCase() };
      return ['gate/1.0/payment/trade/refund', { headers, body }];
    },
    code: ({ code }) => code,
    done: '1001',
    codes: { signature: '400', duplicate: '1403', unknown: '1002', tooMuch: '1405' },
    payUrl: ({ pay_url }) => pay_url,
    ack: '{"code":"1001"}',
  },
  epay: {
    account: { merchant: '1001' },
    place: (notify_url, secret = SECRET) => {
      const order = { pid: '1001', type: 'alipay', out_trade_no: ORDER_NO, notify_url, name: '商品', money: '8.00' };
      const all = { ...order, clientip: '210.73.10.148', sign_type: 'MD5' };
      return ['mapi.php', { headers: FORM_TYPE, body: asForm({ ...all, sign: signs.epay(all, secret) }) }];
    },
    query: (out_trade_no) => [`api.php?${asForm({ act: 'order', pid: '1001', key: SECRET, out_trade_no })}`],
    refund: (fen, trade_no) => [
      'api.php?act=refund',
      { headers: FORM_TYPE, body: asForm({ pid: '1001', key: SECRET, trade_no, money: (fen / 100).toFixed(2) }) },
    ],
    code: ({ code, status, msg = '' }) => (status === 1 || /^退款成功/u.test(msg) ? 1 : code),
    done: 1,
    codes: { signature: -3, duplicate: -1, unknown: -1, tooMuch: -1 },
    payUrl: ({ payurl }) => payurl,
    ack: 'success',
  },
};

for (const [id, Mock] of Object.entries(MOCKS)) {
  test(`${id}: the mock answers requests by hand, and refuses as documented`, async () => {
    const byHand = GATEWAYS[id];
    assert(byHand, `${id} owes requests by hand`);
    const mock = await new Mock({ ...account, ...byHand.account }).listen();
    /** @type {string[]} */
    const bodies = [];
    const shop = createServer(async (request, response) => {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      bodies.push(`${request.url} ${Buffer.concat(chunks)}`);
      response.end(bodies.length < 3 ? 'not yet' : byHand.ack);
    });
    await once(shop.listen(0, '127.0.0.1'), 'listening');
    const { port } = /** @type {import('node:net').AddressInfo} */ (shop.address());
    const notifyUrl = `http://127.0.0.1:${port}/notify`;
    const { code, done, codes, query, refund } = byHand;

    /** @param {[path: string, Sent?]} request */
    const ask = async ([path, sent]) => {
      const response = await fetch(`${mock.url}${path}`, sent === undefined ? {} : { method: 'POST', ...sent });
      return response.json();
    };
    try {
      assert.equal(code(await ask(byHand.place(notifyUrl, 'another'))), codes.signature);
      const placed = await ask(byHand.place(notifyUrl));
      assert.equal(code(placed), done, JSON.stringify(placed));
      assert.equal(code(await ask(byHand.place(notifyUrl))), codes.duplicate);
      if (query !== undefined) assert.equal(code(await ask(query('20261126200600000009'))), codes.unknown);

      assert(byHand.payUrl(placed).startsWith(mock.url ?? ''), JSON.stringify(placed));
      await fetch(byHand.payUrl(placed), { redirect: 'manual' });
      await mock.notified();
      assert.deepEqual(mock.attempts, [false, false, true]);
      assert.deepEqual(new Set(bodies).size, 1, 'a retry is the same, byte by byte');

      const { gatewayNo } = mock.find(ORDER_NO, '');
      if (query !== undefined) assert.equal(code(await ask(query(ORDER_NO))), id === 'payindex' ? 'SUCCESS' : done);
      if (refund !== undefined) {
        assert.equal(code(await ask(refund(801, gatewayNo))), codes.tooMuch);
        assert.equal(code(await ask(refund(800, gatewayNo))), done);
        assert.notEqual(code(await ask(refund(1, gatewayNo))), done);
      }
    } finally {
      await mock.close();
      shop.closeAllConnections();
      shop.close();
    }
  });
}
