// The page: what is put in changes the state, and the state is rendered. Nothing is kept anywhere else.
import { choose } from '../../reader/choice.mjs';
import { wholeText } from '../../reader/fields.mjs';
import { read } from '../../reader/index.mjs';
import { applied, edited } from './apply.mjs';
import { diagnose, prepare, stop } from './diagnosing.mjs';
import { EXAMPLES } from './examples.mjs';
import { guess } from './guess.mjs';
import { render } from './html.mjs';
import { sayIn } from './i18n/words.mjs';
import { unveiled } from './keys.mjs';
import { masked, maskedOutcome, maskOf } from './masking.mjs';
import { presetOf } from './presets.mjs';
import { fromFragment, sharedOf, toFragment } from './share.mjs';
import { leaveShell, resume } from './shell.mjs';
import {
  CUSTOM,
  TABLES,
  TAILS,
  evidenceOf,
  initialState,
  isDisputed,
  outcomeOf,
  pastedOf,
  signFieldOf,
} from './state.mjs';
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
  Object.assign(state, change, { diagnosis: undefined, link: undefined, reportedAt: undefined });
  mask = maskOf(state);
  const isTyped = (/** @type {string} */ id) => document.activeElement?.id === id;
  if (!isTyped('paste')) state.pasteBox = undefined;
  if (!isTyped('theirs')) state.theirsBox = undefined;
  state.pasteBox ??= mask.veil(state.paste);
  state.theirsBox ??= mask.veil(state.theirs);
  if (!isTyped('left')) state.leftBox = mask.veil(state.left);
  if (!isTyped('right')) state.rightBox = mask.veil(state.right);
  outcome = maskedOutcome(outcomeOf(state), mask);
  show({});
  clearTimeout(diagnosing);
  stop();
  if (isDisputed(state, outcome)) diagnosing = window.setTimeout(showDiagnosis, TYPING_PAUSE);
}

/** What was found, its texts as they are: only what is made of it is shown. @type {import('./state.mjs').State['diagnosis']} */
let found;

async function showDiagnosis() {
  const { gateway, evidence } = evidenceOf(state);
  const answer = await diagnose(gateway, evidence);
  if (answer === undefined) return;
  found = answer;
  show({ diagnosis: answer instanceof Error ? answer : masked(answer, mask) });
}

/**
 * Which gateway, operation and kind of message what was pasted is for: what was chosen by hand, and what its names tell of
 * the rest.
 * @param {Partial<State>} change
 * @returns {Partial<State>}
 */
function resolved(change) {
  const next = { ...state, ...change };
  const { choice, chosenOperation, chosenDirection, direction } = next;
  const pasted = pastedOf(next);
  const table = TABLES.find(({ id }) => id === choice);
  const best = pasted && guess(pasted, table ? [table] : TABLES);
  if (choice === CUSTOM) {
    return { ...change, gateway: CUSTOM, operation: '', direction: chosenDirection ?? 'request', others: [] };
  }
  const isChosen = chosenOperation !== undefined || chosenDirection !== undefined;
  const first = table?.operations[0]?.name ?? '';
  return {
    ...change,
    gateway: table?.id ?? best?.gateway ?? '',
    operation: chosenOperation ?? best?.operation ?? first,
    direction: chosenDirection ?? best?.direction ?? (table ? direction : 'request'),
    others: isChosen ? [] : (best?.others ?? []),
  };
}

/**
 * @param {string} text
 * @returns {Partial<State>}
 */
function pastedChange(text) {
  const reading = read(text, { tails: TAILS });
  const choice = choose(reading.messages);
  const at = choice === undefined ? 0 : reading.messages.indexOf(choice.message);
  return {
    paste: text,
    pasteBox: undefined,
    reading,
    isFromLink: false,
    ...messageChange(reading, at, choice?.string),
  };
}

/**
 * What follows from the message that is looked at.
 * @param {import('./state.mjs').Reading} reading
 * @param {number} at
 * @param {import('./state.mjs').PastedMessage} [beside] the other side's signed string
 * @returns {Partial<State>}
 */
function messageChange({ messages }, at, beside) {
  const pasted = messages[at];
  const theirs = (beside ?? pasted)?.string ?? '';
  const secret = (beside ?? pasted)?.secret;
  return {
    at,
    rows: pasted?.rows ?? [],
    named: (pasted?.rows ?? []).map(({ name }) => name),
    body: pasted?.body,
    whole: pasted && wholeText(pasted),
    isExact: pasted?.exact ?? true,
    sign: (pasted?.sign ?? beside?.sign) || '',
    whose: undefined,
    theirs,
    theirsBox: undefined,
    hasMore: state.hasMore || theirs !== '',
    ...(secret === undefined ? {} : { secret }),
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
    // Nothing moves under the hands of whoever types.
    const change = { ...pastedChange(text), pasteBox: veil };
    update(withinGateway(resolved({ ...(isReplaced ? forgotten() : {}), ...change })));
  },

  /** Masks the keys in what is not being typed any more. */
  veil() {
    const { paste, theirs, left, right } = state;
    const [pasteBox, theirsBox, leftBox, rightBox] = [paste, theirs, left, right].map(mask.veil);
    show({ pasteBox, theirsBox, leftBox, rightBox });
  },

  /** @param {number} at */
  chooseMessage(at) {
    const gone = { chosenOperation: undefined, chosenDirection: undefined };
    update(withinGateway(resolved({ ...gone, ...messageChange(state.reading, at) })));
  },

  /** @param {string} id */
  example(id) {
    const example = EXAMPLES.find((one) => one.id === id);
    if (!example) return;
    const { language, theme, view, code } = state;
    const { gateway, operation, direction, secret = '', baseUrl = '' } = example;
    const fresh = { ...initialState(), language, theme, view, code, ...pastedChange(example.text) };
    const chosen = { choice: gateway, chosenOperation: operation, chosenDirection: direction };
    update({ ...fresh, ...chosen, gateway, operation, direction, secret, baseUrl, exampleSecret: secret });
    document.querySelector('details.examples')?.removeAttribute('open');
    focusPaste();
  },

  reset() {
    const { language, theme } = state;
    history.replaceState(null, '', location.pathname + location.search);
    update({ ...initialState(), language, theme });
    focusPaste();
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

  /** @param {import('./guess.mjs').Guess} guess */
  chooseGuess({ gateway, operation, direction }) {
    const chosen = { choice: gateway, chosenOperation: operation, chosenDirection: direction };
    update(withinGateway({ ...chosen, gateway, operation, direction, others: [] }));
  },

  /** @param {string} whose */
  chooseWhose(whose) {
    update({ whose: /** @type {import('./state.mjs').Whose} */ (whose) });
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

  /** @param {string} shown what its box has by now */
  setLeft(shown) {
    const { text, veil } = unveiled(shown, state.leftBox);
    update({ left: text, leftBox: veil });
  },

  /** @param {string} shown what its box has by now */
  setRight(shown) {
    const { text, veil } = unveiled(shown, state.rightBox);
    update({ right: text, rightBox: veil });
  },

  /** @param {string} baseUrl */
  setBaseUrl(baseUrl) {
    update({ baseUrl, choice: state.gateway });
  },

  /**
   * @param {'hasMore' | 'isChoosing'} part
   * @param {boolean} isOpen
   */
  unfold(part, isOpen) {
    if (isOpen !== state[part]) show({ [part]: isOpen });
  },

  /**
   * Makes our side what these findings say the other side's is.
   * @param {number[]} numbers
   */
  apply(numbers) {
    if (found === undefined || found instanceof Error) return;
    const { findings } = found;
    const changes = numbers.flatMap((number) => findings[number]?.change ?? []);
    update({
      ...changes.reduce((next, change) => ({ ...next, ...applied(next, change) }), state),
      choice: state.gateway,
    });
    pop(sayIn(state.language)('applied'));
  },

  /** @param {string} sign */
  setSign(sign) {
    const name = signFieldOf(state);
    if (name === undefined) update({ sign });
    else if (sign === '') update({ sign, rows: state.rows.filter((row) => row.name !== name) });
    else update({ rows: withRow({ name, text: sign, kind: 'text' }) });
  },

  /**
   * @param {import('./state.mjs').Row} row
   */
  setRow(row) {
    update(edited(withRow(row)));
  },

  /** @param {string} name */
  removeRow(name) {
    update(edited(state.rows.filter((row) => row.name !== name)));
  },

  /** @param {import('./state.mjs').Rule} change */
  setRule(change) {
    // Of a gateway that is not guessed any more.
    update({ rule: { ...state.rule, ...change }, choice: state.gateway });
  },

  resetRule() {
    update({ rule: undefined });
  },

  /** @param {string} presetSearch */
  searchPresets(presetSearch) {
    show({ presetSearch });
  },

  /** @param {string} id of a rule of the catalogue */
  usePreset(id) {
    const preset = presetOf(id);
    if (preset) update({ rule: preset.rule, preset: id });
  },

  copy: (/** @type {string} */ text) => copy(text, 'copied'),

  /** Shows what the link would carry. */
  share() {
    show({ link: toFragment(sharedOf(state)) });
  },

  report() {
    show({ reportedAt: Date.now() });
  },

  closeReport() {
    show({ reportedAt: undefined });
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

/** Nobody should have to look for the box. A phone's keyboard would hide half of the page. */
function focusPaste() {
  if (!matchMedia('(pointer: coarse)').matches) document.getElementById('paste')?.focus({ preventScroll: true });
}

/** @param {import('./state.mjs').Row} row */
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
/** Safari has no other way. */
const whenIdle = globalThis.requestIdleCallback ?? setTimeout;

/**
 * What the first paste would have to wait for is done while nobody waits: templates, and the module's first run. Of all of
 * it at once, a slow machine would make a pause.
 */
function warmUp([example, ...rest] = EXAMPLES) {
  if (example === undefined) return;
  const { text, gateway, operation, direction, secret = '' } = example;
  const draft = { ...initialState(), ...pastedChange(text), gateway, operation, direction, secret };
  resolved(draft);
  const view = { state: draft, outcome: outcomeOf(draft), mask: maskOf(draft), say: sayIn(draft.language), actions };
  render(page(view), document.createElement('div'));
  whenIdle(() => warmUp(rest));
}

const meanwhile = leaveShell(root);
show({});
focusPaste();
openLink();
if (meanwhile.text !== '') {
  actions.paste(meanwhile.text, true);
  actions.veil();
  resume(meanwhile);
}
whenIdle(() => warmUp());
window.addEventListener('hashchange', openLink);
// For whoever waits for the page: it answers; and it needs no network any more.
document.documentElement.dataset.ready = '';
if (await prepare()) document.documentElement.dataset.loaded = '';
