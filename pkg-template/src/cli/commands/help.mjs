import { COMMON, OPTIONS, nearest } from '../options.mjs';
import { paint } from '../output.mjs';
import { IDS } from '../side.mjs';
import { Stop } from '../stop.mjs';
import { COMMANDS } from '../commands.mjs';

/** @import { Call, Command } from '../call.mjs' */
/** @import { Option } from '../options.mjs' */
/** @import { Output } from '../output.mjs' */

/** @type {Command} */
export const help = {
  usage: '[command]',
  about: { en: 'say more of a command', zh: '显示命令的详细说明' },
  options: [],
  run(call) {
    const [name] = call.positionals;
    if (name === undefined) printAll(call.out, call);
    else printOne(call.out, call, name);
    return 0;
  },
};

/**
 * @param {Output} out
 * @param {Pick<Call, 'say' | 'language'>} call
 */
export function printAll(out, { say, language }) {
  out.line(paint.bold('fensign'), ' ', say('tagline'));
  out.line();
  out.line(paint.bold(say('label', say('commands'))));
  for (const [name, { usage, about }] of Object.entries(COMMANDS)) {
    out.line('  ', `${name} ${usage}`.padEnd(32), about[language]);
  }
  out.line();
  for (const { example } of Object.values(COMMANDS).slice(0, 2)) out.line('  ', paint.dim('$ '), example ?? '');
  out.line();
  out.line(say('helpOfOne'));
  out.line(IDS.join(', '));
  out.line(say('exitCodes'));
}

/**
 * @param {Output} out
 * @param {Pick<Call, 'say' | 'language'>} call
 * @param {string} name
 */
export function printOne(out, { say, language }, name) {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new Stop(2, 'noCommand').followedBy(nearest(name, Object.keys(COMMANDS)));
  const { usage, about, more, options, example } = command;
  out.line(
    paint.bold(say('label', say('usage'))),
    `fensign ${name} ${usage}`,
    ...(options.length > 0 ? [` [${say('options')}]`] : []),
  );
  out.line(about[language]);
  if (more) out.line(more[language]);
  if (example) out.line('  ', paint.dim('$ '), example);
  out.line(paint.bold(say('label', say('options'))));
  for (const option of [...options, ...COMMON]) {
    /** @type {Option} */
    const { value = '', about: what } = OPTIONS[option];
    out.line('  ', `--${option} ${value}`.padEnd(28), what[language]);
  }
}
