import * as l10n from '@vscode/l10n';
import type { ClientAddress, ClientStep } from '../connector.ts';

/** The three values that an OpenAI-compatible client asks for. */
export function openAiFields({ origin, key }: ClientAddress): readonly ClientStep[] {
  return [
    { text: l10n.t('Base URL'), copy: `${origin}/v1` },
    { text: l10n.t('API key'), copy: key },
    { text: l10n.t('Model'), copy: 'auto' },
  ];
}
