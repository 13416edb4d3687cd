import type { RouteStrategy, TargetParameters } from '../../config/routeSchema.ts';
import type { ModelReference } from '../modelReference.ts';

/** One target of a plan: a model, and how it is asked. */
export interface PlannedTarget {
  readonly target: ModelReference;
  /** The account that alone may be used; undefined: the provider's accounts in the order of its strategy. */
  readonly account?: string;
  /** Set in the request that this target answers. */
  readonly parameters?: TargetParameters;
  /** The name under which usage compares it. */
  readonly variant?: string;
}

/** What is tried together: one target; several of which the first good answer wins; several whose answers are joined. */
export type AttemptStep =
  | { readonly kind: 'one'; readonly target: PlannedTarget }
  | { readonly kind: 'race'; readonly targets: readonly PlannedTarget[] }
  | {
      readonly kind: 'consensus';
      readonly targets: readonly PlannedTarget[];
      /** How many answers are enough. */
      readonly quorum: number;
      readonly deadlineMs: number;
      readonly summarizer: PlannedTarget;
    };

/** Who may answer a request, best first: a decision's order of attempts. Never empty. */
export interface AttemptPlan {
  /** The route's name without `@`; undefined when a model was chosen directly. */
  readonly route?: string;
  readonly strategy?: RouteStrategy;
  readonly steps: readonly [AttemptStep, ...AttemptStep[]];
}

/** The target that a plan begins with: the one that headers and status show before anything was tried. */
export function firstTarget({ steps: [first] }: Pick<AttemptPlan, 'steps'>): PlannedTarget | undefined {
  return first.kind === 'one' ? first.target : first.targets[0];
}
