// Two strings compared without any message.
import { LIMITS } from 'fensign';
import { byteLength } from '../difference.mjs';
import { html, live, nothing } from '../html.mjs';
import { joinerOf, shownStrings } from '../two-strings.mjs';
import { valueOf } from './parts.mjs';
import { sides } from './sides.mjs';

/** @typedef {import('../two-strings.mjs').TwoStrings} TwoStrings */
/**
 * What it takes of a view.
 * @typedef {object} StringsView
 * @property {TwoStrings} state
 * @property {import('../masking.mjs').Mask} mask
 * @property {import('../i18n/words.mjs').Say} say
 * @property {{ setLeft(shown: string): void, setRight(shown: string): void, veil(): void }} actions
 */

/** @param {StringsView} view */
export const twoStrings = (view) => html`
  <section class="card two-strings" aria-label=${view.say('twoStrings')}>
    <p class="hint" id="two-strings-hint">${view.say('twoStringsHint')}</p>
    <div class="pair">
      ${box(view, 'left', view.say('leftString'), view.actions.setLeft)}
      ${box(view, 'right', view.say('rightString'), view.actions.setRight)}
    </div>
    ${result(view)}
  </section>
`;

/**
 * @param {StringsView} view
 * @param {'left' | 'right'} side
 * @param {string} label
 * @param {(shown: string) => void} set
 */
const box = ({ state, actions }, side, label, set) => html`
  <div class="control">
    <label for=${side}>${label}</label>
    <textarea
      id=${side}
      class="mono"
      rows="4"
      spellcheck="false"
      autocomplete="off"
      autocapitalize="off"
      aria-describedby="two-strings-hint"
      .value=${live(state[`${side}Box`]?.shown ?? '')}
      @input=${(/** @type {InputEvent} */ event) => {
        set(valueOf(event));
        // What was typed is masked when the box is left.
        if (/^insertFrom/.test(event.inputType)) actions.veil();
      }}
      @change=${actions.veil}
    ></textarea>
  </div>
`;

/** @param {StringsView} view */
function result({ state, mask, say }) {
  const { isTooLong, pair } = shownStrings(state, mask);
  if (isTooLong) return html`<p class="problem error" role="status">${say('tooLong', LIMITS.text)}</p>`;
  if (!pair) return nothing;
  const { ours, theirs, hasOtherKeys } = pair;
  const isSame = ours === theirs && !hasOtherKeys;
  return html`
    <p class="verdict ${isSame ? 'match' : 'differ'}" role="status">
      <span class="mark" aria-hidden="true">${isSame ? '✓' : '✗'}</span>
      ${isSame ? say('stringsSame', byteLength(state.left)) : say('stringsDiffer')}
    </p>
    ${hasOtherKeys ? html`<p class="problem warning">${say('keysDiffer')}</p>` : nothing}
    ${ours === theirs ? nothing : sides({ say }, { ours, theirs, rule: { join: joinerOf(ours, theirs) } }, [say('leftString'), say('rightString')])}
  `;
}
