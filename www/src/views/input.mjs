// What goes in: the paste box, which gateway, the secret, the received signature, the fields.
import { codePoint } from '../difference.mjs';
import { html, live, nothing } from '../html.mjs';
import { CUSTOM, TABLES, operationOf, ruleOf, signFieldOf, signOf, tableOf } from '../state.mjs';
import { fieldsForm } from './fields.mjs';
import { segmented, select, valueOf } from './parts.mjs';
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

/** @param {View} view */
const pasteBox = ({ state, say, actions }) => html`
  <div class="card paste">
    <div class="card-head">
      <h3><label for="paste">${say('paste')}</label></h3>
      <div class="card-aside">
        ${
          state.paste === '' && state.rows.length === 0
            ? nothing
            : html`
                <button type="button" class="quiet" title=${say('shareHint')} @click=${actions.share}>
                  ${say('share')}
                </button>
                <button type="button" class="quiet" @click=${actions.reset}>${say('reset')}</button>
              `
        }
      </div>
    </div>
    <textarea
      id="paste"
      class="mono"
      rows=${state.rows.length > 0 ? 5 : 7}
      spellcheck="false"
      autocomplete="off"
      autocapitalize="off"
      aria-describedby="paste-hint paste-read"
      .value=${live(state.paste)}
      @input=${(/** @type {Event} */ event) => actions.paste(valueOf(event))}
    ></textarea>
    <p id="paste-hint" class="hint" ?hidden=${state.rows.length > 0}>${say('pasteHint')}</p>
    <div id="paste-read">${readAs({ state, say })}</div>
  </div>
`;

/** @param {Pick<View, 'state' | 'say'>} view */
function readAs({ state, say }) {
  const { pasted } = state;
  if (pasted.form === 'empty') return nothing;
  const warnings = pasted.notes.map(({ code, field = '' }) => say(`note_${code}`, field));
  if (pasted.rows.length === 0) warnings.unshift(say('unreadable'));
  const names = (/** @type {string} */ kind) =>
    pasted.rows
      .filter((row) => row.kind === kind)
      .map(({ name, text }) => (kind === 'number' ? `${name} ${text}` : name))
      .join(', ');
  const remarks = [
    pasted.secret === undefined ? '' : say('note_secret'),
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

/** @param {View} view */
const choices = ({ state, say, actions }) => html`
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
          ['auto', detectedTitle({ state, say })],
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
        ? html`<p class="problem warning">${say('rawNeeded')}</p>`
        : nothing
    }
  </div>
`;

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
function blankEnds({ state, say }) {
  const blank = /^[\s\p{Cc}\p{Cf}]|[\s\p{Cc}\p{Cf}]$/u.exec(state.secret)?.[0];
  const exposed = state.rows.find(({ text }) => state.secret.length >= 4 && text.includes(state.secret));
  return [
    blank === undefined ? nothing : html`<p class="problem warning">${say('secretSpace', codePoint(blank))}</p>`,
    exposed === undefined ? nothing : html`<p class="problem warning">${say('note_exposed', exposed.name)}</p>`,
  ];
}

/** @param {View} view */
const receivedSign = ({ state, say, actions }) => html`
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
      .value=${live(signOf(state))}
      @input=${(/** @type {Event} */ event) => actions.setSign(valueOf(event))}
    />
  </div>
`;

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
              .value=${live(state.baseUrl)}
              @input=${(/** @type {Event} */ event) => actions.setBaseUrl(valueOf(event))}
            />
            <p id="base-url-hint" class="hint">${say(hasOwnAddress ? 'baseUrlNeeded' : 'baseUrlHint')}</p>
          </div>`
        : nothing
    }
    <details
      class="more"
      ?open=${live(state.hasMore)}
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
          .value=${live(state.theirs)}
          @input=${(/** @type {Event} */ event) => actions.setTheirs(valueOf(event))}
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
