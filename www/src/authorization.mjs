// The signature that a header carries, read as the package reads it.

/** What `headerFormat` has in the place of the signature. */
const PLACE = '{sign}';

/**
 * @typedef {object} HeaderSign
 * @property {string} [sign]
 * @property {'headerForm' | 'headerTwice'} [note] why there is none
 * @property {string} header as the rule writes it
 * @property {string} format
 */

/**
 * Of a header that does not fit, nothing is taken: what stands there is no signature.
 * @param {[string, string][]} headers
 * @param {{ header: string, format: string | null | undefined }} where
 * @returns {HeaderSign | undefined} nothing where there is no such header
 */
export function signInHeaders(headers, { header, format }) {
  const values = headers.filter(([name]) => name.toLowerCase() === header.toLowerCase()).map(([, value]) => value);
  const [value] = values;
  if (value === undefined) return undefined;
  const where = { header, format: format ?? PLACE };
  if (values.length > 1) return { ...where, note: 'headerTwice' };
  const [before = '', after = ''] = where.format.split(PLACE);
  const fits = value.length > before.length + after.length && value.startsWith(before) && value.endsWith(after);
  return fits
    ? { ...where, sign: value.slice(before.length, value.length - after.length) }
    : { ...where, note: 'headerForm' };
}
