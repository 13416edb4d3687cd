import * as l10n from '@vscode/l10n';
import { ClientError } from './clientError.ts';
import { readClientFile } from './clientFiles.ts';
import type { ClientAddress, ClientConnector, Machine } from './connector.ts';
import { changeText, type WrittenEdit } from './fileChange.ts';
import { isTrackedByGit } from './isTrackedByGit.ts';
import type { ConfigFormat } from './text/configText.ts';

/** How one file would change. */
export interface PlannedFile {
  /** Where it really is. */
  readonly path: string;
  /** As the user knows it. */
  readonly named: string;
  readonly format: ConfigFormat;
  /** undefined: there is no such file yet. */
  readonly before: string | undefined;
  readonly after: string;
  readonly edits: readonly WrittenEdit[];
}

/** What connecting a client would change; nothing is done yet. */
export interface ConnectionPlan {
  readonly client: ClientConnector;
  readonly address: ClientAddress;
  /** Those that change; none: it is connected as it is. */
  readonly files: readonly PlannedFile[];
}

/**
 * Looks up what connecting a client would change.
 * @throws {ClientError} when it cannot be done: why, and what to do
 */
export async function planConnection(
  client: ClientConnector,
  address: ClientAddress,
  machine: Machine,
): Promise<ConnectionPlan> {
  const targets = client.config?.targets(machine);
  if (targets === undefined)
    throw new ClientError(l10n.t('{0} cannot be connected from outside; follow its steps.', client.name));
  const files: PlannedFile[] = [];
  for (const target of targets) {
    const found = await readClientFile(target.path);
    const { text, edits } = changeText(target, found.text, address);
    if (edits.length === 0) continue;
    await refuseTracked(found.path, target.path);
    files.push({
      path: found.path,
      named: target.path,
      format: target.format,
      before: found.text,
      after: text,
      edits,
    });
  }
  return { client, address, files };
}

/** @throws {ClientError} when a file is committed: an address of this machine, or a key, would get to others */
export async function refuseTracked(real: string, named: string): Promise<void> {
  if (!(await isTrackedByGit(real))) return;
  throw new ClientError(
    l10n.t(
      '{0} is committed to a git repository, so Muxgate does not change it: your address and key would get there. Follow the steps instead.',
      real === named ? named : `${named} (${real})`,
    ),
  );
}
