import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { makeDataDir } from '../../config/makeDataDir.ts';
import type { Log } from '../log.ts';

const listedModelSchema = z.object({
  id: z.string(),
  name: z.string().optional(),
  createdAtS: z.number().optional(),
  ownedBy: z.string().optional(),
  remote: z.boolean().optional(),
  contextTokens: z.number().optional(),
  maxOutputTokens: z.number().optional(),
  reasoningEfforts: z.array(z.string()).optional(),
  tools: z.boolean().optional(),
  images: z.boolean().optional(),
  reasoning: z.boolean().optional(),
  fim: z.boolean().optional(),
  embeddings: z.boolean().optional(),
});

/** What is remembered of one provider, as long as id, type and endpoint are the same. */
const savedListSchema = z.object({
  provider: z.string(),
  type: z.string(),
  endpoint: z.string(),
  fetchedAtMs: z.number(),
  models: z.array(listedModelSchema),
  /** Ids that were listed once and are no more. */
  gone: z.array(z.string()),
});

const fileSchema = z.object({ version: z.literal(1), lists: z.array(z.unknown()) });

export type SavedList = z.infer<typeof savedListSchema>;

/** More providers than anybody has; the oldest lists go first. */
const maxLists = 100;

/**
 * The model lists on disk. Several processes may write the file: each replaces its own providers' entries, and the file
 * appears whole or not at all. Nothing that is wrong with it or the disk ever stops the gateway.
 */
export class ModelListFile {
  readonly #path: string;
  readonly #log: Log;
  /** The save that runs, and whether a newer one waits for it. */
  #saving: Promise<void> | undefined;
  #next: readonly SavedList[] | undefined;

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  /** The saved lists; none when there is no file, and without the entries that are not understood. */
  load(): SavedList[] {
    let text: string;
    try {
      text = readFileSync(this.#path, 'utf8');
    } catch (error) {
      if (!isMissing(error))
        this.#log.warn(`model lists cannot be read from ${this.#path}: ${String(error)}`);
      return [];
    }
    const file = fileSchema.safeParse(parseJson(text));
    if (!file.success) {
      this.#log.warn(`${this.#path} is not understood; the model lists will be fetched again`);
      return [];
    }
    return file.data.lists.flatMap((entry) => {
      const list = savedListSchema.safeParse(entry);
      return list.success ? [list.data] : [];
    });
  }

  /** Saves lists beside those of other providers. Saves that come while one runs are joined; resolves when all is done. */
  save(lists: readonly SavedList[]): Promise<void> {
    this.#next = lists;
    this.#saving ??= this.#saveAll().finally(() => {
      this.#saving = undefined;
    });
    return this.#saving;
  }

  async #saveAll(): Promise<void> {
    while (this.#next !== undefined) {
      const lists = this.#next;
      this.#next = undefined;
      await this.#write([
        ...lists,
        ...this.load().filter((saved) => !lists.some((list) => isSame(list, saved))),
      ]);
    }
  }

  async #write(lists: readonly SavedList[]): Promise<void> {
    const newest = lists.toSorted((a, b) => b.fetchedAtMs - a.fetchedAtMs).slice(0, maxLists);
    const draft = `${this.#path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      await makeDataDir(dirname(this.#path));
      await writeFile(draft, JSON.stringify({ version: 1, lists: newest }), { mode: 0o600 });
      await rename(draft, this.#path);
    } catch (error) {
      this.#log.warn(`model lists cannot be saved to ${this.#path}: ${String(error)}`);
      await rm(draft, { force: true }).catch(() => undefined);
    }
  }
}

/** Whether two entries speak of the same provider. */
export function isSame(
  a: Pick<SavedList, 'provider' | 'type' | 'endpoint'>,
  b: Pick<SavedList, 'provider' | 'type' | 'endpoint'>,
): boolean {
  return a.provider === b.provider && a.type === b.type && a.endpoint === b.endpoint;
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
