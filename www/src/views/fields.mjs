// The form of fields: one row for each of the operation's table, then those that the message has besides.
import { html, live, nothing, repeat } from '../html.mjs';
import { INTEGER } from '../../../reader/json.mjs';
import { isKeyName } from '../keys.mjs';
import { operationOf, signFieldOf } from '../state.mjs';
import { problemLine, valueOf, veiledIn } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */
/** @typedef {import('../state.mjs').Row} Row */
/** @typedef {import('fensign/tables').FieldInfo} FieldInfo */
/** @typedef {{ name: string, info: FieldInfo | undefined, row: Row | undefined }} Line */

/** @param {View} view */
export function fieldsForm(view) {
  const { state, say } = view;
  const signField = signFieldOf(state);
  const table = (operationOf(state)?.fields ?? []).filter(({ kind }) => kind !== 'signature' && kind !== 'secret');
  const rows = state.rows.filter(({ name }) => name !== signField);
  /** @type {Line[]} */
  const known = table.map((info) => ({ name: info.name, info, row: rows.find(({ name }) => name === info.name) }));
  /** @type {Line[]} */
  const others = rows
    .filter(({ name }) => !table.some((info) => info.name === name))
    .map((row) => ({ name: row.name, info: undefined, row }));
  // By what does not change while one types: a field that moved would lose the focus.
  const foremost = new Set([...state.named, ...(operationOf(state)?.oneOf.flat() ?? [])]);
  const isForemost = (/** @type {Line} */ { name, info }) => info?.required || foremost.has(name);
  const optional = known.filter((line) => !isForemost(line));
  return html`
    <form class="card fields" autocomplete="off" @submit=${(/** @type {Event} */ event) => event.preventDefault()}>
      <div class="card-head">
        <h3>${say('fields')}</h3>
        <p class="card-aside hint">${say('fieldCount', rows.length, known.length + others.length)}</p>
      </div>
      ${repeat(
        [...known.filter(isForemost), ...others],
        ({ name }) => name,
        (line) => fieldRow(view, line),
      )}
      ${
        optional.length === 0
          ? nothing
          : html`<details class="more">
              <summary>${say('optional')} · ${optional.length}${complaint(view, optional)}</summary>
              ${repeat(
                optional,
                ({ name }) => name,
                (line) => fieldRow(view, line),
              )}
            </details>`
      }
      ${newField(view)}
    </form>
  `;
}

/**
 * @param {View} view
 * @param {Line[]} folded
 */
function complaint(view, folded) {
  const count = folded.filter(({ name }) => problemsOf(view, name).length > 0).length;
  return count === 0 ? nothing : html`<span class="problem warning">${view.say('toMend', count)}</span>`;
}

/**
 * Those of a field and of what is inside it.
 * @param {View} view
 * @param {string} name
 */
const problemsOf = ({ outcome }, name) =>
  outcome.problems.filter(
    ({ field = '' }) => field === name || field.startsWith(`${name}.`) || field.startsWith(`${name}[`),
  );

/**
 * @param {View} view
 * @param {Line} line
 */
function fieldRow(view, { name, info, row }) {
  const { state, say, mask, actions } = view;
  const shown = mask.hide(name);
  const id = `field-${shown}`;
  const problems = problemsOf(view, name);
  const worst = problems.some(({ severity }) => severity === 'error') ? 'error' : problems.length > 0 ? 'warning' : '';
  const set = (/** @type {string} */ text) => {
    const kind = kindAfter(row, text);
    if (text === '' && info) actions.removeRow(name);
    else actions.setRow({ name, text, kind });
  };
  return html`
    <div class="field ${worst} ${row === undefined ? 'absent' : ''}">
      <div class="field-label">
        <label for=${id}>
          <code>${shown}</code>
          ${info?.required ? html`<span class="required" title=${say('required')}>*<span class="unseen">${say('required')}</span></span>` : nothing}
        </label>
        ${info ? html`<span class="about" id="${id}-about">${info.about[state.language]}</span>` : nothing}
        <span class="kind">${info ? say(`kind_${info.kind}`) : say('outside')}</span>
      </div>
      <div class="field-input">
        ${valueInput(view, { name, info, row }, id, set)}
        ${row !== undefined && row.text !== '' ? nothing : emptyChoice(view, name, row)}
        ${
          info === undefined
            ? html`<button
                type="button"
                class="quiet remove"
                aria-label=${say('remove', shown)}
                @click=${() => actions.removeRow(name)}
              >
                ×
              </button>`
            : nothing
        }
      </div>
      <div id="${id}-problems">${problems.map((problem) => problemLine(view, problem, problem.field !== name))}</div>
    </div>
  `;
}

/**
 * @param {Row | undefined} row
 * @param {string} text
 * @returns {Row['kind']}
 */
function kindAfter(row, text) {
  if (row?.kind === 'integer' && INTEGER.test(text)) return 'integer';
  if (row?.kind === 'boolean' && /^(?:true|false)$/.test(text)) return 'boolean';
  return row?.kind === 'nested' ? 'nested' : 'text';
}

/**
 * @param {View} view
 * @param {Line} line
 * @param {string} id
 * @param {(text: string) => void} set
 */
function valueInput(view, { name, info, row }, id, set) {
  const { state, say, actions } = view;
  const isKey = isKeyName(name);
  const text = isKey ? (row?.text ?? '') : veiledIn(view, id, row?.text ?? '');
  const oninput = (/** @type {Event} */ event) => set(valueOf(event));
  const describedBy = info ? `${id}-about ${id}-problems` : `${id}-problems`;
  if (/^(?:json-text|object|objects|texts)$/.test(info?.kind ?? '') || row?.kind === 'nested' || text.includes('\n')) {
    return html`<textarea
      id=${id}
      class="mono"
      rows="2"
      spellcheck="false"
      autocapitalize="off"
      aria-describedby=${describedBy}
      .value=${live(text)}
      @input=${oninput}
      @focus=${actions.refresh}
      @blur=${actions.refresh}
    ></textarea>`;
  }
  return html`
    <input
      id=${id}
      class="mono"
      type=${isKey && !state.isShown ? 'password' : 'text'}
      list=${info?.values ? `${id}-values` : nothing}
      inputmode=${/fen|integer|millis|compact/.test(info?.kind ?? '') ? 'numeric' : 'text'}
      autocomplete="off"
      spellcheck="false"
      autocapitalize="off"
      placeholder=${placeholder(info, say)}
      aria-describedby=${describedBy}
      .value=${live(text)}
      @input=${oninput}
      @focus=${actions.refresh}
      @blur=${actions.refresh}
    />
    ${
      info?.values
        ? html`<datalist id="${id}-values">
            ${info.values.map(({ value, about }) => html`<option value=${value} label="${value} · ${about[state.language]}"></option>`)}
          </datalist>`
        : nothing
    }
  `;
}

/**
 * @param {FieldInfo | undefined} info
 * @param {View['say']} say
 */
function placeholder(info, say) {
  if (info?.default === undefined) return '';
  const words = { now: say('now'), 'request-no': say('requestNo') };
  const text = typeof info.default === 'string' ? words[info.default] : info.default.text;
  return `${text} · ${say('automatic')}`;
}

/**
 * An empty field may be left out, the empty text, or null: signing rules tell them apart.
 * @param {View} view
 * @param {string} name
 * @param {Row | undefined} row
 */
const emptyChoice = ({ say, mask, actions }, name, row) => html`
  <select
    class="empty-choice"
    aria-label=${say('emptyAs', mask.hide(name))}
    @change=${(/** @type {Event} */ event) => {
      const kind = valueOf(event);
      if (kind === 'absent') actions.removeRow(name);
      else actions.setRow({ name, text: '', kind: kind === 'null' ? 'null' : 'text' });
    }}
  >
    <option value="absent" .selected=${live(row === undefined)}>${say('absent')}</option>
    <option value="text" .selected=${live(row !== undefined && row.kind !== 'null')}>${say('emptyText')}</option>
    <option value="null" .selected=${live(row?.kind === 'null')}>${say('null')}</option>
  </select>
`;

/** @param {View} view */
const newField = ({ say, actions }) => html`
  <div class="new-field">
    <label class="unseen" for="new-field">${say('fieldName')}</label>
    <input
      id="new-field"
      class="mono"
      autocomplete="off"
      spellcheck="false"
      autocapitalize="off"
      placeholder=${say('fieldName')}
      @keydown=${(/** @type {KeyboardEvent} */ event) => event.key === 'Enter' && add(event, actions)}
    />
    <button type="button" class="quiet" @click=${(/** @type {Event} */ event) => add(event, actions)}>
      ＋ ${say('addField')}
    </button>
  </div>
`;

/**
 * @param {Event} event
 * @param {View['actions']} actions
 */
function add(event, actions) {
  event.preventDefault();
  const input = /** @type {HTMLInputElement} */ (document.getElementById('new-field'));
  const name = input.value.trim();
  if (name === '') return input.focus();
  input.value = '';
  if (!document.getElementById(`field-${name}`)) actions.setRow({ name, text: '', kind: 'text' });
  document.getElementById(`field-${name}`)?.focus();
}
