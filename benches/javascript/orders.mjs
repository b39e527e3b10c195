// What is signed, built and verified. Each has several variants, so that nothing is learnt by heart.

const VARIANTS = 16;
const variants = (make) => Array.from({ length: VARIANTS }, (_, index) => make(String(index).padStart(4, '0')));

/** 16 fields; the signed string has some 480 bytes. */
export const ascii = variants((number) => ({
  appId: '60cc09bce4b0f1c0b83761c9',
  mchNo: 'M1621873433953',
  mchOrderNo: `2016042721060400${number}`,
  wayCode: 'WX_JSAPI',
  amount: `10${number}`,
  currency: 'cny',
  clientIp: '210.73.10.148',
  subject: `Order ${number} of the main store`,
  body: `Two pancakes with egg and spring onion, order ${number}`,
  notifyUrl: 'https://www.example.com/payments/notify',
  returnUrl: 'https://www.example.com/payments/return',
  expiredTime: '3600',
  channelExtra: '{"openid":"o6BcIwvSiRpfS8e_UyfQNrYuk2LI"}',
  reqTime: `162201657${number}`,
  version: '1.0',
  signType: 'MD5',
}));

/** The 22 fields of pass2pay's table that an order can have. */
export const chinese = variants((number) => ({
  mchNo: 'M1621873433953',
  appId: '60cc09bce4b0f1c0b83761c9',
  mchOrderNo: `2016042721060400${number}`,
  wayCode: 'ALI_QR',
  amount: 1000 + Number(number),
  currency: 'cny',
  clientIp: '210.73.10.148',
  subject: '商品',
  body: '0',
  custNo: `C${number}`,
  registerTime: '1600000000000',
  userName: '欧阳小明',
  mbrTel: '13800138000',
  idNo: '11010519491231002X',
  notifyUrl: 'https://www.example.com/payments/notify',
  returnUrl: 'https://www.example.com/payments/return',
  expiredTime: '3600',
  channelExtra: '{"payDataType":"codeUrl"}',
  extParam: `门店：朝阳路一店，订单 ${number}，杂粮煎饼两份`,
  reqTime: `162201657${number}`,
  version: '1.1',
  signType: 'MD5',
}));

/** pass2pay's notification of a payment, without its signature. */
export const paid = variants((number) => ({
  payOrderId: `P1202102231112444${number}`,
  mchNo: 'M1621873433953',
  appId: '60cc09bce4b0f1c0b83761c9',
  mchOrderNo: `2016042721060400${number}`,
  ifCode: 'alipay',
  wayCode: 'ALI_QR',
  amount: `10${number}`,
  currency: 'cny',
  state: '2',
  clientIp: '210.73.10.148',
  subject: '商品',
  body: '0',
  channelOrderNo: `202104262200144${number}`,
  extParam: `门店：朝阳路一店，订单 ${number}`,
  createdAt: '1622016572190',
  successTime: '1622016572190',
  reqTime: '1622016572190',
}));
