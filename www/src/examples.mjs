// Real messages, from the gateways' own documents; their secrets are the public test secrets of those documents.

const PYUN_SECRET = '6409292d66625a2a12342134';
const JEEPAY_SECRET =
  'z6d0xyeraqyrpyfh4cq4rwafh2bvj0mk6xcf4wge3aj1hhjy670bn2np1nn6oa46lo1ztlxc4pnusnbtb0j68j5vfi7ie4hqhyqpu6x121ir6cbx9ka0v8hkyz34jgl7';
const OPENPAY_SECRET = '1c4d83f0c3c24a7d9fcaa1fed2682076';

const PYUN_ORDER = `app_id=op0096196358123123
body=【川A12345】在【XXXXX-停车场】于【2021-07-01 00:00:00】支付费1.00元
callback_url=https://a.b.c/backurl
channel=200201
extra={"plate_color":"-1","parking_serial":"01009970545516206225805859659","plate":"川AA37K2","enter_time":"1620621689000","park_name":"P云支付体验-停车场","parking_time":"175"}
merchant=62626601
notify_url=https://a.b.c/notify
pay_order=11111111118
subject=停车支付3.00元(川A12345)
value=10`;

const jeepayOrder = (/** @type {string} */ sign) => `{
  "amount": 8,
  "extParam": "",
  "mchOrderNo": "mho1624005107281",
  "subject": "商品标题",
  "wayCode": "ALI_BAR",
  "sign": "${sign}",
  "reqTime": "1624005107",
  "body": "商品描述",
  "version": "1.0",
  "channelExtra": "{\\"authCode\\":\\"280812820366966512\\"}",
  "appId": "60cc09bce4b0f1c0b83761c9",
  "clientIp": "192.166.1.132",
  "notifyUrl": "https://www.jeequan.com",
  "signType": "MD5",
  "currency": "cny",
  "returnUrl": "",
  "mchNo": "M1623984572"
}`;

const openpayOrder = (/** @type {string} */ sign) => `{
  "inst_no": "900112",
  "mch_no": "852407290001",
  "pay_type": "400",
  "pay_trace_no": "18588dbd1c6e4572b915a2b33fcdc62e",
  "pay_time": "20190101125959",
  "total_amount": "1",
  "attach": "",
  "sign": "${sign}"
}`;

/**
 * @typedef {object} Example
 * @property {string} id
 * @property {'examples' | 'published' | 'faulty' | 'incoming'} group
 * @property {{ zh: string, en: string }} [title] a gateway's own title, if there is none
 * @property {string} gateway
 * @property {string} operation
 * @property {'request' | 'reply' | 'notice'} direction
 * @property {string} text
 * @property {string} [secret]
 * @property {string} [baseUrl]
 * @property {boolean} [isPublished] whether its signature is in a public document
 */

/** @type {Example[]} */
export const EXAMPLES = [
  {
    id: 'order-4pyun',
    group: 'examples',
    gateway: '4pyun',
    operation: 'prepare',
    direction: 'request',
    text: PYUN_ORDER.replace('channel=200201', 'trade_scene=PARKING'),
    secret: PYUN_SECRET,
  },
  {
    id: 'order-pass2pay',
    group: 'examples',
    gateway: 'pass2pay',
    operation: 'unifiedOrder',
    direction: 'request',
    text: `{
  "mchNo": "M1623984572",
  "appId": "60cc09bce4b0f1c0b83761c9",
  "mchOrderNo": "mho1624005107281",
  "wayCode": "ALI_QR",
  "amount": 8,
  "clientIp": "210.73.10.148",
  "custNo": "C200492312",
  "registerTime": 1622016572190,
  "notifyUrl": "https://www.yourserver.com/notify.htm",
  "channelExtra": "{\\"payDataType\\":\\"codeImgUrl\\"}"
}`,
    secret: JEEPAY_SECRET,
  },
  {
    id: '4pyun',
    group: 'published',
    gateway: '4pyun',
    operation: 'prepare',
    direction: 'request',
    text: `${PYUN_ORDER}\nsign=96FD052F81BBB3C25B5BD628E189A154`,
    secret: PYUN_SECRET,
    isPublished: true,
  },
  {
    id: 'pass2pay',
    group: 'published',
    gateway: 'pass2pay',
    operation: 'unifiedOrder',
    direction: 'request',
    text: jeepayOrder('84F606FA25A6EC4783BECC08D4FDC681'),
    secret: JEEPAY_SECRET,
    isPublished: true,
  },
  {
    id: 'xipay',
    group: 'examples',
    gateway: 'xipay',
    operation: 'h5pay',
    direction: 'request',
    text: openpayOrder('b90cbd5b08906c31826deff0d5d909e7'),
    secret: OPENPAY_SECRET,
  },
  {
    id: 'payindex',
    group: 'examples',
    gateway: 'payindex',
    operation: 'pay',
    direction: 'request',
    text: 'pay_memberid=10001&pay_orderid=20210928114755985410&pay_applydate=2016-12-26+18%3A18%3A18&pay_bankcode=903&pay_notifyurl=https%3A%2F%2Fa.b.c%2Fnotify&pay_callbackurl=https%3A%2F%2Fa.b.c%2Freturn&pay_amount=100.00&pay_attach=&pay_productname=%E5%95%86%E5%93%81',
    secret: 'key',
    baseUrl: 'https://pay.example',
  },
  {
    id: 'epay',
    group: 'examples',
    gateway: 'epay',
    operation: 'mapi',
    direction: 'request',
    text: 'pid=1001&type=alipay&out_trade_no=20160806151343349&notify_url=http%3A%2F%2Fwww.pay.com%2Fnotify_url.php&name=VIP%E4%BC%9A%E5%91%98&money=1.00&clientip=210.73.10.148&param=&sign_type=MD5',
    secret: 'secret',
    baseUrl: 'https://pay.example',
  },
  {
    id: 'wecard',
    group: 'examples',
    gateway: 'wecard',
    operation: 'unifiedOrder',
    direction: 'request',
    text: `{
  "ChannelSubMerchantId": "CM6756531983210274560",
  "TotalAmount": 1000,
  "PayChannel": "WXPAY",
  "PayType": "MINI_PROGRAM",
  "OrderSubject": "杂粮煎饼",
  "OutOrderId": "demo202211200001",
  "NotifyUrl": "https://business.com/pay/notify",
  "ExternalPaymentData": "{\\"WxAppId\\":\\"wx43f1t4567721a03e\\",\\"WxOpenId\\":\\"oXLUp5OHJof5768CoFFDuuaRn8kc\\"}",
  "Currency": "CNY",
  "Attachment": "原路返回string",
  "SceneInfo": {
    "DeviceType": "04",
    "PayerClientIp": "14.15.16.17",
    "DeviceId": "00000001",
    "Longitude": "+121.48352",
    "latitude": "+23.561345"
  },
  "Remark": "备注",
  "FundAllocateList": [
    { "ChannelSubMerchantId": "CM-B", "AllocateAmount": 200, "AllocatePeriod": "D0" },
    { "ChannelSubMerchantId": "CM-C", "AllocateAmount": 100, "Freeze": true, "AllocatePeriod": "D0" }
  ]
}`,
  },
  {
    id: 'empty-signed',
    group: 'faulty',
    title: { zh: '空值参与了签名', en: 'Empty fields were signed' },
    gateway: 'pass2pay',
    operation: 'unifiedOrder',
    direction: 'request',
    text: jeepayOrder('9E859E559C6EA27A3317587F7DC896FB'),
    secret: JEEPAY_SECRET,
  },
  {
    id: 'newline-in-secret',
    group: 'faulty',
    title: { zh: '密钥带了换行', en: 'A newline in the secret' },
    gateway: 'xipay',
    operation: 'h5pay',
    direction: 'request',
    text: openpayOrder('1f899c36320da2a60c634682fb375b4c'),
    secret: OPENPAY_SECRET,
  },
  {
    id: 'entity',
    group: 'faulty',
    title: { zh: '&notify_url 变成 ¬ify_url', en: '&notify_url became ¬ify_url' },
    gateway: '4pyun',
    operation: 'prepare',
    direction: 'request',
    text: `${PYUN_ORDER}\nsign=ADC33002DE65FB58DEAFD50F40467D55`,
    secret: PYUN_SECRET,
  },
  {
    id: 'reply',
    group: 'incoming',
    title: { zh: 'PassToPay 响应', en: 'PassToPay reply' },
    gateway: 'pass2pay',
    operation: 'unifiedOrder',
    direction: 'reply',
    text: '{"code":0,"data":{"errCode":"ACQ.PAYMENT_AUTH_CODE_INVALID","errMsg":"Business Failed【支付失败，获取顾客账户信息失败，请顾客刷新付款码后重新收款，如再次收款失败，请联系管理员处理。[SOUNDWAVE_PARSER_FAIL]】","mchOrderNo":"mho1624005752661","orderState":3,"payOrderId":"P202106181642329900002"},"msg":"SUCCESS","sign":"F4DA202C516D1F33A12F1E547C5004FD"}',
    secret: JEEPAY_SECRET,
    isPublished: true,
  },
  {
    id: 'notice',
    group: 'incoming',
    title: { zh: 'P云异步通知', en: '4pyun notification' },
    gateway: '4pyun',
    operation: 'prepare',
    direction: 'notice',
    text: 'app_id=op0096196358123123&merchant=62626601&pay_order=11111111118&channel=200201&pay_serial=20220721102644066066610031&value=10&status=1&trade_time=1625068800000&pay_mode=1&pay_mode_desc=%E5%BE%AE%E4%BF%A1%E6%94%AF%E4%BB%98&fee=0&sign=621DE54AA0A230149FE2AEAAF58F2184',
    secret: PYUN_SECRET,
  },
];
