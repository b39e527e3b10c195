// Whose message it is: gateway, operation, kind; as it was guessed, or as somebody chose.
import { html, nothing } from '../html.mjs';
import { CUSTOM, TABLES, isReceived, operationOf, tableOf } from '../state.mjs';
import { segmented, select } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */

/** @param {View} view */
export const choices = (view) => {
  const { state, say, actions } = view;
  const isKnown = state.gateway !== '';
  return html`
    <div class="choices">
      ${isKnown || state.rows.length === 0 ? nothing : html`<p class="problem warning">${say('undetected')}</p>`}
      <details
        ?open=${state.isChoosing || (!isKnown && state.rows.length > 0)}
        @toggle=${(/** @type {Event} */ event) =>
          actions.unfold('isChoosing', /** @type {HTMLDetailsElement} */ (event.target).open)}
      >
        <summary>${isKnown ? known(view) : say('orChoose')}</summary>
        ${controls(view)}
      </details>
      ${
        isReceived(state) && state.whole === undefined
          ? html`<p class="problem warning">${say(state.rows.length > 0 ? 'rawRebuilt' : 'rawNeeded')}</p>`
          : nothing
      }
      ${guess(view)}
    </div>
  `;
};

/** @param {View} view */
const known = ({ state, say }) => {
  const title = state.direction === 'notice' ? undefined : operationOf(state)?.title[state.language];
  return html`
    <strong>${tableOf(state)?.title[state.language] ?? say('custom')}</strong>
    ${title === undefined ? nothing : html`<span>· ${title}</span>`} <span>· ${say(state.direction)}</span>
    ${
      state.rule !== undefined && state.gateway !== CUSTOM
        ? html`<span class="tag">${say('rule')} · ${say('ruleChanged')}</span>`
        : nothing
    }
    <span class="change">${say('change')}</span>
  `;
};

/** @param {View} view */
const controls = (view) => {
  const { state, say, actions } = view;
  return html`
    <div class="pair">
      ${select({
        id: 'gateway',
        label: say('gateway'),
        options: [
          ['auto', detectedTitle(view)],
          ...TABLES.map(({ id, title }) => /** @type {const} */ ([id, title[state.language]])),
          [CUSTOM, say('custom')],
        ],
        value: state.choice,
        choose: actions.chooseGateway,
      })}
      ${
        tableOf(state)
          ? select({
              id: 'operation',
              label: say('operation'),
              options: (tableOf(state)?.operations ?? []).map(({ name, title }) => [
                name,
                `${title[state.language]} · ${name}`,
              ]),
              value: state.operation,
              choose: actions.chooseOperation,
            })
          : nothing
      }
    </div>
    ${
      state.gateway === ''
        ? nothing
        : segmented({
            name: 'direction',
            label: say('direction'),
            options: [
              ['request', say('request')],
              ['reply', say('reply')],
              ['notice', say('notice')],
            ],
            value: state.direction,
            choose: actions.chooseDirection,
          })
    }
  `;
};

/** @param {Pick<View, 'state' | 'say'>} view */
function detectedTitle({ state, say }) {
  const title = state.choice === 'auto' ? tableOf(state)?.title[state.language] : undefined;
  return title === undefined ? say('detect') : `${say('detect')} · ${title}`;
}

/**
 * What the message may be as well, where its names do not settle it.
 * @param {View} view
 */
function guess({ state, say, actions }) {
  if (state.others.length === 0) return nothing;
  /** @param {import('../guess.mjs').Guess} guess */
  const words = ({ gateway, operation, direction }) => {
    const table = TABLES.find(({ id }) => id === gateway);
    const title = table?.operations.find(({ name }) => name === operation)?.title[state.language];
    const what = direction === 'request' ? `${say(direction)} · ${title ?? operation}` : say(direction);
    return `${table?.title[state.language] ?? gateway} · ${what}`;
  };
  return html`
    <div class="guess">
      <p class="problem warning">${say('guess', words(state))}</p>
      ${state.others.map(
        (other) =>
          html`<button type="button" class="chip" @click=${() => actions.chooseGuess(other)}>${words(other)}</button>`,
      )}
    </div>
  `;
}
