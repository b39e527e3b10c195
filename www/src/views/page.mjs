// The frame: header, the first screen, and the two halves of the work.
import { EXAMPLES } from '../examples.mjs';
import { html, nothing } from '../html.mjs';
import { TABLES } from '../state.mjs';
import { form, message } from './input.mjs';
import { segmented } from './parts.mjs';
import { result } from './result.mjs';
import { twoStrings } from './two-strings.mjs';

/** @typedef {import('../app.mjs').View} View */

/**
 * The paste box comes first, for whoever has no mouse: what stands above it on the screen is written after it.
 * @param {View} view
 */
export const page = (view) => {
  const isBusy = view.state.gateway !== '' || view.state.paste !== '' || view.state.rows.length > 0;
  return html`
    <main id="main" class=${isBusy ? 'busy' : ''}>
      ${first(view)}
      ${view.state.isFromLink ? html`<p class="banner" role="note">${view.say('fromLink')}</p>` : nothing}
      <div class="work">${message(view)} ${result(view)} ${form(view)}</div>
      ${examples(view, isBusy)}
      <details class="strings">
        <summary>${view.say('twoStrings')}</summary>
        ${twoStrings(view)}
      </details>
    </main>
    ${bar(view)}
    <footer class="foot">
      <p>${view.say('footer')}</p>
      ${theme(view)}
    </footer>
    <p class="toast" role="status">${view.state.toast}</p>
  `;
};

/** @param {View} view */
const bar = ({ state, say, actions }) => html`
  <header class="bar">
    <p class="brand">
      <span class="seal" aria-hidden="true">分</span> <strong>fensign</strong> <span>${say('tool')}</span>
    </p>
    ${segmented({
      name: 'language',
      label: say('language'),
      options: [
        ['zh', '中文'],
        ['en', 'EN'],
      ],
      value: state.language,
      choose: (language) => actions.show({ language }),
    })}
  </header>
`;

/** @param {View} view */
const theme = ({ state, say, actions }) =>
  segmented({
    name: 'theme',
    label: say('theme'),
    options: [
      ['auto', say('auto')],
      ['light', say('light')],
      ['dark', say('dark')],
    ],
    value: state.theme,
    choose: (theme) => actions.show({ theme }),
  });

/** @param {View} view */
const first = (view) => html`
  <section class="first" aria-labelledby="headline">
    <h1 id="headline">${view.say('headline')}</h1>
    <p class="lead">${view.say('lead')}</p>
    <p class="privacy">
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M8 1 2.5 3v4.2c0 3.4 2.3 6.1 5.5 7.3 3.2-1.2 5.5-3.9 5.5-7.3V3Zm2.9 5L7.3 9.9 5.2 7.8" />
      </svg>
      <span>${view.say('privacy')}</span>
    </p>
  </section>
`;

/**
 * Folded once there is something to look at.
 * @param {View} view
 * @param {boolean} isBusy
 */
const examples = (view, isBusy) => {
  const groups = /** @type {const} */ (['examples', 'published', 'faulty', 'incoming']).map((group) =>
    exampleGroup(view, group),
  );
  return isBusy
    ? html`<details class="examples">
        <summary>${view.say('allExamples')}</summary>
        ${groups}
      </details>`
    : html`<div class="examples">${groups}</div>`;
};

/**
 * @param {View} view
 * @param {import('../examples.mjs').Example['group']} group
 */
const exampleGroup = ({ state, say, actions }, group) => html`
  <div class="example-group" role="group" aria-labelledby="group-${group}">
    <h2 id="group-${group}">${say(group)}</h2>
    <div class="chips">
      ${EXAMPLES.filter((example) => example.group === group).map(
        ({ id, title, gateway, isPublished }) => html`
          <button type="button" class="chip" data-example=${id} @click=${() => actions.example(id)}>
            ${(title ?? TABLES.find((table) => table.id === gateway)?.title)?.[state.language]}
            ${isPublished && group !== 'published' ? html`<span class="tag">${say('published')}</span>` : nothing}
          </button>
        `,
      )}
    </div>
  </div>
`;
