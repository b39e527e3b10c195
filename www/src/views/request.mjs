// The request, ready to send.
import { html, nothing } from '../html.mjs';
import { toBody, toCurl, toFetch } from '../request.mjs';
import { encodingOf, operationOf, tableOf } from '../state.mjs';
import { cardHead, copyButton, problemLine, segmented } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */

const WRITERS = { curl: toCurl, fetch: toFetch, body: toBody };

/** @param {View} view */
export function request(view) {
  const { outcome, say, actions, state } = view;
  const made = outcome.request;
  const isShown = made !== undefined && (state.secret !== '' || made.sign === undefined);
  const text = isShown ? WRITERS[state.view](made) : undefined;
  return html`
    <div class="card">
      ${cardHead(say('ready'), text === undefined ? nothing : copyButton(view, text, state.view))}
      <div class="switches">
        ${segmented({
          name: 'view',
          label: say('ready'),
          options: [
            ['curl', 'curl'],
            ['fetch', 'fetch'],
            ['body', say('body')],
          ],
          value: state.view,
          choose: (chosen) => actions.show({ view: chosen }),
        })}
        ${encodings(view)}
      </div>
      ${content(view, text)}
    </div>
  `;
}

/**
 * Where the gateway takes either.
 * @param {View} view
 */
function encodings({ state, say, actions }) {
  const choices = operationOf(state)?.encodings ?? [];
  if (choices.length < 2) return nothing;
  return segmented({
    name: 'encoding',
    label: say('encoding'),
    options: choices.map((encoding) => [encoding, say(`as_${encoding}`)]),
    value: encodingOf(state) ?? '',
    choose: actions.chooseEncoding,
  });
}

/**
 * @param {View} view
 * @param {string | undefined} text
 */
function content(view, text) {
  const { state, outcome, say } = view;
  const table = tableOf(state);
  if (!table) return html`<p class="hint">${say('noAddress')}</p>`;
  const note = html`<p class="note">${table.note[state.language]}</p>`;
  const made = outcome.request;
  if (!made) {
    const errors = outcome.problems.filter(({ severity }) => severity === 'error');
    return html`
      ${note} ${errors.length > 0 ? html`<p class="hint">${say('notReady', errors.length)}</p>` : nothing}
      ${errors.map((problem) => problemLine(view, problem, true))}
    `;
  }
  if (text === undefined) return [note, html`<p class="hint">${say('requestSecret')}</p>`];
  return html`
    ${note} ${differences(view, made)}
    <pre class="code" tabindex="0"><code>${text}</code></pre>
  `;
}

/**
 * @param {View} view
 * @param {import('fensign').SignedRequest} made
 */
function differences({ state, outcome, say }, made) {
  const given = new Set(state.rows.map(({ name }) => name));
  const filled = Object.keys(made.fields).filter((name) => !given.has(name) && made.fields[name] !== made.sign);
  if (filled.length > 0) return html`<p class="hint">${say('filled', filled.join(', '))}</p>`;
  const isSame = outcome.explanation === undefined || made.sign === outcome.explanation.sign;
  return isSame ? nothing : html`<p class="hint">${say('adjusted')}</p>`;
}
