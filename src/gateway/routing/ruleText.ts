import type { EffectiveRule } from '../../config/effectiveConfig.ts';
import { conditionsText } from './conditions/conditionsText.ts';

/** A rule in short, e.g. `chat *.ts → anthropic/claude-sonnet-4-5`. */
export function ruleText(rule: EffectiveRule): string {
  const conditions = conditionsText(rule);
  if (rule.model === undefined)
    return `${conditions} → ${rule.localOnly === true ? 'local models only' : 'no model'}`;
  return `${conditions} → ${rule.model}${rule.localOnly === true ? ', local only' : ''}`;
}
