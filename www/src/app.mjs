// The page: what is put in changes the state, and the state is rendered. Nothing is kept anywhere else.
import { detect } from './detect.mjs';
import { EXAMPLES } from './examples.mjs';
import { render } from './html.mjs';
import { sayIn } from './i18n/words.mjs';
import { unveiled } from './keys.mjs';
import { masked, maskedOutcome, maskOf } from './masking.mjs';
import { readPaste } from './paste.mjs';
import { fromFragment, sharedOf, toFragment } from './share.mjs';
import { CUSTOM, TABLES, TAILS, diagnose, initialState, isDisputed, outcomeOf, signFieldOf } from './state.mjs';
import { page } from './views/page.mjs';

/** @typedef {import('./state.mjs').State} State */
/** @typedef {typeof actions} Actions */
/**
 * What every view is given.
 * @typedef {object} View
 * @property {State} state
 * @property {import('./state.mjs').Outcome} outcome with its keys masked, as all that is shown
 * @property {import('./masking.mjs').Mask} mask
 * @property {import('./i18n/words.mjs').Say} say
 * @property {Actions} actions
 */

const TYPING_PAUSE = 80;
const TOAST = 2500;

const root = /** @type {HTMLElement} */ (document.getElementById('page'));
const state = initialState();
let mask = maskOf(state);
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
  render(page({ state, outcome, mask, say, actions }), root);
}

/** @param {Partial<State>} change */
function update(change) {
  Object.assign(state, change, { diagnosis: undefined, link: undefined });
  mask = maskOf(state);
  const isTyped = (/** @type {string} */ id) => document.activeElement?.id === id;
  if (!isTyped('paste')) state.pasteBox = undefined;
  if (!isTyped('theirs')) state.theirsBox = undefined;
  state.pasteBox ??= mask.veil(state.paste);
  state.theirsBox ??= mask.veil(state.theirs);
  outcome = maskedOutcome(outcomeOf(state), mask);
  show({});
  clearTimeout(diagnosing);
  // It may take longer than a keystroke should.
  if (isDisputed(state, outcome)) {
    diagnosing = window.setTimeout(() => show({ diagnosis: maskedDiagnosis() }), TYPING_PAUSE);
  }
}

function maskedDiagnosis() {
  const found = diagnose(state);
  return found instanceof Error ? found : masked(found, mask);
}

/**
 * Which gateway, operation and kind of message what was pasted is for: what was chosen by hand, and what its names tell of
 * the rest.
 * @param {Partial<State>} change
 * @returns {Partial<State>}
 */
function resolved(change) {
  const { choice, pasted, chosenOperation, chosenDirection, direction } = { ...state, ...change };
  if (choice === CUSTOM) return { ...change, gateway: CUSTOM, operation: '', others: [] };
  const table = TABLES.find(({ id }) => id === choice);
  const found = detect(pasted, table ? [table] : TABLES);
  const isChosen = chosenOperation !== undefined || chosenDirection !== undefined;
  const first = table?.operations[0]?.name ?? '';
  return {
    ...change,
    gateway: table?.id ?? found?.gateway ?? '',
    operation: chosenOperation ?? found?.operation ?? first,
    direction: chosenDirection ?? found?.direction ?? (table ? direction : 'request'),
    others: isChosen ? [] : (found?.others ?? []),
  };
}

/**
 * @param {string} text
 * @returns {Partial<State>}
 */
function pastedChange(text) {
  const pasted = readPaste(text, TAILS);
  return {
    paste: pasted.shown ?? text,
    pasteBox: undefined,
    pasted,
    rows: pasted.rows,
    body: pasted.body,
    sign: pasted.authorization ?? '',
    theirs: pasted.string ?? '',
    theirsBox: undefined,
    isFromLink: false,
    hasMore: state.hasMore || pasted.string !== undefined,
    ...(pasted.secret === undefined ? {} : { secret: pasted.secret }),
  };
}

/** What was chosen for the message before, or came with an example, goes. A secret that somebody typed stays. */
function forgotten() {
  const { choice, rule, secret, exampleSecret } = state;
  // A rule of one's own is work, and no message tells that it is the wrong one.
  const isKept = choice === CUSTOM && rule !== undefined;
  return {
    chosenOperation: undefined,
    chosenDirection: undefined,
    exampleSecret: undefined,
    ...(isKept ? {} : { choice: 'auto' }),
    ...(exampleSecret === undefined ? {} : { secret: secret === exampleSecret ? '' : secret, baseUrl: '' }),
  };
}

/**
 * What belongs to another gateway is of no use to this one.
 * @param {Partial<State>} change
 * @returns {Partial<State>}
 */
const withinGateway = (change) =>
  change.gateway === state.gateway ? change : { ...change, rule: undefined, baseUrl: '' };

/**
 * How much of a text must be left for it to be the same one, edited.
 * @param {string} before
 * @param {string} text
 */
function isEdited(before, text) {
  const most = Math.min(before.length, text.length);
  let same = 0;
  while (same < most && before[same] === text[same]) same += 1;
  let end = 0;
  while (end < most - same && before.at(-1 - end) === text.at(-1 - end)) end += 1;
  return 2 * (same + end) >= before.length;
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

  refresh: () => show({}),

  /**
   * @param {string} shown what the paste box has by now
   * @param {boolean} isNew whether nothing is left of what it had
   */
  paste(shown, isNew) {
    const { text, veil } = unveiled(shown, isNew ? undefined : state.pasteBox);
    const isFirst = state.paste === '' && !state.isFromLink && state.exampleSecret === undefined;
    const isReplaced = !isFirst && (isNew || text === '' || !isEdited(state.paste, text));
    const change = pastedChange(text);
    // Nothing moves under the hands of whoever types; but a key that moved into the secret field goes.
    const box = change.paste === text ? { pasteBox: veil } : {};
    update(withinGateway(resolved({ ...(isReplaced ? forgotten() : {}), ...change, ...box })));
  },

  /** Masks the keys in what is not being typed any more. */
  veil() {
    show({ pasteBox: mask.veil(state.paste), theirsBox: mask.veil(state.theirs) });
  },

  /** @param {string} id */
  example(id) {
    const example = EXAMPLES.find((one) => one.id === id);
    if (!example) return;
    const { language, theme, view } = state;
    const { gateway, operation, direction, secret = '', baseUrl = '' } = example;
    const fresh = { ...initialState(), language, theme, view, ...pastedChange(example.text) };
    const chosen = { choice: gateway, chosenOperation: operation, chosenDirection: direction };
    update({ ...fresh, ...chosen, gateway, operation, direction, secret, baseUrl, exampleSecret: secret });
  },

  reset() {
    const { language, theme } = state;
    history.replaceState(null, '', location.pathname + location.search);
    update({ ...initialState(), language, theme });
    document.getElementById('paste')?.focus();
  },

  /** @param {string} choice */
  chooseGateway(choice) {
    const chosen = { choice, chosenOperation: undefined, chosenDirection: undefined };
    update(resolved({ ...chosen, rule: undefined, baseUrl: '' }));
  },

  /** @param {string} operation */
  chooseOperation(operation) {
    update({ operation, choice: state.gateway, chosenOperation: operation, others: [] });
  },

  /** @param {string} direction */
  chooseDirection(direction) {
    const chosen = /** @type {State['direction']} */ (direction);
    update({ direction: chosen, choice: state.gateway, chosenDirection: chosen, others: [] });
  },

  /** @param {import('./detect.mjs').Guess} guess */
  chooseGuess({ gateway, operation, direction }) {
    const chosen = { choice: gateway, chosenOperation: operation, chosenDirection: direction };
    update(withinGateway({ ...chosen, gateway, operation, direction, others: [] }));
  },

  /** @param {string} encoding */
  chooseEncoding(encoding) {
    update({ encoding });
  },

  /** @param {string} secret */
  setSecret(secret) {
    update({ secret });
  },

  /** @param {string[]} candidates */
  setCandidates(candidates) {
    update({ candidates });
  },

  /** @param {string} shown what its box has by now */
  setTheirs(shown) {
    const { text, veil } = unveiled(shown, state.theirsBox);
    update({ theirs: text, theirsBox: veil });
  },

  /** @param {string} baseUrl */
  setBaseUrl(baseUrl) {
    update({ baseUrl, choice: state.gateway });
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
    // Of a gateway that is not guessed any more.
    update({ rule: { ...state.rule, ...change }, choice: state.gateway });
  },

  resetRule() {
    update({ rule: undefined });
  },

  copy: (/** @type {string} */ text) => copy(text, 'copied'),

  /** Shows what the link would carry. */
  share() {
    show({ link: toFragment(sharedOf(state)) });
  },

  closeLink() {
    show({ link: undefined });
  },

  copyLink() {
    if (state.link === undefined) return;
    history.replaceState(null, '', state.link);
    show({ link: undefined });
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
  if (!shared) pop(sayIn(language)('badLink'));
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
    detect(draft.pasted, TABLES);
    const view = { state: draft, outcome: outcomeOf(draft), mask: maskOf(draft), say: sayIn(draft.language), actions };
    render(page(view), document.createElement('div'));
  }
}

show({});
openLink();
setTimeout(warmUp);
window.addEventListener('hashchange', openLink);
