import * as l10n from '@vscode/l10n';
import { css, html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-icon/index.js';
import { emit } from './events.ts';

/** What a row asks of the list that it stands in. */
export type RowAction = 'up' | 'down' | 'duplicate' | 'delete';

/** A row as its buttons see it. */
export interface ButtonRow {
  /** The row's element, which emits `mux-action` with a {@link RowAction}. */
  readonly element: HTMLElement;
  /** How the row is called to people: `rule 2`. */
  readonly name: string;
  /** From 1. */
  readonly number: number;
  readonly count: number;
  readonly isExpanded: boolean;
  readonly toggle: () => void;
}

/** Up, down, more and delete. */
export function renderRowButtons(row: ButtonRow): TemplateResult {
  const { name, number, count, isExpanded } = row;
  // Not `disabled`: a button that moves its row to the end would lose the focus.
  const button = (
    icon: string,
    label: string,
    action: RowAction,
    atEnd = false,
    shortcut = '',
  ): TemplateResult => html`
    <button
      class="icon-button"
      title="${label}${shortcut === '' ? '' : ` (${shortcut})`}"
      aria-label="${label}: ${name}"
      aria-keyshortcuts=${shortcut === '' ? nothing : shortcut}
      aria-disabled=${atEnd ? 'true' : 'false'}
      @click=${() => emit(row.element, 'mux-action', action)}
    >
      <vscode-icon name=${icon} aria-hidden="true"></vscode-icon>
    </button>
  `;
  return html`
    ${button('arrow-up', l10n.t('Move up'), 'up', number === 1, 'Alt+ArrowUp')}
    ${button('arrow-down', l10n.t('Move down'), 'down', number === count, 'Alt+ArrowDown')}
    <button
      class="icon-button"
      title=${l10n.t('More')}
      aria-label=${l10n.t('More about {0}', name)}
      aria-expanded=${isExpanded ? 'true' : 'false'}
      @click=${() => row.toggle()}
    >
      <vscode-icon name=${isExpanded ? 'chevron-up' : 'ellipsis'} aria-hidden="true"></vscode-icon>
    </button>
    ${button('trash', l10n.t('Delete'), 'delete')}
  `;
}

/** The handle that a row is dragged by; the row emits `mux-grip` with the pointer event. */
export function renderHandle(element: HTMLElement): TemplateResult {
  return html`
    <div
      class="handle"
      title=${l10n.t('Drag to reorder')}
      @pointerdown=${(event: Event) => emit(element, 'mux-grip', event)}
    >
      <vscode-icon name="gripper" aria-hidden="true"></vscode-icon>
    </div>
  `;
}

/** The handle of a row, in the grid area `handle` of its first line. */
export const handleStyles = css`
  .handle {
    grid-area: handle;
    display: flex;
    align-items: center;
    justify-content: center;
    align-self: start;
    height: 26px;
    cursor: grab;
    touch-action: none;
    opacity: 0.6;
  }
  .handle:hover {
    opacity: 1;
  }
`;

/** Alt+Up and Alt+Down move the row from any of its controls. */
export function moveByKey(element: HTMLElement, event: KeyboardEvent): void {
  if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
  event.preventDefault();
  emit(element, 'mux-action', event.key === 'ArrowUp' ? 'up' : 'down');
}
