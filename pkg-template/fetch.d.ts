import type {
  Decision,
  Expected,
  Fields,
  FieldsOf,
  Gateway,
  GatewayId,
  Message,
  OperationOf,
  RequestOptions,
  Rule,
  SignedRequest,
} from './index.d.ts';

// Without it, TypeScript would export every declaration here.
export {};

/** How a request is sent. 发送选项。 */
export interface SendOptions extends RequestOptions {
  /**
   * Instead of the platform's own `fetch`: for a proxy, a pool of connections, a test. It must resolve to a `Response`.
   * 代替平台自带的 `fetch`，例如用于代理、连接池或测试；必须返回 `Response`。
   */
  fetch?: (url: string, init: RequestInit) => Promise<Response>;
  /** For how long to wait for the whole reply, in ms; 10 000 by default. 等待完整响应的毫秒数，默认 10 000。 */
  timeoutMs?: number;
  /** Ends the call early. 用于提前中止。 */
  signal?: AbortSignal;
}

/** How an order is polled. 轮询选项。 */
export interface PollOptions extends SendOptions {
  /** Between a reply and the next query, in ms; 3000 by default. 收到响应后到下一次查询的间隔（毫秒），默认 3000。 */
  everyMs?: number;
  /** After so many ms no query is begun; 120 000 by default. 超过这一毫秒数不再发起查询，默认 120 000。 */
  untilMs?: number;
  /** Further fields of the query: what `request.keep` had when the order was placed. 查询的其他字段，例如下单时得到的 `request.keep`。 */
  fields?: Fields;
}

/** The reply, and what later requests of the order need: also where no reply came. 响应，以及后续请求所需的 `keep`（没有收到响应时也有）。 */
export type Sent = Message & Pick<SignedRequest, 'keep'>;

/**
 * Builds a request, sends it and reads the reply. Redirects are not followed, and nothing is sent twice: where no reply can be
 * read (a timeout, an abort, a failed connection, a status that is not 2xx, an HTML page, an empty body), the message is
 * `malformed` with the problem `no-reply`. The gateway may have acted all the same: query, then retry with the same number.
 * What the platform's own `fetch` repeats is not in its hands: Deno's sends once more what a broken connection left without a
 * reply, Bun's does so for a GET over a connection that was kept open. Whoever must avoid that gives another `fetch`.
 * 生成请求、发送并读取响应。不跟随重定向，也不自动重试：超时、中止、连接失败、状态码非 2xx、HTML 页面或空响应时，结论为 `malformed`，问题代码为
 * `no-reply`；网关可能已经受理，请先查询，再用原单号重试。平台自带的 `fetch` 可能自行重发：连接中断且没有收到响应时，
 * Deno 会再发一次，Bun 会重发复用连接上的 GET；如需避免，请传入其他 `fetch`。
 * @throws {FensignError} as a rejection, if the request cannot be built: then nothing was sent. 请求无法生成时拒绝，此时未发送任何内容。
 */
export function send<G extends GatewayId | Rule, D extends Fields, O extends OperationOf<G>>(
  gateway: Gateway<G, D>,
  operation: O,
  fields: FieldsOf<G, O, D>,
  options?: SendOptions,
): Promise<Sent>;

/**
 * Queries an order, at once and then every `everyMs`, until it is paid, failed, closed or refunded, the time is up, or the
 * signal is aborted; never two queries at a time. The last reply, and what `decide` says of it: a reply that the gateway does
 * not sign (4pyun's) ends it too, but never delivers, and `why` says so.
 * 立即查询订单，之后每隔 `everyMs` 查询一次，直到已支付、失败、关闭、退款、超时或被中止；不会同时发出两个查询。返回最后一次响应及其 `decide`
 * 结论；网关未签名的响应（如 4pyun）同样会结束轮询，但不能据此发货，原因见 `why`。
 * @throws {FensignError} as a rejection, if the query cannot be built, or what is expected cannot be compared.
 */
export function poll<G extends GatewayId | Rule, D extends Fields>(
  gateway: Gateway<G, D>,
  expected: Expected,
  options?: PollOptions,
): Promise<Decision & { message: Sent }>;
