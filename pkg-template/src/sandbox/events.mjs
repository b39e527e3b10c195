// What happened, for a page and a log to follow. A secret that stands anywhere in it is masked.
import { MASK } from '../constants.mjs';

/** @import { SandboxEvent, SandboxEvents } from '../../sandbox.d.ts' */

const MOST = 1000;

/** @param {() => number} now @param {string[]} secrets */
export function createEvents(now, secrets) {
  /** @type {SandboxEvent[]} */
  const past = [];
  /** @type {Set<(event: SandboxEvent) => void>} */
  const listeners = new Set();
  let id = 0;
  /** @param {string} text */
  const mask = (text) => secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);
  const masked = (/** @type {any} */ value) =>
    JSON.parse(JSON.stringify(value), (_, one) => (typeof one === 'string' ? mask(one) : one));
  /** @type {SandboxEvents} */
  const events = {
    list: () => [...past],
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  /** @param {Omit<SandboxEvent, 'id' | 'at'>} told */
  const tell = (told) => {
    id += 1;
    const event = { id, at: now(), ...masked(told) };
    past.push(event);
    if (past.length > MOST) past.shift();
    for (const listener of listeners) {
      try {
        listener(event);
      } catch {
        // Whoever follows does not stop the gateway.
      }
    }
  };
  return { events, tell, mask, masked };
}
