// Why two signatures differ: the causes in words, what to do about each, and where the two strings differ.
import { FensignError } from 'fensign';
import { CAUSES } from '../../../pkg-template/src/cli/causes.mjs';
import { html, nothing } from '../html.mjs';
import { isReceived, whoseOf } from '../state.mjs';
import { voiced } from '../voice.mjs';
import { problemLine, prose, segmented } from './parts.mjs';
import { sides } from './sides.mjs';

/** @typedef {import('../app.mjs').View} View */
/** @typedef {import('fensign/diagnose').Diagnosis} Diagnosis */
/** @typedef {import('fensign/diagnose').Finding} Finding */
/** @typedef {{ message: string, messageZh: string }} Said */

/** @param {View} view */
export function diagnosis(view) {
  const { state, say } = view;
  const found = state.diagnosis;
  const isFound = found !== undefined && !(found instanceof FensignError);
  return html`
    <div class="card diagnosis" aria-live="polite" aria-busy=${found === undefined}>
      <h3 class="unseen">${say('diagnosis')}</h3>
      ${
        found === undefined
          ? html`<p class="hint">${say('searching')}</p>`
          : found instanceof FensignError
            ? found.problems.map((problem) => problemLine(view, problem, true))
            : findings(view, found)
      }
      ${isFound ? html`<p class="hint tried">${say('tried', found.tried)}</p>` : nothing}
    </div>
  `;
}

/** @param {View} view */
const whose = ({ state, say, actions }) => html`
  <div class="whose hint">
    <span aria-hidden="true">${say('whose')}</span>
    ${segmented({
      name: 'whose',
      label: say('whose'),
      options: [
        ['mine', say('whose_mine')],
        ['gateway', say('whose_gateway')],
      ],
      value: whoseOf(state),
      choose: actions.chooseWhose,
    })}
  </div>
`;

/**
 * @param {View} view
 * @param {Diagnosis} found
 */
function findings(view, found) {
  const { state, outcome, mask, say } = view;
  const words = (/** @type {Said} */ one) =>
    prose(voiced(state.language === 'zh' ? one.messageZh : one.message, state.language, whoseOf(state)));
  const certain = found.findings.flatMap((finding, number) => (finding.certain && finding.change ? [number] : []));
  const proof = found.findings.find(({ certain, string }) => certain && string !== undefined)?.string;
  // What was taken of a pasted line; a line break at its end is the text box's.
  const pasted = found.difference?.taken ?? mask.hide(state.theirs.replace(/[\r\n]+$/, ''));
  const theirs = proof ?? (pasted.trim() === '' ? undefined : pasted);
  const ours = outcome.explanation?.string;
  return html`
    ${found.verdict === 'cause' ? nothing : html`<p class="cause">${words(found)}</p>`}
    ${found.findings.map((finding, number) => findingCard(view, finding, number, words))}
    ${certain.length > 1 && mayApply(view) ? applyButton(view, certain, say('applyAll')) : nothing} ${whose(view)}
    ${found.difference ? html`<p class="cause">${words(found.difference)}</p>` : nothing}
    ${ours === undefined || theirs === undefined ? nothing : ours === theirs ? html`<p class="hint">${say('sameStrings')}</p>` : sides(view, { ours, theirs, rule: outcome.explanation?.rule ?? {} }, [say('ours'), say(`side_${whoseOf(state)}`)])}
    ${found.verdict === 'cause' ? nothing : ruledOut(view, found)}
  `;
}

/**
 * @param {View} view
 * @param {Finding} finding
 * @param {number} number
 * @param {(said: Said) => unknown} words
 */
const findingCard = (view, finding, number, words) => html`
  <div class="finding ${finding.certain ? 'certain' : ''}" data-cause=${finding.id}>
    <p class="finding-head">
      <span class="tag">${view.say(howSure(view, finding))}</span>
      <strong>${causeName(view, finding.id)}</strong>
    </p>
    <p class="cause">${words(finding)}</p>
    ${finding.change && mayApply(view, finding) ? applyButton(view, [number], view.say('apply')) : nothing}
  </div>
`;

/**
 * What was trimmed or guessed as it was read is not what was signed: a cause may fit it, and proves nothing.
 * @param {View} view
 * @param {Finding} finding
 */
const howSure = ({ state }, { certain }) => (certain ? (state.isExact ? 'proved' : 'fits') : 'suspected');

/**
 * Received fields are the gateway's own: what it signed cannot be changed here.
 * @param {View} view
 * @param {Finding} [finding]
 */
const mayApply = ({ state }, finding) => !isReceived(state) || (finding?.change && !('fields' in finding.change));

/**
 * @param {View} view
 * @param {number[]} numbers
 * @param {string} text
 */
const applyButton = ({ actions }, numbers, text) => html`
  <button type="button" class="quiet apply" @click=${() => actions.apply(numbers)}>${text}</button>
`;

/**
 * Its name, and the page of the documents that tells more.
 * @param {View} view
 * @param {keyof typeof CAUSES} id
 */
function causeName({ state }, id) {
  const page = state.language === 'zh' ? 'causes.zh-CN.md' : 'causes.md';
  const address = `https://github.com/fensign/fensign/blob/main/docs/${page}#${id.toLowerCase()}`;
  return html`<a href=${address} target="_blank" rel="noreferrer">${prose(CAUSES[id][state.language])}</a>
    <span class="finding-id">${id}</span>`;
}

/**
 * Those that are neither found nor suspected.
 * @param {View} view
 * @param {Diagnosis} found
 */
function ruledOut(view, found) {
  const named = new Set(found.findings.flatMap(({ id, or = [] }) => [id, ...or.map((other) => other.id)]));
  const ids = found.ruledOut.filter((id) => !named.has(id));
  if (ids.length === 0) return nothing;
  return html`
    <details class="more ruled-out">
      <summary>${view.say('ruledOut')} · ${ids.length}</summary>
      <ul>
        ${ids.map((id) => html`<li>${causeName(view, id)}</li>`)}
      </ul>
    </details>
  `;
}
