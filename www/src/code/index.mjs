// A signature as code: the rule and the fields in, a program out. It never gets the secret, and so cannot show it.
import { codeWordsIn } from '../i18n/code.mjs';
import { fensign } from './fensign.mjs';
import { go, goTest } from './go.mjs';
import { java } from './java.mjs';
import { isReordered, node, nodeTest } from './node.mjs';
import { php } from './php.mjs';
import { planOf } from './plan.mjs';
import { python, pythonTest } from './python.mjs';

/** @typedef {import('./plan.mjs').Input} Input */
/** @typedef {import('./plan.mjs').Plan} Plan */
/** @typedef {import('../i18n/code.mjs').Say} Say */

/**
 * What it can be written in, in the order of a menu.
 * @type {readonly { id: LanguageId, label: string, kind: 'program' | 'test' | 'call' }[]}
 */
export const LANGUAGES = [
  { id: 'node', label: 'Node.js', kind: 'program' },
  { id: 'java', label: 'Java', kind: 'program' },
  { id: 'php', label: 'PHP', kind: 'program' },
  { id: 'python', label: 'Python', kind: 'program' },
  { id: 'go', label: 'Go', kind: 'program' },
  { id: 'node-test', label: 'Node.js', kind: 'test' },
  { id: 'python-test', label: 'Python', kind: 'test' },
  { id: 'go-test', label: 'Go', kind: 'test' },
  { id: 'fensign', label: 'fensign', kind: 'call' },
];

/** @typedef {'node' | 'java' | 'php' | 'python' | 'go' | 'node-test' | 'python-test' | 'go-test' | 'fensign'} LanguageId */

/** @type {Record<LanguageId, (plan: Plan, say: Say, input: Input) => string[]>} */
const WRITERS = {
  node,
  java,
  php,
  python,
  go,
  'node-test': nodeTest,
  'python-test': pythonTest,
  'go-test': goTest,
  fensign,
};

/**
 * The code, or why there is none.
 * @param {Input} input
 * @param {LanguageId} id
 * @param {'zh' | 'en'} language of the comments
 * @returns {{ code: string } | { refusal: string }}
 */
export function codeFor(input, id, language) {
  const say = codeWordsIn(language);
  const plan = planOf(input);
  const refusal = refusalOf(plan, input, id, say);
  return refusal === undefined ? { code: `${WRITERS[id](plan, say, input).join('\n')}\n` } : { refusal };
}

const LONGEST_JAVA = 65_535;

/** What GBK has since GB 18030, and what the libraries of Java, PHP and Python do not agree on. */
export const NOT_IN_EVERY_GBK =
  /[\u01f9\u1e3f\u20ac\u2295\u2e80-\u2eff\u2ff0-\u2fff\u303e\u3400-\u4dbf\u9fa6-\u9fff\ue000-\uf8ff\ufe10-\ufe1f]/;

/**
 * @param {Plan} plan
 * @param {Input} input
 * @param {LanguageId} id
 * @param {Say} say
 */
function refusalOf(plan, { rule }, id, say) {
  const texts = [...plan.fields.flatMap(({ name, text }) => [name, text ?? '']), plan.body ?? ''];
  const settings = Object.values(rule).flatMap((value) =>
    typeof value === 'object' && value !== null ? Object.values(value) : [String(value)],
  );
  if ([...texts, ...settings].some((text) => /\p{Cs}/u.test(text))) return say('no_surrogates');
  if (id.endsWith('-test') && plan.signature === '') return say('no_signature');
  if (id === 'fensign') return isReordered(plan) ? say('no_order') : undefined;
  if (plan.charset === 'gbk') {
    if (id.startsWith('node')) return say('no_gbk_node');
    if (id.startsWith('go')) return say('no_gbk_go');
    const [character] = texts.map((text) => NOT_IN_EVERY_GBK.exec(text)?.[0]).filter((found) => found !== undefined);
    if (character !== undefined) return say('no_gbk_character', character);
  }
  // In a class file, U+0000 has two bytes, and what is above U+FFFF six.
  const isLong = (/** @type {string} */ text) => 3 * text.length > LONGEST_JAVA && bytesInJava(text) > LONGEST_JAVA;
  return id === 'java' && texts.some(isLong) ? say('no_long_text') : undefined;
}

/** @param {string} text */
function bytesInJava(text) {
  let bytes = 0;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    bytes += unit > 0 && unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
  }
  return bytes;
}
