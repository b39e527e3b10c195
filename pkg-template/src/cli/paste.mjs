// The reader of messages.
export { FORMS, read } from '../../../reader/index.mjs';

/** @typedef {import('../../../reader/types.mjs').PastedMessage} Read */
/** @typedef {import('../../../reader/types.mjs').Row} Row */
