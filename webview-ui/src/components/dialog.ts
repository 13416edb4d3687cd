import { css, html, LitElement, type PropertyDeclarations, type TemplateResult } from 'lit';
import { emit } from './events.ts';
import { focusedElement, giveFocus } from './focus.ts';
import { sharedStyles } from './sharedStyles.ts';

/**
 * A modal dialog, open for as long as it is in the page: heading, content, and buttons in the slot `actions`. Escape
 * emits `mux-cancel`; when it goes, the focus returns to where it was.
 */
export class Dialog extends LitElement {
  static override properties: PropertyDeclarations = { heading: {}, isWide: { type: Boolean } };
  static override styles = [
    sharedStyles,
    css`
      dialog {
        width: min(520px, calc(100vw - 32px));
        max-height: calc(100vh - 48px);
        padding: 0;
        border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
        border-radius: 8px;
        background: var(--vscode-editorWidget-background);
        color: var(--vscode-editorWidget-foreground, var(--vscode-foreground));
        box-shadow: 0 4px 24px var(--vscode-widget-shadow);
      }
      dialog.wide {
        width: min(880px, calc(100vw - 32px));
      }
      dialog::backdrop {
        background: color-mix(in srgb, var(--vscode-editor-background) 60%, transparent);
      }
      .frame {
        display: flex;
        flex-direction: column;
        max-height: calc(100vh - 50px);
      }
      h2 {
        padding: 16px 20px 8px;
        overflow-wrap: anywhere;
      }
      .content {
        padding: 0 20px 16px;
        overflow: auto;
      }
      .actions {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
        justify-content: flex-end;
        padding: 12px 20px 16px;
      }
    `,
  ];
  declare heading: string;
  declare isWide: boolean;
  #returnFocus: HTMLElement | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#returnFocus = focusedElement();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    giveFocus(this.#returnFocus);
  }

  override firstUpdated(): void {
    this.renderRoot.querySelector('dialog')?.showModal();
  }

  override render(): TemplateResult {
    return html`
      <dialog
        class=${this.isWide ? 'wide' : ''}
        aria-labelledby="heading"
        @cancel=${(event: Event) => {
          event.preventDefault();
          emit(this, 'mux-cancel');
        }}
      >
        <div class="frame">
          <h2 id="heading">${this.heading}</h2>
          <div class="content"><slot></slot></div>
          <div class="actions"><slot name="actions"></slot></div>
        </div>
      </dialog>
    `;
  }
}

customElements.define('mux-dialog', Dialog);
