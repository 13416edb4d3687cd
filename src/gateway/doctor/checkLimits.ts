import * as l10n from '@vscode/l10n';
import type { Finding } from '../../protocol/doctor.ts';
import { notByItself } from '../accounts/accountPool.ts';
import type { DoctorCheck, DoctorContext } from './doctorContext.ts';

/** Accounts that rest, limits that are reached, budgets that are spent. */
export const checkLimits: DoctorCheck = (context) => {
  const findings = [...resting(context), ...spent(context)];
  if (findings.length > 0) return Promise.resolve(findings);
  return Promise.resolve([
    { severity: 'good', title: l10n.t('No limit or budget is reached, and no account rests.') },
  ]);
};

function resting({ standings }: DoctorContext): Finding[] {
  return standings.flatMap(({ account, standing }): Finding[] => {
    const name = account.id === 'default' ? account.provider : `${account.provider} / ${account.id}`;
    switch (standing.state) {
      case 'active':
      case 'disabled':
      case 'key missing':
      case 'key rejected':
        return [];
      case 'limited':
        return [
          {
            severity: 'warning',
            title: l10n.t('“{0}” has reached a limit: {1}.', name, standing.limit),
            meaning: until(standing.untilMs),
            advice: l10n.t('Requests wait or go to the next account or model until then.'),
          },
        ];
      case 'cooling':
        return [
          {
            severity: 'warning',
            title: l10n.t('“{0}” rests after a failure: {1}', name, standing.why),
            meaning: until(standing.untilMs),
            advice: l10n.t('Requests wait or go to the next account or model until then.'),
          },
        ];
      case 'over budget':
        return [
          {
            severity: 'broken',
            title: l10n.t('The budget of “{0}” is spent.', name),
            meaning: until(standing.untilMs),
            remedy: { action: 'openSettings', page: 'providers' },
          },
        ];
    }
  });
}

function spent({ spending }: DoctorContext): Finding[] {
  return spending.budgets
    .filter(({ leftUsd }) => leftUsd <= 0)
    .map(({ path, mode, limitUsd, resetsAtMs }) => ({
      severity: mode === 'hard' ? 'broken' : 'warning',
      title: l10n.t('The budget {0} of {1} USD is spent.', path, limitUsd),
      meaning: mode === 'hard' ? l10n.t('Requests that it is for are refused.') : until(resetsAtMs),
      advice: mode === 'hard' ? until(resetsAtMs) : undefined,
      remedy: { action: 'openSettings', page: 'limits' },
    }));
}

function until(timeMs: number): string | undefined {
  return timeMs === notByItself ? undefined : l10n.t('Until {0}.', new Date(timeMs).toLocaleString());
}
