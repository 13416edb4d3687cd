import * as l10n from '@vscode/l10n';
import { html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { RuleStatus } from '../../../../src/protocol/status.ts';
import { type ListedWorkspace, listWorkspaces } from '../../model/drafts.ts';
import { freeId, idFromName } from '../../model/ids.ts';
import { type JsonObject, textMember } from '../../model/json.ts';
import { knownModels } from '../../model/knownModels.ts';
import { modelReferenceProblem } from '../../model/modelReference.ts';
import { withHead, withNewRule, type WorkspaceDraft } from '../../model/workspaceDraft.ts';
import { workspaceProblem } from '../../model/workspaceProblem.ts';
import '../combobox.ts';
import { controlStyles } from '../controlStyles.ts';
import { EntryEditor } from '../entryEditor.ts';
import { entryEditorStyles } from '../entryEditorStyles.ts';
import '../field.ts';
import './ruleList.ts';
import './ruleTest.ts';
import { RulePreview } from './rulePreview.ts';
import { sharedStyles } from '../sharedStyles.ts';
import './workspaceActivation.ts';
import './workspaceMore.ts';

/**
 * One of the user's workspaces: its name, its models and its rules. Edits are drafts until they are saved. An element shows
 * one workspace for as long as it lives.
 */
export class WorkspaceEditor extends EntryEditor {
  static override properties: PropertyDeclarations = {
    ...EntryEditor.properties,
    workspace: { attribute: false },
    preview: { state: true },
  };
  static override styles = [sharedStyles, controlStyles, entryEditorStyles];
  declare workspace: ListedWorkspace;
  declare preview: readonly RuleStatus[] | undefined;
  readonly #preview = new RulePreview(
    (rules) => this.actions.store.host.request('previewRules', { rules }),
    (preview) => {
      this.preview = preview;
    },
  );

  protected override get entry(): ListedWorkspace {
    return this.workspace;
  }

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

  override render(): TemplateResult {
    const { draft, isOutdated } = this.workspace;
    const { groups, providerIds, routeIds } = knownModels(this.state);
    return html`
      ${this.#renderHead()}
      ${
        isOutdated
          ? this.renderOutdated(
              l10n.t('The settings say something else about this workspace than when you began to edit it.'),
              () => this.actions.workspaces.compare(this.workspace.key),
            )
          : nothing
      }
      ${this.showsNames ? this.#renderNames() : nothing}
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
    return html`
      <div class="head">
        <h2 class="break">
          ${title} ${title === draft.id ? nothing : html`<span class="muted mono id">${draft.id}</span>`}
        </h2>
        ${this.renderIcons({
          duplicate: () => workspaces.duplicate(this.workspace),
          remove: () => workspaces.remove(this.workspace),
        })}
      </div>
    `;
  }

  #renderNames(): TemplateResult {
    const { draft } = this.workspace;
    return html`
      <div class="columns">
        ${this.renderNames({
          idHint: l10n.t('Clients may ask for workspace:{0}', draft.id),
          idProblem: workspaceProblem(this.workspace, this.state),
          setName: (name) => this.#setName(name),
          setId: (id) => this.#edit({ ...draft, id, hasOwnId: true }),
        })}
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
}

customElements.define('mux-workspace-editor', WorkspaceEditor);
