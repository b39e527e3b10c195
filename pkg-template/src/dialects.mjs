/** @import { Dialects } from '../dialects.d.ts' */
import json from './glue/dialects.js';

// Frozen, since everyone who imports it has the same.
/** @type {Dialects} */
export const dialects = JSON.parse(json, (_name, value) => Object.freeze(value));
