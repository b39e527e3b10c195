// A report for the gateway's support: text to copy, with every key masked.
import { html, nothing } from '../html.mjs';
import { reportOf } from '../report.mjs';
import { cardHead, copyButton } from './parts.mjs';

/** @typedef {import('../app.mjs').View} View */
/**
 * What it takes besides.
 * @typedef {object} Reporting
 * @property {{ reportedAt: number | undefined }} state when the report was asked for, in milliseconds since 1970
 * @property {{ report(): void, closeReport(): void }} actions
 */

/** @param {View & Reporting} view */
export function report(view) {
  const { state, say, actions } = view;
  const { reportedAt } = state;
  const text = reportedAt === undefined ? undefined : reportOf(view, reportedAt);
  const button = html`
    <button
      type="button"
      class="quiet"
      aria-expanded=${text !== undefined}
      @click=${text === undefined ? actions.report : actions.closeReport}
    >
      ${say(text === undefined ? 'reportOpen' : 'linkClose')}
    </button>
  `;
  return html`
    <div class="card report">
      ${cardHead(
        html`${say('report')} <small>${say('reportHint')}</small>`,
        text === undefined
          ? button
          : [
              copyButton(view, text, say('report')),
              html`<button type="button" class="quiet" @click=${() => window.print()}>${say('print')}</button>`,
              button,
            ],
      )}
      ${text === undefined ? nothing : html`<pre class="code" id="report" tabindex="0" role="group" aria-label=${say('report')}>${text}</pre>`}
    </div>
  `;
}
