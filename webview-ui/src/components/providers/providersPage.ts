import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { listProviders } from '../../model/listedProviders.ts';
import { providerToday } from '../../model/providerToday.ts';
import { controlStyles } from '../controlStyles.ts';
import './foundProviders.ts';
import './providerForm.ts';
import './providerRow.ts';
import { pageStyles } from '../pageStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';
import { giveFocus } from '../focus.ts';

/** The page of providers: the list and what was found on this machine, or the form of one provider. */
export class ProvidersPage extends StoreElement {
  static override styles = [
    sharedStyles,
    controlStyles,
    pageStyles,
    css`
      mux-provider-row + mux-provider-row {
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      .empty {
        margin-bottom: 12px;
      }
      mux-found-providers {
        margin-top: 28px;
      }
    `,
  ];

  override firstUpdated(): void {
    void this.actions.usage.loadToday();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.actions.usage.leave();
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    const count = before?.page?.status.requestCount;
    if (count !== undefined && count !== this.state.page?.status.requestCount) {
      this.actions.usage.loadSoon('loadToday');
    }
    if (before === undefined || before.view.isEditingProvider === this.state.view.isEditingProvider) return;
    // The form and the list take each other's place: the focus must not be lost with the one that went.
    giveFocus(this.renderRoot.querySelector<HTMLElement>('mux-provider-form, .add'));
  }

  override render(): TemplateResult {
    const { view, drafts, page } = this.state;
    const { today } = this.state.usage;
    if (view.isEditingProvider && drafts.provider !== undefined) {
      return html`
        <mux-provider-form
          .state=${this.state}
          .actions=${this.actions}
          .draft=${drafts.provider}
        ></mux-provider-form>
      `;
    }
    const providers = page === undefined ? [] : listProviders(page.settings.providers, page.status.providers);
    const own = providers.filter(({ isSaved }) => isSaved);
    return html`
      <div class="head">
        <h2>${l10n.t('Providers')}</h2>
        <div class="actions">
          ${
            own.length === 0
              ? nothing
              : html`<vscode-button
                  secondary
                  icon="refresh"
                  @click=${() => void this.actions.providers.refresh()}
                >
                  ${l10n.t('Refresh Models')}
                </vscode-button>`
          }
          <vscode-button class="add" icon="add" ?disabled=${this.#types.length === 0} @click=${this.#add}>
            ${l10n.t('Add Provider')}
          </vscode-button>
        </div>
      </div>
      ${own.length === 0 ? renderEmpty() : nothing}
      ${
        providers.length === 0
          ? nothing
          : html`<div class="list" role="list" aria-label=${l10n.t('Providers')}>
              ${repeat(
                providers,
                ({ id }) => id,
                (provider) =>
                  html`<mux-provider-row
                    role="listitem"
                    .actions=${this.actions}
                    .provider=${provider}
                    .today=${today === undefined ? undefined : providerToday(today, provider.id)}
                  ></mux-provider-row>`,
              )}
            </div>`
      }
      <mux-found-providers .state=${this.state} .actions=${this.actions}></mux-found-providers>
    `;
  }

  get #types(): readonly unknown[] {
    return this.state.page?.providerTypes ?? [];
  }

  #add = (): void => {
    const [first] = this.state.page?.providerTypes ?? [];
    if (first !== undefined) this.actions.providers.add(first);
  };
}

function renderEmpty(): TemplateResult {
  return html`
    <div class="empty">
      <h3>${l10n.t('No provider yet')}</h3>
      <p class="muted">
        ${l10n.t('A provider is where answers come from: an account with Anthropic, OpenAI or OpenRouter, or a server on your own machine such as Ollama. Add one, or take what was found here.')}
      </p>
    </div>
  `;
}

customElements.define('mux-providers-page', ProvidersPage);
