// Orders of each gateway, real ones where its documents print any.

/** @import { Fields, GatewayId, RequestOptions } from 'fensign' */

/**
 * @typedef {object} Order
 * @property {string} title
 * @property {string} [operation] none: it is signed alone, as its document prints it
 * @property {Fields} fields
 * @property {RequestOptions} [options]
 */

const PRINTED = {
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

/** @type {Record<GatewayId, Order[]>} */
export const ORDERS = {
  '4pyun': [
    { title: 'the order that its documentation prints, with the signature that it prints', fields: PRINTED },
    {
      title: 'the same order as the table wants it today, with trade_scene',
      operation: 'prepare',
      fields: { ...PRINTED, trade_scene: 'PARKING' },
    },
    {
      title: 'a refund, whose exact body is signed',
      operation: 'refund',
      fields: { app_id: PRINTED.app_id, pay_serial: '20220721102644066066610031', value: '10' },
    },
  ],
  pass2pay: [
    {
      title: 'an order, as JSON',
      operation: 'unifiedOrder',
      fields: {
        mchNo: 'M1623984572',
        appId: '60cc09bce4b0f1c0b83761c9',
        mchOrderNo: 'mho1624005107281',
        wayCode: 'ALI_QR',
        amount: 8,
        clientIp: '210.73.10.148',
        custNo: 'C200492312',
        registerTime: 1622016572190,
        notifyUrl: 'https://www.yourserver.com/notify.htm',
        channelExtra: { payDataType: 'codeImgUrl' },
      },
    },
  ],
  payindex: [
    {
      title: 'an order, as a form of which seven fields are signed',
      operation: 'pay',
      fields: {
        pay_memberid: '10001',
        pay_orderid: '20210928114755985410',
        pay_bankcode: '903',
        pay_amount: '100.00',
        pay_notifyurl: 'https://a.b.c/notify',
        pay_callbackurl: 'https://a.b.c/return',
        pay_productname: '商品',
      },
    },
  ],
  xipay: [
    {
      title: 'an H5 order',
      operation: 'h5pay',
      fields: {
        inst_no: '60000001',
        mch_no: 'Y52212190001',
        pay_type: '400',
        pay_trace_no: '998877665544332018',
        total_amount: '1',
      },
    },
  ],
  epay: [
    {
      title: 'an order of a server, whose reply says where the customer pays',
      operation: 'mapi',
      fields: {
        pid: '1001',
        type: 'alipay',
        out_trade_no: '20160806151343349',
        notify_url: 'http://www.pay.com/notify_url.php',
        return_url: 'http://www.pay.com/return_url.php',
        name: 'VIP会员',
        money: '1.00',
        clientip: '192.168.1.100',
      },
    },
    {
      title: 'the same order as a link for the customer to follow',
      operation: 'submit',
      fields: {
        pid: '1001',
        out_trade_no: '20160806151343349',
        notify_url: 'http://www.pay.com/notify_url.php',
        return_url: 'http://www.pay.com/return_url.php',
        name: 'VIP会员',
        money: '1.00',
      },
      options: { as: 'query' },
    },
  ],
  wecard: [
    {
      title: 'an order; its signing rule is not public, so the caller adds what the contract names',
      operation: 'unifiedOrder',
      fields: {
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
      options: { headers: { Authorization: '<as your contract says>' } },
    },
  ],
};
