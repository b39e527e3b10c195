// What the tests ask of a reading.
import { read } from '../../reader/index.mjs';

/**
 * The fields of the first message.
 * @param {string} text
 * @returns {[string, string][] | undefined}
 */
export const fields = (text) => read(text).messages[0]?.rows.map(({ name, text }) => [name, text]);

/** @param {string} text */
export const kinds = (text) => read(text).messages[0]?.rows.map(({ kind }) => kind);

/** @param {string} text */
export const codes = (text) => read(text).messages[0]?.notes.map(({ code }) => code);

/** @param {string} text */
export const forms = (text) => read(text).messages.map(({ form }) => form);

/** @param {string} text */
export const first = (text) => read(text).messages[0];
