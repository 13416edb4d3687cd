import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { writeClientFile } from './clientFiles.ts';
import type { WrittenEdit } from './fileChange.ts';
import type { ConfigFormat } from './text/configText.ts';

/** A file of a client that was changed, with what was there before. */
export interface FileBackup {
  readonly path: string;
  readonly format: ConfigFormat;
  /** There was no file before. */
  readonly wasAbsent: boolean;
  /** The whole text before; absent: there was none. */
  readonly before?: string;
  /** The user changed the file between two connections: going back to `before` would lose that. */
  readonly isMixed?: boolean;
  /** The text that was written: while the file still says that, `before` is put back as a whole. */
  readonly after: string;
  readonly edits: readonly WrittenEdit[];
  /** The first folder that had to be made. */
  readonly madeFolder?: string;
}

/** What was done to connect a client. */
export interface Backup {
  readonly client: string;
  /** The gateway that it was pointed at. */
  readonly origin: string;
  readonly connectedAtMs: number;
  readonly files: readonly FileBackup[];
}

/** What was there before, a file a client; the user's alone, because credentials may be in it. */
export class Backups {
  readonly #folder: string;

  /** @param folder made when it is needed */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async read(client: string): Promise<Backup | undefined> {
    const text = await readFile(this.#file(client), 'utf8').catch(() => undefined);
    if (text === undefined) return undefined;
    try {
      return JSON.parse(text) as Backup;
    } catch {
      return undefined;
    }
  }

  async write(backup: Backup): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeClientFile(this.#file(backup.client), JSON.stringify(backup, undefined, 2));
  }

  async remove(client: string): Promise<void> {
    await rm(this.#file(client), { force: true });
  }

  /** Ids of the clients that were connected. */
  async clients(): Promise<string[]> {
    const names = await readdir(this.#folder).catch((): string[] => []);
    return names.filter((name) => /^[\w-]+\.json$/.test(name)).map((name) => name.slice(0, -5));
  }

  #file(client: string): string {
    return path.join(this.#folder, `${client}.json`);
  }
}
