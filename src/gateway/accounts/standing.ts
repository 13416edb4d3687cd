import type { AccountStanding } from './account.ts';
import type { AccountHealth } from './accountHealth.ts';
import { type AccountCandidate, type CallSize, notByItself } from './accountPool.ts';
import type { ReportedLimitTable } from './limits/reportedLimitTable.ts';
import type { LimitBlock } from './limits/limitSet.ts';
import type { PooledAccount } from './pooledProvider.ts';

/** What an account's standing follows from. */
export interface StandingSources {
  readonly health: AccountHealth;
  readonly reported: ReportedLimitTable;
  /** What is left of the account's budget this month; undefined: it has none. */
  readonly leftUsd: (account: PooledAccount['account']) => number | undefined;
}

/** A call of which nothing is known, or the next one whatever it is. */
const anySize: CallSize = { promptTokens: 0, answerTokens: 0 };

const nobody = { requests: 0, tokens: 0 };

/** The account as a candidate for a call: how it stands for this model, and when it is ready. */
export function candidateFor(
  pooled: PooledAccount,
  model: string,
  size: CallSize,
  sources: StandingSources,
  nowMs: number,
): AccountCandidate {
  const { account, key, sets } = pooled;
  const { health, reported } = sources;
  const known = reported.get(key, model);
  if (health.isClear && sets.length === 0 && known === undefined && account.monthlyBudgetUsd === undefined) {
    return pooled.ready;
  }
  const standing =
    refusal(pooled, sources, nowMs) ??
    later(
      resting(health.rest(key, model, nowMs), undefined),
      later(
        limitedBy(pooled, size, nowMs),
        reportedLimit(known?.readyAtMs(size, nowMs), known?.blocking(size, nowMs), nowMs),
      ),
    );
  if (standing === undefined) return pooled.ready;
  return { account, standing, readyAtMs: 'untilMs' in standing ? standing.untilMs : notByItself };
}

/** How an account stands whatever is asked, for people; of single models what holds longest. */
export function standingOf(pooled: PooledAccount, sources: StandingSources, nowMs: number): AccountStanding {
  const { account, credential, key } = pooled;
  if (!account.enabled) return { state: 'disabled' };
  if (credential.missing !== undefined) return { state: 'key missing', message: credential.missing };
  const refused = refusal(pooled, sources, nowMs);
  if (refused !== undefined) return refused;
  const { health, reported } = sources;
  const model = health.longestModelRest(key, nowMs);
  const told = reported.longest(key, anySize, nowMs);
  return (
    resting(health.rest(key, undefined, nowMs), undefined) ??
    limitedBy(pooled, anySize, nowMs) ??
    resting(model?.rest, model?.model) ??
    (told === undefined ? { state: 'active' } : { state: 'limited', ...told })
  );
}

type Timed = Extract<AccountStanding, { readonly untilMs: number }>;

/** What time alone, or the next minutes, do not change. */
function refusal(
  { account, key, credential }: PooledAccount,
  { health, leftUsd }: StandingSources,
  nowMs: number,
): AccountStanding | undefined {
  const message = health.rejection(key, credential.identity);
  if (message !== undefined) return { state: 'key rejected', message };
  if (account.monthlyBudgetUsd === undefined) return undefined;
  const left = leftUsd(account);
  return left !== undefined && left <= 0 ? { state: 'over budget', untilMs: nextMonthMs(nowMs) } : undefined;
}

function resting(
  rest: { readonly untilMs: number; readonly why: string } | undefined,
  model: string | undefined,
): Timed | undefined {
  if (rest === undefined) return undefined;
  const { untilMs, why } = rest;
  return { state: 'cooling', untilMs, why, ...(model === undefined ? {} : { model }) };
}

function limitedBy({ sets }: PooledAccount, size: CallSize, nowMs: number): Timed | undefined {
  let standing: Timed | undefined;
  for (const set of sets) {
    const block = set.blocks(size, nobody, nowMs);
    if (block === undefined) continue;
    standing = later(standing, {
      state: 'limited',
      untilMs: block.readyAtMs ?? notByItself,
      limit: limitText(block),
    });
  }
  return standing;
}

function limitText({ limit, what, window, owner }: LimitBlock): string {
  return `${limit} ${what} a ${window} of ${owner}`;
}

function reportedLimit(untilMs = 0, name: string | undefined, nowMs: number): Timed | undefined {
  if (untilMs <= nowMs || name === undefined) return undefined;
  return { state: 'limited', untilMs, limit: `the provider's limit of ${name}` };
}

function later(one: Timed | undefined, other: Timed | undefined): Timed | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one.untilMs >= other.untilMs ? one : other;
}

/** The first moment of the next calendar month of this machine. */
function nextMonthMs(nowMs: number): number {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth() + 1, 1).getTime();
}
