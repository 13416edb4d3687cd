import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import type { UsageResult } from '../../../../src/protocol/usage.ts';
import { modelChoices } from '../../model/modelChoices.ts';
import { dimensionName, groupsWithCalls, rangeText, usageColumns } from '../../model/usageColumns.ts';
import type { UsageView } from '../../model/usageView.ts';
import { controlStyles } from '../controlStyles.ts';
import '../notice.ts';
import { pageStyles } from '../pageStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import '../spending.ts';
import { StoreElement } from '../storeElement.ts';
import './usageCharts.ts';
import './usageSavings.ts';
import './usageTable.ts';
import './usageTiles.ts';
import './usageToolbar.ts';

/** The page of what was used: sums, charts, breakdown, budgets, savings and files of it. */
export class UsagePage extends StoreElement {
  static override styles = [
    sharedStyles,
    controlStyles,
    pageStyles,
    css`
      .body {
        display: flex;
        flex-direction: column;
        gap: 28px;
        margin-top: 20px;
        transition: opacity 0.15s;
      }
      .body[aria-busy='true'] {
        opacity: 0.6;
        transition-delay: 0.3s;
      }
      .body > * {
        min-width: 0;
      }
      .head {
        margin-bottom: 10px;
      }
      .loading {
        display: flex;
        gap: 8px;
        align-items: center;
        padding: 32px 0;
      }
      .empty p {
        margin-bottom: 0;
      }
      mux-notice {
        margin-top: 16px;
      }
    `,
  ];

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('mux-look', (event) => {
      if (event instanceof CustomEvent) this.actions.usage.look(event.detail as Partial<UsageView>);
    });
  }

  override firstUpdated(): void {
    void this.actions.usage.load();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.actions.usage.leave();
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state')?.page?.status.requestCount;
    const now = this.state.page?.status.requestCount;
    if (before !== undefined && now !== undefined && before !== now) this.actions.usage.loadSoon();
  }

  override render(): TemplateResult {
    const { view, result, failure, isLoading } = this.state.usage;
    return html`
      <mux-usage-toolbar .view=${view} .result=${result}></mux-usage-toolbar>
      ${failure === undefined ? nothing : this.#renderFailure(failure)}
      ${
        result === undefined
          ? isLoading
            ? html`<div class="loading" role="status">
                <vscode-progress-ring aria-hidden="true"></vscode-progress-ring> ${l10n.t('Loading…')}
              </div>`
            : nothing
          : html`<div class="body" aria-busy=${isLoading ? 'true' : 'false'}>
              ${this.#renderResult(result)}
            </div>`
      }
    `;
  }

  #renderFailure(failure: string): TemplateResult {
    return html`
      <mux-notice kind="error">
        ${failure}
        <vscode-button slot="actions" secondary @click=${() => void this.actions.usage.load()}>
          ${l10n.t('Try Again')}
        </vscode-button>
      </mux-notice>
    `;
  }

  #renderResult(result: UsageResult): TemplateResult {
    const { view } = this.state.usage;
    const isEmpty = result.total.requests === 0;
    return html`
      ${result.isRecording ? nothing : renderOff()}
      ${
        isEmpty
          ? renderEmpty(result)
          : html`
              <mux-usage-tiles .result=${result}></mux-usage-tiles>
              <mux-usage-charts .result=${result} .view=${view}></mux-usage-charts>
              ${this.#renderBreakdown(result)}
            `
      }
      ${this.#renderBudgets()} ${isEmpty ? nothing : this.#renderSavings(result)}
    `;
  }

  #renderBreakdown(result: UsageResult): TemplateResult {
    const { by } = result;
    const label = l10n.t('By {0}', dimensionName(by).toLowerCase());
    const { usage, store } = this.actions;
    return html`
      <section aria-label=${label}>
        <div class="head">
          <h2>${label}</h2>
          <div class="actions">
            <vscode-button secondary icon="export" @click=${() => void usage.save(result, 'csv')}>
              ${l10n.t('Save as CSV…')}
            </vscode-button>
            <vscode-button secondary icon="json" @click=${() => void usage.save(result, 'json')}>
              ${l10n.t('Save as JSON…')}
            </vscode-button>
            <vscode-button secondary icon="database" @click=${() => store.runAction('exportUsage')}>
              ${l10n.t('Export All Requests…')}
            </vscode-button>
          </div>
        </div>
        <mux-usage-table
          label=${label}
          of=${dimensionName(by)}
          .groups=${groupsWithCalls(result)}
          .columns=${usageColumns(result.calls)}
        ></mux-usage-table>
      </section>
    `;
  }

  #renderBudgets(): TemplateResult {
    const spending = this.state.page?.status.spending;
    return html`
      <section aria-label=${l10n.t('Budgets')}>
        <div class="head">
          <h2>${l10n.t('Budgets')}</h2>
          <button class="link-button" @click=${() => this.actions.store.show({ page: 'limits' })}>
            ${l10n.t('Limits and budgets')}
          </button>
        </div>
        ${
          spending === undefined
            ? nothing
            : html`<mux-spending .spent=${spending} .budgets=${spending.budgets}></mux-spending>`
        }
        ${
          spending?.budgets.length === 0 ? html`<p class="muted">${l10n.t('No budget is set.')}</p>` : nothing
        }
      </section>
    `;
  }

  #renderSavings(result: UsageResult): TemplateResult {
    return html`
      <section aria-label=${l10n.t('Savings')}>
        <div class="head"><h2>${l10n.t('Savings')}</h2></div>
        <mux-usage-savings
          .comparison=${result.comparison}
          .chosen=${this.state.usage.view.compareWith}
          .models=${modelChoices(this.state.page?.status.providers ?? [], 'text')}
        ></mux-usage-savings>
      </section>
    `;
  }
}

function renderOff(): TemplateResult {
  return html`
    <mux-notice kind="warning">
      ${l10n.t('The record is turned off, so nothing new is counted here. Turn it on under Limits and budgets.')}
    </mux-notice>
  `;
}

function renderEmpty(result: UsageResult): TemplateResult {
  return html`
    <div class="empty">
      <h2>${l10n.t('No requests')}</h2>
      <p class="muted">
        ${l10n.t(
          'Nothing was asked from {0}. Requests appear here as soon as an agent sends one through Muxgate.',
          rangeText(result),
        )}
      </p>
    </div>
  `;
}

customElements.define('mux-usage-page', UsagePage);
