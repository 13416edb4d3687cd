import * as l10n from '@vscode/l10n';
import { ownMember } from '../../../src/protocol/sameJson.ts';
import { type OverrideDraft, overrideDraftOf, overrideValue } from '../model/overrideDraft.ts';
import type { SettingsStore } from './settingsStore.ts';

/** What can be done with the user's overrides of models. Each is written by itself, as soon as it is saved. */
export class OverrideActions {
  readonly #store: SettingsStore;

  constructor(store: SettingsStore) {
    this.#store = store;
  }

  /** Opens the fields for a model, or for a pattern of the settings; what was begun with them goes on. */
  open(provider: string, pattern: string, isOfModel: boolean): void {
    const { page, drafts } = this.#store.state;
    const begun = drafts.override;
    if (begun?.provider === provider && begun.pattern === pattern) return;
    const saved = ownMember(page?.settings.modelOverrides ?? {}, pattern);
    this.#replace(overrideDraftOf(provider, pattern, saved, isOfModel));
  }

  /** Opens the fields for a new pattern. */
  add(provider: string): void {
    this.#replace(overrideDraftOf(provider, `${provider}/*`, undefined, false));
  }

  edit(draft: OverrideDraft): void {
    this.#set({ ...draft, isTouched: true });
  }

  /** Closes the fields and forgets what was changed in them. */
  discard(): void {
    this.#set(undefined);
  }

  /** Writes the override; one that says nothing is taken out. */
  save(draft: OverrideDraft): void {
    const { pattern, savedPattern, base } = draft;
    const id = pattern.trim();
    const renamedFrom = savedPattern === undefined || savedPattern === id ? undefined : savedPattern;
    const value = overrideValue(draft);
    if (value === undefined && base === undefined) {
      this.discard();
      return;
    }
    // What says nothing any more goes under the name that it has.
    const change = value === undefined ? { id: savedPattern ?? id, base } : { id, renamedFrom, base, value };
    void this.#store.write([{ kind: 'entry', table: 'modelOverrides', ...change }], {
      onWritten: () => this.discard(),
    });
  }

  /** Takes out what the settings say of a model or pattern. */
  remove(pattern: string): void {
    const base = ownMember(this.#store.state.page?.settings.modelOverrides ?? {}, pattern);
    void this.#store.write([{ kind: 'entry', table: 'modelOverrides', id: pattern, base }], {
      onWritten: () => {
        if (this.#store.state.drafts.override?.savedPattern === pattern) this.discard();
      },
    });
  }

  /** Something begun elsewhere is asked about before it is lost. */
  #replace(draft: OverrideDraft): void {
    const begun = this.#store.state.drafts.override;
    if (begun?.isTouched !== true) {
      this.#set(draft);
      return;
    }
    this.#store.ask({
      title: l10n.t('Discard what you changed for {0}?', begun.pattern),
      lines: [l10n.t('It is not saved yet.')],
      confirm: l10n.t('Discard'),
      run: () => this.#set(draft),
    });
  }

  #set(override: OverrideDraft | undefined): void {
    this.#store.update({ drafts: { ...this.#store.state.drafts, override } });
  }
}
