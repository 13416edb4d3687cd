import { defaultAccount } from '../../config/accountSchema.ts';
import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import type { ModelReference } from '../modelReference.ts';
import type { LatencyPriors } from '../usage/latency/latencyPriors.ts';
import type { Ledger, RequestSize } from '../usage/money/ledger.ts';
import type { RatingBook } from '../usage/ratings/ratingBook.ts';
import { requestSize } from '../usage/money/requestSize.ts';
import { weighRequest } from '../usage/weighRequest.ts';
import type { NeutralRequest } from '../wire/exchange.ts';
import type { PlannedTarget } from './attemptPlan.ts';
import { expectedAnswerMs } from './orderByStrategy.ts';
import { accountFlatRate, isFlatProvider } from '../usage/money/flatRate.ts';

/** What strategies order targets by; asked only where a strategy needs it. */
export interface TargetMeasures {
  /** This month; `usd` is undefined where the spend is not wholly known, or a flat rate does not tell what was used. */
  used(target: PlannedTarget): { readonly usd?: number; readonly tokens: number };
  /** Left of the account's budget this month, of the account that has most; undefined: there is none. */
  leftUsd(target: PlannedTarget): number | undefined;
  /** How long an answer to this request takes; undefined: not measured lately. */
  answerMs(target: PlannedTarget): number | undefined;
  /** What this request would cost; undefined: the price is not known. */
  estimatedUsd(target: PlannedTarget): number | undefined;
  /** How well its answers are liked, from ½ to 2. */
  liking(target: PlannedTarget): number;
}

/** The measures for one request. */
export type MeasureTargets = (request: NeutralRequest) => TargetMeasures;

export interface MeasureSources {
  readonly config: Pick<EffectiveConfig, 'providers'>;
  readonly ledger: Pick<Ledger, 'estimate' | 'spentThisMonth' | 'leftThisMonthUsd'>;
  readonly latency: Pick<LatencyPriors, 'of'>;
  /** Nothing sent to this model leaves the machine, nor costs anything. */
  readonly isLocal: (target: ModelReference) => boolean;
  /** Absent: nobody rates. */
  readonly ratings?: Pick<RatingBook, 'likingOf'>;
}

/** Measures by what was spent and how quickly models answered. */
export function measuresOf({ config, ledger, latency, isLocal, ratings }: MeasureSources): MeasureTargets {
  const accountsOf = ({ target, account }: PlannedTarget): readonly string[] => {
    if (account !== undefined) return [account];
    const accounts = Object.entries(config.providers.get(target.provider)?.accounts ?? {});
    const enabled = accounts.filter(([, { enabled: isOn }]) => isOn !== false).map(([id]) => id);
    return accounts.length === 0 ? [defaultAccount] : enabled;
  };
  const isFlat = (planned: PlannedTarget): boolean => {
    const provider = config.providers.get(planned.target.provider);
    const isFlatByDefault = isLocal(planned.target) || (provider !== undefined && isFlatProvider(provider));
    return accountsOf(planned).every((id) => accountFlatRate(provider?.accounts?.[id]) ?? isFlatByDefault);
  };
  return (request) => {
    const size = sizeOf(request);
    const estimate = ({ target, account }: PlannedTarget): ReturnType<Ledger['estimate']> =>
      ledger.estimate(target, size(), account);
    return {
      used: (planned) => {
        const { provider, model } = planned.target;
        const spent = ledger.spentThisMonth({ provider, model, account: planned.account });
        return { usd: spent.hasUnknown || isFlat(planned) ? undefined : spent.usd, tokens: spent.tokens };
      },
      leftUsd: (planned) => {
        let most = 0;
        for (const account of accountsOf(planned)) {
          const left = ledger.leftThisMonthUsd(planned.target.provider, account);
          if (left === undefined) return undefined;
          most = Math.max(most, left);
        }
        return most;
      },
      answerMs: (planned) =>
        expectedAnswerMs(latency.of(planned.target, planned.account), estimate(planned).answerTokens),
      estimatedUsd: (planned) => {
        if (isFlat(planned)) return 0;
        const { cost } = estimate(planned);
        return cost.kind === 'unknown' ? undefined : cost.usd;
      },
      liking: ({ target }) => ratings?.likingOf(target) ?? 1,
    };
  };
}

/** Read once, when it is first asked for: it goes through the whole prompt. */
function sizeOf(request: NeutralRequest): () => RequestSize {
  let size: RequestSize | undefined;
  return () => (size ??= { ...requestSize(request, 0), promptBytes: promptBytesOf(request) });
}

function promptBytesOf(request: NeutralRequest): number {
  const bytes = (text: string): number => Buffer.byteLength(text);
  switch (request.kind) {
    case 'chat':
      return weighRequest(request).texts.reduce((sum, text) => sum + bytes(text), 0);
    case 'completion':
      return bytes(request.prompt) + bytes(request.suffix ?? '');
    case 'embeddings':
      return request.input.reduce(
        (sum, one) => sum + (typeof one === 'string' ? bytes(one) : 4 * one.length),
        0,
      );
  }
}
