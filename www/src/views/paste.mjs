// The paste box, and how it was read: which form, what of the text, with what reservations.
import { FORMS } from '../../../reader/forms.mjs';
import { html, live, nothing } from '../html.mjs';
import { pastedOf } from '../state.mjs';
import { linkPanel } from './link.mjs';
import { select, valueOf, visible } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */
/** @typedef {import('../state.mjs').PastedMessage} PastedMessage */

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
export const pasteBox = (view) => {
  const { state, say, actions } = view;
  return html`
    <div class="paste">
      <h3><label for="paste">${say('paste')}</label></h3>
      <textarea
        id="paste"
        class="mono"
        rows=${state.rows.length > 0 ? 3 : 7}
        spellcheck="false"
        autocomplete="off"
        autocapitalize="off"
        aria-describedby="paste-hint paste-read"
        .value=${live(state.pasteBox?.shown ?? '')}
        @beforeinput=${lookAtSelection}
        @input=${(/** @type {InputEvent} */ event) => takePaste(event, actions)}
        @change=${actions.veil}
      ></textarea>
      <div class="card-aside">${hasAnything(state) ? buttons(view) : nothing}</div>
      <p id="paste-hint" class="hint" ?hidden=${state.rows.length > 0}>${say('pasteHint')}</p>
      <div id="paste-read">${readAs(view)}</div>
      ${state.link === undefined ? nothing : linkPanel(view, state.link)}
    </div>
  `;
};

/** @param {View} view */
const buttons = ({ state, say, actions }) => html`
  <button
    type="button"
    class="quiet"
    id="share"
    aria-expanded=${state.link !== undefined}
    title=${say('shareHint')}
    @click=${actions.share}
  >
    ${say('share')}
  </button>
  <button type="button" class="quiet" id="reset" @click=${actions.reset}>${say('reset')}</button>
`;

/** @param {View} view */
function readAs(view) {
  const { state, say, mask } = view;
  const { messages, problem } = state.reading;
  const pasted = pastedOf(state);
  if (state.paste === '') return nothing;
  const sentence = (/** @type {import('../../../reader/types.mjs').Note} */ note) => mask.hide(note[state.language]);
  const problems = (pasted?.notes ?? []).filter(({ code }) => code !== 'excerpt').map(sentence);
  // That where it stopped is a note of its message too.
  if (problem && !problems.includes(sentence(problem))) problems.unshift(sentence(problem));
  return html`
    ${pasted === undefined ? nothing : readLine(view, pasted)} ${messages.length > 1 ? messageChoice(view) : nothing}
    ${pasted === undefined ? nothing : remarks(view, pasted).map((remark) => html`<p class="hint">${remark}</p>`)}
    ${problems.map((text) => html`<p class="problem warning">${text}</p>`)}
    ${pasted === undefined ? html`<p class="hint">${say('unreadable')}</p>` : nothing}
  `;
}

/**
 * @param {View} view
 * @param {PastedMessage} pasted
 */
const readLine = (view, pasted) => html`
  <p class="read">${view.say('read', FORMS[pasted.form][view.state.language], pasted.rows.length)}</p>
  ${taken(view, pasted)}
`;

/** Of the text around, and of both ends of what was taken, this much is shown. */
const AROUND = 24;

/**
 * What of the text it is, unless it is all of it.
 * @param {View} view
 * @param {PastedMessage} pasted
 */
function taken({ state, say, mask }, { taken: [start, end] }) {
  const { paste } = state;
  const [before, after] = [paste.slice(0, start), paste.slice(end)];
  if (before.trim() === '' && after.trim() === '') return nothing;
  // Masked as a whole: a piece of a key is not told from other text.
  const [left, inside, right] = [before, paste.slice(start, end), after].map((text) => mask.hide(text));
  const middle =
    inside && inside.length > 2 * AROUND ? `${inside.slice(0, AROUND)} … ${inside.slice(-AROUND)}` : inside;
  return html`<p class="taken hint">
    ${say('taken', start + 1, end, paste.length)}
    <span class="mono"
      >${left ? `…${left.slice(-AROUND)}` : ''}<mark>${visible(middle ?? '')}</mark>${right ? `${right.slice(0, AROUND)}…` : ''}</span
    >
  </p>`;
}

/**
 * Which of several messages is looked at.
 * @param {View} view
 */
const messageChoice = ({ state, say, mask, actions }) =>
  select({
    id: 'message-number',
    label: say('several', state.reading.messages.length),
    options: state.reading.messages.map(({ form, rows }, at) => {
      const names = rows.slice(0, 3).map(({ name, text }) => mask.hide(`${name}=${text.slice(0, 16)}`));
      return [String(at), `${at + 1} · ${FORMS[form][state.language]} · ${rows.length} · ${names.join(' ')}`];
    }),
    value: String(state.at),
    choose: (at) => actions.chooseMessage(Number(at)),
  });

/**
 * @param {View} view
 * @param {PastedMessage} pasted
 */
function remarks({ state, say, mask }, pasted) {
  const names = (/** @type {string} */ kind) =>
    pasted.rows
      .filter((row) => row.kind === kind)
      .map(({ name, text }) => mask.hide(kind === 'number' ? `${name} ${mask.hideValue(name, text)}` : name))
      .join(', ');
  return [
    pasted.secret === undefined ? '' : say('note_secret'),
    state.pasteBox?.hidden.length ? say('note_masked') : '',
    names('number') && say('note_number', names('number')),
    names('nested') && say('note_nested', names('nested')),
    pasted.exact ? '' : say('inexact'),
  ].filter(Boolean);
}
