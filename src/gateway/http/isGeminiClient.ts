import type { IncomingHttpHeaders } from 'node:http';
import type { RequestPath } from './requestPath.ts';

/** Whether a request to a path that several protocols share comes from a client of Google's: by version, key header or `?key=`. */
export function isGeminiClient(
  { isGemini, query }: Pick<RequestPath, 'isGemini' | 'query'>,
  headers: IncomingHttpHeaders,
): boolean {
  return isGemini || headers['x-goog-api-key'] !== undefined || query.has('key');
}
