export interface Replies {
  pass2pay: { unifiedOrder: { code?: string; 'data.payOrderId'?: string }; query: { code?: string } };
  wecard: { unifiedOrder: { 'Response.ErrCode'?: string } };
  payindex: { pay: { status?: string }; query: { orderid?: string } };
  xipay: { h5pay: { code_url?: string }; query: { trade_no?: string } };
  '4pyun': { prepare: { pay_url?: string } };
}
export interface Notices {
  pass2pay: { payment: { payOrderId?: string }; refund: { refundOrderId?: string }; transfer: { transferId?: string } };
  wecard: { payment: { OutOrderId?: string } };
  payindex: { payment: { orderid?: string } };
  xipay: { payment: { trade_no?: string }; refund: { refund_no?: string } };
  '4pyun': { payment: { pay_order?: string } };
}
