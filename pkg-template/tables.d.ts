import type { Encoding, FieldKind, GatewayId, OperationRole, PayBy, Role, Rule, Scene, Source } from './index.d.ts';

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

/** Which values a caution is about. `shorter-than` counts characters. */
export type CautionInfo =
  { has: string } | { 'starts-with': string } | { 'is-not': string } | { 'shorter-than': number } | 'not-ascii';

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
  fields: FieldInfo[];
  /** At least one of these sets must be given whole. */
  oneOf: string[][];
  conditions: ConditionInfo[];
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
}

/** The tables of every gateway, a copy of one's own at every call. 所有网关的字段表，每次调用返回新的副本。 */
export function gateways(): GatewayInfo[];
