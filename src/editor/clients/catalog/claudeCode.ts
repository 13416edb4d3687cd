import * as l10n from '@vscode/l10n';
import type { ClientConnector, Machine } from '../connector.ts';
import { folderOf, joined, textOf } from './places.ts';

const settingsFolder = (machine: Machine): string => folderOf(machine, 'CLAUDE_CONFIG_DIR', '.claude');

/** Anthropic's Claude Code: its command line and its extension read the same user settings. */
export const claudeCode: ClientConnector = {
  id: 'claude-code',
  name: 'Claude Code',
  signs: {
    extensions: ['anthropic.claude-code'],
    commands: ['claude'],
    folders: (machine) => [settingsFolder(machine)],
  },
  wire: 'messages',
  config: {
    targets: (machine) => [
      {
        path: joined(machine, settingsFolder(machine), 'settings.json'),
        format: 'json',
        edits: ({ origin, key, needsKey }, read) => {
          // Two credentials at once make it warn. One of the user's is as good while no access key is asked for.
          const hasOwn =
            read(['env', 'ANTHROPIC_API_KEY']) !== undefined || read(['apiKeyHelper']) !== undefined;
          const token = { path: ['env', 'ANTHROPIC_AUTH_TOKEN'], value: key, keepsExisting: !needsKey };
          return [
            { path: ['env', 'ANTHROPIC_BASE_URL'], value: origin },
            ...(hasOwn && !needsKey ? [] : [token]),
          ];
        },
      },
    ],
    endpoint: (read) => {
      const baseUrl = textOf(read(['env', 'ANTHROPIC_BASE_URL']));
      if (baseUrl === undefined) return undefined;
      const token =
        textOf(read(['env', 'ANTHROPIC_AUTH_TOKEN'])) ?? textOf(read(['env', 'ANTHROPIC_API_KEY']));
      return { baseUrl, key: token };
    },
  },
  steps: () => [
    {
      text: l10n.t(
        'Should the extension ask you to sign in, turn that off in the user settings of VS Code; what runs already takes the address over when it is started again.',
      ),
      copy: '"claudeCode.disableLoginPrompt": true',
    },
  ],
};
