import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textarea/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { conditionTexts } from '../../model/conditions.ts';
import { type JsonObject, textMember, withMember } from '../../model/json.ts';
import type { KnownModels } from '../../model/knownModels.ts';
import { modelReferenceProblem } from '../../model/modelReference.ts';
import { type ObjectField, objectMember, withObjectMember } from '../../model/objectFields.ts';
import { formatRemap, parseRemap, targetProblem } from '../../model/routeDraft.ts';
import { parameterFields } from '../../model/settingFields.ts';
import type { StateText } from '../../model/stateTexts.ts';
import '../combobox.ts';
import '../conditions.ts';
import { controlStyles } from '../controlStyles.ts';
import { emit, fieldValue, isChecked } from '../events.ts';
import '../field.ts';
import '../objectFields.ts';
import { handleStyles, moveByKey, renderHandle, renderRowButtons } from '../rowButtons.ts';
import { sharedStyles } from '../sharedStyles.ts';
import '../stateIcon.ts';
import { targetRowStyles } from './targetRowStyles.ts';

const weightField: readonly ObjectField[] = [
  { key: 'weight', label: l10n.t('Weight'), kind: 'amount', byDefault: l10n.t('weight 1') },
];

/**
 * A route's target as a row of fields, and below it how it stands right now. Emits `mux-target` with the changed target,
 * `mux-action` with a row's action, and `mux-grip` with the pointer event that takes it by its handle.
 */
export class TargetRow extends LitElement {
  static override properties: PropertyDeclarations = {
    target: { attribute: false },
    number: { type: Number },
    count: { type: Number },
    known: { attribute: false },
    accounts: { attribute: false },
    languages: { attribute: false },
    standing: { attribute: false },
    hasWeight: { type: Boolean },
    showsMore: { state: true },
    remapText: { state: true },
  };
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [sharedStyles, controlStyles, handleStyles, targetRowStyles];
  declare target: JsonObject;
  /** From 1. */
  declare number: number;
  declare count: number;
  declare known: KnownModels;
  /** Accounts of the target's provider; fewer than two are no choice. */
  declare accounts: readonly (readonly [id: string, name: string])[];
  declare languages: readonly string[];
  declare standing: StateText | undefined;
  /** The route's strategy goes by weights. */
  declare hasWeight: boolean;
  declare showsMore: boolean;
  /** A remap that is being typed. */
  declare remapText: string | undefined;

  override render(): TemplateResult {
    const { target } = this;
    return html`
      <div
        class="target ${target['enabled'] === false ? 'off' : ''} ${this.#hasAccounts ? '' : 'lone'}"
        role="group"
        aria-label=${l10n.t('Target {0}', this.number)}
        @keydown=${(event: KeyboardEvent) => moveByKey(this, event)}
      >
        ${renderHandle(this)}
        <vscode-checkbox
          class="enabled"
          title=${l10n.t('On or off')}
          ?checked=${target['enabled'] !== false}
          @change=${(event: Event) => this.#set('enabled', isChecked(event) ? undefined : false)}
          ><span class="screen-reader">${l10n.t('Target {0} is on', this.number)}</span></vscode-checkbox
        >
        <div class="title muted">${this.number}</div>
        ${this.#renderModel()} ${this.#renderAccount()}
        ${
          this.hasWeight
            ? html`<div class="weight">
                <span class="caption">${l10n.t('Weight')}</span>
                <mux-object-fields
                  isPlain
                  .value=${target}
                  .fields=${weightField}
                  @mux-object=${(event: CustomEvent<JsonObject>) => this.#emit(event.detail)}
                ></mux-object-fields>
              </div>`
            : nothing
        }
        <div class="icons">
          ${renderRowButtons({
            element: this,
            name: l10n.t('target {0}', this.number),
            number: this.number,
            count: this.count,
            isExpanded: this.showsMore,
            toggle: () => (this.showsMore = !this.showsMore),
          })}
        </div>
        ${this.#renderLine()} ${this.showsMore ? this.#renderMore() : nothing}
      </div>
    `;
  }

  #renderModel(): TemplateResult {
    const { groups, providerIds, routeIds } = this.known;
    const model = textMember(this.target, 'model');
    const isInvalid = modelReferenceProblem(model, providerIds, routeIds) !== undefined;
    return html`
      <div class="model">
        <span class="caption">${l10n.t('Model')}</span>
        <mux-combobox
          label=${l10n.t('Model')}
          placeholder=${l10n.t('provider/model, provider/* or @route')}
          .value=${model}
          .groups=${groups}
          .isInvalid=${model !== '' && isInvalid}
          @mux-input=${(event: CustomEvent<string>) => this.#set('model', event.detail.trim() || undefined)}
        ></mux-combobox>
      </div>
    `;
  }

  #renderAccount(): TemplateResult | typeof nothing {
    if (!this.#hasAccounts) return nothing;
    const account = textMember(this.target, 'account');
    const isKnown = account === '' || this.accounts.some(([id]) => id === account);
    return html`
      <div class="account">
        <span class="caption">${l10n.t('Account')}</span>
        <vscode-single-select
          label=${l10n.t('Account')}
          .value=${account}
          @change=${(event: Event) => this.#set('account', fieldValue(event) || undefined)}
        >
          <vscode-option value="" ?selected=${account === ''}>${l10n.t('Any account')}</vscode-option>
          ${this.accounts.map(
            ([id, name]) =>
              html`<vscode-option value=${id} ?selected=${id === account}>${name}</vscode-option>`,
          )}
          ${isKnown ? nothing : html`<vscode-option value=${account} selected>${l10n.t('{0} (gone)', account)}</vscode-option>`}
        </vscode-single-select>
      </div>
    `;
  }

  get #hasAccounts(): boolean {
    return this.accounts.length > 1 || textMember(this.target, 'account') !== '';
  }

  #renderLine(): TemplateResult | typeof nothing {
    const { target, standing } = this;
    const parts = [
      textMember(target, 'variant') === '' ? undefined : l10n.t('variant {0}', textMember(target, 'variant')),
      target['remap'] === undefined ? undefined : l10n.t('with a remap'),
      target['parameters'] === undefined ? undefined : l10n.t('with parameters'),
      ...conditionTexts(objectMember(target, 'when')).map((text) => l10n.t('only: {0}', text)),
    ].filter((part) => part !== undefined);
    const problem = targetProblem(target);
    if (standing === undefined && parts.length === 0 && problem === undefined) return nothing;
    return html`
      <div class="line">
        ${
          standing === undefined
            ? nothing
            : html`<span class="standing">
                <mux-state-icon .value=${standing}></mux-state-icon>
                <span class=${standing.tone === 'bad' ? 'bad' : ''}>${standing.text}</span>
              </span>`
        }
        ${parts.map((part) => html`<span>· ${part}</span>`)}
        ${problem === undefined ? nothing : html`<span class="bad">· ${problem}</span>`}
      </div>
    `;
  }

  #renderMore(): TemplateResult {
    const remap = this.remapText ?? formatRemap(objectMember(this.target, 'remap'));
    const read = parseRemap(remap);
    return html`
      <div class="more">
        <div class="fields">
          <mux-field
            label=${l10n.t('Variant')}
            hint=${l10n.t('A name under which usage compares this target.')}
          >
            <vscode-textfield
              .label=${l10n.t('Variant')}
              .value=${textMember(this.target, 'variant')}
              @input=${(event: Event) => this.#set('variant', fieldValue(event).trim() || undefined)}
            ></vscode-textfield>
          </mux-field>
          <mux-field
            label=${l10n.t('Remap')}
            hint=${l10n.t('One a line: requested name = model of this provider. The first that matches wins.')}
            error=${'badLine' in read ? l10n.t('Not "name = model": {0}', read.badLine) : nothing}
          >
            <vscode-textarea
              .label=${l10n.t('Remap')}
              rows="2"
              resize="vertical"
              monospace
              placeholder="*opus* = claude-opus-4-5"
              .value=${remap}
              @input=${(event: Event) => this.#setRemap(fieldValue(event))}
              @change=${() => this.#endRemap()}
            ></vscode-textarea>
          </mux-field>
        </div>
        <div>
          <h4>${l10n.t('Set in every request')}</h4>
          <mux-object-fields
            .value=${objectMember(this.target, 'parameters')}
            .fields=${parameterFields}
            @mux-object=${(event: CustomEvent<JsonObject>) =>
              this.#emit(withObjectMember(this.target, 'parameters', event.detail))}
          ></mux-object-fields>
        </div>
        <div>
          <h4>${l10n.t('Takes part only when')}</h4>
          <mux-conditions
            .value=${objectMember(this.target, 'when')}
            .languages=${this.languages}
            @mux-conditions=${(event: CustomEvent<JsonObject>) =>
              this.#emit(withObjectMember(this.target, 'when', event.detail))}
          ></mux-conditions>
        </div>
        <button class="link-button" @click=${() => emit(this, 'mux-action', 'duplicate')}>
          ${l10n.t('Duplicate this target')}
        </button>
      </div>
    `;
  }

  #setRemap(text: string): void {
    this.remapText = text;
    const read = parseRemap(text);
    if ('remap' in read) this.#emit(withObjectMember(this.target, 'remap', read.remap));
  }

  /** What is not right stays in the field, to be put right. */
  #endRemap(): void {
    if (this.remapText !== undefined && 'remap' in parseRemap(this.remapText)) this.remapText = undefined;
  }

  #set(member: string, value: unknown): void {
    this.#emit(withMember(this.target, member, value));
  }

  #emit(target: JsonObject): void {
    emit(this, 'mux-target', target);
  }
}

customElements.define('mux-target-row', TargetRow);
