import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A holder that lives longer than this has crashed. */
const staleAfterMs = 30_000;
const retryMs = 100;

export interface RenewalLockOptions {
  /** Below the data folder; made when needed. */
  readonly directory: string;
  readonly wait: (delayMs: number) => Promise<void>;
}

/**
 * Lets one process at a time renew a login, because a refresh token is often good for one use and every window has its own
 * gateway. What is kept in files are hashes of used refresh tokens, never a token.
 */
export class RenewalLock {
  readonly #options: RenewalLockOptions;

  constructor(options: RenewalLockOptions) {
    this.#options = options;
  }

  /**
   * Runs `renew` unless another process has used this refresh token.
   * @returns undefined when another one has: its result comes where keys are kept
   */
  async once<T>(
    account: string,
    refreshToken: string,
    renew: () => Promise<T>,
  ): Promise<{ readonly value: T } | undefined> {
    const { directory } = this.#options;
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const base = join(directory, hashOf(account).slice(0, 16));
    const release = await this.#acquire(`${base}.lock`);
    try {
      const used = await readFile(`${base}.used`, 'utf8').catch(() => '');
      const own = hashOf(refreshToken);
      if (used === own) return undefined;
      const value = await renew();
      await writeFile(`${base}.used`, own, { mode: 0o600 });
      return { value };
    } finally {
      await release();
    }
  }

  async #acquire(file: string): Promise<() => Promise<void>> {
    for (;;) {
      try {
        const handle = await open(file, 'wx', 0o600);
        await handle.close();
        return () => rm(file, { force: true });
      } catch (error) {
        if (!isTaken(error)) throw error;
      }
      const age = await stat(file).then(
        ({ mtimeMs }) => Date.now() - mtimeMs,
        () => 0,
      );
      if (age > staleAfterMs) await rm(file, { force: true });
      else await this.#options.wait(retryMs);
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
