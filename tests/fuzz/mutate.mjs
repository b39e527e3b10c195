// Changes a text as fuzzers do: a few small changes, one after the other, and parts of other texts.

/** @import { Random } from '../js/random.mjs' */

/** What forms are made of, and what codecs and parsers stumble over. */
const TOKENS =
  `{ } [ ] ( ) < > " ' \` \\ = => : , ; & ? # % + / | _ - . @ $ ^ * \n \r\n \t \0 \ufeff \ufffd \u2028 \ud83d \ude00
  😀 中 “ ” 0 -1 1e5 9007199254740993 0.1 true null %zz %41 %00 \\" \\\\ \\n \\u0000 \\ud83d \\x22 &quot; &#x26; &amp; &key= sign key
  __proto__ constructor <![CDATA[ ]]> <!-- --> <?xml ?> <a> </a> // /* */ --- \`\`\` curl -d -H --data-raw fetch( POST GET
  HTTP/1.1 application/json charset=gbk Array ( array( string(3) map[ new = {} [] "" '' =&`.split(/ +|\n +/u);

/** @type {((text: string, random: Random, others: readonly string[]) => string)[]} */
const CHANGES = [
  (text, random) => put(text, random, 0, random.of(TOKENS)),
  (text, random) => put(text, random, 1, random.of(TOKENS)),
  (text, random) => put(text, random, 1, String.fromCharCode(random.below(0x250))),
  (text, random) => put(text, random, random.below(30), ''),
  (text, random) => put(text, random, 0, part(text, random)),
  (text, random) => put(text, random, 0, part(text, random).repeat(2 + random.below(8))),
  (text, random) => text.slice(0, random.below(text.length + 1)),
  (text, random, others) => put(text, random, random.below(20), part(random.of(others), random)),
  (text, random, others) => {
    const other = random.of(others);
    return text.slice(0, random.below(text.length + 1)) + other.slice(random.below(other.length + 1));
  },
];

/** @param {string} text @param {Random} random @param {number} length @param {string} other */
function put(text, random, length, other) {
  const at = random.below(text.length + 1);
  return text.slice(0, at) + other + text.slice(at + length);
}

/** @param {string} text @param {Random} random */
function part(text, random) {
  const at = random.below(text.length + 1);
  return text.slice(at, at + 1 + random.below(60));
}

/** Longer ones take longer and find no more. */
const LONGEST = 6000;

/**
 * @param {string} text
 * @param {Random} random
 * @param {readonly string[]} others what parts are taken of
 */
export function mutated(text, random, others) {
  let changed = text;
  do changed = random.of(CHANGES)(changed, random, others).slice(0, LONGEST);
  while (random.chance(0.6));
  return changed;
}
