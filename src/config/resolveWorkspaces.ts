import type { ConfigScope } from './configScope.ts';
import { isUsersOwn } from './configScope.ts';
import type { EffectiveRule, EffectiveWorkspace } from './effectiveConfig.ts';
import { type PathSegment, toIssues } from './issueText.ts';
import { type KnownTargets, missingTarget } from './missingTarget.ts';
import type { ProblemList } from './problemList.ts';
import { idSchema } from './references.ts';
import { resolveTiers } from './resolveTiers.ts';
import { resolveRule } from './resolveRule.ts';
import { workspaceSchema } from './schema.ts';

const headSchema = workspaceSchema.omit({ rules: true, tiers: true });
const workspaceKeys = Object.keys(workspaceSchema.shape);

/** The workspaces that one scope defines, in the order written, bad parts reported and marked. */
export function workspacesOf(
  scope: ConfigScope,
  known: KnownTargets,
  problems: ProblemList,
): EffectiveWorkspace[] {
  const table = scope.value['workspaces'];
  if (table === undefined) return [];
  if (typeof table !== 'object' || table === null || Array.isArray(table)) {
    problems.error(scope, ['workspaces'], 'expected an object keyed by workspace id');
    return [];
  }
  const workspaces: EffectiveWorkspace[] = [];
  for (const [id, value] of Object.entries(table)) {
    const path = ['workspaces', id];
    const idResult = idSchema.safeParse(id);
    if (!idResult.success) {
      problems.errors(scope, toIssues(idResult.error, path, []));
      continue;
    }
    workspaces.push(resolveWorkspace(scope, id, value, known, problems));
  }
  return workspaces;
}

function resolveWorkspace(
  scope: ConfigScope,
  id: string,
  value: unknown,
  known: KnownTargets,
  problems: ProblemList,
): EffectiveWorkspace {
  const path = ['workspaces', id];
  const origin = isUsersOwn(scope) ? 'user' : 'folder';
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.error(scope, path, 'expected an object with "model" and "rules"');
    return { id, origin, rules: [], broken: 'not an object' };
  }
  const { rules: rawRules, tiers: rawTiers, ...head } = value as Record<string, unknown>;
  const rules = resolveRules(scope, [...path, 'rules'], rawRules, known, problems);
  const result = headSchema.safeParse(head);
  if (!result.success) {
    const issues = toIssues(result.error, path, workspaceKeys);
    problems.errors(scope, issues);
    return { ...salvageHead(head), id, origin, rules, broken: issues[0]?.message ?? 'not understood' };
  }
  for (const key of ['model', 'embeddingsModel'] as const) {
    const reference = result.data[key];
    const missing = reference === undefined ? undefined : missingTarget(reference, known);
    if (missing !== undefined) problems.error(scope, [...path, key], missing);
  }
  const tiers = resolveTiers(
    scope,
    [...path, 'tiers'],
    rawTiers,
    (model) => missingTarget(model, known),
    problems,
  );
  return { ...result.data, id, origin, rules, tiers };
}

/** The keys of a bad workspace that are right by themselves. */
function salvageHead(head: Record<string, unknown>): Omit<EffectiveWorkspace, 'id' | 'origin' | 'rules'> {
  const kept = Object.entries(head).filter(
    ([key, member]) => headSchema.safeParse({ [key]: member }).success,
  );
  return headSchema.parse(Object.fromEntries(kept));
}

function resolveRules(
  scope: ConfigScope,
  path: readonly PathSegment[],
  value: unknown,
  known: KnownTargets,
  problems: ProblemList,
): EffectiveRule[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.error(scope, path, 'expected a list of rules');
    return [];
  }
  return value.map((rule: unknown, index) => resolveRule(scope, [...path, index], rule, known, problems));
}
