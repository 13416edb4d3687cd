import * as l10n from '@vscode/l10n';
import type { RuleExplanation } from '../../protocol/gatewayRequests.ts';

/** What became of a rule, in a word or two. */
export function outcomeText(outcome: RuleExplanation['outcome']): string {
  switch (outcome) {
    case 'matched':
      return l10n.t('matched');
    case 'not matched':
      return l10n.t('not matched');
    case 'broken':
      return l10n.t('broken');
    case 'disabled':
      return l10n.t('disabled');
    case 'not reached':
      return l10n.t('not reached');
    case 'guard':
      return l10n.t('guard');
  }
}

/** @param cause of the gateway's decision; one that is not known here stays as it is */
export function causeText(cause: string | undefined): string | undefined {
  return causes[cause ?? ''] ?? cause;
}

const causes: Readonly<Record<string, string>> = {
  'named model': l10n.t('named model'),
  'named route': l10n.t('named route'),
  pin: l10n.t('pin'),
  rule: l10n.t('rule'),
  tier: l10n.t('tier'),
  'catch-all': l10n.t('catch-all'),
  'embeddings model': l10n.t('embeddings model'),
  'same turn': l10n.t('same turn'),
  'local only': l10n.t('local only'),
  'given id': l10n.t('given id'),
  'first provider': l10n.t('first provider'),
};
