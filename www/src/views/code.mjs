// This very signature as code to take away.
import { MASK } from 'fensign';
import { LANGUAGES, codeFor } from '../code/index.mjs';
import { html, nothing } from '../html.mjs';
import { codeWordsIn } from '../i18n/code.mjs';
import { CUSTOM } from '../state.mjs';
import { cardHead, copyButton, select } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */
/** @typedef {import('../code/index.mjs').Input} Input */
/** @typedef {import('../code/index.mjs').LanguageId} LanguageId */

/**
 * What the page knows of a signature; nothing where there is none. Keys among the fields are masked, as all that is shown.
 * @param {View} view
 * @returns {Input | undefined}
 */
export function codeInputOf({ state, outcome, mask }) {
  const { explanation, isSigned, request } = outcome;
  if (explanation === undefined) return undefined;
  const nulls = new Set(state.rows.flatMap(({ name, kind }) => (kind === 'null' ? [mask.hide(name)] : [])));
  return {
    rule: explanation.rule,
    fields: explanation.fields.map(({ name, text }) => ({ name, text: nulls.has(name) ? null : text })),
    body: mask.hide(state.body ?? request?.body ?? ''),
    // Without a secret, what explains is a stand-in.
    signature: isSigned ? explanation.sign : '',
    gateway: state.gateway === CUSTOM ? undefined : /** @type {import('fensign').GatewayId} */ (state.gateway),
  };
}

/**
 * @param {View} view
 * @param {Input & { chosen: LanguageId, choose: (id: LanguageId) => void }} input
 */
export function signatureAsCode(view, { chosen, choose, ...input }) {
  const { language } = view.state;
  const say = codeWordsIn(language);
  const result = codeFor(input, chosen, language);
  const isMasked = [input.body ?? '', ...input.fields.map(({ text }) => text ?? '')].some((text) =>
    text.includes(MASK),
  );
  return html`
    <div class="card">
      ${cardHead(say('title'), 'code' in result ? copyButton(view, result.code, say('title')) : nothing)}
      ${select({
        id: 'code-language',
        label: say('language'),
        options: LANGUAGES.map(({ id, label, kind }) => [id, say(`label_${kind}`, label)]),
        value: chosen,
        choose: (id) => choose(/** @type {LanguageId} */ (id)),
      })}
      ${
        'code' in result
          ? html`
              <p class="hint">${say('hint')}</p>
              ${isMasked ? html`<p class="problem warning">${say('masked')}</p>` : nothing}
              <pre class="code" tabindex="0"><code>${result.code}</code></pre>
              ${chosen.endsWith('-test') ? html`<p class="hint">${say('others')}</p>` : nothing}
            `
          : html`<p class="problem warning">${result.refusal}</p>`
      }
    </div>
  `;
}
