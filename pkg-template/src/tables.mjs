/** @import { GatewayInfo } from '../tables.d.ts' */
import json from './glue/tables.js';

/** @returns {GatewayInfo[]} */
export const gateways = () => JSON.parse(json);
