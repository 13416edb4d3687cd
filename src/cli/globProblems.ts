import type { Conditions } from '../config/conditionSchema.ts';
import type { ConfigScope } from '../config/configScope.ts';
import type { ConfigProblem, EffectiveConfig } from '../config/effectiveConfig.ts';
import { type PathSegment, pathText } from '../config/issueText.ts';
import { compileConditions } from '../gateway/routing/conditions/compileConditions.ts';
import { compileGlobs } from '../gateway/routing/globs.ts';

/** Globs and regexes of rules and of routes' targets that do not compile, which only routing can tell. */
export function globProblems(config: EffectiveConfig, lineOf: ConfigScope['lineOf']): ConfigProblem[] {
  const problemIn = (conditions: Conditions, path: readonly PathSegment[]): ConfigProblem[] => {
    const { broken } = compileConditions(conditions, process.platform);
    if (broken === undefined) return [];
    const globs = compileGlobs([conditions.files ?? []].flat(), process.platform);
    const at = 'error' in globs ? [...path, 'files'] : path;
    return [{ path: pathText(at), message: broken, severity: 'error', line: lineOf?.(at) }];
  };
  return [
    ...[...config.workspaces.values()].flatMap(({ id, rules }) =>
      rules.flatMap((rule, index) => problemIn(rule, ['workspaces', id, 'rules', index])),
    ),
    ...[...config.routes.values()].flatMap(({ id, targets }) =>
      targets.flatMap(({ when = {} }, index) => problemIn(when, ['routes', id, 'targets', index, 'when'])),
    ),
  ];
}
