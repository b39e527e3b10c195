import type { GatewayId, Problem, Rule } from './index.d.ts';

// Without it, TypeScript would export every declaration here.
export {};

/** A merchant's account at a gateway of the sandbox. 沙箱中一个网关上的商户。 */
export interface SandboxAccount {
  /** The signing secret. Only where the gateway has no rule may it be left out. 签名密钥；仅当网关没有签名规则时可省略。 */
  secret?: string | Uint8Array;
  /**
   * Settings of the gateway's rule to replace. Where no rule is public (wecard), the one of your contract: without it requests
   * are not checked and nothing is signed, which the header `x-fensign-warning` of every reply says.
   * 需要调整的签名规则选项。规则未公开的网关（wecard）请给出网关接入文档中的规则：否则不验签也不签名，响应头 `x-fensign-warning` 会注明。
   */
  rule?: Rule;
  /**
   * The answer to a notification that counts as received, where only your contract says it (wecard: any answer with status 200
   * otherwise). 通知的成功应答，用于文档没有规定的网关；wecard 不传时状态码为 200 即可。
   */
  ack?: string;
}

/**
 * Where orders are kept. Values are what JSON can hold. Each function may return a promise. Keys begin with the gateway's id.
 * 订单存储。值均可用 JSON 表示；各函数可返回 Promise；键以网关编号开头。
 */
export interface SandboxStore {
  /** Stores a value of a new key; `false` if the key is there. 写入新键；键已存在时返回 `false`。 */
  insert(key: string, value: unknown): boolean | Promise<boolean>;
  get(key: string): unknown;
  /** Stores a value, in place of another. 写入或覆盖。 */
  set(key: string, value: unknown): void | Promise<void>;
  /** The values whose keys begin so, oldest first. 键以此开头的全部值，先写入的在前。 */
  list(prefix: string): unknown[] | Promise<unknown[]>;
}

export interface SandboxOptions {
  /** The gateways to answer for. 需要模拟的网关。 */
  gateways: { [I in GatewayId]?: SandboxAccount };
  /**
   * A clock of your own, in ms since 1970: then nothing happens by itself, but when you call `run`. By default the platform's clock
   * and timers. 自备时钟（毫秒时间戳）：此时只有调用 `run` 才会执行到期的任务。默认使用平台的时钟和定时器。
   */
  now?: () => number;
  /** Posts notifications, instead of the platform's own `fetch`. 用于发送通知，代替平台自带的 `fetch`。 */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** In memory by default. 默认存于内存。 */
  store?: SandboxStore;
  /** Whether to notify other hosts than this one. 是否向本机以外的地址发送通知。 */
  allowRemote?: boolean;
}

/** An order, a refund or a transfer. 订单、退款或转账。 */
export interface SandboxOrder {
  gateway: GatewayId;
  kind: 'order' | 'refund' | 'transfer';
  /** The merchant's number, a refund's own for a refund. 商户单号；退款为商户退款单号。 */
  orderNo: string;
  /** The gateway's number. 网关单号。 */
  gatewayNo: string;
  /** What it is for, in fen. 金额，单位分。 */
  amountFen: number;
  /** What of it is refunded, in fen. 已退款金额，单位分。 */
  refundedFen: number;
  /** `paying`: the customer has seen the cashier; `done`: of refunds and transfers. `paying` 为已打开收银台；`done` 用于退款和转账。 */
  state: 'created' | 'paying' | 'paid' | 'failed' | 'closed' | 'refunded' | 'done';
  /** When it was placed, in ms since 1970. 创建时间，毫秒时间戳。 */
  createdAt: number;
  /** When it was paid, failed, closed or done, in ms since 1970. 完成时间（支付、失败、关闭或处理完成），毫秒时间戳。 */
  doneAt?: number;
  /** The cashier's address; empty for refunds and transfers. 收银台地址；退款和转账为空。 */
  payUrl: string;
}

/**
 * What is to go wrong, once. Of the notification of the next order that is paid, failed or closed, its first attempt alone:
 * later ones are right. 需要模拟的异常，只发生一次；通知类异常只影响第一次发送，之后的重发是正确的。
 */
export interface Misbehaviour {
  /** So many copies of it at once. 同时发送的份数。 */
  duplicate?: number;
  /** It comes so many ms later. 推迟的毫秒数。 */
  late?: number;
  /** After it comes an older one, which says that the order is not paid yet. 随后又到达一条较早的“未支付”通知。 */
  outOfOrder?: true;
  /** It names another amount, in fen. 金额不符，单位分。 */
  amount?: number;
  /** It names another merchant. 商户号不符。 */
  merchant?: string;
  /** Its signature is made with another secret. 签名错误。 */
  signature?: true;
  /** It is JSON, under the type of a form. 报文体为 JSON，类型却是表单。 */
  json?: true;
  /** Queries of the order say that it is not paid, however often they are asked. 查询该订单始终返回未支付。 */
  contradict?: true;
  /** The next request is acted on, and its reply is lost. 下一个请求已受理，但响应丢失。 */
  lost?: true;
  /** The next request is not acted on: this status and an HTML page. 下一个请求未受理，返回该状态码和 HTML 页面。 */
  status?: number;
  /** The next request is acted on, and answered by an HTML page with status 200. 下一个请求已受理，但返回 HTML 页面。 */
  html?: true;
  /** The next reply comes so many ms later. 下一个响应推迟的毫秒数。 */
  slow?: number;
}

/** What happened. The secret is masked wherever it stands. 一条记录；密钥一律打码。 */
export interface SandboxEvent {
  /** Counts from 1. */
  id: number;
  /** When, in ms since 1970. 发生时间，毫秒时间戳。 */
  at: number;
  /** `fault`: the sandbox itself, as where a store throws, or an address asks for a misbehaviour that there is none. */
  type: 'request' | 'order' | 'notification' | 'fault';
  gateway?: GatewayId;
  /** Of a request, the gateway's own name. 网关自己的接口名。 */
  operation?: string;
  orderNo?: string;
  kind?: SandboxOrder['kind'];
  /** Of an order: what it is now. 订单的最新状态。 */
  order?: SandboxOrder;
  /**
   * Of a request: `accepted`, `unchecked` (there is no rule), `misbehaved`, `no-operation` (nothing
   * has this path), or why it is refused. Of a notification: what came
   * of it. 请求：受理、未验签、模拟异常、没有该路径的接口或拒绝的原因；通知：发送的结果。
   */
  verdict?:
    | 'accepted'
    | 'unchecked'
    | 'misbehaved'
    | 'no-operation'
    | 'signature'
    | 'parameter'
    | 'duplicate'
    | 'unknown'
    | 'state'
    | 'amount'
    | 'acknowledged'
    | 'not-acknowledged'
    | 'redirect'
    | 'no-answer'
    | 'address-refused';
  /**
   * Of a wrong signature, the diagnosed causes (docs/causes.md), `?` behind a mere suspicion; of another refusal, codes of
   * problems; of `misbehaved`, the names of what goes wrong. 验签失败的原因编号，`?` 表示只是怀疑；其他拒绝为问题代码；`misbehaved` 为异常的名称。
   */
  causes?: string[];
  message?: string;
  messageZh?: string;
  /** What the table has against the request. 字段表检查出的问题。 */
  problems?: Problem[];
  /** Of a notification: where to; of `no-operation`, the path. Without the query. 通知地址或请求的路径，不含查询串。 */
  url?: string;
  /** Of a notification: which attempt, from 1 on. 第几次发送，从 1 开始。 */
  attempt?: number;
  /** Of a notification: the HTTP status of the answer. 商户应答的 HTTP 状态码。 */
  status?: number;
  /** The beginning of what the shop answered. 商户应答的开头部分。 */
  answer?: string;
  /** When it is tried again, in ms since 1970. 下一次发送的时间，毫秒时间戳。 */
  nextAt?: number;
}

export interface SandboxEvents {
  /** The last 1000, oldest first. 最近 1000 条，先发生的在前。 */
  list(): SandboxEvent[];
  /** Calls back with each new one. What it returns ends that. 订阅新记录；返回取消订阅的函数。 */
  subscribe(listener: (event: SandboxEvent) => void): () => void;
}

/** What the listener needs of an `IncomingMessage` of node:http. */
export interface SandboxIncoming extends AsyncIterable<Uint8Array<ArrayBuffer>> {
  method?: string | undefined;
  url?: string | undefined;
  headers: { [name: string]: string | string[] | undefined };
}

/** What the listener needs of a `ServerResponse` of node:http. */
export interface SandboxOutgoing {
  readonly headersSent: boolean;
  writeHead(status: number, headers: Record<string, string>): unknown;
  write(chunk: Uint8Array): unknown;
  end(): unknown;
  destroy(): unknown;
  on?(event: 'close', listener: () => void): unknown;
}

export interface Sandbox {
  /**
   * Answers any request, and never rejects. A wrong signature is answered as the gateway would, and the header
   * `x-fensign-cause` says why: ids of causes, and after `;` the sentence, percent-encoded. `?sandbox=duplicate:3,lost` in the
   * address asks for misbehaviour, of the order that the request places and of the reply.
   * 应答任何请求，从不拒绝。验签失败时按网关的方式应答，响应头 `x-fensign-cause` 给出诊断的原因：编号，`;` 之后是百分号编码的说明。
   * 地址中的 `?sandbox=duplicate:3,lost` 用于模拟异常。
   */
  fetch(request: Request | string | URL, init?: RequestInit): Promise<Response>;
  /** For `createServer` of node:http. Listen on 127.0.0.1 alone. 传给 node:http 的 `createServer`；请只监听 127.0.0.1。 */
  listener(incoming: SandboxIncoming, outgoing: SandboxOutgoing): Promise<void>;
  /** What to give to `Gateway` as `baseUrl`. `origin`: where the sandbox listens. 作为 `Gateway` 的 `baseUrl`。 */
  baseUrl(gateway: GatewayId, origin?: string): string;
  orders(): Promise<SandboxOrder[]>;
  /**
   * The customer pays; resolves once the first notification is answered. Where several gateways have the number, say which.
   * 用户支付成功；首次通知得到应答后返回。多个网关有同一订单号时请指明网关。
   */
  pay(orderNo: string, gateway?: GatewayId): Promise<SandboxOrder>;
  /** The payment fails. 支付失败。 */
  fail(orderNo: string, gateway?: GatewayId): Promise<SandboxOrder>;
  /** The order is closed. 关闭订单。 */
  close(orderNo: string, gateway?: GatewayId): Promise<SandboxOrder>;
  /** Refunds from the console: so many fen, or the rest. 从后台退款：指定的分数，或全部余额。 */
  refund(orderNo: string, fen?: number, gateway?: GatewayId): Promise<SandboxOrder>;
  /** What is to go wrong next. 模拟下一次异常。 @throws {FensignError} naming what it does not know. */
  next(misbehaviour: Misbehaviour): void;
  readonly events: SandboxEvents;
  /** Does all that is due by now, and resolves when it is done. 执行所有到期的任务，完成后返回。 */
  run(): Promise<void>;
  /** Forgets what is not yet due, and the secrets. The sandbox cannot be used again. 停止并清除密钥，之后不能再使用。 */
  stop(): void;
}

/**
 * A gateway on your own machine. 本机上的支付网关沙箱。
 * @throws {FensignError} for an unknown gateway, an account without a secret.
 */
export function createSandbox(options: SandboxOptions): Sandbox;

/** The default store. 默认的存储。 */
export function memoryStore(): SandboxStore;
