import { gateways } from 'fensign';

console.log(gateways());
