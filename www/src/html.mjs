// The one library of the page: lit-html turns templates into DOM, and escapes whatever is put into them.
export { html, nothing, render } from 'lit-html';
export { live } from 'lit-html/directives/live.js';
export { repeat } from 'lit-html/directives/repeat.js';
