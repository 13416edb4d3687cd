import * as l10n from '@vscode/l10n';
import { html, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { idHint } from '../model/ids.ts';
import { type JsonObject, textMember } from '../model/json.ts';
import { fieldValue } from './events.ts';
import { giveFocus } from './focus.ts';
import './field.ts';
import './notice.ts';
import { StoreElement } from './storeElement.ts';

/** What an editor of a workspace or of a route edits, as its head and its names need it. */
export interface EditedEntry {
  readonly title: string;
  readonly draft: { readonly id: string; readonly savedId?: string | undefined; readonly head: JsonObject };
}

/** What the icons beside an entry's title do. */
export interface EntryCommands {
  readonly duplicate: () => void;
  readonly remove: () => void;
}

/** The fields of an entry's names: what they say, and who takes what is typed. */
export interface EntryNames {
  readonly idHint: string;
  readonly idProblem: string | undefined;
  readonly setName: (name: string) => void;
  readonly setId: (id: string) => void;
}

/** An editor of one entry that has a name and an id: they are shown while the entry is new, and to rename it. */
export abstract class EntryEditor extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    isRenaming: { state: true },
  };
  declare isRenaming: boolean;

  /** The one that is edited. */
  protected abstract get entry(): EditedEntry;

  override firstUpdated(): void {
    if (this.#isNew) void this.updateComplete.then(() => this.#focusName());
  }

  /** Whether the fields of its names are there. */
  protected get showsNames(): boolean {
    return this.isRenaming || this.#isNew;
  }

  /** Rename, duplicate and delete. */
  protected renderIcons({ duplicate, remove }: EntryCommands): TemplateResult {
    return html`
      <div class="icons">
        ${
          this.#isNew
            ? nothing
            : this.#renderIcon('edit', l10n.t('Rename'), () => void this.#toggleNames(), this.isRenaming)
        }
        ${this.#renderIcon('copy', l10n.t('Duplicate'), duplicate)}
        ${this.#renderIcon('trash', l10n.t('Delete'), remove)}
      </div>
    `;
  }

  #renderIcon(icon: string, label: string, run: () => void, isPressed?: boolean): TemplateResult {
    return html`
      <button
        class="icon-button"
        title=${label}
        aria-label="${label}: ${this.entry.title}"
        aria-pressed=${isPressed ?? nothing}
        @click=${run}
      >
        <vscode-icon name=${icon} aria-hidden="true"></vscode-icon>
      </button>
    `;
  }

  /** Says that the settings have changed below the draft. */
  protected renderOutdated(text: string, compare: () => void): TemplateResult {
    return html`
      <mux-notice kind="warning">
        ${text}
        <vscode-button slot="actions" secondary @click=${compare}>${l10n.t('Compare')}</vscode-button>
      </mux-notice>
    `;
  }

  /** The fields of the name and of the id. */
  protected renderNames(names: EntryNames): TemplateResult {
    const { id, head } = this.entry.draft;
    return html`
      <mux-field label=${l10n.t('Name')}>
        <vscode-textfield
          class="name"
          .label=${l10n.t('Name')}
          placeholder=${id}
          .value=${textMember(head, 'name')}
          @input=${(event: Event) => names.setName(fieldValue(event))}
        ></vscode-textfield>
      </mux-field>
      <mux-field label=${l10n.t('Id')} hint=${names.idHint} error=${names.idProblem ?? nothing}>
        <vscode-textfield
          .label=${l10n.t('Id')}
          title=${idHint}
          ?invalid=${names.idProblem !== undefined}
          .value=${id}
          @input=${(event: Event) => names.setId(fieldValue(event))}
        ></vscode-textfield>
      </mux-field>
    `;
  }

  get #isNew(): boolean {
    return this.entry.draft.savedId === undefined;
  }

  async #toggleNames(): Promise<void> {
    this.isRenaming = !this.isRenaming;
    await this.updateComplete;
    this.#focusName();
  }

  #focusName(): void {
    giveFocus(this.renderRoot.querySelector<HTMLElement>('.name'));
  }
}
