import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeDataDir } from '../../../config/makeDataDir.ts';
import type { Log } from '../../log.ts';
import { type IdStorage, type KnownId, maxIds } from './idDirectory.ts';

const fileSchema = z.object({
  version: z.literal(1),
  /** Id, provider, model (empty: none), when it was last seen, and the account where it is known. */
  ids: z.array(z.tuple([z.string(), z.string(), z.string(), z.number()], z.string())),
});

/**
 * Ids on disk, in a file that only its owner can read. Several processes may write it: each keeps what the others wrote, and the
 * file appears whole or not at all. Nothing that is wrong with it or the disk ever stops the gateway.
 */
export class IdFile implements IdStorage {
  readonly #path: string;
  readonly #log: Log;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  load(): KnownId[] {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      if (!isMissing) this.#log.warn(`ids cannot be read from ${this.#path}: ${String(error)}`);
      return [];
    }
    const file = fileSchema.safeParse(parseJson(text));
    if (!file.success) {
      this.#log.warn(
        `${this.#path} is not understood; earlier responses, files and batches are not found by id`,
      );
      return [];
    }
    return file.data.ids.map(([id, provider, model, seenAtMs, account]) => ({
      id,
      provider,
      ...(account === undefined ? {} : { account }),
      model: model === '' ? undefined : model,
      seenAtMs,
    }));
  }

  async save(ids: readonly KnownId[]): Promise<void> {
    const known = new Map(ids.map((one) => [one.id, one]));
    const others = this.load().filter(({ id }) => !known.has(id));
    const all = [...others, ...ids].toSorted((a, b) => a.seenAtMs - b.seenAtMs).slice(-maxIds);
    const rows = all.map(({ id, provider, account, model, seenAtMs }) => [
      id,
      provider,
      model ?? '',
      seenAtMs,
      ...(account === undefined ? [] : [account]),
    ]);
    const draft = `${this.#path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      await makeDataDir(dirname(this.#path));
      await writeFile(draft, JSON.stringify({ version: 1, ids: rows }), { mode: 0o600 });
      await rename(draft, this.#path);
    } catch (error) {
      this.#log.warn(`ids cannot be saved to ${this.#path}: ${String(error)}`);
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
