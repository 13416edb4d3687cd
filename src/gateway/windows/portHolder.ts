import { request } from 'undici';

/** What answers on a port that is taken. */
export type PortHolder =
  | { readonly kind: 'muxgate'; readonly version?: string; readonly pid?: number }
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
      description: typeof server === 'string' ? `an HTTP server (${server})` : 'an HTTP server',
    };
  } catch {
    return { kind: 'other' };
  }
}

/**
 * Whose a Muxgate may be that does not know our secret, by the process id that it tells: a phrase for people. Nothing of it is
 * proven.
 */
export function foreignMuxgate({
  version,
  pid,
}: {
  readonly version?: string;
  readonly pid?: number;
}): string {
  const name = version === undefined ? 'a Muxgate' : `a Muxgate (${version.slice(0, 40)})`;
  switch (pid === undefined ? 'none' : processState(pid)) {
    case "another user's":
      return `${name} of another user of this machine`;
    case 'none':
      return `${name} of another machine or container, whose port is forwarded here`;
    case 'ours':
      return `${name} of yours that is older, or has another data folder`;
  }
}

function processState(pid: number): "another user's" | 'ours' | 'none' {
  try {
    // Signal 0 only asks whether it could be sent.
    process.kill(pid, 0);
    return 'ours';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? "another user's" : 'none';
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
