import type { CompiledRule } from './compiledRule.ts';
import type { ConditionFacts } from './conditions/conditionCheck.ts';
import { kindMismatch, matchConditions, mismatch } from './conditions/matchConditions.ts';
import type { ConditionMatch } from './conditions/matchConditions.ts';
import { kindNames, layerPhrases } from './phrases.ts';

/** Whether a rule's conditions hold, whatever its model; undefined when they do not. */
export function matchRule(rule: CompiledRule, facts: ConditionFacts): ConditionMatch | undefined {
  return rule.kinds.has(facts.kind) ? matchConditions(rule.conditions, facts) : undefined;
}

/** Why a rule holds, e.g. `rule 2 (*.md) matched README.md, named in the newest message`. */
export function matchText(
  { label, conditions }: CompiledRule,
  { file, layer }: ConditionMatch,
  facts: ConditionFacts,
): string {
  const found = conditions.checks.map((check) => check.found(facts)).join(', ');
  const because = found === '' ? '' : `: ${found}`;
  if (file === undefined) return `${label} holds for this ${kindNames[facts.kind]} request${because}`;
  return `${label} matched ${file.path}${layer === undefined ? '' : `, ${layerPhrases[layer]}`}${because}`;
}

/** Why a rule does not hold: the first condition that fails, with what was looked at. */
export function mismatchText(rule: CompiledRule, facts: ConditionFacts): string {
  return rule.kinds.has(facts.kind) ? mismatch(rule.conditions, facts) : kindMismatch(rule.kinds, facts.kind);
}
