import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import type { Rating } from '../../../../src/protocol/exchanges.ts';
import { isFiltered, type ListFilter } from '../../model/exchangeFilter.ts';
import { isJsonObject } from '../../model/json.ts';
import { pageLocale } from '../../model/pageLocale.ts';
import type { ExchangesState } from '../../state/exchangesStore.ts';
import { announce } from '../events.ts';
import { giveFocus } from '../focus.ts';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '../notice.ts';
import './requestDetail.ts';
import './requestFilters.ts';
import { RequestList } from './requestList.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';

/** The page of requests: what runs, the record below it, and beside it everything of the one that is open. */
export class RequestsPage extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    list: { state: true },
  };
  static override styles = [
    sharedStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 10px;
        min-height: 0;
        container-type: size;
      }
      .top {
        display: flex;
        flex-wrap: wrap;
        gap: 6px 16px;
        align-items: flex-start;
      }
      mux-request-filters {
        flex: 1 1 0;
        min-width: min(420px, 100%);
      }
      .count {
        line-height: 26px;
        font-variant-numeric: tabular-nums;
        white-space: nowrap;
      }
      .panes {
        display: flex;
        flex: 1 1 auto;
        min-height: 0;
      }
      mux-request-list {
        flex: 1 1 auto;
        min-width: 0;
      }
      mux-request-detail {
        flex: 0 0 min(46%, 560px);
        border-inline-start: 1px solid
          var(--vscode-settings-headerBorder, var(--vscode-widget-border, transparent));
      }
      .empty {
        display: flex;
        flex-direction: column;
        gap: 8px;
        align-items: flex-start;
        max-width: 60ch;
        padding: 32px 0;
      }
      @container (max-width: 760px) {
        .top.open,
        .panes.open mux-request-list {
          display: none;
        }
        mux-request-detail {
          flex: 1 1 auto;
          padding-inline-start: 4px;
          border: 0;
        }
      }
    `,
  ];
  declare list: ExchangesState;
  #unsubscribe: (() => void) | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    const { exchanges } = this.actions;
    this.list = exchanges.store.state;
    this.#unsubscribe = exchanges.store.subscribe((list) => {
      this.list = list;
    });
    exchanges.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#unsubscribe?.();
    this.actions.exchanges.end();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    // A page that was restored may be there before its gateway, and is before its settings.
    const phaseBefore = changed.get('state')?.page?.status.gateway.phase;
    const phase = this.state.page?.status.gateway.phase;
    if (this.list.problem !== undefined && changed.has('state') && phase !== phaseBefore) {
      void this.actions.exchanges.store.read();
    }
    const before = changed.get('list');
    if (before !== undefined && before.now === undefined && this.list.now !== undefined) {
      announce(this, this.list.now.model ?? l10n.t('No model would answer now.'));
    }
  }

  override render(): TemplateResult {
    const { list } = this;
    const { exchanges } = this.actions;
    return html`
      <div class="top ${list.open === undefined ? '' : 'open'}">
        <mux-request-filters
          .filter=${exchanges.filter}
          .choices=${list.choices}
          .ownWindow=${this.state.page?.windowId}
          @mux-filter=${(event: CustomEvent<Partial<ListFilter>>) => exchanges.narrow(event.detail)}
          @mux-search=${(event: CustomEvent<string>) => exchanges.search(event.detail)}
        ></mux-request-filters>
        <span class="count muted" role="status">${this.#countText}</span>
      </div>
      ${list.problem === undefined ? this.#renderList() : this.#renderProblem(list.problem)}
    `;
  }

  get #countText(): string {
    const { list, actions } = this;
    if (list.total === undefined) return '';
    const count = actions.exchanges.store.count;
    const text =
      count === 1 ? l10n.t('1 request') : l10n.t('{0} requests', count.toLocaleString(pageLocale()));
    return list.running.length === 0 ? text : l10n.t('{0}, {1} running', text, list.running.length);
  }

  #renderList(): TemplateResult {
    const { list } = this;
    if (list.total === undefined) return html``;
    if (this.actions.exchanges.store.count === 0 && list.running.length === 0) return this.#renderEmpty();
    return html`${this.#isRecordOff ? this.#renderRecordOff() : nothing} ${this.#renderPanes()}`;
  }

  #renderPanes(): TemplateResult {
    const { list } = this;
    const { exchanges } = this.actions;
    return html`
      <div class="panes ${list.open === undefined ? '' : 'open'}" @keydown=${this.#onKey}>
        <mux-request-list
          .list=${list}
          .store=${exchanges.store}
          .initialOffset=${exchanges.keptOffset}
          @mux-open=${(event: CustomEvent<string>) => exchanges.open(event.detail)}
          @mux-scrolled=${(event: CustomEvent<number>) => exchanges.scrolled(event.detail)}
        ></mux-request-list>
        ${
          list.open === undefined
            ? nothing
            : html`<mux-request-detail
                aria-label=${l10n.t('The open request')}
                role="region"
                .detail=${list.detail}
                .now=${list.now}
                @mux-close=${() => this.#close()}
                @mux-rate=${(event: CustomEvent<Rating | undefined>) => exchanges.rate(event.detail)}
                @mux-again=${() => exchanges.decideAgain()}
                @mux-make-rule=${() => exchanges.makeRule()}
                @mux-copy-curl=${() => void this.#copyCurl()}
              ></mux-request-detail>`
        }
      </div>
    `;
  }

  #renderEmpty(): TemplateResult {
    if (isFiltered(this.list.filter)) {
      return html`<div class="empty">
        <h2>${l10n.t('No request fits')}</h2>
        <p class="muted">${l10n.t('Take a filter away to see more.')}</p>
      </div>`;
    }
    if (this.#isRecordOff) {
      return html`<div class="empty">
        <h2>${l10n.t('Nothing is recorded')}</h2>
        <p class="muted">
          ${l10n.t('The record is switched off in the settings (record.enabled): only what runs while you look is shown.')}
        </p>
        ${this.#renderToLimits()}
      </div>`;
    }
    return html`
      <div class="empty">
        <h2>${l10n.t('No request yet')}</h2>
        <p class="muted">
          ${l10n.t('Connect an agent, and each of its requests is here as it runs: which model answers, why, how fast and for how much.')}
        </p>
        <vscode-button
          @click=${() => this.actions.store.update({ view: { ...this.state.view, tab: 'agents' } })}
          >${l10n.t('Connect an Agent')}</vscode-button
        >
      </div>
    `;
  }

  /** Rows from before look as if the record went on. */
  #renderRecordOff(): TemplateResult {
    return html`
      <mux-notice kind="info">
        ${l10n.t('The record is switched off in the settings (record.enabled): new requests are shown only while you look.')}
        ${this.#renderToLimits()}
      </mux-notice>
    `;
  }

  #renderToLimits(): TemplateResult {
    return html`<vscode-button
      slot="actions"
      secondary
      @click=${() => this.actions.store.update({ view: { ...this.state.view, tab: 'limits' } })}
      >${l10n.t('Limits and budgets')}</vscode-button
    >`;
  }

  get #isRecordOff(): boolean {
    const record = this.state.page?.settings.objects.record;
    return isJsonObject(record) && record['enabled'] === false;
  }

  #renderProblem(problem: string): TemplateResult | typeof nothing {
    // It may be that the gateway is only just starting.
    if (this.state.page === undefined) return nothing;
    return html`
      <mux-notice kind="error">
        ${problem}
        <vscode-button slot="actions" secondary @click=${() => void this.actions.exchanges.store.read()}
          >${l10n.t('Try Again')}</vscode-button
        >
      </mux-notice>
    `;
  }

  async #copyCurl(): Promise<void> {
    const isWhole = await this.actions.exchanges.copyCurl();
    if (isWhole === undefined) return;
    announce(
      this,
      isWhole
        ? l10n.t('Copied, with the request as it was')
        : l10n.t('Copied as a template: the request was not captured'),
    );
  }

  #onKey = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || this.list.open === undefined) return;
    event.stopPropagation();
    this.#close();
  };

  #close(): void {
    this.actions.exchanges.close();
    void this.updateComplete.then(() => {
      const list = this.renderRoot.querySelector('mux-request-list');
      if (list instanceof RequestList) giveFocus(list);
    });
  }
}

customElements.define('mux-requests-page', RequestsPage);
