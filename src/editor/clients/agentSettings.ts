import { baseUrls } from './baseUrls.ts';

/** One thing to paste or to type so that an agent talks to the gateway. */
export interface AgentSnippet {
  /** Where it goes, e.g. a file's path. */
  readonly place: string;
  readonly language: 'json' | 'yaml' | 'shell' | 'text';
  readonly text: string;
}

export interface AgentSettings {
  readonly id: string;
  readonly title: string;
  /** What is copied, in short. */
  readonly summary: string;
  /** The first is the usual way. */
  readonly snippets: readonly [AgentSnippet, ...AgentSnippet[]];
}

export interface Connection {
  /** `http://host:port` */
  readonly origin: string;
  /** The access key to send; without access keys clients still want some text there. */
  readonly key: string;
}

/** Copy-ready settings of the agents, with the port that is live now. */
export function agentSettings({ origin, key }: Connection): readonly AgentSettings[] {
  const [rules, , anthropic] = baseUrls(origin);
  const claudeVariables = { ANTHROPIC_BASE_URL: anthropic.url, ANTHROPIC_AUTH_TOKEN: key };
  return [
    {
      id: 'claude-code',
      title: 'Claude Code',
      summary: 'env in ~/.claude/settings.json',
      snippets: [
        {
          place: '~/.claude/settings.json, for the command line and the extension',
          language: 'json',
          text: json({ env: claudeVariables }),
        },
        {
          place: 'VS Code user settings, for the extension alone',
          language: 'json',
          text: json({
            'claudeCode.environmentVariables': Object.entries(claudeVariables).map(([name, value]) => ({
              name,
              value,
            })),
            'claudeCode.disableLoginPrompt': true,
          }),
        },
        {
          place: 'One run in a terminal',
          language: 'shell',
          text: `ANTHROPIC_BASE_URL=${anthropic.url} ANTHROPIC_AUTH_TOKEN=${shellWord(key)} claude`,
        },
      ],
    },
    {
      id: 'continue',
      title: 'Continue',
      summary: 'a model in ~/.continue/config.yaml',
      snippets: [
        {
          place: '~/.continue/config.yaml, below "models:"',
          language: 'yaml',
          text: [
            '  - name: Muxgate',
            '    provider: openai',
            '    model: auto',
            `    apiBase: ${rules.url}`,
            `    apiKey: ${JSON.stringify(key)}`,
            '    roles: [chat, edit, apply, autocomplete]',
            '    capabilities: [tool_use, image_input]',
          ].join('\n'),
        },
      ],
    },
    {
      id: 'cline',
      title: 'Cline',
      summary: 'API provider "OpenAI Compatible"',
      snippets: [
        {
          place: "Cline's settings: choose the API provider “OpenAI Compatible”, then fill in",
          language: 'text',
          text: [`Base URL  ${rules.url}`, `API Key   ${key}`, 'Model ID  auto'].join('\n'),
        },
        {
          place: 'The command line',
          language: 'shell',
          text: `cline auth -p openai-compatible -b ${rules.url} -k ${shellWord(key)} -m auto`,
        },
      ],
    },
    {
      id: 'curl',
      title: 'curl',
      summary: 'a first request from a terminal',
      snippets: [
        {
          place: 'A terminal',
          language: 'shell',
          text: [
            `curl ${rules.url}/chat/completions \\`,
            `  -H ${shellWord(`authorization: Bearer ${key}`)} \\`,
            `  -H 'content-type: application/json' \\`,
            `  -d '{"model":"auto","messages":[{"role":"user","content":"Hello"}]}'`,
          ].join('\n'),
        },
      ],
    },
  ];
}

function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** One word for a POSIX shell. */
function shellWord(text: string): string {
  return /^[\w./:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
