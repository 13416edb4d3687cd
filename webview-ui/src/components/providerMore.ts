import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textarea/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { ProviderDraft } from '../model/providerDraft.ts';
import type { ProviderProblems } from '../model/providerDraftProblems.ts';
import { emit, fieldValue, isOpen } from './events.ts';
import './field.ts';
import { sharedStyles } from './sharedStyles.ts';

type TextMember = Exclude<
  { [K in keyof ProviderDraft]: string extends ProviderDraft[K] ? K : never }[keyof ProviderDraft],
  undefined
>;

/** What few providers need: model list by hand, filters, headers, locality, timeouts. Emits `mux-edit`. */
export class ProviderMore extends LitElement {
  static override properties: PropertyDeclarations = {
    draft: { attribute: false },
    problems: { attribute: false },
    showsModels: { state: true },
    showsRest: { state: true },
  };
  static override styles = [
    sharedStyles,
    css`
      details {
        margin-bottom: 12px;
      }
      summary {
        padding: 4px 0;
        font-weight: 600;
        cursor: pointer;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
        gap: 16px;
        padding: 12px 0 8px 14px;
      }
    `,
  ];
  declare draft: ProviderDraft;
  declare problems: ProviderProblems;
  /** Open from the start when the provider has something in it. */
  declare showsModels: boolean | undefined;
  declare showsRest: boolean;

  override willUpdate(): void {
    const { modelLines, includeModels, excludeModels } = this.draft;
    this.showsModels ??= modelLines !== '' || includeModels !== '' || excludeModels !== '';
    // A problem must not hide in a closed section.
    if (this.problems.modelLines !== undefined) this.showsModels = true;
    if (Object.keys(this.problems).some((member) => /Ms$|headerLines/.test(member))) this.showsRest = true;
  }

  override render(): TemplateResult {
    return html`
      <details ?open=${this.showsModels} @toggle=${(event: Event) => (this.showsModels = isOpen(event))}>
        <summary>Models</summary>
        ${this.showsModels ? this.#renderModels() : nothing}
      </details>
      <details ?open=${this.showsRest} @toggle=${(event: Event) => (this.showsRest = isOpen(event))}>
        <summary>More</summary>
        ${this.showsRest ? this.#renderRest() : nothing}
      </details>
    `;
  }

  #renderModels(): TemplateResult {
    return html`
      <div class="fields">
        ${this.#renderLines('modelLines', 'Models by hand', 'One a line, instead of asking the provider for its list.')}
        ${this.#renderText('includeModels', 'Only these', 'gpt-*, o3*', 'Patterns, separated by commas.')}
        ${this.#renderText('excludeModels', 'All but these', '*embed*', 'Patterns, separated by commas.')}
      </div>
    `;
  }

  #renderRest(): TemplateResult {
    return html`
      <div class="fields">
        ${this.#renderText('description', 'Description', '')} ${this.#renderLocal()}
        ${this.#renderLines('headerLines', 'Headers', 'One "Name: value" a line, sent with every request.')}
        ${this.#renderText('connectTimeoutMs', 'Connect timeout (ms)', '10000')}
        ${this.#renderText('firstByteTimeoutMs', 'First byte timeout (ms)', '600000')}
        ${this.#renderText('idleTimeoutMs', 'Idle timeout between bytes (ms)', '300000')}
      </div>
    `;
  }

  #renderLocal(): TemplateResult {
    const options = [
      ['auto', 'Decided by type and address'],
      ['yes', 'Local: nothing leaves this machine'],
      ['no', 'Not local'],
    ] as const;
    return html`
      <mux-field label="Local" hint="Rules marked local-only use nothing but local providers.">
        <vscode-single-select
          label="Local"
          .value=${this.draft.local}
          @change=${(event: Event) => this.#edit({ local: options.find(([value]) => value === fieldValue(event))?.[0] })}
        >
          ${options.map(
            ([value, text]) =>
              html`<vscode-option value=${value} ?selected=${value === this.draft.local}
                >${text}</vscode-option
              >`,
          )}
        </vscode-single-select>
      </mux-field>
    `;
  }

  #renderText(member: TextMember, label: string, placeholder: string, hint?: string): TemplateResult {
    return html`
      <mux-field label=${label} hint=${hint ?? nothing} error=${this.problems[member] ?? nothing}>
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

  #renderLines(member: TextMember, label: string, hint: string): TemplateResult {
    return html`
      <mux-field label=${label} hint=${hint} error=${this.problems[member] ?? nothing}>
        <vscode-textarea
          .label=${label}
          rows="3"
          resize="vertical"
          monospace
          ?invalid=${this.problems[member] !== undefined}
          .value=${this.draft[member]}
          @input=${(event: Event) => this.#edit({ [member]: fieldValue(event) })}
        ></vscode-textarea>
      </mux-field>
    `;
  }

  #edit(change: Partial<ProviderDraft>): void {
    emit(this, 'mux-edit', change);
  }
}

customElements.define('mux-provider-more', ProviderMore);
