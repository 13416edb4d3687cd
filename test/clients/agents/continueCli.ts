import type { Agent } from '../agent.ts';

const config = (baseUrl: string): string => `name: gateway
version: 1.0.0
schema: v1
models:
  - name: gateway
    provider: openai
    model: m
    apiBase: ${baseUrl}/v1
    apiKey: k
    capabilities: [tool_use]
    roles: [chat]
`;

/** Continue's command line: Chat Completions. */
export const continueCli: Agent = {
  name: 'continue',
  packageName: '@continuedev/cli',
  version: '1.5.47',
  command: 'cn',
  args: ({ prompt, home }) => ['--config', `${home}/config.yaml`, '--auto', '-p', prompt],
  env: () => ({ CONTINUE_TELEMETRY_ENABLED: '0' }),
  files: ({ baseUrl }) => ({ 'config.yaml': config(baseUrl) }),
  shellCall: (command) => ({ name: 'Bash', arguments: JSON.stringify({ command }) }),
};
