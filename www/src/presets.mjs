// The catalogue of signing rules, each as a whole rule of its own.
import { dialects } from 'fensign/dialects';
import { RULE_DEFAULTS } from './rule-settings.mjs';
import { TABLES } from './state.mjs';

/** @typedef {import('fensign').Rule} Rule */
/** @typedef {import('fensign/dialects').Dialect & { over?: import('fensign').GatewayId }} Dialect */
/** @typedef {Record<'en' | 'zh', string>} Both */

/**
 * @typedef {object} Preset
 * @property {string} id
 * @property {Both} title
 * @property {Rule} rule with the settings of the gateway that it is a fork of
 * @property {string} source
 * @property {Both | undefined} note
 * @property {'published' | 'derived' | undefined} proof whether the source prints the signature of an example
 */

/** @type {Preset[]} */
export const PRESETS = Object.entries(/** @type {Record<string, Dialect>} */ ({ ...dialects })).map(
  ([id, { title, titleZh, rule, over, source, note, noteZh, example }]) => ({
    id,
    title: { en: title, zh: titleZh },
    rule: { ...TABLES.find((table) => table.id === over)?.rule, ...rule },
    source,
    note: note === undefined ? undefined : { en: note, zh: noteZh ?? note },
    proof: example && (example.published ? 'published' : 'derived'),
  }),
);

/** @param {string | undefined} id */
export const presetOf = (id) => PRESETS.find((preset) => preset.id === id);

/**
 * Those whose names have every word of a search.
 * @param {string} search
 */
export function foundPresets(search) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return PRESETS.filter(({ id, title }) => {
    const names = `${id} ${title.en} ${title.zh}`.toLowerCase();
    return words.every((word) => names.includes(word));
  });
}

/**
 * Whether a rule is still the one of a preset.
 * @param {Preset} preset
 * @param {Rule} rule
 */
export const isAsPreset = (preset, rule) => written(preset.rule) === written(rule);

/**
 * With its defaults, in one order, so that equal rules are equal texts.
 * @param {Rule} rule
 */
const written = (rule) => JSON.stringify(sorted({ ...RULE_DEFAULTS, ...rule }));

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function sorted(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, item]) => [name, sorted(item)]));
}

/**
 * A source in parts, of which some are addresses: a page's, or a project's at its commit.
 * @param {string} source
 * @returns {{ text: string, href?: string }[]}
 */
export function sourceParts(source) {
  /** @type {{ text: string, href?: string }[]} */
  const parts = [];
  let at = 0;
  for (const { 0: text, 1: project, 2: commit, index } of source.matchAll(
    /https?:\/\/[^\s;,()]+|\b([\w.-]+\/[\w.-]+)@([\da-f]{7,40})\b/g,
  )) {
    if (index > at) parts.push({ text: source.slice(at, index) });
    parts.push({ text, href: project === undefined ? text : `https://github.com/${project}/tree/${commit}` });
    at = index + text.length;
  }
  return at < source.length ? [...parts, { text: source.slice(at) }] : parts;
}
