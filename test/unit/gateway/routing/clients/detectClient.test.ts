import assert from 'node:assert/strict';
import { detectClient } from '../../../../../src/gateway/routing/clients/detectClient.ts';
import { asked, chat, completion, says } from '../../../../helpers/routing.ts';

const details = (mode: string): string =>
  `fix it\n<environment_details>\n# VSCode Visible Files\na.ts\n\n# Current Mode\n${mode}\n</environment_details>`;

describe('detectClient', () => {
  const byHeader: readonly (readonly [string | undefined, Record<string, string>])[] = [
    ['claude-code', { 'user-agent': 'claude-cli/2.1.329 (external, sdk-cli)', 'x-app': 'cli' }],
    ['claude-code', { 'user-agent': 'claude-cli/0.2.9 (external, cli)' }],
    ['claude-code', { 'user-agent': 'Bun/1.2', 'x-claude-code-session-id': 'x' }],
    ['qwen-code', { 'user-agent': 'claude-cli/0.24.4 (external, cli)' }],
    ['qwen-code', { 'user-agent': 'QwenCode/0.24.4 (linux; x64)' }],
    ['codex', { originator: 'codex_exec', 'user-agent': 'codex_exec/0.169.0' }],
    ['codex', { originator: 'codex_vscode' }],
    ['roo', { 'user-agent': 'RooCode/3.52.1', 'x-title': 'Roo Code' }],
    ['kilo', { 'user-agent': 'ai-sdk/openai-compatible/2.0', 'x-title': 'Kilo Code' }],
    ['cline', { 'user-agent': 'Cline/3.0.65' }],
    ['cline', { 'user-agent': 'OpenAI/JS 6.0.0', 'x-title': 'Cline', 'http-referer': 'https://cline.bot' }],
    ['opencode', { 'user-agent': 'opencode/1.18.33 ai-sdk/provider-utils/3' }],
    ['gemini-cli', { 'user-agent': 'GeminiCLI/0.61.0/gemini-3 (linux; x64)' }],
    ['aider', { 'user-agent': 'litellm/1.80', 'x-title': 'Aider' }],
    ['vscode-chat', { 'user-agent': 'GitHubCopilotChat/0.35.0' }],
    ['copilot', { 'user-agent': 'copilot/1.0 (linux)' }],
    ['zed', { 'user-agent': 'Zed/0.200.0 (macos; aarch64)' }],
    ['openai-sdk', { 'user-agent': 'OpenAI/JS 7.55.0' }],
    ['openai-sdk', { 'user-agent': 'AsyncOpenAI/Python 2.0' }],
    ['anthropic-sdk', { 'user-agent': 'Anthropic/JS 1.11.0' }],
    ['ai-sdk', { 'user-agent': 'ai/7.0.173 ai-sdk/provider-utils/4' }],
    ['curl', { 'user-agent': 'curl/8.5.0' }],
    [undefined, { 'user-agent': 'node' }],
    [undefined, {}],
  ];
  for (const [expected, headers] of byHeader) {
    it(`${JSON.stringify(headers)} is ${expected ?? 'not known'}`, () => {
      assert.equal(detectClient({ headers, request: chat('hello') }), expected);
    });
  }

  it('knows a client by the format of its prompt when the headers are those of a library', () => {
    const headers = { 'user-agent': 'OpenAI/JS 5.0.0' };
    const client = (request: ReturnType<typeof chat>): string | undefined =>
      detectClient(asked(request, { headers }));
    assert.equal(client(chat(details('ACT MODE'))), 'cline');
    assert.equal(client(chat(details('<slug>code</slug>'))), 'roo');
    assert.equal(
      client(chat([says('system', '<important_rules>\n  You are in chat mode.'), says('user', 'hi')])),
      'continue',
    );
    assert.equal(
      client(chat([says('system', 'x\n*SEARCH/REPLACE block* Rules:\ny'), says('user', 'hi')])),
      'aider',
    );
  });

  it("never by a product's name in somebody's code", () => {
    const code =
      '```ts\nconst agents = ["Cline", "Kodu", "Open Interpreter", "Roo Code", "aider", "Claude Code"];\n```';
    assert.equal(detectClient({ headers: {}, request: chat(`explain decline() in\n${code}`) }), undefined);
    assert.equal(
      detectClient({ headers: {}, request: completion('// Cline, Kodu, Continue\nfunction decline(') }),
      undefined,
    );
  });

  it('a product in the headers counts more than a format in the text', () => {
    const request = chat(details('ACT MODE'));
    assert.equal(detectClient({ headers: { 'user-agent': 'opencode/1.0' }, request }), 'opencode');
  });
});
