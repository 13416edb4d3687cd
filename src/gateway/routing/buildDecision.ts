import type { Candidate } from './candidate.ts';
import type { Choice } from './chooseModel.ts';
import type { Decision } from './decision.ts';
import type { GuardHit } from './localOnlyGuard.ts';

/** The decision of a choice that has passed the guard: the one value that everything reads. */
export function buildDecision(
  candidate: Candidate,
  { facts, compiled, config }: Pick<Choice, 'facts' | 'compiled' | 'config'>,
  hits: readonly GuardHit[],
  warnings: readonly string[],
): Decision {
  const { target, cause, reason, rule, match, turn } = candidate;
  const { kind, window, layers } = facts;
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
  };
  // A turn that goes on tells the files and the rule that it began with.
  const told = turn === undefined ? own : turn.decision;
  return {
    target,
    plan: { steps: [{ kind: 'one', target: { target } }], failover: config.failover },
    kind,
    workspace: told.workspace,
    cause,
    rule: told.rule,
    reason,
    window: window === undefined ? undefined : { id: window.window.id, how: window.how },
    layer: told.layer,
    files: told.files,
    matchedFile: told.matchedFile,
    localOnly: hit === undefined ? undefined : { rule: hit.rule.text, file: hit.file },
    warnings: [...new Set(warnings)],
  };
}
