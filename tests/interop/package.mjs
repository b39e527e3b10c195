// The package, under the messages of the signers. `node package.mjs FILE` reads them as said in signer.py, and FILE, which has for
// each rule what the package knows it by: `{ gateway?, rule?, body }`.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { FensignError, Gateway } from 'fensign';

/** @type {Record<string, { gateway?: 'payindex', rule?: import('fensign').Rule, body: boolean }>} */
const RULES = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));

/** @type {Map<string, Gateway>} */
const gateways = new Map();

/** One of a rule and a secret, whose plans it keeps. @param {string} id @param {string} secret */
function gatewayOf(id, secret) {
  const name = `${id} ${secret}`;
  const { gateway, rule = {} } = RULES[id] ?? {};
  const made = gateways.get(name) ?? (gateway ? new Gateway(gateway, { secret, rule }) : new Gateway(rule, { secret }));
  gateways.set(name, made);
  return made;
}

const decode = (/** @type {string} */ part) => (part === '~' ? null : Buffer.from(part, 'hex').toString());

/** @param {string} line */
function answer(line) {
  const [id = '', secret = '', ...parts] = line.split('\t');
  const message = parts.map((part) => part.split(':').map(decode));
  const gateway = gatewayOf(id, decode(secret) ?? '');
  try {
    return RULES[id]?.body ? gateway.signBody(message[0]?.[1] ?? '') : gateway.sign(Object.fromEntries(message));
  } catch (error) {
    if (!(error instanceof FensignError && error.problems[0]?.code === 'nothing-signed')) throw error;
    return '-';
  }
}

const answers = [];
for await (const line of createInterface({ input: process.stdin })) answers.push(answer(line));
process.stdout.write(answers.map((line) => `${line}\n`).join(''));
