import { type GatewayError, toGatewayError } from '../../errors.ts';
import type { Attempt } from './attempt.ts';

/** An attempt that runs. */
export interface RunningAttempt<Result> {
  readonly attempt: Attempt;
  readonly result: Promise<Result>;
}

/** An attempt and why it came to nothing. */
export interface LostAttempt {
  readonly attempt: Attempt;
  readonly error: GatewayError;
}

/** What came of attempts that ran at once. */
export interface RaceOutcome<Result> {
  /** In the order in which they came. */
  readonly results: readonly Result[];
  readonly lost: readonly LostAttempt[];
}

/**
 * Waits for so many of the attempts as are wanted, or until the others can make no more; the rest is cancelled.
 * @param enough resolves when what is there is enough: a deadline
 */
export async function firstOf<Result>(
  running: readonly RunningAttempt<Result>[],
  wanted: number,
  enough: Promise<void> = new Promise(() => undefined),
): Promise<RaceOutcome<Result>> {
  const results: Result[] = [];
  const lost: LostAttempt[] = [];
  const over = new Set<Attempt>();
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (results.length >= wanted || over.size === running.length) resolve();
    };
    for (const { attempt, result } of running) {
      result.then(
        (value) => {
          over.add(attempt);
          if (results.length < wanted) results.push(value);
          else attempt.cancelled();
          check();
        },
        (thrown: unknown) => {
          over.add(attempt);
          lost.push({ attempt, error: toGatewayError(thrown) });
          check();
        },
      );
    }
    void enough.then(resolve);
    check();
  });
  const cancelled = running.filter(({ attempt }) => !over.has(attempt));
  for (const { attempt } of cancelled) attempt.cancelled();
  return { results: [...results], lost: [...lost] };
}
