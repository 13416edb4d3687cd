import { existsSync, readFileSync } from 'node:fs';

/** What the detection looks at, so that tests can be any machine. */
export interface MachineFacts {
  readonly platform: NodeJS.Platform;
  readonly env: NodeJS.ProcessEnv;
  readonly fileExists: (path: string) => boolean;
  /** The file's text; undefined when it cannot be read. */
  readonly readFile: (path: string) => string | undefined;
}

/** The machine that this process runs on. */
export function thisMachine(): MachineFacts {
  return {
    platform: process.platform,
    env: process.env,
    fileExists: existsSync,
    readFile: (path) => {
      try {
        return readFileSync(path, 'utf8');
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * Host names and addresses at which the machine around this container or WSL may be reached, best first; empty when this
 * process runs in neither, or when loopback is the host's anyway.
 */
export function hostAddresses(machine: MachineFacts): string[] {
  if (machine.platform !== 'linux') return [];
  const addresses: string[] = [];
  if (isContainer(machine)) addresses.push('host.docker.internal');
  if (machine.fileExists('/run/.containerenv')) addresses.push('host.containers.internal');
  if (isWsl(machine)) {
    addresses.push(
      ...[defaultGateway(machine), nameServer(machine)].filter((address) => address !== undefined),
    );
  }
  return [...new Set(addresses)];
}

function isContainer({ fileExists, env, readFile }: MachineFacts): boolean {
  return (
    fileExists('/.dockerenv') ||
    fileExists('/run/.containerenv') ||
    env['REMOTE_CONTAINERS'] !== undefined ||
    env['container'] !== undefined ||
    /docker|containerd|kubepods|libpod/.test(readFile('/proc/1/cgroup') ?? '')
  );
}

function isWsl({ env, readFile }: MachineFacts): boolean {
  return env['WSL_DISTRO_NAME'] !== undefined || /microsoft/i.test(readFile('/proc/version') ?? '');
}

/** The gateway of the default route, which in WSL's NAT mode is Windows. `/proc/net/route` has it in little-endian hex. */
function defaultGateway({ readFile }: MachineFacts): string | undefined {
  for (const line of (readFile('/proc/net/route') ?? '').split('\n')) {
    const [, destination, gateway] = line.trim().split(/\s+/);
    if (destination !== '00000000' || gateway === undefined || !/^[0-9A-F]{8}$/i.test(gateway)) continue;
    return Buffer.from(gateway, 'hex').toReversed().join('.');
  }
  return undefined;
}

/** Older WSL names Windows as its name server; a loopback or WSL-internal resolver is none. */
function nameServer({ readFile }: MachineFacts): string | undefined {
  const address = /^\s*nameserver\s+(\d+\.\d+\.\d+\.\d+)/m.exec(readFile('/etc/resolv.conf') ?? '')?.[1];
  return address === undefined || /^(?:127\.|10\.255\.255\.254$)/.test(address) ? undefined : address;
}
