// What goes in: what was pasted, whose message it is, the secret and what else is known, the fields, the rule.
import { choices } from './choices.mjs';
import { evidence } from './evidence.mjs';
import { fieldsForm } from './fields.mjs';
import { html, nothing } from '../html.mjs';
import { CUSTOM, tableOf } from '../state.mjs';
import { pasteBox } from './paste.mjs';
import { ruleForm } from './rule.mjs';

/** @typedef {import('../app.mjs').View} View */

/** @param {View} view */
export const message = (view) => html`
  <section class="message" aria-labelledby="message-title">
    <h2 id="message-title" class="unseen">${view.say('input')}</h2>
    <div class="card">${pasteBox(view)} ${choices(view)}</div>
    ${view.state.gateway === '' ? nothing : evidence(view)}
  </section>
`;

/** @param {View} view */
export const form = (view) =>
  view.state.gateway === ''
    ? nothing
    : html`
        <section class="form" aria-labelledby="form-title">
          <h2 id="form-title" class="unseen">${view.say('form')}</h2>
          ${needsRule(view) ? [ruleForm(view), fields(view)] : [fields(view), ruleForm(view)]}
        </section>
      `;

/** @param {View} view */
const fields = (view) =>
  view.state.direction === 'request' || view.state.gateway === CUSTOM ? fieldsForm(view) : nothing;

/**
 * Where the gateway has none of its own, the rule is the first thing to fill in.
 * @param {View} view
 */
const needsRule = ({ state }) => tableOf(state)?.rule === undefined;
