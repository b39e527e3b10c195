import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { createSandbox } from 'fensign/sandbox';
import { CAUSES } from '../causes.mjs';
import { messageOf } from '../language.mjs';
import { nearest } from '../options.mjs';
import { paint } from '../output.mjs';
import { givenSecrets } from '../secret.mjs';
import { serving } from '../serving.mjs';
import { IDS } from '../side.mjs';
import { Stop } from '../stop.mjs';

/** @import { GatewayId } from 'fensign' */
/** @import { SandboxAccount, SandboxEvent } from 'fensign/sandbox' */
/** @import { Call, Command } from '../call.mjs' */

/** @type {Command} */
export const sandbox = {
  usage: '',
  about: { en: 'run a gateway on this machine', zh: '在本机运行模拟网关' },
  more: {
    en: 'It answers, keeps orders and notifies as the gateways do; why a signature is wrong stands in the log. Without a secret of yours, one is made up and shown. --json prints a line for each event.',
    zh: '按各网关的方式应答、保存订单并发送通知；验签失败的原因见日志。未给出密钥时自动生成并显示。--json 每个事件输出一行。',
  },
  options: ['gateway', 'port', 'secret-env', 'secret-file', 'allow-remote'],
  example: 'fensign sandbox --gateway pass2pay --port 8080',
  run(call) {
    const { given, out, isJson } = call;
    const secrets = givenSecrets(call);
    if (secrets.length > 1) throw new Stop(2, 'oneSecret');
    const madeUp = secrets.length === 0 ? randomBytes(16).toString('hex') : undefined;
    const secret = secrets[0] ?? madeUp;
    const gateways = idsAsked(call);
    const box = createSandbox({
      gateways: Object.fromEntries(gateways.map((id) => [id, /** @type {SandboxAccount} */ ({ secret })])),
      allowRemote: given.values['allow-remote'] !== undefined,
    });
    box.events.subscribe((event) => (isJson ? out.exact(JSON.stringify(event)) : tell(call, event)));
    return serving(createServer(box.listener), call, (address) => {
      const urls = Object.fromEntries(gateways.map((id) => [id, box.baseUrl(id, address)]));
      if (isJson) return out.exact(JSON.stringify({ baseUrls: urls, ...(madeUp && { secret: madeUp }) }));
      for (const [id, url] of Object.entries(urls)) out.line(paint.bold(id.padEnd(10)), url);
      out.line(paint.bold(call.say('cashier').padEnd(10)), `${address.replace(/\/$/u, '')}/cashier/`);
      if (madeUp) out.line(paint.dim(call.say('label', call.say('madeUpSecret'))), madeUp);
      return undefined;
    });
  },
};

/**
 * @param {Call} call
 * @returns {GatewayId[]}
 */
function idsAsked({ given }) {
  const asked = given.values.gateway ?? IDS;
  const unknown = asked.find((one) => !IDS.some((id) => id === one));
  if (unknown !== undefined) throw new Stop(2, 'mustBe', 'gateway', IDS.join(', ')).followedBy(nearest(unknown, IDS));
  return IDS.filter((id) => asked.includes(id));
}

const GOOD = ['accepted', 'acknowledged'];

/**
 * @param {Call} call
 * @param {SandboxEvent} event
 */
function tell({ out, language }, event) {
  const { at, gateway = '', operation, orderNo = '', type, order, verdict, causes = [], url, answer } = event;
  const time = new Date(at).toTimeString().slice(0, 8);
  const word = verdict ?? order?.state ?? type;
  const mark = verdict === undefined ? word : GOOD.includes(verdict) ? paint.green(word) : paint.red(word);
  const what = [gateway, operation ?? type, orderNo].filter((text) => text !== '').join(' ');
  const shown = [url, answer === undefined ? undefined : JSON.stringify(answer), order?.payUrl].filter(Boolean);
  out.line(paint.dim(time), ' ', what, ' ', mark, ...shown.map((text) => ` ${text}`));
  for (const cause of causes) {
    const id = cause.replace('?', '');
    const name = Object.hasOwn(CAUSES, id) ? CAUSES[/** @type {keyof typeof CAUSES} */ (id)][language] : '';
    if (name !== '') out.line('  ', paint.bold(`${cause} ${name}`));
  }
  const { message, messageZh = message } = event;
  if (message !== undefined) out.line('  ', messageOf({ message, messageZh: messageZh ?? message }, language));
}
