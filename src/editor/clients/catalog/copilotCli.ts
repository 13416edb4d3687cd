import * as l10n from '@vscode/l10n';
import type { ClientAddress, ClientConnector, ConfigTarget, Machine } from '../connector.ts';
import { configHome, firstThere, inHome, joined, pathsOf, textOf } from './places.ts';

const variables = ({ origin, key }: ClientAddress): readonly (readonly [string, string])[] => [
  ['COPILOT_PROVIDER_TYPE', 'openai'],
  ['COPILOT_PROVIDER_BASE_URL', `${origin}/v1`],
  ['COPILOT_PROVIDER_API_KEY', key],
  ['COPILOT_MODEL', 'auto'],
];

/** GitHub's Copilot CLI: it knows variables alone, so they go to the start-up file of the user's shell. */
export const copilotCli: ClientConnector = {
  id: 'copilot-cli',
  name: 'GitHub Copilot CLI',
  signs: { commands: ['copilot'] },
  wire: 'chat',
  config: {
    targets: (machine) => {
      const file = shellFile(machine);
      return file === undefined
        ? undefined
        : [
            {
              ...file,
              edits: (address) => variables(address).map(([name, value]) => ({ path: [name], value })),
            },
          ];
    },
    endpoint: (read) => {
      const baseUrl = textOf(read(['COPILOT_PROVIDER_BASE_URL']));
      return baseUrl === undefined ? undefined : { baseUrl, key: textOf(read(['COPILOT_PROVIDER_API_KEY'])) };
    },
  },
  steps: (address) => [
    { text: l10n.t('Open a new terminal: shells read their start-up file once.') },
    {
      text: l10n.t('On Windows, set the variables in PowerShell and open a new terminal.'),
      copy: variables(address)
        .map(([name, value]) => `[Environment]::SetEnvironmentVariable('${name}', '${value}', 'User')`)
        .join('\n'),
    },
  ],
};

/** The file that an interactive shell of the user reads; undefined for shells of which it is not known. */
function shellFile(machine: Machine): Pick<ConfigTarget, 'path' | 'format'> | undefined {
  if (machine.platform === 'win32') return undefined;
  switch (pathsOf(machine).basename(machine.env['SHELL'] ?? '')) {
    case 'zsh':
      return { path: joined(machine, machine.env['ZDOTDIR'] ?? machine.home, '.zshrc'), format: 'sh' };
    case 'bash': {
      const bashrc = { path: inHome(machine, '.bashrc') };
      const profile = { path: inHome(machine, '.bash_profile') };
      // Terminals of macOS start login shells, which do not read .bashrc by themselves.
      const { path } = firstThere(machine, machine.platform === 'darwin' ? [profile, bashrc] : [bashrc]);
      return { path, format: 'sh' };
    }
    case 'fish':
      return { path: joined(machine, configHome(machine), 'fish', 'config.fish'), format: 'fish' };
    default:
      return undefined;
  }
}
