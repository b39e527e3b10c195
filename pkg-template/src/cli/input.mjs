// The message: from a file or the standard input, read by the one reader, and which of several it is.
import { createReadStream } from 'node:fs';
import { LIMITS } from 'fensign';
import { choose, numbered } from '../../../reader/choice.mjs';
import { optionOf } from './call.mjs';
import { FORMS, read } from './paste.mjs';
import { TABLES } from './side.mjs';
import { Stop } from './stop.mjs';

/** @import { Rule } from 'fensign' */
/** @import { Call } from './call.mjs' */
/** @import { Read } from './paste.mjs' */

/**
 * Signed strings end with one of these and the key; without a text before it, a key cannot be told from a value.
 * @param {(Rule | undefined)[]} rules
 */
const tailsOf = (rules) => [...new Set(rules.flatMap((rule) => (rule?.key?.tail ? [rule.key.tail] : [])))];

/** What begins a text of Windows' own encoding, as PowerShell's `>` writes it. */
const UTF_16 = [0xff, 0xfe];

/**
 * @typedef {object} Input
 * @property {Read} message
 * @property {Read} [string] the other side's signed string, where it stands beside the message
 * @property {number} length of the whole text
 */

/**
 * @param {Call} call
 * @param {string | undefined} path
 * @param {Rule} [rule] besides those of the tables
 * @returns {Promise<Input>}
 */
export async function readInput(call, path, rule) {
  const text = await readText(call, path);
  const { messages, problem } = read(text, { tails: tailsOf([rule, ...TABLES.map((table) => table.rule)]) });
  if (messages.length === 0) throw new Stop(2, 'noMessage', problem?.[call.language] ?? '');
  const input = { ...chosen(call, messages), length: text.length };
  for (const message of [input.message, ...(input.string ? [input.string] : [])]) {
    if (message.secret === undefined) continue;
    call.out.hide(message.secret);
    call.err.hide(message.secret);
  }
  return input;
}

/**
 * The text as it is, but for a byte order mark.
 * @param {Call} call
 * @param {string | undefined} path
 */
async function readText({ say, err }, path) {
  const isFile = path !== undefined && path !== '-';
  const source = say(isFile ? 'file' : 'input');
  if (!isFile && process.stdin.isTTY && process.stderr.isTTY) err.line(say('paste'));
  /** @type {Buffer[]} */
  const chunks = [];
  let length = 0;
  try {
    for await (const chunk of isFile ? createReadStream(path) : process.stdin) {
      length += chunk.length;
      if (length > LIMITS.text) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new Stop(2, 'unreadable', source, /** @type {NodeJS.ErrnoException} */ (error).code ?? '');
  }
  if (length > LIMITS.text) throw new Stop(2, 'tooLong', source, LIMITS.text);
  const bytes = Buffer.concat(chunks);
  const encoding = UTF_16.every((byte, index) => bytes[index] === byte) ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    throw new Stop(2, 'notUtf8', source, firstDifference(bytes, Buffer.from(bytes.toString())));
  }
}

/**
 * @param {Buffer} one
 * @param {Buffer} other
 */
const firstDifference = (one, other) => one.findIndex((byte, index) => byte !== other[index]);

/**
 * @param {Call} call
 * @param {Read[]} messages
 */
function chosen(call, messages) {
  const number = optionOf(call, 'message-number');
  const choice = number === undefined ? choose(messages) : numbered(messages, number);
  if (choice !== undefined) return choice;
  if (number !== undefined) throw new Stop(2, 'mustBe', 'message-number', `1–${messages.length}`);
  messages.forEach((one, index) => call.err.line(call.say('messageLine', index + 1, ...describe(call, one))));
  throw new Stop(2, 'several', messages.length);
}

/**
 * @param {Call} call
 * @param {Read} message
 * @returns {[string, number, string]}
 */
function describe({ language }, { form, rows }) {
  const names = rows.slice(0, 5).map(({ name }) => name);
  return [formName(form, language), rows.length, [...names, ...(rows.length > 5 ? ['…'] : [])].join(' ')];
}

/**
 * @param {Read['form']} form
 * @param {import('./language.mjs').Language} language
 */
export const formName = (form, language) => FORMS[form][language];

/**
 * What people should know of how it was read.
 * @param {Call} call
 * @param {Input} input
 */
export function tellReading({ say, err, language }, { message, length }) {
  const [start, end] = message.taken;
  const isPart = start > 0 || end < length;
  const part = isPart ? say('takenPart', start + 1, end, length) : '';
  err.line(say('readAs', formName(message.form, language), message.rows.length), part);
  tellNotes({ say, err, language }, message);
}

/**
 * @param {Pick<Call, 'say' | 'err' | 'language'>} call
 * @param {Read} message
 */
export function tellNotes({ say, err, language }, { form, exact, notes }) {
  if (!exact) err.line(say('inexact', formName(form, language)));
  for (const note of notes) err.line(note[language]);
}
