// What a reading consists of.

/** @typedef {'text' | 'integer' | 'number' | 'boolean' | 'null' | 'nested'} Kind what stood in the message */
/** @typedef {{ name: string, text: string, kind: Kind }} Row one field; the text of its value is as it came */
/** @typedef {{ code: import('./notes.mjs').NoteCode, field?: string, at?: number, en: string, zh: string }} Note */
/** @typedef {keyof typeof import('./forms.mjs').FORMS} Form */

/**
 * @typedef {object} PastedMessage
 * @property {Form} form
 * @property {Row[]} rows
 * @property {string} [body] the exact raw body, where the paste has it whole
 * @property {string} [contentType]
 * @property {string} [url]
 * @property {string} [method]
 * @property {[name: string, value: string][]} [headers]
 * @property {number} [status] of an HTTP response
 * @property {string} [string] a signed string, exactly as it was pasted
 * @property {string} [secret] the key that stands in it
 * @property {string} [sign] a signature that stands beside it
 * @property {boolean} exact false where something was trimmed, repaired, unescaped or guessed
 * @property {[start: number, end: number]} taken what of the pasted text this is, in UTF-16 units
 * @property {Note[]} notes
 */

/** @typedef {{ messages: PastedMessage[], problem?: Note }} Reading */

/**
 * @typedef {object} Context
 * @property {string[]} tails what stands before the key in a signed string, as `&key=`
 * @property {(text: string) => PastedMessage[] | undefined} inner reads what was inside of a wrapping
 */

/**
 * Reads a whole text, trimmed, or says that it has another form. Offsets are those of this text.
 * @typedef {(text: string, context: Context) => PastedMessage[] | undefined} Reader
 */

/**
 * `isDeep`: so deeply nested that nothing inside is looked at; `resume`: up to there nothing else begins.
 * @typedef {{ stopped: number, isDeep?: boolean, resume?: number }} Vain
 */

/**
 * What was read of what begins at an offset, whatever follows. `stopped` is how far it was read when that is no message.
 * @typedef {{ message: PastedMessage, end: number } | Vain} Found
 */

export {};
