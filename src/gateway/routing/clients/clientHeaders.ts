/** A header value that only one client sends. */
export interface HeaderMark {
  readonly client: string;
  readonly header: string;
  readonly value: RegExp;
}

const anything = /./;
const agent = (client: string, value: RegExp): HeaderMark => ({ client, header: 'user-agent', value });

/** What products send of themselves, the first that fits decides. */
export const productHeaders: readonly HeaderMark[] = [
  { client: 'claude-code', header: 'x-claude-code-session-id', value: anything },
  // Qwen Code calls itself claude-cli in Anthropic's protocol, with its own version: 0.x, beyond Claude Code's old 0.2.
  agent('qwen-code', /^claude-cli\/0\.(?!2\.)/),
  agent('claude-code', /^claude-(?:cli|code)\//),
  { client: 'codex', header: 'originator', value: /^codex/ },
  { client: 'pi', header: 'originator', value: /^pi\b/ },
  agent('codex', /^codex[_-]/),
  agent('roo', /^(?:RooCode|ZooCode)\//),
  { client: 'roo', header: 'x-title', value: /^(?:Roo|Zoo) Code$/i },
  agent('kilo', /^(?:Kilo-?Code|kilo)\b/i),
  { client: 'kilo', header: 'x-title', value: /^Kilo(?: Code)?$/i },
  { client: 'kilo', header: 'http-referer', value: /^https:\/\/kilo(?:code)?\.ai\b/ },
  agent('cline', /^Cline\//i),
  { client: 'cline', header: 'x-title', value: /^Cline$/i },
  { client: 'cline', header: 'x-client-type', value: /^cline\b/ },
  agent('opencode', /^opencode\//),
  { client: 'opencode', header: 'x-opencode-session', value: anything },
  { client: 'opencode', header: 'x-title', value: /^opencode$/i },
  agent('gemini-cli', /^GeminiCLI/),
  agent('qwen-code', /^QwenCode\//),
  agent('continue', /^Continue\b/i),
  { client: 'continue', header: 'x-continue-unique-id', value: anything },
  { client: 'aider', header: 'x-title', value: /^Aider$/i },
  { client: 'aider', header: 'http-referer', value: /^https:\/\/aider\.chat\b/ },
  agent('aider', /^aider\b/i),
  agent('pi', /^pi(?:-coding-agent)?\//),
  { client: 'vscode-chat', header: 'x-muxgate-client', value: /^vscode-chat$/ },
  { client: 'vscode-chat', header: 'copilot-integration-id', value: /^vscode-chat/ },
  agent('vscode-chat', /^GitHubCopilotChat\//),
  agent('copilot', /^(?:GithubCopilot|copilot(?:-cli)?)\//i),
  { client: 'copilot', header: 'copilot-integration-id', value: anything },
  agent('zed', /^Zed\//i),
  agent('jetbrains', /^JetBrains\b/i),
  agent('muxgate-completions', /^muxgate-completions\b/),
  agent('open-webui', /^open-?webui\b/i),
];

/** Libraries and tools that anybody's program may use; asked last. */
export const libraryHeaders: readonly HeaderMark[] = [
  agent('openai-sdk', /^(?:Async)?(?:Azure)?OpenAI\//),
  agent('anthropic-sdk', /^(?:Async)?Anthropic\//),
  agent('google-sdk', /^google-genai-sdk\//),
  agent('ai-sdk', /^ai(?:-sdk)?\//),
  agent('ollama-sdk', /^ollama[-/]/),
  agent('litellm', /^litellm\//i),
  agent('curl', /^curl\//),
];
