// A rule of one's own that begins as that of a platform in the catalogue.
import { html, live, nothing } from '../html.mjs';
import { foundPresets, isAsPreset, PRESETS, presetOf, sourceParts } from '../presets.mjs';
import { prose, valueOf } from './parts.mjs';

/** @typedef {import('../presets.mjs').Preset} Preset */
/**
 * What it takes of a view.
 * @typedef {object} PresetsView
 * @property {Pick<import('../state.mjs').State, 'language' | 'rule'> & PresetState} state
 * @property {import('../i18n/words.mjs').Say} say
 * @property {{ usePreset(id: string): void, searchPresets(search: string): void }} actions
 */
/**
 * What the page keeps of it.
 * @typedef {object} PresetState
 * @property {string | undefined} preset the id of the one that was chosen
 * @property {string} presetSearch
 */

/** @param {PresetsView} view */
export function presets(view) {
  const { state, say, actions } = view;
  const found = foundPresets(state.presetSearch);
  const chosen = state.rule && presetOf(state.preset);
  return html`
    <div class="presets" role="group" aria-labelledby="presets-title">
      <h4 id="presets-title">${say('presets')} <small>${say('presetCount', found.length, PRESETS.length)}</small></h4>
      <div class="control">
        <label for="preset-search">${say('presetSearch')}</label>
        <input
          id="preset-search"
          type="search"
          autocomplete="off"
          spellcheck="false"
          .value=${live(state.presetSearch)}
          @input=${(/** @type {Event} */ event) => actions.searchPresets(valueOf(event))}
        />
      </div>
      <div class="control">
        <label for="preset">${say('preset')}</label>
        <select id="preset" size="6" @change=${(/** @type {Event} */ event) => actions.usePreset(valueOf(event))}>
          ${found.map(
            ({ id, title }) => html`
              <option value=${id} .selected=${live(id === chosen?.id)}>${title[state.language]} · ${id}</option>
            `,
          )}
        </select>
      </div>
      <div role="status">${chosen ? about(view, chosen, state.rule ?? {}) : nothing}</div>
    </div>
  `;
}

/**
 * Where a rule is known from, and how surely.
 * @param {PresetsView} view
 * @param {Preset} preset
 * @param {import('fensign').Rule} rule
 */
const about = ({ state, say }, preset, rule) => html`
  <p>
    <strong>${preset.title[state.language]}</strong>
    ${isAsPreset(preset, rule) ? nothing : html`<span class="tag">${say('ruleChanged')}</span>`}
  </p>
  ${preset.note === undefined ? nothing : html`<p class="hint">${prose(preset.note[state.language])}</p>`}
  ${preset.proof === undefined ? nothing : html`<p class="hint">${say(`proof_${preset.proof}`)}</p>`}
  <p class="hint source">
    ${say('presetSource')}
    ${sourceParts(preset.source).map(({ text, href }) =>
      href === undefined ? text : html`<a href=${href} target="_blank" rel="noreferrer">${text}</a>`,
    )}
  </p>
`;
