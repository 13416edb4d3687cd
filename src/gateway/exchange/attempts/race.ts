import { type GatewayError, toGatewayError } from '../../errors.ts';
import type { Attempt } from './attempt.ts';

/** An attempt that runs. */
export interface RunningAttempt<Result> {
  readonly attempt: Attempt;
  readonly result: Promise<Result>;
  /** Begins another in its place after it has failed; undefined: nobody is left, or may be asked. */
  readonly next?: (error: GatewayError) => RunningAttempt<Result> | undefined;
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
  /** Still ran when there was enough. */
  readonly cancelled: readonly Attempt[];
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
  const open = new Set<Attempt>();
  let isOver = false;
  await new Promise<void>((resolve) => {
    const check = (): void => {
      if (results.length >= wanted || open.size === 0) end();
    };
    const end = (): void => {
      isOver = true;
      resolve();
    };
    const follow = ({ attempt, result, next }: RunningAttempt<Result>): void => {
      open.add(attempt);
      result.then(
        (value) => {
          open.delete(attempt);
          if (results.length < wanted) results.push(value);
          else attempt.cancelled();
          check();
        },
        (thrown: unknown) => {
          open.delete(attempt);
          const error = toGatewayError(thrown);
          lost.push({ attempt, error });
          const another = isOver ? undefined : next?.(error);
          if (another !== undefined) follow(another);
          check();
        },
      );
    };
    for (const one of running) follow(one);
    void enough.then(end);
    check();
  });
  const cancelled = [...open];
  for (const attempt of cancelled) attempt.cancelled();
  return { results: [...results], lost: [...lost], cancelled };
}
