import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { ProviderTestResult } from '../../../../src/protocol/gatewayRequests.ts';
import type { AccountStatus } from '../../../../src/protocol/status.ts';
import { accountName, type AccountRow as Row } from '../../model/accountDraft.ts';
import { keyVariable, type Proof, proofOf, proofs } from '../../model/accountLogin.ts';
import { type JsonObject, textMember, withMember } from '../../model/json.ts';
import type { ProviderDraft } from '../../model/providerDraft.ts';
import { accountText, type StateText } from '../../model/stateTexts.ts';
import type { StoredKeyState } from '../../model/storedKeyState.ts';
import type { Actions } from '../../state/actions.ts';
import { accountRowStyles } from './accountRowStyles.ts';
import { controlStyles } from '../controlStyles.ts';
import { announce, emit, fieldValue, isChecked } from '../events.ts';
import './accountMore.ts';
import { handleStyles, moveByKey, renderHandle, renderRowButtons } from '../rowButtons.ts';
import { sharedStyles } from '../sharedStyles.ts';
import '../stateIcon.ts';

/** Keys just typed, by the key of their account's row as a text. */
export type KeyTexts = Readonly<Record<string, string>>;

/** A key typed into an account's row. */
export interface AccountKey {
  readonly row: string;
  readonly text: string;
}

/**
 * An account of a provider: its name, its key, how it stands, and what it may use. Emits `mux-account` with the changed
 * account, `mux-account-name`, `mux-account-key`, `mux-action` and `mux-grip`.
 */
export class AccountRow extends LitElement {
  static override properties: PropertyDeclarations = {
    actions: { attribute: false },
    draft: { attribute: false },
    row: { attribute: false },
    number: { type: Number },
    count: { type: Number },
    keyVariable: {},
    storedKey: {},
    keyText: {},
    status: { attribute: false },
    uses: { attribute: false },
    showsMore: { state: true },
    result: { state: true },
    isTesting: { state: true },
  };
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [sharedStyles, controlStyles, handleStyles, accountRowStyles];
  declare actions: Actions;
  /** The provider that it is an account of. */
  declare draft: ProviderDraft;
  declare row: Row;
  /** From 1. */
  declare number: number;
  declare count: number;
  /** The variable that such a provider's key is mostly in. */
  declare keyVariable: string;
  declare storedKey: StoredKeyState;
  declare keyText: string;
  declare status: AccountStatus | undefined;
  /** Routes' targets that use this account and no other. */
  declare uses: readonly string[];
  declare showsMore: boolean | undefined;
  declare result: ProviderTestResult | undefined;
  declare isTesting: boolean;
  #test: AbortController | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#test?.abort();
  }

  override willUpdate(): void {
    // What is to be filled in must not hide.
    this.showsMore ??= proofOf(this.row.value) === 'oauth' && !this.row.isSaved;
  }

  override render(): TemplateResult {
    const { row } = this;
    const { value } = row;
    const name = accountName(row);
    return html`
      <div
        class="account ${value['enabled'] === false ? 'off' : ''}"
        role="group"
        aria-label=${l10n.t('Account {0}', name)}
        @keydown=${(event: KeyboardEvent) => moveByKey(this, event)}
      >
        ${renderHandle(this)}
        <vscode-checkbox
          class="enabled"
          title=${l10n.t('On or off')}
          ?checked=${value['enabled'] !== false}
          @change=${(event: Event) => this.#set('enabled', isChecked(event) ? undefined : false)}
          ><span class="screen-reader">${l10n.t('The account {0} is on', name)}</span></vscode-checkbox
        >
        <div class="name">
          <span class="caption">${l10n.t('Account name')}</span>
          <vscode-textfield
            .label=${l10n.t('Account name')}
            placeholder=${row.id}
            .value=${textMember(value, 'name')}
            @input=${(event: Event) => emit(this, 'mux-account-name', fieldValue(event))}
          ></vscode-textfield>
        </div>
        ${this.#renderKey()}
        <div class="icons">
          ${renderRowButtons({
            element: this,
            name: l10n.t('account {0}', name),
            number: this.number,
            count: this.count,
            isExpanded: this.showsMore === true,
            toggle: () => (this.showsMore = this.showsMore !== true),
          })}
        </div>
        ${this.#renderLine()} ${this.#renderMore()}
      </div>
    `;
  }

  #renderKey(): TemplateResult {
    const { auth } = this.draft;
    const proof = proofOf(this.row.value);
    if (proof !== 'stored' && proof !== 'variable') return this.#renderLogin(proof);
    if (auth !== 'api-key' && auth !== 'header') return html`<div class="key"></div>`;
    const variable = keyVariable(this.row.value);
    const isStored = this.storedKey === 'for this endpoint';
    const hasMoved = this.storedKey === 'for another endpoint' && this.keyText === '';
    return html`
      <div class="key">
        <span class="caption">${variable === undefined ? l10n.t('API key') : l10n.t('Variable')}</span>
        ${
          variable === undefined
            ? html`<vscode-textfield
                .label=${l10n.t('API key')}
                type="password"
                autocomplete="off"
                placeholder=${isStored ? l10n.t('Stored. Leave blank to keep it.') : l10n.t('API key')}
                ?invalid=${hasMoved}
                .value=${this.keyText}
                @input=${(event: Event) => this.#typeKey(fieldValue(event))}
              ></vscode-textfield>`
            : html`<vscode-textfield
                .label=${l10n.t('Variable')}
                placeholder=${this.keyVariable}
                .value=${variable}
                @input=${(event: Event) => this.#set('apiKey', `\${env:${fieldValue(event).trim()}}`)}
              ></vscode-textfield>`
        }
        ${
          hasMoved
            ? html`<p class="error">
                ${l10n.t('Its endpoint is on another server than the stored key: enter it again.')}
              </p>`
            : nothing
        }
      </div>
    `;
  }

  #renderLogin(proof: Proof): TemplateResult {
    const { row, draft } = this;
    const name = proofs.find(([one]) => one === proof)?.[1];
    const isReady = row.isSaved && draft.savedId !== undefined && !draft.isTouched;
    return html`
      <div class="key">
        <span class="caption">${name}</span>
        <vscode-button
          secondary
          icon="account"
          ?disabled=${!isReady}
          title=${isReady ? nothing : l10n.t('Save the provider first')}
          @click=${() => this.actions.providers.signIn(draft, row.id)}
          >${l10n.t('Sign In…')}</vscode-button
        >
      </div>
    `;
  }

  #renderLine(): TemplateResult {
    const state = this.#stateText;
    return html`
      <div class="line">
        ${
          state === undefined
            ? nothing
            : html`<mux-state-icon .value=${state}></mux-state-icon>
                <span class="grow ${state.tone === 'bad' ? 'error' : ''}" role="status">${state.text}</span>`
        }
        <button
          type="button"
          class="link-button"
          aria-label=${l10n.t('Test: account {0}', accountName(this.row))}
          aria-disabled=${this.isTesting ? 'true' : 'false'}
          @click=${() => void this.#runTest()}
        >
          ${this.isTesting ? l10n.t('Testing…') : l10n.t('Test')}
        </button>
      </div>
    `;
  }

  get #stateText(): StateText | undefined {
    if (this.result !== undefined) {
      const { ok, message } = this.result;
      return ok
        ? { icon: 'pass-filled', tone: 'good', text: message }
        : { icon: 'error', tone: 'bad', text: message };
    }
    if (this.row.value['enabled'] === false)
      return { icon: 'circle-slash', tone: 'quiet', text: l10n.t('Off') };
    if (this.status !== undefined) return accountText(this.status, Date.now());
    return this.row.isSaved
      ? undefined
      : {
          icon: 'circle-outline',
          tone: 'quiet',
          text: l10n.t('Not saved yet; its id will be {0}.', this.row.id),
        };
  }

  #renderMore(): TemplateResult | typeof nothing {
    if (this.showsMore !== true) return nothing;
    return html`
      <mux-account-more
        class="more"
        .row=${this.row}
        .uses=${this.uses}
        .keyVariable=${this.keyVariable}
        @mux-account=${() => (this.result = undefined)}
      ></mux-account-more>
    `;
  }

  async #runTest(): Promise<void> {
    if (this.isTesting) return;
    const test = new AbortController();
    this.#test = test;
    this.isTesting = true;
    this.result = undefined;
    try {
      const { providers } = this.actions;
      const result = await providers.test(this.draft, this.keyText, test.signal, this.row);
      if (!test.signal.aborted) this.result = result;
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      if (!test.signal.aborted) this.result = { ok: false, message, models: [], durationMs: 0 };
    } finally {
      this.isTesting = false;
    }
    if (this.result !== undefined) announce(this, this.result.message);
  }

  #typeKey(text: string): void {
    this.result = undefined;
    const detail: AccountKey = { row: String(this.row.key), text };
    emit(this, 'mux-account-key', detail);
  }

  #set(member: string, value: unknown): void {
    this.#emit(withMember(this.row.value, member, value));
  }

  #emit(value: JsonObject): void {
    this.result = undefined;
    emit(this, 'mux-account', value);
  }
}

customElements.define('mux-account-row', AccountRow);
