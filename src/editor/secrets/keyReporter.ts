import type * as vscode from 'vscode';
import type { KeysMessage } from '../../protocol/gatewayMessages.ts';
import type { KeyStore } from './keyStore.ts';

/** Tells the gateway the stored keys, now and whenever one changes in this window or another. */
export class KeyReporter {
  readonly #keys: KeyStore;
  readonly #report: (message: KeysMessage) => void;
  readonly #log: Pick<vscode.LogOutputChannel, 'error'>;
  readonly #subscription: { dispose(): unknown };
  /** Reading takes time: only what was asked for last is reported. */
  #lastRead = 0;

  constructor(options: {
    keys: KeyStore;
    report: (message: KeysMessage) => void;
    log: Pick<vscode.LogOutputChannel, 'error'>;
  }) {
    this.#keys = options.keys;
    this.#report = options.report;
    this.#log = options.log;
    this.#subscription = this.#keys.onDidChange(() => void this.#read());
    void this.#read();
  }

  dispose(): void {
    this.#subscription.dispose();
  }

  async #read(): Promise<void> {
    const read = ++this.#lastRead;
    try {
      const [keys, accessKeys] = await Promise.all([this.#keys.keys(), this.#keys.accessKeys()]);
      if (read === this.#lastRead) this.#report({ type: 'keys', keys, accessKeys });
    } catch (error) {
      this.#log.error(`The keys cannot be read from the secret storage: ${String(error)}`);
      // The gateway waits for its first keys; local providers work without.
      if (read === 1) this.#report({ type: 'keys', keys: [], accessKeys: [] });
    }
  }
}
