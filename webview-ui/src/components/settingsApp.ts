import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import type { Actions } from '../state/actions.ts';
import { type AppState, type Tab, tabs } from '../state/appState.ts';
import './conflictDialog.ts';
import { loadOtherPages } from './loadOtherPages.ts';
import './notice.ts';
import './pageHeader.ts';
import './questionDialog.ts';
import './requests/requestsPage.ts';
import { sharedStyles } from './sharedStyles.ts';
import './unsavedBar.ts';
import { giveFocus } from './focus.ts';

const tabNames: Readonly<Record<Tab, string>> = {
  requests: l10n.t('Requests'),
  usage: l10n.t('Usage'),
  providers: l10n.t('Providers'),
  workspaces: l10n.t('Workspaces'),
  routes: l10n.t('Routes'),
  agents: l10n.t('Agents'),
  limits: l10n.t('Limits and budgets'),
};

/** What is shown first comes first; by then nobody has gone on to another page yet. */
const otherPagesDelayMs = 1000;

/** The whole page: head, the tabs, what is unsaved, dialogs, and the voice for screen readers. */
export class SettingsApp extends LitElement {
  static override properties: PropertyDeclarations = {
    state: { attribute: false },
    actions: { attribute: false },
    announcement: { state: true },
    hasOtherPages: { state: true },
  };
  static override styles = [
    sharedStyles,
    css`
      .page {
        padding: 20px 24px 24px;
      }
      #panel {
        max-width: 1160px;
      }
      .tabs {
        display: flex;
        flex-wrap: wrap;
        gap: 0 20px;
        margin: 16px 0 20px;
        border-bottom: 1px solid var(--vscode-settings-headerBorder, var(--vscode-widget-border, transparent));
      }
      .tab {
        margin-bottom: -1px;
        padding: 6px 0;
        border: 0;
        border-bottom: 2px solid transparent;
        background: none;
        font: inherit;
        color: var(--vscode-panelTitle-inactiveForeground);
        cursor: pointer;
      }
      .tab:hover,
      .tab[aria-selected='true'] {
        color: var(--vscode-panelTitle-activeForeground);
      }
      .tab[aria-selected='true'] {
        border-bottom-color: var(--vscode-contrastActiveBorder, var(--vscode-panelTitle-activeBorder));
      }
      .notices {
        display: flex;
        flex-direction: column;
        gap: 8px;
      }
      .notices:not(:empty) {
        margin-bottom: 16px;
      }
      .page.whole {
        display: flex;
        flex-direction: column;
        height: 100vh;
        padding-bottom: 0;
      }
      .page.whole #panel {
        max-width: none;
        display: flex;
        flex: 1 1 auto;
        min-height: 0;
      }
      .page.whole #panel > * {
        flex: 1 1 auto;
        min-width: 0;
      }
      mux-unsaved-bar {
        position: sticky;
        z-index: 20;
        bottom: 0;
        margin-top: 24px;
      }
      .loading {
        display: flex;
        gap: 8px;
        align-items: center;
      }
      @media (max-width: 480px) {
        .page {
          padding: 12px;
        }
      }
    `,
  ];
  declare state: AppState;
  declare actions: Actions;
  declare announcement: string;
  /** More than the page of requests can be shown. */
  declare hasOtherPages: boolean;
  #asksForOtherPages = false;

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener('mux-announce', (event) => {
      if (event instanceof CustomEvent) this.announcement = String(event.detail);
    });
    setTimeout(() => this.#loadOtherPages(), otherPagesDelayMs);
  }

  override willUpdate(): void {
    if (this.state.page !== undefined && this.state.view.tab !== 'requests') this.#loadOtherPages();
  }

  #loadOtherPages(): void {
    if (this.#asksForOtherPages) return;
    this.#asksForOtherPages = true;
    void this.actions.store.attempt(
      loadOtherPages().then(() => {
        this.hasOtherPages = true;
      }),
    );
  }

  override render(): TemplateResult {
    const { state, actions } = this;
    return html`
      <main class="page ${state.view.tab === 'requests' ? 'whole' : ''}">
        <mux-page-header .state=${state} .actions=${actions}></mux-page-header>
        <div class="tabs" role="tablist" aria-label=${l10n.t('Pages')} @keydown=${this.#onTabKey}>
          ${tabs.map((tab) => this.#renderTab(tab, tabNames[tab]))}
        </div>
        <div class="notices">${this.#renderNotices()}</div>
        <div id="panel" role="tabpanel" aria-labelledby="tab-${state.view.tab}">${this.#renderPage()}</div>
        <mux-unsaved-bar .state=${state} .actions=${actions}></mux-unsaved-bar>
      </main>
      ${this.#renderDialog()}
      <div class="screen-reader" role="status" aria-live="polite">${this.announcement}</div>
    `;
  }

  #renderTab(tab: Tab, text: string): TemplateResult {
    const isShown = this.state.view.tab === tab;
    return html`
      <button
        class="tab"
        id="tab-${tab}"
        role="tab"
        aria-selected=${isShown ? 'true' : 'false'}
        aria-controls="panel"
        tabindex=${isShown ? '0' : '-1'}
        @click=${() => this.#showTab(tab)}
      >
        ${text}
      </button>
    `;
  }

  #renderPage(): TemplateResult {
    const { state, actions } = this;
    // The list of requests does not wait for the settings.
    if (state.view.tab !== 'requests' && (state.page === undefined || !this.hasOtherPages)) {
      return html`<div class="loading" role="status">
        <vscode-progress-ring aria-hidden="true"></vscode-progress-ring> ${l10n.t('Loading…')}
      </div>`;
    }
    switch (state.view.tab) {
      case 'requests':
        return html`<mux-requests-page .state=${state} .actions=${actions}></mux-requests-page>`;
      case 'usage':
        return html`<mux-usage-page .state=${state} .actions=${actions}></mux-usage-page>`;
      case 'providers':
        return html`<mux-providers-page .state=${state} .actions=${actions}></mux-providers-page>`;
      case 'workspaces':
        return html`<mux-workspaces-page .state=${state} .actions=${actions}></mux-workspaces-page>`;
      case 'routes':
        return html`<mux-routes-page .state=${state} .actions=${actions}></mux-routes-page>`;
      case 'agents':
        return html`<mux-agents-page .state=${state} .actions=${actions}></mux-agents-page>`;
      case 'limits':
        return html`<mux-limits-page .state=${state} .actions=${actions}></mux-limits-page>`;
    }
  }

  #renderNotices(): TemplateResult[] {
    const { page, notice } = this.state;
    const { store } = this.actions;
    const notices: TemplateResult[] = [];
    if (page?.settings.problem !== undefined) {
      notices.push(html`
        <mux-notice kind="error">
          ${page.settings.problem}
          <vscode-button slot="actions" secondary @click=${() => store.runAction('openSettingsJson')}>
            ${l10n.t('Open settings.json')}
          </vscode-button>
        </mux-notice>
      `);
    }
    if (notice !== undefined) {
      notices.push(html`
        <mux-notice kind=${notice.kind}>
          ${notice.text}
          <vscode-button slot="actions" secondary @click=${() => store.update({ notice: undefined })}>
            ${l10n.t('Dismiss')}
          </vscode-button>
        </mux-notice>
      `);
    }
    return notices;
  }

  #renderDialog(): TemplateResult | typeof nothing {
    const { state, actions } = this;
    if (state.conflict !== undefined) {
      return html`<mux-conflict-dialog .state=${state} .actions=${actions}></mux-conflict-dialog>`;
    }
    if (state.question !== undefined) {
      return html`<mux-question-dialog .state=${state} .actions=${actions}></mux-question-dialog>`;
    }
    if (state.importPlan === undefined) return nothing;
    return html`<mux-import-dialog .state=${state} .actions=${actions}></mux-import-dialog>`;
  }

  #showTab(tab: Tab): void {
    this.actions.store.update({ view: { ...this.state.view, tab } });
  }

  #onTabKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    const step = event.key === 'ArrowRight' ? 1 : -1;
    const place = tabs.findIndex((tab) => isTab(event.target, tab)) + step + tabs.length;
    const other = tabs[place % tabs.length] ?? 'providers';
    this.#showTab(other);
    void this.updateComplete.then(() =>
      giveFocus(this.renderRoot.querySelector<HTMLElement>(`#tab-${other}`)),
    );
  };
}

function isTab(target: EventTarget | null, tab: Tab): boolean {
  return target instanceof HTMLElement && target.id === `tab-${tab}`;
}

customElements.define('mux-settings', SettingsApp);
