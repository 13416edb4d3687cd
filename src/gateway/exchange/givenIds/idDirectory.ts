import type { GivenId } from '../../routing/passedRequest.ts';
import type { Clock } from '../clock.ts';

/** A remembered id, and when it was last seen, ms since 1970. */
export interface KnownId extends GivenId {
  readonly seenAtMs: number;
}

/** Where ids outlast the process. */
export interface IdStorage {
  /** What was saved; empty when there is nothing, or nothing that is understood. */
  load(): readonly KnownId[];
  /** Never rejects. */
  save(ids: readonly KnownId[]): Promise<void>;
}

/** More is forgotten, the least recently seen first; some 2 MB on disk. */
export const maxIds = 20_000;
/** Longer texts are no ids. */
const longestId = 256;
/** Ids that come in quick succession are saved together. */
const saveDelayMs = 1000;

/** Which provider gave out an id: of a response, a file, a batch. Knows nothing of what stands behind it. */
export class IdDirectory {
  readonly #storage: IdStorage;
  readonly #clock: Clock;
  /** In the order in which they were seen, the newest last; undefined until first asked for. */
  #ids: Map<string, KnownId> | undefined;
  #cancelSave: (() => void) | undefined;

  constructor(storage: IdStorage, clock: Clock) {
    this.#storage = storage;
    this.#clock = clock;
  }

  /** Who gave out an id, if that is known. */
  find(id: string): GivenId | undefined {
    return this.#loaded().get(id);
  }

  /** Who gave out the first of these ids that is known. */
  findFirst(ids: readonly string[]): GivenId | undefined {
    for (const id of ids) {
      const given = this.find(id);
      if (given !== undefined) return given;
    }
    return undefined;
  }

  /** Remembers ids; saved a moment later. */
  note(ids: readonly string[], given: Omit<GivenId, 'id'>): void {
    const known = this.#loaded();
    const seenAtMs = this.#clock.now();
    let isNew = false;
    for (const id of ids) {
      if (id === '' || id.length > longestId) continue;
      const before = known.get(id);
      const isSame = before?.provider === given.provider;
      isNew ||= !isSame;
      // Whoever only looks a response up does not say which model made it.
      const model = given.model ?? (isSame ? before.model : undefined);
      known.delete(id);
      known.set(id, {
        id,
        provider: given.provider,
        account: given.account ?? (isSame ? before.account : undefined),
        model,
        seenAtMs,
      });
    }
    for (const id of known.keys()) {
      if (known.size <= maxIds) break;
      known.delete(id);
    }
    if (isNew) this.#cancelSave ??= this.#clock.after(saveDelayMs, () => void this.flush());
  }

  /** Saves at once what waits to be saved. Never rejects. */
  async flush(): Promise<void> {
    if (this.#cancelSave === undefined) return;
    this.#cancelSave();
    this.#cancelSave = undefined;
    await this.#storage.save([...this.#loaded().values()]);
  }

  #loaded(): Map<string, KnownId> {
    this.#ids ??= new Map(this.#storage.load().map((known) => [known.id, known]));
    return this.#ids;
  }
}

/** For gateways without a data folder: nothing outlasts the process. */
export const noIdStorage: IdStorage = { load: () => [], save: () => Promise.resolve() };
