import * as l10n from '@vscode/l10n';
import type { ClientAddress, ClientConnector, Machine } from '../connector.ts';
import { isTable } from '../text/configPath.ts';
import { firstThere, folderOf, joined, textOf } from './places.ts';

const folder = (machine: Machine): string => folderOf(machine, 'CONTINUE_GLOBAL_DIR', '.continue');
const byName = { key: 'name', is: 'Muxgate' };
const byTitle = { key: 'title', is: 'Muxgate' };

const model = ({ origin, key }: ClientAddress): Readonly<Record<string, unknown>> => ({
  provider: 'openai',
  model: 'auto',
  apiBase: `${origin}/v1`,
  apiKey: key,
});

/** Continue: a model at the top of its list. With a config.yaml beside it, its older config.json does not count. */
export const continueDev: ClientConnector = {
  id: 'continue',
  name: 'Continue',
  signs: {
    extensions: ['Continue.continue'],
    commands: ['cn'],
    folders: (machine) => [folder(machine)],
  },
  wire: 'chat',
  config: {
    targets: (machine) => [
      firstThere(machine, [
        {
          path: joined(machine, folder(machine), 'config.yaml'),
          format: 'yaml',
          edits: (address) => [
            // It refuses a file without these three.
            { path: ['name'], value: 'Local Config', keepsExisting: true },
            { path: ['version'], value: '1.0.0', keepsExisting: true },
            { path: ['schema'], value: 'v1', keepsExisting: true },
            {
              path: ['models', byName],
              value: {
                name: 'Muxgate',
                ...model(address),
                roles: ['chat', 'edit', 'apply', 'autocomplete'],
                capabilities: ['tool_use', 'image_input'],
              },
            },
          ],
        },
        {
          path: joined(machine, folder(machine), 'config.json'),
          format: 'json',
          edits: (address) => [
            {
              path: ['models', byTitle],
              value: {
                title: 'Muxgate',
                ...model(address),
                capabilities: { tools: true, uploadImage: true },
              },
            },
          ],
        },
      ]),
    ],
    endpoint: (read) => {
      const entry = read(['models', byName]) ?? read(['models', byTitle]);
      const baseUrl = isTable(entry) ? textOf(entry['apiBase']) : undefined;
      if (!isTable(entry) || baseUrl === undefined) return undefined;
      return { baseUrl, key: textOf(entry['apiKey']) };
    },
  },
  steps: () => [
    {
      text: l10n.t('Where another model is selected in Continue, choose “Muxgate” in its list of models.'),
    },
  ],
};
