// What goes in: the paste box, which gateway, the secret, the received signature, the fields.
import { codePoint } from '../difference.mjs';
import { html, live, nothing } from '../html.mjs';
import { CUSTOM, TABLES, operationOf, ruleOf, signFieldOf, signOf, tableOf } from '../state.mjs';
import { fieldsForm } from './fields.mjs';
import { linkPanel } from './link.mjs';
import { segmented, select, valueOf, veiledIn } from './parts.mjs';
import { ruleForm } from './rule.mjs';

/** @typedef {import('../app.mjs').View} View */

/** @param {View} view */
export const message = (view) => html`
  <section class="message" aria-labelledby="message-title">
    <h2 id="message-title" class="unseen">${view.say('input')}</h2>
    ${pasteBox(view)} ${choices(view)} ${view.state.gateway === '' ? nothing : evidence(view)}
  </section>
`;

/** @param {View} view */
export const form = (view) =>
  view.state.gateway === ''
    ? nothing
    : html`
        <section class="form" aria-labelledby="form-title">
          <h2 id="form-title" class="unseen">${view.say('form')}</h2>
          ${needsRule(view) ? [ruleForm(view), fields(view)] : [fields(view), ruleForm(view)]}
        </section>
      `;

/** @param {View} view */
const fields = (view) => (view.state.direction === 'request' ? fieldsForm(view) : nothing);

/**
 * Where the gateway has none of its own, the rule is the first thing to fill in.
 * @param {View} view
 */
const needsRule = ({ state }) => tableOf(state)?.rule === undefined;

/** Whether the next input replaces all that the paste box has. */
let isWhole = false;

/** @param {Event} event */
const lookAtSelection = ({ target }) => {
  const { selectionStart, selectionEnd, value } = /** @type {HTMLTextAreaElement} */ (target);
  isWhole = selectionStart === 0 && selectionEnd === value.length;
};

/**
 * @param {InputEvent} event
 * @param {View['actions']} actions
 */
function takePaste(event, actions) {
  const shown = valueOf(event);
  actions.paste(shown, isWhole || event.data === shown);
  isWhole = false;
  // What was typed is masked when the box is left.
  if (/^insertFrom/.test(event.inputType)) actions.veil();
}

/** @param {View['state']} state */
const hasAnything = ({ paste, rows, rule }) => paste !== '' || rows.length > 0 || rule !== undefined;

/** @param {View} view */
const pasteBox = (view) => {
  const { state, say, actions } = view;
  return html`
    <div class="card paste">
      <div class="card-head">
        <h3><label for="paste">${say('paste')}</label></h3>
        <div class="card-aside">
          ${
            hasAnything(state)
              ? html`
                  <button
                    type="button"
                    class="quiet"
                    aria-expanded=${state.link !== undefined}
                    title=${say('shareHint')}
                    @click=${actions.share}
                  >
                    ${say('share')}
                  </button>
                  <button type="button" class="quiet" @click=${actions.reset}>${say('reset')}</button>
                `
              : nothing
          }
        </div>
      </div>
      ${state.link === undefined ? nothing : linkPanel(view, state.link)}
      <textarea
        id="paste"
        class="mono"
        rows=${state.rows.length > 0 ? 5 : 7}
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        aria-describedby="paste-hint paste-read"
        .value=${live(state.pasteBox?.shown ?? '')}
        @beforeinput=${lookAtSelection}
        @input=${(/** @type {InputEvent} */ event) => takePaste(event, actions)}
        @change=${actions.veil}
      ></textarea>
      <p id="paste-hint" class="hint" ?hidden=${state.rows.length > 0}>${say('pasteHint')}</p>
      <div id="paste-read">${readAs(view)}</div>
    </div>
  `;
};

/** @param {View} view */
function readAs({ state, say, mask }) {
  const { pasted } = state;
  if (pasted.form === 'empty') return nothing;
  const warnings = pasted.notes.map(({ code, field = '' }) => say(`note_${code}`, mask.hide(field)));
  if (pasted.rows.length === 0) warnings.unshift(say('unreadable'));
  const names = (/** @type {string} */ kind) =>
    pasted.rows
      .filter((row) => row.kind === kind)
      .map(({ name, text }) => (kind === 'number' ? `${name} ${mask.hideValue(name, text)}` : name))
      .join(', ');
  const remarks = [
    pasted.secret === undefined ? '' : say('note_secret'),
    state.pasteBox?.hidden.length ? say('note_masked') : '',
    names('number') && say('note_number', names('number')),
    names('nested') && say('note_nested', names('nested')),
  ];
  return html`
    ${
      pasted.rows.length === 0
        ? nothing
        : html`<p class="read">
            ${say('read', say(`form_${/** @type {'json'} */ (pasted.form)}`), pasted.rows.length)}
          </p>`
    }
    ${remarks.filter(Boolean).map((remark) => html`<p class="hint">${remark}</p>`)}
    ${warnings.map((warning) => html`<p class="problem warning">${warning}</p>`)}
  `;
}

/**
 * What the message may be as well, where its names do not settle it.
 * @param {View} view
 */
function guess({ state, say, actions }) {
  if (state.others.length === 0) return nothing;
  /** @param {import('../detect.mjs').Guess} guess */
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

/** @param {View} view */
const choices = (view) => {
  const { state, say, actions } = view;
  return html`
    <div class="card choices">
      ${
        state.gateway === ''
          ? html`<p class=${state.rows.length > 0 ? 'problem warning' : 'hint'}>
              ${say(state.rows.length > 0 ? 'undetected' : 'orChoose')}
            </p>`
          : nothing
      }
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
      ${
        state.direction !== 'request' && state.body === undefined
          ? html`<p class="problem warning">${say(state.rows.length > 0 ? 'rawRebuilt' : 'rawNeeded')}</p>`
          : nothing
      }
      ${guess(view)}
    </div>
  `;
};

/** @param {Pick<View, 'state' | 'say'>} view */
function detectedTitle({ state, say }) {
  const title = state.choice === 'auto' ? tableOf(state)?.title[state.language] : undefined;
  return title === undefined ? say('detect') : `${say('detect')} · ${title}`;
}

/** @param {View} view */
const evidence = (view) => html`
  <div class="card evidence">
    ${secretField(view, {
      id: 'secret',
      label: view.say('secret'),
      value: view.state.secret,
      set: view.actions.setSecret,
    })}
    <p id="secret-hint" class="hint">${view.say('secretHint')}</p>
    ${blankEnds(view)}
    ${view.state.direction === 'request' && ruleOf(view.state) !== undefined ? receivedSign(view) : nothing}
    ${moreEvidence(view)}
  </div>
`;

/**
 * @param {View} view
 * @param {{ id: string, label: string, value: string, set: (secret: string) => void }} field
 */
const secretField = ({ state, say, actions }, { id, label, value, set }) => html`
  <div class="control">
    <label for=${id}>${label}</label>
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

/** @param {View} view */
const receivedSign = (view) => {
  const { state, say, actions } = view;
  return html`
    <div class="control">
      <label for="sign"
        >${say('sign')} <code>${signFieldOf(state) ?? operationOf(state)?.bodySignature?.header}</code></label
      >
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
    ${
      state.direction === 'request' && tableOf(state)
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
    <details
      class="more"
      ?open=${state.hasMore}
      @toggle=${(/** @type {Event} */ event) => actions.unfold(/** @type {HTMLDetailsElement} */ (event.target).open)}
    >
      <summary>${say('more')}</summary>
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
