import * as l10n from '@vscode/l10n';
import { sameJson } from '../../protocol/sameJson.ts';
import type { AgentOutcome, AgentStatus } from '../../protocol/agents.ts';
import type { Backup, Backups, FileBackup } from './backups.ts';
import { ClientError } from './clientError.ts';
import { readClientFile, removeClientFile, writeClientFile } from './clientFiles.ts';
import { type ConnectionPlan, planConnection, type PlannedFile, refuseTracked } from './connectionPlan.ts';
import { clientStatus, readEndpoint } from './clientStatus.ts';
import type { ClientAddress, ClientConnector, Machine } from './connector.ts';
import { restoreText } from './fileChange.ts';
import { stepsByHand } from './stepsByHand.ts';
import { type Send, verifyClient } from './verifyClient.ts';

export interface ClientServiceParts {
  readonly connectors: readonly ClientConnector[];
  readonly machine: Machine;
  readonly backups: Backups;
  readonly send: Send;
  readonly now: () => number;
}

/** What came of pointing connected clients at another address. */
export interface RepointResult {
  /** Names of the clients that were changed. */
  readonly moved: readonly string[];
  readonly failed: readonly { readonly name: string; readonly message: string }[];
}

/** Connects clients to the gateway and takes it back; the one writer of their files in this window. */
export class ClientService {
  readonly #parts: ClientServiceParts;
  #last: Promise<unknown> = Promise.resolve();

  constructor(parts: ClientServiceParts) {
    this.#parts = parts;
  }

  /**
   * How every client stands, read anew.
   * @param address the gateway's of now; undefined: it does not listen
   */
  list(address: ClientAddress | undefined): Promise<AgentStatus[]> {
    return Promise.all(this.#parts.connectors.map((client) => clientStatus(client, address, this.#parts)));
  }

  /**
   * What connecting a client would change.
   * @throws {ClientError} when it cannot be done
   */
  plan(id: string, address: ClientAddress): Promise<ConnectionPlan> {
    return planConnection(this.#client(id), address, this.#parts.machine);
  }

  /**
   * Writes a plan's files, after what was there before is kept. All of them, or none.
   * @throws {ClientError} when a file says something else by now
   */
  connect(plan: ConnectionPlan): Promise<void> {
    return this.#inTurn(() => this.#connect(plan));
  }

  /**
   * Takes back what `connect` did.
   * @throws {ClientError} when a file cannot be read or may not be changed
   */
  disconnect(id: string): Promise<AgentOutcome> {
    return this.#inTurn(() => this.#disconnect(this.#client(id)));
  }

  /** Sends one real request through what a client's files say. */
  async verify(id: string, signal: AbortSignal): Promise<AgentOutcome> {
    const client = this.#client(id);
    const endpoint = await readEndpoint(client, this.#parts.machine);
    if (endpoint === undefined)
      return { outcome: 'failed', message: l10n.t('The files of {0} name no address.', client.name) };
    return verifyClient(client, endpoint, this.#parts.send, signal);
  }

  /**
   * Points every client that Muxgate connected at another address, as after a change of the port. Clients connected by
   * hand are left alone. What was there before the first connection is still what `disconnect` restores.
   */
  async repoint(address: ClientAddress): Promise<RepointResult> {
    const moved: string[] = [];
    const failed: { name: string; message: string }[] = [];
    for (const id of await this.#parts.backups.clients()) {
      const client = this.#parts.connectors.find((each) => each.id === id);
      if (client === undefined) continue;
      try {
        const plan = await this.plan(id, address);
        if (plan.files.length === 0) continue;
        await this.connect(plan);
        moved.push(client.name);
      } catch (error) {
        failed.push({ name: client.name, message: error instanceof Error ? error.message : String(error) });
      }
    }
    return { moved, failed };
  }

  /**
   * The text of a step to copy, with the real key.
   * @returns undefined when there is no such step
   */
  stepText(id: string, index: number, address: ClientAddress): string | undefined {
    return stepsByHand(this.#client(id), address, this.#parts.machine)[index]?.copy;
  }

  async #connect({ client, address, files }: ConnectionPlan): Promise<void> {
    const { backups } = this.#parts;
    for (const file of files) {
      const now = await readClientFile(file.named);
      if (now.text !== file.before || now.path !== file.path)
        throw new ClientError(l10n.t('{0} has just been changed. Look at it and try again.', file.named));
      await refuseTracked(file.path, file.named);
    }
    const previous = await backups.read(client.id);
    const record = (written: readonly FileBackup[]): Backup => ({
      client: client.id,
      origin: address.origin,
      connectedAtMs: this.#parts.now(),
      files: written,
    });
    const kept = files.map((file) => backupOf(file, previous));
    const untouched = (previous?.files ?? []).filter(({ path }) => !files.some((file) => file.path === path));
    // First what was there, then the change: whatever happens between the two, nothing is lost.
    await backups.write(record([...untouched, ...kept]));
    const done: FileBackup[] = [];
    try {
      for (const [index, file] of files.entries()) {
        const madeFolder = await writeClientFile(file.path, file.after);
        const backup = kept[index];
        if (backup !== undefined) done.push({ madeFolder, ...backup });
      }
    } catch (error) {
      await undo(files.slice(0, done.length), done);
      if (previous === undefined) await backups.remove(client.id);
      else await backups.write(previous);
      throw new ClientError(
        l10n.t(
          '{0} was not changed: {1}',
          files[done.length]?.named ?? client.name,
          error instanceof Error ? error.message : String(error),
        ),
      );
    }
    await backups.write(record([...untouched, ...done]));
  }

  async #disconnect(client: ClientConnector): Promise<AgentOutcome> {
    const { backups } = this.#parts;
    const backup = await backups.read(client.id);
    if (backup === undefined)
      throw new ClientError(
        l10n.t('{0} was not connected by Muxgate, so there is nothing to take back.', client.name),
      );
    const restored: { readonly file: FileBackup; readonly text: string | null; readonly now: string }[] = [];
    let isExact = true;
    let keptCount = 0;
    for (const file of backup.files) {
      const { text: now } = await readClientFile(file.path);
      // Who deleted the file took ours with it.
      if (now === undefined) continue;
      await refuseTracked(file.path, file.path);
      if (now === file.after && file.isMixed !== true) {
        restored.push({ file, text: file.before ?? null, now });
        continue;
      }
      const { text, isEmpty, kept } = restoreText(file, now, file.edits);
      isExact = false;
      keptCount += kept.length;
      restored.push({ file, text: isEmpty && file.wasAbsent ? null : text, now });
    }
    // The first file's folder was made for all of them, so it goes last.
    for (const { file, text, now } of restored.toReversed()) {
      if (text === null) await removeClientFile(file.path, file.madeFolder);
      else if (text !== now) await writeClientFile(file.path, text);
    }
    await backups.remove(client.id);
    return { outcome: 'done', message: disconnectedText(client.name, isExact, keptCount) };
  }

  #client(id: string): ClientConnector {
    const client = this.#parts.connectors.find((each) => each.id === id);
    if (client === undefined) throw new ClientError(l10n.t('There is no agent “{0}”.', id));
    return client;
  }

  /** One change after the other, so that two clicks never cross. */
  #inTurn<Result>(run: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(run);
    this.#last = result.catch(() => undefined);
    return result;
  }
}

/** What to go back to. A file that was connected before goes back to what was there then, not to our own earlier address. */
function backupOf(file: PlannedFile, previous: Backup | undefined): FileBackup {
  const earlier = previous?.files.find(({ path }) => path === file.path);
  const { path, format, after, before } = file;
  if (earlier === undefined)
    return { path, format, after, before, wasAbsent: before === undefined, edits: file.edits };
  const edits = [...earlier.edits];
  for (const edit of file.edits) {
    const index = edits.findIndex((each) => sameJson(each.path, edit.path));
    const known = edits[index];
    if (known === undefined) edits.push(edit);
    // A value that the user has set himself in between is what goes back.
    else edits[index] = sameJson(known.after, edit.before) ? { ...known, after: edit.after } : edit;
  }
  return { ...earlier, after, edits, isMixed: earlier.isMixed === true || before !== earlier.after };
}

async function undo(files: readonly PlannedFile[], backups: readonly FileBackup[]): Promise<void> {
  for (const [index, file] of files.entries()) {
    if (file.before === undefined) await removeClientFile(file.path, backups[index]?.madeFolder);
    else await writeClientFile(file.path, file.before);
  }
}

function disconnectedText(name: string, isExact: boolean, keptCount: number): string {
  if (isExact) return l10n.t('{0} is disconnected; its files are exactly as they were.', name);
  if (keptCount === 0)
    return l10n.t('{0} is disconnected; what you have changed since in its files stays.', name);
  return l10n.t(
    '{0} is disconnected. Values that you have changed yourself since were left as they are.',
    name,
  );
}
