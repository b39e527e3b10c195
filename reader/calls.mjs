// Calls that send a request: `fetch` as browsers copy it, axios, and Python's requests.
import { request } from './body.mjs';
import { Literals } from './literal.mjs';
import { LIMITS } from './limits.mjs';
import { message } from './message.mjs';
import { note, stoppedAt } from './notes.mjs';
import { Stopped } from './stopped.mjs';
import { Values, unwrapped } from './values.mjs';

/** @typedef {import('./literal.mjs').Node} Node */
/** @typedef {import('./literal.mjs').Group} Group */

const CALL =
  /(?:^|[\s=;(])(?:(fetch)|(axios)(?:\.(\w{1,10}))?|(requests|httpx|session|client)\.(\w{1,10})|\$\.(\w{1,10}))\s{0,4}(?=\()/g;

const METHODS = new Set(['get', 'post', 'put', 'delete', 'patch', 'head', 'options', 'request', 'ajax']);

/** @type {import('./types.mjs').Reader} */
export function readCalls(text) {
  const messages = [];
  CALL.lastIndex = 0;
  for (let found; (found = CALL.exec(text)) !== null;) {
    if (messages.length === 0 && found.index > 200) return undefined;
    const [whole, isFetch, , axiosMethod, isRequests, pythonMethod, jqueryMethod] = found;
    const verb = axiosMethod ?? pythonMethod ?? jqueryMethod;
    if (verb !== undefined && !METHODS.has(verb)) continue;
    const start = found.index + (/^[\s=;(]/.test(whole) ? 1 : 0);
    const form = isFetch ? 'fetch' : isRequests ? 'requests' : jqueryMethod ? 'jquery' : 'axios';
    const call = readCall(text, found.index + whole.length);
    if ('stopped' in call) {
      CALL.lastIndex = Math.max(CALL.lastIndex, call.stopped);
      continue;
    }
    const { group, stop } = call;
    const sent = new Sent(text, form, group, verb).message();
    CALL.lastIndex = Math.max(CALL.lastIndex, group.end);
    // A call of this name that sends nothing anywhere.
    if (sent.url === undefined && sent.rows.length === 0) continue;
    if (stop !== undefined) sent.notes.push(stop);
    const exact = sent.exact && stop === undefined;
    messages.push(message(form, [], { ...sent, exact, taken: [start, group.end] }));
    if (messages.length > LIMITS.messages) break;
  }
  return messages.length > 0 ? messages : undefined;
}

/**
 * @param {string} text
 * @param {number} at
 * @returns {{ group: Group, stop?: import('./types.mjs').Note } | { stopped: number }} `stop`: where the call breaks off
 */
function readCall(text, at) {
  const literals = new Literals(text, at);
  try {
    const group = literals.value();
    return group.kind === 'group' ? { group } : { stopped: group.end };
  } catch (error) {
    if (!(error instanceof Stopped)) throw error;
    const [call, settings] = literals.open;
    if (call === undefined || call.start !== at) return { stopped: error.at };
    if (settings !== undefined) call.members.push({ value: settings });
    return { group: { ...call, end: error.at }, stop: stoppedAt(error.at) };
  }
}

class Sent {
  /**
   * @param {string} text
   * @param {'fetch' | 'axios' | 'jquery' | 'requests'} form
   * @param {Group} call
   * @param {string | undefined} verb
   */
  constructor(text, form, call, verb) {
    this.values = new Values(text, form === 'requests' ? 'python' : 'js');
    this.form = form;
    this.verb = verb;
    this.positional = call.members.filter(({ key }) => key === undefined).map(({ value }) => value);
    /** @type {Map<string, Node>} */
    this.named = new Map();
    for (const { key, value } of call.members) if (key?.kind === 'word') this.named.set(key.word, value);
    for (const node of this.positional.slice(this.#takesData() ? 2 : 0)) this.#settings(node);
  }

  /** `axios.post(url, data, settings)`, but `fetch(url, settings)` */
  #takesData() {
    const isRequest = ['post', 'put', 'patch'].includes(this.verb ?? '');
    return this.form !== 'fetch' && isRequest;
  }

  /** @param {Node} node */
  #settings(node) {
    for (const { name, value } of this.values.entries(node) ?? []) this.named.set(name, value);
  }

  message() {
    const url = this.#text(this.named.get('url')) ?? this.#text(this.positional[0]);
    const method = this.#text(this.named.get('method') ?? this.named.get('type'));
    const verb = METHODS.has(this.verb ?? '') && !/^(?:request|ajax)$/.test(this.verb ?? '') ? this.verb : undefined;
    const headers = (this.values.rows(this.named.get('headers') ?? NOTHING) ?? []).map(
      ({ name, text }) => /** @type {[string, string]} */ ([name, text]),
    );
    const data =
      this.named.get('body') ?? this.named.get('data') ?? this.named.get('json') ?? this.named.get('content');
    const sent = data ?? (this.#takesData() ? this.positional[1] : undefined);
    const body = sent && this.#body(sent);
    const read = request({ url, method: method ?? verb, headers, body });
    const isComputed = sent !== undefined && body === undefined;
    const fields = isComputed ? this.#fields(sent) : [];
    const params = this.values.rows(this.named.get('params') ?? NOTHING) ?? [];
    return {
      ...read,
      ...(isComputed && method === undefined && verb === undefined ? { method: 'POST' } : {}),
      rows: [...read.rows, ...params, ...fields],
      exact: read.exact && this.values.exact,
      notes: [...read.notes, ...this.values.notes],
    };
  }

  /** @param {Node | undefined} node */
  #text(node) {
    return node && this.values.textOf(node);
  }

  /**
   * A body that stands in the call as a text.
   * @param {Node} node
   */
  #body(node) {
    if (node.kind !== 'group') return this.values.textOf(node);
    const only = node.members.length === 1 && node.name !== '' ? node.members[0]?.value : undefined;
    // `JSON.stringify('…')` would quote the text once more.
    return only && node.name !== 'JSON.stringify' ? this.values.textOf(only) : undefined;
  }

  /**
   * The fields of a body that the program writes itself.
   * @param {Node} node
   */
  #fields(node) {
    const rows = this.values.rows(unwrapped(node) ?? node);
    if (rows !== undefined) return rows;
    this.values.notes.push(note('variable', { field: this.values.text.slice(node.start, node.end), at: node.start }));
    this.values.exact = false;
    return [];
  }
}

/** @type {Group} */
const NOTHING = { kind: 'group', start: 0, end: 0, name: '', opener: '{', members: [] };
