import type { Agent } from '../agent.ts';

const settings = {
  security: { auth: { selectedType: 'gemini-api-key' } },
  privacy: { usageStatisticsEnabled: false },
  general: { enableAutoUpdate: false },
};

/** Google's Gemini CLI: Gemini. */
export const geminiCli: Agent = {
  name: 'gemini-cli',
  packageName: '@google/gemini-cli',
  version: '0.61.0',
  command: 'gemini',
  args: ({ prompt }) => ['--skip-trust', '-y', '-m', 'gemini-3-pro', '-p', prompt],
  env: ({ baseUrl }) => ({ GEMINI_API_KEY: 'k', GOOGLE_GEMINI_BASE_URL: baseUrl }),
  files: () => ({ '.gemini/settings.json': JSON.stringify(settings) }),
  shellCall: (command) => ({ name: 'run_shell_command', arguments: JSON.stringify({ command }) }),
};
