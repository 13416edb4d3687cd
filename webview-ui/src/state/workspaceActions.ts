import * as l10n from '@vscode/l10n';
import { ownMember } from '../../../src/protocol/sameJson.ts';
import { type ListedWorkspace, listWorkspaces, withWorkspaceDraft } from '../model/drafts.ts';
import { freeId } from '../model/ids.ts';
import { type JsonObject, withMember } from '../model/json.ts';
import {
  draftChanges,
  draftValue,
  newDraft,
  withNewRule,
  withRuleAt,
  type WorkspaceDraft,
} from '../model/workspaceDraft.ts';
import type { SettingsStore } from './settingsStore.ts';

/** What can be done with workspaces. */
export class WorkspaceActions {
  readonly #store: SettingsStore;

  constructor(store: SettingsStore) {
    this.#store = store;
  }

  select(key: string): void {
    this.#store.update({ view: { tab: 'workspaces', isEditingProvider: false, workspace: key } });
  }

  /** Takes over an edit; nothing is written before `save`. */
  edit(key: string, draft: WorkspaceDraft): void {
    this.#store.update({ drafts: withWorkspaceDraft(this.#store.state.drafts, key, draft) });
  }

  /** Begins a new workspace and shows it. */
  create(): void {
    this.#begin(newDraft(this.#freeId('workspace')));
  }

  /**
   * Begins a rule in a workspace of the user's, and shows it; in the active or the first one where that is none of theirs.
   * @param index where it goes; undefined: at the end
   */
  addRule(id: string | undefined, rule: JsonObject, index: number | undefined): void {
    const { page, drafts } = this.#store.state;
    if (page === undefined) return;
    const own = listWorkspaces(page.settings, drafts);
    const named = (wanted: string | undefined): ListedWorkspace | undefined =>
      own.find(({ draft }) => draft.savedId === wanted && wanted !== undefined);
    const there = named(id);
    const workspace = there ?? named(page.status.activeWorkspace) ?? own[0];
    if (workspace === undefined) {
      this.#begin(withNewRule(newDraft(this.#freeId('workspace')), rule));
      return;
    }
    const added = withNewRule(workspace.draft, rule);
    const key = added.rules.at(-1)?.key;
    const isPlaced = there !== undefined && index !== undefined && key !== undefined;
    this.edit(workspace.key, isPlaced ? withRuleAt(added, key, index) : added);
    this.select(workspace.key);
  }

  /** Begins a copy of a workspace, as it is edited right now, and shows it. */
  duplicate({ draft, title }: ListedWorkspace): void {
    const content = withMember(draftValue(draft), 'name', l10n.t('{0} (copy)', title));
    this.#begin(newDraft(this.#freeId(`${draft.id}-copy`), content));
  }

  /** Writes the edits of a workspace. */
  save(key: string): void {
    const draft = this.#draft(key);
    if (draft === undefined) return;
    const changes = draftChanges(draft, this.#store.state.page?.settings.activeWorkspace);
    void this.#store.write(changes, { onWritten: () => this.#saved(key, draft) });
  }

  /** Shows the edits of a workspace next to what the settings say by now. */
  compare(key: string): void {
    const { page } = this.#store.state;
    const draft = this.#draft(key);
    if (draft === undefined || page === undefined) return;
    const conflict = { path: `workspaces.${key}`, current: ownMember(page.settings.workspaces, key) };
    this.#store.openConflict([conflict], draftChanges(draft, page.settings.activeWorkspace), {
      onWritten: () => this.#saved(key, draft),
    });
  }

  /** Forgets the edits of a workspace. */
  discard(key: string): void {
    this.#store.update({ drafts: withWorkspaceDraft(this.#store.state.drafts, key, undefined) });
  }

  /** Asks, then deletes a workspace; a new one is just forgotten. */
  remove({ key, draft, title }: ListedWorkspace): void {
    if (draft.savedId === undefined) {
      this.discard(key);
      return;
    }
    const { savedId, base } = draft;
    const count = draft.rules.length;
    this.#store.ask({
      title: l10n.t('Delete the workspace "{0}"?', title),
      lines: [
        count === 1
          ? l10n.t('It has 1 rule. Other workspaces and providers are not touched.')
          : l10n.t('It has {0} rules. Other workspaces and providers are not touched.', count),
      ],
      confirm: l10n.t('Delete'),
      run: () => {
        const active = this.#store.state.page?.settings.activeWorkspace;
        const change = { kind: 'entry', table: 'workspaces', id: savedId, base } as const;
        const changes =
          active === savedId ? [change, { kind: 'activeWorkspace', base: active } as const] : [change];
        void this.#store.write(changes, { onWritten: () => this.discard(key) });
      },
    });
  }

  /** Makes a workspace the active one, wherever no folder chooses another. */
  activate(id: string): void {
    const base = this.#store.state.page?.settings.activeWorkspace;
    void this.#store.write([{ kind: 'activeWorkspace', base, value: id }]);
  }

  /** Makes an opened folder choose a workspace, or choose none. */
  async chooseForFolder(folder: string, workspace: string | undefined): Promise<void> {
    const { host } = this.#store;
    const result = await this.#store.attempt(host.request('chooseFolderWorkspace', { folder, workspace }));
    if (result?.outcome === 'failed') this.#store.update({ notice: { kind: 'error', text: result.message } });
  }

  /** Lets a folder's workspace take part. */
  confirm(hash: string): void {
    void this.#store.attempt(this.#store.host.request('confirmWorkspace', { hash }));
  }

  #saved(key: string, draft: WorkspaceDraft): void {
    const newest = this.#draft(key);
    this.discard(key);
    // What was typed while it was saved is not saved yet.
    if (newest !== undefined && newest !== draft) {
      const rebased = { ...newest, savedId: draft.id, base: draftValue(draft) };
      const { drafts } = this.#store.state;
      this.#store.update({ drafts: withWorkspaceDraft(drafts, draft.id, rebased) });
    }
    const { view } = this.#store.state;
    if (view.workspace === key) this.#store.update({ view: { ...view, workspace: draft.id } });
  }

  #draft(key: string): WorkspaceDraft | undefined {
    const { workspaces } = this.#store.state.drafts;
    return Object.hasOwn(workspaces, key) ? workspaces[key] : undefined;
  }

  #begin(draft: WorkspaceDraft): void {
    const { drafts } = this.#store.state;
    const key = `new:${draft.id}`;
    this.#store.update({ drafts: withWorkspaceDraft(drafts, key, draft) });
    this.select(key);
  }

  #freeId(id: string): string {
    const { page, drafts } = this.#store.state;
    if (page === undefined) return id;
    const taken = listWorkspaces(page.settings, drafts).map(({ draft }) => draft.id);
    return freeId(id, [...taken, ...page.opened.flatMap(({ workspaces }) => Object.keys(workspaces))]);
  }
}
