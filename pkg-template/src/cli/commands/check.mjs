import { contextOf, evidenceOf, titleOf, toFields } from '../evidence.mjs';
import { tellNotes } from '../input.mjs';
import { paint } from '../output.mjs';
import { printProblems } from '../problems.mjs';
import { clockOf } from '../clock.mjs';
import { withGateway } from '../signing.mjs';

/** @import { Command } from '../call.mjs' */

/** @type {Command} */
export const check = {
  usage: '[gateway] [message]',
  about: { en: "check the fields of a request against the gateway's table", zh: '按网关的字段表检查请求' },
  more: {
    en: 'No secret is needed. Neutral names are taken as well as the gateway’s own. Warnings alone are exit code 0.',
    zh: '无需密钥。可用统一字段名或网关自己的字段名。只有警告时退出码为 0。',
  },
  options: ['rule', 'operation', 'now', 'message-number'],
  example: 'fensign check pass2pay --operation place order.json',
  async run(call) {
    const evidence = await evidenceOf(call, { kinds: ['request'], needsOperation: true });
    tellNotes(call, evidence.message);
    const { side, message, operation = '', table } = evidence;
    const problems = withGateway(side, clockOf(call), (gateway) =>
      gateway.check(operation, toFields(message.rows, table)),
    );
    if (call.isJson) call.out.json({ ...contextOf(evidence), result: { problems } });
    else if (problems.length > 0) printProblems(call.out, call, problems);
    else call.out.line(paint.green(`✓ ${call.say('nothingWrong')}`), paint.dim(`  ${titleOf(evidence, call)}`));
    return problems.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
};
