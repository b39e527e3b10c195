// A text that is one value of a programming language: a JavaScript object, a Python dict, a PHP array, a Ruby hash, a
// Go map, or JSON with comments or commas too many.
import { readLiteralAt } from './values.mjs';

/** What may stand before the value. */
const ASSIGNMENT = /^(?:(?:const|let|var|export default|return)\s+)?(?:[$@\w.]{1,60}\s*:?=\s*)?(?:[rbu](?=['"]))?/;

/** @type {import('./types.mjs').Reader} */
export function readLiteral(text) {
  const at = ASSIGNMENT.exec(text)?.[0].length ?? 0;
  if (
    !/^(?:[{[(&]|array\b|map\[|(?:collections\.)?OrderedDict\(|dict\(|url\.Values|new\s|[\w.]{1,60}(?:<[\w, ]{1,40}>)?\s?\{)/i.test(
      text.slice(at, at + 120),
    )
  ) {
    return undefined;
  }
  const messages = readLiteralAt(text, at);
  if ('stopped' in messages) return undefined;
  const end = messages.at(-1)?.taken[1] ?? 0;
  // Behind a list its bracket is left.
  return /^[\s\])},;]*$/.test(text.slice(end)) ? messages : undefined;
}
