import assert from 'node:assert/strict';
import type { ProviderType } from '../../../../src/config/schema.ts';
import { providerCatalog } from '../../../../src/gateway/providers/catalog.ts';
import { endpointUrl } from '../../../../src/gateway/providers/endpointUrl.ts';

describe('endpointUrl', () => {
  for (const path of ['', '/', '/v1beta', '/v1beta/openai/', '/v1']) {
    it(`finds Gemini’s own interface from an endpoint that ends in "${path}"`, () => {
      const { gemini } = providerCatalog;
      const endpoint = `https://generativelanguage.googleapis.com${path}`;
      assert.equal(
        endpointUrl({ endpoint, entry: gemini }, `${gemini.paths.gemini ?? ''}/x:generateContent?alt=sse`),
        'https://generativelanguage.googleapis.com/v1beta/models/x:generateContent?alt=sse',
      );
    });
  }

  const bases: [string, string][] = [
    ['https://api.openai.com', 'https://api.openai.com/v1'],
    ['https://api.openai.com/', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1/', 'https://api.openai.com/v1'],
    ['https://api.openai.com/v1//', 'https://api.openai.com/v1'],
    ['https://llm.example.com/team', 'https://llm.example.com/team/v1'],
    ['https://llm.example.com/team/', 'https://llm.example.com/team/v1'],
    ['https://llm.example.com/team/v1', 'https://llm.example.com/team/v1'],
    ['https://openrouter.ai/api/v1', 'https://openrouter.ai/api/v1'],
    ['https://openrouter.ai/api', 'https://openrouter.ai/api/v1'],
    ['https://api.groq.com/openai/v1', 'https://api.groq.com/openai/v1'],
    ['https://api.groq.com/openai', 'https://api.groq.com/openai/v1'],
    [
      'https://generativelanguage.googleapis.com/v1beta/openai',
      'https://generativelanguage.googleapis.com/v1beta/openai',
    ],
    [
      'https://generativelanguage.googleapis.com/v1beta/openai/',
      'https://generativelanguage.googleapis.com/v1beta/openai',
    ],
    ['https://open.bigmodel.cn/api/paas/v4', 'https://open.bigmodel.cn/api/paas/v4'],
    ['https://ark.example.com/api/v3/', 'https://ark.example.com/api/v3'],
    ['https://host.example/v1alpha2', 'https://host.example/v1alpha2'],
    [
      'https://api.cloudflare.com/client/v4/accounts/a/ai/v1',
      'https://api.cloudflare.com/client/v4/accounts/a/ai/v1',
    ],
    ['https://host.example/vendor', 'https://host.example/vendor/v1'],
    ['https://host.example/v1/chat/completions', 'https://host.example/v1'],
    ['https://host.example/anthropic/v1/messages', 'https://host.example/anthropic/v1'],
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434/v1'],
    ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1'],
    ['http://[::1]:8080', 'http://[::1]:8080/v1'],
    [
      'https://x.openai.azure.com/openai/deployments/gpt',
      'https://x.openai.azure.com/openai/deployments/gpt',
    ],
    ['https://host.example/v1#top', 'https://host.example/v1'],
  ];
  for (const [endpoint, base] of bases) {
    it(`${endpoint} has its paths below ${base}`, () => {
      for (const path of ['/chat/completions', '/messages/count_tokens', '/models']) {
        assert.equal(endpointUrl({ endpoint }, path), `${base}${path}`);
      }
    });
  }

  const roots: [string, string][] = [
    ['http://127.0.0.1:11434', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:11434/', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434'],
    ['http://127.0.0.1:11434/v1/', 'http://127.0.0.1:11434'],
    ['https://gpu.example/ollama/v1', 'https://gpu.example/ollama'],
    ['https://gpu.example/ollama', 'https://gpu.example/ollama'],
  ];
  for (const [endpoint, root] of roots) {
    it(`${endpoint} has Ollama's own paths below ${root}`, () => {
      assert.equal(endpointUrl({ endpoint }, '/api/generate'), `${root}/api/generate`);
      assert.equal(endpointUrl({ endpoint }, '/api/tags'), `${root}/api/tags`);
    });
  }

  const ownAddresses: [ProviderType, string | undefined, string][] = [
    ['deepseek', undefined, 'https://api.deepseek.com/anthropic/v1/messages'],
    ['deepseek', 'https://api.deepseek.com/v1', 'https://api.deepseek.com/anthropic/v1/messages'],
    ['deepseek', 'https://api.deepseek.com/anthropic', 'https://api.deepseek.com/anthropic/v1/messages'],
    ['deepseek', 'https://proxy.example/ds/v1', 'https://proxy.example/ds/anthropic/v1/messages'],
    ['glm', undefined, 'https://api.z.ai/api/anthropic/v1/messages'],
    ['glm', 'https://api.z.ai/api/coding/paas/v4', 'https://api.z.ai/api/anthropic/v1/messages'],
    ['glm', 'https://open.bigmodel.cn/api/paas/v4/', 'https://open.bigmodel.cn/api/anthropic/v1/messages'],
    ['moonshot', 'https://api.moonshot.cn/v1', 'https://api.moonshot.cn/anthropic/v1/messages'],
    ['minimax', undefined, 'https://api.minimax.io/anthropic/v1/messages'],
    [
      'dashscope',
      'https://dashscope.aliyuncs.com/compatible-mode/v1',
      'https://dashscope.aliyuncs.com/apps/anthropic/v1/messages',
    ],
    ['fireworks', undefined, 'https://api.fireworks.ai/inference/v1/messages'],
    ['sambanova', undefined, 'https://api.sambanova.ai/v1/messages'],
  ];
  for (const [type, endpoint, url] of ownAddresses) {
    it(`${type} at ${endpoint ?? 'its own endpoint'} speaks Messages at ${url}`, () => {
      const entry = providerCatalog[type];
      const path = entry.paths.messages ?? '';
      assert.equal(endpointUrl({ endpoint: endpoint ?? entry.defaultEndpoint ?? '', entry }, path), url);
    });
  }

  it('adds no version where a type has none', () => {
    const chatAt = (type: ProviderType) =>
      endpointUrl(
        { endpoint: providerCatalog[type].defaultEndpoint ?? '', entry: providerCatalog[type] },
        '/x',
      );
    assert.equal(chatAt('perplexity'), 'https://api.perplexity.ai/x');
    assert.equal(chatAt('github-models'), 'https://models.github.ai/inference/x');
    assert.equal(chatAt('openai-subscription'), 'https://chatgpt.com/backend-api/codex/x');
  });

  it('finds the catalog of GitHub Models beside its inference', () => {
    const entry = providerCatalog['github-models'];
    assert.equal(
      endpointUrl({ endpoint: entry.defaultEndpoint ?? '', entry }, entry.modelList?.path ?? ''),
      'https://models.github.ai/catalog/models',
    );
  });

  it('tells the addresses of one type apart by endpoint and path, however often they are asked for', () => {
    const entry = providerCatalog['openai-compatible'];
    for (const round of [1, 2]) {
      for (const host of ['a', 'b']) {
        for (const path of ['/chat/completions', `/responses/${round}`]) {
          const endpoint = `https://${host}.example.com/v1`;
          assert.equal(endpointUrl({ endpoint, entry }, path), endpoint + path);
        }
      }
    }
  });

  it('keeps the query of the endpoint and adds that of the path', () => {
    assert.equal(
      endpointUrl(
        { endpoint: 'https://x.azure.com/openai/deployments/gpt?api-version=2024-10-21' },
        '/chat/completions',
      ),
      'https://x.azure.com/openai/deployments/gpt/chat/completions?api-version=2024-10-21',
    );
    assert.equal(
      endpointUrl({ endpoint: 'https://api.anthropic.com/?tier=a' }, '/messages?beta=true'),
      'https://api.anthropic.com/v1/messages?tier=a&beta=true',
    );
  });
});
