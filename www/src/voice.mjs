// Who the two sides of a finding are. The package says "ours" of what stands here, and "the other side" of whoever made the
// received signature: that is the gateway, or the program that is to be mended.

/** @typedef {import('./state.mjs').Whose} Whose */

/** @type {Record<Whose, Record<'en' | 'zh', [RegExp, string][]>>} */
const WORDS = {
  mine: {
    en: [
      [/\bThe other side\b/g, 'Your code'],
      [/\bthe other side\b/g, 'your code'],
      [/\bours?\b/g, 'this page’s'],
      [/\bOurs?\b/g, 'This page’s'],
      [/\bwe have\b/g, 'this page has'],
    ],
    zh: [
      [/对方/g, '你的代码'],
      [/我方/g, '本页'],
    ],
  },
  gateway: {
    en: [
      [/\b([Tt])he other side\b/g, '$1he gateway'],
      [/\bours\b/g, 'yours'],
      [/\bour\b/g, 'your'],
      [/\bOur\b/g, 'Your'],
      [/\bwe have\b/g, 'you have'],
    ],
    zh: [[/对方/g, '网关']],
  },
};

/**
 * A sentence of the package's, said of the one or the other. Code in it, between backticks, stays.
 * @param {string} sentence
 * @param {'en' | 'zh'} language
 * @param {Whose} whose
 */
export const voiced = (sentence, language, whose) =>
  sentence
    .split('`')
    .map((part, index) => (index % 2 === 1 ? part : inVoice(part, WORDS[whose][language])))
    .join('`');

/**
 * @param {string} text
 * @param {[RegExp, string][]} words
 */
const inVoice = (text, words) => words.reduce((said, [from, to]) => said.replace(from, to), text);
