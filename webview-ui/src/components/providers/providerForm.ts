import * as l10n from '@vscode/l10n';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import type { ProviderTestResult, ProviderTypeInfo } from '../../../../src/protocol/gatewayRequests.ts';
import { accountName, defaultAccount, withNewAccount } from '../../model/accountDraft.ts';
import { withProof } from '../../model/accountLogin.ts';
import { originOf, type ProviderDraft, withDefaultAccount } from '../../model/providerDraft.ts';
import { type ProviderProblems, providerDraftProblems } from '../../model/providerDraftProblems.ts';
import { storedKeyState, type StoredKeyState } from '../../model/storedKeyState.ts';
import type { AccountList } from './accountList.ts';
import './accountList.ts';
import type { AccountKey, KeyTexts } from './accountRow.ts';
import { controlStyles } from '../controlStyles.ts';
import { announce } from '../events.ts';
import { giveFocus } from '../focus.ts';
import '../field.ts';
import '../notice.ts';
import './providerAuth.ts';
import { formStyles } from './formStyles.ts';
import './providerBasics.ts';
import './providerLimits.ts';
import './providerModels.ts';
import './providerMore.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';
import './testOutcome.ts';

/** Where the key of a provider with one account stands among the typed keys. */
const loneKey = 'lone';

/** What is done once a test has ended well. */
type AfterTest = 'nothing' | 'save';

/** The form of one provider, new or saved. Saving tests it first; what failed can be saved all the same. */
export class ProviderForm extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    draft: { attribute: false },
    keyTexts: { state: true },
    test: { state: true },
    result: { state: true },
    showsProblems: { state: true },
  };
  static override styles = [sharedStyles, controlStyles, formStyles];
  declare draft: ProviderDraft;
  /** Keys just typed, by the row of their account. They never leave this form but to be tested and stored. */
  declare keyTexts: KeyTexts;
  declare test: AbortController | undefined;
  declare result: ProviderTestResult | undefined;
  declare showsProblems: boolean;

  constructor() {
    super();
    this.keyTexts = {};
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.test?.abort();
  }

  override focus(): void {
    void this.updateComplete.then(() => giveFocus(this.renderRoot.querySelector('h2')));
  }

  override render(): TemplateResult {
    const { draft } = this;
    const isNew = draft.savedId === undefined;
    const name = draft.name || draft.id;
    return html`
      <button class="link-button back" @click=${() => this.actions.providers.close()}>
        <vscode-icon name="arrow-left" aria-hidden="true"></vscode-icon> ${l10n.t('Providers')}
      </button>
      <form
        @submit=${(event: Event) => event.preventDefault()}
        @mux-edit=${(event: CustomEvent<Partial<ProviderDraft>>) => this.#edit(event.detail)}
        @mux-key=${(event: CustomEvent<string>) => this.#setKey(loneKey, event.detail)}
        @mux-account-key=${(event: CustomEvent<AccountKey>) => this.#setKey(event.detail.row, event.detail.text)}
        @mux-add-account=${() => this.#addAccount()}
        @mux-sign-in-account=${() => this.#signInInstead()}
        @mux-use-endpoint=${(event: CustomEvent<string>) => this.#edit({ endpoint: event.detail })}
      >
        <h2 tabindex="-1">${isNew ? l10n.t('Add a provider') : l10n.t('Edit {0}', name)}</h2>
        <mux-provider-basics
          .state=${this.state}
          .draft=${draft}
          .type=${this.#type}
          .otherIds=${this.#otherIds}
          .problems=${this.#shownProblems}
          .idProblem=${draft.hasOwnId || this.showsProblems ? this.#problems.id : undefined}
        ></mux-provider-basics>
        <mux-provider-auth
          .draft=${draft}
          .type=${this.#type}
          .problems=${this.#shownProblems}
          .storedKey=${this.#storedKey}
          .keyText=${this.keyTexts[loneKey] ?? ''}
        ></mux-provider-auth>
        ${this.#renderAccounts()}
        <mux-provider-limits
          .draft=${draft}
          .spending=${this.state.page?.status.spending}
          .hasProblem=${['limits', 'budget', 'failover'].some((part) => part in this.#shownProblems)}
        ></mux-provider-limits>
        <mux-provider-more .draft=${draft} .problems=${this.#shownProblems}></mux-provider-more>
        ${this.#renderOutcome()} ${this.#renderButtons()}
      </form>
      ${
        draft.savedId === undefined
          ? nothing
          : html`<mux-provider-models
              .state=${this.state}
              .actions=${this.actions}
              provider=${draft.savedId}
            ></mux-provider-models>`
      }
    `;
  }

  /** With one account there is nothing but the key above. */
  #renderAccounts(): TemplateResult | typeof nothing {
    const { draft } = this;
    if (draft.accounts.length === 0) return nothing;
    return html`
      <mux-account-list
        .state=${this.state}
        .actions=${this.actions}
        .draft=${draft}
        .type=${this.#type}
        .keyTexts=${this.keyTexts}
        problem=${this.#shownProblems.accounts ?? nothing}
      ></mux-account-list>
    `;
  }

  #renderOutcome(): TemplateResult | typeof nothing {
    if (this.test !== undefined) {
      return html`
        <div class="testing" role="status">
          <vscode-progress-ring aria-hidden="true"></vscode-progress-ring>
          <span class="grow"
            >${l10n.t('Testing {0} and fetching its models…', this.draft.name || this.draft.id)}</span
          >
          <vscode-button secondary @click=${() => this.test?.abort()}>${l10n.t('Cancel Test')}</vscode-button>
        </div>
      `;
    }
    return this.result === undefined
      ? nothing
      : html`<mux-test-outcome .result=${this.result}></mux-test-outcome>`;
  }

  #renderButtons(): TemplateResult {
    const isTesting = this.test !== undefined;
    const hasFailed = this.result?.ok === false;
    const { providers } = this.actions;
    return html`
      <div class="actions">
        <vscode-button ?disabled=${isTesting} @click=${() => void this.#start('save')}>
          ${hasFailed ? l10n.t('Test Again and Save') : l10n.t('Save')}
        </vscode-button>
        ${
          hasFailed && !isTesting
            ? html`<vscode-button secondary @click=${() => this.#save()}
                >${l10n.t('Save Anyway')}</vscode-button
              >`
            : nothing
        }
        <vscode-button secondary ?disabled=${isTesting} @click=${() => void this.#start('nothing')}
          >${l10n.t('Test')}</vscode-button
        >
        <vscode-button secondary @click=${() => providers.discard()}>${l10n.t('Cancel')}</vscode-button>
      </div>
    `;
  }

  async #start(then: AfterTest): Promise<void> {
    this.showsProblems = true;
    const [problem] = Object.values(this.#problems);
    if (problem !== undefined) {
      announce(this, l10n.t('Not yet: {0}', problem));
      return;
    }
    const test = new AbortController();
    this.test = test;
    this.result = undefined;
    try {
      const result = await this.#test(test.signal);
      if (test.signal.aborted) return;
      this.result = result;
      announce(this, result.message);
      if (result.ok && then === 'save') this.#save();
    } catch (error) {
      if (test.signal.aborted) return;
      const message = error instanceof Error ? error.message : String(error);
      this.result = { ok: false, message, models: [], durationMs: 0 };
    } finally {
      this.test = undefined;
    }
  }

  /** Tests the provider, or each account that is on: the first that fails is what is told. */
  async #test(signal: AbortSignal): Promise<ProviderTestResult> {
    const { providers } = this.actions;
    const accounts = this.draft.accounts.filter(({ value }) => value['enabled'] !== false);
    const [first] = accounts;
    if (first === undefined) return providers.test(this.draft, this.keyTexts[loneKey] ?? '', signal);
    const results = await Promise.all(
      accounts.map(async (account): Promise<ProviderTestResult> => {
        const key = this.keyTexts[String(account.key)] ?? '';
        const result = await providers.test(this.draft, key, signal, account);
        return { ...result, message: `${accountName(account)}: ${result.message}` };
      }),
    );
    const [firstResult] = results;
    const told = results.find(({ ok }) => !ok) ?? firstResult;
    return told ?? providers.test(this.draft, '', signal);
  }

  #save(): void {
    const { accounts } = this.draft;
    const typed = Object.fromEntries(accounts.map(({ key, id }) => [id, this.keyTexts[String(key)] ?? '']));
    this.actions.providers.save(this.draft, accounts.length === 0 ? (this.keyTexts[loneKey] ?? '') : typed);
  }

  get #type(): ProviderTypeInfo | undefined {
    return this.state.page?.providerTypes.find(({ type }) => type === this.draft.type);
  }

  get #otherIds(): string[] {
    return Object.keys(this.state.page?.settings.providers ?? {}).filter((id) => id !== this.draft.savedId);
  }

  get #problems(): ProviderProblems {
    return providerDraftProblems(this.draft, this.#type, this.#otherIds);
  }

  /** Nobody wants to be told off before having finished. */
  get #shownProblems(): ProviderProblems {
    return this.showsProblems ? this.#problems : {};
  }

  get #storedKey(): StoredKeyState {
    const origin = originOf(this.draft.endpoint || (this.#type?.defaultEndpoint ?? ''));
    return storedKeyState(this.state, this.draft.savedId, defaultAccount, origin);
  }

  #setKey(row: string, text: string): void {
    this.keyTexts = { ...this.keyTexts, [row]: text };
    this.#edit({});
  }

  /** The one key becomes the account `default`, and a second account stands below it. */
  #addAccount(): void {
    const draft = withDefaultAccount(this.draft);
    const { [loneKey]: typed = '', ...others } = this.keyTexts;
    this.keyTexts = { ...others, [String(draft.accounts[0]?.key)]: typed };
    this.#edit({ ...draft, accounts: withNewAccount(draft.accounts) });
    announce(this, l10n.t('The provider has two accounts now'));
    const list = (): AccountList | null => this.renderRoot.querySelector<AccountList>('mux-account-list');
    void this.updateComplete.then(() => list()?.focusLast());
  }

  /** The one account signs in, with what its type of provider mostly signs in with. */
  #signInInstead(): void {
    const [row] = withDefaultAccount(this.draft).accounts;
    if (row === undefined) return;
    const proof = this.draft.type === 'anthropic' ? 'claude-setup-token' : 'oauth';
    this.#edit({ accounts: [{ ...row, value: withProof({}, proof, '') }] });
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<AccountList>('mux-account-list')?.focusLast(),
    );
  }

  #edit(change: Partial<ProviderDraft>): void {
    this.result = undefined;
    this.actions.providers.edit({ ...this.draft, ...change });
  }
}

customElements.define('mux-provider-form', ProviderForm);
