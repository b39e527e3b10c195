// The reader of messages.
export { FORMS, read } from '../../../reader/index.mjs';
export { readValue } from '../../../reader/json.mjs';

/** @typedef {import('../../../reader/types.mjs').PastedMessage} Read */
/** @typedef {import('../../../reader/types.mjs').Row} Row */
