import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import type { PageAction } from '../../../src/protocol/webviewMessages.ts';
import { gatewayText } from '../model/stateTexts.ts';
import { controlStyles } from './controlStyles.ts';
import { sentence } from './sentence.ts';
import { sharedStyles } from './sharedStyles.ts';
import './stateIcon.ts';
import { StoreElement } from './storeElement.ts';

/** The page's head: where the gateway stands, what it would answer with right now, and what concerns all settings. */
export class PageHeader extends StoreElement {
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      header {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 24px;
        align-items: flex-start;
        justify-content: space-between;
      }
      h1 {
        font-size: 1.6em;
        font-weight: 400;
        line-height: 1.2;
        color: var(--vscode-settings-headerForeground, var(--vscode-foreground));
      }
      .facts {
        display: flex;
        flex-wrap: wrap;
        gap: 2px 20px;
        margin-top: 6px;
      }
      .fact {
        display: flex;
        gap: 6px;
        align-items: center;
        min-width: 0;
        min-height: 24px;
        overflow-wrap: anywhere;
      }
      .value {
        color: var(--vscode-foreground);
      }
    `,
  ];

  override render(): TemplateResult {
    const { page } = this.state;
    return html`
      <header>
        <div class="grow">
          <h1>${l10n.t('Muxgate')}</h1>
          <div class="facts">
            ${this.#renderGateway()} ${page === undefined ? nothing : this.#renderPreview()}
          </div>
        </div>
        <div class="icons" role="group" aria-label=${l10n.t('All settings')}>
          ${this.#renderButton('cloud-download', l10n.t('Import…'), () => void this.actions.transfer.pick())}
          ${this.#renderButton('export', l10n.t('Export without keys…'), () => void this.actions.transfer.export())}
          ${this.#renderAction('json', l10n.t('Open settings.json'), 'openSettingsJson')}
          ${this.#renderAction('settings-gear', l10n.t('Port, host and log level'), 'openSettingsUi')}
          ${this.#renderAction('output', l10n.t('Show log'), 'showLog')}
        </div>
      </header>
    `;
  }

  #renderGateway(): TemplateResult {
    const phase = this.state.page?.status.gateway ?? { phase: 'starting' };
    const state = gatewayText(phase);
    return html`
      <div class="fact" role="status">
        <mux-state-icon .value=${state}></mux-state-icon>
        <span class=${phase.phase === 'listening' ? 'mono' : ''}>${state.text}</span>
        ${phase.phase === 'listening' ? this.#renderAction('copy', l10n.t('Copy base URL'), 'copyBaseUrl') : nothing}
        ${
          phase.phase === 'port-taken'
            ? html`<button class="link-button" @click=${() => this.actions.store.runAction('useAnotherPort')}>
                ${l10n.t('Use Another Port')}
              </button>`
            : nothing
        }
      </div>
    `;
  }

  #renderPreview(): TemplateResult | typeof nothing {
    const preview = this.state.page?.status.preview;
    if (preview?.model === undefined) return nothing;
    return html`
      <div class="fact" title=${preview.reason ?? ''}>
        <vscode-icon name="arrow-swap" aria-hidden="true"></vscode-icon>
        <span class="muted">
          ${sentence(
            l10n.t('This editor gets {0} from {1}'),
            html`<span class="value mono">${preview.model}</span>`,
            html`<span class="value">${preview.workspace}</span>`,
          )}
        </span>
      </div>
    `;
  }

  #renderAction(icon: string, label: string, action: PageAction): TemplateResult {
    return this.#renderButton(icon, label, () => this.actions.store.runAction(action));
  }

  #renderButton(icon: string, label: string, run: () => void): TemplateResult {
    return html`
      <button class="icon-button" title=${label} aria-label=${label} @click=${run}>
        <vscode-icon name=${icon} aria-hidden="true"></vscode-icon>
      </button>
    `;
  }
}

customElements.define('mux-page-header', PageHeader);
