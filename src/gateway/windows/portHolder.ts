import { request } from 'undici';
import type { PortTaker } from '../../protocol/portTaker.ts';

/** What answers on a port that is taken. */
export type PortHolder =
  | { readonly kind: 'muxgate'; readonly version?: string; readonly pid?: number }
  | { readonly kind: 'other'; readonly taker?: PortTaker };

/**
 * Asks the program on a port what it is, by its `/health` and its `server` header.
 * Never throws; a program that does not speak HTTP within the time is `other` without taker.
 */
export async function identifyPortHolder(host: string, port: number, timeoutMs = 1000): Promise<PortHolder> {
  try {
    const answer = await request(`http://${host.includes(':') ? `[${host}]` : host}:${port}/health`, {
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await answer.body.text();
    const health = parseHealth(text);
    if (health?.name === 'muxgate') {
      const { version, pid } = health;
      return {
        kind: 'muxgate',
        version: typeof version === 'string' ? version : undefined,
        pid: typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 0 ? pid : undefined,
      };
    }
    const { server } = answer.headers;
    return {
      kind: 'other',
      taker: { kind: 'http', server: typeof server === 'string' ? server.slice(0, 80) : undefined },
    };
  } catch {
    return { kind: 'other' };
  }
}

/** Whose a Muxgate may be that does not know our secret, by the process id that it tells. */
export function foreignMuxgate({
  version,
  pid,
}: {
  readonly version?: string;
  readonly pid?: number;
}): PortTaker {
  const whose = pid === undefined ? 'another machine' : ownerOf(pid);
  return { kind: 'muxgate', version: version?.slice(0, 40), whose };
}

function ownerOf(pid: number): 'another user' | 'another machine' | 'this user' {
  try {
    // Signal 0 only asks whether it could be sent.
    process.kill(pid, 0);
    return 'this user';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
      ? 'another user'
      : 'another machine';
  }
}

function parseHealth(text: string): { name?: unknown; version?: unknown; pid?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
