import * as l10n from '@vscode/l10n';
import type { ClientConnector } from '../connector.ts';
import { shellWord } from '../shellWord.ts';
import { openAiFields } from './openAiFields.ts';
import { inHome } from './places.ts';

/** Cline: its settings and keys are changed by itself alone, in its view or by its command. */
export const cline: ClientConnector = {
  id: 'cline',
  name: 'Cline',
  signs: {
    extensions: ['saoudrizwan.claude-dev'],
    commands: ['cline'],
    folders: (machine) => [inHome(machine, '.cline')],
  },
  wire: 'chat',
  steps: (address) => [
    {
      text: l10n.t(
        'In Cline’s view, open its settings (the gear) and choose the API provider “OpenAI Compatible”.',
      ),
    },
    ...openAiFields(address),
    {
      text: l10n.t('Or, for its command line, run this in a terminal.'),
      copy: `cline auth -p openai-compatible -b ${address.origin}/v1 -k ${shellWord(address.key)} -m auto`,
    },
  ],
  limits: () => l10n.t('Cline keeps its settings to itself, so this cannot be done with one click.'),
};
