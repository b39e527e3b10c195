// The verdict, the same of every message: do the signatures match; and what a message says that is to be believed.
import { html, nothing } from '../html.mjs';
import { ruleOf } from '../state.mjs';
import { copyButton, problemLine, visible } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */
/** @typedef {'match' | 'differ' | 'unsigned' | 'malformed'} Verdict */

const MARKS = { match: '✓', differ: '✗', unsigned: '–', malformed: '✗' };

/** @param {View} view */
export function verdictCard(view) {
  const { outcome } = view;
  const { verdict, message } = outcome;
  const tone = verdict === 'malformed' ? 'differ' : (verdict ?? '');
  return html`
    <div class="card signature ${tone}">
      ${
        verdict === undefined
          ? html`<p class="verdict hint">${view.say(missing(view))}</p>`
          : html`<p class="verdict large ${tone}">
              <span class="mark" aria-hidden="true">${MARKS[verdict]}</span> ${view.say(wording(view, verdict))}
            </p>`
      }
      ${signs(view)} ${message && verdict !== 'differ' ? facts(view, message) : nothing}
      ${ruleOf(view.state) === undefined ? html`<p class="problem warning">${view.say('ruleNone')}</p>` : nothing}
      ${problems(view)}
    </div>
  `;
}

/**
 * A message that was received is verified; of one's own, two signatures are compared.
 * @param {Pick<View, 'state' | 'outcome'>} view
 * @param {Verdict} verdict
 * @returns {import('../i18n/words.mjs').Word}
 */
export function wording({ outcome }, verdict) {
  if (outcome.message === undefined)
    return verdict === 'match' || verdict === 'differ' ? verdict : `verdict_${verdict}`;
  return (
    /** @type {const} */ ({ match: 'verdict_valid', differ: 'verdict_invalid' })[/** @type {'match'} */ (verdict)] ??
    `verdict_${/** @type {'unsigned'} */ (verdict)}`
  );
}

/**
 * What a verdict still needs.
 * @param {Pick<View, 'state' | 'outcome'>} view
 * @returns {import('../i18n/words.mjs').Word}
 */
export function missing({ state, outcome }) {
  if (outcome.obstacles.length > 0 || ruleOf(state) === undefined) return 'noVerdict';
  if (state.secret === '')
    return outcome.message ? 'verdict_secret' : outcome.received ? 'noSecretCompare' : 'noSecret';
  return 'uncompared';
}

/** @param {View} view */
function signs(view) {
  const { outcome, mask, say } = view;
  const { explanation, isSigned, verdict, received } = outcome;
  const ours = explanation && isSigned ? explanation.sign : undefined;
  if (ours === undefined) return nothing;
  return html`<dl class="signs">
    <div>
      <dt>${say('ours')} ${copyButton(view, ours, say('signature'))}</dt>
      <dd class="sign mono" id="signature">${groups(ours)}</dd>
    </div>
    ${
      verdict === 'differ' && received !== ''
        ? html`<div class="theirs">
            <dt>${say('received')}</dt>
            <dd class="sign mono">${groups(mask.hide(received))}</dd>
          </div>`
        : nothing
    }
  </dl>`;
}

/**
 * In eights, as the eye compares them; copied, it is one word.
 * @param {string} sign
 */
const groups = (sign) => (sign.match(/.{1,8}/gsu) ?? []).map((group) => html`<span>${visible(group)}</span>`);

/**
 * What a message says of the order, unless it is forged.
 * @param {View} view
 * @param {import('fensign').Message} message
 */
function facts({ say }, { kind, outcome, order }) {
  const rows = [
    [say('outcome'), say(`outcome_${outcome}`)],
    ...(kind ? [[say('about'), say(`about_${kind}`)]] : []),
    ...Object.entries(order ?? {})
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [say(/** @type {keyof import('fensign').Order} */ (name)), String(value)]),
  ];
  return html`<dl class="facts">
    ${rows.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

/**
 * Why there is no verdict, and what is wrong with a message besides its signature.
 * @param {View} view
 */
function problems(view) {
  const { obstacles, message, verdict } = view.outcome;
  // Without a secret, every signature is invalid.
  const ofMessage = message && verdict !== undefined ? message.problems : [];
  return [...obstacles, ...ofMessage].map((problem) => problemLine(view, problem, true));
}
