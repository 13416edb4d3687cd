import type { EffectiveSettings } from '../../config/effectiveConfig.ts';
import { ResponseCache } from './responseCache.ts';

/** A cache within the bounds of the settings that hold at each use. */
export function createResponseCache(
  settings: () => EffectiveSettings['cache'],
  now: () => number,
): ResponseCache {
  return new ResponseCache(() => {
    const { maxEntries, maxMiB, ttlSeconds } = settings();
    return { maxEntries, maxBytes: maxMiB * 1024 * 1024, ttlMs: ttlSeconds * 1000 };
  }, now);
}
