import * as l10n from '@vscode/l10n';
import type { ClientConnector } from '../connector.ts';
import { inHome } from './places.ts';

/** Cursor: agents in its terminals and extensions work as anywhere; its own chat cannot. */
export const cursor: ClientConnector = {
  id: 'cursor',
  name: 'Cursor',
  signs: { editors: ['Cursor'], folders: (machine) => [inHome(machine, '.cursor')] },
  wire: 'chat',
  steps: ({ origin }) => [
    {
      text: l10n.t(
        'Install Muxgate in Cursor from Open VSX, or with “Extensions: Install from VSIX…”. The gateway then runs there as in VS Code.',
      ),
    },
    {
      text: l10n.t(
        'Connect the agents that run in Cursor’s terminal and as extensions (Claude Code, Codex, Cline, Continue and others) on this page: they reach this address.',
      ),
      copy: origin,
    },
  ],
  limits: () =>
    l10n.t(
      'Cursor’s own chat and completions cannot use Muxgate: Cursor calls a custom base URL from its servers, and an address of your own machine is out of their reach.',
    ),
};
