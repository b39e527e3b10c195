// What a link would carry, looked at before it is copied.
import { html, nothing } from '../html.mjs';
import { LONGEST, carried } from '../share.mjs';
import { TABLES } from '../state.mjs';
import { visible } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */

/**
 * @param {View} view
 * @param {string} link
 */
export function linkPanel({ state, say, actions }, link) {
  const { gateway, operation, direction, rows, isExact, ...others } = carried(link);
  const title = TABLES.find(({ id }) => id === gateway)?.title[state.language];
  const about = [title ?? (gateway === '' ? '' : say('custom')), operation, say(direction)].filter(Boolean).join(' · ');
  /** @type {[string, string][]} */
  const fields = rows.map(([name = '', text = '']) => [name, text]);
  const more = Object.entries(others).filter(([, value]) => value !== '');
  const words = {
    sign: say('sign'),
    body: say('body'),
    whole: say('whole'),
    theirs: say('theirs'),
    baseUrl: say('baseUrl'),
    rule: say('rule'),
  };
  /** @type {[string, string][]} */
  const parts = more.map(([name, value]) => [
    words[/** @type {'sign'} */ (name)],
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  // The body repeats the fields.
  const all = [...fields, ...parts.filter(([name]) => name !== words.body && name !== words.whole)];
  return html`
    <section class="link" aria-labelledby="link-title">
      <h4 id="link-title">${say('linkContent')} <small>${about}</small></h4>
      <p class="hint">${say('linkMasked')}</p>
      ${location.protocol === 'file:' ? html`<p class="problem warning">${say('linkFile')}</p>` : nothing}
      <div class="carried" tabindex="0" role="group" aria-labelledby="link-title">
        <table class="part">
          <tbody>
            ${fields.map(([name, text]) => line(html`<code>${visible(name)}</code>`, text))}
            ${parts.map(([name, text]) => line(name, text))}
          </tbody>
        </table>
      </div>
      ${link.length > LONGEST ? html`<p class="problem error" id="link-refused">${tooLong(say, link, all)}</p>` : nothing}
      <p class="buttons">
        ${
          link.length > LONGEST
            ? nothing
            : html`<button type="button" class="chip" id="copy-link" @click=${actions.copyLink}>
                ${say('linkCopy')}
              </button>`
        }
        <button type="button" class="quiet" @click=${actions.closeLink}>${say('linkClose')}</button>
      </p>
    </section>
  `;
}

/**
 * @param {unknown} name
 * @param {string} text
 */
const line = (name, text) => html`
  <tr>
    <th scope="row">${name}</th>
    <td class="mono">${visible(text)}</td>
  </tr>
`;

/**
 * @param {View['say']} say
 * @param {string} link
 * @param {[string, string][]} parts
 */
function tooLong(say, link, parts) {
  const [name = '', text = ''] = parts.reduce((most, one) => (one[1].length > most[1].length ? one : most), ['', '']);
  return say('linkTooLong', link.length, LONGEST, name, text.length);
}
