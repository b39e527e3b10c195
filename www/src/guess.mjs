// Which gateway, operation and kind of message a pasted message is, by its names and its address alone.
import { choose, detect } from '../../reader/detect.mjs';

/** @typedef {import('fensign/tables').GatewayInfo} GatewayInfo */
/** @typedef {import('../../reader/types.mjs').PastedMessage} PastedMessage */
/** @typedef {import('../../reader/detect.mjs').Candidate} Candidate */
/** @typedef {'request' | 'reply' | 'notice'} Direction */
/** @typedef {{ gateway: string, operation: string, direction: Direction }} Guess */

/** More than these are no help. */
const MOST_OTHERS = 2;

/** Forms in which somebody sends a message: no gateway answers in one. */
const SENT = new Set(['curl', 'wget', 'httpie', 'powershell', 'fetch', 'axios', 'jquery', 'requests']);

/**
 * The best guess, and those that fit about as well.
 * @param {Pick<PastedMessage, 'form' | 'rows' | 'url' | 'status'>} pasted
 * @param {GatewayInfo[]} tables
 * @returns {(Guess & { others: Guess[] }) | undefined}
 */
export function guess(pasted, tables) {
  const choice = choose(detect(pasted, tables).filter((one) => mayBe(pasted, one, tables)));
  if (choice === undefined) return undefined;
  const { best, rivals } = choice;
  /** @type {Candidate[]} */
  const others = [];
  for (const one of rivals) {
    const isTold = [best, ...others].some((other) => isAlike(one, other));
    if (!isTold && others.length < MOST_OTHERS) others.push(one);
  }
  const plain = (/** @type {Candidate} */ { gateway, operation, message }) => ({
    gateway,
    operation: operation ?? tables.find(({ id }) => id === gateway)?.operations[0]?.name ?? '',
    direction: message,
  });
  return { ...plain(best), others: others.map(plain) };
}

/**
 * What the form of a paste leaves possible.
 * @param {Pick<PastedMessage, 'form' | 'status'>} pasted
 * @param {Candidate} candidate
 * @param {GatewayInfo[]} tables
 */
function mayBe({ form, status }, { gateway, message }, tables) {
  if (status !== undefined) return message === 'reply';
  if (SENT.has(form)) return message === 'request';
  // Gateways answer in JSON; of notifications, only a GET is an address.
  if (form === 'form') return message !== 'reply';
  if (form !== 'url') return true;
  const notices = tables.find(({ id }) => id === gateway)?.notices ?? [];
  return message === 'request' || (message === 'notice' && notices.some(({ encoding }) => encoding === 'query'));
}

/**
 * Answers to several requests are often the same, and are read in the same way; requests are not.
 * @param {Candidate} one
 * @param {Candidate} other
 */
const isAlike = (one, other) =>
  one.gateway === other.gateway &&
  one.message === other.message &&
  (one.message !== 'request' || one.operation === other.operation);
