import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { ProviderTestResult } from '../../../../src/protocol/gatewayRequests.ts';
import { failureTitle } from '../../model/failureTitle.ts';
import { emit } from '../events.ts';
import '../notice.ts';
import { sharedStyles } from '../sharedStyles.ts';

const namedModels = 6;

/** What trying a provider brought. Emits `mux-use-endpoint` with the address that did answer instead. */
export class TestOutcome extends LitElement {
  static override properties: PropertyDeclarations = { result: { attribute: false } };
  static override styles = [
    sharedStyles,
    css`
      strong {
        font-weight: 600;
      }
    `,
  ];
  declare result: ProviderTestResult;

  override render(): TemplateResult {
    const { ok, failureKind, message, alternativeEndpoint } = this.result;
    return html`
      <mux-notice kind=${ok ? 'done' : 'error'}>
        ${ok ? nothing : html`<strong>${failureTitle(failureKind)}.</strong>`} ${message}
        ${ok ? html`<span class="muted">${this.#modelsText}</span>` : nothing}
        ${
          alternativeEndpoint === undefined
            ? nothing
            : html`<vscode-button
                slot="actions"
                secondary
                @click=${() => emit(this, 'mux-use-endpoint', alternativeEndpoint)}
                >${l10n.t('Use {0}', alternativeEndpoint)}</vscode-button
              >`
        }
      </mux-notice>
    `;
  }

  get #modelsText(): string {
    const { models } = this.result;
    const more = models.length - namedModels;
    const named = models.slice(0, namedModels).join(', ');
    return more > 0 ? l10n.t('{0} and {1} more', named, more) : named;
  }
}

customElements.define('mux-test-outcome', TestOutcome);
