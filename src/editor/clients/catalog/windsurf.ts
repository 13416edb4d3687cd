import * as l10n from '@vscode/l10n';
import type { ClientConnector } from '../connector.ts';
import { inHome } from './places.ts';

/** Windsurf: agents in its terminals and extensions work as anywhere; Cascade cannot. */
export const windsurf: ClientConnector = {
  id: 'windsurf',
  name: 'Windsurf',
  signs: {
    editors: ['Windsurf'],
    folders: (machine) => [inHome(machine, '.windsurf'), inHome(machine, '.codeium', 'windsurf')],
  },
  wire: 'chat',
  steps: ({ origin }) => [
    {
      text: l10n.t(
        'Install Muxgate in Windsurf from Open VSX, or with “Extensions: Install from VSIX…”. The gateway then runs there as in VS Code.',
      ),
    },
    {
      text: l10n.t(
        'Connect the agents that run in Windsurf’s terminal and as extensions (Claude Code, Codex, Cline, Continue and others) on this page: they reach this address.',
      ),
      copy: origin,
    },
  ],
  limits: () =>
    l10n.t(
      'Windsurf’s own Cascade cannot use Muxgate: its requests go through Windsurf’s servers, and it has no setting for a base URL.',
    ),
};
