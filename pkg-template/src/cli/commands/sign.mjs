import { contextOf, evidenceOf, signsBody } from '../evidence.mjs';
import { tellNotes } from '../input.mjs';
import { oneSecretOf } from '../secret.mjs';
import { signedPart, withGateway } from '../signing.mjs';

/** @import { Call, Command } from '../call.mjs' */
/** @import { Evidence } from '../evidence.mjs' */

/** @type {Command} */
export const sign = {
  usage: '[gateway] [message]',
  about: { en: 'print the signature of a request', zh: '计算请求的签名' },
  more: {
    en: 'The fields are signed as they stand; a signature among them is left out. The signature alone goes to the standard output.',
    zh: '按原样对各字段签名，其中已有的签名不计。标准输出只有签名本身。',
  },
  options: ['rule', 'secret-env', 'secret-file', 'operation', 'message-number'],
  example: 'fensign sign pass2pay --secret-env KEY < order.json',
  async run(call) {
    const evidence = await evidenceOf(call, { kinds: ['request'] });
    tellNotes(call, evidence.message);
    tellNeutral(call, evidence);
    const secret = await oneSecretOf(call);
    const part = signedPart(call, evidence);
    const result = withGateway(evidence.side, { secret }, (gateway) =>
      typeof part === 'string' ? gateway.signBody(part) : gateway.sign(part),
    );
    if (call.isJson) call.out.json({ ...contextOf(evidence), result: { sign: result } });
    else call.out.exact(result);
    return 0;
  },
};

/**
 * Names that only `request` turns into the gateway's own.
 * @param {Call} call
 * @param {Evidence} evidence
 */
function tellNeutral({ say, err }, evidence) {
  const { side, message } = evidence;
  if (!side.table || signsBody(evidence)) return;
  const fields = side.table.operations.flatMap((operation) => operation.fields);
  const own = new Set(fields.map(({ name }) => name));
  const neutral = new Set(fields.flatMap(({ role }) => role ?? []));
  for (const { name } of message.rows) {
    if (neutral.has(/** @type {any} */ (name)) && !own.has(name)) err.line(say('neutral', name));
  }
}
