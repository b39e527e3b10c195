// What comes out: verdict and signature, the diagnosis, the signed string, the fields' part in it, the request.
import { byteLength } from '../difference.mjs';
import { html, nothing } from '../html.mjs';
import { isDisputed, ruleOf, signOf } from '../state.mjs';
import { tokensOf } from '../tokens.mjs';
import { diagnosis } from './diagnosis.mjs';
import { message } from './message.mjs';
import { cardHead, copyButton, problemLine, visible } from './parts.mjs';
import { request } from './request.mjs';

/** @typedef {import('../app.mjs').View} View */

/** @param {View} view */
export function result(view) {
  const { state, outcome, say } = view;
  const hasAnything = state.gateway !== '' && (state.rows.length > 0 || outcome.message !== undefined);
  return html`
    <section class="result ${hasAnything ? '' : 'waiting'}" aria-labelledby="result-title">
      <h2 id="result-title" class="unseen">${say('result')}</h2>
      <p class="unseen" role="status" aria-live="polite">${summary(view)}</p>
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
  view.state.direction === 'request' ? signature(view) : message(view),
  isDisputed(view.state, view.outcome) ? diagnosis(view) : nothing,
  ...(view.state.direction === 'request' ? [string(view), fieldTable(view), request(view)] : []),
];

/**
 * For those who hear the page: short, since it is read out after each change.
 * @param {View} view
 */
function summary({ state, outcome, say }) {
  if (outcome.message) return state.secret === '' ? say('verdict_secret') : say(`verdict_${outcome.message.verdict}`);
  const count = (/** @type {string} */ severity) => outcome.problems.filter((one) => one.severity === severity).length;
  const problems = outcome.problems.length === 0 ? '' : say('problems', count('error'), count('warning'));
  return `${outcome.verdict ? say(outcome.verdict) : ''} ${problems}`;
}

/** @param {View} view */
function signature(view) {
  const { state, outcome, mask, say } = view;
  const { explanation, isSigned, verdict } = outcome;
  const sign = explanation && isSigned ? explanation.sign : undefined;
  return html`
    <div class="card signature ${verdict ?? ''}">
      ${cardHead(say('signature'), sign === undefined ? nothing : copyButton(view, sign, say('signature')))}
      ${
        sign === undefined
          ? html`<p class="hint">${state.secret === '' && ruleOf(state) ? say('noSecret') : nothing}</p>`
          : html`<dl class="signs">
              <div>
                <dt>${say('ours')}</dt>
                <dd class="sign mono" id="signature">${groups(sign)}</dd>
              </div>
              ${
                verdict === 'differ'
                  ? html`<div class="theirs">
                      <dt>${say('received')}</dt>
                      <dd class="sign mono">${groups(mask.hide(signOf(state)))}</dd>
                    </div>`
                  : nothing
              }
            </dl>`
      }
      ${sign === undefined ? nothing : comparison(view)}
      ${ruleOf(state) === undefined ? html`<p class="problem warning">${say('ruleNone')}</p>` : nothing}
      ${outcome.obstacles.map((problem) => problemLine(view, problem, true))}
    </div>
  `;
}

/** @param {View} view */
const comparison = ({ outcome: { verdict }, say }) =>
  verdict
    ? html`<p class="verdict ${verdict}">
        <span class="mark" aria-hidden="true">${verdict === 'match' ? '✓' : '✗'}</span> ${say(verdict)}
      </p>`
    : html`<p class="hint">${say('uncompared')}</p>`;

/**
 * In eights, as the eye compares them; copied, it is one word.
 * @param {string} sign
 */
const groups = (sign) => (sign.match(/.{1,8}/gsu) ?? []).map((group) => html`<span>${visible(group)}</span>`);

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
      <p class="bytes mono" id="string">
        ${tokensOf(explanation).map(({ role, text }) => html`<span class="token-${role}">${visible(text)}</span>`)}
      </p>
    </div>
  `;
}

/** @param {View} view */
function fieldTable({ state, outcome, say }) {
  const { explanation } = outcome;
  if (!explanation) return nothing;
  if (explanation.rule.over === 'body') {
    return html`<div class="card">
      ${cardHead(say('table'))}
      <p class="hint">${say('bodySigned')}</p>
    </div>`;
  }
  return html`
    <div class="card">
      ${cardHead(say('table'))}
      <table class="part three">
        <thead>
          <tr>
            <th scope="col">${say('name')}</th>
            <th scope="col">${say('text')}</th>
            <th scope="col">${say('signed')}</th>
          </tr>
        </thead>
        <tbody>
          ${explanation.fields.map(
            ({ name, text, signed, why, whyZh }) => html`
              <tr class=${signed ? '' : 'unsigned'}>
                <th scope="row"><code>${visible(name)}</code></th>
                <td class="mono">${text === '' ? html`<span class="faint">${say('empty')}</span>` : visible(text)}</td>
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
