import type { PagePlace } from '../protocol/webviewMessages.ts';

/** Opens the settings page, at a place of it. */
export type OpenSettings = (place?: PagePlace) => Promise<void>;
