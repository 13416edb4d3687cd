import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import '@vscode-elements/elements/dist/vscode-option/index.js';
import '@vscode-elements/elements/dist/vscode-single-select/index.js';
import type { RequestResults } from '../../../src/protocol/gatewayRequests.ts';
import type { UserSettings } from '../../../src/protocol/webviewMessages.ts';
import { changedUserSettings } from '../model/changedUserSettings.ts';
import {
  importChanges,
  type ImportedProvider,
  importEffect,
  type ImportPlan,
  mappedWorkspace,
  type ProviderMapping,
  withIncluded,
  withMapping,
} from '../model/importPlan.ts';
import './dialog.ts';
import { fieldValue, isChecked } from './events.ts';
import './notice.ts';
import { sharedStyles } from './sharedStyles.ts';
import { StoreElement } from './storeElement.ts';

const effectTexts = {
  new: 'new',
  replaces: l10n.t('replaces yours'),
  same: l10n.t('is the same as yours'),
} as const;

/** Shows what an import would do before anything is written, and lets the user map providers and leave workspaces out. */
export class ImportDialog extends StoreElement {
  static override properties: PropertyDeclarations = {
    ...StoreElement.properties,
    problems: { state: true },
  };
  static override styles = [
    sharedStyles,
    css`
      section {
        margin-top: 16px;
      }
      h3 {
        margin-bottom: 4px;
      }
      li {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(220px, 100%), 1fr));
        gap: 4px 16px;
        align-items: center;
        padding: 6px 0;
      }
      mux-notice {
        margin-top: 16px;
      }
      .problem {
        overflow-wrap: anywhere;
      }
    `,
  ];
  declare problems: RequestResults['validate']['problems'] | undefined;

  override willUpdate(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    const { importPlan, page } = this.state;
    if (importPlan === undefined || page === undefined || before?.importPlan === importPlan) return;
    void this.#validate(importPlan, page.settings);
  }

  override render(): TemplateResult | typeof nothing {
    const { importPlan: plan, page } = this.state;
    const { transfer } = this.actions;
    if (plan === undefined || page === undefined) return nothing;
    const count = importChanges(plan, page.settings).length;
    return html`
      <mux-dialog
        heading=${l10n.t('Import {0}', plan.fileName)}
        isWide
        @mux-cancel=${() => transfer.cancel()}
      >
        <p class="muted">${l10n.t('Nothing is written yet. Keys are never imported.')}</p>
        ${plan.providers.length === 0 ? nothing : this.#renderProviders(plan, page.settings)}
        ${plan.workspaces.length === 0 ? nothing : this.#renderWorkspaces(plan, page.settings)}
        ${plan.routes.length === 0 ? nothing : this.#renderRoutes(plan)}
        ${plan.overrides.length === 0 ? nothing : this.#renderOverrides(plan)} ${this.#renderProblems()}
        <vscode-button slot="actions" secondary @click=${() => transfer.cancel()}
          >${l10n.t('Cancel')}</vscode-button
        >
        <vscode-button slot="actions" ?disabled=${count === 0} @click=${() => transfer.carryOut(plan)}>
          ${importText(count)}
        </vscode-button>
      </mux-dialog>
    `;
  }

  #renderProviders(plan: ImportPlan, settings: UserSettings): TemplateResult {
    return html`
      <section aria-label=${l10n.t('Providers')}>
        <h3>${l10n.t('Providers')}</h3>
        <ul>
          ${plan.providers.map((provider) => this.#renderProvider(plan, provider, settings))}
        </ul>
      </section>
    `;
  }

  #renderProvider(plan: ImportPlan, provider: ImportedProvider, settings: UserSettings): TemplateResult {
    const { id, type, mappings, mapping, value } = provider;
    const chosen = mappings.findIndex((one) => one.to === mapping.to && one.id === mapping.id);
    const text = (one: ProviderMapping): string => {
      if (one.to === 'existing') return l10n.t('Use my {0}', one.id);
      const effect = importEffect('providers', one.id, value, settings);
      return effect === 'new'
        ? l10n.t('Add as {0}', one.id)
        : l10n.t('Write {0} ({1})', one.id, effectTexts[effect]);
    };
    return html`
      <li>
        <span class="break">${id} <span class="muted">${type}</span></span>
        <vscode-single-select
          label=${l10n.t('What {0} becomes', id)}
          .value=${String(chosen)}
          @change=${(event: Event) => {
            const next = mappings[Number(fieldValue(event))];
            if (next !== undefined) this.actions.transfer.change(withMapping(plan, id, next));
          }}
        >
          ${mappings.map(
            (one, index) =>
              html`<vscode-option value=${String(index)} ?selected=${index === chosen}
                >${text(one)}</vscode-option
              >`,
          )}
        </vscode-single-select>
      </li>
    `;
  }

  #renderWorkspaces(plan: ImportPlan, settings: UserSettings): TemplateResult {
    return html`
      <section aria-label=${l10n.t('Workspaces')}>
        <h3>${l10n.t('Workspaces')}</h3>
        <ul>
          ${plan.workspaces.map(({ id, value, isIncluded }) => {
            const effect = importEffect('workspaces', id, mappedWorkspace(plan, value), settings);
            return html`
              <li>
                <vscode-checkbox
                  label=${id}
                  ?checked=${isIncluded}
                  @change=${(event: Event) => this.actions.transfer.change(withIncluded(plan, id, isChecked(event)))}
                ></vscode-checkbox>
                <span class=${effect === 'replaces' ? 'error' : 'muted'}>${effectTexts[effect]}</span>
              </li>
            `;
          })}
        </ul>
      </section>
    `;
  }

  #renderRoutes(plan: ImportPlan): TemplateResult {
    const names = plan.routes.map(([id]) => `@${id}`).join(', ');
    return html`
      <section aria-label=${l10n.t('Routes')}>
        <h3>${l10n.t('Routes')}</h3>
        <vscode-checkbox
          label=${names}
          ?checked=${plan.takesRoutes}
          @change=${(event: Event) => this.actions.transfer.change({ ...plan, takesRoutes: isChecked(event) })}
        ></vscode-checkbox>
      </section>
    `;
  }

  #renderOverrides(plan: ImportPlan): TemplateResult {
    const names = plan.overrides.map(([pattern]) => pattern).join(', ');
    return html`
      <section aria-label=${l10n.t('Overrides of models')}>
        <h3>${l10n.t('Overrides of models')}</h3>
        <vscode-checkbox
          label=${names}
          ?checked=${plan.takesOverrides}
          @change=${(event: Event) => this.actions.transfer.change({ ...plan, takesOverrides: isChecked(event) })}
        ></vscode-checkbox>
      </section>
    `;
  }

  #renderProblems(): TemplateResult | typeof nothing {
    if (this.problems === undefined || this.problems.length === 0) return nothing;
    return html`
      <mux-notice kind="warning">
        ${l10n.t('Some entries will be marked broken:')}
        <ul>
          ${this.problems.map(({ path, message }) => html`<li class="problem">${path}: ${message}</li>`)}
        </ul>
      </mux-notice>
    `;
  }

  /** Asks the gateway what would be wrong with the imported entries, and only with them. */
  async #validate(plan: ImportPlan, settings: UserSettings): Promise<void> {
    const changes = importChanges(plan, settings);
    const { providers, workspaces, modelOverrides, routes } = changedUserSettings(settings, changes);
    const answer = await this.actions.store.attempt(
      this.actions.store.host.request('validate', {
        value: { providers, workspaces, modelOverrides, routes },
      }),
    );
    const paths = changes.map((change) =>
      change.kind === 'entry' ? `${change.table}.${change.id}` : change.kind,
    );
    this.problems = answer?.problems.filter(({ path }) =>
      paths.some((own) => path === own || path.startsWith(`${own}.`)),
    );
  }
}

function importText(count: number): string {
  if (count === 0) return l10n.t('Nothing to Import');
  return count === 1 ? l10n.t('Import 1 Entry') : l10n.t('Import {0} Entries', count);
}

customElements.define('mux-import-dialog', ImportDialog);
