// What the demo says. `{…}` is filled in.

/** @type {Record<string, { en: string, zh: string }>} */
export const WORDS = {
  title: {
    en: 'A shop and a gateway on this machine: nothing leaves it',
    zh: '商户和网关都在本机，不会访问外部网络',
  },
  documented: {
    en: 'The order that the documentation of 4pyun prints has the signature that it prints: {sign}',
    zh: 'P云文档中的示例订单，签名与文档公布的一致：{sign}',
  },
  placed: {
    en: 'Order {orderNo} is placed: the gateway has the same amount, ¥12.30, and its reply is verified',
    zh: '已下单 {orderNo}：网关记录的金额同为 ¥12.30，响应验签通过',
  },
  paid: {
    en: 'The customer pays at the cashier, and the gateway says that the order is paid',
    zh: '用户在收银台付款，网关订单状态为已支付',
  },
  delivered: {
    en: 'Three notifications came at once: signature, order, amount and merchant are right, and the shop delivered once',
    zh: '同时收到三份异步通知：签名、订单号、金额、商户号均一致，商户只发货一次',
  },
  acknowledged: {
    en: 'The gateway got the answer that it wants, so it does not notify again',
    zh: '网关收到了规定的应答，不再重发',
  },
  forged: {
    en: 'The same notification with another amount is refused: {verdict}, {why}',
    zh: '同一通知改动金额后被拒绝：{verdict}，{why}',
  },
  diagnosed: {
    en: 'A request that is signed with a secret cut at its # is refused, and the gateway says why: {cause}',
    zh: '密钥在 # 处被截断，签名的请求被拒绝，网关指出原因：{cause}',
  },
  failed: { en: 'This is not as it should be: {found}', zh: '与预期不符：{found}' },
  page: { en: 'The signature debugger', zh: '签名调试器' },
  cashier: { en: 'The sandbox, with its orders and notifications', zh: '沙箱的订单与通知' },
  next: { en: 'What to try next', zh: '接下来可以试试' },
  requests: { en: 'an order of each gateway as a signed request', zh: '每个网关一笔示例订单，生成已签名的请求' },
  cli: { en: 'the command line', zh: '命令行' },
  pack: { en: 'the package, to install it elsewhere', zh: '打包，安装到其他项目' },
  docs: { en: 'every field of every gateway, and the guides', zh: '各网关的全部字段，以及指南' },
  test: { en: 'all tests', zh: '运行全部测试' },
  stop: { en: 'Ctrl-C ends it.', zh: '按 Ctrl-C 结束。' },
};
