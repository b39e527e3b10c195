// The signing rule, setting by setting: a gateway's own with changes, or one's own from the start.
import { html, live, nothing } from '../html.mjs';
import { RULE_DEFAULTS, RULE_VALUES } from '../rule-settings.mjs';
import { CUSTOM, ruleOf, tableOf } from '../state.mjs';
import { select, valueOf, veiledIn } from './parts.mjs';
import { presets } from './presets.mjs';

/** @typedef {import('../app.mjs').View} View */
/** @typedef {import('fensign').Rule} Rule */

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
        ${state.gateway === CUSTOM ? presets(view) : nothing}
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

/** What a choice calls a setting that is null. */
const NONE = 'none';

/** A setting of named values. @typedef {Exclude<keyof typeof RULE_VALUES, 'order'>} Closed */
/** What the page calls a value. @typedef {{ [S in Closed]: `${S}_${(typeof RULE_VALUES)[S][number]}` }[Closed]} ValueWord */

/**
 * A choice among the named values of a setting, `none` among them where it may be null.
 * @param {View} view
 * @param {Closed} setting
 * @param {string | null | undefined} value
 * @param {boolean} mayBeNull
 * @param {(value: string | null) => Rule} change
 */
function choice({ say, actions }, setting, value, mayBeNull, change) {
  const values = mayBeNull ? [NONE, ...RULE_VALUES[setting]] : RULE_VALUES[setting];
  return select({
    id: `rule-${setting}`.replace('.', '-'),
    label: say(`rule_${setting}`),
    options: values.map((value) => [value, say(/** @type {ValueWord} */ (`${setting}_${value}`))]),
    value: value ?? NONE,
    choose: (value) => actions.setRule(change(value === NONE ? null : value)),
  });
}

/**
 * @param {View} view
 * @param {Rule} given
 */
function settings(view, given) {
  const { say, actions } = view;
  const rule = { ...RULE_DEFAULTS, ...given };
  /** @param {Exclude<Closed, 'key.digest'>} setting */
  const closed = (setting) =>
    choice(
      view,
      setting,
      rule[setting],
      RULE_DEFAULTS[setting] === null,
      (value) => /** @type {Rule} */ ({ [setting]: value }),
    );
  const order = Array.isArray(rule.order) ? 'list' : rule.order;
  return [
    list(view, 'include', rule.include === 'all' ? [] : rule.include, (names) => ({
      include: names.length === 0 ? 'all' : names,
    })),
    list(view, 'exclude', rule.exclude, (exclude) => ({ exclude })),
    closed('omit'),
    select({
      id: 'rule-order',
      label: say('rule_order'),
      options: [...RULE_VALUES.order, /** @type {const} */ ('list')].map((value) => [value, say(`order_${value}`)]),
      value: order,
      choose: (value) =>
        actions.setRule(
          /** @type {Rule} */ ({ order: value === 'list' ? view.state.rows.map(({ name }) => name) : value }),
        ),
    }),
    order === 'list' ? list(view, 'orderList', [rule.order].flat(), (names) => ({ order: names })) : nothing,
    select({
      id: 'rule-names',
      label: say('rule_names'),
      options: /** @type {const} */ ([true, false]).map((value) => [String(value), say(`names_${value}`)]),
      value: String(rule.names),
      choose: (value) => actions.setRule({ names: value === 'true' }),
    }),
    rule.names ? text(view, 'assign', rule.assign, (assign) => ({ assign })) : nothing,
    closed('encode'),
    text(view, 'join', rule.join, (join) => ({ join })),
    text(view, 'prefix', rule.prefix, (prefix) => ({ prefix })),
    closed('fold'),
    closed('twice'),
    keySetting(view, rule.key),
    closed('digest'),
    closed('output'),
    rule.output === 'hex' ? closed('case') : nothing,
    closed('over'),
    text(view, 'field', rule.field, (field) => ({ field })),
    text(view, 'header', rule.header ?? '', (header) =>
      header === '' ? { header: null, headerFormat: null } : { header },
    ),
    rule.header
      ? text(view, 'headerFormat', rule.headerFormat ?? '', (format) => ({ headerFormat: format || null }))
      : nothing,
    closed('charset'),
  ];
}

/** Where the secret may stand, and which settings of `key` say so. */
const PLACES = /** @type {const} */ ({
  tail: ['tail'],
  head: ['head'],
  ends: ['head', 'tail'],
  field: ['field'],
  none: [],
});

/**
 * @param {View} view
 * @param {Required<Rule>['key']} key
 */
function keySetting(view, key) {
  const { say, actions } = view;
  const { digest, ...texts } = key ?? {};
  const places = /** @type {(keyof typeof PLACES)[]} */ (Object.keys(PLACES));
  const place = places.find((place) => String(PLACES[place]) === String(Object.keys(texts).sort())) ?? 'none';
  const first = Object.values(texts)[0] ?? '';
  const asDigest = digest === undefined ? {} : { digest };
  return [
    select({
      id: 'rule-key',
      label: say('rule_key'),
      options: places.map((place) => [place, say(`key_${place}`)]),
      value: place,
      choose: (value) => {
        const names = PLACES[/** @type {keyof typeof PLACES} */ (value)];
        const key = { ...Object.fromEntries(names.map((name) => [name, first])), ...asDigest };
        actions.setRule({ key: names.length === 0 ? null : key });
      },
    }),
    PLACES[place].map((name) =>
      text(view, `key-${name}`, texts[name] ?? '', (value) => ({ key: { ...texts, ...asDigest, [name]: value } })),
    ),
    place === 'none'
      ? nothing
      : choice(view, 'key.digest', digest, true, (digest) => ({
          key: /** @type {Required<Rule>['key']} */ (digest === null ? texts : { ...texts, digest }),
        })),
  ];
}

/**
 * @param {View} view
 * @param {'assign' | 'join' | 'prefix' | 'key-tail' | 'key-head' | 'key-field' | 'field' | 'header' | 'headerFormat'} setting
 * @param {string} value
 * @param {(value: string) => Rule} change
 */
const text = (view, setting, value, change) => html`
  <div class="control">
    <label for="rule-${setting}">${view.say(`rule_${setting}`)}</label>
    <input
      id="rule-${setting}"
      class="mono"
      autocomplete="off"
      spellcheck="false"
      autocapitalize="off"
      .value=${live(veiledIn(view, `rule-${setting}`, value))}
      @input=${(/** @type {Event} */ event) => view.actions.setRule(change(valueOf(event)))}
      @focus=${view.actions.refresh}
      @blur=${view.actions.refresh}
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
