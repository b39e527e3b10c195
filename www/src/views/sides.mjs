// Two strings side by side, what differs marked in both; and a table of the differences, each with its kind in words.
import { byteLength, codePoint, valueDifferences } from '../difference.mjs';
import { html, nothing } from '../html.mjs';
import { comparePair } from '../pair.mjs';
import { visible } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */
/** @typedef {import('../difference.mjs').Change} Change */
/** @typedef {import('../difference.mjs').Segment} Segment */
/** @typedef {import('../pair.mjs').Pair} Pair */

/** What both sides are called. @typedef {[ours: string, theirs: string]} Titles */

/**
 * @param {Pick<View, 'say'>} view
 * @param {Pair} pair
 * @param {Titles} titles
 */
export function sides({ say }, pair, titles) {
  const compared = comparePair(pair);
  return html`
    ${valueList(say, compared.changes, titles)}
    <div class="sides">
      ${side(say, titles[0], pair.ours, compared.ours, 'ours')}
      ${side(say, titles[1], pair.theirs, compared.theirs, 'theirs')}
    </div>
    <h4>${say('differenceAt')}</h4>
    ${changeTable(say, compared.changes, titles)}
  `;
}

const MOST_VALUES = 6;
const LONGEST_VALUE = 80;

/**
 * Where nothing but a few short values differs, that is all there is to say.
 * @param {View['say']} say
 * @param {Change[]} changes
 * @param {Titles} titles
 */
function valueList(say, changes, titles) {
  const values = valueDifferences(changes) ?? [];
  const isShort = values.every(({ ours, theirs }) => Math.max(ours.length, theirs.length) <= LONGEST_VALUE);
  if (values.length === 0 || values.length > MOST_VALUES || !isShort) return nothing;
  const value = (/** @type {string} */ text) =>
    text === '' ? html`<span class="faint">${say('empty')}</span>` : html`<span class="mono">${visible(text)}</span>`;
  return html`
    <p class="cause">${say('onlyValues')}</p>
    <ul class="values">
      ${values.map(
        ({ name, ours, theirs }) => html`
          <li>
            <code>${name}</code> <span class="hint">${titles[0]}</span> ${value(ours)}
            <span class="hint">${titles[1]}</span> ${value(theirs)}
          </li>
        `,
      )}
    </ul>
  `;
}

/** More marks than anybody looks at would only keep the browser busy. */
const MOST_SEGMENTS = 400;

/**
 * @param {View['say']} say
 * @param {string} title
 * @param {string} text
 * @param {Segment[]} segments
 * @param {string} name
 */
const side = (say, title, text, segments, name) => {
  const rest = segments.slice(MOST_SEGMENTS).map((segment) => segment.text);
  return html`
    <div>
      <h4>${title} <small>${say('bytes', count(byteLength(text)))}</small></h4>
      <div class="bytes mono" data-side=${name}>
        ${segments.slice(0, MOST_SEGMENTS).map((segment) => shownSegment(say, segment))}
        ${rest.length > 0 ? fold(say('moreBytes', count(byteLength(rest.join('')))), rest.join('')) : nothing}
      </div>
    </div>
  `;
};

/** What is shown of a long run at each of its ends, and what is worth folding between them. */
const END = 60;
const LEAST_FOLDED = 80;

/**
 * @param {View['say']} say
 * @param {Segment} segment
 */
function shownSegment(say, { text, differs }) {
  const run = (/** @type {string} */ part) =>
    differs ? html`<mark>${visible(part)}</mark>` : html`<span>${visible(part)}</span>`;
  if (text === '') return html`<span class="gap"></span>`;
  if (text.length < 2 * END + LEAST_FOLDED) return run(text);
  const [start, end] = [wholeAt(text, END), wholeAt(text, text.length - END)];
  const middle = text.slice(start, end);
  const title = say(differs ? 'moreBytes' : 'sameBytes', count(byteLength(middle)));
  return [run(text.slice(0, start)), fold(title, run(middle)), run(text.slice(end))];
}

/**
 * @param {string} title
 * @param {unknown} content
 */
const fold = (title, content) => html`
  <details class="fold">
    <summary>${title}</summary>
    ${content}
  </details>
`;

/**
 * The place itself, or the one before it inside of a character above U+FFFF.
 * @param {string} text
 * @param {number} at
 */
const wholeAt = (text, at) => ((text.codePointAt(at - 1) ?? 0) > 0xffff ? at - 1 : at);

/** @param {number} number */
const count = (number) => number.toLocaleString('en-US');

const MOST_CHANGES = 12;
/** @type {Record<Change['kind'], string>} */
const SIGNS = { changed: '≠', added: '+', removed: '−', moved: '↔' };

/**
 * @param {View['say']} say
 * @param {Change[]} changes
 * @param {Titles} titles
 */
const changeTable = (say, changes, titles) => html`
  <table class="part changes">
    <thead>
      <tr>
        <th scope="col">${say('difference')}</th>
        <th scope="col">${titles[0]}</th>
        <th scope="col">${titles[1]}</th>
      </tr>
    </thead>
    <tbody>
      ${changes.slice(0, MOST_CHANGES).map((change) => {
        const { kind, name, offset, theirOffset, behind } = change;
        return html`
          <tr data-kind=${kind}>
            <th scope="row">
              ${name === undefined ? nothing : html`<code>${name}</code>`}
              <span class="tag"><span aria-hidden="true">${SIGNS[kind]}</span> ${say(`change_${kind}`)}</span>
            </th>
            <td>${cell(say, change, change.ours, offset, behind?.ours)}</td>
            <td>${cell(say, change, change.theirs, theirOffset, behind?.theirs)}</td>
          </tr>
        `;
      })}
    </tbody>
  </table>
  ${
    changes.length > MOST_CHANGES
      ? html`<p class="hint">${say('moreChanges', count(changes.length - MOST_CHANGES))}</p>`
      : nothing
  }
`;

const MOST_CHARACTERS = 24;
const MOST_CODE_POINTS = 4;

/**
 * What one side has: the text; its first characters by code point, which tells look-alikes apart; its place.
 * @param {View['say']} say
 * @param {Change} change
 * @param {string} text
 * @param {number} offset
 * @param {string | undefined} behind
 */
function cell(say, { kind }, text, offset, behind) {
  const isAbsent = text === '';
  // A field as a whole is known by its name; only what is not ASCII may be mistaken for something else.
  const hasLookAlikes = kind === 'changed' || /[^\x21-\x7e]/.test(text);
  const place =
    behind === undefined
      ? nothing
      : behind === ''
        ? say('atFront')
        : html`${say('behind')} <code>${visible(clipped(behind, MOST_CHARACTERS))}</code>`;
  return html`
    ${isAbsent ? html`<span class="faint">${say('nothing')}</span>` : html`<span class="mono changed">${visible(clipped(text, MOST_CHARACTERS))}</span>`}
    ${isAbsent || !hasLookAlikes ? nothing : html`<small class="mono">${codePoints(text)}</small>`}
    ${isAbsent && kind !== 'changed' ? nothing : html`<small>${say('atOffset', count(offset))}${place === nothing ? nothing : [' · ', place]}</small>`}
  `;
}

/**
 * @param {string} text
 * @param {number} most
 */
function clipped(text, most) {
  const end = wholeAt(text, most);
  return text.length > end ? `${text.slice(0, end)}…` : text;
}

/** @param {string} text */
function codePoints(text) {
  const first = Array.from(text.slice(0, 2 * MOST_CODE_POINTS + 2));
  return `${first.slice(0, MOST_CODE_POINTS).map(codePoint).join(' ')}${first.length > MOST_CODE_POINTS ? ' …' : ''}`;
}
