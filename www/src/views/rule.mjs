// The signing rule, setting by setting: a gateway's own with changes, or one's own from the start.
import { html, live, nothing } from '../html.mjs';
import { CUSTOM, ruleOf, tableOf } from '../state.mjs';
import { select, valueOf } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */
/** @typedef {import('../../fensign/index.mjs').Rule} Rule */

/** @param {View} view */
export function ruleForm(view) {
  const { state, say, actions } = view;
  const rule = ruleOf(state);
  const isOpen = state.gateway === CUSTOM || rule === undefined || state.rule !== undefined;
  return html`
    <div class="card">
      <details class="rule" ?open=${isOpen}>
        <summary>
          <h3>${say('rule')}</h3>
          ${state.rule !== undefined && state.gateway !== CUSTOM ? html`<span class="tag">${say('ruleChanged')}</span>` : nothing}
        </summary>
        ${rule === undefined ? html`<p class="problem warning">${say('ruleNone')}</p>` : nothing}
        <div class="rule-settings">${settings(view, rule ?? {})}</div>
        ${
          state.rule !== undefined && tableOf(state)
            ? html`<button type="button" class="quiet" @click=${actions.resetRule}>${say('ruleReset')}</button>`
            : nothing
        }
      </details>
    </div>
  `;
}

/**
 * @param {View} view
 * @param {Rule} rule
 */
function settings(view, rule) {
  const { say, actions } = view;
  /**
   * @param {'omit' | 'digest' | 'case' | 'over'} setting
   * @param {[string, string][]} options
   * @param {string} fallback
   */
  const choice = (setting, options, fallback) =>
    select({
      id: `rule-${setting}`,
      label: say(/** @type {'rule_omit'} */ (`rule_${setting}`)),
      options,
      value: rule[setting] ?? fallback,
      choose: (value) => actions.setRule(/** @type {Rule} */ ({ [setting]: value })),
    });
  /** @param {string} word */
  const named = (word) =>
    /** @type {(value: string) => [string, string]} */ (
      (value) => [value, say(/** @type {'case_any'} */ (`${word}_${value}`))]
    );
  const order = Array.isArray(rule.order) ? 'list' : (rule.order ?? 'name');
  return [
    list(view, 'include', rule.include === 'all' ? [] : (rule.include ?? []), (names) => ({
      include: names.length === 0 ? 'all' : names,
    })),
    list(view, 'exclude', rule.exclude ?? [], (exclude) => ({ exclude })),
    choice('omit', ['nothing', 'null', 'empty', 'php-empty'].map(named('omit')), 'empty'),
    select({
      id: 'rule-order',
      label: say('rule_order'),
      options: ['name', 'pair', 'pair-ignore-case', 'given', 'list'].map(named('order')),
      value: order,
      choose: (value) =>
        actions.setRule(
          /** @type {Rule} */ ({ order: value === 'list' ? view.state.rows.map(({ name }) => name) : value }),
        ),
    }),
    order === 'list' ? list(view, 'orderList', [rule.order ?? []].flat(), (names) => ({ order: names })) : nothing,
    text(view, 'assign', rule.assign ?? '=', (assign) => ({ assign })),
    text(view, 'join', rule.join ?? '&', (join) => ({ join })),
    keySetting(view, rule),
    choice(
      'digest',
      ['md5', 'sha1', 'sha256', 'hmac-md5', 'hmac-sha256'].map((name) => [name, name.toUpperCase()]),
      'md5',
    ),
    choice('case', ['upper', 'lower', 'any'].map(named('case')), 'upper'),
    choice('over', ['fields', 'body'].map(named('over')), 'fields'),
    text(view, 'field', rule.field ?? 'sign', (field) => ({ field })),
  ];
}

/**
 * @param {View} view
 * @param {Rule} rule
 */
function keySetting(view, rule) {
  const { say, actions } = view;
  const key = rule.key === undefined ? { tail: '&key=' } : rule.key;
  const place = key === null ? 'none' : 'head' in key ? 'head' : 'field' in key ? 'field' : 'tail';
  const label = key?.tail ?? key?.head ?? key?.field ?? '';
  return [
    select({
      id: 'rule-key',
      label: say('rule_key'),
      options: /** @type {const} */ (['tail', 'head', 'field', 'none']).map((value) => [value, say(`key_${value}`)]),
      value: place,
      choose: (value) => actions.setRule({ key: value === 'none' ? null : { [value]: label } }),
    }),
    place === 'none' ? nothing : text(view, 'keyText', label, (value) => ({ key: { [place]: value } })),
  ];
}

/**
 * @param {View} view
 * @param {'assign' | 'join' | 'keyText' | 'field'} setting
 * @param {string} value
 * @param {(value: string) => Rule} change
 */
const text = ({ say, actions }, setting, value, change) => html`
  <div class="control">
    <label for="rule-${setting}">${say(`rule_${setting}`)}</label>
    <input
      id="rule-${setting}"
      class="mono"
      autocomplete="off"
      spellcheck="false"
      autocapitalize="off"
      .value=${live(value)}
      @input=${(/** @type {Event} */ event) => actions.setRule(change(valueOf(event)))}
    />
  </div>
`;

/**
 * @param {View} view
 * @param {'include' | 'exclude' | 'orderList'} setting
 * @param {string[]} names
 * @param {(names: string[]) => Rule} change
 */
const list = ({ say, actions }, setting, names, change) => html`
  <div class="control wide">
    <label for="rule-${setting}">${say(`rule_${setting}`)}</label>
    <textarea
      id="rule-${setting}"
      class="mono"
      rows=${names.length > 3 ? 3 : 1}
      spellcheck="false"
      autocapitalize="off"
      aria-describedby=${setting === 'orderList' ? nothing : `rule-${setting}-hint`}
      .value=${names.join(', ')}
      @change=${(/** @type {Event} */ event) =>
        actions.setRule(
          change(
            valueOf(event)
              .split(/[\s,，;；]+/u)
              .filter(Boolean),
          ),
        )}
    ></textarea>
    ${setting === 'orderList' ? nothing : html`<p class="hint" id="rule-${setting}-hint">${say(`rule_${setting}Hint`)}</p>`}
  </div>
`;
