import * as l10n from '@vscode/l10n';
import type { ClientConnector, Machine } from '../connector.ts';
import { folderOf, joined, textOf } from './places.ts';

const folder = (machine: Machine): string => joined(machine, folderOf(machine, 'GEMINI_CLI_HOME'), '.gemini');

/** Google's Gemini CLI: the address in its .env, and a key as the way to sign in. */
export const geminiCli: ClientConnector = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  signs: { commands: ['gemini'], folders: (machine) => [folder(machine)] },
  wire: 'gemini',
  config: {
    targets: (machine) => [
      {
        path: joined(machine, folder(machine), '.env'),
        format: 'dotenv',
        edits: ({ origin, key, needsKey }) => [
          { path: ['GOOGLE_GEMINI_BASE_URL'], value: origin },
          { path: ['GEMINI_API_KEY'], value: key, keepsExisting: !needsKey },
        ],
      },
      {
        path: joined(machine, folder(machine), 'settings.json'),
        format: 'json',
        // With an address and no such choice it stops before it sends anything.
        edits: () => [{ path: ['security', 'auth', 'selectedType'], value: 'gemini-api-key' }],
      },
    ],
    endpoint: (read) => {
      const baseUrl = textOf(read(['GOOGLE_GEMINI_BASE_URL']));
      return baseUrl === undefined ? undefined : { baseUrl, key: textOf(read(['GEMINI_API_KEY'])) };
    },
  },
  limits: () =>
    l10n.t(
      'Gemini CLI reads one .env file: where a project has its own, that one counts instead of this one.',
    ),
};
