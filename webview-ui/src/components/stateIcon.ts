import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { mayMove } from './motion.ts';
import type { StateText } from '../model/stateTexts.ts';

/** The icon of a state in its colour; what it means is said in words next to it. */
export class StateIcon extends LitElement {
  static override properties: PropertyDeclarations = { value: { attribute: false } };
  static override styles = css`
    :host {
      display: inline-flex;
    }
    .good {
      color: var(--vscode-testing-iconPassed);
    }
    .bad {
      color: var(--vscode-errorForeground);
    }
    .warn {
      color: var(--vscode-editorWarning-foreground);
    }
    .quiet {
      color: var(--vscode-descriptionForeground);
    }
  `;
  declare value: StateText;

  override render(): TemplateResult {
    const { icon, tone } = this.value;
    const isMoving = icon === 'loading' && mayMove();
    return html`<vscode-icon class=${tone} name=${icon} ?spin=${isMoving} aria-hidden="true"></vscode-icon>`;
  }
}

customElements.define('mux-state-icon', StateIcon);
