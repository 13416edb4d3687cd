import assert from 'node:assert/strict';
import { parseRequestPath } from '../../../../src/gateway/http/requestPath.ts';

describe('parseRequestPath', () => {
  interface Expected {
    readonly mux?: true;
    readonly workspace?: string;
    readonly window?: string;
    readonly gemini?: true;
  }
  const cases: readonly (readonly [string, string, Expected])[] = [
    ['/v1/chat/completions', 'chat/completions', {}],
    ['/chat/completions', 'chat/completions', {}],
    ['/v1/v1/messages', 'messages', {}],
    ['//v1///messages/', 'messages', {}],
    ['/v1/messages/count_tokens', 'messages/count_tokens', {}],
    ['/v1/mux/chat/completions', 'chat/completions', { mux: true }],
    ['/v1/mux/v1/messages', 'messages', { mux: true }],
    ['/v1/mux/api/v1/chat/completions', 'chat/completions', { mux: true }],
    ['/v1/mux', '', { mux: true }],
    ['/w/docs/v1/messages', 'messages', { workspace: 'docs' }],
    ['/w/docs/v1/mux/completions', 'completions', { workspace: 'docs', mux: true }],
    ['/v1/mux/w/docs/completions', 'completions', { workspace: 'docs', mux: true }],
    ['/window/a%2Fb/v1/embeddings', 'embeddings', { window: 'a/b' }],
    ['/window/one/w/docs/embeddings', 'embeddings', { window: 'one', workspace: 'docs' }],
    ['/v1/models/openrouter/deepseek/deepseek-r1', 'models/openrouter/deepseek/deepseek-r1', {}],
    ['/v1/models/openrouter%2Fdeepseek%2Fdeepseek-r1', 'models/openrouter/deepseek/deepseek-r1', {}],
    ['/v1/models/ollama/qwen%3A7b', 'models/ollama/qwen:7b', {}],
    ['/api/v1/chat/completions', 'api/v1/chat/completions', {}],
    [
      '/v1beta/models/gemini-2.5-pro:generateContent',
      'models/gemini-2.5-pro:generateContent',
      { gemini: true },
    ],
    ['/v1alpha/models', 'models', { gemini: true }],
    ['/v1beta/openai/chat/completions', 'chat/completions', {}],
    ['/v1beta/openai/gpt-5:generateContent', 'openai/gpt-5:generateContent', { gemini: true }],
    ['/v1/mux/v1beta/models/x:countTokens', 'models/x:countTokens', { mux: true, gemini: true }],
    [
      '/w/docs/v1beta/models/a%2Fb:embedContent',
      'models/a/b:embedContent',
      { workspace: 'docs', gemini: true },
    ],
    ['/w', 'w', {}],
    ['/health?x=1', 'health', {}],
    ['/', '', {}],
    ['/?a=/v1/messages', '', {}],
  ];
  for (const [target, endpoint, { mux, workspace, window, gemini }] of cases) {
    it(`takes ${target} apart`, () => {
      const { query, ...path } = parseRequestPath(target) ?? assert.fail();
      assert.ok(query instanceof URLSearchParams);
      assert.deepEqual(path, {
        endpoint,
        ignoreModel: mux === true,
        pinnedWorkspace: workspace,
        pinnedWindow: window,
        isGemini: gemini === true,
      });
    });
  }

  it('keeps the query', () => {
    assert.equal(parseRequestPath('/v1/messages?beta=true&x=%20')?.query.toString(), 'beta=true&x=+');
  });

  it('knows no path in malformed escapes and in targets that are no path', () => {
    for (const target of ['/%zz', '*', 'http://evil.com/v1/messages', '']) {
      assert.equal(parseRequestPath(target), undefined, target);
    }
  });
});
