import type { ModelReference } from '../modelReference.ts';
import type { Planned } from '../routes/planRequest.ts';
import type { DecisionCause } from './decision.ts';
import type { CompiledRule } from './compiledRule.ts';
import type { ConditionMatch } from './conditions/matchConditions.ts';
import type { TurnEntry } from './turnMap.ts';

/** The model that was chosen, before the guard has looked at it. */
export interface Candidate {
  /** The first that is asked. */
  readonly target: ModelReference;
  /** Who may answer; undefined: the target alone. */
  readonly planned?: Planned;
  readonly cause: DecisionCause;
  readonly reason: string;
  readonly rule?: CompiledRule;
  readonly match?: ConditionMatch;
  /** The decision of the turn that goes on. */
  readonly turn?: TurnEntry;
}
