import type { ClientConfig, Machine } from '../connector.ts';
import { isTable } from '../text/configPath.ts';
import { configHome, firstThere, joined, textOf } from './places.ts';

/** opencode's way of configuration, which Kilo shares: a provider of its own, and the model that is used by default. */
export function openCodeConfig(name: 'opencode' | 'kilo'): ClientConfig {
  return {
    targets: (machine) => {
      const at = (file: string): string => joined(machine, openCodeFolder(machine, name), file);
      const { path } = firstThere(machine, [
        { path: at(`${name}.json`) },
        { path: at(`${name}.jsonc`) },
        { path: at('config.json') },
      ]);
      return [
        {
          path,
          format: 'json',
          edits: ({ origin, key }) => [
            {
              path: ['provider', 'muxgate'],
              value: {
                npm: '@ai-sdk/openai-compatible',
                name: 'Muxgate',
                options: { baseURL: `${origin}/v1`, apiKey: key },
                models: {
                  auto: { name: 'Muxgate', tool_call: true, limit: { context: 200_000, output: 32_000 } },
                },
              },
            },
            { path: ['model'], value: 'muxgate/auto' },
          ],
        },
      ];
    },
    endpoint: (read) => {
      const options = read(['provider', 'muxgate', 'options']);
      const baseUrl = isTable(options) ? textOf(options['baseURL']) : undefined;
      if (!isTable(options) || baseUrl === undefined) return undefined;
      return { baseUrl, key: textOf(options['apiKey']) };
    },
  };
}

/** Where it keeps its files, on Windows too. */
export function openCodeFolder(machine: Machine, name: string): string {
  return joined(machine, configHome(machine), name);
}
