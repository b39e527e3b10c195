// Why two signatures differ: the causes in words, and the two strings side by side.
import { FensignError } from 'fensign';
import { byteLength, codePoint, compare } from '../difference.mjs';
import { html, nothing } from '../html.mjs';
import { ruleOf } from '../state.mjs';
import { problemLine, prose, visible } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */
/** @typedef {import('fensign/diagnose').Diagnosis} Diagnosis */

/** @param {View} view */
export function diagnosis(view) {
  const { state, say } = view;
  const found = state.diagnosis;
  return html`
    <div class="card diagnosis" aria-live="polite">
      <div class="card-head">
        <h3>${say('diagnosis')}</h3>
        <p class="card-aside hint">
          ${found && !(found instanceof FensignError) ? say('tried', found.tried) : nothing}
        </p>
      </div>
      ${
        found === undefined
          ? html`<p class="hint">${say('searching')}</p>`
          : found instanceof FensignError
            ? found.problems.map((problem) => problemLine(view, problem, true))
            : findings(view, found)
      }
    </div>
  `;
}

/**
 * @param {View} view
 * @param {Diagnosis} found
 */
function findings(view, found) {
  const { state, outcome, mask, say } = view;
  const words = (/** @type {{ message: string, messageZh: string }} */ one) =>
    prose(state.language === 'zh' ? one.messageZh : one.message);
  const proof = found.findings.find(({ certain, string }) => certain && string !== undefined)?.string;
  // What was taken of a pasted line; a line break at its end is the text box's.
  const pasted = found.difference?.taken ?? mask.hide(state.theirs.replace(/[\r\n]+$/, ''));
  const theirs = proof ?? (pasted.trim() === '' ? undefined : pasted);
  const ours = outcome.explanation?.string;
  return html`
    ${found.verdict === 'cause' ? nothing : html`<p class="cause">${words(found)}</p>`}
    ${found.findings.map(
      (finding) => html`
        <div class="finding ${finding.certain ? 'certain' : ''}" data-cause=${finding.id}>
          <p class="finding-head">
            <span class="tag">${say(finding.certain ? 'proved' : 'suspected')}</span>
            ${(finding.fields ?? []).map((name) => html`<code>${name}</code>`)}
            <span class="finding-id">${finding.id}</span>
          </p>
          <p class="cause">${words(finding)}</p>
        </div>
      `,
    )}
    ${found.difference ? html`<p class="cause">${words(found.difference)}</p>` : nothing}
    ${ours !== undefined && theirs !== undefined ? sideBySide(view, ours, theirs) : nothing}
    ${
      found.ruledOut.length > 0 && found.verdict !== 'cause'
        ? html`<p class="hint">${say('ruledOut')}: ${found.ruledOut.join(' ')}</p>`
        : nothing
    }
  `;
}

/**
 * @param {View} view
 * @param {string} ours
 * @param {string} theirs
 */
function sideBySide({ state, say }, ours, theirs) {
  if (ours === theirs) return html`<p class="hint">${say('sameStrings')}</p>`;
  const sides = compare(ours, theirs, ruleOf(state)?.join ?? '&');
  return html`
    <div class="sides">
      ${side(say('ourString'), say('bytes', byteLength(ours)), sides.ours, 'ours')}
      ${side(say('theirString'), say('bytes', byteLength(theirs)), sides.theirs, 'theirs')}
    </div>
    <h4>${say('differenceAt')}</h4>
    ${changeTable(say, sides.changes)}
  `;
}

/**
 * @param {string} title
 * @param {string} size
 * @param {import('../difference.mjs').Segment[]} segments
 * @param {string} name
 */
const side = (title, size, segments, name) => html`
  <div>
    <h4>${title} <small>${size}</small></h4>
    <p class="bytes mono" data-side=${name}>
      ${segments.map(({ text, differs }) => (differs ? html`<mark>${visible(text)}</mark>` : html`<span>${visible(text)}</span>`))}
    </p>
  </div>
`;

const MOST_CHANGES = 8;
const MOST_CHARACTERS = 24;
const MOST_CODE_POINTS = 4;

/**
 * @param {View['say']} say
 * @param {import('../difference.mjs').Change[]} changes
 */
const changeTable = (say, changes) => html`
  <table class="part changes">
    <thead>
      <tr>
        <th scope="col">${say('atByte')}</th>
        <th scope="col">${say('ours')}</th>
        <th scope="col">${say('theirString')}</th>
      </tr>
    </thead>
    <tbody>
      ${changes.slice(0, MOST_CHANGES).map(
        ({ offset, ours, theirs }) => html`
          <tr>
            <th scope="row" class="mono">${offset}</th>
            <td>${characters(say, ours)}</td>
            <td>${characters(say, theirs)}</td>
          </tr>
        `,
      )}
    </tbody>
  </table>
  ${changes.length > MOST_CHANGES ? html`<p class="hint">… ${changes.length - MOST_CHANGES}</p>` : nothing}
`;

/**
 * The text, and its first characters by code point, which tells look-alikes apart.
 * @param {View['say']} say
 * @param {string} text
 */
function characters(say, text) {
  if (text === '') return html`<span class="faint">${say('nothing')}</span>`;
  const all = Array.from(text);
  const more = (/** @type {number} */ most) => (all.length > most ? '…' : '');
  return html`
    <span class="mono changed">${visible(all.slice(0, MOST_CHARACTERS).join(''))}</span>${more(MOST_CHARACTERS)}
    <small class="mono">${all.slice(0, MOST_CODE_POINTS).map(codePoint).join(' ')}${more(MOST_CODE_POINTS)}</small>
  `;
}
