import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { sharedStyles } from './sharedStyles.ts';

export type NoticeKind = 'info' | 'done' | 'warning' | 'error';

const icons: Readonly<Record<NoticeKind, string>> = {
  info: 'info',
  done: 'pass',
  warning: 'warning',
  error: 'error',
};

/** A message in the page, with its buttons in the slot `actions`. Errors and warnings are read out at once. */
export class Notice extends LitElement {
  static override properties: PropertyDeclarations = { kind: { reflect: true } };
  static override styles = [
    sharedStyles,
    css`
      .notice {
        display: flex;
        gap: 8px;
        align-items: flex-start;
        padding: 4px 12px;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-left-width: 3px;
        border-radius: 4px;
        background: var(--vscode-editorWidget-background);
      }
      :host([kind='error']) .notice {
        border-left-color: var(--vscode-errorForeground);
      }
      :host([kind='warning']) .notice {
        border-left-color: var(--vscode-editorWarning-foreground);
      }
      :host([kind='done']) .notice {
        border-left-color: var(--vscode-testing-iconPassed);
      }
      :host([kind='info']) .notice {
        border-left-color: var(--vscode-textLink-foreground);
      }
      :host([kind='error']) vscode-icon {
        color: var(--vscode-errorForeground);
      }
      :host([kind='warning']) vscode-icon {
        color: var(--vscode-editorWarning-foreground);
      }
      :host([kind='done']) vscode-icon {
        color: var(--vscode-testing-iconPassed);
      }
      vscode-icon {
        flex: none;
        margin-top: 5px;
      }
      .text {
        padding: 3px 0;
        overflow-wrap: anywhere;
      }
      .content {
        flex: 1;
        min-width: 0;
        display: flex;
        flex-wrap: wrap;
        gap: 8px 16px;
        align-items: center;
        justify-content: space-between;
      }
    `,
  ];
  declare kind: NoticeKind;

  override render(): TemplateResult {
    return html`
      <div class="notice" role=${this.kind === 'error' || this.kind === 'warning' ? 'alert' : 'status'}>
        <vscode-icon name=${icons[this.kind]}></vscode-icon>
        <div class="content">
          <div class="text"><slot></slot></div>
          <slot name="actions"></slot>
        </div>
      </div>
    `;
  }
}

customElements.define('mux-notice', Notice);
