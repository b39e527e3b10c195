// Small parts that several views are made of.
import { codePoint, visibleRuns } from '../difference.mjs';
import { html, live, nothing } from '../html.mjs';

/** @typedef {import('../app.mjs').View} View */

/**
 * A choice among a few, side by side: radio buttons in all but looks.
 * @template {string} T
 * @param {{ name: string, label: string, options: readonly (readonly [T, string])[], value: T, choose: (value: T) => void }} choice
 */
export const segmented = ({ name, label, options, value, choose }) => html`
  <fieldset class="segmented">
    <legend class="unseen">${label}</legend>
    ${options.map(
      ([option, text]) => html`
        <label>
          <input
            type="radio"
            name=${name}
            value=${option}
            .checked=${live(option === value)}
            @change=${() => choose(option)}
          />
          <span>${text}</span>
        </label>
      `,
    )}
  </fieldset>
`;

/**
 * @param {{ id: string, label: string, options: readonly (readonly [string, string])[], value: string,
 *   choose: (value: string) => void }} choice
 */
export const select = ({ id, label, options, value, choose }) => html`
  <div class="control">
    <label for=${id}>${label}</label>
    <select id=${id} @change=${(/** @type {Event} */ event) => choose(valueOf(event))}>
      ${options.map(
        ([option, text]) => html`<option value=${option} .selected=${live(option === value)}>${text}</option>`,
      )}
    </select>
  </div>
`;

/** @param {Event} event */
export const valueOf = (event) => /** @type {HTMLInputElement} */ (event.target).value;

/**
 * What an input shows: a key in it only while it is edited.
 * @param {View} view
 * @param {string} id
 * @param {string} text
 */
export const veiledIn = ({ mask }, id, text) => (document.activeElement?.id === id ? text : mask.hide(text));

/**
 * A title on the left, something small on the right.
 * @param {unknown} title
 * @param {unknown} [aside]
 */
export const cardHead = (title, aside = nothing) => html`
  <div class="card-head">
    <h3>${title}</h3>
    <div class="card-aside">${aside}</div>
  </div>
`;

/**
 * @param {View} view
 * @param {string} text
 * @param {string} of what is copied
 */
export const copyButton = ({ say, actions }, text, of) => html`
  <button type="button" class="quiet" aria-label="${say('copy')} ${of}" @click=${() => actions.copy(text)}>
    ${say('copy')}
  </button>
`;

/**
 * What cannot be seen is written as its code point.
 * @param {string} text
 */
export const visible = (text) =>
  visibleRuns(text).map((run) =>
    run.isVisible ? run.text : html`<span class="invisible">${codePoint(run.text)}</span>`,
  );

/**
 * The package's sentences put code in backticks.
 * @param {string} text
 */
export const prose = (text) =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));

/**
 * @param {View} view
 * @param {import('../state.mjs').Problem} problem
 * @param {boolean} [isNamed] whether to name its field
 */
export const problemLine = ({ state, say, mask }, { field, severity, message, messageZh }, isNamed = false) => html`
  <p class="problem ${severity}">
    <span class="unseen">${say(severity)}: </span
    >${isNamed && field ? html`<code>${mask.hide(field)}</code> ` : nothing}${prose(mask.hide(state.language === 'zh' ? messageZh : message))}
  </p>
`;
