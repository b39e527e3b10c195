/// <reference lib="esnext.disposable" />
import type { Code, Encoding, NoticeKind, Outcome, PayKind, RuleValues, Severity, Verdict } from './constants.d.ts';
import type { Operations } from './operations.d.ts';

export type * from './constants.d.ts';

// Without it, TypeScript would export every declaration here.
export {};

/** A gateway that fensign knows. 已支持的网关。 */
export type GatewayId = keyof Operations;

/**
 * One value of a message. Numbers must be safe integers: write long identifiers and yuan amounts as strings.
 * `undefined` is absent. Objects and arrays are taken only where the gateway's table says JSON; they become text once.
 * 数字必须是安全整数，较长的编号和以元为单位的金额请用字符串；`undefined` 视为未传；对象和数组只用于字段表规定为 JSON 的字段。
 */
export type Value = string | number | bigint | boolean | null | undefined | { [name: string]: Value } | Value[];

/**
 * The fields of one message: own keys of a plain object; symbols are passed over. `LIMITS` says how many, how deep and how
 * long they may be; no other text that is passed may be longer either.
 * 一条报文的字段；忽略 symbol 键。字段个数、嵌套层数和文本长度的上限见 `LIMITS`；其他传入的文本也不得更长。
 */
export type Fields = { [name: string]: Value };

/** A text; a number or bigint stands for its digits. 字符串；数字按十进制写法转换。 */
export type Textual = string | number | bigint;

/** Whole fen; text must be digits only. 整数分；字符串只能是数字。 */
export type Fen = number | bigint | string;

/** What an interface without an index signature gives too: members that are values. 成员均为合法取值的对象或接口。 */
export type Valued<F> = Partial<Record<keyof F, Value>>;

/** A dialect as data; every key optional. 签名规则的配置，每项均可省略。 */
export interface Rule {
  /** Which fields are signed. Default `all`. */
  include?: 'all' | string[];
  /** Fields that are not, besides `field`, which never is. */
  exclude?: string[];
  /** Which empties are dropped. Default `empty`: null and "". `php-empty` drops "0" too. */
  omit?: RuleValues['omit'];
  /**
   * Default `name`, by UTF-8 bytes. `pair-ignore-case` is `String.CASE_INSENSITIVE_ORDER` over `k=v&` as Java 17 has it, by
   * code points; before JDK 16 characters above U+FFFF stood before those from U+E000 on. 默认按字段名的 UTF-8 字节排序；
   * `pair-ignore-case` 与 Java 17 的 `String.CASE_INSENSITIVE_ORDER` 一致，按码点比较（JDK 16 之前按 UTF-16 码元比较）。
   */
  order?: RuleValues['order'] | string[];
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
  digest?: RuleValues['digest'];
  /** Letter case of the signature. Default `upper`. `any` writes upper case and accepts either. */
  case?: RuleValues['case'];
  /** Default `fields`; `body` signs the exact body. */
  over?: RuleValues['over'];
  /** The field that holds the signature. Default `sign`. */
  field?: string;
  /** The header that carries the signature instead. */
  header?: string | null;
  /**
   * The charset of the signed bytes; default `utf-8`. What is sent is UTF-8 all the same. A character that it lacks is an
   * error. 取字节计算签名所用的字符集；请求报文仍为 UTF-8。
   */
  charset?: RuleValues['charset'];
}

/** What a merchant brings to a gateway. */
export interface GatewayOptions<D extends Fields = Fields> {
  /**
   * The signing secret; never empty. A text that nobody can mean (`undefined`, a placeholder, PEM, quotation marks or a label
   * around it, blanks at its ends, a line break in it) is an error `secret`; bytes are taken as they are. Without a secret only
   * `check` and unsigned requests work. The gateway keeps a copy of its bytes, which `free()` wipes.
   * 签名密钥，不能为空；明显不是密钥的字符串会报错，确实如此的密钥请传字节。网关保存其字节的副本，`free()` 时清除。
   */
  secret?: string | Uint8Array;
  /**
   * Older secrets that still verify what arrives, while the secret is being replaced; nothing is signed with them.
   * 更换密钥期间仍可用于验签的旧密钥，不用于签名。
   */
  secrets?: (string | Uint8Array)[];
  /** The gateway's address, where it is not the documented one. Required by `payindex`. 网关地址。 */
  baseUrl?: string;
  /** Fields for every `request` and `check` whose table knows them. 每次请求都带的字段。 */
  defaults?: D;
  /** Settings of the gateway's rule to replace. 需要调整的签名规则选项。 */
  rule?: Rule;
  /** The present time in ms since 1970, `Date.now` by default; nothing else reads a clock. 当前毫秒时间戳，默认 `Date.now`。 */
  now?: () => number;
}

/** What may be said about one request. */
export interface RequestOptions {
  /** The form of the body, where the gateway leaves a choice (`pass2pay`: default `json`). 报文格式。 */
  as?: Exclude<Encoding, 'query'>;
  /** Further headers. 附加请求头。 */
  headers?: Record<string, string>;
  /**
   * Errors of the gateway's table that you answer for, each as `field:code`: `['idNo:format']`. They come back as warnings in
   * `problems`. What would break the signature or lose data cannot be accepted.
   * 由调用方自行负责的字段表错误，写作 `字段:代码`，会降为 `problems` 中的警告；会破坏签名或丢失数据的错误除外。
   */
  accept?: string[];
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
  /** A stable word, for programs. What a field means stands in `fensign/tables`. 字段含义见 `fensign/tables`。 */
  code: Code;
  severity: Severity;
  message: string;
  messageZh: string;
}

/** Every step of a signature, the secret masked as `MASK`. */
export interface Explanation {
  string: string;
  sign: string;
  fields: { name: string; text: string; signed: boolean; why?: string; whyZh?: string }[];
  rule: Rule;
}

/** The order that a message is about; only what the message says. 报文所指的订单；报文没有的不会出现。 */
export interface Order {
  /** The merchant's number. 商户订单号。 */
  orderNo?: string;
  /** The gateway's number, which queries and refunds take. 网关订单号，查询和退款时使用。 */
  gatewayOrderNo?: string;
  /** What the order was for, in fen. 订单金额，单位分。 */
  amountFen?: number;
  /** What was paid, in fen: the same, where the gateway does not let it differ. 实付金额，单位分；网关不区分时与订单金额相同。 */
  paidFen?: number;
  /** The merchant at the gateway. 商户号。 */
  merchant?: string;
  /** The merchant's application at the gateway. 应用 ID。 */
  appId?: string;
}

/** What the shop's own records say of an order. What is given must not be `undefined`. 本地记录中的订单；传入的值不能是 `undefined`。 */
export interface Expected {
  /** The merchant's number. 商户订单号。 */
  orderNo: string;
  /** What the order was for, in fen; compared exactly. 订单金额，单位分，必须完全一致。 */
  amountFen: Fen;
  /** The gateway's number. 网关订单号。 */
  gatewayOrderNo?: string;
  /** The merchant at the gateway. 商户号。 */
  merchant?: string;
  /** The merchant's application at the gateway. 应用 ID。 */
  appId?: string;
  /** How many fen less may have been paid, where paid amounts float; 0 by default. 实付金额允许少付的分数，默认 0。 */
  floatFen?: Fen;
}

/** What follows from a notification or a reply. 对一条通知或响应的处理结论。 */
export interface Decision {
  /** Whether this is a signed payment of this order in full: deliver, once. 是否为该订单的足额支付：可以发货，只发一次。 */
  deliver: boolean;
  /** What to answer: `ack` if the message decides something about this order, else `refuse`. 应答内容。 */
  answer: Answer;
  /** Why not to deliver; empty if to deliver. 不发货的原因；可以发货时为空。 */
  why: Problem[];
}

/** Headers as Node.js has them, or a `Headers` object. Node.js 的请求头对象，或 `Headers`。 */
export type ReceivedHeaders =
  | { readonly [name: string]: string | readonly string[] | undefined }
  | { get(name: string): string | null | undefined };

/**
 * What to answer a notification; frozen, since every message of a gateway has the same. 对通知的应答；同一网关的报文共用，已冻结。
 */
export interface Answer {
  readonly contentType: string;
  readonly body: string;
  /** For handlers that return a `Response`. 供返回 `Response` 的处理函数使用。 */
  toResponse(): PlatformResponse;
}

/** The platform's `Response`, if the platform's types know one. */
type PlatformResponse = typeof globalThis extends { Response: { prototype: infer R } } ? R : unknown;

/** What the customer of a placed order pays with. 用户如何付款。 */
export type Pay =
  | {
      /**
       * `redirect`: send the customer to this address, of a page (http, https) or of an app that pays. `qr`: show this text as
       * a QR code. `qr-image`: show the picture at this http(s) address, which is a QR code. `form`: show this HTML, which a
       * valid signature covers, as a page. 跳转到该地址；将文本生成二维码；显示该地址的二维码图片；输出该 HTML 表单。
       */
      kind: Exclude<PayKind, 'jsapi' | 'none'>;
      value: string;
    }
  | {
      /** Hand these parameters to the app that the page runs in, by its bridge. 用这些参数调起微信、支付宝等 App 内的支付。 */
      kind: 'jsapi';
      value: Record<string, string>;
    }
  | {
      /** The reply has nothing to pay with. 响应没有支付参数。 */
      kind: 'none';
      value: '';
    };

/** A reply or a notification, read and judged. 已解析并验签的响应或通知。 */
export interface Message {
  /**
   * `valid`: the signature is the rule's. `invalid`: it is missing or another, take the message for forged.
   * `unsigned`: a reply of a kind that the gateway does not sign. `malformed`: it cannot be read.
   */
  verdict: Verdict;
  /**
   * What a notification is about; absent for replies and where no document says. pass2pay sends all three, and a refund
   * names the payment too. 通知的类别：支付、退款或转账；pass2pay 三类都会发送，退款通知同样带有支付订单号。
   */
  kind?: NoticeKind | undefined;
  /** What has become of the order; `unknown` unless the message may be believed and says it. */
  outcome: Outcome;
  /** Every text; those inside an envelope by path, as `data.payOrderId`. */
  fields: Record<string, string>;
  /**
   * The names of the fields that a valid signature covers; kind, outcome and order come from non-empty ones of these
   * alone. 签名覆盖的字段名；类别、结果和订单只取自其中的非空字段。
   */
  signed: string[];
  /**
   * Absent unless the message may be believed and names an order. On a valid notification it is always there; where that
   * names no order, or is ambiguous, `orderNo` is the empty text, which equals no order's.
   * 有效的通知一定有；未指明订单或有歧义时 `orderNo` 为空字符串。
   */
  order?: Order | undefined;
  /**
   * What the customer pays with: of a reply to an order that is placed, and only from what a signature covers where the
   * gateway signs its replies. Absent where the reply gives something else: see the problem `pay`.
   * 用户如何付款：仅下单的响应有；网关对响应签名时，只取自签名覆盖的字段。无法确定时没有，见问题 `pay`。
   */
  pay?: Pay | undefined;
  /** Why it is invalid or malformed, and warnings; at most `LIMITS.problems`, and a last one, `more`, that counts the rest. */
  problems: Problem[];
  /** What to answer a notification that was taken. 处理成功后的应答。 */
  ack: Answer;
  /** What to answer one that was not, so that it comes again. 处理失败时的应答，网关会重发。 */
  refuse: Answer;
  /** Which secret verified it: 0 is `secret`, from 1 on `secrets`. */
  secret?: number | undefined;
  /**
   * What follows from this notification, or from this reply to a query, for an order of your own records: the one safe
   * step. It delivers only if the verdict is `valid`, the message about a payment and no refund or transfer, the outcome
   * `paid`, nothing ambiguous, and everything given equal.
   * 用本地订单判定这条通知或查询响应：是否发货、如何应答通知。
   * @throws {FensignError} without `orderNo` and `amountFen`, or if something is undefined. Never for what a message holds.
   */
  decide(expected: Expected): Decision;
  /**
   * Every difference of a reply from the shop's own records; empty: it is this order and this amount. `absent` where the
   * message has no such value. 与本地订单逐项核对响应；报文中没有的值报 `absent`。
   * @throws {FensignError} without `orderNo` and `amountFen`, or if something is undefined.
   */
  matches(expected: Expected): Problem[];
}

/** A message as the gateway would send it, for tests. 供测试使用的模拟报文。 */
export interface TestMessage {
  contentType: string;
  body: string;
  /** The header that carries the signature, where the rule names one; else empty. 携带签名的请求头；规则未指定时为空。 */
  headers: Record<string, string>;
}

/** The gateway, where a type names exactly one: a union's functions take only what is of all its members. */
type Known<G> = (G extends GatewayId ? (one: G) => void : (one: 0) => void) extends (one: infer One) => void
  ? Extract<One, GatewayId>
  : never;

/** The names of a gateway's operations; any text where the type leaves the gateway open. 网关的接口名。 */
export type OperationOf<G> = [Known<G>] extends [never] ? string : keyof Operations[Known<G>];

/**
 * The fields of a gateway's operation; those named in `D`, the gateway's defaults, may be left out.
 * 接口的字段；已在默认字段 `D` 中给出的可以省略。
 */
export type FieldsOf<G, O, D = {}> = [Known<G>] extends [never]
  ? Fields
  : O extends keyof Operations[Known<G>]
    ? Flat<Given<Operations[Known<G>][O], keyof D>>
    : never;

/** One object type instead of an intersection, so that a compiler's message names the field. */
type Flat<T> = T extends unknown ? { [N in keyof T]: T[N] } : never;

type Given<T, K> = T extends { fields: infer F } ? Optional<F, K> & Amount<T, K> & AtLeastOneOf<T, K> : never;

/** The same, for every member of a union, with these keys optional. */
type Optional<F, K> = F extends unknown
  ? { [N in keyof F as N extends K ? never : N]: F[N] } & { [N in keyof F as N extends K ? N : never]?: F[N] }
  : never;

type Amount<T, K> = T extends { amount: infer A }
  ? Total & ((Optional<A, K> & { amountFen?: undefined }) | ({ [N in keyof A]?: undefined } & AmountFen))
  : unknown;

type AmountFen = {
  /**
   * The amount in whole fen, instead of the gateway's own field, which is written from it exactly.
   * 金额，整数分；代替网关自己的金额字段，由 fensign 精确换算。
   */
  amountFen: Fen;
};

type Total = {
  /**
   * The total in whole fen that the amount may not exceed, as the order's for a refund; not sent.
   * 金额不得超过的总额，整数分，例如退款对应的订单金额；不会发送。
   */
  totalFen?: Fen | undefined;
};

type AtLeastOneOf<T, K> = T extends { oneOf: infer S extends string[] }
  ? S extends unknown
    ? { [N in Exclude<S[number], K>]: {} }
    : never
  : unknown;

/**
 * One merchant at one gateway. Where the type says which, `request` takes that gateway's operations and fields only.
 * 一个网关上的一个商户。类型确定网关时，`request` 只接受该网关的接口和字段。
 */
export class Gateway<G extends GatewayId | Rule = GatewayId | Rule, D extends Fields = {}> {
  /** For the type alone: by their methods, all gateways would be assignable to each other. */
  private readonly of: [G, D];
  /** @throws {FensignError} for an unknown gateway or option, a contradictory rule, an empty secret. */
  constructor(gateway: G, options?: GatewayOptions<D>);
  /** The signature; one among the fields is left out. 计算签名。 @throws {FensignError} naming the field. */
  sign<F extends Valued<F>>(fields: F): string;
  /** The signature of an exact body, for rules over the raw body (4pyun's JSON). 对报文体签名。 @throws {FensignError} */
  signBody(body: string): string;
  /**
   * Whether this is the signature of an exact body, in constant time. It throws only if the rule signs fields, the gateway
   * has no secret or no rule, or was freed. 对报文体验签。
   */
  verifyBody(body: string, sign: string): boolean;
  /**
   * Whether the fields' own signature is the rule's, in constant time. `false` for anything malformed instead of an
   * error; throws only if the gateway has no secret or no rule, or was freed. 验签；畸形内容返回 `false`，不抛出异常。
   */
  verify<F extends Valued<F>>(fields: F): boolean;
  /**
   * What the operation's table has against the fields; empty: fine. It takes any fields, since it is there for those
   * of which nobody knows yet whether they are right. 按字段表检查；可传入任意字段。
   */
  check<F extends Valued<F>>(operation: OperationOf<G>, fields: F): Problem[];
  /** A signed request: `fetch(r.url, r)`. 生成已签名的请求。 @throws {FensignError} with every error found. */
  request<O extends OperationOf<G>>(operation: O, fields: FieldsOf<G, O, D>, options?: RequestOptions): SignedRequest;
  /**
   * Reads the reply to an operation from its raw body. Never throws, whatever the body (only `freed` and `fault`).
   * 解析并验证响应（传入原始报文体），无论内容如何都不抛出异常（`freed`、`fault` 除外）。
   */
  reply(operation: OperationOf<G>, body: string | Uint8Array, received?: { headers?: ReceivedHeaders }): Message;
  /**
   * Reads a notification from its raw body, before anything parses it. Never throws, whatever the body
   * (only `freed` and `fault`). Headers are needed only where `rule.header` carries the signature.
   * 解析并验证异步通知（传入未经解析的原始报文体），无论内容如何都不抛出异常（`freed`、`fault` 除外）。仅当 `rule.header`
   * 携带签名时需要传入请求头。
   */
  notice(
    body: string | Uint8Array,
    received?: string | { contentType?: string | undefined; headers?: ReceivedHeaders },
  ): Message;
  /** A reply as the gateway would send it, signed where it signs replies: for your own tests. @throws {FensignError} */
  testReply<F extends Valued<F>>(operation: OperationOf<G>, fields: F): TestMessage;
  /** A notification as the gateway would send it, signed: for your own tests. @throws {FensignError} */
  testNotice<F extends Valued<F>>(fields: F): TestMessage;
  /**
   * Every step of a signature over fields, or over a body given as a string: where the exact body is signed (4pyun's
   * refund), `explain(request.body)`. 展示签名的每一步；对报文体签名时请传入报文体。
   * @throws {FensignError}
   */
  explain<F extends Valued<F>>(input: F | string): Explanation;
  /**
   * Wipes the secret, so that no copy is left in the module's memory; the gateway cannot be used again. JavaScript's own
   * memory nobody can wipe: a string that you passed stays there until it is collected, and maybe longer. Whoever must
   * avoid that passes a `Uint8Array` and fills it with zeros once the gateway is made.
   * 释放并清除密钥：模块内存中不留任何副本；此后不能再使用该网关。传入的字符串由 JavaScript 引擎管理，无法主动清除；如有要求，请传入
   * `Uint8Array`，创建网关后自行填零。
   */
  free(): void;
  [Symbol.dispose](): void;
}

/**
 * Why nothing was signed or sent: the problems found, errors first; at most `LIMITS.problems`, and a last one,
 * `more`, that counts the rest. Nothing else is thrown. `fault`: the module failed inside, as without memory; the next call works, with another
 * instance of it. `module`: the module could not be compiled or started, which the first call does: a
 * Content-Security-Policy must allow `'wasm-unsafe-eval'`; the next call tries again.
 * 未签名或未发送的原因，错误在前；最多 `LIMITS.problems` 个，其余由最后一个 `more` 计数。不会抛出其他异常。`fault` 表示模块内部出错（例如内存不足），
 * 已重新启动，下一次调用可正常使用。`module` 表示首次调用时 WebAssembly 模块无法编译或启动（CSP 的 script-src 必须包含
 * `'wasm-unsafe-eval'`），下一次调用会重试。
 */
export class FensignError extends Error {
  /** The first problem's code. */
  code: Code;
  problems: Problem[];
}
