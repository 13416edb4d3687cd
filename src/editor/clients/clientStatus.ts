import type { AgentState, AgentStatus, AgentStep } from '../../protocol/agents.ts';
import type { Backups } from './backups.ts';
import { leadsTo } from './clientEndpoint.ts';
import { readClientFile } from './clientFiles.ts';
import type {
  ClientAddress,
  ClientConnector,
  ClientEndpoint,
  ConfigTarget,
  Machine,
  ReadConfig,
} from './connector.ts';
import { openFile } from './fileChange.ts';
import { isFound } from './findClient.ts';
import { stepsByHand } from './stepsByHand.ts';

const hiddenKey = '••••••••';

/**
 * How a client stands, read anew; a file that cannot be read is a state too. Keys in its steps are hidden.
 * @param address the gateway's of now; undefined: it does not listen
 */
export async function clientStatus(
  client: ClientConnector,
  address: ClientAddress | undefined,
  { machine, backups }: { readonly machine: Machine; readonly backups: Backups },
): Promise<AgentStatus> {
  const shown =
    address === undefined ? undefined : { ...address, key: address.needsKey ? hiddenKey : address.key };
  const found = isFound(client, machine);
  const targets = client.config?.targets(machine);
  const base = {
    id: client.id,
    name: client.name,
    isFound: found,
    files: (targets ?? []).map(({ path }) => tildePath(path, machine.home)),
    canConnect: targets !== undefined,
    canDisconnect: (await backups.read(client.id)) !== undefined,
    steps: shown === undefined ? [] : stepsByHand(client, shown, machine).map(shownStep),
    limits: client.limits?.(),
  };
  // What has no signs (any OpenAI-compatible program) cannot be missing either.
  const mayBeMissing = Object.keys(client.signs).length > 0;
  if (targets === undefined) return { ...base, state: found || !mayBeMissing ? 'manual' : 'not found' };
  try {
    const endpoint = await readEndpoint(client, machine);
    return { ...base, address: endpoint?.baseUrl, state: stateOf(endpoint, found, address) };
  } catch (error) {
    return {
      ...base,
      state: 'unreadable',
      problem: error instanceof Error ? error.message : String(error),
    };
  }
}

/**
 * Where a client's files point it; undefined when they name no address.
 * @throws {ClientError} when a file cannot be read
 */
export async function readEndpoint(
  { config }: ClientConnector,
  machine: Machine,
): Promise<ClientEndpoint | undefined> {
  return config?.endpoint(await reader(config.targets(machine) ?? []));
}

async function reader(targets: readonly ConfigTarget[]): Promise<ReadConfig> {
  const texts = await Promise.all(
    targets.map(async ({ path, format }) => openFile(path, format, (await readClientFile(path)).text ?? '')),
  );
  return (path, file = 0) => texts[file]?.get(path);
}

function stateOf(
  endpoint: ClientEndpoint | undefined,
  found: boolean,
  address: ClientAddress | undefined,
): AgentState {
  if (endpoint === undefined) return found ? 'found' : 'not found';
  return address !== undefined && leadsTo(endpoint.baseUrl, address.origin) ? 'connected' : 'elsewhere';
}

function shownStep({ text, copy }: AgentStep): AgentStep {
  return copy === undefined ? { text } : { text, copy };
}

function tildePath(path: string, home: string): string {
  return path.startsWith(home) ? `~${path.slice(home.length)}` : path;
}
