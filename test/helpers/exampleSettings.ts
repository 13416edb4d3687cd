import type { FakeUpstream } from './fakeUpstream.ts';

/** User settings as somebody has them after a month: several providers with accounts, workspaces, routes, tiers and budgets. */
export function exampleSettings({ url }: FakeUpstream): Record<string, unknown> {
  const endpoint = `${url}/v1`;
  const limits = { requestsPerMinute: 50, tokensPerMinute: 400_000 };
  return {
    'muxgate.providers': {
      anthropic: {
        type: 'anthropic-compatible',
        name: 'Anthropic',
        endpoint: url,
        auth: 'none',
        models: ['claude-opus-4-5', 'claude-sonnet-4-5', 'claude-haiku-4-5'],
        budget: { perMonthUsd: 40 },
      },
      openai: {
        type: 'openai-compatible',
        name: 'OpenAI',
        endpoint,
        models: ['gpt-5.2', 'gpt-5.2-mini'],
        accounts: {
          work: { name: 'Work', apiKey: '${env:OPENAI_WORK_KEY}', limits },
          private: { name: 'Private', apiKey: '${env:OPENAI_PRIVATE_KEY}', flatRate: true, enabled: false },
        },
        accountStrategy: 'least-used',
      },
      local: {
        type: 'openai-compatible',
        name: 'Workstation',
        endpoint,
        auth: 'none',
        local: true,
        models: ['qwen3-coder:30b', 'qwen2.5-coder:1.5b'],
      },
    },
    'muxgate.modelOverrides': { 'local/*': { contextTokens: 32_768, tools: true } },
    'muxgate.workspaces': {
      default: {
        name: 'Every day',
        model: '@strong',
        embeddingsModel: 'local/qwen3-coder:30b',
        rules: [
          { name: 'Docs', files: '*.md', model: 'openai/gpt-5.2-mini' },
          { request: 'fim', model: 'local/qwen2.5-coder:1.5b' },
          { name: 'Later', enabled: false, branch: 'release/*', model: 'openai/gpt-5.2' },
          {
            name: 'Private',
            files: ['secrets/**', '*.env'],
            model: 'local/qwen3-coder:30b',
            localOnly: true,
          },
          {
            languages: ['typescript'],
            clients: ['claude-code'],
            intent: { labels: ['deep_reason'], minConfidence: 0.6 },
            model: 'anthropic/claude-opus-4-5',
          },
        ],
      },
      review: { name: 'Review', model: 'anthropic/claude-opus-4-5' },
    },
    'muxgate.routes': {
      strong: {
        name: 'Strong',
        strategy: 'priority',
        targets: [
          { model: 'anthropic/claude-sonnet-4-5' },
          { model: 'openai/gpt-5.2' },
          { model: 'local/qwen3-coder:30b', enabled: false },
        ],
      },
    },
    'muxgate.tiers': { '*opus*': 'anthropic/claude-opus-4-5', '*haiku*': 'local/qwen3-coder:30b' },
    'muxgate.budget': { perDayUsd: 5, perMonthUsd: 60 },
    'muxgate.prices': {
      'openai/*': { input: 1.25, output: 10 },
      'anthropic/*': { input: 3, output: 15 },
      'local/*': { input: 0, output: 0 },
    },
  };
}
