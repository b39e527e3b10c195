import type { Gateway, GatewayId, TestMessage } from 'fensign';
import type { GatewayInfo, OperationInfo } from 'fensign/tables';
import type { Misbehaviour, SandboxAccount, SandboxOrder } from '../../sandbox.d.ts';

export type State = SandboxOrder['state'];
export type Reason = 'signature' | 'parameter' | 'duplicate' | 'unknown' | 'state' | 'amount';
export type Act =
  'place' | 'query' | 'close' | 'refund' | 'refundQuery' | 'transfer' | 'transferQuery' | 'list' | 'settle';
export type Texts = Record<string, string>;

/** What replies and notifications are made of. Times are ms. */
export interface Facts {
  act: Act | 'notice';
  state: State;
  sent: Texts;
  orderNo: string;
  gatewayNo: string;
  fen: number;
  paidFen: number;
  payUrl: string;
  createdAt: number;
  doneAt: number | undefined;
  now: number;
  serial: string;
  refundNo?: string;
  refundGatewayNo?: string;
  refundFen?: number;
}

type Fact = string | number | undefined;

export interface Row {
  /** What an operation without a neutral name does. */
  acts?: Record<string, Act>;
  transfer?: { orderNo: string; gatewayNo: string };
  /** The field of a notification that names the merchant. */
  merchant: string;
  /** What becomes of an order and is told to notify_url. */
  notifies: State[];
  /** Since the event, until the notification is acknowledged. */
  retryMs: number[];
  /** How the customer goes back to the shop: nothing with it, the notification in the address, or posted. */
  back: 'plain' | 'query' | 'form';
  /** Whether the request is a browser's, which goes on to the cashier. */
  page?: (sent: Texts, operation: string) => boolean;
  once?: string[];
  together?: { field: string; with: string };
  refuse: (reason: Reason, words: string) => Record<string, string | number>;
  /** A field that is not here is what the request had under its name. */
  values: Record<string, keyof Facts | ((facts: Facts) => Fact)>;
}

/** A gateway with an account. */
export interface Desk {
  id: GatewayId;
  info: GatewayInfo;
  row: Row;
  account: SandboxAccount;
  gateway: Gateway;
}

/** An order, a refund or a transfer as it is stored. */
export interface Entry extends SandboxOrder {
  sent: Texts;
  notifyUrl: string;
  returnUrl: string;
  token: string;
  payUrl: string;
  /** Of a refund: the key of its order. */
  of?: string;
  misbehaviour: Misbehaviour;
}

export interface Read {
  operation: OperationInfo;
  act: Act;
  sent: Texts;
}

export type Sendable = Required<Pick<TestMessage, 'contentType' | 'body' | 'headers'>> & { method: 'POST' | 'GET' };
