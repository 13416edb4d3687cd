import * as l10n from '@vscode/l10n';
import type { ClientConnector } from '../connector.ts';
import { shellWord } from '../shellWord.ts';

/** Whatever takes Anthropic's base URL. */
export const anthropicCompatible: ClientConnector = {
  id: 'anthropic-compatible',
  name: 'Anthropic-compatible',
  signs: {},
  wire: 'messages',
  steps: ({ origin, key }) => [
    { text: l10n.t('Base URL'), copy: origin },
    { text: l10n.t('API key'), copy: key },
    {
      text: l10n.t('As variables, which the Anthropic libraries read.'),
      copy: `export ANTHROPIC_BASE_URL=${origin} ANTHROPIC_AUTH_TOKEN=${shellWord(key)}`,
    },
  ],
};
