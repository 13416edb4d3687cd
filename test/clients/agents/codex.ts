import type { SpokenCall } from '../../helpers/strict/spokenAnswer.ts';
import type { Agent } from '../agent.ts';

const settings = (baseUrl: string): string => `model_provider = "gateway"
check_for_update_on_startup = false

[model_providers.gateway]
name = "gateway"
base_url = "${baseUrl}/v1"
env_key = "GATEWAY_KEY"
wire_api = "responses"

[analytics]
enabled = false

[feedback]
enabled = false
`;

/** OpenAI's Codex: Responses. The kinds of its tools depend on the model's name. */
function codex(model: string, shellCall: (command: string) => SpokenCall): Agent {
  return {
    name: `codex ${model}`,
    packageName: '@openai/codex',
    version: '0.169.0',
    command: 'codex',
    args: ({ prompt }) => [
      ...['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'],
      ...['-m', model, prompt],
    ],
    env: () => ({ GATEWAY_KEY: 'k' }),
    files: ({ baseUrl }) => ({ '.codex/config.toml': settings(baseUrl) }),
    shellCall,
  };
}

const execCommand = (command: string): SpokenCall => ({
  name: 'exec_command',
  arguments: JSON.stringify({ cmd: command }),
});

/** A script, as custom tools of namespaces take it; to a model without such tools it is a string of a function. */
const execScript = (command: string): SpokenCall => {
  const input = `text((await tools.exec_command(${JSON.stringify({ cmd: command })})).output);`;
  return {
    name: 'functions__exec',
    arguments: JSON.stringify({ input }),
    custom: { name: 'exec', namespace: 'functions', input },
  };
};

/** Functions and namespaces alone. */
export const codexUnknownModel = codex('some-model', execCommand);
/** A custom `apply_patch` and `tool_search` besides. */
export const codexGpt55 = codex('gpt-5.5', execCommand);
/** No `tools` at all: they stand in the input, in namespaces, and a custom one takes JavaScript that calls the others. */
export const codexGpt6 = codex('gpt-6-sol', execScript);
