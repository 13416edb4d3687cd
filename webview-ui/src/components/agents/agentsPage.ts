import * as l10n from '@vscode/l10n';
import { css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-ring/index.js';
import type { AgentStatus } from '../../../../src/protocol/agents.ts';
import { sameJson } from '../../../../src/protocol/sameJson.ts';
import { groupAgents } from '../../model/agentTexts.ts';
import './agentRow.ts';
import { controlStyles } from '../controlStyles.ts';
import { pageStyles } from '../pageStyles.ts';
import { sharedStyles } from '../sharedStyles.ts';
import { StoreElement } from '../storeElement.ts';

/** The page of agents: which there are on this machine, and how each is pointed at the gateway. */
export class AgentsPage extends StoreElement {
  static override styles = [
    sharedStyles,
    controlStyles,
    pageStyles,
    css`
      .head {
        margin-bottom: 4px;
      }
      .lead {
        max-width: 80ch;
        margin-bottom: 12px;
      }
      mux-agent-row + mux-agent-row {
        border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
      }
      section + section {
        margin-top: 28px;
      }
      section h2 {
        margin-bottom: 8px;
      }
      .loading {
        display: flex;
        gap: 8px;
        align-items: center;
      }
    `,
  ];
  readonly #lookAgain = (): void => {
    if (document.visibilityState === 'visible') void this.actions.agents.load();
  };

  override connectedCallback(): void {
    super.connectedCallback();
    // Nobody tells when a file of an agent changes; who comes back to the page sees how it is.
    window.addEventListener('focus', this.#lookAgain);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('focus', this.#lookAgain);
  }

  override updated(changed: PropertyValues<this>): void {
    const before = changed.get('state');
    const now = this.state.page?.status;
    const isMoved =
      before !== undefined &&
      !sameJson(
        [before.page?.status.gateway, before.page?.status.accessKeysSet],
        [now?.gateway, now?.accessKeysSet],
      );
    if (before === undefined || isMoved) void this.actions.agents.load();
  }

  override render(): TemplateResult {
    const { agents } = this.state;
    return html`
      <div class="head">
        <h2>${l10n.t('Agents')}</h2>
        <vscode-button secondary icon="refresh" @click=${() => void this.actions.agents.load()}>
          ${l10n.t('Look Again')}
        </vscode-button>
      </div>
      <p class="muted lead">
        ${l10n.t('Point each agent at Muxgate once. What would be written is shown first; comments and everything else in its file stay, and “Disconnect” puts back what was there.')}
      </p>
      ${agents === undefined ? renderLoading() : this.#renderGroups(agents)}
    `;
  }

  #renderGroups(agents: readonly AgentStatus[]): TemplateResult {
    const { here, others } = groupAgents(agents);
    return html`
      ${this.#renderGroup(l10n.t('On this machine'), here)}
      ${this.#renderGroup(l10n.t('Other agents'), others)}
    `;
  }

  #renderGroup(title: string, agents: readonly AgentStatus[]): TemplateResult | typeof nothing {
    if (agents.length === 0) return nothing;
    return html`
      <section aria-label=${title}>
        <h2>${title}</h2>
        <div class="list" role="list" aria-label=${title}>
          ${repeat(
            agents,
            ({ id }) => id,
            (agent) => html`
              <mux-agent-row
                role="listitem"
                .actions=${this.actions}
                .agent=${agent}
                .isOpen=${this.state.view.agent === agent.id}
              ></mux-agent-row>
            `,
          )}
        </div>
      </section>
    `;
  }
}

function renderLoading(): TemplateResult {
  return html`<div class="loading" role="status">
    <vscode-progress-ring aria-hidden="true"></vscode-progress-ring> ${l10n.t('Looking for agents…')}
  </div>`;
}

customElements.define('mux-agents-page', AgentsPage);
