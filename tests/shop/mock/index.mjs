export { Epay } from './epay.mjs';
export { P4yun } from './p4yun.mjs';
export { Pass2pay } from './pass2pay.mjs';
export { Payindex } from './payindex.mjs';
export { Wecard } from './wecard.mjs';
export { Xipay } from './xipay.mjs';
