import assert from 'node:assert/strict';
import { type TerminalFacts, terminalVariables } from '../../../../src/editor/terminals/terminalVariables.ts';

const base = 'http://127.0.0.1:8989/window/w-1';
const facts: TerminalFacts = {
  origin: 'http://127.0.0.1:8989',
  windowId: 'w-1',
  env: {},
  accessKeysSet: false,
  isClaudeSignedIn: false,
};

function variables(differences: Partial<TerminalFacts> = {}): Record<string, string> {
  return Object.fromEntries(terminalVariables({ ...facts, ...differences }));
}

describe('the variables of a terminal', () => {
  it("are this window's address in the shape that each client expects", () => {
    const {
      ANTHROPIC_BASE_URL,
      OPENAI_BASE_URL,
      OPENAI_API_BASE,
      GOOGLE_GEMINI_BASE_URL,
      COPILOT_PROVIDER_BASE_URL,
    } = variables();
    assert.deepEqual(
      [
        ANTHROPIC_BASE_URL,
        GOOGLE_GEMINI_BASE_URL,
        OPENAI_BASE_URL,
        OPENAI_API_BASE,
        COPILOT_PROVIDER_BASE_URL,
      ],
      [base, base, `${base}/v1`, `${base}/v1`, `${base}/v1`],
    );
  });

  it('say nothing of Ollama, whose variable is also where its server listens', () => {
    assert.equal(variables()['OLLAMA_HOST'], undefined);
  });

  it('are a whole provider for opencode and Kilo', () => {
    const { OPENCODE_CONFIG_CONTENT = '', KILO_CONFIG_CONTENT } = variables();
    const { model, provider } = JSON.parse(OPENCODE_CONFIG_CONTENT) as {
      model: string;
      provider: { muxgate: { options: unknown } };
    };
    assert.equal(model, 'muxgate/auto');
    assert.deepEqual(provider.muxgate.options, { baseURL: `${base}/v1`, apiKey: 'muxgate' });
    assert.equal(KILO_CONFIG_CONTENT, OPENCODE_CONFIG_CONTENT);
  });

  it('have some key where clients do not start without', () => {
    const { ANTHROPIC_AUTH_TOKEN, OPENAI_API_KEY, GEMINI_API_KEY } = variables();
    assert.deepEqual(
      [ANTHROPIC_AUTH_TOKEN, OPENAI_API_KEY, GEMINI_API_KEY],
      ['muxgate', 'muxgate', 'muxgate'],
    );
  });

  for (const [own, hidden] of [
    ['ANTHROPIC_API_KEY', 'ANTHROPIC_AUTH_TOKEN'],
    ['CLAUDE_CODE_OAUTH_TOKEN', 'ANTHROPIC_AUTH_TOKEN'],
    ['OPENAI_API_KEY', 'OPENAI_API_KEY'],
    ['GOOGLE_API_KEY', 'GEMINI_API_KEY'],
    ['COPILOT_MODEL', 'COPILOT_MODEL'],
    ['OPENCODE_CONFIG_CONTENT', 'OPENCODE_CONFIG_CONTENT'],
  ] as const) {
    it(`leave ${hidden} alone when the user has ${own}`, () => {
      assert.equal(variables({ env: { [own]: 'of-the-user' } })[hidden], undefined);
      assert.notEqual(variables({ env: { [own]: '' } })[hidden], undefined);
    });
  }

  it("do not hide Claude Code's own login", () => {
    assert.equal(variables({ isClaudeSignedIn: true })['ANTHROPIC_AUTH_TOKEN'], undefined);
    assert.equal(variables({ isClaudeSignedIn: true })['ANTHROPIC_BASE_URL'], base);
  });

  it('hold no access key unless they may, and then it instead of just any', () => {
    const without = variables({ accessKeysSet: true });
    assert.deepEqual(
      Object.keys(without).filter((name) => /KEY|TOKEN/.test(name)),
      [],
    );
    const allowed = variables({ accessKeysSet: true, accessKey: 'mg-1', env: { OPENAI_API_KEY: 'sk-own' } });
    assert.equal(allowed['ANTHROPIC_AUTH_TOKEN'], 'mg-1');
    assert.equal(allowed['OPENAI_API_KEY'], undefined);
  });

  it('that an editor inherited from such a terminal do not count as the user’s', () => {
    const inherited = variables();
    const again = variables({ env: inherited, windowId: 'w-2' });
    assert.deepEqual(Object.keys(again), Object.keys(inherited));
    assert.match(again['OPENCODE_CONFIG_CONTENT'] ?? '', /window\/w-2\/v1/);
  });
});
