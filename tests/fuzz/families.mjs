// Messages that are made to be slow, of any size: what opens and never closes, many of one kind, one that is long.

/** What a value is made of. */
const PIECES = [
  'a1b2c3d4',
  '00ff',
  '9',
  '９',
  ' ',
  '\n',
  '\0',
  '中',
  '😀',
  '=',
  '&',
  '&&',
  'a=b&',
  '&sign=',
  '&key=',
  '+',
  '%',
  '%2',
  '%41',
].concat([
  '\\',
  '"',
  '\\"',
  "'",
  '[',
  '{',
  '{"a":',
  '{\\"a\\":',
  '<a>',
  '<![CDATA[',
  ']]>',
  '&amp;',
  '2026-11-27 INFO a=1\n',
]);

/** @typedef {(size: number) => string} Make */

/** @param {number} size @param {(index: number) => string} make */
const many = (size, make) => {
  const parts = [];
  for (let length = 0, index = 0; length < size; index += 1) length += (parts[index] = make(index)).length;
  return parts;
};

const json = (/** @type {string} */ value) => `{"orderNo":"1","sign":"${'0'.repeat(32)}","attach":${value}}`;

/** @param {string} piece @param {number} size */
const repeated = (piece, size) => piece.repeat(size / piece.length);

/** Bodies, by what is special in them. @type {Record<string, Make>} */
export const BODIES = {
  'many fields': (size) => `{${many(size, (at) => `"f${at}":"v${at}"`)}}`,
  'many fields, backwards': (size) => `{${many(size, (at) => `"f${at}":"v${at}"`).reverse()}}`,
  'many fields of one beginning': (size) => `{${many(size, (at) => `"ffffffffffffffffffff${at}":"v"`)}}`,
  'many empty fields': (size) => `{${many(size, (at) => `"f${at}":""`)}}`,
  'many numbers': (size) => `{${many(size, (at) => `"f${at}":${at}`)}}`,
  'many texts in a list': (size) => json(`[${many(size, (at) => `"${at}"`)}]`),
  'many objects in a list': (size) => json(`[${many(size, (at) => `{"a":${at}}`)}]`),
  'fields in a field': (size) => json(`{${many(size, (at) => `"f${at}":"v"`)}}`),
  'fields in a data': (size) => `{"code":0,"data":{${many(size, (at) => `"f${at}":"v"`)}}}`,
  'JSON in a text': (size) => json(JSON.stringify(`{${many(size, (at) => `"f${at}":"v"`)}}`)),
  'lists in each other': (size) => json('['.repeat(size / 2) + ']'.repeat(size / 2)),
  'objects in each other': (size) => json('{"a":'.repeat(size / 6) + '1' + '}'.repeat(size / 6)),
  'a long number': (size) => json('9'.repeat(size)),
  'a long fraction': (size) => json(`0.${'9'.repeat(size)}`),
  'a long name': (size) => `{"${'a'.repeat(size)}":"1","sign":"0"}`,
  'blanks between': (size) => `{${' '.repeat(size)}"a":"1"}`,
  'form of many fields': (size) => many(size, (at) => `f${at}=v${at}`).join('&'),
  'form of one name': (size) => many(size, () => 'a=1').join('&'),
  'form of empty pairs': (size) => '&'.repeat(size),
  'form of joiners': (size) => `a=${'='.repeat(size)}&sign=0`,
  'elements in each other': (size) => '<a>'.repeat(size / 7) + '</a>'.repeat(size / 7),
};
for (const piece of PIECES) {
  const kind = JSON.stringify(piece);
  BODIES[`${kind} alone`] = (size) => repeated(piece, size);
  BODIES[`${kind} in a text`] = (size) => json(JSON.stringify(repeated(piece, size)));
  BODIES[`${kind} in a form`] = (size) => `orderNo=1&attach=${encodeURIComponent(repeated(piece, size))}&sign=0`;
}

/** The same as fields. @type {Record<string, (size: number) => Record<string, string>>} */
export const FIELDS = {
  // No more than an object may have.
  'many fields': (size) => Object.fromEntries(many(size, (at) => `${at}${'f'.repeat(14)}`).map((name) => [name, 'v'])),
  'many fields, backwards': (size) =>
    Object.fromEntries(
      many(size, (at) => `${at}${'f'.repeat(14)}`)
        .reverse()
        .map((name) => [name, '']),
    ),
  'a long name': (size) => ({ a: '1', ['b'.repeat(size)]: '1' }),
};
for (const piece of PIECES)
  FIELDS[`${JSON.stringify(piece)} in a text`] = (size) => ({ a: '1', attach: repeated(piece, size), b: '' });
