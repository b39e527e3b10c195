// What is signed, built and verified: values as users have them, amounts and times among them as numbers. Each kind has 64
// objects, whose keys stand in 4 orders, as JSON text: who wants an object parses it.

const OBJECTS = 64;

const KEY_ORDERS = [
  (names) => names,
  (names) => names.toSorted(),
  (names) => names.toReversed(),
  (names) => [...names.filter((_, at) => at % 2 === 1), ...names.filter((_, at) => at % 2 === 0)],
];

const texts = (make) =>
  Array.from({ length: OBJECTS }, (_, index) => {
    const fields = make(String(index).padStart(4, '0'), index);
    const names = KEY_ORDERS[index % KEY_ORDERS.length](Object.keys(fields));
    return JSON.stringify(Object.fromEntries(names.map((name) => [name, fields[name]])));
  });

/** The 22 fields of pass2pay's unifiedOrder that an order can have. */
const pass2pay = texts((number, index) => ({
  mchNo: 'M1621873433953',
  appId: '60cc09bce4b0f1c0b83761c9',
  mchOrderNo: `2016042721060400${number}`,
  wayCode: 'ALI_QR',
  amount: 1000 + index,
  currency: 'cny',
  clientIp: '210.73.10.148',
  subject: '商品',
  body: '0',
  custNo: `C${number}`,
  registerTime: 1600000000000 + index,
  userName: '欧阳小明',
  mbrTel: '13800138000',
  idNo: '11010519491231002X',
  notifyUrl: 'https://www.example.com/payments/notify',
  returnUrl: 'https://www.example.com/payments/return',
  expiredTime: 3600,
  channelExtra: '{"payDataType":"codeUrl"}',
  extParam: `门店：朝阳路一店，订单 ${number}，杂粮煎饼两份`,
  reqTime: 1622016570000 + index,
  version: '1.1',
  signType: 'MD5',
}));

/** The 12 fields of payindex's pay; 7 are signed. */
const payindex = texts((number, index) => ({
  pay_memberid: '10086',
  pay_orderid: `2016122618181800${number}`,
  pay_applydate: '2016-12-26 18:18:18',
  pay_bankcode: 903,
  pay_notifyurl: 'https://www.example.com/payments/notify',
  pay_callbackurl: 'https://www.example.com/payments/return',
  pay_amount: 100 + index,
  pay_attach: `store=1;order=${number}`,
  pay_productname: '杂粮煎饼两份',
  pay_productnum: 2,
  pay_productdesc: `门店：朝阳路一店，订单 ${number}`,
  type: 'json',
}));

/** The 8 fields of xipay's h5pay. */
const xipay = texts((number, index) => ({
  inst_no: '52100025',
  mch_no: '852100059120028',
  pay_type: 300,
  pay_trace_no: `2016042721060400${number}`,
  pay_time: 20230306235318,
  total_amount: 100 + index,
  open_id: 'o6BcIwvSiRpfS8e_UyfQNrYuk2LI',
  notify_url: 'https://www.example.com/payments/notify',
}));

/** The 14 fields of 4pyun's prepare. */
const p4yun = texts((number, index) => ({
  app_id: 'op0c2a8e5b3f4d6179',
  merchant: '49BA59ABBE56E057',
  pay_order: `2016042721060400${number}`,
  subject: '停车费',
  value: 800 + index,
  body: `粤B12345，朝阳路停车场，订单 ${number}`,
  payer: 'o6BcIwvSiRpfS8e_UyfQNrYuk2LI',
  callback_url: 'https://www.example.com/payments/return',
  notify_url: 'https://www.example.com/payments/notify',
  expire_time: '2022-09-01T00:00:00Z',
  trade_scene: 'PARKING',
  trade_item: `[{"key":"parking_value","value":${800 + index}}]`,
  extra: '{"plate":"粤B12345","park_uuid":"49ba59abbe56e057"}',
  manual_settle: 0,
}));

/** The 11 fields of epay's mapi; all but `sign_type` are signed. */
const epay = texts((number, index) => ({
  pid: 1001,
  type: 'alipay',
  out_trade_no: `2016042721060400${number}`,
  notify_url: 'https://www.example.com/payments/notify',
  return_url: 'https://www.example.com/payments/return',
  name: `杂粮煎饼两份，订单 ${number}`,
  money: 10 + index,
  clientip: '210.73.10.148',
  device: 'mobile',
  param: `{"store":"朝阳路一店","order":"${number}"}`,
  sign_type: 'MD5',
}));

/** What each gateway signs; the default rule signs pass2pay's. */
export const orders = { default: pass2pay, pass2pay, payindex, xipay, '4pyun': p4yun, epay };

/** Notifications of payments, without their signatures. */
export const paid = {
  pass2pay: texts((number, index) => ({
    payOrderId: `P1202102231112444${number}`,
    mchNo: 'M1621873433953',
    appId: '60cc09bce4b0f1c0b83761c9',
    mchOrderNo: `2016042721060400${number}`,
    ifCode: 'alipay',
    wayCode: 'ALI_QR',
    amount: 1000 + index,
    currency: 'cny',
    state: 2,
    clientIp: '210.73.10.148',
    subject: '商品',
    body: '0',
    channelOrderNo: `202104262200144${number}`,
    extParam: `门店：朝阳路一店，订单 ${number}`,
    createdAt: 1622016572190,
    successTime: 1622016572190,
    reqTime: 1622016572190,
  })),
  xipay: texts((number, index) => ({
    return_code: 'SUCCESS',
    result_code: 'SUCCESS',
    return_msg: '支付成功',
    pay_type: '300',
    mch_name: '朝阳路煎饼店',
    shop_name: '朝阳路一店',
    mch_no: '852100059120028',
    shop_no: '85210005',
    pay_trace_no: `2016042721060400${number}`,
    pay_time: '20230306235318',
    total_amount: String(100 + index),
    trade_no: `5210002520230306${number}`,
    attach: `门店：朝阳路一店，订单 ${number}`,
  })),
};
