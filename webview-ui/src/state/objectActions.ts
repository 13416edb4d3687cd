import { sameJson } from '../../../src/protocol/sameJson.ts';
import type { ObjectSetting, SettingsChange } from '../../../src/protocol/settingsChange.ts';
import { type Drafts, withObjectDraft } from '../model/drafts.ts';
import type { SettingsStore } from './settingsStore.ts';

/** What can be done with the settings that are one object each. */
export class ObjectActions {
  readonly #store: SettingsStore;

  constructor(store: SettingsStore) {
    this.#store = store;
  }

  /** Takes over an edit; nothing is written before `save`. An empty object means that the setting goes. */
  edit(setting: ObjectSetting, value: unknown): void {
    const { page, drafts } = this.#store.state;
    const draft = drafts.objects[setting];
    const base = draft === undefined ? page?.settings.objects[setting] : draft.base;
    // An empty object that the user wrote stays one.
    const isNothing = sameJson(value, {}) && !sameJson(base, {});
    this.#store.update({
      drafts: withObjectDraft(drafts, setting, { base, value: isNothing ? undefined : value }),
    });
  }

  /** Writes the edits of these settings, all or none. */
  save(settings: readonly ObjectSetting[]): void {
    const { objects } = this.#store.state.drafts;
    const changes = settings.flatMap((setting): SettingsChange[] => {
      const draft = objects[setting];
      return draft === undefined ? [] : [{ kind: 'object', setting, base: draft.base, value: draft.value }];
    });
    void this.#store.write(changes, { onWritten: () => this.#saved(settings, objects) });
  }

  /** What was typed while it was saved is not saved yet. */
  #saved(settings: readonly ObjectSetting[], written: Drafts['objects']): void {
    for (const setting of settings) {
      const newest = this.#store.state.drafts.objects[setting];
      const saved = written[setting];
      const rebased =
        newest === undefined || newest === saved ? undefined : { ...newest, base: saved?.value };
      this.#store.update({ drafts: withObjectDraft(this.#store.state.drafts, setting, rebased) });
    }
  }

  /** Forgets the edits of these settings. */
  discard(settings: readonly ObjectSetting[]): void {
    const { drafts } = this.#store.state;
    this.#store.update({
      drafts: settings.reduce((kept, setting) => withObjectDraft(kept, setting, undefined), drafts),
    });
  }
}
