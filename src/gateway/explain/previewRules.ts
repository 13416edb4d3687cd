import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import { ProblemList } from '../../config/problemList.ts';
import { resolveRule } from '../../config/resolveRule.ts';
import type { RuleStatus } from '../../protocol/status.ts';
import { ruleStatus } from './ruleStatus.ts';
import type { Router } from '../routing/router.ts';
import type { EditorWindow } from '../routing/window.ts';

/** Says of rules that are still being edited what the status says of saved ones. Nothing is kept. */
export function previewRules(
  rules: readonly unknown[],
  config: EffectiveConfig,
  router: Router,
  window: EditorWindow | undefined,
): RuleStatus[] {
  const draft = { kind: 'user', value: {} } as const;
  return rules.map((rule, index) =>
    ruleStatus(resolveRule(draft, ['rules', index], rule, config, new ProblemList()), router, window),
  );
}
