// One order of the 4pyun documentation in every form that the paste box takes, and one with all of a table's fields.

export const SECRET = '6409292d66625a2a12342134';
export const PUBLISHED = '96FD052F81BBB3C25B5BD628E189A154';

const EXTRA =
  '{"plate_color":"-1","parking_serial":"01009970545516206225805859659","plate":"川AA37K2","enter_time":"1620621689000","park_name":"P云支付体验-停车场","parking_time":"175"}';

/** @type {Record<string, string>} */
export const ORDER = {
  app_id: 'op0096196358123123',
  body: '【川A12345】在【XXXXX-停车场】于【2021-07-01 00:00:00】支付费1.00元',
  callback_url: 'https://a.b.c/backurl',
  channel: '200201',
  extra: EXTRA,
  merchant: '62626601',
  notify_url: 'https://a.b.c/notify',
  pay_order: '11111111118',
  subject: '停车支付3.00元(川A12345)',
  value: '10',
};

const entries = Object.entries(ORDER);
const form = new URLSearchParams(ORDER).toString();
const address = 'https://api.4pyun.com/gate/1.0/payment/trade/prepare';

/** @type {Record<string, string>} */
export const FORMS = {
  json: JSON.stringify(ORDER),
  form,
  url: `${address}?${form}`,
  curl: `curl -X POST '${address}' -H 'Content-Type: application/x-www-form-urlencoded' --data-raw '${form}'`,
  lines: entries.map(([name, value]) => `${name}=${value}`).join('\n'),
  map: `{${entries.map(([name, value]) => `${name}=${value}`).join(', ')}}`,
  string: `${entries.map(([name, value]) => `${name}=${value}`).join('&')}&app_secret=***`,
};

/** All 22 rows of the pass2pay order's table. */
export const FULL_ORDER = JSON.stringify(
  {
    mchNo: 'M1623984572',
    appId: '60cc09bce4b0f1c0b83761c9',
    mchOrderNo: 'mho1624005107281',
    wayCode: 'ALI_QR',
    amount: 100,
    currency: 'cny',
    reqTime: '1622016572190',
    version: '1.1',
    signType: 'MD5',
    subject: '商品',
    body: '0',
    clientIp: '210.73.10.148',
    custNo: 'C200492312',
    registerTime: '1622016572190',
    userName: '张三',
    mbrTel: '13812341234',
    idNo: '11010519491231002X',
    notifyUrl: 'https://www.yourserver.com/notify.htm',
    returnUrl: 'https://www.yourserver.com/return.htm',
    expiredTime: '3600',
    channelExtra: '{"payDataType":"codeImgUrl"}',
    extParam: '134586944573118714',
  },
  null,
  2,
);
