import type { Agent } from '../agent.ts';

/** Anthropic's Claude Code: Messages. */
export const claudeCode: Agent = {
  name: 'claude-code',
  packageName: '@anthropic-ai/claude-code',
  version: '2.1.329',
  command: 'claude',
  args: ({ prompt }) => ['-p', '--dangerously-skip-permissions', prompt],
  env: ({ baseUrl }) => ({
    // Running as root, as containers do, it wants to know that this is one.
    IS_SANDBOX: '1',
    ANTHROPIC_BASE_URL: baseUrl,
    ANTHROPIC_API_KEY: 'k',
    ANTHROPIC_MODEL: 'claude-sonnet-4-5',
    ANTHROPIC_DEFAULT_HAIKU_MODEL: 'claude-haiku-4-5',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    DISABLE_TELEMETRY: '1',
    DISABLE_ERROR_REPORTING: '1',
  }),
  shellCall: (command) => ({
    name: 'Bash',
    arguments: JSON.stringify({ command, description: 'Reads the token' }),
  }),
};
