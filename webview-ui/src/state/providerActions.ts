import type {
  DiscoveredProvider,
  ProviderTestResult,
  ProviderTypeInfo,
} from '../../../src/protocol/gatewayRequests.ts';
import { ownMember } from '../../../src/protocol/sameJson.ts';
import type { PagePlace } from '../../../src/protocol/webviewMessages.ts';
import { freeId } from '../model/ids.ts';
import {
  newProviderDraft,
  originOf,
  type ProviderDraft,
  providerDraftOf,
  providerValue,
} from '../model/providerDraft.ts';
import { providerUses } from '../model/providerUses.ts';
import type { SettingsStore } from './settingsStore.ts';

/** What can be done with providers. */
export class ProviderActions {
  readonly #store: SettingsStore;

  constructor(store: SettingsStore) {
    this.#store = store;
    store.onPlace((place) => {
      if (place.page === 'providers') this.#openPlace(place);
    });
  }

  /** Opens the form for a new provider. */
  add(type: ProviderTypeInfo): void {
    const id = freeId(type.type, Object.keys(this.#store.state.page?.settings.providers ?? {}));
    this.#openForm(newProviderDraft(id, type));
  }

  /** Opens the form for a provider of the settings. */
  open(id: string): void {
    const { page, drafts } = this.#store.state;
    if (page === undefined) return;
    if (drafts.provider?.savedId === id) this.#openForm(drafts.provider);
    else this.#openForm(providerDraftOf(id, ownMember(page.settings.providers, id), page.providerTypes));
  }

  /** The form that a command leads to. A provider that is being edited stays before the user instead. */
  #openPlace(place: Extract<PagePlace, { page: 'providers' }>): void {
    const { page, drafts } = this.#store.state;
    if (page === undefined || drafts.provider?.isTouched === true) return;
    if (place.provider !== undefined && Object.hasOwn(page.settings.providers, place.provider)) {
      this.open(place.provider);
    } else if (place.add !== undefined && place.add !== false) {
      const type = page.providerTypes.find((info) => info.type === place.add) ?? page.providerTypes[0];
      if (type !== undefined) this.add(type);
    }
  }

  /** Goes on with the provider that is being edited. */
  resume(): void {
    const { view } = this.#store.state;
    this.#store.update({ view: { ...view, tab: 'providers', isEditingProvider: true } });
  }

  edit(draft: ProviderDraft): void {
    const { drafts } = this.#store.state;
    this.#store.update({ drafts: { ...drafts, provider: { ...draft, isTouched: true } } });
  }

  /** Leaves the form; what was changed in it stays until it is saved or discarded. */
  close(): void {
    const { view, drafts } = this.#store.state;
    const provider = drafts.provider?.isTouched === true ? drafts.provider : undefined;
    this.#store.update({ view: { ...view, isEditingProvider: false }, drafts: { ...drafts, provider } });
  }

  /** Leaves the form and forgets what was changed in it. */
  discard(): void {
    const { view, drafts } = this.#store.state;
    this.#store.update({
      view: { ...view, isEditingProvider: false },
      drafts: { ...drafts, provider: undefined },
    });
  }

  /**
   * Reaches out to a provider and fetches its models. Nothing is saved.
   * @param key the key just typed; empty: the stored one
   * @throws {HostRequestError} also when the signal aborts
   */
  test(draft: ProviderDraft, key: string, signal: AbortSignal): Promise<ProviderTestResult> {
    const value = { ...providerValue(draft, this.#type(draft.type)) };
    return this.#store.host.request(
      'testProvider',
      { id: draft.id, value, key: key === '' ? undefined : key },
      signal,
    );
  }

  /** Writes the provider, and stores the key that was typed (none when empty), bound to the endpoint's origin. */
  save(draft: ProviderDraft, key: string): void {
    const type = this.#type(draft.type);
    const origin = originOf(draft.endpoint === '' ? (type?.defaultEndpoint ?? '') : draft.endpoint);
    const value = providerValue(draft, type);
    const hasKey = key !== '' && origin !== undefined;
    void this.#store.write([{ kind: 'entry', table: 'providers', id: draft.id, base: draft.base, value }], {
      keys: hasKey ? [{ provider: draft.id, account: 'default', origin, key }] : undefined,
      onWritten: () => this.discard(),
    });
  }

  /** Saves what was found on this machine. */
  addFound(found: DiscoveredProvider): void {
    const { page } = this.#store.state;
    if (page === undefined) return;
    const type = this.#type(found.type);
    const value = {
      type: found.type,
      ...(found.endpoint === undefined || found.endpoint === type?.defaultEndpoint
        ? {}
        : { endpoint: found.endpoint }),
      ...(found.keyVariable === undefined ? {} : { apiKey: `\${env:${found.keyVariable}}` }),
    };
    const id = freeId(found.id, Object.keys(page.settings.providers));
    void this.#store.write([{ kind: 'entry', table: 'providers', id, value }]);
  }

  /** Asks, naming the rules that use it, then deletes a provider and its keys. */
  remove(id: string, name: string): void {
    const { page } = this.#store.state;
    if (page === undefined) return;
    const uses = providerUses(id, page).map(
      ({ workspace, where, model }) => `${workspace}: ${where} → ${model}`,
    );
    const used = ['Used here, and marked broken when it is gone:', ...uses];
    const base = ownMember(page.settings.providers, id);
    this.#store.ask({
      title: `Delete the provider "${name}"?`,
      lines: uses.length === 0 ? ['No workspace uses it. Its stored key goes too.'] : used,
      confirm: 'Delete',
      run: () => {
        const isEdited = this.#store.state.drafts.provider?.savedId === id;
        void this.#store.write([{ kind: 'entry', table: 'providers', id, base }], {
          forgetKeys: [{ provider: id }],
          onWritten: () => {
            if (isEdited) this.discard();
          },
        });
      },
    });
  }

  /** Fetches model lists again: a provider's, or all. */
  async refresh(provider?: string): Promise<void> {
    await this.#store.attempt(this.#store.host.request('refreshModels', { provider }));
  }

  /** Looks for local servers and key variables. */
  async discover(): Promise<readonly DiscoveredProvider[] | undefined> {
    return (await this.#store.attempt(this.#store.host.request('discover', {})))?.found;
  }

  #openForm(draft: ProviderDraft): void {
    const { drafts } = this.#store.state;
    const edited = drafts.provider;
    const open = (): void => {
      this.#store.update({
        drafts: { ...drafts, provider: draft },
        view: { tab: 'providers', isEditingProvider: true },
      });
    };
    if (edited?.isTouched !== true || edited === draft) {
      open();
      return;
    }
    this.#store.ask({
      title: `Discard the changes to "${edited.name || edited.id}"?`,
      lines: ['They are not saved yet.'],
      confirm: 'Discard',
      run: open,
    });
  }

  #type(type: string): ProviderTypeInfo | undefined {
    return this.#store.state.page?.providerTypes.find((info) => info.type === type);
  }
}
