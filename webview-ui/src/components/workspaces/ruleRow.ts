import * as l10n from '@vscode/l10n';
import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { RuleStatus } from '../../../../src/protocol/status.ts';
import { type ConditionKey, rowConditions } from '../../model/conditions.ts';
import { type JsonObject, textMember, withMember } from '../../model/json.ts';
import type { ChoiceGroup } from '../../model/modelChoices.ts';
import { modelReferenceProblem } from '../../model/modelReference.ts';
import { ruleLine } from '../../model/ruleLine.ts';
import '../combobox.ts';
import { renderList, requests } from '../conditionControls.ts';
import '../conditions.ts';
import { controlStyles } from '../controlStyles.ts';
import { emit, fieldValue, isChecked } from '../events.ts';
import { handleStyles, moveByKey, renderHandle, renderRowButtons } from '../rowButtons.ts';
import { ruleRowStyles } from './ruleRowStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';

/** Conditions that a rule's further part shows also when they ask for nothing. */
const alwaysShown: readonly ConditionKey[] = ['clients', 'scope'];

/**
 * A rule as a row of fields, and below it what it matches right now. Emits `mux-rule` with the changed rule, `mux-action`
 * with a {@link RowAction}, and `mux-grip` with the pointer event that takes it by its handle.
 */
export class RuleRow extends LitElement {
  static override properties: PropertyDeclarations = {
    rule: { attribute: false },
    number: { type: Number },
    count: { type: Number },
    models: { attribute: false },
    providerIds: { attribute: false },
    routeIds: { attribute: false },
    languages: { attribute: false },
    status: { attribute: false },
    showsMore: { state: true },
  };
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [sharedStyles, controlStyles, handleStyles, ruleRowStyles];
  declare rule: JsonObject;
  /** From 1. */
  declare number: number;
  declare count: number;
  declare models: readonly ChoiceGroup[];
  declare providerIds: readonly string[];
  declare routeIds: readonly string[];
  declare languages: readonly string[];
  declare status: RuleStatus | undefined;
  declare showsMore: boolean;

  constructor() {
    super();
    this.showsMore = false;
  }

  override render(): TemplateResult {
    const { rule } = this;
    const name = textMember(rule, 'name');
    return html`
      <div
        class="rule ${rule['enabled'] === false ? 'off' : ''}"
        role="group"
        aria-label=${name === '' ? l10n.t('Rule {0}', this.number) : l10n.t('Rule {0}: {1}', this.number, name)}
        @keydown=${(event: KeyboardEvent) => moveByKey(this, event)}
      >
        ${renderHandle(this)}
        <vscode-checkbox
          class="enabled"
          title=${l10n.t('On or off')}
          ?checked=${rule['enabled'] !== false}
          @change=${(event: Event) => this.#set('enabled', isChecked(event) ? undefined : false)}
          ><span class="screen-reader">${l10n.t('Rule {0} is on', this.number)}</span></vscode-checkbox
        >
        <div class="title"><span class="muted">${this.number}</span> <span class="name">${name}</span></div>
        ${this.#renderConditions()} ${this.#renderTarget()}
        <div class="icons">${this.#renderButtons()}</div>
        ${this.#renderLine()} ${this.showsMore ? this.#renderMore() : nothing}
      </div>
    `;
  }

  #renderConditions(): TemplateResult {
    const request = textMember(this.rule, 'request') || 'any';
    return html`
      <label class="cell request">
        <span class="caption">${l10n.t('Request')}</span>
        <vscode-single-select
          label=${l10n.t('Request')}
          .value=${request}
          @change=${(event: Event) => this.#set('request', fieldValue(event) === 'any' ? undefined : fieldValue(event))}
        >
          ${requests.map(
            ([value, text]) =>
              html`<vscode-option value=${value} ?selected=${value === request}>${text}</vscode-option>`,
          )}
        </vscode-single-select>
      </label>
      <div class="cell files">
        <span class="caption">${l10n.t('Files')}</span>
        ${renderList('files', l10n.t('any'), this.#condition('files'), { mayBeText: true })}
      </div>
      <div class="cell languages">
        <span class="caption">${l10n.t('Languages')}</span>
        ${renderList('languages', l10n.t('any'), this.#condition('languages'), { choices: this.languages })}
      </div>
    `;
  }

  #renderTarget(): TemplateResult {
    const model = textMember(this.rule, 'model');
    const isLocalOnly = this.rule['localOnly'] === true;
    const isInvalid =
      model === ''
        ? !isLocalOnly
        : modelReferenceProblem(model, this.providerIds, this.routeIds) !== undefined;
    return html`
      <div class="cell model">
        <span class="caption">${l10n.t('Model')}</span>
        <mux-combobox
          label=${l10n.t('Model')}
          placeholder=${isLocalOnly ? l10n.t('any local model') : l10n.t('provider/model or @route')}
          .value=${model}
          .groups=${this.models}
          .isInvalid=${isInvalid}
          @mux-input=${(event: CustomEvent<string>) => this.#set('model', event.detail.trim() || undefined)}
        ></mux-combobox>
      </div>
      <vscode-checkbox
        class="local"
        label=${l10n.t('Local only')}
        title=${l10n.t('When any file of a request matches, only local models may answer, whatever else is chosen.')}
        ?checked=${isLocalOnly}
        @change=${(event: Event) => this.#set('localOnly', isChecked(event) ? true : undefined)}
      ></vscode-checkbox>
    `;
  }

  #renderButtons(): TemplateResult {
    return renderRowButtons({
      element: this,
      name: l10n.t('rule {0}', this.number),
      number: this.number,
      count: this.count,
      isExpanded: this.showsMore,
      toggle: () => (this.showsMore = !this.showsMore),
    });
  }

  #renderLine(): TemplateResult | typeof nothing {
    const line = ruleLine(this.rule, this.status);
    const name = textMember(this.rule, 'name');
    if (line.text === '') return nothing;
    const icons = {
      matches: 'check',
      none: 'circle-slash',
      off: 'circle-slash',
      broken: 'error',
      unknown: 'question',
    };
    return html`
      <div class="line ${line.kind}">
        <vscode-icon name=${icons[line.kind]} size="14" aria-hidden="true"></vscode-icon>
        ${name === '' ? nothing : html`<span class="name">${name}</span>`}
        <span>${line.text}</span>
      </div>
    `;
  }

  #renderMore(): TemplateResult {
    return html`
      <div class="more">
        <div class="head">
          <div class="cell">
            <span class="caption">${l10n.t('Rule name')}</span>
            <vscode-textfield
              .label=${l10n.t('Rule name')}
              .value=${textMember(this.rule, 'name')}
              @input=${(event: Event) => this.#set('name', fieldValue(event) || undefined)}
            ></vscode-textfield>
          </div>
          <button class="link-button" @click=${() => emit(this, 'mux-action', 'duplicate')}>
            ${l10n.t('Duplicate this rule')}
          </button>
        </div>
        <mux-conditions
          .value=${this.rule}
          .elsewhere=${rowConditions}
          .always=${alwaysShown}
          .languages=${this.languages}
          @mux-conditions=${(event: CustomEvent<JsonObject>) => emit(this, 'mux-rule', event.detail)}
        ></mux-conditions>
      </div>
    `;
  }

  #condition(key: ConditionKey): { readonly value: JsonObject; readonly set: (member: unknown) => void } {
    return { value: this.rule, set: (member) => this.#set(key, member) };
  }

  #set(member: string, value: unknown): void {
    emit(this, 'mux-rule', withMember(this.rule, member, value));
  }
}

customElements.define('mux-rule-row', RuleRow);
