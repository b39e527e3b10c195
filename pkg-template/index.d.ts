/// <reference lib="esnext.disposable" />
import type {
  Code,
  Encoding,
  MessageKind,
  NoticeKind,
  OperationRole,
  Outcome,
  PayBy,
  PayKind,
  Role,
  Rule,
  Scene,
  Severity,
  Verdict,
} from './constants.d.ts';
import type { Kept, NeutralFields, Operations } from './operations.d.ts';
import type { Notices, Replies } from './replies.d.ts';

export type * from './constants.d.ts';
export type { Kept, NeutralFields } from './operations.d.ts';
export type * from './replies.d.ts';

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

/** What a merchant brings to a gateway. */
export interface GatewayOptions<D extends object = Fields> {
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
  /** The gateway's address, where it is not the documented one. Required by `payindex` and `epay`. 网关地址。 */
  baseUrl?: string;
  /** Fields for every `request` and `check` whose table knows them. 每次请求都带的字段。 */
  defaults?: D & { readonly [N in keyof D]: Value };
  /** Settings of the gateway's rule to replace. 需要调整的签名规则选项。 */
  rule?: Rule;
  /** The present time in ms since 1970, `Date.now` by default; nothing else reads a clock. 当前毫秒时间戳，默认 `Date.now`。 */
  now?: () => number;
}

/** What may be said about one request. */
export interface RequestOptions {
  /**
   * How the fields travel, where the gateway leaves a choice (`pass2pay`: default `json`; epay's `submit`: default `form`,
   * `query` for a link). 报文格式；`query` 为 GET 链接。
   */
  as?: Encoding;
  /** Further headers. 附加请求头。 */
  headers?: Record<string, string>;
  /**
   * Errors of the gateway's table that you answer for, each as `field:code`: `['idNo:format']`. They come back as warnings in
   * `problems`. What would break the signature or lose data cannot be accepted.
   * 由调用方自行负责的字段表错误，写作 `字段:代码`，会降为 `problems` 中的警告；会破坏签名或丢失数据的错误除外。
   */
  accept?: string[];
}

/** What `fetch(request.url, request)` takes, and what was signed. `K` is what it keeps. */
export interface SignedRequest<K = Kept> {
  /**
   * Where to send it. Where the gateway asks for the secret itself (epay's query and refund; warning `secret-sent` in
   * `problems`), this or the body holds it: log neither, nor the request as a whole.
   * 请求地址。网关要求直接传送密钥时（易支付的查询和退款，`problems` 中有警告 `secret-sent`），URL 或请求体含有密钥：不要写入日志，
   * 也不要整体序列化该对象。
   */
  url: string;
  method: 'POST' | 'GET';
  headers: Record<string, string>;
  /** Absent for a GET. */
  body?: string;
  /** Absent where the gateway has no public rule and none was given. */
  sign?: string;
  /** Every text that travels, the signature too where it is a field; `MASK` for the secret itself. 密钥显示为 `MASK`。 */
  fields: Record<string, string>;
  /**
   * What later requests of the same order need: store it, and spread it into them. By neutral names, and by the gateway's own
   * where there is none (xipay's `pay_time`). 同一订单的后续请求所需的字段：请保存，并在后续请求中传入。
   */
  keep: K;
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

/** Which message is explained: each is signed by a rule of its own. 要展示的报文：各类报文的签名规则可能不同。 */
export interface ExplainOptions {
  /**
   * Without it, what the merchant signs. A reply needs its `operation`; a notification's kind is told by its fields.
   * 不传则为商户自己签名的报文；响应需要同时给出 `operation`，通知的类别由字段判断。
   */
  message?: MessageKind;
  /** The operation of a request or a reply. 请求或响应所属的接口。 */
  operation?: string;
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

/** An order whose number is a text. 订单号必为字符串的订单。 */
export type NamedOrder = Order & {
  /** The merchant's number; empty where the message names none. 商户订单号；报文没有时为空字符串。 */
  orderNo: string;
};

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

/** What is in every message. 各类报文共有的内容。 */
interface Received<V extends Verdict> {
  /**
   * `valid`: the signature is the rule's. `invalid`: it is missing or another, treat the message as forged.
   * `unsigned`: a reply of a kind that the gateway does not sign. `malformed`: it cannot be read.
   * `valid` 验签通过；`invalid` 没有签名或验签失败，视为伪造；`unsigned` 网关不签名的响应；`malformed` 无法解析。
   */
  verdict: V;
  /** What has become of the order; `unknown` unless the message may be believed and says it. */
  outcome: Outcome;
  /** Every text; those inside an envelope by path, as `data.payOrderId`. */
  fields: Record<string, string>;
  /**
   * The names of the fields that a valid signature covers; kind, outcome and order come from non-empty ones of these
   * alone. 签名覆盖的字段名；类别、结果和订单只取自其中的非空字段。
   */
  signed: string[];
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

/** A notification of which a document says what it is about. 验签通过、类别已知的通知。 */
interface ValidNotice<K extends NoticeKind, F extends Record<string, string>> extends Received<'valid'> {
  /**
   * What it is about. pass2pay sends all three kinds, and a refund names the payment too.
   * 通知的类别：支付、退款或转账；pass2pay 三类都会发送，退款通知同样带有支付订单号。
   */
  kind: K;
  /** Every text. 全部字段。 */
  fields: F;
  /** The order; its number is empty where no signed field names one or the message can be read in two ways. 通知所指的订单。 */
  order: NamedOrder;
  pay?: undefined;
}

/** A notification of which no document says it. 验签通过，但文档未说明类别的通知。 */
interface ValidNoticeOfNoKind extends Received<'valid'> {
  kind?: undefined;
  /** The order; its number is empty where no signed field names one or the message can be read in two ways. 通知所指的订单。 */
  order: NamedOrder;
  pay?: undefined;
}

/** Says nothing of an order. 验签失败或无法解析的报文。 */
interface RefusedMessage extends Received<'invalid' | 'malformed'> {
  kind?: undefined;
  order?: undefined;
  pay?: undefined;
}

/** A reply that can be read. 可读取的响应。 */
interface ReadReply<F extends Record<string, string>, P> extends Received<'valid' | 'unsigned'> {
  kind?: NoticeKind | undefined;
  /** Every text; those inside an envelope by path, as `data.payOrderId`. 全部字段；内层字段按路径，例如 `data.payOrderId`。 */
  fields: F;
  /** Absent unless the message names an order. 报文所指的订单。 */
  order?: Order | undefined;
  /** Where the customer pays; in replies to placing an order only. 用户去哪里支付；仅下单响应有。 */
  pay?: P | undefined;
}

/** The named texts first, so that an editor offers them. */
type Texts<T> = T & Record<string, string>;

type NoticeTable<G, K> = G extends keyof Notices ? (K extends keyof Notices[G] ? Notices[G][K] : never) : never;

type NoticeOfKind<G, K extends NoticeKind> = K extends unknown
  ? [G] extends [GatewayId]
    ? [NoticeTable<G, K>] extends [never]
      ? never
      : ValidNotice<K, Texts<NoticeTable<G, K>>>
    : ValidNotice<K, Record<string, string>>
  : never;

/**
 * A notification, read and judged: look at `verdict` first, then at `kind`.
 * 已解析并验签的通知：先看 `verdict`，再看 `kind`。
 */
export type NoticeMessage<G = GatewayId | Rule> = NoticeOfKind<G, NoticeKind> | ValidNoticeOfNoKind | RefusedMessage;

type ReplyTable<G, T> = G extends keyof Replies
  ? T extends { name: infer N }
    ? N extends keyof Replies[G]
      ? Replies[G][N]
      : {}
    : {}
  : never;

type ReplyTexts<G, O> = [G] extends [GatewayId] ? Texts<TextsOfReply<G, O>> : Record<string, string>;

type TextsOfReply<G, O> = G extends GatewayId ? ReplyTable<G, TableOf<G, O>> : never;

/**
 * The documented fields of a reply, by name and by path, for `testReply`. Other names, and any values, are taken too.
 * `testReply` 可用的响应字段（字段名或路径）；也可传入其他字段和任意取值。
 */
export type ReplyFields<G, O> = IsOpen<G> extends true ? unknown : Named<TextsOfReply<G, O>>;

/**
 * The documented fields of a notification, by name and by path, for `testNotice`. Other names, and any values, are taken too.
 * `testNotice` 可用的通知字段（字段名或路径）；也可传入其他字段和任意取值。
 */
export type NoticeFields<G> = IsOpen<G> extends true ? unknown : FieldsOfNotice<G>;

type FieldsOfNotice<G> = G extends keyof Notices
  ? { [K in keyof Notices[G]]: Named<Notices[G][K]> }[keyof Notices[G]]
  : never;

type Named<R> = { [P in keyof R as P | Last<P>]?: Sent<R[P]> };

/** Any value; a plain `string` would swallow the documented texts, and an editor could not offer them. */
type Sent<T> = T | Exclude<Value, string>;

/** The last name of a path. */
type Last<P> = P extends `${string}.${infer Rest}` ? Last<Rest> : P;

/** What places an order, by its neutral name or a gateway's own. */
type PayOf<G, O> = [G] extends [GatewayId] ? (TableOf<G, O> extends { pays: true } ? Pay : never) : Pay;

/** A reply, read and judged: look at `verdict` first. 已解析并验签的响应：先看 `verdict`。 */
export type ReplyMessage<G = GatewayId | Rule, O = string> = ReadReply<ReplyTexts<G, O>, PayOf<G, O>> | RefusedMessage;

/** A reply or a notification. 响应或通知。 */
export type Message = NoticeMessage | ReplyMessage;

/** A message as the gateway would send it, for tests. 供测试使用的模拟报文。 */
export interface TestMessage {
  /** How a notification is sent; absent for a reply. 通知的请求方法；响应没有此项。 */
  method?: 'POST' | 'GET';
  /** Of the body, or of the query of a GET. 报文体（或 GET 查询串）的类型。 */
  contentType: string;
  /** The body; of a GET the query: fetch(`${notifyUrl}?${body}`). Either is what `notice` takes. 报文体；GET 时为查询串，可直接传给 `notice`。 */
  body: string;
  /** The header that carries the signature, where the rule names one; else empty. 携带签名的请求头；规则未指定时为空。 */
  headers: Record<string, string>;
}

/** The gateway, where a type names exactly one: a union's functions take only what is of all its members. */
type Known<G> = (G extends GatewayId ? (one: G) => void : (one: 0) => void) extends (one: infer One) => void
  ? Extract<One, GatewayId>
  : never;

/** Whether the type leaves the gateway open: it may be a rule, or anything. */
type IsOpen<G> = unknown extends G ? true : [G] extends [GatewayId] ? false : true;

/**
 * The names of a gateway's operations; of several gateways, the neutral names of those that all have. Any text where the type
 * leaves the gateway open. 网关的接口名；类型为多个网关时，是它们共有接口的统一名称。
 */
export type OperationOf<G> =
  IsOpen<G> extends true
    ? string
    : [Known<G>] extends [never]
      ? Extract<keyof Operations[G & GatewayId], OperationRole>
      : keyof Operations[Known<G>];

/** The names under which an operation takes fields. 接口可传的字段名。 */
export type NameOf<G, O> =
  IsOpen<G> extends true
    ? PropertyKey
    : | keyof NeutralFields
      | 'totalFen'
      | ([Known<G>] extends [never] ? keyof Kept : keyof KeptBy<Known<G>> | OwnNames<TableOf<Known<G>, O>>);

type OwnNames<T> = T extends { fields: infer F } ? KeysOf<F> : never;
type KeysOf<F> = F extends unknown ? keyof F : never;

/**
 * The fields of a gateway's operation, by its own or by neutral names; those named in `D`, the gateway's defaults, may be left
 * out. It asks for neither of two names, since it cannot tell which will be given: `request` does. Of several gateways: neutral
 * names only, each needed where any of them needs it; what else they need is in `defaults`.
 * 接口的字段，可用网关自己的字段名或统一名称；已在默认字段 `D` 中给出的可以省略。同一字段有两个名称时，该类型不要求给出哪一个，由 `request`
 * 检查。类型为多个网关时只能用统一名称，任一网关必填即必填，其余字段放在 `defaults` 中。
 */
export type FieldsOf<G, O, D = {}> = FieldsNamed<G, O, D, unknown, PayBy>;

/**
 * What `request` takes of a caller who gives fields of the names `N` and `payBy` as `B`, which are inferred: just one of two
 * names, a scene that the table has, and what the others make necessary.
 * `request` 的参数；`N` 为实际传入的字段名，`B` 为 `payBy` 的值，由编译器推断。
 */
export type RequestFields<G, O, D, N extends PropertyKey, B extends string> = { [M in N]?: unknown } & {
  payBy?: B | Value;
} & FieldsNamed<G, O, D, N, B>;

type FieldsNamed<G, O, D, N, B> =
  IsOpen<G> extends true
    ? Fields
    : [Known<G>] extends [never]
      ? Common<G, O, N, B>
      : Taken<Known<G>, TableOf<Known<G>, O>, keyof D, [NameOf<G, O>] extends [N] ? unknown : N, B>;

/** What must be given. */
type Needs<N> = { [M in N & string]: {} };

/** The same; nothing is no empty object type, of which a compiler would infer the names that `RequestFields` infers. */
type NeedsAny<N> = [N] extends [never] ? unknown : Needs<N>;

/** What must not be given beside another. */
type Lacks<N> = { [M in N & string]?: undefined };

type Way = 'payBy' | 'scene';
type TableOf<G, O> = G extends GatewayId ? (O extends keyof Operations[G] ? Operations[G][O] : never) : never;
type CodesOf<T> = T extends { ways: { codes: infer C } } ? C : never;

/**
 * What an operation `T` of a gateway takes of a caller who gives the names `N` and has given the names `K` as defaults; where
 * `N` is unknown, either name of a field that has two. A union of every field's two names would have hundreds of members: the
 * names that are given decide, and where neither is, the names of the others.
 */
type Taken<G extends GatewayId, T, K, N, B> = T extends { fields: infer F; needed: infer R; neutral: infer P }
  ? F &
      NeutralFields &
      KeptBy<G> &
      (T extends { total: true } ? Total : unknown) &
      (unknown extends N
        ? NeedsAny<Exclude<R, K | keyof P | CodesOf<T>>>
        : Needs<NameFor<Exclude<R, K | CodesOf<T>>, P, N, IsOwn<P, CodesOf<T>, N>>> &
            Lacks<Twice<P, N>> &
            WayOf<T, R, P, K, N, B> &
            AtLeastOneOf<T, P, K, N>)
  : never;

/** The name of a field: the one that is given, else its own if the others are, or the neutral one. */
type NameFor<R, P, N, IsOwn> = R extends N
  ? R
  : R extends keyof P
    ? [P[R] & N] extends [never]
      ? IsOwn extends true
        ? R
        : First<P[R]>
      : First<P[R] & N>
    : R;

/** Whether own names are given where neutral ones could be, and no neutral ones. */
type IsOwn<P, C, N> = [N & (P[keyof P] | Way)] extends [never]
  ? [N & (keyof P | C)] extends [never]
    ? false
    : true
  : false;

/** Of a refund's two neutral names. */
type First<M> = 'refundFen' extends M ? Exclude<M, 'amountFen'> : M;

/** Neutral names beside another name of the same field. */
type Twice<P, N> = {
  [R in keyof P]: R extends N ? P[R] & N : 'refundFen' extends P[R] & N ? P[R] & N & 'amountFen' : never;
}[keyof P];

/** The way of paying: by its own codes or by a pair that these stand for. */
type WayOf<T, R, P, K, N, B> = T extends { ways: { codes: infer C; scenes: infer S } }
  ? [C & N] extends [never]
    ? [Way & N] extends [never]
      ? [Exclude<C & R, K>] extends [never]
        ? unknown
        : IsOwn<P, C, N> extends true
          ? Needs<Exclude<C & R, K>>
          : PairIn<S, B>
      : PairIn<S, B>
    : Needs<Exclude<C & R, K>> & Lacks<Way>
  : unknown;

/** A code that stands for every scene wants none. */
type PairIn<S, B> = { payBy: keyof S } & (Scene extends S[B & keyof S]
  ? { scene?: Scene | null | undefined }
  : { scene: S[B & keyof S] });

type AtLeastOneOf<T, P, K, N> = T extends { oneOf: infer S extends string[] }
  ? SetsIn<Sets<S, P, K, N, IsOwn<P, CodesOf<T>, N>>, N>
  : unknown;

type Sets<S extends string[], P, K, N, IsOwn> = S extends unknown
  ? Needs<NameFor<Exclude<S[number], K>, P, N, IsOwn>>
  : never;

/** Those of the sets whose names are all given; all of them, if none is. */
type SetsIn<Sets, N> = [WithinOf<Sets, N>] extends [never] ? Sets : WithinOf<Sets, N>;

type WithinOf<Sets, N> = Sets extends unknown ? ([keyof Sets] extends [N] ? Sets : never) : never;

/** What all the gateways `G` take in their operation `O`. */
type Common<G, O, N, B> = NeutralFields &
  Keeping<keyof Kept> &
  (TableOf<G, O> extends { total: true } ? Total : unknown) &
  Needs<NeededBy<TableOf<G, O>>> &
  Every<G, O, N, B, 'sets'> &
  Every<G, O, N, B, 'ways'>;

/** The neutral names of what is needed; what has none is in the account's defaults. */
type NeededBy<T> = unknown extends T
  ? never
  : T extends { needed: infer R; neutral: infer P }
    ? (R & keyof NeutralFields) | First<P[R & keyof P]>
    : never;

/** The intersection of what each asks for. */
type Every<G, O, N, B, What> = (
  G extends unknown ? (asked: AskedBy<TableOf<G, O>, N, B, What>) => void : never
) extends (asked: infer A) => void
  ? A
  : never;

type AskedBy<T, N, B, What> = What extends 'ways'
  ? T extends { ways: { scenes: infer S } }
    ? PairIn<S, B>
    : unknown
  : T extends { neutral: infer P; oneOf: infer S extends string[] }
    ? unknown extends N
      ? unknown
      : SetsIn<NeutralSets<S, P>, N>
    : unknown;

type NeutralSets<S extends string[], P> = S extends unknown ? Needs<P[S[number] & keyof P]> : never;

type Total = {
  /**
   * The total in whole fen that the amount may not exceed, as the order's for a refund; not sent.
   * 金额不得超过的总额，整数分，例如退款对应的订单金额；不会发送。
   */
  totalFen?: Fen | undefined;
};

/** What a request keeps; of several gateways, what all keep and maybe the rest. */
export type KeptOf<G, O> = [G] extends [GatewayId]
  ? [Known<G>] extends [never]
    ? Kept & Pick<KeepOf<TableOf<G, O>>, keyof KeepOf<TableOf<G, O>>>
    : KeepOf<TableOf<G, O>>
  : Kept;

type KeepOf<T> = T extends { keep: infer L extends Kept } ? L : never;

/** What any request of a gateway may keep, since it may be handed to all of them. */
type KeptBy<G extends GatewayId> = Keeping<KeysOf<KeepOf<Operations[G][keyof Operations[G]]>>>;

type Keeping<N> = { [M in N & string]?: Textual | null | undefined };

/**
 * One merchant at one gateway. Where the type says which, `request` takes that gateway's operations and fields only.
 * 一个网关上的一个商户。类型确定网关时，`request` 只接受该网关的接口和字段。
 */
export class Gateway<G extends GatewayId | Rule = GatewayId | Rule, D extends object = {}> {
  /**
   * For the type alone: by their methods, all gateways would be assignable to each other. Without the mapped types, TypeScript
   * before 7 would take any two gateways for different, since it would not look at what their types amount to.
   */
  private readonly of: [G, D, { [N in G & string]?: unknown }, { [N in keyof D]?: unknown }];
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
   * What the operation's table has against the fields, and, where that is no error, why they cannot be signed (`nothing-signed`,
   * say); empty: fine. It takes any fields, since it is there for those of which nobody knows yet whether they are right.
   * 按字段表检查；字段表没有报错时，再检查能否签名（如 `nothing-signed`）；可传入任意字段。
   */
  check<F extends Valued<F>>(operation: OperationOf<G>, fields: F): Problem[];
  /**
   * A signed request: `fetch(r.url, r)`. 生成已签名的请求。
   * @param operation By its neutral name: `place` an order, `query` it, `close` it, `refund` it, `refundQuery`; or by the
   *   gateway's own, which docs/ and `gateways()` of `fensign/tables` describe. 统一接口名：`place` 下单、`query` 查询、`close`
   *   关单、`refund` 退款、`refundQuery` 查询退款；也可用网关自己的接口名。
   * @param fields By neutral names, the gateway's own, or both; one name for each field. 统一字段名或网关自己的字段名，每个字段只用一个名称。
   * @throws {FensignError} with every error found.
   */
  request<O extends OperationOf<G>, N extends NameOf<G, O>, B extends string>(
    operation: O,
    fields: RequestFields<G, O, D, N, B>,
    options?: RequestOptions,
  ): SignedRequest<KeptOf<G, O>>;
  /**
   * Reads the reply to an operation from its raw body. Never throws, whatever the body (only `freed` and `fault`). In its
   * place may stand what `fetch` threw; like a status that is not 2xx, an empty body and an HTML page it is `malformed`, with
   * the problem `no-reply`: the gateway may have acted all the same. `fensign/fetch` does all of it.
   * 解析并验证响应（传入原始报文体），无论内容如何都不抛出异常（`freed`、`fault` 除外）。也可以传入 `fetch` 抛出的异常：与非 2xx
   * 状态码、空响应、HTML 页面一样，结论为 `malformed`，问题代码为 `no-reply`，此时网关可能已经受理。`fensign/fetch` 已处理好这些情况。
   */
  reply<O extends OperationOf<G>>(
    operation: O,
    body: string | Uint8Array | Error,
    received?: { headers?: ReceivedHeaders; status?: number },
  ): ReplyMessage<G, O>;
  /**
   * Reads a notification from its raw body, before anything parses it. Never throws, whatever the body
   * (only `freed` and `fault`). Headers are needed only where `rule.header` carries the signature. Of a notification that comes
   * by GET (epay), and of the page that the customer returns to, give the address (`request.url`, absolute or from `/` on),
   * `?…` or the query alone; other gateways refuse an address. Under a rule alone either is taken.
   * 解析并验证异步通知（传入未经解析的原始报文体），无论内容如何都不抛出异常（`freed`、`fault` 除外）。仅当 `rule.header`
   * 携带签名时需要传入请求头。以 GET 发送的通知（易支付）和支付后的跳转页，请传入 URL（`request.url`，完整地址或从 `/` 开始）、
   * `?…` 或查询串本身；其他网关不接受 URL；只给出规则时两者均可。
   */
  notice(
    body: string | Uint8Array,
    received?: string | { contentType?: string | undefined; headers?: ReceivedHeaders },
  ): NoticeMessage<G>;
  /**
   * A reply as the gateway would send it, signed where it signs replies: for your own tests. A field inside an object of the
   * reply is given by its name or its path (`orderState`, `data.orderState`), and the object is written; or the object is given
   * whole. That the call worked is filled in unless you give another code, or null. Any value is sent as it is given.
   * 模拟网关响应，按规则签名，供测试使用。对象内的字段可直接用字段名或路径传入，也可整体传入该对象；表示调用成功的代码自动填入。
   * @throws {FensignError} for a mistyped name, a field beside its object, an object where the gateway has a text.
   */
  testReply<O extends OperationOf<G>, F extends Valued<F>>(operation: O, fields: F & ReplyFields<G, O>): TestMessage;
  /**
   * A notification as the gateway would send it, signed: for your own tests. 模拟网关通知，已签名，供测试使用。
   * @throws {FensignError} for a mistyped name, an object where the gateway has a text.
   */
  testNotice<F extends Valued<F>>(fields: F & NoticeFields<G>): TestMessage;
  /**
   * The notification that belongs to an order: its number, amount and merchant come from what `request` returned for it (or
   * from its `fields`), the times from `now`; the gateway's own numbers are made up (`TEST…`).
   * 由 `request` 为该订单返回的请求（或其 `fields`）生成对应的支付通知：订单号、金额、商户取自请求，时间取自 `now`，网关侧编号为虚构（`TEST…`）。
   * @throws {FensignError} for an outcome that the gateway's payment notification cannot state; without order number or amount.
   */
  testNotice(
    outcome: Exclude<Outcome, 'unknown'>,
    request: Pick<SignedRequest, 'fields'> | SignedRequest['fields'],
  ): TestMessage;
  /**
   * Every step of a signature over fields, or over a body given as a string: where the exact body is signed (4pyun's
   * refund), `explain(request.body)`. With `options`, of another message, which signs other fields: a body is then read as
   * `notice` and `reply` read it. 展示签名的每一步；对报文体签名时请传入报文体。通过 `options` 可展示通知、响应等报文的签名，此时报文体按
   * `notice`、`reply` 的方式解析。
   * @throws {FensignError} where the gateway has no such message, or does not sign it. 网关没有这种报文，或该报文不签名时抛出。
   */
  explain<F extends Valued<F>>(input: F | string, options?: ExplainOptions): Explanation;
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
