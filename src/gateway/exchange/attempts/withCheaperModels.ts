import { GatewayError } from '../../errors.ts';
import type { ModelReference } from '../../modelReference.ts';
import type { Decision } from '../../routing/decision.ts';
import type { Ledger, RequestSize } from '../../usage/money/ledger.ts';

export interface CheaperSearch {
  readonly ledger: Ledger;
  readonly decision: Decision;
  readonly size: RequestSize;
  /** Whether a model can take this request at all. */
  readonly mayAnswer: (model: ModelReference) => boolean;
}

/** The error of a request over budget, with the models that would not have been. */
export function withCheaperModels(
  { code, message, cause, headers, details }: GatewayError,
  { ledger, decision, size, mayAnswer }: CheaperSearch,
): GatewayError {
  const { target, plan, workspace } = decision;
  const cheaper = ledger.cheaper({ target, workspace, route: plan.route }, size, mayAnswer);
  return new GatewayError(code, message, { cause, headers, details: { ...details, cheaper } });
}
