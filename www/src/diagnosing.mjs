// The diagnosis, asked of a worker: typing never waits for it. One question is searched at a time, and a newer one ends
// the search.
import { FensignError } from 'fensign';
import { WORDS } from './i18n/words.mjs';

/** @typedef {import('fensign/diagnose').Diagnosis} Diagnosis */
/** @typedef {import('./worker.mjs').Question} Question */
/** @typedef {import('./worker.mjs').Answer} Answer */

/** Its declaration leaves out how the package makes one. */
const Refusal = /** @type {new (problems: import('fensign').Problem[]) => FensignError} */ (
  /** @type {unknown} */ (FensignError)
);

/** Addresses of scripts come from here alone. */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy('fensign-worker', {
  createScriptURL: (/** @type {string} */ url) => url,
});

/** The script's address. It is in memory, so that a new worker takes no network. @type {Promise<string> | undefined} */
let script;
/** @type {Promise<Worker> | undefined} */
let started;
/** How many questions were asked or taken back. */
let questions = 0;
/** Ends the search that runs. @type {(() => void) | undefined} */
let giveUp;

/** A worker of a text is bound by the page's policy; one that is loaded from an address is not. */
async function load() {
  const { default: text } = await import('#worker');
  const url = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  return policy?.createScriptURL(url) ?? url;
}

async function start() {
  const worker = new Worker(await (script ??= load()));
  await message(worker);
  return worker;
}

/**
 * The next message.
 * @param {Worker} worker
 * @returns {Promise<any>}
 */
const message = (worker) =>
  new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      reject(event);
    };
  });

/** Makes a worker ready before it is needed, and tells whether it is. */
export async function prepare() {
  try {
    await (started ??= start());
    return true;
  } catch {
    forget();
    return false;
  }
}

/** The next question tries again. */
function forget() {
  started = undefined;
  script = undefined;
}

/** No answer is wanted any more. */
export function stop() {
  questions += 1;
  giveUp?.();
}

/**
 * Nothing where it was stopped, or another question came.
 * @param {Question} question
 * @returns {Promise<Diagnosis | FensignError | undefined>}
 */
export async function diagnose(...question) {
  stop();
  const number = questions;
  try {
    const worker = await (started ??= start());
    if (number !== questions) return undefined;
    const answer = await answerOf(worker, question);
    if (answer === undefined) return undefined;
    return 'diagnosis' in answer ? answer.diagnosis : new Refusal(answer.problems);
  } catch {
    if (number !== questions) return undefined;
    forget();
    return noAnswer();
  }
}

/**
 * @param {Worker} worker
 * @param {Question} question
 * @returns {Promise<Answer | undefined>}
 */
async function answerOf(worker, question) {
  const answer = message(worker);
  const givenUp = new Promise((resolve) => {
    giveUp = () => {
      giveUp = undefined;
      worker.terminate();
      started = undefined;
      void prepare();
      resolve(undefined);
    };
  });
  try {
    worker.postMessage(question);
    return await Promise.race([answer, givenUp]);
  } finally {
    giveUp = undefined;
  }
}

/** The worker was not started, or ended. */
function noAnswer() {
  const { en: message, zh: messageZh } = WORDS.noDiagnosis;
  return new Refusal([{ code: 'fault', severity: 'error', message, messageZh }]);
}
