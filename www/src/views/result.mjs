// What comes out, in the same order for every message: verdict, cause and difference, string, fields, what to send or answer.
import { byteLength } from '../difference.mjs';
import { html, nothing } from '../html.mjs';
import { isDisputed } from '../state.mjs';
import { tokensOf } from '../tokens.mjs';
import { answer } from './answer.mjs';
import { codeInputOf, signatureAsCode } from './code.mjs';
import { diagnosis } from './diagnosis.mjs';
import { cardHead, copyButton, visible } from './parts.mjs';
import { report } from './report.mjs';
import { request } from './request.mjs';
import { missing, verdictCard, wording } from './verdict.mjs';

/** @typedef {import('../app.mjs').View} View */

/** @param {View} view */
export function result(view) {
  const { state, outcome, say } = view;
  const hasAnything = state.gateway !== '' && (state.rows.length > 0 || outcome.message !== undefined);
  return html`
    <section class="result ${hasAnything ? '' : 'waiting'}" aria-labelledby="result-title">
      <h2 id="result-title" class="unseen">${say('result')}</h2>
      <p class="unseen" role="status" aria-live="polite">${hasAnything ? summary(view) : ''}</p>
      ${hasAnything ? parts(view) : steps(view)}
    </section>
  `;
}

/**
 * What the page will do, while there is nothing to do it with.
 * @param {View} view
 */
const steps = ({ say }) => html`
  <ol class="steps">
    ${
      /** @type {const} */ (['read', 'sign', 'explain']).map(
        (step) => html`
          <li>
            <h3>${say(`step_${step}`)}</h3>
            <p>${say(`step_${step}_what`)}</p>
          </li>
        `,
      )
    }
  </ol>
`;

/** @param {View} view */
const parts = (view) => [
  verdictCard(view),
  isDisputed(view.state, view.outcome) ? diagnosis(view) : nothing,
  string(view),
  fieldTable(view),
  view.outcome.message === undefined ? request(view) : answer(view),
  asCode(view),
  report(view),
];

/** @param {View} view */
function asCode(view) {
  const input = codeInputOf(view);
  if (input === undefined) return nothing;
  const { state, actions } = view;
  return signatureAsCode(view, { ...input, chosen: state.code, choose: (code) => actions.show({ code }) });
}

/**
 * For those who hear the page: short, since it is read out after each change.
 * @param {View} view
 */
function summary(view) {
  const { outcome, say } = view;
  const count = (/** @type {string} */ severity) => outcome.problems.filter((one) => one.severity === severity).length;
  const problems = outcome.problems.length === 0 ? '' : say('problems', count('error'), count('warning'));
  return `${say(outcome.verdict ? wording(view, outcome.verdict) : missing(view))} ${problems}`;
}

/** @param {View} view */
function string(view) {
  const { outcome, say } = view;
  const { explanation } = outcome;
  if (!explanation) return nothing;
  return html`
    <div class="card">
      ${cardHead(
        html`${say('string')} <small>${say('stringHint', byteLength(explanation.string))}</small>`,
        copyButton(view, explanation.string, say('string')),
      )}
      <p class="bytes mono" id="string" tabindex="0">
        ${tokensOf(explanation).map(({ role, text }) => html`<span class="token-${role}">${visible(text)}</span>`)}
      </p>
    </div>
  `;
}

/** @param {View} view */
function fieldTable({ state, outcome, say, mask }) {
  const { explanation, message } = outcome;
  if (explanation?.rule.over === 'body') {
    return html`<div class="card">
      ${cardHead(say('table'))}
      <p class="hint">${say('bodySigned')}</p>
    </div>`;
  }
  /** @type {import('fensign').Explanation['fields']} */
  const unexplained = Object.entries(message?.fields ?? {}).map(([name, text]) => ({
    name: mask.hide(name),
    text,
    signed: false,
  }));
  const fields = explanation?.fields ?? unexplained;
  if (fields.length === 0) return nothing;
  return html`
    <div class="card">
      ${cardHead(say('table'), message && state.whole !== undefined ? html`<span class="hint">${say('rawKept')}</span>` : nothing)}
      <table class="part three">
        <thead>
          <tr>
            <th scope="col">${say('name')}</th>
            <th scope="col">${say('text')}</th>
            <th scope="col">${say('signed')}</th>
          </tr>
        </thead>
        <tbody>
          ${fields.map(
            ({ name, text, signed, why, whyZh }) => html`
              <tr class=${signed ? '' : 'unsigned'}>
                <th scope="row"><code>${visible(name)}</code></th>
                <td class="mono">${text === '' ? html`<span class="faint">${say('empty')}</span>` : folded(text)}</td>
                <td class="is-signed">
                  ${signed ? html`<span class="yes"><span aria-hidden="true">✓</span><span class="unseen">${say('yes')}</span></span>` : state.language === 'zh' ? whyZh : why}
                </td>
              </tr>
            `,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** A longer value is folded. */
const LONG = 240;

/** @param {string} text */
const folded = (text) =>
  text.length <= LONG
    ? visible(text)
    : html`<details class="long">
        <summary>${visible(text.slice(0, LONG / 2))}…</summary>
        ${visible(text)}
      </details>`;
