import { messageOf } from '../language.mjs';
import { nearest } from '../options.mjs';
import { paint } from '../output.mjs';
import { DIALECTS } from '../side.mjs';
import { Stop } from '../stop.mjs';

/** @import { Call, Command } from '../call.mjs' */

/** @type {Command} */
export const dialects = {
  usage: '[name]',
  about: { en: 'list the catalogue of signing rules, or show one', zh: '列出签名规则目录，或显示其中一种' },
  more: {
    en: 'Its names may stand wherever a gateway may. --json prints a rule for --rule.',
    zh: '目录中的名称可代替网关名。--json 输出的 rule 可用于 --rule。',
  },
  options: [],
  example: 'fensign dialects epay',
  run(call) {
    const [name] = call.positionals;
    const dialect = name !== undefined && Object.hasOwn(DIALECTS, name) ? DIALECTS[name] : undefined;
    if (name === undefined) list(call);
    else if (dialect) show(call, name, dialect);
    else throw new Stop(2, 'noDialect').followedBy(nearest(name, Object.keys(DIALECTS)));
    return 0;
  },
};

/** @param {Call} call */
function list({ out, isJson, language }) {
  if (isJson) return out.json({ result: DIALECTS });
  const width = Math.max(...Object.keys(DIALECTS).map(({ length }) => length));
  for (const [name, { title, titleZh }] of Object.entries(DIALECTS)) {
    out.line(paint.bold(name.padEnd(width + 2)), language === 'zh' ? titleZh : title);
  }
  return undefined;
}

/**
 * @param {Call} call
 * @param {string} name
 * @param {(typeof DIALECTS)[string]} dialect
 */
function show({ out, say, isJson, language }, name, dialect) {
  if (isJson) return out.json({ dialect: name, result: dialect });
  const { title, titleZh, rule, over, source, note = '', noteZh = '', example } = dialect;
  const row = (/** @type {import('../language.mjs').Word} */ word, /** @type {string} */ text) =>
    out.line(paint.dim(say('label', say(word))), text);
  out.line(paint.bold(name), '  ', language === 'zh' ? titleZh : title);
  row('rule', JSON.stringify(rule));
  if (over) out.line(say('over', over));
  row('source', source);
  if (note !== '') out.line(messageOf({ message: note, messageZh: noteZh }, language));
  if (example === undefined) return undefined;
  row('example', example.body ?? JSON.stringify(example.fields));
  row('exampleSecret', example.secret);
  row('string', example.string);
  row('signature', example.sign);
  return undefined;
}
