import * as l10n from '@vscode/l10n';
import type { Finding } from '../../protocol/doctor.ts';
import { accountName, accountsOf } from './checkProviders.ts';
import type { DoctorCheck } from './doctorContext.ts';

/** Keys that are missing, entered for another address, or were rejected when they were used. */
export const checkKeys: DoctorCheck = (context) => {
  const findings: Finding[] = [];
  for (const provider of accountsOf(context)) {
    const lookup = context.keyRing.keyFor(provider);
    const action = provider.login === undefined ? 'setApiKey' : 'signIn';
    if ('missing' in lookup) {
      findings.push({
        severity: 'broken',
        title: lookup.message,
        meaning:
          lookup.missing === 'key bound elsewhere'
            ? l10n.t('A key is never sent to an address other than the one that it was entered for.')
            : undefined,
        remedy: { action },
      });
    }
    const standing = context.standings.find(
      ({ account }) => account.provider === provider.id && account.id === provider.account,
    )?.standing;
    if (standing?.state === 'key rejected') {
      findings.push({
        severity: 'broken',
        title: l10n.t('The key of “{0}” was rejected when it was last used.', accountName(provider)),
        meaning: standing.message,
        advice: l10n.t('Enter another one. It is not tried first until then.'),
        remedy: { action },
      });
    }
  }
  if (findings.length > 0) return Promise.resolve(findings);
  return Promise.resolve([{ severity: 'good', title: l10n.t('Every account that needs a key has one.') }]);
};
