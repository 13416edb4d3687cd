import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

/** When what happened as a webview opened; ms since 1970. */
export interface Opening {
  readonly kind: 'muxgate' | 'empty';
  /** The frame that VS Code makes for it began. */
  readonly frameMs: number;
  /** The document with the page's HTML began. */
  readonly documentMs: number;
  /** The page's script had come; nothing of worth for an empty one. */
  readonly scriptMs: number;
  /** The page's root was there. */
  readonly begunMs: number;
  /** What the user wants to see has been painted. */
  readonly paintedMs: number;
}

/** Notes every webview that is opened from now on once it has painted what it is for. */
export async function watchOpenings(page: Page): Promise<Opening[]> {
  const openings: Opening[] = [];
  await page.exposeFunction('muxgateOpened', (opening: Opening) => openings.push(opening));
  await page.addInitScript({ path: fileURLToPath(new URL('openingWatcher.mjs', import.meta.url)) });
  return openings;
}
