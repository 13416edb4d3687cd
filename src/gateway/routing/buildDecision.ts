import type { AttemptPlan } from '../routes/attemptPlan.ts';
import { stepText } from '../routes/stepText.ts';
import type { Candidate } from './candidate.ts';
import type { Choice } from './chooseModel.ts';
import type { Decision } from './decision.ts';
import type { GuardHit } from './localOnlyGuard.ts';

/** The decision of a choice that has passed the guard: the one value that everything reads. */
export function buildDecision(
  candidate: Candidate,
  { facts, compiled }: Pick<Choice, 'facts' | 'compiled'>,
  hits: readonly GuardHit[],
  warnings: readonly string[],
  rules?: Decision['rules'],
): Decision {
  const { target, planned, cause, rule, match, turn } = candidate;
  const { kind, window, layers } = facts;
  const plan: AttemptPlan = planned?.plan ?? { steps: [{ kind: 'one', target: { target } }] };
  const [hit] = hits;
  // A decision that asked for no files is not held up by reading them.
  const layer = match?.layer ?? layers.narrowestRead();
  const files = layer === undefined ? [] : layers.inScope(rule?.rule.scope ?? layer).files;
  const own = {
    workspace: compiled.workspace.id,
    rule: rule === undefined ? undefined : { number: rule.number, name: rule.rule.name, text: rule.text },
    layer,
    files,
    matchedFile: match?.file,
    rules,
  };
  // A turn that goes on tells the files and the rule that it began with.
  const told = turn === undefined ? own : turn.decision;
  return {
    target,
    plan,
    kind,
    workspace: told.workspace,
    cause,
    rule: told.rule,
    // A turn that goes on has told its route already.
    reason: `${candidate.reason}${turn === undefined ? routeText(plan) : ''}${windowText(facts)}`,
    window: window === undefined ? undefined : { id: window.window.id, how: window.how },
    layer: told.layer,
    files: told.files,
    matchedFile: told.matchedFile,
    client: facts.client,
    // A turn that goes on is still about what it began with.
    intent: turn?.decision.intent ?? facts.prompt.intent(),
    rules: told.rules,
    localOnly: hit === undefined ? undefined : { rule: hit.rule.text, file: hit.file },
    warnings: [...new Set(warnings)],
  };
}

/** How the window was found, where there are several. */
function windowText({ request: { place } }: Choice['facts']): string {
  return place?.resolved === undefined ? '' : `; window: ${place.resolved.how}`;
}

/** The route and who it begins with, e.g. ` → @strong (priority): anthropic/claude-opus-4-5`. */
function routeText({ route, strategy = 'priority', steps: [first] }: AttemptPlan): string {
  return route === undefined ? '' : ` → @${route} (${strategy}): ${stepText(first)}`;
}
