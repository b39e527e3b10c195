import { optionOf } from '../call.mjs';
import { contextOf, evidenceOf, headersOf, signFieldOf, titleOf, toFields, wholeText } from '../evidence.mjs';
import { tellNotes } from '../input.mjs';
import { paint } from '../output.mjs';
import { secretsOf } from '../secret.mjs';
import { placeOfSign, receivedSign, signedPart, withGateway } from '../signing.mjs';
import { Stop } from '../stop.mjs';

/** @import { Gateway } from 'fensign' */
/** @import { Call, Command } from '../call.mjs' */
/** @import { Evidence } from '../evidence.mjs' */

/** @type {Command} */
export const verify = {
  usage: '[gateway] [message]',
  about: { en: 'whether the signature of a message is right', zh: '验证报文的签名' },
  more: {
    en: 'Several secrets: one of them must fit, as while a secret is being replaced. To judge a notification as a whole, `fensign notice`.',
    zh: '给出多个密钥时，其中一个相符即可（例如更换密钥期间）。完整判定一条通知请用 `fensign notice`。',
  },
  options: ['rule', 'secret-env', 'secret-file', 'message', 'operation', 'sign', 'header', 'message-number'],
  example: 'fensign verify xipay --secret-env KEY notice.json',
  async run(call) {
    const evidence = await evidenceOf(call);
    tellNotes(call, evidence.message);
    const [secret, ...secrets] = await secretsOf(call);
    const isValid = withGateway(evidence.side, { ...(secret === undefined ? {} : { secret }), secrets }, (gateway) =>
      isRight(call, evidence, gateway),
    );
    if (call.isJson) call.out.json({ ...contextOf(evidence), result: { valid: isValid } });
    else {
      const verdict = isValid ? paint.green(`✓ ${call.say('valid')}`) : paint.red(`✗ ${call.say('wrong')}`);
      call.out.line(verdict, paint.dim(`  ${titleOf(evidence, call)}`));
      if (!isValid) call.err.line(call.say('whyWrong'));
    }
    return isValid ? 0 : 1;
  },
};

/**
 * @param {Call} call
 * @param {Evidence} evidence
 * @param {Gateway<any>} gateway
 */
function isRight(call, evidence, gateway) {
  const { kind, message, side, operation } = evidence;
  const given = optionOf(call, 'sign');
  const headers = headersOf(call, message);
  const text = wholeText(message);
  if (kind !== 'request' && text !== undefined && given === undefined) {
    const received = { headers, ...(message.contentType ? { contentType: message.contentType } : {}) };
    const read = kind === 'notice' ? gateway.notice(text, received) : gateway.reply(operation ?? '', text, { headers });
    return read.verdict === 'valid';
  }
  const part = kind === 'request' ? signedPart(call, evidence) : (text ?? toFields(message.rows));
  const expected =
    kind === 'request' ? undefined : gateway.explain(part, { message: kind, ...(operation ? { operation } : {}) });
  const field = expected?.rule.field ?? signFieldOf(side);
  const sign = receivedSign(evidence, given, headers, field);
  if (sign === undefined) throw new Stop(2, 'noSign', placeOfSign(evidence, field));
  if (expected === undefined) {
    return typeof part === 'string' ? gateway.verifyBody(part, sign) : gateway.verify({ ...part, [field]: sign });
  }
  const isAnyCase = expected.rule.output !== 'base64' && expected.rule.case === 'any';
  return isAnyCase ? sign.toUpperCase() === expected.sign.toUpperCase() : sign === expected.sign;
}
