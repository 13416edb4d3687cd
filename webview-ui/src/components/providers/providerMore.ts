import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textarea/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { ProviderDraft } from '../../model/providerDraft.ts';
import type { ProviderProblems } from '../../model/providerDraftProblems.ts';
import { emit, fieldValue } from '../events.ts';
import '../field.ts';
import { renderFoldedPart } from '../foldedPart.ts';
import { sharedStyles } from '../sharedStyles.ts';

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
      ${renderFoldedPart({
        title: l10n.t('Models'),
        isShown: this.showsModels,
        onToggle: (isShown) => (this.showsModels = isShown),
        content: () => this.#renderModels(),
      })}
      ${renderFoldedPart({
        title: l10n.t('More'),
        isShown: this.showsRest,
        onToggle: (isShown) => (this.showsRest = isShown),
        content: () => this.#renderRest(),
      })}
    `;
  }

  #renderModels(): TemplateResult {
    return html`
      <div class="fields">
        ${this.#renderLines('modelLines', l10n.t('Models by hand'), l10n.t('One a line, instead of asking the provider for its list.'))}
        ${this.#renderText('includeModels', l10n.t('Only these'), l10n.t('gpt-*, o3*'), l10n.t('Patterns, separated by commas.'))}
        ${this.#renderText('excludeModels', l10n.t('All but these'), '*embed*', l10n.t('Patterns, separated by commas.'))}
      </div>
    `;
  }

  #renderRest(): TemplateResult {
    return html`
      <div class="fields">
        ${this.#renderText('description', l10n.t('Description'), '')} ${this.#renderLocal()}
        ${this.#renderLines('headerLines', l10n.t('Headers'), l10n.t('One "Name: value" a line, sent with every request.'))}
        ${this.#renderText('connectTimeoutMs', l10n.t('Connect timeout (ms)'), '10000')}
        ${this.#renderText('firstByteTimeoutMs', l10n.t('First byte timeout (ms)'), '600000')}
        ${this.#renderText('idleTimeoutMs', l10n.t('Idle timeout between bytes (ms)'), '300000')}
      </div>
    `;
  }

  #renderLocal(): TemplateResult {
    const options = [
      ['auto', l10n.t('Decided by type and address')],
      ['yes', l10n.t('Local: nothing leaves this machine')],
      ['no', l10n.t('Not local')],
    ] as const;
    return html`
      <mux-field
        label=${l10n.t('Local')}
        hint=${l10n.t('Rules marked local-only use nothing but local providers.')}
      >
        <vscode-single-select
          label=${l10n.t('Local')}
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
