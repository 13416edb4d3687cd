import type { ClientConnector } from '../connector.ts';
import { openCodeConfig, openCodeFolder } from './openCodeProvider.ts';

/** opencode: its user-wide file; a project's own file comes after it. */
export const openCode: ClientConnector = {
  id: 'opencode',
  name: 'opencode',
  signs: {
    extensions: ['sst-dev.opencode'],
    commands: ['opencode'],
    folders: (machine) => [openCodeFolder(machine, 'opencode')],
  },
  wire: 'chat',
  config: openCodeConfig('opencode'),
};
