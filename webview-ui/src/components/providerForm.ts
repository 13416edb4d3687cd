import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { ProviderTestResult, ProviderTypeInfo } from '../../../src/protocol/gatewayRequests.ts';
import { freeId, idFromName, idHint } from '../model/ids.ts';
import { originOf, type ProviderDraft, withType } from '../model/providerDraft.ts';
import { type ProviderProblems, providerDraftProblems } from '../model/providerDraftProblems.ts';
import { controlStyles } from './controlStyles.ts';
import { announce, fieldValue } from './events.ts';
import './field.ts';
import './notice.ts';
import './providerAuth.ts';
import type { StoredKeyState } from './providerAuth.ts';
import { formStyles } from './formStyles.ts';
import './providerFields.ts';
import './providerModels.ts';
import './providerMore.ts';
import { sharedStyles } from './sharedStyles.ts';
import { StoreElement } from './storeElement.ts';
import './testOutcome.ts';

/** Names the type's other endpoints, where it has some. */
function endpointHint(type: ProviderTypeInfo | undefined): string {
  const variants = type?.endpointVariants ?? [];
  if (variants.length === 0) return 'With or without /v1 at the end.';
  return `Also: ${variants.map(({ endpoint, what }) => `${endpoint} (${what})`).join(', ')}.`;
}

/** What is done once a test has ended well. */
type AfterTest = 'nothing' | 'save';

/** The form of one provider, new or saved. Saving tests it first; what failed can be saved all the same. */
export class ProviderForm extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    draft: { attribute: false },
    keyText: { state: true },
    test: { state: true },
    result: { state: true },
    showsProblems: { state: true },
  };
  static override styles = [sharedStyles, controlStyles, formStyles];
  declare draft: ProviderDraft;
  /** The key just typed. It never leaves this element but to be tested and stored. */
  declare keyText: string;
  declare test: AbortController | undefined;
  declare result: ProviderTestResult | undefined;
  declare showsProblems: boolean;

  constructor() {
    super();
    this.keyText = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.test?.abort();
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector('h2')?.focus());
  }

  override render(): TemplateResult {
    const { draft } = this;
    const isNew = draft.savedId === undefined;
    const name = draft.name || draft.id;
    return html`
      <button class="link-button back" @click=${() => this.actions.providers.close()}>
        <vscode-icon name="arrow-left" aria-hidden="true"></vscode-icon> Providers
      </button>
      <form
        @submit=${(event: Event) => event.preventDefault()}
        @mux-edit=${(event: CustomEvent<Partial<ProviderDraft>>) => this.#edit(event.detail)}
        @mux-key=${(event: CustomEvent<string>) => this.#setKey(event.detail)}
        @mux-use-endpoint=${(event: CustomEvent<string>) => this.#edit({ endpoint: event.detail })}
      >
        <h2 tabindex="-1">${isNew ? 'Add a provider' : `Edit ${name}`}</h2>
        ${this.#renderType()}
        <div class="columns">
          <mux-field label="Name">
            <vscode-textfield
              .label=${'Name'}
              .value=${draft.name}
              @input=${(event: Event) => this.#setName(fieldValue(event))}
            ></vscode-textfield>
          </mux-field>
          ${this.#renderId(isNew)}
        </div>
        ${this.#renderEndpoint()} ${this.#renderFields()}
        <mux-provider-auth
          .draft=${draft}
          .type=${this.#type}
          .problems=${this.#shownProblems}
          .storedKey=${this.#storedKey}
          .keyText=${this.keyText}
        ></mux-provider-auth>
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

  #renderType(): TemplateResult {
    const types = this.state.page?.providerTypes ?? [];
    const isKnown = types.some(({ type }) => type === this.draft.type);
    return html`
      <mux-field label="Type" hint="Fills in endpoint, key and protocol.">
        <vscode-single-select
          label="Type"
          .value=${this.draft.type}
          @change=${(event: Event) => this.#setType(fieldValue(event))}
        >
          ${isKnown ? nothing : html`<vscode-option value=${this.draft.type} selected>${this.draft.type}</vscode-option>`}
          ${types.map(
            ({ type, title }) =>
              html`<vscode-option value=${type} ?selected=${type === this.draft.type}
                >${title}</vscode-option
              >`,
          )}
        </vscode-single-select>
      </mux-field>
    `;
  }

  #renderId(isNew: boolean): TemplateResult {
    const problem = this.draft.hasOwnId || this.showsProblems ? this.#problems.id : undefined;
    const hint = isNew
      ? `Rules name its models by it: ${this.draft.id || 'id'}/model`
      : 'Rules name it, so it stays.';
    return html`
      <mux-field label="Id" hint=${hint} error=${problem ?? nothing}>
        <vscode-textfield
          .label=${'Id'}
          title=${idHint}
          ?readonly=${!isNew}
          ?invalid=${problem !== undefined}
          .value=${this.draft.id}
          @input=${(event: Event) => this.#edit({ id: fieldValue(event), hasOwnId: true })}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  #renderEndpoint(): TemplateResult {
    const problem = this.#shownProblems.endpoint;
    const placeholder = this.#type?.defaultEndpoint ?? 'https://llm.example.com/v1';
    return html`
      <mux-field label="Endpoint" hint=${endpointHint(this.#type)} error=${problem ?? nothing}>
        <vscode-textfield
          .label=${'Endpoint'}
          placeholder=${placeholder}
          ?invalid=${problem !== undefined}
          .value=${this.draft.endpoint}
          @input=${(event: Event) => this.#edit({ endpoint: fieldValue(event) })}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  #renderFields(): TemplateResult | typeof nothing {
    const fields = this.#type?.fields ?? [];
    if (fields.length === 0) return nothing;
    return html`
      <mux-provider-fields
        .draft=${this.draft}
        .fields=${fields}
        problem=${this.#shownProblems.fields ?? nothing}
      ></mux-provider-fields>
    `;
  }

  #renderOutcome(): TemplateResult | typeof nothing {
    if (this.test !== undefined) {
      return html`
        <div class="testing" role="status">
          <vscode-progress-ring aria-hidden="true"></vscode-progress-ring>
          <span class="grow">Testing ${this.draft.name || this.draft.id} and fetching its models…</span>
          <vscode-button secondary @click=${() => this.test?.abort()}>Cancel Test</vscode-button>
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
          ${hasFailed ? 'Test Again and Save' : 'Save'}
        </vscode-button>
        ${
          hasFailed && !isTesting
            ? html`<vscode-button secondary @click=${() => this.#save()}>Save Anyway</vscode-button>`
            : nothing
        }
        <vscode-button secondary ?disabled=${isTesting} @click=${() => void this.#start('nothing')}
          >Test</vscode-button
        >
        <vscode-button secondary @click=${() => providers.discard()}>Cancel</vscode-button>
      </div>
    `;
  }

  async #start(then: AfterTest): Promise<void> {
    this.showsProblems = true;
    const [problem] = Object.values(this.#problems);
    if (problem !== undefined) {
      announce(this, `Not yet: ${problem}`);
      return;
    }
    const test = new AbortController();
    this.test = test;
    this.result = undefined;
    try {
      const result = await this.actions.providers.test(this.draft, this.keyText, test.signal);
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

  #save(): void {
    this.actions.providers.save(this.draft, this.keyText);
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
    const stored = (this.state.page?.keyOrigins ?? []).filter(
      ({ provider }) => provider === this.draft.savedId,
    );
    if (stored.length === 0) return 'none';
    return stored.some((key) => key.origin === origin) ? 'for this endpoint' : 'for another endpoint';
  }

  #setType(type: string): void {
    const to = this.state.page?.providerTypes.find((info) => info.type === type);
    if (to === undefined) return;
    const changed = withType(this.draft, this.#type, to);
    const id = changed.hasOwnId ? changed.id : freeId(to.type, this.#otherIds);
    this.#edit({ ...changed, id });
  }

  #setName(name: string): void {
    const { hasOwnId, savedId, id } = this.draft;
    const isFollowing = !hasOwnId && savedId === undefined;
    this.#edit({ name, id: isFollowing ? freeId(idFromName(name), this.#otherIds) : id });
  }

  #setKey(key: string): void {
    this.keyText = key;
    this.#edit({});
  }

  #edit(change: Partial<ProviderDraft>): void {
    this.result = undefined;
    this.actions.providers.edit({ ...this.draft, ...change });
  }
}

customElements.define('mux-provider-form', ProviderForm);
