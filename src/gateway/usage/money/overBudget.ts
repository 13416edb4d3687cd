import { usdText } from '../../../protocol/usdText.ts';
import { GatewayError } from '../../errors.ts';
import type { BudgetLimit } from './ledger.ts';

/** Why a call that is estimated to cost `usd` is not made. */
export function overBudget({ path, limitUsd, leftUsd, resetsAtMs }: BudgetLimit, usd: number): GatewayError {
  const left = Math.max(0, leftUsd);
  return new GatewayError(
    'insufficient_budget',
    `The request is estimated to cost ${usdText(usd)}, and ${usdText(left)} is left of ${path} (${usdText(limitUsd)}).`,
    {
      details: {
        budget: path,
        limit: limitUsd,
        left,
        estimate: usd,
        ...(resetsAtMs === undefined ? {} : { resetsAt: new Date(resetsAtMs).toISOString() }),
      },
    },
  );
}
