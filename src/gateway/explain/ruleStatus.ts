import type { EffectiveRule } from '../../config/effectiveConfig.ts';
import type { RuleStatus } from '../../protocol/status.ts';
import type { Router } from '../routing/router.ts';
import type { EditorWindow } from '../routing/window.ts';

/** As many as anybody reads; a status of 1,000 rules over 1,000 files must stay small. */
const namedFiles = 20;

/** A rule as the editor shows it: what it says, why it is broken, and which files of the window it meets now. */
export function ruleStatus(
  rule: EffectiveRule,
  router: Router,
  window: EditorWindow | undefined,
): RuleStatus {
  const matching = router.matchingFiles(rule, window);
  return {
    text: router.ruleText(rule),
    name: rule.name,
    broken: rule.broken ?? router.brokenReason(rule),
    matchingFiles: matching.slice(0, namedFiles),
    matchingFileCount: matching.length,
  };
}
