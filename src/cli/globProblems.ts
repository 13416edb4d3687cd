import type { ConfigScope } from '../config/configScope.ts';
import type { ConfigProblem, EffectiveConfig } from '../config/effectiveConfig.ts';
import { compileGlobs } from '../gateway/routing/globs.ts';

/** Globs that do not compile, which only routing can tell. */
export function globProblems(config: EffectiveConfig, lineOf: ConfigScope['lineOf']): ConfigProblem[] {
  return [...config.workspaces.values()].flatMap((workspace) =>
    workspace.rules.flatMap((rule, index): ConfigProblem[] => {
      if (rule.files === undefined) return [];
      const compiled = compileGlobs([rule.files].flat(), process.platform);
      if (!('error' in compiled)) return [];
      return [
        {
          path: `workspaces.${workspace.id}.rules[${index}].files`,
          message: compiled.error,
          severity: 'error',
          line: lineOf?.(['workspaces', workspace.id, 'rules', index, 'files']),
        },
      ];
    }),
  );
}
