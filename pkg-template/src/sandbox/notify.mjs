// Posts notifications until they are acknowledged, on the gateway's own schedule.
import { Gateway } from 'fensign';
import { notice } from './answer.mjs';

/** @import { Misbehaviour, SandboxEvent } from '../../sandbox.d.ts' */
/** @import { createClock } from './clock.mjs' */
/** @import { Desk, Entry, Sendable } from './types.d.ts' */

const TIMEOUT_MS = 10_000;
/** No more of an answer is read, or shown. */
const ANSWER_BYTES = 16_384;
const SHOWN = 500;

/**
 * @param {object} parts
 * @param {ReturnType<typeof createClock>} parts.clock
 * @param {(url: string, init: RequestInit) => Promise<Response>} parts.fetch
 * @param {boolean} parts.allowRemote
 * @param {(event: Omit<SandboxEvent, 'id' | 'at'>) => void} parts.tell
 */
export function createNotifier({ clock, fetch, allowRemote, tell }) {
  /**
   * @param {Desk} desk
   * @param {Entry} entry
   * @param {string} url
   * @param {Sendable} message
   * @param {{ attempt: number, nextAt: number | undefined }} told
   */
  async function post(desk, entry, url, message, told) {
    const about = {
      type: /** @type {const} */ ('notification'),
      gateway: desk.id,
      orderNo: entry.orderNo,
      kind: entry.kind,
    };
    const { verdict, ...answer } = await answered(desk, url, message);
    const isDone = verdict === 'acknowledged';
    const { nextAt, attempt } = told;
    tell({
      ...about,
      url: withoutQuery(url),
      attempt,
      verdict,
      ...answer,
      ...(!isDone && nextAt !== undefined && { nextAt }),
    });
    return isDone;
  }

  /** @param {Desk} desk @param {string} url @param {Sendable} message @returns {Promise<{ verdict: NonNullable<SandboxEvent['verdict']>, status?: number, answer?: string }>} */
  async function answered(desk, url, { method, contentType, body, headers }) {
    if (!mayPost(url, allowRemote)) return { verdict: 'address-refused' };
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), TIMEOUT_MS);
    try {
      const isGet = method === 'GET';
      const to = isGet ? `${url}${url.includes('?') ? '&' : '?'}${body}` : url;
      const sent = isGet ? { headers } : { headers: { 'Content-Type': contentType, ...headers }, body };
      const { signal } = controller;
      const response = await fetch(to, { method, ...sent, redirect: 'manual', signal });
      const { status } = response;
      const answer = await start(response);
      const shown = { status, answer: answer.slice(0, SHOWN) };
      if (response.type === 'opaqueredirect' || (status >= 300 && status < 400))
        return { verdict: 'redirect', ...shown };
      const isTaken = status === 200 && isAcknowledged(desk, { method, contentType, body, headers }, answer);
      return { verdict: isTaken ? 'acknowledged' : 'not-acknowledged', ...shown };
    } catch {
      return { verdict: 'no-answer' };
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    /**
     * Resolves once what is due now is answered.
     * @param {Desk} desk
     * @param {Entry} entry
     * @param {Entry | undefined} of
     * @param {string} url
     * @param {Misbehaviour} misbehaviour of the first attempt alone
     */
    async notify(desk, entry, of, url, misbehaviour) {
      if (url === '') return;
      const { duplicate = 1, late = 0, outOfOrder = false, signature = false } = misbehaviour;
      const base = clock.now() + late;
      // The same for every attempt, its time too.
      const genuine = notice(desk, entry, of, {}, clock.now());
      if (genuine === undefined) return;
      const first = notice(signature ? forger(desk) : desk, entry, of, misbehaviour, clock.now()) ?? genuine;
      const stale = outOfOrder ? notice(desk, { ...entry, state: 'paying' }, of, {}, clock.now()) : undefined;
      const { retryMs } = desk.row;

      const attempt = async (/** @type {number} */ index) => {
        const after = retryMs[index + 1];
        const nextAt = after === undefined ? undefined : base + after;
        const told = { attempt: index + 1, nextAt };
        const copies = Array.from({ length: index === 0 ? duplicate : 1 }, () =>
          post(desk, entry, url, index === 0 ? first : genuine, told),
        );
        const isDone = (await Promise.all(copies)).every(Boolean);
        if (index === 0 && stale !== undefined) await post(desk, entry, url, stale, told);
        // What comes later must not keep this from ending.
        if (!isDone && nextAt !== undefined) void clock.at(nextAt, () => attempt(index + 1));
      };
      await clock.at(base, () => attempt(0));
    },
  };
}

/** Who signs with another secret. @param {Desk} desk @returns {Desk} */
function forger(desk) {
  const { rule } = desk.account;
  return { ...desk, gateway: new Gateway(desk.id, { secret: crypto.randomUUID(), ...(rule && { rule }) }) };
}

/**
 * As the gateway reads answers: as the package itself would acknowledge, or as the merchant's contract says.
 * @param {Desk} desk
 * @param {Sendable} message
 * @param {string} answer
 */
function isAcknowledged({ account, gateway, info }, { body, contentType, headers }, answer) {
  if (account.ack !== undefined) return answer.trim() === account.ack;
  // No document says it.
  if (info.rule === undefined) return true;
  const { ack } = gateway.notice(body, { contentType, headers });
  return answer.trim() === ack.body || isSameCode(answer, ack.body);
}

/** Of JSON, the first member is the code. @param {string} answer @param {string} ack */
function isSameCode(answer, ack) {
  try {
    const [[name, code] = []] = Object.entries(JSON.parse(ack));
    return name !== undefined && Object(JSON.parse(answer))[name] === code;
  } catch {
    return false;
  }
}

/** @param {string} text @param {boolean} allowRemote */
function mayPost(text, allowRemote) {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  const isLoopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/u.test(hostname);
  return /^https?:$/u.test(protocol) && (isLoopback || allowRemote);
}

/** @param {string} url */
const withoutQuery = (url) => url.split(/[?#]/u, 1)[0] ?? '';

/** @param {Response} response */
async function start({ body }) {
  const reader = body?.getReader();
  const chunks = [];
  let length = 0;
  while (reader !== undefined && length < ANSWER_BYTES) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  reader?.cancel().catch(() => {});
  return new Blob(chunks).text();
}
