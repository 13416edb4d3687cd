import { request } from 'undici';

/** What answers on a port that is taken. */
export type PortHolder =
  | { readonly kind: 'muxgate'; readonly version?: string }
  | { readonly kind: 'other'; readonly description?: string };

/**
 * Asks the program on a port what it is, by its `/health` and its `server` header.
 * Never throws; a program that does not speak HTTP within the time is `other` without description.
 */
export async function identifyPortHolder(host: string, port: number, timeoutMs = 1000): Promise<PortHolder> {
  try {
    const answer = await request(`http://${host.includes(':') ? `[${host}]` : host}:${port}/health`, {
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.body.text();
    const health = parseHealth(text);
    if (health?.name === 'muxgate') {
      return { kind: 'muxgate', version: typeof health.version === 'string' ? health.version : undefined };
    }
    const { server } = answer.headers;
    return {
      kind: 'other',
      description: typeof server === 'string' ? `an HTTP server (${server})` : 'an HTTP server',
    };
  } catch {
    return { kind: 'other' };
  }
}

function parseHealth(text: string): { name?: unknown; version?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
