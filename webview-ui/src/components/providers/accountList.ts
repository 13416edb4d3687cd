import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { ProviderTypeInfo } from '../../../../src/protocol/gatewayRequests.ts';
import {
  type AccountRow as Row,
  withAccountAt,
  withAccountName,
  withNewAccount,
} from '../../model/accountDraft.ts';
import type { JsonObject } from '../../model/json.ts';
import { accountEndpoint, originOf, type ProviderDraft } from '../../model/providerDraft.ts';
import { accountUses } from '../../model/referenceUses.ts';
import { withoutRow, withRow } from '../../model/rows.ts';
import { storedKeyState } from '../../model/storedKeyState.ts';
import { orderTexts } from '../../model/strategies.ts';
import { type KeyTexts } from './accountRow.ts';
import './accountRow.ts';
import { controlStyles } from '../controlStyles.ts';
import { emit } from '../events.ts';
import { giveFocus } from '../focus.ts';
import { RowSorter, sortableStyles } from '../rowSorter.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';
import { renderStrategy } from '../strategyField.ts';

/** The accounts of a provider in the order in which they are asked, and how they are ordered. Emits `mux-edit`. */
export class AccountList extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    draft: { attribute: false },
    type: { attribute: false },
    keyTexts: { attribute: false },
    problem: {},
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    sortableStyles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        gap: 12px;
        align-items: stretch;
      }
      .strategy {
        max-width: 460px;
      }
    `,
  ];
  declare draft: ProviderDraft;
  declare type: ProviderTypeInfo | undefined;
  declare keyTexts: KeyTexts;
  declare problem: string | undefined;
  readonly #sorter = new RowSorter(this, {
    what: l10n.t('Account'),
    keys: () => this.draft.accounts.map(({ key }) => key),
    move: (key, index) => this.#edit(withAccountAt(this.draft.accounts, key, index)),
    remove: (key) => this.#edit(withoutRow(this.draft.accounts, key)),
  });

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('draft')) this.#sorter.restoreFocus();
  }

  /** Gives the focus to the account that was added last. */
  focusLast(): void {
    void this.updateComplete.then(() =>
      giveFocus([...this.renderRoot.querySelectorAll<HTMLElement>('.row-content')].at(-1)),
    );
  }

  override render(): TemplateResult {
    const { accounts, accountStrategy } = this.draft;
    return html`
      <h3>${l10n.t('Accounts')}</h3>
      <div class="list" role="list" aria-label=${l10n.t('Accounts')}>
        ${repeat(
          accounts,
          ({ key }) => key,
          (row, index) => this.#renderAccount(row, index),
        )}
      </div>
      <div aria-live="polite">
        ${this.problem === undefined ? nothing : html`<p class="error">${this.problem}</p>`}
      </div>
      <div>
        <vscode-button secondary icon="add" @click=${() => this.#add()}
          >${l10n.t('Add Account')}</vscode-button
        >
      </div>
      <div class="strategy">
        ${renderStrategy(
          l10n.t('Which account answers'),
          orderTexts('account'),
          accountStrategy,
          (strategy) => emit(this, 'mux-edit', { accountStrategy: strategy }),
        )}
      </div>
    `;
  }

  #renderAccount(row: Row, index: number): TemplateResult {
    const { page } = this.state;
    const { draft } = this;
    const origin = originOf(accountEndpoint(draft, row, this.type));
    const status = page?.status.providers.find(({ id }) => id === draft.savedId);
    const uses =
      page === undefined || draft.savedId === undefined ? [] : accountUses(draft.savedId, row.id, page);
    return this.#sorter.renderItem(
      row.key,
      index,
      html`<mux-account-row
        class="row-content"
        .actions=${this.actions}
        .draft=${draft}
        .row=${row}
        .number=${index + 1}
        .count=${draft.accounts.length}
        .keyVariable=${this.type?.keyVariables[0] ?? 'MY_API_KEY'}
        .storedKey=${row.isSaved ? storedKeyState(this.state, draft.savedId, row.id, origin) : 'none'}
        .keyText=${this.keyTexts[String(row.key)] ?? ''}
        .status=${row.isSaved ? status?.accounts?.find(({ id }) => id === row.id) : undefined}
        .uses=${uses}
        @mux-account=${(event: CustomEvent<JsonObject>) =>
          this.#edit(withRow(draft.accounts, row.key, event.detail))}
        @mux-account-name=${(event: CustomEvent<string>) =>
          this.#edit(withAccountName(draft.accounts, row.key, event.detail))}
      ></mux-account-row>`,
    );
  }

  #add(): void {
    this.#sorter.added();
    this.#edit(withNewAccount(this.draft.accounts));
  }

  #edit(accounts: readonly Row[]): void {
    emit(this, 'mux-edit', { accounts });
  }
}

customElements.define('mux-account-list', AccountList);
