import * as l10n from '@vscode/l10n';
import type { ClientConnector } from '../connector.ts';
import { inHome, textOf } from './places.ts';

/** Qwen Code: as a client of an OpenAI-compatible server. */
export const qwenCode: ClientConnector = {
  id: 'qwen-code',
  name: 'Qwen Code',
  signs: {
    extensions: ['qwenlm.qwen-code-vscode-ide-companion'],
    commands: ['qwen'],
    folders: (machine) => [inHome(machine, '.qwen')],
  },
  wire: 'chat',
  config: {
    targets: (machine) => [
      {
        path: inHome(machine, '.qwen', 'settings.json'),
        format: 'json',
        edits: ({ origin, key, needsKey }) => [
          { path: ['env', 'OPENAI_BASE_URL'], value: `${origin}/v1` },
          { path: ['env', 'OPENAI_API_KEY'], value: key, keepsExisting: !needsKey },
          { path: ['security', 'auth', 'selectedType'], value: 'openai' },
          { path: ['model', 'name'], value: 'auto' },
        ],
      },
    ],
    endpoint: (read) => {
      const baseUrl = textOf(read(['env', 'OPENAI_BASE_URL']));
      return baseUrl === undefined ? undefined : { baseUrl, key: textOf(read(['env', 'OPENAI_API_KEY'])) };
    },
  },
  limits: () =>
    l10n.t(
      'Variables of your shell win over this file: a set OPENAI_BASE_URL or OPENAI_API_KEY still counts.',
    ),
};
