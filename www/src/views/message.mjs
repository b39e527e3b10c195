// A received reply or notification: its verdict, what it says of the order, what to answer.
import { html, nothing } from '../html.mjs';
import { cardHead, copyButton, problemLine, visible } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */

/** @param {View} view */
export function message(view) {
  const { state, outcome, say } = view;
  const received = outcome.message;
  if (!received)
    return outcome.obstacles.map((problem) => html`<div class="card">${problemLine(view, problem, true)}</div>`);
  const { verdict, problems } = received;
  const isUndecided = state.secret === '' && verdict === 'invalid';
  const isFine = verdict === 'valid';
  const tone = isUndecided || verdict === 'unsigned' ? '' : isFine ? 'match' : 'differ';
  return html`
    <div class="card signature ${tone}">
      ${cardHead(say(state.direction === 'reply' ? 'reply' : 'notice'))}
      <p class="verdict large ${tone}">
        <span class="mark" aria-hidden="true">${isUndecided || verdict === 'unsigned' ? '–' : isFine ? '✓' : '✗'}</span>
        ${say(isUndecided ? 'verdict_secret' : `verdict_${verdict}`)}
      </p>
      ${facts(view, received)} ${isUndecided ? nothing : problems.map((problem) => problemLine(view, problem, true))}
      ${state.body === undefined ? nothing : html`<p class="hint">${say('rawKept')}</p>`}
    </div>
    ${state.direction === 'notice' ? answer(view, received) : nothing} ${receivedFields(view, received)}
  `;
}

/**
 * @param {View} view
 * @param {import('fensign').Message} received
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
 * @param {View} view
 * @param {import('fensign').Message} received
 */
const answer = (view, received) => html`
  <div class="card">
    ${cardHead(view.say('answer'))}
    ${
      /** @type {const} */ (['ack', 'refuse']).map((which) => {
        const { contentType, body } = received[which];
        return html`
          <div class="answer">
            <p class="hint">${view.say(which)} · ${contentType}</p>
            <pre class="code"><code>${body === '' ? view.say('outcome_unknown') : body}</code></pre>
            ${body === '' ? nothing : copyButton(view, body, view.say(which))}
          </div>
        `;
      })
    }
  </div>
`;

/**
 * @param {View} view
 * @param {import('fensign').Message} received
 */
const receivedFields = ({ say, mask }, { fields }) => html`
  <div class="card">
    ${cardHead(say('fields'))}
    <table class="part">
      <thead>
        <tr>
          <th scope="col">${say('name')}</th>
          <th scope="col">${say('text')}</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(fields).map(
          ([name, text]) =>
            html`<tr>
              <th scope="row"><code>${visible(mask.hide(name))}</code></th>
              <td class="mono">${text === '' ? html`<span class="faint">${say('empty')}</span>` : visible(text)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>
`;
