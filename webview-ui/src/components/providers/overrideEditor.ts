import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { ModelStatus } from '../../../../src/protocol/status.ts';
import {
  type AbilityChoice,
  type AbilityKey,
  abilityKeys,
  type LimitKey,
  type OverrideDraft,
  overrideProblems,
} from '../../model/overrideDraft.ts';
import { controlStyles } from '../controlStyles.ts';
import { announce, fieldValue } from '../events.ts';
import { giveFocus } from '../focus.ts';
import '../field.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';

const abilityTexts: Readonly<Record<AbilityKey, { readonly label: string; readonly hint: string }>> = {
  tools: { label: l10n.t('Tools'), hint: l10n.t('No: a request with tools is refused.') },
  images: { label: l10n.t('Images'), hint: l10n.t('No: a request with images is refused.') },
  reasoning: { label: l10n.t('Thinking'), hint: l10n.t('No: its settings are taken out of requests.') },
  fim: { label: l10n.t('Fill in the middle'), hint: l10n.t('No: completions are asked for by a chat.') },
  embeddings: { label: l10n.t('Embeddings'), hint: l10n.t('No: embeddings are refused.') },
};

/** The fields for what the user knows better of a model. Enter saves, Escape closes. */
export class OverrideEditor extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    draft: { attribute: false },
    model: { attribute: false },
    showsProblems: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      form {
        display: flex;
        flex-direction: column;
        gap: 12px;
        padding: 12px;
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      .columns {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(200px, 100%), 1fr));
        gap: 12px 16px;
      }
    `,
  ];
  declare draft: OverrideDraft;
  /** The model that it is about, with what is known of it; undefined for a pattern. */
  declare model: ModelStatus | undefined;
  declare showsProblems: boolean;

  override firstUpdated(): void {
    // The field has something to focus once it has rendered itself.
    void this.updateComplete.then(() =>
      giveFocus(this.renderRoot.querySelector<HTMLElement>('vscode-textfield')),
    );
  }

  override render(): TemplateResult {
    const { pattern, isOfModel, savedPattern } = this.draft;
    const name = isOfModel ? pattern : savedPattern === undefined ? l10n.t('a new pattern') : savedPattern;
    return html`
      <form
        aria-label=${l10n.t('What you know of {0}', name)}
        @submit=${(event: Event) => event.preventDefault()}
        @keydown=${this.#onKey}
      >
        ${isOfModel ? nothing : this.#renderPattern()}
        <div class="columns">
          ${this.#renderLimit('contextTokens', l10n.t('Context (tokens)'))}
          ${this.#renderLimit('maxOutputTokens', l10n.t('Longest answer (tokens)'), l10n.t('Higher limits are lowered to it.'))}
        </div>
        <div class="columns">${abilityKeys.map((key) => this.#renderAbility(key))}</div>
        <div class="actions">
          <vscode-button @click=${() => this.#save()}>${l10n.t('Save Override')}</vscode-button>
          <vscode-button secondary @click=${() => this.actions.overrides.discard()}
            >${this.draft.isTouched ? l10n.t('Discard') : l10n.t('Close')}</vscode-button
          >
        </div>
      </form>
    `;
  }

  #renderPattern(): TemplateResult {
    const problem = this.#shownProblems.pattern;
    return html`
      <mux-field
        label=${l10n.t('Pattern')}
        hint=${l10n.t("* stands for anything. A model's own entry comes before patterns, a later pattern before an earlier one.")}
        error=${problem ?? nothing}
      >
        <vscode-textfield
          .label=${l10n.t('Pattern')}
          ?invalid=${problem !== undefined}
          .value=${this.draft.pattern}
          @input=${(event: Event) => this.#edit({ pattern: fieldValue(event) })}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  #renderLimit(key: LimitKey, label: string, hint?: string): TemplateResult {
    const problem = this.#shownProblems[key];
    return html`
      <mux-field label=${label} hint=${hint ?? nothing} error=${problem ?? nothing}>
        <vscode-textfield
          .label=${label}
          placeholder=${this.model?.[key] ?? l10n.t('unknown')}
          ?invalid=${problem !== undefined}
          .value=${this.draft[key]}
          @input=${(event: Event) => this.#edit({ [key]: fieldValue(event) })}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  #renderAbility(key: AbilityKey): TemplateResult {
    const { label, hint } = abilityTexts[key];
    const options: readonly (readonly [AbilityChoice, string])[] = [
      ['known', l10n.t('As detected')],
      ['yes', l10n.t('Yes')],
      ['no', l10n.t('No')],
    ];
    return html`
      <mux-field label=${label} hint=${hint}>
        <vscode-single-select
          label=${label}
          .value=${this.draft[key]}
          @change=${(event: Event) => this.#edit({ [key]: options.find(([value]) => value === fieldValue(event))?.[0] })}
        >
          ${options.map(
            ([value, text]) =>
              html`<vscode-option value=${value} ?selected=${value === this.draft[key]}
                >${text}</vscode-option
              >`,
          )}
        </vscode-single-select>
      </mux-field>
    `;
  }

  #onKey = (event: KeyboardEvent): void => {
    const isInText = event.target instanceof HTMLElement && event.target.localName === 'vscode-textfield';
    if (event.key === 'Enter' && isInText) this.#save();
    else if (event.key === 'Escape' && isInText) this.actions.overrides.discard();
  };

  #save(): void {
    this.showsProblems = true;
    const [problem] = Object.values(this.#problems);
    if (problem === undefined) this.actions.overrides.save(this.draft);
    else announce(this, l10n.t('Not yet: {0}', problem));
  }

  get #problems(): ReturnType<typeof overrideProblems> {
    const patterns = Object.keys(this.state.page?.settings.modelOverrides ?? {});
    return overrideProblems(
      this.draft,
      patterns.filter((pattern) => pattern !== this.draft.savedPattern),
    );
  }

  /** Nobody wants to be told off before having finished. */
  get #shownProblems(): ReturnType<typeof overrideProblems> {
    return this.showsProblems ? this.#problems : {};
  }

  #edit(change: Partial<OverrideDraft>): void {
    this.actions.overrides.edit({ ...this.draft, ...change });
  }
}

customElements.define('mux-override-editor', OverrideEditor);
