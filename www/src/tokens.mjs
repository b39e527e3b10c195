// The signed string taken apart again, for its colours.
import { MASK } from 'fensign';

/** @typedef {{ role: 'name' | 'joiner' | 'value' | 'key' | 'other', text: string }} Token */

/**
 * @param {import('fensign').Explanation} explanation
 * @returns {Token[]}
 */
export function tokensOf({ string, fields, rule }) {
  const { assign = '=', join = '&', key } = rule;
  /** @type {Token[]} */
  const tokens = [];
  let at = 0;
  const take = (/** @type {Token['role']} */ role, /** @type {string} */ text) => {
    if (text !== '') tokens.push({ role, text });
    at += text.length;
  };
  const takeKey = (/** @type {string} */ label) => {
    const [, start = '', name = '', end = ''] = /^([^\w]*)(.*?)([^\w]*)$/s.exec(label) ?? [];
    take('joiner', start);
    take('name', name);
    take('joiner', end);
    take('key', MASK);
  };

  if (key?.head !== undefined && string.startsWith(key.head + MASK)) takeKey(key.head);
  if (rule.over === 'body') {
    const tail = (key?.tail ?? '') + MASK;
    if (!string.endsWith(tail)) return [...tokens, { role: 'other', text: string.slice(at) }];
    take('value', string.slice(at, -tail.length));
  }
  const pairs = fields
    .filter(({ signed }) => signed)
    .map(({ name, text }) => ({ name, text, pair: name + assign + text }))
    .sort((one, other) => other.pair.length - one.pair.length);
  while (at < string.length) {
    const index = pairs.findIndex(({ pair }) => string.startsWith(pair, at));
    const found = pairs[index];
    if (key?.tail !== undefined && string.slice(at) === key.tail + MASK) takeKey(key.tail);
    else if (key?.field !== undefined && string.startsWith(key.field + assign + MASK, at)) takeKey(key.field + assign);
    else if (found) {
      pairs.splice(index, 1);
      take('name', found.name);
      take('joiner', assign);
      take('value', found.text);
    } else if (join !== '' && string.startsWith(join, at)) take('joiner', join);
    else take('other', string.slice(at));
  }
  return tokens;
}
