import { createHmac, randomBytes } from 'node:crypto';

interface Rejection {
  readonly message: string;
  /** Tells the refused credential from any other, and nothing of it: an HMAC with `salt`, both base64. */
  readonly fingerprint: string;
  readonly salt: string;
}

/** Whose key was refused, until another key comes or it is taken after all. Kept over restarts without the key. */
export class Rejections {
  readonly #entries = new Map<string, Rejection>();
  /** What a credential's comparison came to, so that it is made once. */
  readonly #compared = new Map<string, { readonly credential: string; readonly isSame: boolean }>();

  get size(): number {
    return this.#entries.size;
  }

  set(account: string, credential: string, message: string): void {
    const salt = randomBytes(16).toString('base64');
    this.#entries.set(account, { message, salt, fingerprint: fingerprintOf(credential, salt) });
    this.#compared.set(account, { credential, isSame: true });
  }

  /** Why the account's key was refused; undefined when it was not, or another one has come since. */
  get(account: string, credential: string | undefined): string | undefined {
    const rejection = this.#entries.get(account);
    if (rejection === undefined || credential === undefined) return undefined;
    return this.#isSame(account, rejection, credential) ? rejection.message : undefined;
  }

  /** @returns whether there was one */
  delete(account: string): boolean {
    this.#compared.delete(account);
    return this.#entries.delete(account);
  }

  /** To be kept over a restart; `restore` takes it. */
  toJSON(): unknown {
    return [...this.#entries];
  }

  /** Takes what an earlier run kept, in the place of what is known. What is of another shape counts as nothing. */
  restore(saved: unknown): void {
    this.#entries.clear();
    this.#compared.clear();
    if (!Array.isArray(saved)) return;
    for (const pair of saved as unknown[]) {
      if (!Array.isArray(pair)) continue;
      const [account, rejection] = pair as unknown[];
      if (typeof account === 'string' && isRejection(rejection)) this.#entries.set(account, rejection);
    }
  }

  #isSame(account: string, { fingerprint, salt }: Rejection, credential: string): boolean {
    const known = this.#compared.get(account);
    if (known?.credential === credential) return known.isSame;
    const isSame = fingerprintOf(credential, salt) === fingerprint;
    this.#compared.set(account, { credential, isSame });
    return isSame;
  }
}

function fingerprintOf(credential: string, salt: string): string {
  return createHmac('sha256', Buffer.from(salt, 'base64')).update(credential).digest('base64');
}

function isRejection(value: unknown): value is Rejection {
  if (typeof value !== 'object' || value === null) return false;
  const { message, fingerprint, salt } = value as Partial<Record<keyof Rejection, unknown>>;
  return [message, fingerprint, salt].every((text) => typeof text === 'string');
}
