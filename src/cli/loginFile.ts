import { readFileSync } from 'node:fs';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { StoredKey } from '../gateway/providers/keyRing.ts';

/** Where the headless gateway keeps the sign-ins of accounts: a file of the owner's alone. */
export class LoginFile {
  readonly #file: string;
  #writing: Promise<void> = Promise.resolve();

  constructor(dataDir: string) {
    this.#file = join(dataDir, 'logins.json');
  }

  get file(): string {
    return this.#file;
  }

  /** Every kept sign-in; none when there is no file or it is not understood. */
  read(): StoredKey[] {
    try {
      const value: unknown = JSON.parse(readFileSync(this.#file, 'utf8'));
      return Array.isArray(value) ? value.filter(isStoredKey) : [];
    } catch {
      return [];
    }
  }

  /** Puts a sign-in in the place of the account's one before. */
  keep(login: StoredKey): Promise<void> {
    return this.#change((others) => [...others, login], login);
  }

  forget(account: Pick<StoredKey, 'provider' | 'account'>): Promise<void> {
    return this.#change((others) => others, account);
  }

  #change(
    make: (others: readonly StoredKey[]) => readonly StoredKey[],
    { provider, account }: Pick<StoredKey, 'provider' | 'account'>,
  ): Promise<void> {
    const change = async (): Promise<void> => {
      const others = this.read().filter((kept) => kept.provider !== provider || kept.account !== account);
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
      const next = `${this.#file}.${process.pid}`;
      await writeFile(next, JSON.stringify(make(others), null, 2), { mode: 0o600 });
      await rename(next, this.#file);
    };
    this.#writing = this.#writing.then(change, change);
    return this.#writing;
  }
}

function isStoredKey(value: unknown): value is StoredKey {
  if (typeof value !== 'object' || value === null) return false;
  const members = value as Record<string, unknown>;
  return ['provider', 'account', 'origin', 'key'].every((name) => typeof members[name] === 'string');
}
