import { optionOf } from './call.mjs';
import { Stop } from './stop.mjs';

/**
 * The time that the user names, for the gateway's options.
 * @param {import('./call.mjs').Call} call
 * @returns {{ now?: () => number }}
 */
export function clockOf(call) {
  const now = optionOf(call, 'now');
  if (now === undefined) return {};
  if (!/^\d{1,15}$/u.test(now)) throw new Stop(2, 'mustBe', 'now', '1700000000000');
  return { now: () => Number(now) };
}
