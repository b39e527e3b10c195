// `fensign`: what the arguments ask for, and how it ends.
import { readFileSync } from 'node:fs';
import { FensignError } from 'fensign';
import { optionOf } from './call.mjs';
import { COMMANDS } from './commands.mjs';
import { printAll, printOne } from './commands/help.mjs';
import { localLanguage, phrase } from './language.mjs';
import { COMMON, nearest, readArguments } from './options.mjs';
import { Output } from './output.mjs';
import { printProblems } from './problems.mjs';
import { Stop } from './stop.mjs';

/** @import { Code } from 'fensign' */
/** @import { Call } from './call.mjs' */
/** @import { Mistake } from './options.mjs' */

/** Not the message is wrong, but what was said about it. @type {Code[]} */
const USAGE = ['gateway', 'operation', 'option', 'base-url', 'header', 'rule', 'no-rule', 'secret'];

for (const stream of [process.stdout, process.stderr]) {
  // Whoever read it has read enough.
  stream.on('error', (/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}
process.exitCode = await main(process.argv.slice(2));

/**
 * @param {string[]} args
 * @returns {Promise<number>} the exit code
 */
async function main(args) {
  const given = readArguments(args);
  const [asked] = given.values.lang ?? [];
  const language = asked === 'en' || asked === 'zh' ? asked : localLanguage(process.env);
  const [name, ...positionals] = given.positionals;
  /** @type {Call} */
  const call = {
    given,
    positionals,
    language,
    say: (word, ...values) => phrase(language, word, ...values),
    out: new Output(process.stdout),
    err: new Output(process.stderr),
    isJson: given.values.json !== undefined,
  };
  try {
    return await run(call, name);
  } catch (error) {
    return failed(call, name, error);
  }
}

/**
 * @param {Call} call
 * @param {string | undefined} name
 */
function run(call, name) {
  const { given, positionals, out, err, say } = call;
  const [mistake] = given.mistakes;
  if (mistake) throw stopFor(mistake);
  const lang = optionOf(call, 'lang');
  if (lang !== undefined && lang !== call.language) throw new Stop(2, 'mustBe', 'lang', 'en, zh');
  if (given.values.version) {
    out.exact(versionOfPackage());
    return 0;
  }
  const wantsHelp = given.values.help !== undefined;
  if (name === undefined) {
    printAll(wantsHelp ? out : err, call);
    return wantsHelp ? 0 : 2;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (command === undefined) throw new Stop(2, 'noCommand').followedBy(nearest(name, Object.keys(COMMANDS)));
  if (wantsHelp) {
    printOne(out, call, name);
    return 0;
  }
  const stranger = given.names.find((option) => ![...command.options, ...COMMON].includes(option));
  if (stranger) throw new Stop(2, 'notForCommand', name, stranger);
  if (positionals.length > command.usage.split(' ').filter(Boolean).length)
    throw new Stop(2, 'tooMany', name, command.usage);
  return command.run(call);
}

/** @param {Mistake} mistake */
function stopFor({ code, at, name = '' }) {
  if (code === 'secret') return new Stop(2, 'secretArgument');
  if (code === 'unknown') return new Stop(2, 'unknownOption', at).followedBy(name === '' ? undefined : `--${name}`);
  return new Stop(2, code === 'value' ? 'switchValue' : code, name);
}

/** One place has it: the package's own file, beside this one. */
function versionOfPackage() {
  return JSON.parse(readFileSync(new URL('./package.json', import.meta.url), 'utf8')).version;
}

/**
 * @param {Call} call
 * @param {string | undefined} name
 * @param {unknown} error
 */
function failed(call, name, error) {
  const { err, say, isJson } = call;
  if (error instanceof Stop) {
    const text = say(error.word, ...error.values) + (error.near === undefined ? '' : say('didYouMean', error.near));
    if (isJson) err.json({ error: { code: 'usage', message: text } });
    else {
      err.line('fensign: ', text);
      if (name !== undefined && Object.hasOwn(COMMANDS, name)) err.line(say('seeHelp', name));
    }
    return error.exitCode;
  }
  if (!(error instanceof FensignError)) throw error;
  if (isJson) err.json({ error: { code: error.code, problems: error.problems } });
  else printProblems(err, call, error.problems);
  return USAGE.includes(error.code) ? 2 : 1;
}
