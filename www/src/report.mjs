// One page of text for the gateway's support: what was signed, with which result, and why the signatures differ. It has no
// key in it.
import { FensignError, MASK } from 'fensign';
import { CAUSES } from '../../pkg-template/src/cli/causes.mjs';
import { byteLength, codePoint, visibleRuns } from './difference.mjs';
import { comparePair } from './pair.mjs';
import { CUSTOM, operationOf, tableOf } from './state.mjs';
import { VERSION } from './version.mjs';
import { missing, wording } from './views/verdict.mjs';

/** @typedef {import('./app.mjs').View} View */
/** @typedef {import('./difference.mjs').Change} Change */
/** A title, and the lines under it. @typedef {[title: string, lines: string[]]} Part */

const LONGEST_STRING = 8000;
const LONGEST_VALUE = 300;
const MOST_FIELDS = 60;
const MOST_CHANGES = 12;

/**
 * @param {Pick<View, 'state' | 'outcome' | 'mask' | 'say'>} view with the keys of its outcome and its diagnosis masked
 * @param {number} time in milliseconds since 1970
 */
export function reportOf(view, time) {
  const { say } = view;
  const parts = [
    about(view, time),
    verdict(view),
    causes(view),
    differences(view),
    ...strings(view),
    ...fieldParts(view),
    /** @type {Part} */ (['', [say('reportMask', MASK), `fensign ${VERSION}`]]),
  ];
  const texts = parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => (title === '' ? lines : [title, ...lines.map((line) => `  ${line}`)]).join('\n'));
  return `${[say('reportTitle'), ...texts].join('\n\n')}\n`;
}

/**
 * @param {Pick<View, 'state' | 'say'>} view
 * @param {number} time
 * @returns {Part}
 */
function about({ state, say }, time) {
  const { gateway, language, operation, direction } = state;
  const title = gateway === CUSTOM ? say('custom') : (tableOf(state)?.title[language] ?? gateway);
  // No operation is notified.
  const asked = direction === 'notice' ? [] : [operationOf(state)?.title[language], operation];
  const what = [...asked, say(direction)].filter(Boolean).join(' · ');
  const clock = (/** @type {number} */ at) => new Date(at).toISOString().slice(0, 19).replace('T', ' ');
  return [
    '',
    [
      pair(say, say('gateway'), gateway === CUSTOM ? title : `${title} · ${gateway}`),
      pair(say, say('operation'), what),
      pair(say, say('reportTime'), `${clock(time + 8 * 3_600_000)} UTC+8 · ${clock(time)} UTC`),
    ],
  ];
}

/**
 * @param {Pick<View, 'state' | 'outcome' | 'mask' | 'say'>} view
 * @returns {Part}
 */
function verdict(view) {
  const { outcome, mask, say } = view;
  const { explanation, isSigned, received } = outcome;
  const judged = say(outcome.verdict ? wording(view, outcome.verdict) : missing(view));
  const lines = [
    ...(explanation && isSigned ? [pair(say, say('ours'), shown(explanation.sign))] : []),
    ...(received === '' ? [] : [pair(say, say('received'), clipped(shown(mask.hide(received)), LONGEST_VALUE, say))]),
  ];
  return [pair(say, say('reportVerdict'), judged), lines];
}

/**
 * @param {Pick<View, 'state' | 'say'>} view
 * @returns {Part}
 */
function causes({ state, say }) {
  const found = state.diagnosis;
  if (found === undefined) return [say('diagnosis'), []];
  /** @param {{ message: string, messageZh: string }} one */
  const words = (one) => (state.language === 'zh' ? one.messageZh : one.message);
  if (found instanceof FensignError) return [say('diagnosis'), found.problems.map(words)];
  const named = (/** @type {keyof typeof CAUSES} */ id) => `${id} (${CAUSES[id][state.language]})`;
  const findings = found.findings.flatMap((finding) => {
    const ids = [finding, ...(finding.or ?? [])].map(({ id }) => named(id)).join(' / ');
    // What was guessed as it was read proves nothing.
    const sure = finding.certain ? (state.isExact ? 'proved' : 'fits') : 'suspected';
    return [pair(say, say(sure), ids), words(finding)];
  });
  const ruledOut = found.verdict === 'cause' || found.ruledOut.length === 0 ? [] : [found.ruledOut.join(' ')];
  return [
    say('diagnosis'),
    [
      ...(found.verdict === 'cause' ? [] : [words(found)]),
      ...findings,
      ...ruledOut.map((ids) => pair(say, say('ruledOut'), ids)),
    ],
  ];
}

/**
 * Ours, and the other side's: the one that yields its signature, or else the one that was pasted.
 * @param {Pick<View, 'state' | 'outcome' | 'mask'>} view
 */
function stringsOf({ state, outcome, mask }) {
  const found = state.diagnosis instanceof FensignError ? undefined : state.diagnosis;
  const proof = found?.findings.find(({ certain, string }) => certain && string !== undefined)?.string;
  const theirs = proof ?? found?.difference?.taken ?? mask.hide(state.theirs.replace(/[\r\n]+$/, ''));
  return { ours: outcome.explanation?.string ?? '', theirs };
}

/**
 * @param {Pick<View, 'state' | 'outcome' | 'mask' | 'say'>} view
 * @returns {Part}
 */
function differences(view) {
  const { say } = view;
  const { ours, theirs } = stringsOf(view);
  const title = say('reportDifferences');
  if (ours === '' || theirs.trim() === '') return [title, []];
  const { changes } = comparePair({ ours, theirs, rule: view.outcome.explanation?.rule ?? {} });
  const more = changes.length > MOST_CHANGES ? [say('moreChanges', changes.length - MOST_CHANGES)] : [];
  return [title, [...changes.slice(0, MOST_CHANGES).map((change) => changeLine(say, change)), ...more]];
}

/**
 * @param {View['say']} say
 * @param {Change} change
 */
function changeLine(say, change) {
  const { kind, name, offset, values, behind } = change;
  const { ours, theirs } = values ?? change;
  const text = (/** @type {string} */ one) =>
    one === '' ? say('nothing') : clipped(shown(one), LONGEST_VALUE, say) + codePoints(one);
  const place = (/** @type {string} */ one) =>
    one === '' ? say('atFront') : `${say('behind')} ${clipped(shown(one), LONGEST_VALUE, say)}`;
  const title = [name, say(`change_${kind}`)].filter(Boolean).join(' ');
  const both = (/** @type {string} */ one, /** @type {string} */ other) => [
    `${say('yours')} ${one}`,
    `${say('theOthers')} ${other}`,
  ];
  const where = behind ? both(place(behind.ours), place(behind.theirs)) : [];
  const what = kind === 'moved' ? [] : [...both(text(ours), text(theirs)), say('atOffset', offset)];
  return pair(say, title, [...what, ...where].join(say('reportAnd')));
}

/**
 * Of a short text that has others than ASCII, which look alike.
 * @param {string} text
 */
function codePoints(text) {
  const all = Array.from(text);
  return all.length > 4 || /^[\x21-\x7e]*$/.test(text) ? '' : ` (${all.map(codePoint).join(' ')})`;
}

/**
 * @param {Pick<View, 'state' | 'outcome' | 'mask' | 'say'>} view
 * @returns {Part[]}
 */
function strings(view) {
  const { say } = view;
  const { ours, theirs } = stringsOf(view);
  const part = (/** @type {string} */ title, /** @type {string} */ text) =>
    /** @type {Part} */ ([
      `${title} (${say('bytes', byteLength(text))})`,
      text.trim() === '' ? [] : [clipped(shown(text), LONGEST_STRING, say)],
    ]);
  return [part(say('string'), ours), part(say('theirs'), theirs === ours ? '' : theirs)];
}

/**
 * What is signed, and what is not.
 * @param {Pick<View, 'state' | 'outcome' | 'say'>} view
 * @returns {Part[]}
 */
function fieldParts({ state, outcome, say }) {
  const { explanation, message } = outcome;
  const received = Object.entries(message?.fields ?? {}).map(([name, text]) => {
    return { name, text, signed: message?.signed.includes(name) ?? false, why: '', whyZh: '' };
  });
  const fields = explanation && explanation.rule.over !== 'body' ? explanation.fields : received;
  const lines = (/** @type {typeof fields} */ all) => [
    ...all.slice(0, MOST_FIELDS).map(({ name, text, why = '', whyZh = '' }) => {
      const value = clipped(shown(text), LONGEST_VALUE, say);
      const reason = state.language === 'zh' ? whyZh : why;
      return `${shown(name)} = ${value}${reason === '' ? '' : ` (${reason})`}`;
    }),
    ...(all.length > MOST_FIELDS ? [say('moreFields', all.length - MOST_FIELDS)] : []),
  ];
  return [
    [say('reportSigned'), lines(fields.filter(({ signed }) => signed))],
    [say('reportUnsigned'), lines(fields.filter(({ signed }) => !signed))],
  ];
}

/**
 * @param {View['say']} say
 * @param {string} name
 * @param {string} text
 */
const pair = (say, name, text) => say('reportPair', name, text);

/**
 * What cannot be seen gets lost in a mail, so it is written as its code point.
 * @param {string} text
 */
const shown = (text) =>
  visibleRuns(text)
    .map((run) => (run.isVisible ? run.text : `<${codePoint(run.text)}>`))
    .join('');

/**
 * @param {string} text
 * @param {number} most
 * @param {View['say']} say
 */
function clipped(text, most, say) {
  const all = text.length > most ? Array.from(text) : [];
  if (all.length <= most) return text;
  const rest = all.slice(most).join('');
  return `${all.slice(0, most).join('')} ${say('moreBytes', byteLength(rest))}`;
}
