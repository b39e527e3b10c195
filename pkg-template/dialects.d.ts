import type { Dialects } from './dialect-list.d.ts';
import type { GatewayId, Rule } from './index.d.ts';

export type { Dialects } from './dialect-list.d.ts';

// Without it, TypeScript would export every declaration here.
export {};

/** A message that the rule signs. Its secret is the documentation's, or made up. 签名示例；密钥取自公开文档或为虚构。 */
export interface DialectExample {
  /** The fields that are signed; where there are none, `body`. 参与签名的字段；没有时见 `body`。 */
  fields?: Record<string, string>;
  /** The exact body that is signed. 被签名的报文原文。 */
  body?: string;
  secret: string;
  /** The signed string as `explain` shows it. `explain` 所示的签名串。 */
  string: string;
  sign: string;
  /**
   * Whether its source prints the signature; if not, it was derived from the source by hand or by running its code.
   * 签名结果是否由来源给出；否则是按来源的规则手工推算，或运行其代码得到。
   */
  published: boolean;
  /** The headers that carry the signature. 携带签名的请求头。 */
  headers?: Record<string, string>;
}

/** One dialect of the catalogue. 一种签名规则。 */
export interface Dialect {
  readonly title: string;
  readonly titleZh: string;
  /** For `new Gateway(rule, { secret })`: what differs from the default rule. 与默认规则的差异。 */
  readonly rule: Rule;
  /** Where it is known from: a project and its commit, or a page. 来源：项目与提交，或页面。 */
  readonly source: string;
  readonly note?: string;
  readonly noteZh?: string;
  readonly example?: DialectExample;
}

/**
 * A fork of a gateway: `rule` is what differs from that gateway's own, for `new Gateway(over, { rule, secret })`.
 * 某个网关的分支：`rule` 是与该网关规则的差异，用法为 `new Gateway(over, { rule, secret })`。
 */
export interface Fork<G extends GatewayId = GatewayId> extends Dialect {
  readonly over: G;
}

/** The name of a dialect. 规则名称。 */
export type DialectId = keyof Dialects;

/** The catalogue. It is frozen, down to every list. 签名规则目录；已冻结，不可修改。 */
export const dialects: Dialects;
