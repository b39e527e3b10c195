// The page: what is put in changes the state, and the state is rendered. Nothing is kept anywhere else.
import { detect } from './detect.mjs';
import { EXAMPLES } from './examples.mjs';
import { render } from './html.mjs';
import { sayIn } from './i18n/words.mjs';
import { readPaste } from './paste.mjs';
import { fromFragment, toFragment } from './share.mjs';
import {
  CUSTOM,
  TABLES,
  TAILS,
  diagnose,
  initialState,
  isDisputed,
  outcomeOf,
  ruleOf,
  signFieldOf,
  tableOf,
} from './state.mjs';
import { page } from './views/page.mjs';

/** @typedef {import('./state.mjs').State} State */
/** @typedef {typeof actions} Actions */
/**
 * What every view is given.
 * @typedef {object} View
 * @property {State} state
 * @property {import('./state.mjs').Outcome} outcome
 * @property {import('./i18n/words.mjs').Say} say
 * @property {Actions} actions
 */

const TYPING_PAUSE = 80;
const TOAST = 2500;

const root = /** @type {HTMLElement} */ (document.getElementById('page'));
const state = initialState();
let outcome = outcomeOf(state);
let diagnosing = 0;
let toasting = 0;

/**
 * For what changes nothing in the result.
 * @param {Partial<State>} change
 */
function show(change) {
  Object.assign(state, change);
  const { language, theme } = state;
  const say = sayIn(language);
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  document.documentElement.dataset.theme = theme;
  document.title = say('title');
  render(page({ state, outcome, say, actions }), root);
}

/** @param {Partial<State>} change */
function update(change) {
  Object.assign(state, change, { diagnosis: undefined });
  outcome = outcomeOf(state);
  show({});
  clearTimeout(diagnosing);
  // It may take longer than a keystroke should.
  if (isDisputed(state, outcome)) {
    diagnosing = window.setTimeout(() => show({ diagnosis: diagnose(state) }), TYPING_PAUSE);
  }
}

/**
 * Which gateway, operation and kind of message what was pasted is for.
 * @param {Partial<State>} change
 * @returns {Partial<State>}
 */
function resolved(change) {
  const next = { ...state, ...change };
  if (next.choice === CUSTOM) return { ...change, gateway: CUSTOM, operation: '' };
  const table = TABLES.find(({ id }) => id === next.choice);
  const found = detect(next.pasted, table ? [table] : TABLES, next.secret);
  if (found) return { ...change, gateway: found.gateway, operation: found.operation, direction: found.direction };
  if (table) return { ...change, gateway: table.id, operation: table.operations[0]?.name ?? '' };
  return { ...change, gateway: '', operation: '', direction: 'request' };
}

/** @param {string} text */
function pastedChange(text) {
  const pasted = readPaste(text, TAILS);
  if (pasted.rows.length === 0) return { paste: text, pasted };
  return {
    paste: pasted.shown ?? text,
    pasted,
    rows: pasted.rows,
    body: pasted.body,
    sign: pasted.authorization ?? '',
    theirs: pasted.string ?? '',
    isFromLink: false,
    hasMore: state.hasMore || pasted.string !== undefined,
    ...(pasted.secret === undefined ? {} : { secret: pasted.secret }),
  };
}

/** @param {string} toast */
function pop(toast) {
  clearTimeout(toasting);
  toasting = window.setTimeout(() => show({ toast: '' }), TOAST);
  show({ toast });
}

/**
 * @param {string} text
 * @param {import('./i18n/words.mjs').Word} done
 */
async function copy(text, done) {
  const say = sayIn(state.language);
  try {
    await navigator.clipboard.writeText(text);
    pop(say(done));
  } catch {
    pop(say('notCopied'));
  }
}

const actions = {
  show,

  /** @param {string} text */
  paste(text) {
    const change = pastedChange(text);
    update('rows' in change ? resolved(change) : change);
  },

  /** @param {string} id */
  example(id) {
    const example = EXAMPLES.find((one) => one.id === id);
    if (!example) return;
    const { language, theme, view } = state;
    const { gateway, operation, direction, secret = '', baseUrl = '' } = example;
    const fresh = { ...initialState(), language, theme, view, ...pastedChange(example.text) };
    update({ ...fresh, choice: gateway, gateway, operation, direction, secret, baseUrl });
  },

  reset() {
    const { language, theme } = state;
    history.replaceState(null, '', location.pathname + location.search);
    update({ ...initialState(), language, theme });
    document.getElementById('paste')?.focus();
  },

  /** @param {string} choice */
  chooseGateway(choice) {
    update(resolved({ choice, rule: undefined, baseUrl: '' }));
  },

  /** @param {string} operation */
  chooseOperation(operation) {
    update({ operation, choice: state.gateway });
  },

  /** @param {string} direction */
  chooseDirection(direction) {
    update({ direction: /** @type {State['direction']} */ (direction), choice: state.gateway });
  },

  /** @param {string} encoding */
  chooseEncoding(encoding) {
    update({ encoding });
  },

  /** @param {string} secret */
  setSecret(secret) {
    // A message that says little by its names is known by its signature.
    const isUnsure = state.choice === 'auto' && state.pasted.body !== undefined && state.body !== undefined;
    update(isUnsure ? resolved({ secret }) : { secret });
  },

  /** @param {string[]} candidates */
  setCandidates(candidates) {
    update({ candidates });
  },

  /** @param {string} theirs */
  setTheirs(theirs) {
    update({ theirs });
  },

  /** @param {string} baseUrl */
  setBaseUrl(baseUrl) {
    update({ baseUrl });
  },

  /** @param {boolean} hasMore */
  unfold(hasMore) {
    if (hasMore !== state.hasMore) show({ hasMore });
  },

  /** @param {string} sign */
  setSign(sign) {
    const name = signFieldOf(state);
    if (name === undefined) update({ sign });
    else if (sign === '') update({ sign, rows: state.rows.filter((row) => row.name !== name) });
    else update({ rows: withRow({ name, text: sign, kind: 'text' }) });
  },

  /**
   * @param {import('./paste.mjs').Row} row
   */
  setRow(row) {
    update({ rows: withRow(row), body: undefined });
  },

  /** @param {string} name */
  removeRow(name) {
    update({ rows: state.rows.filter((row) => row.name !== name), body: undefined });
  },

  /** @param {import('./state.mjs').Rule} change */
  setRule(change) {
    update({ rule: { ...state.rule, ...change } });
  },

  resetRule() {
    update({ rule: undefined });
  },

  copy: (/** @type {string} */ text) => copy(text, 'copied'),

  share() {
    const fragment = toFragment(state);
    history.replaceState(null, '', fragment);
    return copy(location.href, 'linkCopied');
  },
};

/** @param {import('./paste.mjs').Row} row */
function withRow(row) {
  const isNew = !state.rows.some(({ name }) => name === row.name);
  return isNew ? [...state.rows, row] : state.rows.map((other) => (other.name === row.name ? row : other));
}

function openLink() {
  if (location.hash.length < 20) return;
  const shared = fromFragment(location.hash);
  const { language, theme } = state;
  update({ ...initialState(), language, theme, ...shared, isFromLink: shared !== undefined });
  if (shared && (tableOf(state) || ruleOf(state))) return;
  pop(sayIn(language)('badLink'));
}

state.language = navigator.languages
  .find((one) => /^(?:zh|en)\b/i.test(one))
  ?.toLowerCase()
  .startsWith('zh')
  ? 'zh'
  : 'en';
/** What the first paste would have to wait for is done while nobody waits: templates, and the module's first run. */
function warmUp() {
  for (const { text, gateway, operation, direction, secret = '' } of EXAMPLES) {
    const draft = { ...initialState(), ...pastedChange(text), gateway, operation, direction, secret };
    detect(draft.pasted, TABLES, secret);
    const view = { state: draft, outcome: outcomeOf(draft), say: sayIn(draft.language), actions };
    render(page(view), document.createElement('div'));
  }
}

show({});
openLink();
setTimeout(warmUp);
window.addEventListener('hashchange', openLink);
