// Every command under its name, in the order of the help.
import { check } from './commands/check.mjs';
import { debug } from './commands/debug.mjs';
import { diagnose } from './commands/diagnose.mjs';
import { dialects } from './commands/dialects.mjs';
import { explain } from './commands/explain.mjs';
import { help } from './commands/help.mjs';
import { notice, reply } from './commands/received.mjs';
import { request } from './commands/request.mjs';
import { sandbox } from './commands/sandbox.mjs';
import { sign } from './commands/sign.mjs';
import { verify } from './commands/verify.mjs';

/** @type {Record<string, import('./call.mjs').Command>} */
export const COMMANDS = {
  diagnose,
  sign,
  verify,
  explain,
  check,
  request,
  notice,
  reply,
  dialects,
  sandbox,
  debug,
  help,
};
