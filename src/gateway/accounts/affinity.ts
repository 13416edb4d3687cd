/** Prompt caches live for an hour at most. */
const keptMs = 3_600_000;
const maxConversations = 5000;

interface Kept {
  readonly account: string;
  readonly lastMs: number;
}

/** Which account answers a conversation: the one that did so last, so that its prompt cache hits. */
export class Affinity {
  readonly #kept = new Map<string, Kept>();

  /** The account; undefined when the conversation is new or has rested for an hour. */
  get(provider: string, conversation: string, nowMs: number): string | undefined {
    const kept = this.#kept.get(`${provider} ${conversation}`);
    return kept !== undefined && nowMs - kept.lastMs < keptMs ? kept.account : undefined;
  }

  /** The account has answered. */
  keep(provider: string, conversation: string, account: string, nowMs: number): void {
    const key = `${provider} ${conversation}`;
    this.#kept.delete(key);
    this.#kept.set(key, { account, lastMs: nowMs });
    if (this.#kept.size <= maxConversations) return;
    const oldest = this.#kept.keys().next();
    if (oldest.done !== true) this.#kept.delete(oldest.value);
  }
}
