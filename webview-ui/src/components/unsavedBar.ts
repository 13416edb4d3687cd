import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { ObjectSetting } from '../../../src/protocol/settingsChange.ts';
import { type ListedWorkspace, listWorkspaces } from '../model/drafts.ts';
import { type ListedRoute, listRoutes, routeProblem } from '../model/listedRoutes.ts';
import { limitSettings, limitsProblem, unsavedObjects } from '../model/objectDrafts.ts';
import { workspaceProblem } from '../model/workspaceProblem.ts';
import type { Tab } from '../state/appState.ts';
import { controlStyles } from './controlStyles.ts';
import { sentence } from './sentence.ts';
import { sharedStyles } from './sharedStyles.ts';
import { StoreElement } from './storeElement.ts';

/**
 * Stands at the bottom for as long as something is not saved, whichever page is shown, so that nothing gets lost. Its
 * buttons are on the left, because VS Code's notifications cover the right.
 */
export class UnsavedBar extends StoreElement {
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      .bar {
        display: flex;
        flex-direction: column;
        gap: 8px;
        padding: 10px 16px;
        border: 1px solid var(--vscode-focusBorder);
        border-radius: 6px;
        background: var(--vscode-editorWidget-background);
        color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
        box-shadow: 0 2px 12px var(--vscode-widget-shadow);
      }
      .line {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
      }
      .dot {
        color: var(--vscode-editorWarning-foreground);
      }
    `,
  ];

  override render(): TemplateResult | typeof nothing {
    const { page, drafts, view } = this.state;
    if (page === undefined) return nothing;
    const workspaces = listWorkspaces(page.settings, drafts).filter(({ isUnsaved }) => isUnsaved);
    const isProviderWaiting = drafts.provider?.isTouched === true && !view.isEditingProvider;
    const isOverrideWaiting = drafts.override?.isTouched === true && !this.#showsOverride;
    const routes = listRoutes(page.settings, drafts);
    const unsavedRoutes = routes.filter(({ isUnsaved }) => isUnsaved);
    const limits = unsavedObjects(this.state, limitSettings);
    const count = workspaces.length + unsavedRoutes.length + Object.keys(drafts.objects).length;
    if (count === 0 && !isProviderWaiting && !isOverrideWaiting) return nothing;
    return html`
      <div class="bar" role="region" aria-label=${l10n.t('Unsaved changes')}>
        ${isProviderWaiting ? this.#renderProvider() : nothing}
        ${isOverrideWaiting ? this.#renderOverride() : nothing}
        ${workspaces.map((workspace) => this.#renderWorkspace(workspace))}
        ${unsavedRoutes.map((route) => this.#renderRoute(route, routes))}
        ${this.#renderObjects(unsavedObjects(this.state, ['tiers']), 'routes', l10n.t('Tiers'), undefined)}
        ${this.#renderObjects(limits, 'limits', l10n.t('Limits and budgets'), limitsProblem(this.state))}
      </div>
    `;
  }

  #renderWorkspace(workspace: ListedWorkspace): TemplateResult {
    const { workspaces } = this.actions;
    const { key, title } = workspace;
    return renderChanges({
      title,
      problem: workspaceProblem(workspace, this.state),
      show: () => workspaces.select(key),
      save: () => workspaces.save(key),
      discard: () => workspaces.discard(key),
    });
  }

  #renderRoute(route: ListedRoute, all: readonly ListedRoute[]): TemplateResult {
    const { routes } = this.actions;
    const { key, title } = route;
    return renderChanges({
      title: l10n.t('the route {0}', title),
      problem: routeProblem(route, all),
      show: () => routes.select(key),
      save: () => routes.save(key),
      discard: () => routes.discard(key),
    });
  }

  #renderObjects(
    settings: readonly ObjectSetting[],
    tab: Tab,
    title: string,
    problem: string | undefined,
  ): TemplateResult | typeof nothing {
    if (settings.length === 0) return nothing;
    const { store, objects } = this.actions;
    return renderChanges({
      title,
      problem,
      show: () => store.update({ view: { ...this.state.view, tab } }),
      save: () => objects.save(settings),
      discard: () => objects.discard(settings),
    });
  }

  /** The page that it is edited on is shown. */
  get #showsOverride(): boolean {
    const { view, drafts } = this.state;
    const isOnForm = view.tab === 'providers' && view.isEditingProvider;
    return isOnForm && drafts.provider?.savedId === drafts.override?.provider;
  }

  #renderOverride(): TemplateResult {
    const { providers, overrides } = this.actions;
    const { provider = '', pattern = '' } = this.state.drafts.override ?? {};
    return html`
      <div class="line">
        <span class="actions">
          <vscode-button @click=${() => providers.open(provider)}>${l10n.t('Continue')}</vscode-button>
          <vscode-button secondary @click=${() => overrides.discard()}>${l10n.t('Discard')}</vscode-button>
        </span>
        <span>
          <span class="dot" aria-hidden="true">●</span>
          ${l10n.t('What you changed for {0} is not saved yet.', pattern)}
        </span>
      </div>
    `;
  }

  #renderProvider(): TemplateResult {
    const { providers } = this.actions;
    const provider = this.state.drafts.provider;
    return html`
      <div class="line">
        <span class="actions">
          <vscode-button @click=${() => providers.resume()}>${l10n.t('Continue')}</vscode-button>
          <vscode-button secondary @click=${() => providers.discard()}>${l10n.t('Discard')}</vscode-button>
        </span>
        <span>
          <span class="dot" aria-hidden="true">●</span>
          ${l10n.t('The provider {0} is not saved yet.', provider?.name || (provider?.id ?? ''))}
        </span>
      </div>
    `;
  }
}

/** Something with edits that are not saved, and what can be done with them. */
interface Changes {
  readonly title: string;
  /** Why they cannot be saved as they are. */
  readonly problem: string | undefined;
  readonly show: () => void;
  readonly save: () => void;
  readonly discard: () => void;
}

function renderChanges({ title, problem, show, save, discard }: Changes): TemplateResult {
  return html`
    <div class="line">
      <span class="actions">
        <vscode-button ?disabled=${problem !== undefined} @click=${save}>${l10n.t('Save')}</vscode-button>
        <vscode-button secondary @click=${discard}>${l10n.t('Discard')}</vscode-button>
      </span>
      <span>
        <span class="dot" aria-hidden="true">●</span>
        ${sentence(
          l10n.t('Unsaved changes in {0}'),
          html`<button class="link-button" @click=${show}>${title}</button>`,
        )}
        ${problem === undefined ? nothing : html`<span class="error">${problem}</span>`}
      </span>
    </div>
  `;
}

customElements.define('mux-unsaved-bar', UnsavedBar);
