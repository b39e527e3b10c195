// Large texts: every form of the corpus with many fields and with long values, and texts made to be slow.
import { pastesOf } from './pastes.mjs';

const SIGN = '96FD052F81BBB3C25B5BD628E189A154';

/** @param {number} size */
const longValues = (size) =>
  Object.fromEntries([
    ...Array.from({ length: 8 }, (_, index) => [`f${index}`, 'value "x" 值 & more, [a] {b} '.repeat(size / 240)]),
    ['sign', SIGN],
  ]);

/** @param {number} size */
const manyFields = (size) =>
  Object.fromEntries(
    Array.from({ length: size / 24 }, (_, index) => [`f${String(index).padStart(6, '0')}`, `value${index}`]),
  );

/** @type {Map<string, Record<string, string>>} */
const made = new Map();

/**
 * @param {(size: number) => Record<string, string>} fields
 * @param {number} size
 */
function pastes(fields, size) {
  const key = `${fields.name} ${size}`;
  const known = made.get(key) ?? pastesOf(fields(size));
  made.set(key, known);
  return known;
}

/** What a hostile text repeats: what opens and never closes, what nearly is a message, what a pattern might retry. */
const REPEATED = [
  'a1b2c3d4',
  '[',
  '{',
  '(',
  '<',
  '"',
  "'",
  '`',
  '\\',
  '=',
  '&',
  '_',
  '-',
  ' ',
  '\n',
  '\r\n',
  '"\\',
  'a=a=a=',
  '&&&&',
  'a=b&',
  'a=b&=',
  'aaaaaaaa=',
  'a=b, ',
  'a,',
  'a\t',
  'a:',
  'a: \n',
  'a.',
  ' x',
  '中文',
  '{"',
  '{"a":',
  '{"a":[',
  '{"a":{"a":',
  '{"a":1}',
  '{"a":1}, x',
  '{a=',
  '{a={"b":[, ',
  '{a={"b":"',
  'x={"a":"',
  'x {"a":"b {"c',
  "{'a':",
  "{a:'b',c:[",
  "('a','b'),",
  "[('a',",
  '["a"]=>\n',
  'array(',
  'Array\n(\n',
  'map[',
  'map[a:b ',
  'a{',
  'A<',
  ':a',
  '"a"+',
  '"a".b(',
  '//',
  '/*',
  '#',
  '<a>',
  '<a><b>',
  '<a>x</a>',
  '<a b="',
  '<![CDATA[',
  '<!--',
  '<?',
  '<!',
  '&amp;a=',
  '&quot;',
  '{&quot;a',
  '&#x',
  '{\\"',
  '{\\"a\\":\n',
  '{\\"a\\":\\"b\\",',
  '{\\x22',
  '%7B%22',
  'YWJj',
  '{“',
  '```\n',
  'http://',
  'http://a?b=c ',
  'http://a?b=c&d=e ',
  'curl ',
  "curl '",
  'curl x\n',
  'curl ^\n',
  'curl "\\',
  "$'",
  '^"',
  'fetch(',
  'fetch("x")\n',
  'iwr -Uri "',
  '`"',
  'POST / HTTP/1.1\n',
  '*** 1. row ***\n',
  'a - - [21/Jul/2022:10:26:44 +0800] "GET /?a=1 HTTP/1.1" 200 "',
  'a="b" ',
  'level=x msg="',
  '| --- ',
  '|a',
  'sign',
  '{\'"[(<a=&`',
];

/**
 * Each kind of text, of about `size` characters.
 * @type {Record<string, (size: number) => string>}
 */
export const SIZED = {
  'closed elements in each other': (size) => '<a>'.repeat(size / 7) + '</a>'.repeat(size / 7),
  'closed brackets in each other': (size) => '[{"a":'.repeat(size / 8) + '}]'.repeat(size / 8),
};
for (const form of Object.keys(pastesOf({ a: '1', sign: SIGN }))) {
  if (/^(?:garbage|signOnly|go_struct|py_dict_none|rawResp|curl_file)$/.test(form)) continue;
  SIZED[`${form}, many fields`] = (size) => (pastes(manyFields, size)[form] ?? '').slice(0, size);
  SIZED[`${form}, long values`] = (size) => (pastes(longValues, size)[form] ?? '').slice(0, size);
}
for (const one of REPEATED) {
  for (const before of ['', 'x ', 'log {"a":1} ']) {
    SIZED[`${JSON.stringify(one)} after ${JSON.stringify(before)}`] = (size) =>
      (before + one.repeat(size / one.length)).slice(0, size);
  }
}
