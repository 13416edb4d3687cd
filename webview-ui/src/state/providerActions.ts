import * as l10n from '@vscode/l10n';
import type {
  DiscoveredProvider,
  ProviderTestResult,
  ProviderTypeInfo,
} from '../../../src/protocol/gatewayRequests.ts';
import { ownMember } from '../../../src/protocol/sameJson.ts';
import type { PagePlace } from '../../../src/protocol/webviewMessages.ts';
import { type AccountRow, defaultAccount } from '../model/accountDraft.ts';
import { freeId } from '../model/ids.ts';
import { isJsonObject } from '../model/json.ts';
import { objectMember } from '../model/objectFields.ts';
import {
  accountAlone,
  accountEndpoint,
  newProviderDraft,
  originOf,
  type ProviderDraft,
  providerDraftOf,
  providerValue,
} from '../model/providerDraft.ts';
import { providerUses, useText } from '../model/referenceUses.ts';
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

  /** Signs a saved account in; what comes of it shows in its state. */
  signIn(draft: ProviderDraft, account: string): void {
    const provider = draft.savedId;
    if (provider === undefined) return;
    void this.#store.attempt(this.#store.host.request('signIn', { provider, account }));
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
   * @param account one of several accounts, tested by itself
   * @throws {HostRequestError} also when the signal aborts
   */
  test(
    draft: ProviderDraft,
    key: string,
    signal: AbortSignal,
    account?: AccountRow,
  ): Promise<ProviderTestResult> {
    const whole = providerValue(draft, this.#type(draft.type));
    const value = { ...(account === undefined ? whole : accountAlone(whole, account)) };
    return this.#store.host.request(
      'testProvider',
      { id: draft.id, value, account: account?.id, key: key === '' ? undefined : key },
      signal,
    );
  }

  /**
   * Writes the provider, and stores the keys that were typed, each bound to the origin of its account's endpoint. The keys
   * of accounts that are gone are forgotten.
   * @param typed the key of a provider with one account, or keys by account id; blank ones keep what is stored
   */
  save(draft: ProviderDraft, typed: string | Readonly<Record<string, string>>): void {
    const type = this.#type(draft.type);
    const value = providerValue(draft, type);
    const byAccount = typeof typed === 'string' ? { [defaultAccount]: typed } : typed;
    const keys = Object.entries(byAccount).flatMap(([account, key]) => {
      const row = draft.accounts.find(({ id }) => id === account);
      const origin = originOf(accountEndpoint(draft, row, type));
      return key === '' || origin === undefined ? [] : [{ provider: draft.id, account, origin, key }];
    });
    const left = new Set(draft.accounts.length === 0 ? [defaultAccount] : draft.accounts.map(({ id }) => id));
    const gone = Object.keys(objectMember(isJsonObject(draft.base) ? draft.base : {}, 'accounts'))
      .filter((account) => !left.has(account))
      .map((account) => ({ provider: draft.id, account }));
    void this.#store.write([{ kind: 'entry', table: 'providers', id: draft.id, base: draft.base, value }], {
      keys: keys.length === 0 ? undefined : keys,
      forgetKeys: gone.length === 0 ? undefined : gone,
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
    const uses = providerUses(id, page).map(useText);
    const used = [l10n.t('Used here, and marked broken when it is gone:'), ...uses];
    const base = ownMember(page.settings.providers, id);
    this.#store.ask({
      title: l10n.t('Delete the provider "{0}"?', name),
      lines: uses.length === 0 ? [l10n.t('Nothing uses it. Its stored keys go too.')] : used,
      confirm: l10n.t('Delete'),
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
      title: l10n.t('Discard the changes to "{0}"?', edited.name || edited.id),
      lines: [l10n.t('They are not saved yet.')],
      confirm: l10n.t('Discard'),
      run: open,
    });
  }

  #type(type: string): ProviderTypeInfo | undefined {
    return this.#store.state.page?.providerTypes.find((info) => info.type === type);
  }
}
