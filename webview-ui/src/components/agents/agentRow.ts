import * as l10n from '@vscode/l10n';
import { css, html, LitElement, nothing, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import type { AgentStatus, AgentStep } from '../../../../src/protocol/agents.ts';
import { agentText } from '../../model/agentTexts.ts';
import type { Actions } from '../../state/actions.ts';
import type { AgentDeed } from '../../state/agentActions.ts';
import { agentRowStyles } from './agentRowStyles.ts';
import { controlStyles } from '../controlStyles.ts';
import { announce } from '../events.ts';
import { giveFocus } from '../focus.ts';
import { sharedStyles } from '../sharedStyles.ts';
import '../stateIcon.ts';

/** An agent: how it stands to the gateway, what can be done about it, and its steps by hand. */
export class AgentRow extends LitElement {
  static override properties: PropertyDeclarations = {
    actions: { attribute: false },
    agent: { attribute: false },
    isOpen: { attribute: false },
    running: { state: true },
  };
  static override styles = [
    sharedStyles,
    controlStyles,
    css`
      vscode-button {
        white-space: nowrap;
      }
    `,
    agentRowStyles,
  ];
  declare actions: Actions;
  declare agent: AgentStatus;
  declare isOpen: boolean;
  declare running: AgentDeed | undefined;

  override render(): TemplateResult {
    const { agent, isOpen } = this;
    const { name, files } = agent;
    const isBusy = this.running === 'verify';
    const state = isBusy
      ? ({ icon: 'loading', tone: 'quiet', text: l10n.t('Waiting for an answer…') } as const)
      : agentText(agent);
    return html`
      <div class="line">
        <mux-state-icon .value=${state}></mux-state-icon>
        <div>
          <div class="name">${name}</div>
          <div class="about muted">
            <span class=${state.tone === 'bad' ? 'bad' : ''}>${state.text}</span>
            ${files.length === 0 || agent.problem !== undefined ? nothing : html` · <span class="mono">${files.join(', ')}</span>`}
          </div>
        </div>
        <div class="buttons">
          ${this.#renderButtons()}
          <button
            class="link-button toggle"
            aria-label=${l10n.t('Steps by hand: {0}', name)}
            aria-expanded=${isOpen ? 'true' : 'false'}
            @click=${() => this.actions.agents.show(isOpen ? undefined : agent.id)}
          >
            ${l10n.t('Steps')}
            <vscode-icon name=${isOpen ? 'chevron-up' : 'chevron-down'} aria-hidden="true"></vscode-icon>
          </button>
        </div>
      </div>
      ${this.#renderOutcome()} ${isOpen ? this.#renderMore() : nothing}
    `;
  }

  #renderButtons(): TemplateResult {
    const { canConnect, canDisconnect, isFound, state } = this.agent;
    const isConnected = state === 'connected';
    const mayConnect = canConnect && !isConnected && state !== 'unreadable';
    const again = canDisconnect ? l10n.t('Connect Again') : l10n.t('Connect');
    return html`
      ${mayConnect ? this.#renderIcon('diff', l10n.t('Show what would change'), 'preview') : nothing}
      ${mayConnect ? this.#renderButton(again, 'connect', !isFound && state === 'not found') : nothing}
      ${isConnected ? this.#renderButton(l10n.t('Send a Request'), 'verify', true) : nothing}
      ${canDisconnect ? this.#renderButton(l10n.t('Disconnect'), 'disconnect', true) : nothing}
    `;
  }

  #renderButton(text: string, deed: AgentDeed, isSecondary: boolean): TemplateResult {
    return html`
      <vscode-button
        class=${deed}
        ?secondary=${isSecondary}
        ?disabled=${this.running !== undefined}
        aria-label="${text}: ${this.agent.name}"
        @click=${() => void this.#run(deed)}
        >${text}</vscode-button
      >
    `;
  }

  #renderIcon(icon: string, label: string, deed: AgentDeed): TemplateResult {
    return html`
      <button
        class="icon-button ${deed}"
        title=${label}
        aria-label="${label}: ${this.agent.name}"
        @click=${() => void this.#run(deed)}
      >
        <vscode-icon name=${icon} aria-hidden="true"></vscode-icon>
      </button>
    `;
  }

  #renderOutcome(): TemplateResult | typeof nothing {
    const { outcome } = this.agent;
    if (outcome === undefined || outcome.message === '' || this.running !== undefined) return nothing;
    const isFailed = outcome.outcome === 'failed';
    const icon = isFailed ? 'error' : outcome.outcome === 'done' ? 'check' : 'circle-slash';
    return html`
      <div class="outcome">
        <vscode-icon
          class=${isFailed ? 'bad' : outcome.outcome}
          name=${icon}
          aria-hidden="true"
        ></vscode-icon>
        <span class=${isFailed ? 'bad' : ''}>${outcome.message}</span>
      </div>
    `;
  }

  #renderMore(): TemplateResult {
    const { limits, steps } = this.agent;
    return html`
      <div class="more">
        ${limits === undefined ? nothing : html`<p class="limits">${limits}</p>`}
        ${
          steps.length === 0
            ? html`<p class="muted">
                ${l10n.t('The gateway does not listen, so there is no address to give.')}
              </p>`
            : html`<ol>
                ${steps.map((step, index) => this.#renderStep(step, index))}
              </ol>`
        }
      </div>
    `;
  }

  #renderStep({ text, copy }: AgentStep, index: number): TemplateResult {
    return html`
      <li>
        <div class="step">${text}</div>
        ${
          copy === undefined
            ? nothing
            : html`<div class="copy">
                <pre tabindex="0">${copy}</pre>
                <button
                  class="icon-button"
                  title=${l10n.t('Copy')}
                  aria-label=${l10n.t('Copy: {0}', text)}
                  @click=${() => void this.#copy(index)}
                >
                  <vscode-icon name="copy" aria-hidden="true"></vscode-icon>
                </button>
              </div>`
        }
      </li>
    `;
  }

  async #copy(index: number): Promise<void> {
    if (await this.actions.agents.copyStep(this.agent.id, index)) announce(this, l10n.t('Copied'));
  }

  async #run(deed: AgentDeed): Promise<void> {
    this.running = deed;
    const outcome = await this.actions.agents.run(deed, this.agent.id);
    this.running = undefined;
    if (outcome !== undefined && outcome.message !== '') announce(this, outcome.message);
    await this.updateComplete;
    // The button that was pressed may be gone with what it did.
    if (this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement === null)
      giveFocus(this.renderRoot.querySelector<HTMLElement>('.buttons vscode-button, .toggle'));
  }
}

customElements.define('mux-agent-row', AgentRow);
