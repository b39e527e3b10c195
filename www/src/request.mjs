// The ready request in the forms people paste elsewhere.

/** @typedef {import('fensign').SignedRequest} SignedRequest */

/** @param {SignedRequest} request */
export function toCurl({ url, method, headers, body }) {
  const quote = (/** @type {string} */ text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = [`curl -X ${method} ${quote(url)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined) lines.push(`--data-raw ${quote(body)}`);
  return lines.join(' \\\n  ');
}

/** @param {SignedRequest} request */
export function toFetch({ url, method, headers, body }) {
  const quote = (/** @type {string} */ text) =>
    `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  const lines = [`await fetch(${quote(url)}, {`, `  method: '${method}',`];
  const entries = Object.entries(headers).map(([name, value]) => `${quote(name)}: ${quote(value)}`);
  if (entries.length > 0) lines.push(`  headers: { ${entries.join(', ')} },`);
  if (body !== undefined) lines.push(`  body: ${quote(body)},`);
  return [...lines, '});'].join('\n');
}

/** @param {SignedRequest} request */
export function toBody({ url, body }) {
  return body ?? url;
}
