// What stands in index.html until the script runs: words, and a box that one can paste into meanwhile.

/** @typedef {{ text: string, hasFocus: boolean, from: number, to: number }} Meanwhile */

/**
 * Takes it away, and tells what was put into its box.
 * @param {HTMLElement} root
 * @returns {Meanwhile}
 */
export function leaveShell(root) {
  const box = /** @type {HTMLTextAreaElement} */ (root.querySelector('#paste'));
  const { value: text, selectionStart: from, selectionEnd: to } = box;
  const hasFocus = document.activeElement === box;
  root.replaceChildren();
  return { text, hasFocus, from, to };
}

/**
 * The cursor is where it was, unless something in the box was masked.
 * @param {Meanwhile} meanwhile
 */
export function resume({ text, hasFocus, from, to }) {
  const box = /** @type {HTMLTextAreaElement} */ (document.getElementById('paste'));
  if (hasFocus) box.focus({ preventScroll: true });
  if (box.value === text) box.setSelectionRange(from, to);
}
