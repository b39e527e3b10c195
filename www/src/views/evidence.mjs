// What a signature is judged by: the secret, the received signature, and whatever else is known.
import { codePoint } from '../difference.mjs';
import { html, live, nothing } from '../html.mjs';
import { headerOf, headerSignOf, isReceived, pastedOf, ruleOf, signFieldOf, signOf, tableOf } from '../state.mjs';
import { valueOf, veiledIn } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */

/** @param {View} view */
export const evidence = (view) => html`
  <div class="card evidence">
    ${secretField(view, {
      id: 'secret',
      label: view.say('secret'),
      hint: html`<small id="secret-hint">${view.say('secretHint')}</small>`,
      value: view.state.secret,
      set: view.actions.setSecret,
    })}
    ${blankEnds(view)} ${headerNote(view)} ${takesSign(view) && !cameWithSign(view) ? receivedSign(view) : nothing}
    ${moreEvidence(view)}
  </div>
`;

/**
 * @param {View} view
 * @param {{ id: string, label: string, hint?: unknown, value: string, set: (secret: string) => void }} field
 */
const secretField = ({ state, say, actions }, { id, label, hint = nothing, value, set }) => html`
  <div class="control">
    <p class="label"><label for=${id}>${label}</label> ${hint}</p>
    <div class="secret">
      <input
        id=${id}
        class="mono"
        type=${state.isShown ? 'text' : 'password'}
        autocomplete="off"
        spellcheck="false"
        data-1p-ignore
        aria-describedby="secret-hint"
        .value=${live(value)}
        @input=${(/** @type {Event} */ event) => set(valueOf(event))}
      />
      <button
        type="button"
        class="quiet"
        aria-pressed=${state.isShown}
        aria-label="${say(state.isShown ? 'hide' : 'show')} ${label}"
        @click=${() => actions.show({ isShown: !state.isShown })}
      >
        ${say(state.isShown ? 'hide' : 'show')}
      </button>
    </div>
  </div>
`;

/** A password field drops line ends itself, but not the other blanks that are copied along.
 * @param {View} view
 */
function blankEnds({ state, say, mask }) {
  const blank = /^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u.exec(state.secret)?.[0];
  const exposed = state.rows.find(({ text }) => state.secret.length >= 4 && text.includes(state.secret));
  return [
    blank === undefined ? nothing : html`<p class="problem warning">${say('secretSpace', codePoint(blank))}</p>`,
    exposed === undefined
      ? nothing
      : html`<p class="problem warning">${say('note_exposed', mask.hide(exposed.name))}</p>`,
  ];
}

/**
 * Why a header that is there gives no signature.
 * @param {View} view
 */
function headerNote({ state, say }) {
  const found = headerSignOf(state);
  return found?.note === undefined
    ? nothing
    : html`<p class="problem warning">${say(found.note, found.header, found.format)}</p>`;
}

/**
 * What was received has its signature in it, unless a header carries it.
 * @param {View} view
 */
const takesSign = ({ state }) => (!isReceived(state) || headerOf(state) !== undefined) && ruleOf(state) !== undefined;

/**
 * By what does not change while one types: an input that moved would lose the focus.
 * @param {View} view
 */
const cameWithSign = ({ state }) =>
  pastedOf(state)?.sign !== undefined || state.named.includes(signFieldOf(state) ?? '');

/** @param {View} view */
const receivedSign = (view) => {
  const { state, say, actions } = view;
  return html`
    <div class="control">
      <label for="sign">${say('sign')} <code>${signFieldOf(state) ?? headerOf(state)}</code></label>
      <input
        id="sign"
        class="mono"
        autocomplete="off"
        spellcheck="false"
        autocapitalize="off"
        placeholder=${say('signHint')}
        .value=${live(veiledIn(view, 'sign', signOf(state)))}
        @input=${(/** @type {Event} */ event) => actions.setSign(valueOf(event))}
        @focus=${actions.refresh}
        @blur=${actions.refresh}
      />
    </div>
  `;
};

/** @param {View} view */
const moreEvidence = (view) => {
  const { state, say, actions } = view;
  const hasOwnAddress = tableOf(state)?.baseUrl === undefined;
  return html`
    <details
      class="more"
      ?open=${state.hasMore}
      @toggle=${(/** @type {Event} */ event) => actions.unfold('hasMore', /** @type {HTMLDetailsElement} */ (event.target).open)}
    >
      <summary>${say('more')}</summary>
      ${takesSign(view) && cameWithSign(view) ? receivedSign(view) : nothing}
      ${
        !isReceived(state) && tableOf(state)
          ? html`<div class="control">
              <label for="base-url">${say('baseUrl')}</label>
              <input
                id="base-url"
                class="mono"
                inputmode="url"
                autocomplete="off"
                spellcheck="false"
                placeholder=${tableOf(state)?.baseUrl ?? 'https://'}
                aria-describedby="base-url-hint"
                .value=${live(veiledIn(view, 'base-url', state.baseUrl))}
                @input=${(/** @type {Event} */ event) => actions.setBaseUrl(valueOf(event))}
                @focus=${actions.refresh}
                @blur=${actions.refresh}
              />
              <p id="base-url-hint" class="hint">${say(hasOwnAddress ? 'baseUrlNeeded' : 'baseUrlHint')}</p>
            </div>`
          : nothing
      }
      <div class="control">
        <label for="theirs">${say('theirs')}</label>
        <textarea
          id="theirs"
          class="mono"
          rows="3"
          spellcheck="false"
          autocapitalize="off"
          aria-describedby="theirs-hint"
          .value=${live(state.theirsBox?.shown ?? '')}
          @input=${(/** @type {InputEvent} */ event) => {
            actions.setTheirs(valueOf(event));
            if (/^insertFrom/.test(event.inputType)) actions.veil();
          }}
          @change=${actions.veil}
        ></textarea>
        <p id="theirs-hint" class="hint">${say('theirsHint')}</p>
      </div>
      ${state.candidates.map((candidate, index) =>
        secretField(view, {
          id: `candidate-${index}`,
          label: say('candidate', index + 1),
          value: candidate,
          set: (secret) => actions.setCandidates(state.candidates.map((other, at) => (at === index ? secret : other))),
        }),
      )}
      <button type="button" class="quiet" @click=${() => actions.setCandidates([...state.candidates, ''])}>
        ＋ ${say('addCandidate')}
      </button>
    </details>
  `;
};
