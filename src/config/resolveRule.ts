import type { ConfigScope } from './configScope.ts';
import type { EffectiveRule } from './effectiveConfig.ts';
import { type PathSegment, pathText, toIssues } from './issueText.ts';
import { type KnownTargets, missingTarget } from './missingTarget.ts';
import type { ProblemList } from './problemList.ts';
import { type RuleConfig, ruleSchema } from './schema.ts';

const ruleKeys = Object.keys(ruleSchema.shape);

/**
 * Validates one rule. A bad rule keeps its place and the keys that are right, and is marked `broken`;
 * so a broken `localOnly` rule still knows its files and can refuse.
 */
export function resolveRule(
  scope: ConfigScope,
  path: readonly PathSegment[],
  value: unknown,
  known: KnownTargets,
  problems: ProblemList,
): EffectiveRule {
  const result = ruleSchema.safeParse(value);
  if (!result.success) {
    const issues = toIssues(result.error, path, ruleKeys);
    problems.errors(scope, issues);
    const first = issues[0];
    const broken =
      first === undefined ? 'not understood' : `${pathText(first.path.slice(path.length))}: ${first.message}`;
    return { ...salvage(value), broken };
  }
  const rule = result.data;
  if (rule.enabled === false) return rule;
  const broken = brokenTarget(rule, known);
  if (broken === undefined) return rule;
  problems.error(scope, [...path, 'model'], broken);
  return { ...rule, broken };
}

/** The keys of a bad rule that are right by themselves. A bad `localOnly` counts as said: it was meant to protect. */
function salvage(value: unknown): RuleConfig {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {};
  const kept: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value as Record<string, unknown>)) {
    const single = ruleSchema.safeParse({ [key]: member });
    if (single.success) kept[key] = member;
    else if (key === 'localOnly') kept[key] = true;
  }
  return ruleSchema.parse(kept);
}

function brokenTarget(rule: RuleConfig, known: KnownTargets): string | undefined {
  if (rule.model === undefined) {
    return rule.localOnly === true ? undefined : 'a rule needs a model, for example "openai/gpt-4o-mini"';
  }
  return missingTarget(rule.model, known);
}
