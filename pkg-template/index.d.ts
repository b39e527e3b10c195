/** A gateway that fensign knows. 已支持的网关。 */
export type GatewayId = 'pass2pay' | 'wecard' | 'payindex' | 'xipay' | '4pyun';

/**
 * One value of a message. Numbers must be safe integers; write anything else as a string. `undefined` is absent.
 * Objects and arrays are taken only where the gateway's table says JSON; they become text once.
 * 数字必须是安全整数，其余请用字符串；`undefined` 视为未传；对象和数组只用于字段表规定为 JSON 的字段。
 */
export type Value = string | number | bigint | boolean | null | undefined | { [name: string]: Value } | Value[];

/** The fields of one message: own keys of a plain object. 一条报文的字段。 */
export type Fields = { [name: string]: Value };

/** A dialect as data; every key optional. 以数据描述的签名规则，每项均可省略。 */
export interface Rule {
  /** Which fields are signed. Default `all`. */
  include?: 'all' | string[];
  /** Fields that are not, besides `field`, which never is. */
  exclude?: string[];
  /** Which empties are dropped. Default `empty`: null and "". `php-empty` drops "0" too. */
  omit?: 'nothing' | 'null' | 'empty' | 'php-empty';
  /** Default `name`, by UTF-8 bytes. `pair-ignore-case` is Java's `String.CASE_INSENSITIVE_ORDER` over `k=v`. */
  order?: 'name' | 'pair' | 'pair-ignore-case' | 'given' | string[];
  /** Between name and value. Default `=`. */
  assign?: string;
  /** Between fields. Default `&`. */
  join?: string;
  /**
   * Where the secret stands: `tail`, this text and the secret at the end (default `&key=`; `''` appends the bare
   * secret); `head`, this text and the secret in front; `field`, sorted in under that name; `null`, not in the string.
   */
  key?: { tail?: string; head?: string; field?: string } | null;
  /** Default `md5`. */
  digest?: 'md5' | 'sha1' | 'sha256' | 'hmac-md5' | 'hmac-sha256';
  /** Letter case of the signature. Default `upper`. `any` writes upper case and accepts either. */
  case?: 'upper' | 'lower' | 'any';
  /** Default `fields`; `body` signs the exact body. */
  over?: 'fields' | 'body';
  /** The field that holds the signature. Default `sign`. */
  field?: string;
  /** The header that carries the signature instead. */
  header?: string | null;
  /** Default `utf-8`; `gbk` is refused for now. */
  charset?: 'utf-8' | 'gbk';
}

/** What a merchant brings to a gateway. */
export interface GatewayOptions {
  /** The signing secret; never empty. Without it only `check` and unsigned requests work. 签名密钥，不能为空。 */
  secret?: string | Uint8Array;
  /** The gateway's address, where it is not the documented one. Required by `payindex`. 网关地址。 */
  baseUrl?: string;
  /** Fields for every `request` and `check` whose table knows them. 每次请求都带的字段。 */
  defaults?: Fields;
  /** Knobs of the gateway's rule to replace. 需要调整的签名规则选项。 */
  rule?: Rule;
  /** The present time in ms since 1970; nothing else reads a clock. 当前毫秒时间戳，默认 `Date.now`。 */
  now?: () => number;
}

/** What may be said about one request. */
export interface RequestOptions {
  /** The form of the body, where the gateway leaves a choice (`pass2pay`: default `json`). 报文格式。 */
  as?: 'json' | 'form';
  /** Further headers. 附加请求头。 */
  headers?: Record<string, string>;
}

/** What `fetch(request.url, request)` takes, and what was signed. */
export interface SignedRequest {
  url: string;
  method: 'POST' | 'GET';
  headers: Record<string, string>;
  /** Absent for a GET. */
  body?: string;
  /** Absent where the gateway has no public rule and none was given. */
  sign?: string;
  /** Every text that travels, the signature too where it is a field. */
  fields: Record<string, string>;
  /** Warnings; errors are thrown. */
  problems: Problem[];
}

/** One thing that is wrong. 一处问题。 */
export interface Problem {
  /** Path of the field, as `SceneInfo.DeviceId`. */
  field?: string;
  /** A stable word: `missing`, `type`, `number`, … */
  code: string;
  severity: 'error' | 'warning';
  message: string;
  messageZh: string;
}

/** Every step of a signature, the secret masked as `***`. */
export interface Explanation {
  string: string;
  sign: string;
  fields: { name: string; text: string; signed: boolean; why?: string; whyZh?: string }[];
  rule: Rule;
}

/** A sentence in both languages. */
export interface Words {
  en: string;
  zh: string;
}

/** One row of a table. */
export interface FieldInfo {
  name: string;
  kind:
    | 'text'
    | 'fen'
    | 'fen-number'
    | 'yuan'
    | 'integer'
    | 'millis'
    | 'local-time'
    | 'compact-time'
    | 'utc-time'
    | 'json-text'
    | 'object'
    | 'objects'
    | 'texts'
    | 'signature';
  required: boolean;
  about: Words;
  /** What is written when the field is not given: a fixed text, or the present time. */
  default?: { text: string } | 'now';
  /** Least and greatest number of characters. */
  length?: [number, number];
  values?: { value: string; about: Words }[];
  /** Whether other values are fine too. */
  open: boolean;
}

/** One thing a gateway can be asked. */
export interface OperationInfo {
  name: string;
  title: Words;
  source: 'verified' | 'seed' | 'documented' | 'inferred' | 'unknown';
  path: string;
  /** The first is the usual one; `query` is a GET. */
  encodings: ('json' | 'form' | 'query')[];
  /** The exact body is signed, and this header carries the signature. */
  bodySignature?: { header: string };
  fields: FieldInfo[];
  /** At least one of these sets must be given whole. */
  oneOf: string[][];
}

/** A gateway's tables, for forms and documents. */
export interface GatewayInfo {
  id: GatewayId;
  title: Words;
  note: Words;
  /** Absent where every deployment has its own. */
  baseUrl?: string;
  /** Absent where none is public. */
  rule?: Rule;
  ruleSource: OperationInfo['source'];
  /** Whether a field outside the table breaks the signature. */
  unknownBreaks: boolean;
  operations: OperationInfo[];
}

/** One merchant at one gateway. 一个网关上的一个商户。 */
export class Gateway<G extends GatewayId | Rule = GatewayId | Rule> {
  /** @throws {FensignError} for an unknown gateway or option, a contradictory rule, an empty secret. */
  constructor(gateway: G, options?: GatewayOptions);
  /** The signature; one among the fields is left out. 计算签名。 @throws {FensignError} naming the field. */
  sign(fields: Fields): string;
  /** The signature of an exact body, for rules over the raw body (4pyun's JSON). 对报文体签名。 @throws {FensignError} */
  signBody(body: string): string;
  /**
   * Whether the fields' own signature is the rule's, in constant time. Never throws for what a message holds;
   * throws if the gateway has no secret or no rule. 验签。
   */
  verify(fields: Fields): boolean;
  /** What the operation's table has against the fields; empty: fine. 按字段表检查。 */
  check(operation: string, fields: Fields): Problem[];
  /** A signed request: `fetch(r.url, r)`. 生成已签名的请求。 @throws {FensignError} with every error found. */
  request(operation: string, fields: Fields, options?: RequestOptions): SignedRequest;
  /** Every step of a signature over fields, or over a body given as a string. 展示签名的每一步。 @throws {FensignError} */
  explain(input: Fields | string): Explanation;
  /** Wipes the secret; the gateway cannot be used again. 释放并清除密钥。 */
  free(): void;
  [Symbol.dispose](): void;
}

/** The tables of every gateway. 所有网关的字段表。 */
export function gateways(): GatewayInfo[];

/** Why nothing was signed or sent: every problem found, errors first. */
export class FensignError extends Error {
  /** The first problem's code. */
  code: string;
  problems: Problem[];
}
