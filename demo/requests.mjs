// `node demo/requests.mjs`: orders of each gateway, what is signed, the signature, and the request, ready for a shell. Nothing is sent.
import { Gateway } from 'fensign';
import { gateways } from 'fensign/tables';
import { ORDERS } from './orders.mjs';

const secret = '6409292d66625a2a12342134';
const now = () => 1700000000000;

for (const { id, baseUrl = 'https://pay.example', rule } of gateways()) {
  /** @type {Gateway<any>} */
  const gateway = new Gateway(id, { now, baseUrl, ...(rule && { secret }) });
  for (const { title, operation, fields, options } of ORDERS[id]) {
    console.log(`\n━━ ${id}: ${title}`);
    if (operation === undefined) showSignature(gateway, fields);
    else show(gateway, operation, fields, options);
  }
}

/**
 * @param {Gateway} gateway
 * @param {import('fensign').Fields | string} signed
 */
function showSignature(gateway, signed) {
  const { string, sign } = gateway.explain(signed);
  console.log(`string     ${string}\nsignature  ${sign}`);
}

/**
 * @param {Gateway} gateway
 * @param {string} operation
 * @param {import('fensign').Fields} fields
 * @param {import('fensign').RequestOptions} [options]
 */
function show(gateway, operation, fields, options) {
  const request = gateway.request(operation, fields, options);
  const signsBody = request.sign !== undefined && !Object.values(request.fields).includes(request.sign);
  if (request.sign === undefined) console.log('signature  none: no rule is public');
  else showSignature(gateway, signsBody ? /** @type {string} */ (request.body) : request.fields);
  for (const { field, message } of request.problems) console.log(`warning    ${field}: ${message}`);
  console.log(curl(request));
}

/** @param {import('fensign').SignedRequest} request */
function curl({ url, method, headers, body }) {
  const quote = (/** @type {string} */ text) => `'${text.replaceAll("'", `'\\''`)}'`;
  const lines = [`curl -X ${method} ${quote(url)}`];
  for (const [name, value] of Object.entries(headers)) lines.push(`-H ${quote(`${name}: ${value}`)}`);
  if (body !== undefined) lines.push(`--data-raw ${quote(body)}`);
  return lines.join(' \\\n     ');
}
