// What stands on the command line: one table of all options, and what is wrong with what was given.
import { parseArgs } from 'node:util';

/**
 * @typedef {object} Option
 * @property {'text' | 'switch' | 'list'} kind a list may be given several times
 * @property {string} [value] what it takes, for the help
 * @property {string} [short]
 * @property {{ en: string, zh: string }} about
 */

/** @satisfies {Record<string, Option>} */
export const OPTIONS = {
  rule: {
    kind: 'text',
    value: 'FILE',
    about: {
      en: 'signing rule as JSON; beside a gateway, what differs from its own',
      zh: '签名规则（JSON 文件）；与网关同时给出时为需要调整的选项',
    },
  },
  'secret-env': {
    kind: 'list',
    value: 'NAME',
    about: {
      en: 'the secret is in this environment variable; given again: a further candidate',
      zh: '密钥所在的环境变量；可多次给出，其余为备选密钥',
    },
  },
  'secret-file': {
    kind: 'list',
    value: 'FILE',
    about: {
      en: 'the secret is in this file; one line break at its end is not part of it',
      zh: '密钥所在的文件；文件末尾的一个换行不算密钥内容',
    },
  },
  operation: {
    kind: 'text',
    value: 'NAME',
    about: {
      en: "the gateway's operation: its own name, or place, query, close, refund, refundQuery",
      zh: '接口：网关自己的接口名，或 place、query、close、refund、refundQuery',
    },
  },
  message: {
    kind: 'text',
    value: 'KIND',
    about: { en: 'request, notice or reply', zh: '报文种类：request 请求、notice 通知、reply 响应' },
  },
  'message-number': {
    kind: 'text',
    value: 'N',
    about: { en: 'which message of the input, where it has several', zh: '输入含有多个报文时，取第几个' },
  },
  sign: {
    kind: 'text',
    value: 'SIGN',
    about: { en: "the other side's signature, where it is not in the message", zh: '对方的签名（报文中没有时）' },
  },
  'string-file': {
    kind: 'text',
    value: 'FILE',
    about: { en: 'a file with the string that the other side signed', zh: '对方待签名字符串所在的文件' },
  },
  header: {
    kind: 'list',
    value: "'Name: value'",
    about: { en: 'a header of the message', zh: '报文的请求头' },
  },
  'base-url': {
    kind: 'text',
    value: 'URL',
    about: { en: "the gateway's address, where it is not the documented one", zh: '网关地址（与文档不同时）' },
  },
  as: {
    kind: 'text',
    value: 'ENCODING',
    about: {
      en: 'json, form or query, where the gateway leaves a choice',
      zh: 'json、form 或 query（网关允许多种时）',
    },
  },
  accept: {
    kind: 'list',
    value: 'FIELD:CODE',
    about: { en: 'an error that you answer for; it becomes a warning', zh: '由你自行负责的错误，降为警告' },
  },
  now: {
    kind: 'text',
    value: 'MS',
    about: { en: 'the present time in ms since 1970', zh: '当前时间（毫秒时间戳）' },
  },
  gateway: {
    kind: 'list',
    value: 'ID',
    about: { en: 'a gateway to answer for; all, if it is left out', zh: '需要模拟的网关，可多次给出；省略时为全部' },
  },
  'allow-remote': {
    kind: 'switch',
    about: { en: 'notify other hosts than this one too', zh: '也向本机以外的地址发送通知' },
  },
  port: {
    kind: 'text',
    value: 'PORT',
    about: { en: 'where to listen; a free one if it is left out', zh: '监听的端口；省略时自动选择' },
  },
  send: { kind: 'switch', about: { en: 'send it, and read the reply', zh: '发送请求，并解析响应' } },
  json: { kind: 'switch', about: { en: 'print JSON', zh: '以 JSON 输出' } },
  lang: { kind: 'text', value: 'LANG', about: { en: 'en or zh', zh: '输出语言：zh 或 en' } },
  help: { kind: 'switch', short: 'h', about: { en: 'print this', zh: '显示帮助' } },
  version: { kind: 'switch', short: 'v', about: { en: 'print the version', zh: '显示版本' } },
};

/** @typedef {keyof typeof OPTIONS} OptionName */

/** What every command takes. @type {OptionName[]} */
export const COMMON = ['json', 'lang', 'help'];

/**
 * @typedef {object} Given
 * @property {Partial<Record<OptionName, string[]>>} values a switch has `['']`
 * @property {OptionName[]} names in the order given, one for each time
 * @property {string[]} positionals
 * @property {Mistake[]} mistakes
 */

/**
 * What was given is never repeated in an error: it may be a secret in the wrong place.
 * @typedef {{ code: 'secret' | 'unknown' | 'value' | 'noValue' | 'twice', at: number, name?: string }} Mistake
 */

/**
 * Never throws.
 * @param {string[]} args
 * @returns {Given}
 */
export function readArguments(args) {
  const options = Object.fromEntries(
    Object.entries(OPTIONS).map(([name, { kind, ...option }]) => [
      name,
      /** @type {const} */ ({
        type: kind === 'switch' ? 'boolean' : 'string',
        ...('short' in option ? { short: option.short } : {}),
      }),
    ]),
  );
  const { tokens } = parseArgs({ args, options, strict: false, allowPositionals: true, tokens: true });
  /** @type {Given} */
  const given = { values: {}, names: [], positionals: [], mistakes: [] };
  for (const token of tokens) {
    if (token.kind === 'positional') given.positionals.push(token.value);
    if (token.kind !== 'option') continue;
    const { index, name, value, inlineValue } = token;
    const mistake = mistakeOf(given, name, value, inlineValue === true);
    if (mistake) given.mistakes.push({ ...mistake, at: index + 1 });
    else {
      const known = /** @type {OptionName} */ (name);
      (given.values[known] ??= []).push(value ?? '');
      given.names.push(known);
    }
  }
  return given;
}

/**
 * @param {Given} given so far
 * @param {string} name
 * @param {string | undefined} value
 * @param {boolean} isInline
 * @returns {Omit<Mistake, 'at'> | undefined}
 */
function mistakeOf({ values }, name, value, isInline) {
  if (name === 'secret') return { code: 'secret' };
  if (!Object.hasOwn(OPTIONS, name)) {
    const near = nearest(name, Object.keys(OPTIONS));
    return { code: 'unknown', ...(near === undefined ? {} : { name: near }) };
  }
  const { kind } = OPTIONS[/** @type {OptionName} */ (name)];
  if (kind === 'switch') return value === undefined ? undefined : { code: 'value', name };
  // What looks like the next option was hardly meant for a value; `--sign=-x` says that it is.
  if (value === undefined || (!isInline && /^-./u.test(value))) return { code: 'noValue', name };
  if (kind !== 'list' && Object.hasOwn(values, name)) return { code: 'twice', name };
  return undefined;
}

/**
 * The name that was most likely meant.
 * @param {string} given
 * @param {string[]} names
 */
export function nearest(given, names) {
  const most = given.length > 4 ? 2 : 1;
  const near = names
    .map((name) => ({ name, edits: editsBetween(given.slice(0, 40).toLowerCase(), name.toLowerCase()) }))
    .filter(({ edits }) => edits <= most)
    .sort((one, other) => one.edits - other.edits);
  return near[0]?.name;
}

/**
 * Characters put in, left out or exchanged; two neighbours that changed places are one.
 * @param {string} one
 * @param {string} other
 */
function editsBetween(one, other) {
  /** @type {number[]} */
  let before = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const same = one[i - 1] === other[j - 1];
      const swapped = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      next.push(
        Math.min(
          (row[j] ?? 0) + 1,
          (next[j - 1] ?? 0) + 1,
          (row[j - 1] ?? 0) + (same ? 0 : 1),
          swapped ? (before[j - 2] ?? 0) + 1 : Infinity,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row[other.length] ?? 0;
}
