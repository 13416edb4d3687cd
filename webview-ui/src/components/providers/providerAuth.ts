import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { ProviderTypeInfo } from '../../../../src/protocol/gatewayRequests.ts';
import type { AuthKind, ProviderDraft } from '../../model/providerDraft.ts';
import type { ProviderProblems } from '../../model/providerDraftProblems.ts';
import type { StoredKeyState } from '../../model/storedKeyState.ts';
import { controlStyles } from '../controlStyles.ts';
import { emit, fieldValue } from '../events.ts';
import '../field.ts';
import { fieldGroupStyles } from './fieldGroupStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';

const kinds: readonly (readonly [AuthKind, string])[] = [
  ['api-key', l10n.t('API key')],
  ['header', l10n.t('API key in a header that you name')],
  ['passthrough', l10n.t("The client's own key is passed through")],
  ['none', l10n.t('None')],
];

/**
 * The fields about keys. Emits `mux-edit` with changed members of the draft, `mux-key` with the key typed,
 * `mux-add-account` when one is not enough, and `mux-sign-in-account` when there is to be a sign-in instead of a key.
 */
export class ProviderAuth extends LitElement {
  static override properties: PropertyDeclarations = {
    draft: { attribute: false },
    type: { attribute: false },
    problems: { attribute: false },
    storedKey: {},
    keyText: {},
  };
  static override styles = [sharedStyles, controlStyles, fieldGroupStyles];
  declare draft: ProviderDraft;
  declare type: ProviderTypeInfo | undefined;
  declare problems: ProviderProblems;
  declare storedKey: StoredKeyState;
  declare keyText: string;

  override render(): TemplateResult {
    const { draft } = this;
    return html`
      <div class="columns">
        <mux-field label=${l10n.t('Authentication')} hint=${this.#kindHint ?? nothing}>
          <vscode-single-select
            label=${l10n.t('Authentication')}
            .value=${draft.auth}
            @change=${(event: Event) => this.#edit({ auth: toAuthKind(fieldValue(event)) })}
          >
            ${kinds.map(
              ([kind, text]) =>
                html`<vscode-option value=${kind} ?selected=${kind === draft.auth}>${text}</vscode-option>`,
            )}
          </vscode-single-select>
        </mux-field>
        ${draft.auth === 'header' ? this.#renderText('keyHeader', l10n.t('Header'), 'x-api-key') : nothing}
      </div>
      ${
        draft.accounts.length === 0 && (draft.auth === 'api-key' || draft.auth === 'header')
          ? this.#renderKey()
          : nothing
      }
      ${
        draft.auth === 'passthrough'
          ? this.#renderText(
              'passthroughClients',
              l10n.t('Clients that may pass theirs without naming the provider'),
              'claude-code',
            )
          : nothing
      }
    `;
  }

  #renderKey(): TemplateResult {
    const { draft } = this;
    return html`
      <div class="columns">
        <mux-field label=${l10n.t('Where the key is')}>
          <vscode-single-select
            label=${l10n.t('Where the key is')}
            .value=${draft.keySource}
            @change=${(event: Event) => this.#chooseSource(fieldValue(event))}
          >
            <vscode-option value="stored" ?selected=${draft.keySource === 'stored'}
              >${l10n.t('Stored by VS Code')}</vscode-option
            >
            <vscode-option value="variable" ?selected=${draft.keySource === 'variable'}>
              ${l10n.t('In an environment variable')}
            </vscode-option>
            <vscode-option value="sign-in">${l10n.t('Nowhere: an account signs in')}</vscode-option>
          </vscode-single-select>
        </mux-field>
        ${
          draft.keySource === 'variable'
            ? this.#renderText('keyVariable', l10n.t('Variable'), this.type?.keyVariables[0] ?? 'MY_API_KEY')
            : this.#renderKeyField()
        }
      </div>
      <button type="button" class="link-button" @click=${() => emit(this, 'mux-add-account')}>
        ${l10n.t('Add another account')}
      </button>
    `;
  }

  #renderKeyField(): TemplateResult {
    const isStored = this.storedKey === 'for this endpoint';
    const hasMoved = this.storedKey === 'for another endpoint' && this.keyText === '';
    return html`
      <mux-field
        label=${l10n.t('API key')}
        hint=${isStored || hasMoved ? nothing : l10n.t('Kept in the secret storage of VS Code, never in settings.')}
        error=${hasMoved ? l10n.t('The endpoint is on another server than the stored key: enter the key again.') : nothing}
      >
        <vscode-textfield
          .label=${l10n.t('API key')}
          type="password"
          autocomplete="off"
          placeholder=${isStored ? l10n.t('Stored. Leave blank to keep it.') : ''}
          ?invalid=${hasMoved}
          .value=${this.keyText}
          @input=${(event: Event) => emit(this, 'mux-key', fieldValue(event))}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  #renderText(
    member: 'keyHeader' | 'keyVariable' | 'passthroughClients',
    label: string,
    placeholder: string,
  ): TemplateResult {
    return html`
      <mux-field label=${label} error=${this.problems[member] ?? nothing}>
        <vscode-textfield
          .label=${label}
          placeholder=${placeholder}
          ?invalid=${this.problems[member] !== undefined}
          .value=${this.draft[member]}
          @input=${(event: Event) => this.#edit({ [member]: fieldValue(event) })}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  get #kindHint(): string | undefined {
    switch (this.draft.auth) {
      case 'passthrough':
        return l10n.t(
          'What the client sends as its key goes to this provider, and only when it names the provider.',
        );
      case 'api-key':
        return this.type?.needsKey === 'optional'
          ? l10n.t('May be left blank when the server needs none.')
          : undefined;
      case 'header':
      case 'none':
        return undefined;
    }
  }

  #chooseSource(text: string): void {
    if (text === 'sign-in') {
      emit(this, 'mux-sign-in-account');
      return;
    }
    const keySource = text === 'variable' ? 'variable' : 'stored';
    const keyVariable = this.draft.keyVariable || (this.type?.keyVariables[0] ?? '');
    this.#edit({ keySource, keyVariable: keySource === 'variable' ? keyVariable : '' });
  }

  #edit(change: Partial<ProviderDraft>): void {
    emit(this, 'mux-edit', change);
  }
}

function toAuthKind(text: string): AuthKind {
  return kinds.find(([kind]) => kind === text)?.[0] ?? 'none';
}

customElements.define('mux-provider-auth', ProviderAuth);
