import * as l10n from '@vscode/l10n';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { ProviderTypeInfo } from '../../../../src/protocol/gatewayRequests.ts';
import { freeId, idFromName, idHint } from '../../model/ids.ts';
import { type ProviderDraft, withType } from '../../model/providerDraft.ts';
import type { ProviderProblems } from '../../model/providerDraftProblems.ts';
import { emit, fieldValue } from '../events.ts';
import '../field.ts';
import { fieldGroupStyles } from './fieldGroupStyles.ts';
import '../notice.ts';
import './providerFields.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';

/** Names the type's other endpoints, where it has some. */
function endpointHint(type: ProviderTypeInfo | undefined): string {
  const variants = type?.endpointVariants ?? [];
  if (variants.length === 0) return l10n.t('With or without /v1 at the end.');
  return l10n.t('Also: {0}.', variants.map(({ endpoint, what }) => `${endpoint} (${what})`).join(', '));
}

/** What every provider has: type, name, id, endpoint, and the fields of its type. Emits `mux-edit`. */
export class ProviderBasics extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    draft: { attribute: false },
    type: { attribute: false },
    otherIds: { attribute: false },
    problems: { attribute: false },
    idProblem: {},
  };
  static override styles = [sharedStyles, fieldGroupStyles];
  declare draft: ProviderDraft;
  declare type: ProviderTypeInfo | undefined;
  declare otherIds: readonly string[];
  declare problems: ProviderProblems;
  declare idProblem: string | undefined;

  override render(): TemplateResult {
    const { draft } = this;
    return html`
      ${this.#renderType()}
      <div class="columns">
        <mux-field label=${l10n.t('Name')}>
          <vscode-textfield
            .label=${l10n.t('Name')}
            .value=${draft.name}
            @input=${(event: Event) => this.#setName(fieldValue(event))}
          ></vscode-textfield>
        </mux-field>
        ${this.#renderId(draft.savedId === undefined)}
      </div>
      ${draft.type === 'vscode-lm' ? this.#renderCaution() : this.#renderEndpoint()} ${this.#renderFields()}
    `;
  }

  #renderType(): TemplateResult {
    const types = this.state.page?.providerTypes ?? [];
    const isKnown = types.some(({ type }) => type === this.draft.type);
    return html`
      <mux-field label=${l10n.t('Type')} hint=${l10n.t('Fills in endpoint, key and protocol.')}>
        <vscode-single-select
          label=${l10n.t('Type')}
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
    const problem = this.idProblem;
    const hint = isNew
      ? l10n.t('Rules name its models by it: {0}/model', this.draft.id || 'id')
      : l10n.t('Rules name it, so it stays.');
    return html`
      <mux-field label=${l10n.t('Id')} hint=${hint} error=${problem ?? nothing}>
        <vscode-textfield
          .label=${l10n.t('Id')}
          title=${idHint}
          ?readonly=${!isNew}
          ?invalid=${problem !== undefined}
          .value=${this.draft.id}
          @input=${(event: Event) => this.#edit({ id: fieldValue(event), hasOwnId: true })}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  /** Of VS Code's own models: there is no endpoint, and the user takes a risk. */
  #renderCaution(): TemplateResult {
    return html`
      <mux-notice kind="warning">
        <p>
          ${l10n.t(
            'Every agent that reaches Muxgate’s port can then spend what you have signed in to in VS Code, such as GitHub Copilot. The vendor’s terms may forbid that, and heavy automated use may get your account limited or suspended. You can take this back with the same command.',
          )}
        </p>
        <p>
          ${l10n.t(
            'It answers once you have run the command “Muxgate: Allow Agents to Use VS Code’s Models”.',
          )}
        </p>
      </mux-notice>
    `;
  }

  #renderEndpoint(): TemplateResult {
    const problem = this.problems.endpoint;
    const placeholder = this.type?.defaultEndpoint ?? 'https://llm.example.com/v1';
    return html`
      <mux-field label=${l10n.t('Endpoint')} hint=${endpointHint(this.type)} error=${problem ?? nothing}>
        <vscode-textfield
          .label=${l10n.t('Endpoint')}
          placeholder=${placeholder}
          ?invalid=${problem !== undefined}
          .value=${this.draft.endpoint}
          @input=${(event: Event) => this.#edit({ endpoint: fieldValue(event) })}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  #renderFields(): TemplateResult | typeof nothing {
    const fields = this.type?.fields ?? [];
    if (fields.length === 0) return nothing;
    return html`
      <mux-provider-fields
        .draft=${this.draft}
        .fields=${fields}
        problem=${this.problems.fields ?? nothing}
      ></mux-provider-fields>
    `;
  }

  #setType(type: string): void {
    const to = this.state.page?.providerTypes.find((info) => info.type === type);
    if (to === undefined) return;
    const changed = withType(this.draft, this.type, to);
    const id = changed.hasOwnId ? changed.id : freeId(to.type, this.otherIds);
    this.#edit({ ...changed, id });
  }

  #setName(name: string): void {
    const { hasOwnId, savedId, id } = this.draft;
    const isFollowing = !hasOwnId && savedId === undefined;
    this.#edit({ name, id: isFollowing ? freeId(idFromName(name), this.otherIds) : id });
  }

  #edit(change: Partial<ProviderDraft>): void {
    emit(this, 'mux-edit', change);
  }
}

customElements.define('mux-provider-basics', ProviderBasics);
