import * as l10n from '@vscode/l10n';
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import type { RuleStatus } from '../../../src/protocol/status.ts';
import { type ListedWorkspace, listWorkspaces } from '../model/drafts.ts';
import { freeId, idFromName, idHint } from '../model/ids.ts';
import { type JsonObject, textMember } from '../model/json.ts';
import { knownModels } from '../model/knownModels.ts';
import { modelReferenceProblem } from '../model/modelReference.ts';
import { withHead, withNewRule, type WorkspaceDraft } from '../model/workspaceDraft.ts';
import { workspaceProblem } from '../model/workspaceProblem.ts';
import './combobox.ts';
import { controlStyles } from './controlStyles.ts';
import { fieldValue } from './events.ts';
import './field.ts';
import './notice.ts';
import './ruleList.ts';
import './ruleTest.ts';
import { RulePreview } from './rulePreview.ts';
import { sharedStyles } from './sharedStyles.ts';
import { StoreElement } from './storeElement.ts';
import './workspaceActivation.ts';
import './workspaceMore.ts';
import { workspaceEditorStyles } from './workspaceEditorStyles.ts';

/**
 * One of the user's workspaces: its name, its models and its rules. Edits are drafts until they are saved. An element shows
 * one workspace for as long as it lives.
 */
export class WorkspaceEditor extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    workspace: { attribute: false },
    isRenaming: { state: true },
    preview: { state: true },
  };
  static override styles = [sharedStyles, controlStyles, workspaceEditorStyles];
  declare workspace: ListedWorkspace;
  declare isRenaming: boolean;
  declare preview: readonly RuleStatus[] | undefined;
  readonly #preview = new RulePreview(
    (rules) => this.actions.store.host.request('previewRules', { rules }),
    (preview) => {
      this.preview = preview;
    },
  );

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#preview.cancel();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    // What is open in the editor comes with the state.
    if (changed.has('workspace') || changed.has('state')) {
      this.#preview.ask(this.workspace.draft.rules.map((rule) => rule.value));
    }
  }

  override firstUpdated(): void {
    if (this.workspace.draft.savedId === undefined)
      this.renderRoot.querySelector<HTMLElement>('.name')?.focus();
  }

  override render(): TemplateResult {
    const { draft, isOutdated } = this.workspace;
    const { groups, providerIds, routeIds } = knownModels(this.state);
    return html`
      ${this.#renderHead()} ${isOutdated ? this.#renderOutdated() : nothing}
      ${this.isRenaming || draft.savedId === undefined ? this.#renderNames() : nothing}
      <mux-workspace-activation
        .state=${this.state}
        .actions=${this.actions}
        .workspace=${this.workspace}
      ></mux-workspace-activation>
      <section aria-label=${l10n.t('Rules')}>
        <div class="section-head">
          <h3>${l10n.t('Rules')}</h3>
          <span class="muted">${l10n.t('From top to bottom; the first that matches decides.')}</span>
        </div>
        <mux-rule-list
          .draft=${draft}
          .models=${groups}
          .providerIds=${providerIds}
          .routeIds=${routeIds}
          .languages=${this.state.page?.languages ?? []}
          .preview=${this.preview}
          @mux-draft=${(event: CustomEvent<WorkspaceDraft>) => this.#edit(event.detail)}
        ></mux-rule-list>
        <vscode-button secondary icon="add" @click=${() => this.#edit(withNewRule(draft, {}))}
          >${l10n.t('Add Rule')}</vscode-button
        >
        <mux-rule-test .state=${this.state} .actions=${this.actions} .draft=${draft}></mux-rule-test>
      </section>
      <section class="columns" aria-label=${l10n.t('When no rule matches')}>
        ${this.#renderModel('model', l10n.t('When no rule matches'), l10n.t('Answers everything else.'))}
        ${this.#renderModel('embeddingsModel', l10n.t('Embeddings'), l10n.t('Answers embeddings that no rule takes.'))}
      </section>
      <mux-workspace-more
        .head=${draft.head}
        .known=${knownModels(this.state, 'text')}
        @mux-head=${(event: CustomEvent<JsonObject>) => this.#edit({ ...draft, head: event.detail })}
      ></mux-workspace-more>
    `;
  }

  #renderHead(): TemplateResult {
    const { workspaces } = this.actions;
    const { draft, title } = this.workspace;
    const button = (
      icon: string,
      label: string,
      run: () => void,
      isPressed?: boolean,
    ): TemplateResult => html`
      <button
        class="icon-button"
        title=${label}
        aria-label="${label}: ${title}"
        aria-pressed=${isPressed ?? nothing}
        @click=${run}
      >
        <vscode-icon name=${icon} aria-hidden="true"></vscode-icon>
      </button>
    `;
    return html`
      <div class="head">
        <h2 class="break">
          ${title} ${title === draft.id ? nothing : html`<span class="muted mono id">${draft.id}</span>`}
        </h2>
        <div class="icons">
          ${
            draft.savedId === undefined
              ? nothing
              : button('edit', l10n.t('Rename'), () => void this.#toggleNames(), this.isRenaming)
          }
          ${button('copy', l10n.t('Duplicate'), () => workspaces.duplicate(this.workspace))}
          ${button('trash', l10n.t('Delete'), () => workspaces.remove(this.workspace))}
        </div>
      </div>
    `;
  }

  #renderOutdated(): TemplateResult {
    return html`
      <mux-notice kind="warning">
        ${l10n.t('The settings say something else about this workspace than when you began to edit it.')}
        <vscode-button
          slot="actions"
          secondary
          @click=${() => this.actions.workspaces.compare(this.workspace.key)}
        >
          ${l10n.t('Compare')}
        </vscode-button>
      </mux-notice>
    `;
  }

  #renderNames(): TemplateResult {
    const { draft } = this.workspace;
    const problem = workspaceProblem(this.workspace, this.state);
    return html`
      <div class="columns">
        <mux-field label=${l10n.t('Name')}>
          <vscode-textfield
            class="name"
            .label=${l10n.t('Name')}
            placeholder=${draft.id}
            .value=${textMember(draft.head, 'name')}
            @input=${(event: Event) => this.#setName(fieldValue(event))}
          ></vscode-textfield>
        </mux-field>
        <mux-field
          label=${l10n.t('Id')}
          hint=${l10n.t('Clients may ask for workspace:{0}', draft.id)}
          error=${problem ?? nothing}
        >
          <vscode-textfield
            .label=${l10n.t('Id')}
            title=${idHint}
            ?invalid=${problem !== undefined}
            .value=${draft.id}
            @input=${(event: Event) => this.#edit({ ...draft, id: fieldValue(event), hasOwnId: true })}
          ></vscode-textfield>
        </mux-field>
      </div>
    `;
  }

  #renderModel(member: 'model' | 'embeddingsModel', label: string, hint: string): TemplateResult {
    const { draft } = this.workspace;
    const value = textMember(draft.head, member);
    const { groups, providerIds, routeIds } = knownModels(
      this.state,
      member === 'model' ? 'text' : 'embeddings',
    );
    const problem = value === '' ? undefined : modelReferenceProblem(value, providerIds, routeIds);
    return html`
      <mux-field label=${label} hint=${hint} error=${problem ?? nothing}>
        <mux-combobox
          label=${label}
          placeholder=${member === 'model' ? l10n.t('provider/model or @route') : l10n.t('provider/model')}
          .value=${value}
          .groups=${groups}
          .isInvalid=${problem !== undefined}
          @mux-input=${(event: CustomEvent<string>) => this.#edit(withHead(draft, member, event.detail.trim()))}
        ></mux-combobox>
      </mux-field>
    `;
  }

  #edit(draft: WorkspaceDraft): void {
    this.actions.workspaces.edit(this.workspace.key, draft);
  }

  /** A new workspace's id follows its name until the user types one. */
  #setName(name: string): void {
    const { draft, key } = this.workspace;
    const { page, drafts } = this.state;
    const others =
      page === undefined ? [] : listWorkspaces(page.settings, drafts).filter((other) => other.key !== key);
    const id = freeId(
      idFromName(name),
      others.map((other) => other.draft.id),
    );
    this.#edit({ ...withHead(draft, 'name', name), id: draft.hasOwnId || id === '' ? draft.id : id });
  }

  async #toggleNames(): Promise<void> {
    this.isRenaming = !this.isRenaming;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.name')?.focus();
  }
}

customElements.define('mux-workspace-editor', WorkspaceEditor);
