// Where the secret comes from: the environment, a file, or a prompt that shows nothing of it. Never an argument.
import { closeSync, openSync, readFileSync } from 'node:fs';
import { ReadStream } from 'node:tty';
import { LIMITS } from 'fensign';
import { Stop } from './stop.mjs';

/** @import { Call } from './call.mjs' */

/** Ctrl-C and Ctrl-D, the end of the line, Ctrl-U, and the backspace key. */
const GIVEN_UP = /[\u0003\u0004]/u;
const END = /[\r\n]/u;
const KILL = '\u0015';
const ERASE = /[\u0008\u007F]/u;

/**
 * Those that were given, in their order; asked for, if there are none and there is a terminal.
 * @param {Call} call
 * @returns {Promise<(string | Uint8Array)[]>} at least one
 */
export async function secretsOf(call) {
  const secrets = givenSecrets(call);
  if (secrets.length > 0) return secrets;
  const asked = await ask(call);
  if (asked === undefined) throw new Stop(2, 'noSecret');
  hide(call, asked);
  return [asked];
}

/**
 * The one that signs.
 * @param {Call} call
 */
export async function oneSecretOf(call) {
  const [secret, ...others] = await secretsOf(call);
  if (secret === undefined || others.length > 0) throw new Stop(2, 'oneSecret');
  return secret;
}

/**
 * @param {Call} call
 * @returns {(string | Uint8Array)[]}
 */
export function givenSecrets(call) {
  const { names, values } = call.given;
  const [variables, files] = [[...(values['secret-env'] ?? [])], [...(values['secret-file'] ?? [])]];
  return names.flatMap((name) => {
    if (name === 'secret-env') return [fromEnvironment(call, variables.shift() ?? '')];
    if (name === 'secret-file') return [fromFile(call, files.shift() ?? '')];
    return [];
  });
}

/**
 * The name is not repeated: it may be the secret itself.
 * @param {Call} call
 * @param {string} name
 */
function fromEnvironment(call, name) {
  const secret = Object.hasOwn(process.env, name) ? process.env[name] : undefined;
  if (secret === undefined) throw new Stop(2, 'noVariable');
  if (secret === '') throw new Stop(2, 'emptyVariable');
  hide(call, secret);
  return secret;
}

/**
 * @param {Call} call
 * @param {string} path
 */
function fromFile(call, path) {
  const bytes = readSmallFile(path, '--secret-file');
  const end = bytes.at(-1) === 0x0a ? (bytes.at(-2) === 0x0d ? -2 : -1) : bytes.length;
  const secret = textOf(bytes.subarray(0, end));
  if (secret.length === 0) throw new Stop(2, 'emptyFile', '--secret-file');
  if (typeof secret === 'string') hide(call, secret);
  return secret;
}

/**
 * @param {string} path
 * @param {string} option
 */
export function readSmallFile(path, option) {
  try {
    const bytes = readFileSync(path);
    if (bytes.length <= LIMITS.text) return bytes;
  } catch (error) {
    throw new Stop(2, 'unreadable', option, /** @type {NodeJS.ErrnoException} */ (error).code ?? '');
  }
  throw new Stop(2, 'tooLong', option, LIMITS.text);
}

/** A secret need not be a text. @param {Uint8Array} bytes */
function textOf(bytes) {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

/**
 * @param {Call} call
 * @param {string} secret
 */
function hide({ out, err }, secret) {
  out.hide(secret);
  err.hide(secret);
}

/**
 * Only of somebody who sees the question.
 * @param {Call} call
 */
async function ask({ say, err }) {
  const terminal = process.stderr.isTTY ? openTerminal() : undefined;
  if (terminal === undefined) return undefined;
  try {
    // What is typed from the question on is not shown.
    const answer = readHidden(terminal);
    process.stderr.write(`${say('askSecret')} `);
    return await answer;
  } finally {
    err.line();
    terminal.destroy();
  }
}

/** The message may come by the standard input, so that the terminal is opened for itself. */
function openTerminal() {
  try {
    const descriptor = openSync('/dev/tty', 'r');
    try {
      return new ReadStream(descriptor);
    } catch {
      closeSync(descriptor);
    }
  } catch {
    // There is none, or this is Windows.
  }
  return process.stdin.isTTY && !process.stdin.readableEnded ? process.stdin : undefined;
}

/**
 * What is typed up to the end of the line, which the terminal does not show.
 * @param {import('node:stream').Readable & { setRawMode(isRaw: boolean): unknown }} terminal
 * @returns {Promise<string | undefined>} nothing if it was given up
 */
export function readHidden(terminal) {
  const decoder = new TextDecoder();
  let typed = '';
  /** @param {string} character @returns {boolean} whether that was all */
  const take = (character) => {
    if (END.test(character)) return true;
    if (character === KILL) typed = '';
    else if (ERASE.test(character)) typed = Array.from(typed).slice(0, -1).join('');
    else typed += character;
    return false;
  };
  return new Promise((resolve) => {
    /** @param {string | undefined} answer */
    const finish = (answer) => {
      terminal.removeAllListeners('data').pause();
      // While the terminal is still open: closed, it would stay as it is.
      terminal.setRawMode(false);
      resolve(answer);
    };
    terminal.setRawMode(true);
    terminal.on('data', (/** @type {Uint8Array | string} */ chunk) => {
      for (const character of typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })) {
        if (GIVEN_UP.test(character) || typed.length > LIMITS.text) return finish(undefined);
        if (take(character)) return finish(typed);
      }
    });
    terminal.once('end', () => finish(undefined));
    terminal.once('error', () => finish(undefined));
  });
}
