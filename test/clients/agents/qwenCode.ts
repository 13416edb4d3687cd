import type { Agent } from '../agent.ts';

/** Qwen Code: Chat Completions. */
export const qwenCode: Agent = {
  name: 'qwen-code',
  packageName: '@qwen-code/qwen-code',
  version: '0.24.4',
  command: 'qwen',
  args: ({ prompt }) => ['--auth-type', 'openai', '-m', 'm', '-y', prompt],
  env: ({ baseUrl }) => ({ OPENAI_API_KEY: 'k', OPENAI_BASE_URL: `${baseUrl}/v1`, OPENAI_MODEL: 'm' }),
  shellCall: (command) => ({
    name: 'run_shell_command',
    arguments: JSON.stringify({ command, is_background: false }),
  }),
};
