/** An answer as it was sent. */
export interface CachedAnswer {
  /** Of the answer itself: content type and what of the provider's went on. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface CacheBounds {
  readonly maxEntries: number;
  readonly maxBytes: number;
  readonly ttlMs: number;
}

/** What an entry costs beside its body. */
const entryBytes = 512;

/** Answers in memory, by the key of their request; the ones that were asked for longest ago go first. */
export class ResponseCache {
  readonly #bounds: () => CacheBounds;
  readonly #now: () => number;
  /** In the order of use, the newest last. */
  readonly #entries = new Map<string, { readonly answer: CachedAnswer; readonly untilMs: number }>();
  #bytes = 0;

  /**
   * @param bounds asked at every use, so that changed settings hold at once
   * @param now ms since 1970
   */
  constructor(bounds: () => CacheBounds, now: () => number) {
    this.#bounds = bounds;
    this.#now = now;
  }

  /** The largest body that is kept: one answer must not push all others out. */
  get maxBodyBytes(): number {
    return Math.floor(this.#bounds().maxBytes / 8);
  }

  get size(): { readonly entries: number; readonly bytes: number } {
    return { entries: this.#entries.size, bytes: this.#bytes };
  }

  get(key: string): CachedAnswer | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#remove(key);
    if (entry.untilMs <= this.#now()) return undefined;
    this.#entries.set(key, entry);
    this.#bytes += sizeOf(entry.answer);
    return entry.answer;
  }

  put(key: string, answer: CachedAnswer): void {
    if (answer.body.length > this.maxBodyBytes) return;
    const { maxEntries, maxBytes, ttlMs } = this.#bounds();
    this.#remove(key);
    this.#entries.set(key, { answer, untilMs: this.#now() + ttlMs });
    this.#bytes += sizeOf(answer);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= maxEntries && this.#bytes <= maxBytes) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#bytes -= sizeOf(entry.answer);
  }
}

function sizeOf({ body }: CachedAnswer): number {
  return body.length + entryBytes;
}
