// The diagnosis, in a thread of its own. Nothing of a question stays here once it is answered.
import { diagnose } from 'fensign/diagnose';

/** @typedef {import('fensign').Problem} Problem */
/** @typedef {Parameters<typeof diagnose>} Question */
/** @typedef {{ diagnosis: import('fensign/diagnose').Diagnosis } | { problems: Problem[] }} Answer */

/**
 * @param {Question} question
 * @returns {Answer}
 */
function answer(question) {
  try {
    return { diagnosis: diagnose(...question) };
  } catch (error) {
    // An error of the package has them. Another one ends the worker, and who asked is told.
    const { problems } = /** @type {{ problems?: Problem[] }} */ (error);
    if (problems === undefined) throw error;
    return { problems };
  }
}

addEventListener('message', ({ data }) => postMessage(answer(data)));
// Until now the module was compiled, and a question would have been lost.
postMessage('ready');
