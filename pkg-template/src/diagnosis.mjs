/** @import { Rule } from '../index.d.ts' */
/** @import { Diagnosis, Evidence } from '../diagnose.d.ts' */
import { diagnose as diagnoseTexts } from './glue/diagnose.js';
import { attempt } from './module.mjs';
import { listOf, optionalText, optionsOf, secretBytes, side, wipe } from './options.mjs';
import { readOrThrow } from './values.mjs';

const EVIDENCE = /** @type {const} */ ([
  'secret',
  'secrets',
  'rule',
  'fields',
  'body',
  'sign',
  'string',
  'message',
  'operation',
]);

/**
 * @param {string | Rule} gateway
 * @param {Evidence} evidence
 * @returns {Diagnosis}
 */
export function diagnose(gateway, evidence) {
  const given = optionsOf(evidence, EVIDENCE, 'evidence');
  const { id, rule } = side(gateway, given.rule);
  const texts = /** @type {const} */ ([
    given.fields === undefined ? undefined : readOrThrow(given.fields, 'fields'),
    optionalText(given.body, 'body'),
    optionalText(given.sign, 'sign'),
    optionalText(given.string, 'string'),
    optionalText(given.message, 'message'),
    optionalText(given.operation, 'operation'),
  ]);
  /** @type {Uint8Array[]} */
  const copies = [];
  /** @param {unknown} secret @param {string} name */
  const copy = (secret, name) => {
    const bytes = secretBytes(secret, name);
    copies.push(bytes);
    return bytes;
  };
  try {
    // One that is undefined by mistake is refused, and not taken for none.
    const secret = 'secret' in given ? copy(given.secret, 'secret') : undefined;
    const candidates = listOf(given.secrets, 'secrets').map((one, index) => copy(one, `secrets[${index}]`));
    return attempt(() => diagnoseTexts(id, rule, secret, candidates, ...texts));
  } finally {
    wipe(copies);
  }
}
