import * as l10n from '@vscode/l10n';
import type { ClientConnector } from '../connector.ts';
import { shellWord } from '../shellWord.ts';
import { ownComputerStep } from './ownComputerStep.ts';

/** Whatever takes Anthropic's base URL. */
export const anthropicCompatible: ClientConnector = {
  id: 'anthropic-compatible',
  name: 'Anthropic-compatible',
  signs: {},
  wire: 'messages',
  steps: (address) => [
    { text: l10n.t('Base URL'), copy: address.origin },
    { text: l10n.t('API key'), copy: address.key },
    ...ownComputerStep(address, ''),
    {
      text: l10n.t('As variables, which the Anthropic libraries read.'),
      copy: `export ANTHROPIC_BASE_URL=${address.origin} ANTHROPIC_AUTH_TOKEN=${shellWord(address.key)}`,
    },
  ],
};
