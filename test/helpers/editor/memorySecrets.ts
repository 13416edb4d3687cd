import type { Secrets } from '../../../src/editor/secrets/keyStore.ts';

type Listener = (event: { readonly key: string }) => unknown;

/** VS Code's secret storage, in memory; as there, a change is told to every window. */
export class MemorySecrets implements Secrets {
  readonly values = new Map<string, string>();
  /** Set to make every read fail, as a locked keyring does. */
  failure: Error | undefined;
  readonly #listeners = new Set<Listener>();

  onDidChange(listener: Listener): { dispose(): unknown } {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  }

  async keys(): Promise<string[]> {
    await this.#available();
    return [...this.values.keys()];
  }

  async get(key: string): Promise<string | undefined> {
    await this.#available();
    return this.values.get(key);
  }

  store(key: string, value: string): Promise<void> {
    this.values.set(key, value);
    this.#tell(key);
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    this.values.delete(key);
    this.#tell(key);
    return Promise.resolve();
  }

  async #available(): Promise<void> {
    await Promise.resolve();
    if (this.failure !== undefined) throw this.failure;
  }

  #tell(key: string): void {
    for (const listener of this.#listeners) listener({ key });
  }
}
