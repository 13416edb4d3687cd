import * as l10n from '@vscode/l10n';
import {
  html,
  LitElement,
  nothing,
  type PropertyDeclarations,
  type PropertyValues,
  type TemplateResult,
} from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ExchangeRow, RunningExchange } from '../../../../src/protocol/exchanges.ts';
import {
  causeText,
  costNumber,
  durationText,
  exactMomentText,
  momentText,
  outcomeText,
  shortModel,
  tokensText,
} from '../../model/exchangeTexts.ts';
import { pageLocale } from '../../model/pageLocale.ts';
import type { ExchangesState, ExchangesStore } from '../../state/exchangesStore.ts';
import { emit } from '../events.ts';
import { giveFocus } from '../focus.ts';
import { requestListStyles } from './requestListStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import '../stateIcon.ts';
import { VirtualRows } from './virtualRows.ts';

const rowHeight = 30;

/**
 * The list of requests: those that run on top with moving numbers, below them the record, of which only what is in sight is drawn.
 * Up, Down, Page Up, Page Down, Home and End go through it, Enter opens. Emits `mux-open` with an id and `mux-scrolled` with an
 * offset.
 */
export class RequestList extends LitElement {
  static override properties: PropertyDeclarations = {
    list: { attribute: false },
    store: { attribute: false },
    initialOffset: { attribute: false },
    activeIndex: { state: true },
  };
  static override styles = [sharedStyles, requestListStyles];
  declare list: ExchangesState;
  declare store: ExchangesStore;
  declare initialOffset: number;
  declare activeIndex: number;
  readonly #rows = new VirtualRows(this, {
    scroller: () => this.renderRoot.querySelector<HTMLElement>('.scroller'),
    rowHeight,
    initialOffset: () => this.initialOffset,
  });

  constructor() {
    super();
    this.initialOffset = 0;
    this.activeIndex = 0;
  }

  override willUpdate(changed: PropertyValues<this>): void {
    this.#rows.setCount(this.store.count);
    const before = changed.get('list');
    if (before === undefined) return;
    // What ends while somebody reads further down must not push that away.
    const added = this.list.total === before.total ? this.list.fresh.length - before.fresh.length : 0;
    if (added <= 0) return;
    this.activeIndex += added;
    if (this.#rows.offset > rowHeight) this.#rows.scrollToOffset(this.#rows.offset + added * rowHeight);
  }

  override updated(): void {
    const { rows } = this.#rows;
    const [first, last] = [rows[0], rows.at(-1)];
    if (first !== undefined && last !== undefined && this.list.total !== undefined) {
      this.store.show(first.index, last.index);
    }
  }

  /** Gives the list the focus, at the request that was opened last. */
  override focus(): void {
    giveFocus(this.renderRoot.querySelector<HTMLElement>('.scroller'));
  }

  override render(): TemplateResult {
    const { running } = this.list;
    const { rows, totalHeight } = this.#rows;
    const count = this.store.count;
    return html`
      <div class="head" aria-hidden="true">
        <span class="time">${l10n.t('Time')}</span><span>${l10n.t('Model')}</span>
        <span class="client">${l10n.t('Client')}</span><span class="why">${l10n.t('Why')}</span>
        <span>${l10n.t('Status')}</span><span class="number tokens">${l10n.t('Tokens in → out')}</span>
        <span class="number cost">${l10n.t('Cost, USD')}</span><span class="number">${l10n.t('Took')}</span>
      </div>
      ${
        running.length === 0
          ? nothing
          : html`<div class="running" role="list" aria-label=${l10n.t('Running now')}>
              ${repeat(
                running,
                ({ id }) => id,
                (one) => renderRunning(one),
              )}
            </div>`
      }
      <div
        class="scroller"
        role="grid"
        tabindex="0"
        aria-label=${l10n.t('Requests')}
        aria-rowcount=${count}
        aria-activedescendant=${rows.some(({ index }) => index === this.activeIndex) ? `row-${this.activeIndex}` : nothing}
        @keydown=${this.#onKey}
        @scroll=${() => emit(this, 'mux-scrolled', this.#rows.offset)}
      >
        <div class="space" role="presentation" .style=${`height: calc(${totalHeight} * 1px)`}>
          ${repeat(
            rows,
            ({ index }) => index,
            ({ index, start }) => this.#renderLine(index, start),
          )}
        </div>
      </div>
    `;
  }

  #renderLine(index: number, start: number): TemplateResult {
    const row = this.store.row(index);
    const isActive = index === this.activeIndex;
    const isOpen = row !== undefined && row.id === this.list.open;
    return html`
      <div
        class="line ${isActive ? 'active' : ''} ${isOpen ? 'open' : ''}"
        id="row-${index}"
        role="row"
        aria-rowindex=${index + 1}
        aria-selected=${isOpen ? 'true' : 'false'}
        .style=${`transform: translateY(${start}px)`}
        @click=${() => this.#open(index)}
      >
        ${row === undefined ? renderBlank() : renderCells(row)}
      </div>
    `;
  }

  #onKey = (event: KeyboardEvent): void => {
    const last = this.store.count - 1;
    const { pageRows } = this.#rows;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: this.activeIndex + 1,
      ArrowUp: this.activeIndex - 1,
      PageDown: this.activeIndex + pageRows,
      PageUp: this.activeIndex - pageRows,
      Home: 0,
      End: last,
    };
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#open(this.activeIndex);
      return;
    }
    const next = steps[event.key];
    if (next === undefined) return;
    event.preventDefault();
    this.activeIndex = Math.max(0, Math.min(last, next));
    this.#rows.scrollToRow(this.activeIndex);
  };

  #open(index: number): void {
    this.activeIndex = index;
    const row = this.store.row(index);
    if (row !== undefined) emit(this, 'mux-open', row.id);
  }
}

function renderCells(row: ExchangeRow): TemplateResult {
  const { provider, model, client, inputTokens, outputTokens, rating, durationMs } = row;
  const outcome = outcomeText(row);
  const why = causeText(row);
  return html`
    <span class="time muted" role="gridcell" title=${exactMomentText(row.atMs)}>${momentText(row.atMs)}</span>
    <span role="gridcell" title=${model === undefined ? '' : `${provider ?? ''}/${model}`}>
      ${model === undefined ? html`<span class="muted">${row.requestedModel ?? '—'}</span>` : shortModel(model)}
      <span class="provider">${provider ?? ''}</span>
    </span>
    <span class="client" role="gridcell">${client ?? html`<span class="muted">—</span>`}</span>
    <span class="why muted" role="gridcell" title=${why}>${why}</span>
    <span class="status" role="gridcell" title=${row.errorCode ?? nothing}>
      <mux-state-icon .value=${outcome}></mux-state-icon>${outcome.text}
      ${
        rating === undefined
          ? nothing
          : html`<vscode-icon
              class="thumb"
              size="12"
              name=${rating === 'up' ? 'thumbsup' : 'thumbsdown'}
              label=${rating === 'up' ? l10n.t('rated good') : l10n.t('rated bad')}
            ></vscode-icon>`
      }
    </span>
    <span class="number tokens" role="gridcell">
      ${
        inputTokens === undefined && outputTokens === undefined
          ? nothing
          : html`${tokensText(inputTokens)}<span class="arrow">→</span>${tokensText(outputTokens)}`
      }
    </span>
    <span class="number cost ${row.costKind === 'unknown' ? 'muted' : ''}" role="gridcell"
      >${costNumber(row)}</span
    >
    <span class="number" role="gridcell">${durationText(durationMs)}</span>
  `;
}

/** A row that is not there yet, so that scrolling never waits. */
function renderBlank(): TemplateResult {
  return html`<span class="blank" role="gridcell" aria-label=${l10n.t('Loading…')}></span>`;
}

/** Read anew with every word of the feed, so that its time moves. */
function renderRunning(one: RunningExchange): TemplateResult {
  const [provider] = one.model?.split('/') ?? [];
  return html`
    <div class="line" role="listitem">
      <span class="time muted">${l10n.t('running')}</span>
      <span>
        ${one.model === undefined ? html`<span class="muted">${l10n.t('deciding…')}</span>` : shortModel(one.model)}
        <span class="provider">${provider ?? ''}</span>
      </span>
      <span class="client">${one.client ?? html`<span class="muted">—</span>`}</span>
      <span class="why muted">${one.attempt > 1 ? l10n.t('attempt {0}', one.attempt) : ''}</span>
      <span class="status">
        <mux-state-icon .value=${{ icon: 'loading', tone: 'quiet', text: '' }}></mux-state-icon>
        ${one.outputTokens?.toLocaleString(pageLocale()) ?? ''}
      </span>
      <span class="number tokens muted"
        >${one.outputTokens === undefined ? '' : l10n.t('tokens so far')}</span
      >
      <span class="number cost muted"></span>
      <span class="number">${durationText(Math.max(0, Date.now() - one.atMs))}</span>
    </div>
  `;
}

customElements.define('mux-request-list', RequestList);
