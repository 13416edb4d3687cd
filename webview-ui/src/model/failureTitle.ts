import * as l10n from '@vscode/l10n';

const titles: Readonly<Record<string, string>> = {
  refused: l10n.t('Connection refused'),
  dns: l10n.t('Address not found (DNS)'),
  tls: l10n.t('Certificate not accepted (TLS)'),
  timeout: l10n.t('No answer in time'),
  unauthorized: l10n.t('Key not accepted'),
  'no model list': l10n.t('No model list there'),
  'key missing': l10n.t('The key is missing'),
  'key bound elsewhere': l10n.t('The key belongs to another address'),
};

/** What went wrong when a provider was tried, in a few words; the result's message says the rest. */
export function failureTitle(kind: string | undefined): string {
  return titles[kind ?? ''] ?? l10n.t('The test failed');
}
