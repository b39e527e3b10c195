// One real order per gateway: what is signed, the signature, and the request, ready for a shell.
import { Gateway } from 'fensign';

const secret = '6409292d66625a2a12342134';
const now = () => 1700000000000;

heading('4pyun: the order that its documentation prints, with the signature that it prints');
const pyun = new Gateway('4pyun', { secret, now });
const order = {
  app_id: 'op0096196358123123',
  merchant: '62626601',
  pay_order: '11111111118',
  subject: '停车支付3.00元(川A12345)',
  body: '【川A12345】在【XXXXX-停车场】于【2021-07-01 00:00:00】支付费1.00元',
  value: '10',
  channel: '200201',
  callback_url: 'https://a.b.c/backurl',
  notify_url: 'https://a.b.c/notify',
  extra: {
    plate_color: '-1',
    parking_serial: '01009970545516206225805859659',
    plate: '川AA37K2',
    enter_time: '1620621689000',
    park_name: 'P云支付体验-停车场',
    parking_time: '175',
  },
};
showSignature(pyun, order);

heading('4pyun: the same order as the table wants it today, with trade_scene');
show(pyun, 'prepare', { ...order, trade_scene: 'PARKING' });

heading('4pyun: a refund, whose exact body is signed');
show(pyun, 'refund', { app_id: order.app_id, pay_serial: '20220721102644066066610031', value: '10' });

heading('pass2pay: an order, as JSON');
const pass2pay = new Gateway('pass2pay', {
  secret,
  now,
  defaults: { mchNo: 'M1623984572', appId: '60cc09bce4b0f1c0b83761c9' },
});
show(pass2pay, 'unifiedOrder', {
  mchOrderNo: 'mho1624005107281',
  wayCode: 'ALI_QR',
  amount: 8,
  clientIp: '210.73.10.148',
  custNo: 'C200492312',
  registerTime: 1622016572190,
  notifyUrl: 'https://www.yourserver.com/notify.htm',
  channelExtra: { payDataType: 'codeImgUrl' },
});

heading('payindex: an order, as a form of which seven fields are signed');
const payindex = new Gateway('payindex', { secret, now, baseUrl: 'https://pay.example' });
show(payindex, 'pay', {
  pay_memberid: '10001',
  pay_orderid: '20210928114755985410',
  pay_bankcode: '903',
  pay_amount: '100.00',
  pay_notifyurl: 'https://a.b.c/notify',
  pay_callbackurl: 'https://a.b.c/return',
  pay_productname: '商品',
});

heading('xipay: an H5 order');
const xipay = new Gateway('xipay', { secret, now });
show(xipay, 'h5pay', {
  inst_no: '60000001',
  mch_no: 'Y52212190001',
  pay_type: '400',
  pay_trace_no: '998877665544332018',
  total_amount: '1',
});

heading('wecard: an order; its signing rule is not public, so the caller adds what the contract names');
const wecard = new Gateway('wecard', { now });
show(
  wecard,
  'unifiedOrder',
  {
    ChannelSubMerchantId: 'CM6756531983210274560',
    TotalAmount: 1000,
    PayChannel: 'WXPAY',
    PayType: 'MINI_PROGRAM',
    OrderSubject: '杂粮煎饼',
    OutOrderId: 'demo202211200001',
    NotifyUrl: 'https://business.com/pay/notify',
    ExternalPaymentData: { WxAppId: 'wx43f1t4567721a03e', WxOpenId: 'oXLUp5OHJof5768CoFFDuuaRn8kc' },
    SceneInfo: { DeviceType: '04', PayerClientIp: '14.15.16.17' },
  },
  { headers: { Authorization: '<as your contract says>' } },
);

/** @param {string} text */
function heading(text) {
  console.log(`\n━━ ${text}`);
}

/**
 * @param {Gateway} gateway
 * @param {import('fensign').Fields | string} signed
 */
function showSignature(gateway, signed) {
  const { string, sign } = gateway.explain(signed);
  console.log(`string     ${string}\nsignature  ${sign}`);
}

/**
 * @param {Gateway} gateway
 * @param {string} operation
 * @param {import('fensign').Fields} fields
 * @param {import('fensign').RequestOptions} [options]
 */
function show(gateway, operation, fields, options) {
  const request = gateway.request(operation, fields, options);
  const signsBody = request.sign !== undefined && !Object.values(request.fields).includes(request.sign);
  if (request.sign === undefined) console.log('signature  none: no rule is public');
  else showSignature(gateway, signsBody ? /** @type {string} */ (request.body) : request.fields);
  for (const { field, message } of request.problems) console.log(`warning    ${field}: ${message}`);
  console.log(curl(request));
}

/** @param {import('fensign').SignedRequest} request */
function curl({ url, method, headers, body }) {
  const quote = (/** @type {string} */ text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = [`curl -X ${method} ${quote(url)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined) lines.push(`--data-raw ${quote(body)}`);
  return lines.join(' \\\n     ');
}
