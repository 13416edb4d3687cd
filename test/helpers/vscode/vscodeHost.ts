import type { Page } from 'playwright-core';

/** A VS Code with one profile, however it is run: it opens windows, and each is a page that Playwright drives. */
export interface VscodeHost {
  /** Opens a window on this folder (absolute), or an empty one. */
  openWindow(folder: string | undefined): Promise<Page>;
  /** What VS Code has printed so far, for the report of a failed test. */
  log(): string;
  /** Closes all windows and ends VS Code. */
  stop(): Promise<void>;
}

/** How a page is opened: CSS pixels, and device pixels to one of them. */
export interface WindowSize {
  width: number;
  height: number;
  scale: number;
}
