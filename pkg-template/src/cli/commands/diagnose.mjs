import { MASK } from 'fensign';
import { diagnose as diagnoseEvidence } from 'fensign/diagnose';
import { compare, codePoint } from '../../../../www/src/difference.mjs';
import { optionOf } from '../call.mjs';
import { CAUSES } from '../causes.mjs';
import { contextOf, evidenceOf, headersOf, signFieldOf, titleOf, toFields, wholeText } from '../evidence.mjs';
import { tellReading } from '../input.mjs';
import { messageOf, phrase } from '../language.mjs';
import { paint } from '../output.mjs';
import { readSmallFile, secretsOf } from '../secret.mjs';
import { placeOfSign, receivedSign, signedPart, withGateway } from '../signing.mjs';
import { gatewayOf, wholeRuleOf } from '../side.mjs';
import { Stop } from '../stop.mjs';

/** @import { Change, Diagnosis, Finding } from 'fensign/diagnose' */
/** @import { Call, Command } from '../call.mjs' */
/** @import { Evidence } from '../evidence.mjs' */

/** @type {Command} */
export const diagnose = {
  usage: '[gateway] [message]',
  about: { en: 'find out why a signature is wrong, from a pasted log line', zh: '找出验签失败的原因，直接贴日志即可' },
  more: {
    en: 'The signature is the one in the message, or --sign; --string-file has the string that the other side signed, if you know it. Candidate secrets: further --secret-env.',
    zh: '签名取自报文，也可用 --sign 给出；若知道对方的待签名字符串，用 --string-file 给出。其他可能的密钥可再用 --secret-env 给出。',
  },
  options: [
    'rule',
    'secret-env',
    'secret-file',
    'message',
    'operation',
    'sign',
    'string-file',
    'header',
    'message-number',
  ],
  example: 'fensign diagnose --secret-env KEY < log.txt',
  async run(call) {
    const evidence = await evidenceOf(call);
    const theirs = theirString(call, evidence);
    const isRequest = evidence.kind === 'request';
    // In which field another message has it, the package knows.
    const field = isRequest ? signFieldOf(evidence.side) : '';
    if (!call.isJson) tellReading(call, evidence.input);
    const [secret, ...secrets] = await secretsOf(call);
    const { gateway, rule } = gatewayOf(evidence.side);
    const sign = receivedSign(evidence, optionOf(call, 'sign'), headersOf(call, evidence.message), field);
    if (isRequest && sign === undefined && theirs === undefined) {
      throw new Stop(2, 'noSign', placeOfSign(evidence, field));
    }
    const diagnosis = diagnoseEvidence(gateway, {
      ...(secret === undefined ? {} : { secret }),
      ...(secrets.length > 0 ? { secrets } : {}),
      ...(rule === undefined ? {} : { rule }),
      ...partOf(evidence),
      ...(sign === undefined ? {} : { sign }),
      ...(theirs === undefined ? {} : { string: theirs }),
      message: evidence.kind,
      ...(evidence.operation && evidence.kind !== 'notice' ? { operation: evidence.operation } : {}),
    });
    if (call.isJson) call.out.json({ ...contextOf(evidence), result: worded(diagnosis, evidence.message.exact) });
    else show(call, evidence, diagnosis, oursOf(call, evidence, secret), theirs);
    return diagnosis.verdict === 'match' ? 0 : 1;
  },
};

/**
 * What is proved of the text that was read is not proved of the bytes that were signed.
 * @param {Diagnosis} diagnosis
 * @param {boolean} isExact
 * @returns {Diagnosis}
 */
function worded(diagnosis, isExact) {
  if (isExact || diagnosis.verdict !== 'cause') return diagnosis;
  return { ...diagnosis, message: phrase('en', 'causeFits'), messageZh: phrase('zh', 'causeFits') };
}

/**
 * To the byte, unless the fields come from several places.
 * @param {Evidence} evidence
 * @returns {{ body: string } | { fields: import('fensign').Fields }}
 */
function partOf({ message }) {
  const text = wholeText(message);
  return text === undefined ? { fields: toFields(message.rows) } : { body: text };
}

/**
 * @param {Call} call
 * @param {Evidence} evidence
 */
function theirString(call, { input, message }) {
  const path = optionOf(call, 'string-file');
  if (path !== undefined) return new TextDecoder().decode(readSmallFile(path, '--string-file'));
  return (input.string ?? message).string;
}

/**
 * Our string, for the eye alone.
 * @param {Call} call
 * @param {Evidence} evidence
 * @param {string | Uint8Array | undefined} secret
 */
function oursOf(call, evidence, secret = '') {
  const { kind, message, operation, side } = evidence;
  const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret;
  try {
    return withGateway(side, { secret: bytes }, (gateway) =>
      kind === 'request'
        ? gateway.explain(signedPart(call, evidence)).string
        : gateway.explain(wholeText(message) ?? toFields(message.rows), {
            message: kind,
            ...(operation ? { operation } : {}),
          }).string,
    );
  } catch {
    return undefined; // The diagnosis says what it could not be made of.
  }
}

/**
 * @param {Call} call
 * @param {Evidence} evidence
 * @param {Diagnosis} diagnosis
 * @param {string | undefined} ours
 * @param {string | undefined} pasted
 */
function show(call, evidence, diagnosis, ours, pasted) {
  const { out, say, language } = call;
  const { verdict, findings, difference, ruledOut, tried } = diagnosis;
  const isExact = evidence.message.exact;
  const title = paint.dim(`  ${titleOf(evidence, call)}`);
  if (verdict === 'match') out.line(paint.green(`✓ ${messageOf(diagnosis, language)}`), title);
  else if (verdict === 'unknown') out.line(paint.red(`✗ ${say('causeUnknown')}`), title);
  else out.line(paint.red(`✗ ${say(isExact ? 'causeProved' : 'causeFits')}`), title);
  if (verdict === 'unknown') out.line(messageOf(diagnosis, language));
  for (const finding of findings) showFinding(call, finding, isExact);
  if (difference) out.line(messageOf(difference, language));
  const proof = findings.find(({ certain, string }) => certain && string !== undefined)?.string;
  const theirs = proof ?? difference?.taken ?? masked(pasted?.trim(), evidence);
  if (ours !== undefined) showStrings(call, ours, theirs ?? ours, wholeRuleOf(evidence.side)?.join);
  if (verdict === 'unknown') out.line(paint.dim(say('label', say('ruledOut')) + ruledOut.join(' ')));
  out.line(paint.dim(say('tried', tried)));
}

/**
 * The pasted string without the key that stands in it.
 * @param {string | undefined} pasted
 * @param {Evidence} evidence
 */
function masked(pasted, { input, message }) {
  const { secret = '' } = input.string ?? message;
  return secret !== '' && pasted?.endsWith(secret) ? pasted.slice(0, -secret.length) + MASK : pasted;
}

/**
 * @param {Call} call
 * @param {Finding} finding
 * @param {boolean} isExact
 */
function showFinding({ out, say, language }, finding, isExact) {
  const { id, certain, or, change } = finding;
  const mark = !certain
    ? paint.yellow(say('suspected'))
    : isExact
      ? paint.green(say('proved'))
      : paint.yellow(say('fits'));
  out.line(mark, ' ', paint.bold(`${id} ${CAUSES[id][language]}`));
  out.line('  ', messageOf(finding, language));
  for (const other of or ?? [])
    out.line('  ', say('label', say('or', `${other.id} ${CAUSES[other.id][language]}`)), messageOf(other, language));
  for (const step of change ? stepsOf(change, say) : [])
    out.line('  → ', paint.dim(say('label', say('toChange'))), step);
}

/**
 * @param {Change} change
 * @param {Call['say']} say
 * @returns {string[]}
 */
function stepsOf(change, say) {
  if ('rule' in change) return [say('changeRule', JSON.stringify(change.rule))];
  if ('fields' in change) {
    return Object.entries(change.fields).map(([name, text]) =>
      text === null ? say('dropField', name) : say('changeField', name, JSON.stringify(text)),
    );
  }
  if ('slice' in change.secret) return [say('sliceSecret', change.secret.slice[0] + 1, change.secret.slice[1])];
  const index = /\[(\d+)\]/u.exec(change.secret.position)?.[1];
  // The first that was given is `secret`, the next `secrets[0]`.
  return [say('changeSecret', index === undefined ? 1 : Number(index) + 2)];
}

const MOST_CHANGES = 8;

/**
 * @param {Call} call
 * @param {string} ours
 * @param {string} theirs
 * @param {string | undefined} join
 */
function showStrings({ out, say }, ours, theirs, join = '&') {
  if (ours === theirs) return out.line(paint.dim(say('label', say('string'))), ours);
  const sides = compare(ours, theirs, join);
  const labelOf = (/** @type {'ours' | 'theirs'} */ side) => say('label', say(side));
  const width = Math.max(labelOf('ours').length, labelOf('theirs').length);
  for (const side of /** @type {const} */ (['ours', 'theirs'])) {
    const string = sides[side].map(({ text, differs }) => (differs ? paint.mark(text) : text));
    out.line(paint.dim(labelOf(side).padEnd(width)), ...string);
  }
  for (const { offset, ours: one, theirs: other } of sides.changes.slice(0, MOST_CHANGES)) {
    out.line('  ', say('atByte', offset, quoted(one, say), quoted(other, say)));
  }
  if (sides.changes.length > MOST_CHANGES) out.line(`  … ${sides.changes.length - MOST_CHANGES}`);
  return undefined;
}

const MOST_CHARACTERS = 40;

/**
 * The text, and its first character by its code point, which tells look-alikes apart.
 * @param {string} text
 * @param {Call['say']} say
 */
function quoted(text, say) {
  if (text === '') return say('nothing');
  const characters = Array.from(text);
  const shown = characters.slice(0, MOST_CHARACTERS).join('');
  return `“${shown}${characters.length > MOST_CHARACTERS ? '…' : ''}” (${codePoint(text)})`;
}
