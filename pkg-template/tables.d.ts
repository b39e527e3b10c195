import type {
  Encoding,
  FieldKind,
  GatewayId,
  NoticeKind,
  OperationRole,
  PayBy,
  Role,
  Rule,
  Scene,
  Source,
} from './index.d.ts';

// Without it, TypeScript would export every declaration here.
export {};

/** A sentence in both languages. */
export interface Bilingual {
  en: string;
  zh: string;
}

/** One row of a table. */
export interface FieldInfo {
  name: string;
  kind: FieldKind;
  required: boolean;
  about: Bilingual;
  /** What it is to every gateway alike: the neutral name by which it may be given too. 各网关统一的字段名。 */
  role?: Role;
  /** Whether later requests of the same order need it, so that it is in `request.keep`. 同一订单的后续请求是否需要。 */
  kept?: true;
  /** What is written when the field is not given: a fixed text, the present time, or a number of this request alone. */
  default?: { text: string } | 'now' | 'request-no';
  /** Least and greatest number of characters. */
  length?: [number, number];
  /** The values that the documents name; `way`: the ways of paying that one stands for. */
  values?: { value: string; about: Bilingual; way?: { payBy?: PayBy[]; scene?: Scene[] } }[];
  /** Whether other values are fine too. */
  open: boolean;
  /** The form is inferred from the page's example: another form is a warning. 格式由示例推断，不符时仅警告。 */
  inferred?: true;
  /**
   * What a JSON value holds: these rows alone (`items`: a list of such objects); these among others, known from an example; or
   * those that another field's value decides. The problems of the last two are warnings. Absent where no document says.
   */
  inside?:
    | { table: FieldInfo[] }
    | { items: FieldInfo[] }
    | { known: FieldInfo[] }
    | { by: { field: string; tables: [string, FieldInfo[]][] } };
  /** What the gateway takes badly without saying so; a warning. */
  cautions?: { when: CautionInfo; why: Bilingual }[];
  /** The version of the interface that introduced it. */
  since?: string;
}

/** Which values a caution is about. `shorter-than` counts characters, `more-bytes-than` bytes of UTF-8. */
export type CautionInfo =
  | { has: string }
  | { 'starts-with': string }
  | { 'is-not': string }
  | { 'shorter-than': number }
  | { 'more-bytes-than': number }
  | 'not-ascii';

/** What holds across fields; a field inside another is named by its path, as `SceneInfo.DeviceId`. */
export type ConditionInfo =
  | { needs: { when: [name: string, values: string[]][]; field: string; warning: boolean } }
  | { 'sum-at-most': { list: string; item: string; total: string } };

/** One thing a gateway can be asked. */
export interface OperationInfo {
  name: string;
  /** What it is to every gateway alike: the neutral name by which it may be asked for too. 各网关统一的接口名。 */
  role?: OperationRole;
  title: Bilingual;
  source: Source;
  path: string;
  /** The first is the usual one; `query` is a GET. */
  encodings: Encoding[];
  /** The exact body is signed, and this header carries the signature. */
  bodySignature?: { header: string };
  /** It has no signature, whatever the rule. 该接口不签名。 */
  unsigned?: true;
  fields: FieldInfo[];
  /** At least one of these sets must be given whole. */
  oneOf: string[][];
  conditions: ConditionInfo[];
  /** What it answers. 响应。 */
  reply: MessageInfo;
}

/** The documented fields of what a gateway sends. A gateway may send others. 网关所发报文的字段表；网关可能多传字段。 */
export interface MessageInfo {
  /**
   * The paths of the fields that the gateway's signature covers; empty where it signs nothing, or no rule is public.
   * 签名覆盖的字段路径；没有签名或签名规则未公开时为空。
   */
  signed: string[];
  /**
   * The fields of the message itself (path `''`), and of the objects in it, outermost first. `default`: what a reply of
   * success has there, which `testReply` fills in; `required`: always there.
   * 报文本身（路径为 `''`）及其中各对象的字段。`default` 为成功时的固定值，`testReply` 会自动填入；`required` 表示必有。
   */
  tables: { path: string; fields: FieldInfo[] }[];
}

/** One kind of notification. 一类通知。 */
export interface NoticeInfo extends MessageInfo {
  kind: NoticeKind;
  /** The field, by path, that tells it from the gateway's others, which come after it. 区分通知类别的字段路径。 */
  discriminator: string;
  source: Source;
  /** How it travels; `query` is a GET. `query` 为 GET。 */
  encoding: Encoding;
}

/** A gateway's tables, for forms and documents. */
export interface GatewayInfo {
  id: GatewayId;
  title: Bilingual;
  note: Bilingual;
  /** Absent where every deployment has its own. */
  baseUrl?: string;
  /** Absent where none is public. */
  rule?: Rule;
  ruleSource: Source;
  /** Whether a field outside the table breaks the signature. */
  unknownBreaks: boolean;
  operations: OperationInfo[];
  /** What it sends unasked; the first whose discriminator is not empty is the one. 异步通知，按顺序以第一个非空的区分字段为准。 */
  notices: NoticeInfo[];
}

/** The tables of every gateway, a copy of one's own at every call. 所有网关的字段表，每次调用返回新的副本。 */
export function gateways(): GatewayInfo[];
