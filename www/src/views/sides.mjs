// Two strings side by side.
import { byteLength, codePoint, compare } from '../difference.mjs';
import { html, nothing } from '../html.mjs';
import { visible } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */

/**
 * @param {View} view
 * @param {string} ours
 * @param {string} theirs
 * @param {string} join
 */
export const valuesThatDiffer = (view, ours, theirs, join) => nothing;

/**
 * @param {View} view
 * @param {string} ours
 * @param {string} theirs
 * @param {string} join
 */
export function sides({ say }, ours, theirs, join) {
  if (ours === theirs) return html`<p class="hint">${say('sameStrings')}</p>`;
  const both = compare(ours, theirs, join);
  return html`
    <div class="sides">
      ${side(say('ourString'), say('bytes', byteLength(ours)), both.ours, 'ours')}
      ${side(say('theirString'), say('bytes', byteLength(theirs)), both.theirs, 'theirs')}
    </div>
    <h4>${say('differenceAt')}</h4>
    ${changeTable(say, both.changes)}
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
