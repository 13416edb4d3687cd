import * as l10n from '@vscode/l10n';
import type { ClientConnector, Machine } from '../connector.ts';
import { configHome, inHome, joined, textOf } from './places.ts';

/** Zed's own agent: an OpenAI-compatible provider. Keys are in Zed's keychain, which only Zed fills. */
export const zed: ClientConnector = {
  id: 'zed',
  name: 'Zed',
  signs: { commands: ['zed', 'zeditor'], folders: (machine) => [folder(machine)] },
  wire: 'chat',
  config: {
    targets: (machine) => [
      {
        path: joined(machine, folder(machine), 'settings.json'),
        format: 'json',
        edits: ({ origin }) => [
          {
            path: ['language_models', 'openai_compatible', 'Muxgate'],
            value: {
              api_url: `${origin}/v1`,
              available_models: [
                {
                  name: 'auto',
                  display_name: 'Muxgate',
                  max_tokens: 200_000,
                  max_output_tokens: 32_000,
                  capabilities: { tools: true, images: true },
                },
              ],
            },
          },
        ],
      },
    ],
    endpoint: (read) => {
      const baseUrl = textOf(read(['language_models', 'openai_compatible', 'Muxgate', 'api_url']));
      return baseUrl === undefined ? undefined : { baseUrl };
    },
  },
  steps: ({ key }) => [
    {
      text: l10n.t(
        'In Zed, run “agent: open settings”, find “Muxgate” below the language model providers, and enter this key: Zed asks for one.',
      ),
      copy: key,
    },
    { text: l10n.t('Then choose “Muxgate” in the model list of Zed’s agent panel.') },
  ],
};

function folder(machine: Machine): string {
  switch (machine.platform) {
    case 'win32':
      return joined(machine, machine.env['APPDATA'] ?? inHome(machine, 'AppData', 'Roaming'), 'Zed');
    case 'darwin':
      return inHome(machine, '.config', 'zed');
    default:
      return joined(machine, configHome(machine), 'zed');
  }
}
