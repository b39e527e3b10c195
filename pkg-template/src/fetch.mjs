/** @import * as fensign from '../index.d.ts' */
/** @import { PollOptions, SendOptions, Sent } from '../fetch.d.ts' */
// Sends what a gateway builds. Without a module: whichever entry made the gateway, it is the gateway that signs and judges.
import { FensignError } from '#error';
import { LIMITS, OPTION } from './constants.mjs';

/** What no later reply will change. @type {fensign.Outcome[]} */
const FINAL = ['paid', 'failed', 'closed', 'refunded'];
/** A longer delay would be none to the platform's timers. */
const LONGEST_DELAY = 2 ** 31 - 1;

/**
 * @param {fensign.Gateway<any, any>} gateway
 * @param {string} operation
 * @param {fensign.Fields} fields
 * @param {SendOptions} [options]
 * @returns {Promise<Sent>}
 */
export async function send(gateway, operation, fields, options) {
  const { fetch, timeoutMs, signal, rest } = sendingOf(options);
  const request = gateway.request(operation, fields, rest);
  const { body, ...received } = await exchange(request, fetch, timeoutMs, signal).catch(asBody);
  return Object.assign(gateway.reply(operation, body, received), { keep: request.keep });
}

/**
 * @param {fensign.Gateway<any, any>} gateway
 * @param {fensign.Expected} expected
 * @param {PollOptions} [options]
 * @returns {Promise<fensign.Decision & { message: Sent }>}
 */
export async function poll(gateway, expected, options) {
  const { everyMs = 3000, untilMs = 120_000, fields, ...sending } = copied(options);
  expectDelay(everyMs, 'everyMs');
  expectDelay(untilMs, 'untilMs');
  const { signal } = sendingOf(sending);
  // Whatever the message, it throws where what is expected cannot be compared: before anything is sent.
  gateway.reply('query', '').decide(expected);
  const { orderNo, gatewayOrderNo } = expected;
  const query = { orderNo, gatewayOrderNo, ...fields };

  const over = new AbortController();
  const timer = setTimeout(() => over.abort(), untilMs);
  const forget = whenAborted(signal, () => over.abort());
  try {
    for (;;) {
      const message = await send(gateway, 'query', query, sending);
      const isFinal = FINAL.includes(message.outcome);
      if (!isFinal) await pause(everyMs, over.signal);
      if (isFinal || over.signal.aborted) return { message, ...message.decide(expected) };
    }
  } finally {
    clearTimeout(timer);
    forget();
  }
}

/**
 * The options of `send`; the rest are those of `request`, which refuses what it does not know.
 * @param {SendOptions | undefined} options
 */
function sendingOf(options) {
  const { fetch = globalThis.fetch, timeoutMs = 10_000, signal, ...rest } = copied(options);
  expect(typeof fetch === 'function', 'fetch', 'a function');
  expectDelay(timeoutMs, 'timeoutMs');
  expect(signal === undefined || isSignal(signal), 'signal', 'an AbortSignal');
  return { fetch, timeoutMs, signal, rest };
}

/**
 * Read once: a getter may throw.
 * @template {object} T
 * @param {T | undefined} options
 * @returns {Partial<T>}
 */
function copied(options) {
  try {
    return { ...options };
  } catch {
    throw refused('options', 'an object that can be read');
  }
}

/**
 * A response, as much of it as can be a message. It rejects in time, whether or not `fetch` heeds its signal.
 * @param {fensign.SignedRequest} request
 * @param {NonNullable<SendOptions['fetch']>} fetch
 * @param {number} timeoutMs
 * @param {AbortSignal | undefined} signal
 */
async function exchange({ url, method, headers, body }, fetch, timeoutMs, signal) {
  const controller = new AbortController();
  const { signal: stop } = controller;
  const timer = setTimeout(() => controller.abort(failure('TimeoutError')), timeoutMs);
  // Not the signal's own reason, which may be anything.
  const forget = whenAborted(signal, () =>
    controller.abort(failure(isTimeout(signal) ? 'TimeoutError' : 'AbortError')),
  );
  try {
    stop.throwIfAborted();
    /** @type {Promise<never>} */
    const stopped = new Promise((_, reject) => {
      whenAborted(stop, () => reject(stop.reason));
    });
    /** @type {RequestInit} */
    const init = { method, headers, body: body ?? null, redirect: 'manual', signal: stop };
    return await Promise.race([stopped, received(fetch(url, init), stop)]);
  } finally {
    clearTimeout(timer);
    forget();
  }
}

/**
 * What `fetch` threw, for `reply` to say; a custom one may throw anything.
 * @param {unknown} thrown
 */
const asBody = (thrown) => ({ body: thrown instanceof Error ? thrown : new Error('', { cause: thrown }) });

/**
 * @param {Promise<Response>} responding
 * @param {AbortSignal} signal
 */
async function received(responding, signal) {
  const { status, headers, body, ok } = await responding;
  const reader = body?.getReader();
  const forget = whenAborted(signal, () => cancel(reader));
  try {
    // A page of errors says nothing that could be believed.
    return { status, headers, body: ok ? await start(reader) : '' };
  } finally {
    forget();
    cancel(reader);
  }
}

/**
 * No more of a body than shows that it is too long for a message.
 * @param {ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>> | undefined} reader
 */
async function start(reader) {
  const bytes = [];
  let length = 0;
  while (reader !== undefined && length <= LIMITS.text) {
    const { done, value } = await reader.read();
    if (done) break;
    bytes.push(value.subarray(0, LIMITS.text + 1 - length));
    length += value.length;
  }
  return new Uint8Array(await new Blob(bytes).arrayBuffer());
}

/** @param {ReadableStreamDefaultReader | undefined} reader */
function cancel(reader) {
  // A stream that has failed rejects it, and the failure is known by then.
  reader?.cancel().catch(() => {});
}

/**
 * @param {number} delay
 * @param {AbortSignal} signal that ends it early
 */
async function pause(delay, signal) {
  await new Promise((resolve) => {
    /** @type {(value?: unknown) => void} */
    let forget = () => {};
    const end = () => {
      clearTimeout(timer);
      forget();
      resolve(undefined);
    };
    const timer = setTimeout(end, delay);
    forget = whenAborted(signal, end);
  });
}

/**
 * Calls back once the signal is aborted, at once if it is. What it returns takes that back.
 * @param {AbortSignal | undefined} signal
 * @param {() => void} call
 */
function whenAborted(signal, call) {
  if (signal?.aborted) call();
  else signal?.addEventListener('abort', call, { once: true });
  return () => signal?.removeEventListener('abort', call);
}

/** @param {AbortSignal | undefined} signal */
const isTimeout = (signal) => signal?.reason instanceof Error && signal.reason.name === 'TimeoutError';

/** @param {string} name */
const failure = (name) => Object.assign(new Error(name), { name });

/** @param {unknown} value */
const isSignal = (value) => typeof value === 'object' && value !== null && 'aborted' in value;

/**
 * @param {unknown} value
 * @param {string} name
 */
function expectDelay(value, name) {
  const isDelay = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= LONGEST_DELAY;
  expect(isDelay, name, `1 … ${LONGEST_DELAY}`);
}

/**
 * @param {boolean} isRight
 * @param {string} field
 * @param {string} wanted
 */
function expect(isRight, field, wanted) {
  if (!isRight) throw refused(field, wanted);
}

/**
 * @param {string} field
 * @param {string} wanted
 */
function refused(field, wanted) {
  const message = OPTION.message.replace('{wanted}', wanted);
  const messageZh = OPTION.messageZh.replace('{wanted}', wanted);
  return new FensignError([{ field, code: 'option', severity: 'error', message, messageZh }]);
}
