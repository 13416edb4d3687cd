import type { AccountCandidate } from '../accounts/accountPool.ts';
import type { AttemptStep, PlannedTarget } from '../routes/attemptPlan.ts';

/** A target with the account that would be used. */
export interface TargetCandidate extends AccountCandidate {
  readonly kind: 'one';
  readonly planned: PlannedTarget;
}

/** What may be tried next: one target, or several together. */
export type Candidate = TargetCandidate | Exclude<AttemptStep, { readonly kind: 'one' }>;

export interface QueueOptions {
  readonly steps: readonly AttemptStep[];
  /** The accounts of a target, best first; none where it cannot be asked at all. */
  readonly accountsOf: (target: PlannedTarget) => readonly AccountCandidate[];
  /** ms since 1970 */
  readonly now: () => number;
}

/**
 * What may answer a request, in the order of its plan: those that are ready first, then those that rest, the earliest first. Steps
 * are looked at when they are reached, so that a long route costs nothing while its first target answers.
 */
export class CandidateQueue {
  readonly #options: QueueOptions;
  readonly #ready: Candidate[] = [];
  readonly #resting: TargetCandidate[] = [];
  #nextStep = 0;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  /**
   * Takes the next candidate; undefined when there is none left.
   * @param suits whether the request fits it
   * @param prefers of those, who should come before the others; never asked of one that does not suit
   */
  next(
    suits: (candidate: Candidate) => boolean,
    prefers: (candidate: Candidate) => boolean = () => true,
  ): Candidate | undefined {
    return (
      this.#takeReady((candidate) => suits(candidate) && prefers(candidate)) ??
      this.#takeReady(suits) ??
      this.#takeResting(suits)
    );
  }

  /** Whether `next` would find one. */
  has(suits: (candidate: Candidate) => boolean): boolean {
    return this.#indexOfReady(suits) !== -1 || this.#resting.some(suits);
  }

  #takeReady(wanted: (candidate: Candidate) => boolean): Candidate | undefined {
    const index = this.#indexOfReady(wanted);
    return index === -1 ? undefined : this.#ready.splice(index, 1)[0];
  }

  #indexOfReady(wanted: (candidate: Candidate) => boolean): number {
    let looked = 0;
    for (;;) {
      for (; looked < this.#ready.length; looked++) {
        const candidate = this.#ready[looked];
        if (candidate !== undefined && wanted(candidate)) return looked;
      }
      if (!this.#expand()) return -1;
    }
  }

  #takeResting(suits: (candidate: Candidate) => boolean): Candidate | undefined {
    const [earliest] = this.#resting.filter(suits).sort((a, b) => a.readyAtMs - b.readyAtMs);
    if (earliest !== undefined) this.#resting.splice(this.#resting.indexOf(earliest), 1);
    return earliest;
  }

  /** Looks at the next step. false: there is none. */
  #expand(): boolean {
    const { steps, accountsOf, now } = this.#options;
    const step = steps[this.#nextStep];
    if (step === undefined) return false;
    this.#nextStep++;
    if (step.kind !== 'one') {
      this.#ready.push(step);
      return true;
    }
    for (const account of accountsOf(step.target)) {
      const candidate = { ...account, kind: 'one', planned: step.target } as const;
      if (account.readyAtMs <= now()) this.#ready.push(candidate);
      else this.#resting.push(candidate);
    }
    return true;
  }
}
