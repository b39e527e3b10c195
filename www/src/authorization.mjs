/**
 * @param {[string, string][]} headers
 * @param {{ header: string, format: string | null | undefined }} where
 * @returns {{ sign?: string } | undefined}
 */
export function signInHeaders(headers, { header, format }) {
  const value = headers.find(([name]) => name.toLowerCase() === header.toLowerCase())?.[1];
  if (value === undefined) return undefined;
  const [before = '', after = ''] = (format ?? '{sign}').split('{sign}');
  return value.startsWith(before) && value.endsWith(after)
    ? { sign: value.slice(before.length, value.length - after.length) }
    : {};
}
