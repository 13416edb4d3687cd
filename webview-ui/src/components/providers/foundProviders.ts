import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import type { DiscoveredProvider } from '../../../../src/protocol/gatewayRequests.ts';
import { isConfigured } from '../../model/isConfigured.ts';
import { controlStyles } from '../controlStyles.ts';
import { announce } from '../events.ts';
import { mayMove } from '../motion.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';

/** Local servers and key variables of this machine, each added on a click and never by itself. */
export class FoundProviders extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    found: { state: true },
    isLooking: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      .head {
        display: flex;
        gap: 8px;
        align-items: center;
        margin-bottom: 4px;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
        align-items: center;
        padding: 6px 12px;
      }
      li:hover {
        background: var(--vscode-list-hoverBackground);
      }
    `,
  ];
  declare found: readonly DiscoveredProvider[] | undefined;
  declare isLooking: boolean;

  override render(): TemplateResult {
    const fresh = (this.found ?? []).filter(
      (found) => !isConfigured(found, this.state.page?.settings.providers ?? {}),
    );
    return html`
      <div class="head">
        <h2>${l10n.t('Found on this machine')}</h2>
        <button
          class="icon-button"
          title=${l10n.t('Look again')}
          aria-label=${l10n.t('Look again for local servers and key variables')}
          ?disabled=${this.isLooking}
          @click=${() => void this.#look()}
        >
          <vscode-icon name="refresh" ?spin=${this.isLooking && mayMove()} aria-hidden="true"></vscode-icon>
        </button>
      </div>
      ${
        fresh.length === 0
          ? html`<p class="muted">${this.#emptyText}</p>`
          : html`<ul aria-label=${l10n.t('Found on this machine')}>
              ${fresh.map((found) => this.#renderFound(found))}
            </ul>`
      }
    `;
  }

  override updated(): void {
    // Once the gateway is there to look.
    const phase = this.state.page?.status.gateway.phase;
    if (this.found === undefined && !this.isLooking && phase !== undefined && phase !== 'starting')
      void this.#look();
  }

  #renderFound(found: DiscoveredProvider): TemplateResult {
    const count = found.models.length;
    return html`
      <li>
        <vscode-icon
          name=${found.keyVariable === undefined ? 'server' : 'key'}
          aria-hidden="true"
        ></vscode-icon>
        <span class="grow break">
          ${found.title}
          <span class="muted mono">${found.keyVariable ?? found.endpoint}</span>
          ${count === 0 ? nothing : html`<span class="muted">${count === 1 ? l10n.t('1 model') : l10n.t('{0} models', count)}</span>`}
        </span>
        <vscode-button
          secondary
          icon="add"
          aria-label=${l10n.t('Add {0}', found.title)}
          @click=${() => this.actions.providers.addFound(found)}
          >${l10n.t('Add')}</vscode-button
        >
      </li>
    `;
  }

  get #emptyText(): string {
    if (this.isLooking) return l10n.t('Looking for local servers and key variables…');
    if (this.found === undefined) return l10n.t('The gateway looks for local servers once it runs.');
    return this.found.length === 0
      ? l10n.t(
          'No local server answers on its usual port (Ollama, LM Studio, llama.cpp, vLLM), and no usual key variable is set.',
        )
      : l10n.t('Everything that was found is a provider already.');
  }

  async #look(): Promise<void> {
    this.isLooking = true;
    this.found = (await this.actions.providers.discover()) ?? [];
    this.isLooking = false;
    announce(this, l10n.t('{0} found on this machine', this.found.length));
  }
}

customElements.define('mux-found-providers', FoundProviders);
