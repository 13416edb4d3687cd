import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The keys that a request offers: Bearer, `x-api-key`, `x-goog-api-key`, and `?key=`. */
export function offeredKeys(headers: IncomingHttpHeaders, query: URLSearchParams): string[] {
  const bearer = /^bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1]?.trim();
  const offered = [bearer, headers['x-api-key'], headers['x-goog-api-key'], query.get('key') ?? undefined];
  return offered.flatMap((key) => (typeof key === 'string' && key !== '' ? [key] : []));
}

/** Whether one of the offered keys is an access key. Takes the same time wherever two keys differ and whichever matches. */
export function hasAccessKey(offered: readonly string[], accessKeys: readonly string[]): boolean {
  const accepted = accessKeys.map(digest);
  let found = false;
  for (const key of offered.map(digest)) {
    for (const candidate of accepted) found = timingSafeEqual(key, candidate) || found;
  }
  return found;
}

/** Equal lengths are what `timingSafeEqual` needs. */
function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
