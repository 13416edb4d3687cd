import type { StateStore } from '../../src/gateway/storage/stateStore.ts';

/** State that is kept in memory, as JSON once it is written: what a second gateway would find. */
export class MemoryState implements StateStore {
  readonly written = new Map<string, string>();
  readonly #gathered = new Map<string, unknown>();

  load(key: string): unknown {
    this.flush();
    const text = this.written.get(key);
    return text === undefined ? undefined : JSON.parse(text);
  }

  save(key: string, value: unknown): void {
    this.#gathered.set(key, value);
  }

  flush(): void {
    for (const [key, value] of this.#gathered) this.written.set(key, JSON.stringify(value));
    this.#gathered.clear();
  }
}
