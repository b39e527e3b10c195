// What to answer a notification with.
import { html, nothing } from '../html.mjs';
import { cardHead, copyButton } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */

/** @param {View} view */
export function answer(view) {
  const { outcome, state, say } = view;
  const { message, verdict } = outcome;
  if (message === undefined || state.direction !== 'notice') return nothing;
  // One that is forged, or cannot be read, is not taken.
  const isRefused = verdict === 'differ' || verdict === 'malformed';
  /** @type {('ack' | 'refuse')[]} */
  const choices = isRefused ? ['refuse'] : ['ack', 'refuse'];
  return html`
    <div class="card">
      ${cardHead(say('answer'))}
      ${choices.map((which) => {
        const { contentType, body } = message[which];
        return html`
          <div class="answer">
            <p class="hint">${say(which === 'refuse' && isRefused ? 'refuseForged' : which)} · ${contentType}</p>
            <pre class="code"><code>${body === '' ? say('outcome_unknown') : body}</code></pre>
            ${body === '' ? nothing : copyButton(view, body, say(which))}
          </div>
        `;
      })}
    </div>
  `;
}
