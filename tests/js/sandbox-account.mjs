// Accounts at the sandbox, and what its tests share.
import { Gateway } from 'fensign';
import { createSandbox } from 'fensign/sandbox';
import { gateways } from 'fensign/tables';

/** @import { Fields, GatewayId, Rule } from 'fensign' */
/** @import { SandboxOptions } from 'fensign/sandbox' */

export const SECRET = '沙箱密钥 of the tests 4711';
export const NOTIFY = 'http://127.0.0.1:1/notify';

/** @type {Record<GatewayId, { defaults: Record<string, string>, rule?: Rule, ack?: string }>} */
export const ACCOUNTS = {
  pass2pay: { defaults: { mchNo: 'M1', appId: 'A1' } },
  wecard: {
    defaults: { ChannelSubMerchantId: 'C1' },
    rule: { over: 'body', header: 'X-Contract-Sign', digest: 'hmac-sha256', key: null, case: 'lower' },
    ack: 'SUCCESS',
  },
  payindex: { defaults: { pay_memberid: '10001', type: 'json' } },
  xipay: { defaults: { inst_no: '60000001', mch_no: 'Y52212190001' } },
  '4pyun': { defaults: { app_id: 'op1', merchant: '62626601', trade_scene: 'GENERIC' } },
  epay: { defaults: { pid: '1001' } },
};

export const IDS = gateways().map(({ id }) => id);

/** @param {Partial<SandboxOptions>} [options] */
export function sandboxOfAll(options) {
  const accounts = Object.entries(ACCOUNTS).map(([id, { rule, ack }]) => [
    id,
    { secret: SECRET, ...(rule && { rule }), ...(ack !== undefined && { ack }) },
  ]);
  return createSandbox({ gateways: Object.fromEntries(accounts), ...options });
}

/** The merchant's side. @param {GatewayId} id @param {ReturnType<typeof createSandbox>} sandbox @param {string} [secret] @returns {Gateway<any, any>} */
export function gatewayAt(id, sandbox, secret = SECRET) {
  const { defaults, rule } = ACCOUNTS[id];
  return new Gateway(id, { secret, baseUrl: sandbox.baseUrl(id), defaults, ...(rule && { rule }) });
}

/** @param {string} orderNo @returns {Fields & { orderNo: string, amountFen: number }} */
export const orderOf = (orderNo) => ({
  orderNo,
  amountFen: 1230,
  subject: '商品',
  detail: '0',
  notifyUrl: NOTIFY,
  returnUrl: 'http://127.0.0.1:1/back',
  clientIp: '210.73.10.148',
  payer: 'C200492312',
  payerSince: 1622016572190,
  attach: 'a1',
  payBy: 'alipay',
  scene: 'h5',
});
