import * as l10n from '@vscode/l10n';
import type { ClientConnector, Machine } from '../connector.ts';
import { isTable } from '../text/configPath.ts';
import { folderOf, joined, textOf } from './places.ts';

const folder = (machine: Machine): string => folderOf(machine, 'CODEX_HOME', '.codex');

/** OpenAI's Codex: its command line and its extension read the same file, at their start. */
export const codex: ClientConnector = {
  id: 'codex',
  name: 'Codex',
  signs: {
    extensions: ['openai.chatgpt'],
    commands: ['codex'],
    folders: (machine) => [folder(machine)],
  },
  wire: 'responses',
  config: {
    targets: (machine) => [
      {
        path: joined(machine, folder(machine), 'config.toml'),
        format: 'toml',
        edits: ({ origin, key, needsKey }) => [
          { path: ['model_provider'], value: 'muxgate' },
          {
            path: ['model_providers', 'muxgate'],
            value: {
              name: 'Muxgate',
              base_url: `${origin}/v1`,
              wire_api: 'responses',
              // `env_key` would name a variable that nobody sets.
              ...(needsKey ? { http_headers: { Authorization: `Bearer ${key}` } } : {}),
            },
          },
        ],
      },
    ],
    endpoint: (read) => {
      const provider = read(['model_provider']);
      if (typeof provider !== 'string') return undefined;
      const table = read(['model_providers', provider]);
      if (!isTable(table)) return undefined;
      const baseUrl = textOf(table['base_url']);
      const headers = table['http_headers'];
      const authorization = isTable(headers) ? textOf(headers['Authorization']) : undefined;
      return baseUrl === undefined ? undefined : { baseUrl, key: authorization?.replace(/^Bearer /, '') };
    },
  },
  steps: () => [
    {
      text: l10n.t(
        'Codex reads this file when it starts: start it again, and reload the window for its extension.',
      ),
    },
  ],
};
