import type { RequestFacts } from '../routing/requestFacts.ts';
import type { ModelReference } from '../modelReference.ts';
import { type AttemptPlan, firstTarget } from './attemptPlan.ts';

/** What a plan is made for. */
export interface PlanRequest {
  readonly facts: RequestFacts;
  /** The model that the client named, where it named one. */
  readonly requestedModel: string | undefined;
  /** What `sticky` routes keep a conversation by. */
  readonly conversation: () => string | undefined;
  /** Nothing will be sent: chance decides nothing, the heaviest target stands first. */
  readonly isDry: boolean;
  /** After this nothing comes: models that their provider no longer lists are tried too where no others are. */
  readonly isLast?: boolean;
  /** Takes why a target takes no part, for people who ask. */
  readonly leaveOut?: (route: string, target: string, why: string) => void;
  /** Takes what people should know, such as a target without a key. */
  readonly warn: (warning: string) => void;
}

/** Who may answer, and which round-robin routes were asked for it: they count it once it is decided. */
export interface Planned {
  readonly plan: AttemptPlan;
  readonly turns: readonly string[];
}

/** Why nobody can answer, as a clause. */
export interface Unplanned {
  readonly trouble: string;
}

/** The target that a plan begins with. */
export function targetOf({ plan }: Planned): ModelReference {
  const first = firstTarget(plan);
  if (first === undefined) throw new Error('a plan without a target');
  return first.target;
}
