import { lastRequest, rateRequest, ratings } from '../gateway/usage/record/rateRequest.ts';
import { ExitError } from './exitError.ts';
import type { CommandLine } from './options.ts';
import { changeRecord } from './readRecord.ts';
import { UsageError } from './usageError.ts';

/**
 * `muxgate rate ID up|down|none`: says how good an answer was, for `usage --by variant`; also while a gateway runs.
 * @throws UsageError without both operands, ExitError (1) when there is no such request
 */
export function rateCommand(
  { operands, dataDir }: CommandLine,
  env: NodeJS.ProcessEnv,
  nowMs: number,
): number {
  const [request, word] = operands;
  const rating = ratings.find((known) => known === word);
  if (request === undefined || rating === undefined || operands.length > 2)
    throw new UsageError(`rate takes a request's id or "${lastRequest}", and ${ratings.join(', ')}`);
  const id = changeRecord(dataDir, env, (connection) => rateRequest(connection, request, rating, nowMs));
  if (id === undefined) {
    throw new ExitError(
      1,
      `there is no request ${request} in the record; its row comes a second after its answer`,
    );
  }
  process.stdout.write(`${id}: ${rating}\n`);
  return 0;
}
