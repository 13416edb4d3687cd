/** What clients insist on when the gateway asks for no key. */
const anyKey = 'muxgate';

export interface TerminalFacts {
  /** `http://host:port` of the gateway, as terminals reach it. */
  readonly origin: string;
  readonly windowId: string;
  /** What terminals are started with anyway. */
  readonly env: NodeJS.ProcessEnv;
  /** Whether the gateway wants an access key. */
  readonly accessKeysSet: boolean;
  /** The access key, when terminals may have it. */
  readonly accessKey?: string;
  /** Claude Code has a login of its own, which a key in the environment would hide. */
  readonly isClaudeSignedIn: boolean;
}

/** A client's address: below the window's own, in the shape that this client appends its paths to. */
interface AddressVariable {
  readonly name: string;
  readonly path: '' | '/v1';
}

/**
 * Read by: Claude Code and the Anthropic SDKs; the OpenAI SDKs, Qwen Code and most that take an OpenAI-compatible address;
 * aider and whatever is built on litellm; Gemini CLI and Google's SDKs; Copilot CLI. Not `OLLAMA_HOST`: it is also where
 * `ollama serve` listens, and where `ollama pull` puts models.
 */
const addressVariables: readonly AddressVariable[] = [
  { name: 'ANTHROPIC_BASE_URL', path: '' },
  { name: 'OPENAI_BASE_URL', path: '/v1' },
  { name: 'OPENAI_API_BASE', path: '/v1' },
  { name: 'GOOGLE_GEMINI_BASE_URL', path: '' },
  { name: 'COPILOT_PROVIDER_BASE_URL', path: '/v1' },
];

/** A key that clients will not start without; `own`: variables by which the user has one already. */
interface KeyVariable {
  readonly name: string;
  readonly own: readonly string[];
}

const keyVariables: readonly KeyVariable[] = [
  {
    name: 'ANTHROPIC_AUTH_TOKEN',
    own: ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_API_KEY', 'CLAUDE_CODE_OAUTH_TOKEN'],
  },
  { name: 'OPENAI_API_KEY', own: ['OPENAI_API_KEY'] },
  { name: 'GEMINI_API_KEY', own: ['GEMINI_API_KEY', 'GOOGLE_API_KEY'] },
  {
    name: 'COPILOT_PROVIDER_API_KEY',
    own: ['COPILOT_PROVIDER_API_KEY', 'COPILOT_PROVIDER_BEARER_TOKEN'],
  },
];

/** opencode, and Kilo, which is built on it, read a whole configuration from a variable and join it into the user's own. */
const wholeConfigurations = ['OPENCODE_CONFIG_CONTENT', 'KILO_CONFIG_CONTENT'];

/** The variables of a window's terminals, by name. A key that the user has is never replaced. */
export function terminalVariables(facts: TerminalFacts): ReadonlyMap<string, string> {
  const variables = new Map<string, string>();
  const base = `${facts.origin}/window/${facts.windowId}`;
  for (const { name, path } of addressVariables) variables.set(name, base + path);
  const key = facts.accessKeysSet ? facts.accessKey : anyKey;
  if (key !== undefined) {
    for (const { name, own } of keyVariables) {
      const isHidden = name === 'ANTHROPIC_AUTH_TOKEN' && facts.isClaudeSignedIn;
      if (!isHidden && own.every((variable) => !isOwn(facts, variable))) variables.set(name, key);
    }
  }
  // Copilot CLI leaves its own service only for a named model.
  if (!isOwn(facts, 'COPILOT_MODEL')) variables.set('COPILOT_MODEL', 'auto');
  for (const name of wholeConfigurations) {
    if (!isOwn(facts, name)) variables.set(name, opencodeConfig(`${base}/v1`, key ?? anyKey));
  }
  return variables;
}

/** Whether the user has set a variable. What an editor that was started from such a terminal inherits is ours. */
function isOwn({ env }: TerminalFacts, name: string): boolean {
  const value = env[name] ?? '';
  if (value === '' || value === anyKey) return false;
  if (name === 'COPILOT_MODEL') return value !== 'auto';
  return !/127\.0\.0\.1:\d+\/window\//.test(value);
}

function opencodeConfig(baseURL: string, apiKey: string): string {
  return JSON.stringify({
    model: 'muxgate/auto',
    provider: {
      muxgate: {
        npm: '@ai-sdk/openai-compatible',
        name: 'Muxgate',
        options: { baseURL, apiKey },
        models: { auto: { name: 'Muxgate', tool_call: true, limit: { context: 200_000, output: 32_000 } } },
      },
    },
  });
}
