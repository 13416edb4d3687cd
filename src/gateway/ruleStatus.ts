import type { EffectiveRule } from '../config/effectiveConfig.ts';
import type { RuleStatus } from '../protocol/status.ts';
import type { Router } from './routing/router.ts';
import type { EditorWindow } from './routing/window.ts';

/** A rule as the editor shows it: what it says, why it is broken, and which files of the window it meets now. */
export function ruleStatus(
  rule: EffectiveRule,
  router: Router,
  window: EditorWindow | undefined,
): RuleStatus {
  return {
    text: router.ruleText(rule),
    name: rule.name,
    broken: rule.broken ?? router.brokenReason(rule),
    matchingFiles: router.matchingFiles(rule, window),
  };
}
