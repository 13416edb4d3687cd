import { html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { RuleStatus } from '../../../src/protocol/status.ts';
import { type JsonObject, textListMember, textMember, withMember } from '../model/json.ts';
import type { ChoiceGroup } from '../model/modelChoices.ts';
import { modelReferenceProblem } from '../model/modelReference.ts';
import { ruleLine } from '../model/ruleLine.ts';
import { formatTextList, parseTextList } from '../model/textLists.ts';
import './combobox.ts';
import { controlStyles } from './controlStyles.ts';
import { emit, fieldValue, isChecked } from './events.ts';
import { ruleRowStyles } from './ruleRowStyles.ts';
import { sharedStyles } from './sharedStyles.ts';

const requests = [
  ['any', 'Chat and FIM'],
  ['chat', 'Chat'],
  ['fim', 'FIM'],
  ['embeddings', 'Embeddings'],
] as const;

const scopes = [
  ['', 'The narrowest there are'],
  ['prompt', 'Named in the prompt'],
  ['active', 'The active editor'],
  ['visible', 'Visible editors'],
  ['open', 'Open tabs'],
  ['history', 'Named in older turns'],
  ['all', 'All of them'],
] as const;

/** What a rule's row asks of the list that it stands in. */
export type RuleAction = 'up' | 'down' | 'duplicate' | 'delete';

/**
 * A rule as a row of fields, and below it what it matches right now. Emits `mux-rule` with the changed rule, `mux-action`
 * with a {@link RuleAction}, and `mux-grip` with the pointer event that takes it by its handle.
 */
export class RuleRow extends LitElement {
  static override properties: PropertyDeclarations = {
    rule: { attribute: false },
    number: { type: Number },
    count: { type: Number },
    models: { attribute: false },
    providerIds: { attribute: false },
    languages: { attribute: false },
    status: { attribute: false },
    showsMore: { state: true },
    texts: { state: true },
  };
  static override shadowRootOptions: ShadowRootInit = { mode: 'open', delegatesFocus: true };
  static override styles = [sharedStyles, controlStyles, ruleRowStyles];
  declare rule: JsonObject;
  /** From 1. */
  declare number: number;
  declare count: number;
  declare models: readonly ChoiceGroup[];
  declare providerIds: readonly string[];
  declare languages: readonly string[];
  declare status: RuleStatus | undefined;
  declare showsMore: boolean;
  /** Lists as they are being typed, which reading and writing them again would change (a comma at the end). */
  declare texts: Readonly<Record<string, string>>;

  constructor() {
    super();
    this.texts = {};
    this.showsMore = false;
  }

  override render(): TemplateResult {
    const { rule } = this;
    const name = textMember(rule, 'name');
    return html`
      <div
        class="rule ${rule['enabled'] === false ? 'off' : ''}"
        role="group"
        aria-label="Rule ${this.number}${name === '' ? '' : `: ${name}`}"
        @keydown=${this.#onKey}
      >
        <div
          class="handle"
          title="Drag to reorder"
          @pointerdown=${(event: Event) => emit(this, 'mux-grip', event)}
        >
          <vscode-icon name="gripper" aria-hidden="true"></vscode-icon>
        </div>
        <vscode-checkbox
          class="enabled"
          title="On or off"
          ?checked=${rule['enabled'] !== false}
          @change=${(event: Event) => this.#set('enabled', isChecked(event) ? undefined : false)}
          ><span class="screen-reader">Rule ${this.number} is on</span></vscode-checkbox
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
        <span class="caption">Request</span>
        <vscode-single-select
          label="Request"
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
        <span class="caption">Files</span>${this.#renderList('files', 'Files', 'any')}
      </div>
      <div class="cell languages">
        <span class="caption">Languages</span>
        <mux-combobox
          label="Languages"
          placeholder="any"
          isList
          .value=${this.#listText('languages')}
          .groups=${[{ label: '', choices: this.languages.map((id) => ({ value: id, label: id })) }]}
          @mux-input=${(event: CustomEvent<string>) => this.#setList('languages', event.detail)}
          @focusout=${() => this.#forgetText('languages')}
        ></mux-combobox>
      </div>
    `;
  }

  #renderTarget(): TemplateResult {
    const model = textMember(this.rule, 'model');
    const isLocalOnly = this.rule['localOnly'] === true;
    const isInvalid =
      model === '' ? !isLocalOnly : modelReferenceProblem(model, this.providerIds) !== undefined;
    return html`
      <div class="cell model">
        <span class="caption">Model</span>
        <mux-combobox
          label="Model"
          placeholder=${isLocalOnly ? 'any local model' : 'provider/model'}
          .value=${model}
          .groups=${this.models}
          .isInvalid=${isInvalid}
          @mux-input=${(event: CustomEvent<string>) => this.#set('model', event.detail.trim() || undefined)}
        ></mux-combobox>
      </div>
      <vscode-checkbox
        class="local"
        label="Local only"
        title="When any file of a request matches, only local models may answer, whatever else is chosen."
        ?checked=${isLocalOnly}
        @change=${(event: Event) => this.#set('localOnly', isChecked(event) ? true : undefined)}
      ></vscode-checkbox>
    `;
  }

  #renderButtons(): TemplateResult {
    // Not `disabled`: a button that moves its rule to the end would lose the focus.
    const button = (
      icon: string,
      label: string,
      action: RuleAction,
      atEnd = false,
      shortcut = '',
    ): TemplateResult => html`
      <button
        class="icon-button"
        title="${label}${shortcut === '' ? '' : ` (${shortcut})`}"
        aria-label="${label}: rule ${this.number}"
        aria-keyshortcuts=${shortcut === '' ? nothing : shortcut}
        aria-disabled=${atEnd ? 'true' : 'false'}
        @click=${() => emit(this, 'mux-action', action)}
      >
        <vscode-icon name=${icon} aria-hidden="true"></vscode-icon>
      </button>
    `;
    return html`
      ${button('arrow-up', 'Move up', 'up', this.number === 1, 'Alt+ArrowUp')}
      ${button('arrow-down', 'Move down', 'down', this.number === this.count, 'Alt+ArrowDown')}
      <button
        class="icon-button"
        title="More"
        aria-label="More about rule ${this.number}"
        aria-expanded=${this.showsMore ? 'true' : 'false'}
        @click=${() => (this.showsMore = !this.showsMore)}
      >
        <vscode-icon name=${this.showsMore ? 'chevron-up' : 'ellipsis'} aria-hidden="true"></vscode-icon>
      </button>
      ${button('trash', 'Delete', 'delete')}
    `;
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
    const scope = textMember(this.rule, 'scope');
    return html`
      <div class="more">
        <div class="cell">
          <span class="caption">Rule name</span>
          <vscode-textfield
            .label=${'Rule name'}
            .value=${textMember(this.rule, 'name')}
            @input=${(event: Event) => this.#set('name', fieldValue(event) || undefined)}
          ></vscode-textfield>
        </div>
        <div class="cell">
          <span class="caption">Clients</span
          >${this.#renderList('clients', 'Clients', 'any, e.g. claude-code, cline')}
        </div>
        <label class="cell">
          <span class="caption">Files that are looked at</span>
          <vscode-single-select
            label="Files that are looked at"
            .value=${scope}
            @change=${(event: Event) => this.#set('scope', fieldValue(event) || undefined)}
          >
            ${scopes.map(
              ([value, text]) =>
                html`<vscode-option value=${value} ?selected=${value === scope}>${text}</vscode-option>`,
            )}
          </vscode-single-select>
        </label>
        <button class="link-button" @click=${() => emit(this, 'mux-action', 'duplicate')}>
          Duplicate this rule
        </button>
      </div>
    `;
  }

  #renderList(member: 'files' | 'clients', label: string, placeholder: string): TemplateResult {
    return html`
      <vscode-textfield
        .label=${label}
        placeholder=${placeholder}
        title=${this.#listText(member)}
        .value=${this.#listText(member)}
        @input=${(event: Event) => this.#setList(member, fieldValue(event))}
        @change=${() => this.#forgetText(member)}
      ></vscode-textfield>
    `;
  }

  #listText(member: string): string {
    return this.texts[member] ?? formatTextList(textListMember(this.rule, member));
  }

  /** A single pattern that was written as a text stays one. */
  #setList(member: string, text: string): void {
    this.texts = { ...this.texts, [member]: text };
    const items = parseTextList(text);
    const isText =
      typeof this.rule[member] === 'string' || (member === 'files' && this.rule[member] === undefined);
    this.#set(member, items.length === 0 ? undefined : isText && items.length === 1 ? items[0] : items);
  }

  #forgetText(member: string): void {
    this.texts = Object.fromEntries(Object.entries(this.texts).filter(([name]) => name !== member));
  }

  #set(member: string, value: unknown): void {
    emit(this, 'mux-rule', withMember(this.rule, member, value));
  }

  #onKey = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    emit(this, 'mux-action', event.key === 'ArrowUp' ? 'up' : 'down');
  };
}

customElements.define('mux-rule-row', RuleRow);
