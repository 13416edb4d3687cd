import assert from 'node:assert/strict';
import { agentSettings } from '../../../../src/editor/clients/agentSettings.ts';

const origin = 'http://127.0.0.1:4711';

function textsOf(id: string, key = 'muxgate'): string[] {
  const agent = agentSettings({ origin, key }).find((each) => each.id === id);
  return (agent?.snippets ?? []).map(({ text }) => text);
}

describe('copy-ready settings', () => {
  it('are there for Claude Code, Continue, Cline and curl', () => {
    assert.deepEqual(
      agentSettings({ origin, key: 'k' }).map(({ title }) => title),
      ['Claude Code', 'Continue', 'Cline', 'curl'],
    );
  });

  it('of Claude Code have the Anthropic base without /v1, and the token', () => {
    const [file, extension, shell] = textsOf('claude-code');
    const env = { ANTHROPIC_BASE_URL: origin, ANTHROPIC_AUTH_TOKEN: 'muxgate' };
    assert.deepEqual(JSON.parse(file ?? ''), { env });
    const settings = JSON.parse(extension ?? '') as Record<string, unknown>;
    assert.deepEqual(settings['claudeCode.environmentVariables'], [
      { name: 'ANTHROPIC_BASE_URL', value: origin },
      { name: 'ANTHROPIC_AUTH_TOKEN', value: 'muxgate' },
    ]);
    assert.equal(shell, `ANTHROPIC_BASE_URL=${origin} ANTHROPIC_AUTH_TOKEN=muxgate claude`);
  });

  it('of Continue are a model for its YAML list', () => {
    assert.match(
      textsOf('continue')[0] ?? '',
      /^ {2}- name: Muxgate\n[^]*apiBase: http:\/\/127.0.0.1:4711\/v1\/mux\n/,
    );
  });

  it('of Cline name the base URL, the key and a model', () => {
    assert.deepEqual(textsOf('cline')[0]?.split('\n'), [
      `Base URL  ${origin}/v1/mux`,
      'API Key   muxgate',
      'Model ID  auto',
    ]);
  });

  it('of curl are a whole request', () => {
    const [text] = textsOf('curl');
    assert.match(text ?? '', /^curl http:\/\/127.0.0.1:4711\/v1\/mux\/chat\/completions \\\n/);
    assert.match(text ?? '', /-d '\{"model":"auto","messages":\[\{"role":"user","content":"Hello"\}\]\}'$/);
  });

  it('quote a key that a shell or YAML would take apart', () => {
    const key = `it's "mine" $HOME`;
    assert.match(
      textsOf('claude-code', key)[2] ?? '',
      /ANTHROPIC_AUTH_TOKEN='it'\\''s "mine" \$HOME' claude/,
    );
    assert.match(textsOf('continue', key)[0] ?? '', /apiKey: "it's \\"mine\\" \$HOME"/);
  });
});
