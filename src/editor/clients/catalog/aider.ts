import * as l10n from '@vscode/l10n';
import type { ClientConnector } from '../connector.ts';
import { inHome, textOf } from './places.ts';

/** aider: its file in the home; one in a repository comes after it. */
export const aider: ClientConnector = {
  id: 'aider',
  name: 'aider',
  signs: {
    commands: ['aider'],
    folders: (machine) => [inHome(machine, '.aider'), inHome(machine, '.aider.conf.yml')],
  },
  wire: 'chat',
  config: {
    targets: (machine) => [
      {
        path: inHome(machine, '.aider.conf.yml'),
        format: 'yaml',
        edits: ({ origin, key, needsKey }) => [
          { path: ['openai-api-base'], value: `${origin}/v1` },
          { path: ['openai-api-key'], value: key, keepsExisting: !needsKey },
          { path: ['model'], value: 'openai/auto' },
        ],
      },
    ],
    endpoint: (read) => {
      const baseUrl = textOf(read(['openai-api-base']));
      return baseUrl === undefined ? undefined : { baseUrl, key: textOf(read(['openai-api-key'])) };
    },
  },
  limits: () =>
    l10n.t(
      'A file .aider.conf.yml or .env in a repository counts more than this one. aider does not know the model “auto” and says so once.',
    ),
};
