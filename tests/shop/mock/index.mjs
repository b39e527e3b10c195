// Each gateway's mock.
import { Epay } from './epay.mjs';
import { P4yun } from './p4yun.mjs';
import { Pass2pay } from './pass2pay.mjs';
import { Payindex } from './payindex.mjs';
import { Wecard } from './wecard.mjs';
import { Xipay } from './xipay.mjs';

export const MOCKS = {
  pass2pay: Pass2pay,
  wecard: Wecard,
  payindex: Payindex,
  xipay: Xipay,
  '4pyun': P4yun,
  epay: Epay,
};
