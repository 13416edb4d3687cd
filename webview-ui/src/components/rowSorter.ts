import * as l10n from '@vscode/l10n';
import { css, html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { announce } from './events.ts';
import { focusedElement, giveFocus } from './focus.ts';
import type { RowAction } from './rowButtons.ts';

/** An item that is being dragged, and the index where it would land, counted without it. */
interface Drag {
  readonly key: number;
  readonly index: number;
}

export interface RowSorterOptions {
  /** What an item is called to people: `Rule`. */
  readonly what: string;
  /** The items' keys in their order. */
  readonly keys: () => readonly number[];
  /** Takes over a new place, counted without the item. */
  readonly move: (key: number, index: number) => void;
  readonly remove: (key: number) => void;
  /** Puts a copy below an item; undefined: its rows have no copies. */
  readonly duplicate?: (key: number, index: number) => void;
}

/**
 * Lets the rows of a list be sorted by dragging a handle, and by the buttons of `rowButtons.ts`; keeps the focus and tells
 * screen readers. The host shows each row through {@link renderItem}, in the order of the keys.
 */
export class RowSorter implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #options: RowSorterOptions;
  #drag: Drag | undefined;
  /** What gets the focus once the list shows the change that was asked for. */
  #focusNext: (() => HTMLElement | null | undefined) | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, options: RowSorterOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Gives the focus to where it belongs after a change. The host calls it when it shows other rows. */
  restoreFocus(): void {
    giveFocus(this.#focusNext?.());
    this.#focusNext = undefined;
  }

  hostConnected(): void {
    this.#drag = undefined;
  }

  /** An item of the list around its row, which is of the class `row-content` and emits `mux-action` and `mux-grip`. */
  renderItem(key: number, index: number, row: TemplateResult): TemplateResult {
    return html`
      <div
        class=${this.#classOf(key)}
        role="listitem"
        @mux-action=${(event: CustomEvent<RowAction>) => this.#act(key, index, event.detail)}
        @mux-grip=${(event: CustomEvent<PointerEvent>) => this.#grip(key, index, event.detail)}
      >
        ${row}
      </div>
    `;
  }

  #act(key: number, index: number, action: RowAction): void {
    switch (action) {
      case 'up':
        this.#move(key, index - 1);
        return;
      case 'down':
        this.#move(key, index + 1);
        return;
      case 'duplicate':
        this.#options.duplicate?.(key, index);
        return;
      case 'delete':
        this.#removed(index);
        this.#options.remove(key);
    }
  }

  /** The classes of an item, which show where a dragged one would land. */
  #classOf(key: number): string {
    const drag = this.#drag;
    if (drag === undefined) return 'item';
    if (drag.key === key) return itemClasses('dragged');
    const others = this.#options.keys().filter((other) => other !== drag.key);
    if (others[drag.index] === key) return itemClasses('above');
    return drag.index === others.length && others.at(-1) === key ? itemClasses('below') : 'item';
  }

  /** Moves a row and keeps the focus on the control that had it, which the browser forgets when elements move. */
  #move(key: number, index: number): void {
    const last = this.#options.keys().length - 1;
    if (index < 0 || index > last) return;
    const focused = focusedElement();
    this.#focusNext = () => focused;
    this.#options.move(key, index);
    announce(this.#host, l10n.t('{0} moved to position {1} of {2}', this.#options.what, index + 1, last + 1));
  }

  /** Says that the row at an index goes: the focus moves to the one that takes its place. */
  #removed(index: number): void {
    this.#focusNext = () => {
      const items = this.#items;
      return items.at(Math.min(index, items.length - 1))?.querySelector<HTMLElement>('.row-content');
    };
    announce(this.#host, l10n.t('{0} {1} deleted', this.#options.what, index + 1));
  }

  /** Says that a row was added at the end, which gets the focus. */
  added(): void {
    this.#focusNext = () => this.#items.at(-1)?.querySelector<HTMLElement>('.row-content');
    announce(this.#host, l10n.t('{0} added', this.#options.what));
  }

  /** Begins to drag an item by its handle. */
  #grip(key: number, index: number, event: PointerEvent): void {
    if (event.button !== 0) return;
    event.preventDefault();
    const stop = new AbortController();
    const { signal } = stop;
    this.#set({ key, index });
    const end = (isDropped: boolean): void => {
      stop.abort();
      const drag = this.#drag;
      this.#set(undefined);
      if (isDropped && drag !== undefined && drag.index !== index) this.#move(key, drag.index);
    };
    window.addEventListener(
      'pointermove',
      (move) => this.#set({ key, index: this.#indexAt(key, move.clientY) }),
      { signal },
    );
    window.addEventListener('pointerup', () => end(true), { signal });
    window.addEventListener('pointercancel', () => end(false), { signal });
    window.addEventListener(
      'keydown',
      (pressed) => {
        if (pressed.key === 'Escape') end(false);
      },
      { signal, capture: true },
    );
  }

  /** How many of the other rows have their middle above this point. */
  #indexAt(key: number, clientY: number): number {
    const dragged = this.#options.keys().indexOf(key);
    const others = this.#items.filter((_, index) => index !== dragged);
    return others.filter((item) => {
      const { top, height } = item.getBoundingClientRect();
      return top + height / 2 < clientY;
    }).length;
  }

  #set(drag: Drag | undefined): void {
    this.#drag = drag;
    this.#host.requestUpdate();
  }

  get #items(): HTMLElement[] {
    return [...(this.#host.shadowRoot ?? this.#host).querySelectorAll<HTMLElement>('.item')];
  }
}

function itemClasses(place: 'dragged' | 'above' | 'below'): string {
  return ['item', place].join(' ');
}

/** A list of rows that can be sorted. */
export const sortableStyles = css`
  .list {
    border: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
    border-radius: 6px;
  }
  .item + .item {
    border-top: 1px solid var(--vscode-widget-border, var(--vscode-contrastBorder, transparent));
  }
  .item:focus-within {
    background: var(--vscode-settings-focusedRowBackground, transparent);
  }
  .item.dragged {
    opacity: 0.5;
  }
  .item.above {
    box-shadow: inset 0 2px 0 var(--vscode-focusBorder);
  }
  .item.below {
    box-shadow: inset 0 -2px 0 var(--vscode-focusBorder);
  }
  .empty {
    padding: 12px;
  }
`;
