import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { ExchangeAttempt, ExchangeDetail } from '../../../../src/protocol/exchanges.ts';
import { durationText } from '../../model/exchangeTexts.ts';

/** The calls of a request as bars on one line of time, with how each ended; nothing where there was none. */
export function renderAttempts({ attempts, row }: ExchangeDetail): TemplateResult | typeof nothing {
  if (attempts.length === 0) return nothing;
  const wholeMs = Math.max(
    row.durationMs,
    ...attempts.map(({ startMs, durationMs }) => startMs + durationMs),
    1,
  );
  return html`
    <section>
      <h3>${attempts.length === 1 ? l10n.t('One call') : l10n.t('{0} calls', attempts.length)}</h3>
      ${attempts.map((attempt) => renderAttempt(attempt, wholeMs, row.firstTokenMs))}
    </section>
  `;
}

function renderAttempt(
  attempt: ExchangeAttempt,
  wholeMs: number,
  firstTokenMs: number | undefined,
): TemplateResult {
  const { provider, account, model, startMs, durationMs, outcome, status, errorCode, errorMessage } = attempt;
  const share = (ms: number): string => `${Math.min(100, (100 * ms) / wholeMs)}%`;
  const isFirstHere =
    outcome === 'answered' &&
    firstTokenMs !== undefined &&
    firstTokenMs >= startMs &&
    firstTokenMs <= startMs + durationMs;
  return html`
    <div class="attempt">
      <span class="break">
        ${model} <span class="muted">${provider}${account === 'default' ? '' : `:${account}`}</span>
        <span class="muted">${attemptText(outcome, status)}</span>
      </span>
      <span class="took">${durationText(durationMs)}</span>
      <span class="track" aria-hidden="true">
        <span
          class="piece ${outcome}"
          .style=${`left: ${share(startMs)}; width: ${share(durationMs)}`}
        ></span>
        ${
          isFirstHere
            ? html`<span
                class="first"
                title=${l10n.t('First token')}
                .style=${`left: ${share(firstTokenMs)}`}
              ></span>`
            : nothing
        }
      </span>
      ${
        errorMessage === undefined
          ? nothing
          : html`<span class="error break"
              >${errorMessage} <span class="mono">${errorCode ?? ''}</span></span
            >`
      }
    </div>
  `;
}

function attemptText(outcome: ExchangeAttempt['outcome'], status: number | undefined): string {
  switch (outcome) {
    case 'answered':
      return status === undefined ? l10n.t('answered') : String(status);
    case 'failed':
      return status === undefined ? l10n.t('failed') : l10n.t('failed with {0}', status);
    case 'cancelled':
      return l10n.t('cancelled');
    case 'refused':
      return l10n.t('not sent');
  }
}
