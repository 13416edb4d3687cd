import * as l10n from '@vscode/l10n';
import type { ProviderStatus } from '../../protocol/status.ts';

/** How a provider stands, in a word or two. */
export function providerStateText(state: ProviderStatus['state']): string {
  switch (state) {
    case 'unknown':
      return l10n.t('unknown');
    case 'checking':
      return l10n.t('checking');
    case 'reachable':
      return l10n.t('reachable');
    case 'failing':
      return l10n.t('failing');
    case 'key missing':
      return l10n.t('key missing');
    case 'broken':
      return l10n.t('broken');
  }
}
