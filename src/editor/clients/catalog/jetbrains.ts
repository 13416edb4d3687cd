import * as l10n from '@vscode/l10n';
import type { ClientConnector, Machine } from '../connector.ts';
import { openAiFields } from './openAiFields.ts';
import { ownComputerStep } from './ownComputerStep.ts';
import { configHome, inHome, joined } from './places.ts';

/** JetBrains AI Assistant: set in the IDE alone. */
export const jetbrains: ClientConnector = {
  id: 'jetbrains',
  name: 'JetBrains AI Assistant',
  signs: { folders: (machine) => [folder(machine)] },
  wire: 'chat',
  steps: (address) => [
    {
      text: l10n.t(
        'In the IDE, open Settings, Tools, AI Assistant, Providers & API keys, and add a third-party provider “OpenAI-compatible”.',
      ),
    },
    ...openAiFields(address),
    ...ownComputerStep(address, '/v1'),
    { text: l10n.t('Test the connection there, apply, and choose “auto” as the model in AI Chat.') },
  ],
  limits: () => l10n.t('The IDE keeps this to itself, so it cannot be done with one click.'),
};

function folder(machine: Machine): string {
  switch (machine.platform) {
    case 'win32':
      return joined(machine, machine.env['APPDATA'] ?? inHome(machine, 'AppData', 'Roaming'), 'JetBrains');
    case 'darwin':
      return inHome(machine, 'Library', 'Application Support', 'JetBrains');
    default:
      return joined(machine, configHome(machine), 'JetBrains');
  }
}
