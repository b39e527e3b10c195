import { optionOf } from '../call.mjs';
import { contextOf, evidenceOf, headersOf, titleOf, wholeText } from '../evidence.mjs';
import { tellNotes } from '../input.mjs';
import { paint } from '../output.mjs';
import { givenSecrets } from '../secret.mjs';
import { receivedSign, signedPart, withGateway } from '../signing.mjs';
import { Stop } from '../stop.mjs';

/** @import { Explanation } from 'fensign' */
/** @import { Call, Command } from '../call.mjs' */
/** @import { Evidence } from '../evidence.mjs' */

/** Shows everything but the signature. */
const STAND_IN = new TextEncoder().encode('none');

/** @type {Command} */
export const explain = {
  usage: '[gateway] [message]',
  about: { en: 'show the string to sign, and which fields are in it', zh: '展示待签名字符串，以及哪些字段参与签名' },
  more: {
    en: 'Without a secret it shows everything but the signature.',
    zh: '不给密钥时，显示签名以外的全部内容。',
  },
  options: ['rule', 'secret-env', 'secret-file', 'message', 'operation', 'sign', 'header', 'message-number'],
  example: 'fensign explain pass2pay order.json',
  async run(call) {
    const evidence = await evidenceOf(call);
    tellNotes(call, evidence.message);
    const [secret, ...others] = givenSecrets(call);
    if (others.length > 0) throw new Stop(2, 'oneSecret');
    const explanation = withGateway(evidence.side, { secret: secret ?? STAND_IN }, (gateway) => {
      const { kind, message, operation } = evidence;
      if (kind === 'request') return gateway.explain(signedPart(call, evidence));
      const options = { message: kind, ...(operation ? { operation } : {}) };
      return gateway.explain(wholeText(message) ?? signedPart(call, evidence), options);
    });
    const { sign, ...steps } = explanation;
    if (call.isJson) {
      call.out.json({ ...contextOf(evidence), result: secret === undefined ? steps : explanation });
    } else show(call, evidence, secret === undefined ? steps : explanation);
    return 0;
  },
};

/**
 * @param {Call} call
 * @param {Evidence} evidence
 * @param {Omit<Explanation, 'sign'> & { sign?: string }} explanation
 */
function show(call, evidence, { string, sign, fields, rule }) {
  const { out, say, language } = call;
  const headers = headersOf(call, evidence.message);
  const received = receivedSign(evidence, optionOf(call, 'sign'), headers, rule.field ?? 'sign');
  const label = (/** @type {import('../language.mjs').Word} */ word) => paint.dim(say('label', say(word)));
  out.line(paint.bold(titleOf(evidence, call)));
  out.line(label('string'), string);
  out.line(label('signature'), sign ?? paint.dim(say('withoutSecret')));
  if (received !== undefined) out.line(label('received'), received);
  out.line(label('rule'), JSON.stringify(rule));
  out.line(label('fields'));
  for (const { name, text, signed, why, whyZh } of fields) {
    const reason = language === 'zh' ? whyZh : why;
    const note = signed ? '' : `  (${reason ?? say('notSigned')})`;
    out.line('  ', signed ? paint.green('+') : paint.dim('-'), ` ${name}=${text}`, paint.dim(note));
  }
}
