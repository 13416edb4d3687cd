import * as l10n from '@vscode/l10n';
import type { Finding } from '../../../protocol/doctor.ts';
import type { GatewayStatus } from '../../../protocol/status.ts';
import type { KeyStore } from '../../secrets/keyStore.ts';

/** Whether the editor's secret storage opens, and keys in it that belong to no provider any more. */
export async function checkSecrets(
  keys: Pick<KeyStore, 'keys'>,
  { providers }: GatewayStatus,
): Promise<readonly Finding[]> {
  let stored: Awaited<ReturnType<KeyStore['keys']>>;
  try {
    stored = await keys.keys();
  } catch (error) {
    return [
      {
        severity: 'broken',
        title: l10n.t(
          "The editor's secret storage does not open: {0}",
          error instanceof Error ? error.message : String(error),
        ),
        meaning: l10n.t('Providers that need a key have none.'),
        advice: l10n.t("Unlock the system's keyring. Keys may also be variables: {0}", '${env:NAME}'),
      },
    ];
  }
  const findings: Finding[] = [
    { severity: 'good', title: l10n.t('The secret storage opens. Keys in it: {0}.', stored.length) },
  ];
  const known = new Set(providers.map(({ id }) => id));
  const orphans = [...new Set(stored.map(({ provider }) => provider))].filter((id) => !known.has(id));
  if (known.size > 0 && orphans.length > 0) {
    findings.push({
      severity: 'note',
      title: l10n.t('Keys are kept for providers that are not configured: {0}', orphans.join(', ')),
      meaning: l10n.t('They are sent nowhere. Remove such a provider in the settings to forget its key.'),
    });
  }
  return findings;
}
