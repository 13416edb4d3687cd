import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { ReactiveController, ReactiveControllerHost } from 'lit';

export interface VirtualRowsOptions {
  readonly scroller: () => HTMLElement | null;
  readonly rowHeight: number;
  /** Where the list stands at first, in px. */
  readonly initialOffset: () => number;
}

/** Which rows of a long list are in sight: only those are drawn, each at its place. */
export class VirtualRows implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: VirtualRowsOptions;
  readonly #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #count = 0;
  #unmount: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, options: VirtualRowsOptions) {
    this.#host = host;
    this.#options = options;
    this.#virtualizer = new Virtualizer(this.#virtualizerOptions());
    host.addController(this);
  }

  hostConnected(): void {
    this.#unmount = this.#virtualizer._didMount();
  }

  hostUpdated(): void {
    this.#virtualizer._willUpdate();
  }

  hostDisconnected(): void {
    this.#unmount?.();
  }

  /** How many rows there are; to be said before they are drawn. */
  setCount(count: number): void {
    if (count === this.#count) return;
    this.#count = count;
    this.#virtualizer.setOptions(this.#virtualizerOptions());
  }

  get totalHeight(): number {
    return this.#count * this.#options.rowHeight;
  }

  /** The rows in sight and a few around them, with their places in px. */
  get rows(): readonly { readonly index: number; readonly start: number }[] {
    return this.#virtualizer.getVirtualItems();
  }

  get offset(): number {
    return this.#virtualizer.scrollOffset ?? 0;
  }

  /** How many rows are in sight at once. */
  get pageRows(): number {
    const height = this.#virtualizer.scrollRect?.height ?? 0;
    return Math.max(1, Math.floor(height / this.#options.rowHeight) - 1);
  }

  /** Scrolls as little as brings a row into sight. */
  scrollToRow(index: number): void {
    this.#virtualizer.scrollToIndex(index, { align: 'auto' });
  }

  scrollToOffset(offset: number): void {
    this.#virtualizer.scrollToOffset(offset);
  }

  #virtualizerOptions(): ConstructorParameters<typeof Virtualizer<HTMLElement, HTMLElement>>[0] {
    const { scroller, rowHeight, initialOffset } = this.#options;
    return {
      count: this.#count,
      getScrollElement: scroller,
      estimateSize: () => rowHeight,
      overscan: 12,
      initialOffset,
      // Rows are drawn at once, and not only when the list has been measured.
      initialRect: { width: 0, height: window.innerHeight },
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      onChange: () => this.#host.requestUpdate(),
    };
  }
}
