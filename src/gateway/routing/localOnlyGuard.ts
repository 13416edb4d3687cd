import { GatewayError } from '../errors.ts';
import { formatModelReference } from '../modelReference.ts';
import type { PlannedTarget } from '../routes/attemptPlan.ts';
import { targetOf } from '../routes/planRequest.ts';
import type { Candidate } from './candidate.ts';
import type { Choice } from './chooseModel.ts';
import type { ConditionCheck } from './conditions/conditionCheck.ts';
import type { CompiledRule } from './compiledRule.ts';
import type { RequestFile, RequestKind } from './decision.ts';
import { meetsAnywhere } from './fileCondition.ts';
import { isForClient } from './conditions/matchConditions.ts';
import type { ModelDirectory } from './modelDirectory.ts';
import { keepTargets } from './keepTargets.ts';
import type { RequestFacts } from './requestFacts.ts';

/** A `localOnly` rule that covers something of a request. */
export interface GuardHit {
  readonly rule: CompiledRule;
  readonly kind: RequestKind;
  /** The file that it covers; undefined for a rule without a file condition. */
  readonly match?: RequestFile;
  /** The file's path, or `every file`, or `this request` for a rule that other conditions made hold. */
  readonly file: string;
  /** e.g. `secrets/.env (named in an older message)`. */
  readonly covers: string;
}

/**
 * The `localOnly` rules that hold for a request, checked against all of its files and the active editor whatever their
 * `scope` (design 4.5), and with all of their other conditions, which look at everything that the request carries. A rule whose
 * globs do not compile covers every file, since nobody knows which it was meant for; so it is with the other conditions.
 */
export function guardHits(
  guards: readonly CompiledRule[],
  facts: RequestFacts,
  ignoreCase: boolean,
): readonly GuardHit[] {
  return guards.flatMap((rule) => {
    const hit = guardHit(rule, facts, ignoreCase);
    return hit === undefined ? [] : [hit];
  });
}

function guardHit(rule: CompiledRule, facts: RequestFacts, ignoreCase: boolean): GuardHit | undefined {
  const { files, checks } = rule.conditions;
  if (!rule.guardedKinds.has(facts.kind) || !isForClient(rule.conditions, facts.client)) return undefined;
  const { kind } = facts;
  if (files === undefined) {
    const covered = checks.length === 0 ? 'every file' : 'this request';
    return checksCover(checks, facts) ? { rule, kind, file: covered, covers: covered } : undefined;
  }
  for (const { file, written, where } of facts.guardedFiles()) {
    if (!meetsAnywhere(files, file, written, ignoreCase)) continue;
    if (!checksCover(checks, facts)) return undefined;
    return { rule, kind, match: file, file: file.path, covers: `${file.path} (${where})` };
  }
  return undefined;
}

/** Whether the other conditions let a guard hold. What cannot be known counts as a yes: it must not open the guard. */
function checksCover(checks: readonly ConditionCheck[], facts: RequestFacts): boolean {
  return checks.every((check) => (check.covers ?? check.test)(facts) !== false);
}

/**
 * What the guard makes of a choice. A local model stays; anything else gives way to a local model of the rules that hold; when
 * there is none, or when a rule that holds is broken, throws GatewayError `policy_violation` {rule, file}.
 * @param chosen the choice, or why there is none
 */
export function guardChoice(
  chosen: Candidate | GatewayError,
  hits: readonly GuardHit[],
  { directory, plan }: Pick<Choice, 'directory' | 'plan'>,
): Candidate {
  assertUnbroken(hits);
  const [first] = hits;
  if (first === undefined) {
    if (chosen instanceof GatewayError) throw chosen;
    return chosen;
  }
  const isLocal = (one: PlannedTarget): boolean => directory.isLocal(one.target);
  const local = chosen instanceof GatewayError ? undefined : keepTargets(chosen, isLocal);
  if (local !== undefined) return local === chosen ? local : withReason(local, first);
  for (const hit of hits) {
    const { target, label, kinds } = hit.rule;
    // A chat model answers no embeddings, though its rule guards them.
    if (target === undefined || !kinds.has(hit.kind)) continue;
    const planned = plan(target);
    if ('trouble' in planned) continue;
    const own: Candidate = {
      target: targetOf(planned),
      planned,
      cause: 'local only',
      reason: `${label} keeps ${hit.covers} on this machine, so its local model answers${insteadOf(chosen)}`,
      rule: hit.rule,
      match: { file: hit.match },
    };
    const kept = keepTargets(own, isLocal);
    if (kept !== undefined) return kept;
  }
  const meant = chosen instanceof GatewayError ? 'no local model is there' : `${nameOf(chosen)} is not local`;
  throw violation(
    first,
    `${first.rule.label} keeps ${first.covers} on this machine, and ${meant}; give the rule a local model, name one in the ` +
      'request, or leave the file out',
  );
}

function withReason(local: Candidate, { rule, covers }: GuardHit): Candidate {
  const note = `of its targets only the local ones, as ${rule.label} keeps ${covers} on this machine`;
  return { ...local, reason: `${local.reason}, ${note}` };
}

function insteadOf(chosen: Candidate | GatewayError): string {
  return chosen instanceof GatewayError ? '' : ` instead of ${nameOf(chosen)}`;
}

/** The model, or the route that it is the first of. */
function nameOf({ target, planned }: Candidate): string {
  return planned?.plan.route === undefined ? formatModelReference(target) : `@${planned.plan.route}`;
}

/**
 * What the guard makes of the providers that may answer a request that is passed on: the first that is local, or without a rule that
 * holds just the first. Throws as `guardChoice` does.
 * @param candidates the best first
 */
export function guardPassed(
  candidates: readonly [Candidate, ...Candidate[]],
  hits: readonly GuardHit[],
  directory: Pick<ModelDirectory, 'isLocal'>,
): Candidate {
  assertUnbroken(hits);
  const [hit] = hits;
  if (hit === undefined) return candidates[0];
  const local = candidates.find(({ target }) => directory.isLocal(target));
  if (local !== undefined) return local;
  const targets = candidates.map(({ target }) => formatModelReference(target)).join(', ');
  throw violation(
    hit,
    `${hit.rule.label} keeps ${hit.covers} on this machine, and ${targets} is not local; name a local provider in "model", or ` +
      'leave the file out',
  );
}

/** Throws when a rule that holds is broken: nobody knows what it would allow. */
function assertUnbroken(hits: readonly GuardHit[]): void {
  const broken = hits.find(({ rule }) => rule.broken !== undefined);
  if (broken === undefined) return;
  throw violation(
    broken,
    `${broken.rule.label} keeps ${broken.covers} on this machine and is broken (${broken.rule.broken ?? ''}), so nothing ` +
      'may answer; repair or remove the rule',
  );
}

function violation(hit: GuardHit, message: string): GatewayError {
  return new GatewayError('policy_violation', message, { details: { rule: hit.rule.text, file: hit.file } });
}
