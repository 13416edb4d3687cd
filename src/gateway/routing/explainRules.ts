import type { Candidate } from './candidate.ts';
import type { CompiledRule, CompiledWorkspace } from './compiledRule.ts';
import type { RuleOutcome } from './decision.ts';
import type { GuardHit } from './localOnlyGuard.ts';
import { matchRule, matchText, mismatchText } from './matchRule.ts';
import type { RequestFacts } from './requestFacts.ts';

/** What the outcomes are told from. */
export interface RuleStory {
  readonly compiled: CompiledWorkspace;
  readonly facts: RequestFacts;
  readonly hits: readonly GuardHit[];
  /** undefined when the request was refused. */
  readonly decided: Candidate | undefined;
  /** Why a rule's model cannot answer. */
  readonly trouble: (rule: CompiledRule) => string | undefined;
}

/** Every rule of the workspace with why it did or did not decide; then the user's own rules that guard a folder's workspace. */
export function explainRules(story: RuleStory): RuleOutcome[] {
  const { compiled, hits } = story;
  const outcomes: RuleOutcome[] = [];
  let isDecided = false;
  for (const rule of compiled.rules) {
    const outcome = outcomeOf(rule, story, isDecided);
    isDecided ||= outcome.outcome === 'matched';
    outcomes.push(outcome);
  }
  const inherited = hits.filter(({ rule }) => !compiled.rules.includes(rule));
  return [...outcomes, ...inherited.map((hit) => ({ ...head(hit.rule), ...guardOutcome(hit) }))];
}

/** The rules up to the one that decided, as they were asked; those after it are only named. undefined: none was asked. */
export function traceRules(story: RuleStory): RuleOutcome[] | undefined {
  const { compiled, decided } = story;
  if (compiled.rules.length === 0 || passedOverBecause(decided) !== undefined) return undefined;
  let isDecided = false;
  return compiled.rules.map((rule) => {
    if (isDecided) return { ...head(rule), outcome: 'not reached', why: 'an earlier rule decided' };
    const outcome = outcomeOf(rule, story, false);
    isDecided = outcome.outcome === 'matched';
    return outcome;
  });
}

function outcomeOf(rule: CompiledRule, story: RuleStory, isDecided: boolean): RuleOutcome {
  const { facts, hits, decided } = story;
  if (rule.rule.enabled === false) return { ...head(rule), outcome: 'disabled', why: 'it is switched off' };
  if (decided?.cause === 'rule' && decided.rule === rule) {
    return { ...head(rule), outcome: 'matched', why: decided.reason };
  }
  const hit = hits.find((candidate) => candidate.rule === rule);
  if (hit !== undefined) return { ...head(rule), ...guardOutcome(hit) };
  const trouble = story.trouble(rule);
  if (trouble !== undefined) return { ...head(rule), outcome: 'broken', why: trouble };
  const match = matchRule(rule, facts);
  const passedOver = isDecided ? 'an earlier rule decided' : passedOverBecause(decided);
  if (match === undefined) return { ...head(rule), outcome: 'not matched', why: mismatchText(rule, facts) };
  if (passedOver !== undefined) {
    return { ...head(rule), outcome: 'not reached', why: `${passedOver}; ${matchText(rule, match, facts)}` };
  }
  return { ...head(rule), outcome: 'not matched', why: 'it names no model' };
}

/** Why rules were not asked at all; undefined when they were. */
function passedOverBecause(decided: Candidate | undefined): string | undefined {
  switch (decided?.cause) {
    case 'named model':
      return 'the request names its model';
    case 'named route':
      return 'the request names its route';
    case 'pin':
      return 'a model is pinned in this window';
    case 'same turn':
      return 'the turn keeps the model that it began with';
    case 'local only':
      return 'a local-only rule decided';
    case 'given id':
      return 'the request goes on with what a provider keeps';
    case 'first provider':
      return 'no rule is for such requests';
    case undefined:
      return 'the request was refused';
    case 'rule':
    case 'tier':
    case 'catch-all':
    case 'embeddings model':
      return undefined;
  }
}

function guardOutcome(hit: GuardHit): Pick<RuleOutcome, 'outcome' | 'why'> {
  const broken =
    hit.rule.broken === undefined ? '' : ` The rule is broken (${hit.rule.broken}), so nothing may.`;
  return { outcome: 'guard', why: `it covers ${hit.covers}: only local models may answer.${broken}` };
}

function head({ number, rule, text }: CompiledRule): Pick<RuleOutcome, 'number' | 'name' | 'text'> {
  return { number, name: rule.name, text };
}
