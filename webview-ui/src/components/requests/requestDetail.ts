import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import type { ExchangeDetail, RerunResult } from '../../../../src/protocol/exchanges.ts';
import { hasCurl } from '../../model/curlText.ts';
import { causeText, exactMomentText, outcomeText } from '../../model/exchangeTexts.ts';
import { controlStyles } from '../controlStyles.ts';
import '../decisionView.ts';
import { emit } from '../events.ts';
import { renderAttempts } from './requestAttempts.ts';
import { requestDetailStyles } from './requestDetailStyles.ts';
import { renderNumbers } from './requestNumbers.ts';
import { sharedStyles } from '../sharedStyles.ts';
import '../stateIcon.ts';

/**
 * Everything of one request. Emits `mux-close`, `mux-rate` with a rating or `undefined`, `mux-again`, `mux-make-rule` and
 * `mux-copy-curl`.
 */
export class RequestDetail extends LitElement {
  static override properties: PropertyDeclarations = {
    detail: { attribute: false },
    now: { attribute: false },
  };
  static override styles = [sharedStyles, controlStyles, requestDetailStyles];
  /** `null`: it is not in the record; undefined: it is asked for. */
  declare detail: ExchangeDetail | null | undefined;
  declare now: RerunResult | undefined;

  override render(): TemplateResult {
    const { detail } = this;
    if (detail === undefined) return html`${this.#renderClose()}`;
    if (detail === null) {
      return html`<header>
        <p class="muted">${l10n.t('This request is not in the record, or is there no more.')}</p>
        ${this.#renderClose()}
      </header>`;
    }
    return html`
      ${this.#renderHead(detail)} ${this.#renderBar(detail)}
      ${
        detail.errorMessage === undefined
          ? nothing
          : html`<p class="failure break">
              ${detail.errorMessage} <span class="muted mono">${detail.row.errorCode ?? ''}</span>
            </p>`
      }
      ${this.now === undefined ? nothing : this.#renderAgain(detail, this.now)} ${renderDecision(detail)}
      ${renderAttempts(detail)} ${renderNumbers(detail)} ${renderConversion(detail)}
      <p class="id mono muted break">${detail.row.id}</p>
    `;
  }

  #renderHead({ row, variant }: ExchangeDetail): TemplateResult {
    const outcome = outcomeText(row);
    return html`
      <header>
        <div class="grow">
          <h2 class="break">${row.model ?? row.requestedModel ?? l10n.t('No model')}</h2>
          <div class="sub muted">
            <span><mux-state-icon .value=${outcome}></mux-state-icon> ${outcome.text}</span>
            ${[row.provider, row.client, row.workspace, row.endpoint, variant].map((fact) =>
              fact === undefined ? nothing : html`<span>${fact}</span>`,
            )}
            <span>${exactMomentText(row.atMs)}</span>
          </div>
        </div>
        ${this.#renderClose()}
      </header>
    `;
  }

  #renderClose(): TemplateResult {
    return html`
      <button
        class="icon-button"
        title=${l10n.t('Close (Escape)')}
        aria-label=${l10n.t('Close')}
        @click=${() => emit(this, 'mux-close')}
      >
        <vscode-icon name="close" aria-hidden="true"></vscode-icon>
      </button>
    `;
  }

  #renderBar({ row }: ExchangeDetail): TemplateResult {
    const thumb = (rating: 'up' | 'down', icon: string, label: string): TemplateResult => html`
      <button
        class="icon-button"
        title=${label}
        aria-label=${label}
        aria-pressed=${row.rating === rating ? 'true' : 'false'}
        @click=${() => emit(this, 'mux-rate', row.rating === rating ? undefined : rating)}
      >
        <vscode-icon name=${icon} aria-hidden="true"></vscode-icon>
      </button>
    `;
    return html`
      <div class="bar">
        <div class="icons">
          ${thumb('up', row.rating === 'up' ? 'thumbsup-filled' : 'thumbsup', l10n.t('A good answer'))}
          ${thumb('down', row.rating === 'down' ? 'thumbsdown-filled' : 'thumbsdown', l10n.t('A bad answer'))}
        </div>
        <vscode-button secondary icon="debug-restart" @click=${() => emit(this, 'mux-again')}
          >${l10n.t('Decide Again Now')}</vscode-button
        >
        <vscode-button secondary icon="add" @click=${() => emit(this, 'mux-make-rule')}
          >${l10n.t('Make a Rule from This')}</vscode-button
        >
        ${
          hasCurl(row.endpoint)
            ? html`<vscode-button secondary icon="copy" @click=${() => emit(this, 'mux-copy-curl')}
                >${l10n.t('Copy as curl')}</vscode-button
              >`
            : nothing
        }
      </div>
    `;
  }

  #renderAgain({ row, chosenModel }: ExchangeDetail, now: RerunResult): TemplateResult {
    const before = chosenModel ?? `${row.provider ?? ''}/${row.model ?? ''}`;
    const isSame = now.model === before;
    const basis =
      now.basis === 'captured'
        ? l10n.t('From the whole request, which was captured.')
        : l10n.t(
            'From its client, model and files; its words were not kept, so rules about words cannot match.',
          );
    return html`
      <div class="again" role="status">
        <h3 class="break">
          ${
            now.model === undefined
              ? (now.error?.message ?? l10n.t('No model would answer now.'))
              : isSame
                ? l10n.t('Now it would go to {0} as well', now.model)
                : l10n.t('Now it would go to {0}', now.model)
          }
        </h3>
        <p class="muted">${basis}</p>
        <mux-decision .decision=${now}></mux-decision>
      </div>
    `;
  }
}

function renderDecision(detail: ExchangeDetail): TemplateResult | typeof nothing {
  const { row, reason, rules, layer, files, route, strategy, intent, intentConfidence, chosenModel } = detail;
  if (row.cause === undefined) return nothing;
  const isElsewhere = chosenModel !== undefined && chosenModel !== `${row.provider ?? ''}/${row.model ?? ''}`;
  const cause = causeText(row);
  const facts = [
    cause === reason ? undefined : cause,
    intent === undefined
      ? undefined
      : l10n.t('intent {0}, confidence {1}', intent, (intentConfidence ?? 0).toFixed(2)),
    route === undefined ? undefined : l10n.t('route @{0}, {1}', route, strategy ?? 'priority'),
    isElsewhere ? l10n.t('{0} was chosen first', chosenModel) : undefined,
  ].filter((fact) => fact !== undefined);
  return html`
    <section>
      <h3>${l10n.t('Decision')}</h3>
      <mux-decision .decision=${{ reason, rules, layer, files, facts }}></mux-decision>
    </section>
  `;
}

function renderConversion({
  inboundFormat,
  upstreamFormat,
  dropped,
}: ExchangeDetail): TemplateResult | typeof nothing {
  const isConverted =
    inboundFormat !== undefined && upstreamFormat !== undefined && inboundFormat !== upstreamFormat;
  if (!isConverted && dropped.length === 0) return nothing;
  return html`
    <section>
      <h3>${l10n.t('Converted')}</h3>
      ${isConverted ? html`<p>${l10n.t('From the format {0} to {1}', inboundFormat, upstreamFormat)}</p>` : nothing}
      ${
        dropped.length === 0
          ? nothing
          : html`<p class="muted">${l10n.t('The provider was not told:')}</p>
              <div class="tags">${dropped.map((field) => html`<span class="tag mono">${field}</span>`)}</div>`
      }
    </section>
  `;
}

customElements.define('mux-request-detail', RequestDetail);
