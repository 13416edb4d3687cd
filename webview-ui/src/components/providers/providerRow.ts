import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import type { ListedProvider } from '../../model/listedProviders.ts';
import { accountText, agoText, providerText, troubledAccounts } from '../../model/stateTexts.ts';
import type { Actions } from '../../state/actions.ts';
import { controlStyles } from '../controlStyles.ts';
import { announce } from '../events.ts';
import { sharedStyles } from '../sharedStyles.ts';
import '../stateIcon.ts';

/** A provider in the list: what it is, how it stands and why, and what can be done with it. */
export class ProviderRow extends LitElement {
  static override properties: PropertyDeclarations = {
    actions: { attribute: false },
    provider: { attribute: false },
    today: { attribute: false },
    isRefreshing: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      :host {
        container-type: inline-size;
      }
      .row {
        display: grid;
        grid-template-columns: 20px minmax(0, 1fr) auto auto;
        gap: 2px 12px;
        align-items: center;
        padding: 8px 8px 8px 12px;
      }
      .row:hover {
        background: var(--vscode-list-hoverBackground);
      }
      .name {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 8px;
        align-items: center;
      }
      .name strong {
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      .about {
        grid-column: 2 / 4;
        overflow-wrap: anywhere;
      }
      .count {
        text-align: end;
        white-space: nowrap;
      }
      .account {
        display: flex;
        gap: 6px;
        align-items: center;
      }
      .bad {
        color: color-mix(in srgb, var(--vscode-errorForeground) 70%, var(--vscode-foreground));
      }
      @container (max-width: 520px) {
        .row {
          grid-template-columns: 20px minmax(0, 1fr) auto;
        }
        .count {
          display: none;
        }
        .about {
          grid-column: 2 / 4;
        }
      }
    `,
  ];
  declare actions: Actions;
  declare provider: ListedProvider;
  /** What it did today, in words. */
  declare today: string | undefined;
  declare isRefreshing: boolean;

  override render(): TemplateResult {
    const { id, isSaved, status } = this.provider;
    const checking = { ...status, state: 'checking' } as const;
    const state = providerText(this.isRefreshing ? checking : status);
    const count = status.models.length;
    return html`
      <div class="row">
        <mux-state-icon .value=${state}></mux-state-icon>
        <div class="name">
          <strong>${status.name}</strong>
          ${status.name === id ? nothing : html`<span class="muted mono">${id}</span>`}
          ${status.local ? html`<span class="tag" title=${l10n.t('Nothing sent here leaves this machine')}>${l10n.t('local')}</span>` : nothing}
          ${isSaved ? nothing : html`<span class="tag" title=${l10n.t('Answers only when it is named')}>${l10n.t('built in')}</span>`}
        </div>
        <span class="count muted"
          >${count === 0 ? nothing : count === 1 ? l10n.t('1 model') : l10n.t('{0} models', count)}</span
        >
        <div class="icons">${this.#renderButtons()}</div>
        <div class="about muted">
          <span>${status.type}</span>
          ${status.endpoint === '' ? nothing : html` · <span class="mono">${status.endpoint}</span>`} ·
          <span class=${state.tone === 'bad' ? 'bad' : ''}>${state.text}</span>
          ${status.fetchedAtMs === undefined ? nothing : html` · ${agoText(status.fetchedAtMs, Date.now())}`}
        </div>
        ${this.today === undefined ? nothing : html`<div class="about muted">${this.today}</div>`}
        ${this.#renderTroubles(state.text)}
      </div>
    `;
  }

  /** @param said what the row says of the provider, which need not be said again of an account */
  #renderTroubles(said: string): TemplateResult[] {
    return troubledAccounts(this.provider.status)
      .map((account) => ({ name: account.name, state: accountText(account, Date.now()) }))
      .filter(({ state }) => state.text !== said)
      .map(
        ({ name, state }) => html`
          <div class="about account">
            <mux-state-icon .value=${state}></mux-state-icon>
            <span>${l10n.t('{0}: {1}', name, state.text)}</span>
          </div>
        `,
      );
  }

  #renderButtons(): TemplateResult {
    const { id, isSaved, status } = this.provider;
    const { providers } = this.actions;
    const button = (icon: string, label: string, run: () => void): TemplateResult => html`
      <button class="icon-button" title=${label} aria-label="${label}: ${status.name}" @click=${run}>
        <vscode-icon name=${icon} aria-hidden="true"></vscode-icon>
      </button>
    `;
    if (!isSaved) return html``;
    return html`
      ${button('refresh', l10n.t('Test and fetch models'), () => void this.#refresh())}
      ${button('edit', l10n.t('Edit'), () => providers.open(id))}
      ${button('trash', l10n.t('Delete'), () => providers.remove(id, status.name))}
    `;
  }

  async #refresh(): Promise<void> {
    const { id, status } = this.provider;
    this.isRefreshing = true;
    announce(this, l10n.t('Testing {0}', status.name));
    await this.actions.providers.refresh(id);
    this.isRefreshing = false;
    announce(this, `${status.name}: ${providerText(this.provider.status).text}`);
  }
}

customElements.define('mux-provider-row', ProviderRow);
