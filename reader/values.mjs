// The rows of a literal, and the messages it holds.
import { STYLES, unescape } from './escapes.mjs';
import { INTEGER } from './json.mjs';
import { Literals } from './literal.mjs';
import { message, textRow } from './message.mjs';
import { note, stoppedAt } from './notes.mjs';
import { Stopped } from './stopped.mjs';

/** @typedef {import('./literal.mjs').Node} Node */
/** @typedef {import('./literal.mjs').Group} Group */
/** @typedef {import('./types.mjs').Row} Row */
/** @typedef {import('./types.mjs').Note} Note */
/** @typedef {import('./types.mjs').Found} Found */
/** @typedef {'js' | 'python' | 'php' | 'ruby' | 'go' | 'csharp' | 'json'} Language */

/** @type {Record<string, 'true' | 'false' | 'null'>} */
const CONSTANTS = {
  true: 'true',
  True: 'true',
  TRUE: 'true',
  false: 'false',
  False: 'false',
  FALSE: 'false',
  null: 'null',
  NULL: 'null',
  None: 'null',
  nil: 'null',
  undefined: 'null',
};

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Calls whose one argument is the value. */
const WRAPPERS =
  /^(?:Decimal|str|int|float|String|Number|BigInt|BigDecimal|JSON\.stringify|json\.dumps|json_encode|qs\.stringify|querystring\.stringify|urlencode|URLSearchParams|Headers|dict|OrderedDict|array|Map|Hash|Object\.entries|collections\.OrderedDict)$/;

export class Values {
  /** @type {Note[]} */
  notes = [];
  exact = true;

  /**
   * @param {string} text
   * @param {Language} language
   */
  constructor(text, language) {
    this.text = text;
    this.language = language;
  }

  /**
   * The text of a string, of an added one too.
   * @param {Node} node
   * @returns {string | undefined}
   */
  textOf(node) {
    if (node.kind === 'text') return unescape(node.raw, this.#style(node));
    if (node.kind === 'computed') {
      const parts = node.parts.map((part) => (part.kind === 'text' ? this.textOf(part) : undefined));
      return parts.every((part) => part !== undefined) && node.parts.length > 1 ? parts.join('') : undefined;
    }
    return undefined;
  }

  /** @param {import('./literal.mjs').Text} node */
  #style({ quote, prefix }) {
    if (/r|@/i.test(prefix) || (this.language === 'go' && quote === '`')) return { quotesOnly: true };
    if (quote === "'" && (this.language === 'php' || this.language === 'ruby')) return STYLES.single;
    if (this.language === 'python') return /b/i.test(prefix) ? STYLES.pythonBytes : STYLES.python;
    return STYLES[this.language];
  }

  /**
   * A map, or a list of pairs, as rows.
   * @param {Node} node
   * @returns {Row[] | undefined}
   */
  rows(node) {
    const entries = this.entries(node);
    if (entries === undefined) return undefined;
    // `url.Values` and its like: a list of one value is that value.
    const isMulti =
      ['go', 'python', 'ruby'].includes(this.language) && entries.every(({ value }) => onlyItem(value) !== undefined);
    return entries.flatMap(({ name, value }) => {
      const row = this.row(name, isMulti ? (onlyItem(value) ?? value) : value);
      return row === undefined ? [] : [row];
    });
  }

  /**
   * @param {Node} node
   * @returns {{ name: string, value: Node }[] | undefined}
   */
  entries(node) {
    const group = unwrapped(node);
    if (group === undefined || group.members.length === 0) return undefined;
    const entries = [];
    for (const { key, value } of group.members) {
      const pair = key === undefined ? pairOf(value) : { key, value };
      const name = pair && this.#name(pair.key);
      if (name === undefined || pair === undefined) return undefined;
      entries.push({ name, value: pair.value });
    }
    return entries;
  }

  /** @param {Node} key */
  #name(key) {
    if (key.kind === 'word') return key.word;
    // C#: `["name"] = "value"`
    const inner = key.kind === 'group' && key.opener === '[' && key.name === '' ? key.members[0]?.value : key;
    return inner && this.textOf(inner);
  }

  /**
   * @param {string} name
   * @param {Node} node
   * @returns {Row | undefined} nothing when only the program knows it
   */
  row(name, node) {
    const text = this.textOf(node);
    if (text !== undefined) return textRow(name, text);
    if (node.kind === 'word') {
      const constant = CONSTANTS[node.word];
      if (constant === 'null') return { name, text: '', kind: 'null' };
      if (constant !== undefined) {
        if (constant !== node.word) this.#converted(name, node);
        return { name, text: constant, kind: 'boolean' };
      }
      const number = node.word.replace(/(?<=\d)[nLfFdDmM]$/, '');
      if (NUMBER.test(number)) return { name, text: number, kind: INTEGER.test(number) ? 'integer' : 'number' };
    }
    if (node.kind === 'group') {
      const inner = WRAPPERS.test(node.name) && node.members.length === 1 ? node.members[0]?.value : undefined;
      const isText = inner !== undefined && inner.kind !== 'group';
      if (inner !== undefined && isText) return this.row(name, inner);
      const json = this.#json(node);
      if (json !== undefined) {
        if (json !== this.text.slice(node.start, node.end)) this.#converted(name, node);
        return { name, text: json, kind: /^[{[]/.test(json) ? 'nested' : 'text' };
      }
    }
    this.notes.push(note('variable', { field: name, at: node.start }));
    this.exact = false;
    return undefined;
  }

  /**
   * @param {string} field
   * @param {Node} node
   */
  #converted(field, node) {
    this.exact = false;
    this.notes.push(note('converted', { field, at: node.start }));
  }

  /**
   * A nested value as JSON: as it stands, where it is JSON already.
   * @param {Node} node
   * @returns {string | undefined}
   */
  #json(node) {
    const raw = this.text.slice(node.start, node.end);
    if (isJson(raw)) return raw;
    return this.#write(node);
  }

  /**
   * @param {Node} node
   * @returns {string | undefined}
   */
  #write(node) {
    const text = this.textOf(node);
    if (text !== undefined) return JSON.stringify(text);
    if (node.kind === 'word') return CONSTANTS[node.word] ?? (NUMBER.test(node.word) ? node.word : undefined);
    if (node.kind !== 'group' || (node.opener === '(' && !/^(?:|array)$|Dict$|^dict$/i.test(node.name)))
      return undefined;
    const entries = this.entries(node);
    const items =
      entries?.map(({ name, value }) => {
        const json = this.#write(value);
        return json === undefined ? undefined : `${JSON.stringify(name)}:${json}`;
      }) ?? node.members.map(({ key, value }) => (key === undefined ? this.#write(value) : undefined));
    if (items.includes(undefined)) return undefined;
    const isMap = entries !== undefined || (node.members.length === 0 && node.opener === '{');
    return isMap ? `{${items.join(',')}}` : `[${items.join(',')}]`;
  }
}

/** @param {string} text */
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * Inside of `OrderedDict([…])`, `dict(…)`, `new URLSearchParams({…})`.
 * @param {Node} node
 * @returns {Group | undefined}
 */
export function unwrapped(node) {
  if (node.kind !== 'group') return undefined;
  const [first, second] = node.members;
  const isWrapper = WRAPPERS.test(node.name) && first !== undefined && first.key === undefined && second === undefined;
  if (isWrapper && first.value.kind === 'group') return unwrapped(first.value) ?? node;
  return node;
}

/**
 * `('name', 'value')`, `["name", "value"]`, `{ "name", "value" }`
 * @param {Node} node
 */
function pairOf(node) {
  if (node.kind !== 'group' || node.members.length !== 2 || node.name !== '') return undefined;
  const [first, second] = node.members;
  if (first?.key !== undefined || second?.key !== undefined || first?.value.kind !== 'text') return undefined;
  return second && { key: first.value, value: second.value };
}

/** @param {Node} node */
function onlyItem(node) {
  if (node.kind !== 'group' || node.members.length !== 1 || node.opener === '(') return undefined;
  const only = node.members[0];
  return only?.key === undefined && only?.value.kind === 'text' ? only.value : undefined;
}

/**
 * The literal at `at`, whatever language wrote it. One that breaks off is a message too, when a member was read.
 * @param {string} text
 * @param {number} at
 * @returns {import('./types.mjs').PastedMessage[] | import('./types.mjs').Vain}
 */
export function readLiteralAt(text, at) {
  const literals = new Literals(text, at);
  /** @type {Note[]} */
  const notes = [];
  /** @type {Node | undefined} */
  let node;
  try {
    node = literals.value();
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    const [outer] = literals.open;
    node = literals.open.find(({ members }) => members.some(({ key, value }) => (key ?? pairOf(value)) !== undefined));
    notes.push(error.isDeep ? note('deep', { at: error.at }) : stoppedAt(error.at));
    if (node === undefined || outer?.start !== at) {
      return { stopped: error.at, isDeep: error.isDeep };
    }
    // The member that breaks off may be half of one.
    const members = node.members.filter(({ key, value }) => (key ?? pairOf(value)) !== undefined);
    node = { ...node, members, end: error.at };
  }
  const language = languageOf(node, literals.traits);
  const messages = messagesOf(node, text, language, notes);
  return messages.length > 0 ? messages : { stopped: node.end };
}

/**
 * @param {Node} node
 * @param {string} text
 * @param {Language} language
 * @param {Note[]} notes
 */
function messagesOf(node, text, language, notes) {
  const values = new Values(text, language);
  const rows = values.rows(node);
  if (rows !== undefined) return rows.length === 0 && language !== 'json' ? [] : [toMessage(node, rows, values, notes)];
  const group = unwrapped(node);
  /** @type {import('./types.mjs').PastedMessage[]} */
  const messages = [];
  for (const { value } of group?.members ?? []) {
    const inner = new Values(text, language);
    const rows = inner.rows(value);
    if (rows === undefined) return [];
    messages.push(toMessage(value, rows, inner, notes));
  }
  return messages;
}

/**
 * @param {Node} node
 * @param {Row[]} rows
 * @param {Values} values
 * @param {Note[]} stops
 */
function toMessage({ start, end }, rows, values, stops) {
  const isJson = values.language === 'json';
  const notes = [...stops, ...(isJson ? [note('repaired', { at: start })] : []), ...values.notes];
  return message(values.language, rows, { exact: values.exact && notes.length === 0, taken: [start, end], notes });
}

/**
 * @param {Node} node
 * @param {Set<import('./literal.mjs').Trait>} traits
 * @returns {Language}
 */
function languageOf(node, traits) {
  const name = node.kind === 'group' ? node.name : '';
  const opener = node.kind === 'group' ? node.opener : '';
  if (/^array$/i.test(name) || (traits.has('arrow') && opener === '[')) return 'php';
  if (traits.has('arrow')) return 'ruby';
  if (/^(?:OrderedDict|collections\.OrderedDict|dict)$/.test(name)) return 'python';
  if (/^&|map\[|Values$|^[\w.]*[A-Z]\w*$/.test(name)) return 'go';
  if (/Dictionary|\(\)$/.test(name) || traits.has('equals')) return 'csharp';
  if (traits.has('bare')) return 'js';
  if (traits.has('single') || (opener === '[' && !traits.has('colon'))) return 'python';
  return 'json';
}
