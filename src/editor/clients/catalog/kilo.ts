import * as l10n from '@vscode/l10n';
import type { ClientConnector } from '../connector.ts';
import { openCodeConfig, openCodeFolder } from './openCodeProvider.ts';

/** Kilo Code from version 7 on, which is built on opencode: its extension and its command line. */
export const kilo: ClientConnector = {
  id: 'kilo',
  name: 'Kilo Code',
  signs: {
    extensions: ['kilocode.kilo-code'],
    commands: ['kilo', 'kilocode'],
    folders: (machine) => [openCodeFolder(machine, 'kilo')],
  },
  wire: 'chat',
  config: openCodeConfig('kilo'),
  steps: () => [
    {
      text: l10n.t(
        'Reload the window, then choose “Muxgate” in Kilo’s list of models. Kilo before version 7 keeps its settings where no other program reaches them.',
      ),
    },
  ],
};
