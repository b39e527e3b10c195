import type { CauseId, DiagnosisVerdict } from './causes.d.ts';
import type { Fields, GatewayId, MessageKind, Rule } from './index.d.ts';

export type * from './causes.d.ts';

// Without it, TypeScript would export every declaration here.
export {};

/**
 * What one side has, and what the other side made of it: the secret, `fields` or `body`, and `sign` or `string`.
 * 我方的密钥、字段或报文体，以及对方的签名或签名串。
 */
export interface Evidence {
  /**
   * Our secret, whatever it is: what no secret can be is not refused here, but found. It may be left out only if `secrets` has
   * one. 我方的密钥；此处不检查密钥是否像样，问题由诊断给出。仅当提供 `secrets` 时可省略。
   */
  secret?: string | Uint8Array;
  /** Candidate secrets; the answer names a position. 其他可能的密钥；结果只给出位置。 */
  secrets?: (string | Uint8Array)[];
  /** Settings of the gateway's rule to replace. 需要调整的签名规则选项。 */
  rule?: Rule;
  /** The fields as we have them. 我方的字段。 */
  fields?: Fields;
  /**
   * Or the raw body that has them, character for character as it was sent or received: JSON, a form, or an address, of which the
   * query is read. If it is none of these as it stands, but is one inside quotation marks or with escapes undone, as logs show
   * it, it is read so. 或报文体原文，须与发送或收到的一字不差：JSON、表单，或网址（取其查询参数）。若原文无法解析，但去掉外层引号或还原转义后可以（如日志中的写法），
   * 则按还原后的内容解析。
   */
  body?: string;
  /** The other side's signature; without it, the one among the fields. 对方的签名；不传则取字段中的签名。 */
  sign?: string;
  /**
   * The string that the other side signed, its key as it is, masked or missing; or a text that has it: a line of a log, the string
   * in quotes or escaped as in JSON, an address with a query. The exact text is tried first, without line breaks at its end. What stands behind it under a label
   * (`, sign=…`) is its signature, if it has a digest's form and no other signature is given.
   * 对方的签名串，密钥可以打码或省略；也可以是包含它的文本：日志行、带引号或 JSON 转义的签名串、带查询参数的网址。总是先按原文（去掉末尾换行）诊断。签名串之后带有标签的内容
   * （`, sign=…`）若具有摘要的格式，且没有另外给出签名，则作为其签名。
   */
  string?: string;
  /**
   * Which message it is: its rule and its names are taken, and nothing is guessed. Without it, what the fields look like. A reply
   * needs its `operation`. 报文种类：按该种报文的规则和字段名诊断；不传则按字段判断。响应需要同时给出 `operation`。
   */
  message?: MessageKind;
  /**
   * The operation of a request or a reply; without it, the one whose table knows most of the names.
   * 请求或响应所属的接口；不传则按字段名判断。
   */
  operation?: string;
}

/** One cause of a difference. 一个原因。 */
export interface Finding {
  /** Its name in the catalogue (docs/causes.md). 原因编号，见文档。 */
  id: CauseId;
  /** Whether recomputation proves it; else it is a suspicion. 是否经重新计算证实；否则只是怀疑。 */
  certain: boolean;
  /** The fields concerned; absent where none is. 涉及的字段。 */
  fields?: string[];
  /** What the other side did, and what to change. */
  message: string;
  messageZh: string;
  /** The string that yields the signature, the key masked as `MASK`. 能得到该签名的签名串，密钥以 `MASK` 代替。 */
  string?: string;
  /**
   * Other causes that make the very same string: which of them it was, the signature cannot say; `message` names them too.
   * 能得到同一签名串的其他原因：仅凭签名无法区分，`message` 中也会列出。
   */
  or?: OtherCause[];
  /**
   * What to change on our side so that both are equal, if it can be set there: with the changes of all certain findings.
   * 我方可以采用的修正；应用全部已证实原因的修正后，双方签名一致。
   */
  change?: Change;
}

/** Another cause that makes the same string. 能得到同一签名串的另一原因。 */
export interface OtherCause {
  id: CauseId;
  /** The fields concerned; absent where none is. 涉及的字段。 */
  fields?: string[];
  message: string;
  messageZh: string;
}

/**
 * What to change on our side, one of three: settings of the rule; which secret (`position`: the one at that place of the
 * evidence; `slice`: `secret.slice(...slice)` of ours); the text of each of these fields, null for one to leave out.
 * 我方需要修改的内容，三者之一：规则选项；应使用的密钥（`position` 为证据中的位置，`slice` 为我方密钥的子串）；字段的文本（null 表示去掉该字段）。
 */
export type Change =
  | { rule: Rule }
  | { secret: { position: string } | { slice: [start: number, end: number] } }
  | { fields: Record<string, string | null> };

/** Where a pasted string leaves ours; the key is masked in both. 粘贴的签名串与我方签名串的首个差异。 */
export interface Difference {
  /** How many bytes of UTF-8 are the same. 相同的字节数（UTF-8）。 */
  offset: number;
  /** Our character there; absent where our string ends. */
  ours?: string;
  theirs?: string;
  /** The fields that differ or stand on one side only. 不同的字段。 */
  fields: string[];
  /** Whether only the order differs. 是否只是顺序不同。 */
  order: boolean;
  /**
   * The part of the pasted text that was taken for the other side's string, the key masked; absent where it was all of it. Of an
   * address, the string that its fields make. 从粘贴文本中取出的对方签名串（密钥已打码）；取了全部文本时没有此项。网址则为其字段拼成的签名串。
   */
  taken?: string;
  message: string;
  messageZh: string;
}

/** Why two signatures differ. 签名不一致的原因。 */
export interface Diagnosis {
  /**
   * `match`: the signature is the rule's own, look elsewhere. `cause`: proved by recomputation. `unknown`: nothing that
   * was tried yields the signature. `match`：签名正确；`cause`：原因已证实；`unknown`：未找到。
   */
  verdict: DiagnosisVerdict;
  /** The same in a sentence: where to look instead, or what was ruled out. */
  message: string;
  messageZh: string;
  /**
   * The certain ones hold together: all of them make the difference. Suspicions come only if nothing is proved, another
   * secret last. 已证实的原因同时成立；没有证实任何原因时才列出怀疑。
   */
  findings: Finding[];
  /**
   * The causes of which every hypothesis was tried alone, and that do not yield the signature. Of a message that is too large,
   * some are neither found nor ruled out. 已全部尝试并排除的原因编号；报文过大时，有的原因既未找到也未排除。
   */
  ruledOut: CauseId[];
  /** How many strings were tried. 尝试过的签名串数量。 */
  tried: number;
  /** Only if a string was given and differs. */
  difference?: Difference;
}

/**
 * Why the other side's signature is not ours: tries every cause that people have met alone, most pairs of which one is common, and
 * the likeliest in threes, and proves what it finds by recomputation. It is a module of its own, which nobody loads who only signs; no copy of a secret is left in it.
 * 找出双方签名不一致的原因：逐一、两两（常见原因还有三个一组）尝试，并以重新计算证实。这是独立的模块，只签名时不会加载；调用后不保留密钥。
 * @throws {FensignError} (that of `fensign`) if there is nothing to diagnose from, or more than `LIMITS` allows.
 *   没有可供诊断的内容，或超过 `LIMITS` 时抛出。
 */
export function diagnose(gateway: GatewayId | Rule, evidence: Evidence): Diagnosis;
