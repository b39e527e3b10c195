// `notice` and `reply`: a message of the gateway's, read and judged.
import { contextOf, evidenceOf, headersOf, needed, titleOf, wholeText } from '../evidence.mjs';
import { tellNotes } from '../input.mjs';
import { printMessage, exitCodeOf } from '../message.mjs';
import { secretsOf } from '../secret.mjs';
import { withGateway } from '../signing.mjs';

/** @import { Call, Command } from '../call.mjs' */

const OPTIONS = /** @type {const} */ (['rule', 'secret-env', 'secret-file', 'header', 'message-number']);

/** @type {Command} */
export const notice = {
  usage: '[gateway] [message]',
  about: { en: 'read and judge a notification', zh: '解析并验证异步通知' },
  more: {
    en: 'Give the raw body, or the address of a notification that comes by GET. Exit code 0 only if its signature is right.',
    zh: '请提供原始报文体；以 GET 发送的通知请提供网址。仅当验签通过时退出码为 0。',
  },
  options: [...OPTIONS],
  example: 'fensign notice pass2pay --secret-env KEY notice.txt',
  run: (call) => judge(call, 'notice'),
};

/** @type {Command} */
export const reply = {
  usage: '[gateway] [message]',
  about: { en: 'read and judge the reply to a request', zh: '解析并验证响应' },
  more: {
    en: 'Exit code 0 if its signature is right, or the gateway signs no such reply.',
    zh: '验签通过，或网关不对这种响应签名时，退出码为 0。',
  },
  options: [...OPTIONS, 'operation'],
  example: 'fensign reply pass2pay --operation query --secret-env KEY reply.json',
  run: (call) => judge(call, 'reply'),
};

/**
 * @param {Call} call
 * @param {'notice' | 'reply'} kind
 */
async function judge(call, kind) {
  const evidence = await evidenceOf(call, { kinds: [kind], needsOperation: kind === 'reply' });
  tellNotes(call, evidence.message);
  const body = needed(call, evidence.message, wholeText(evidence.message));
  const [secret, ...secrets] = await secretsOf(call);
  const message = withGateway(evidence.side, { ...(secret === undefined ? {} : { secret }), secrets }, (gateway) => {
    const headers = headersOf(call, evidence.message);
    const { contentType, status } = evidence.message;
    return kind === 'notice'
      ? gateway.notice(body, { headers, ...(contentType ? { contentType } : {}) })
      : gateway.reply(evidence.operation ?? '', body, { headers, ...(status ? { status } : {}) });
  });
  if (call.isJson) call.out.json({ ...contextOf(evidence), result: message });
  else printMessage(call, message, titleOf(evidence, call));
  return exitCodeOf(message);
}
