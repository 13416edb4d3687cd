import assert from 'node:assert/strict';
import { fetchModels } from '../../../../src/gateway/providers/fetchModels.ts';
import { cannedSend } from '../../../helpers/cannedSend.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

describe('Cohere’s model list', () => {
  it('is read page by page, with the context length, without what neither chats nor embeds', async () => {
    const pages = [
      {
        models: [
          { name: 'command-a-03-2025', endpoints: ['chat'], context_length: 256_000 },
          { name: 'rerank-v4', endpoints: ['rerank'], context_length: 4096 },
        ],
        next_page_token: 'more',
      },
      {
        models: [
          { name: 'embed-v4.0', endpoints: ['embed'], context_length: 8192 },
          { name: 'command', endpoints: ['chat'], is_deprecated: true },
        ],
      },
    ];
    const urls: string[] = [];
    const { send } = cannedSend((attempt) => {
      urls.push(attempt.url);
      return { body: pages[urls.length - 1] };
    });
    const models = await fetchModels(
      provider({ type: 'cohere', endpoint: 'https://api.cohere.com' }),
      { key: 'k' },
      send,
      new AbortController().signal,
    );
    assert.deepEqual(
      models.map(({ id, contextTokens }) => [id, contextTokens]),
      [
        ['command-a-03-2025', 256_000],
        ['embed-v4.0', 8192],
      ],
    );
    assert.deepEqual(urls, [
      'https://api.cohere.com/v1/models?page_size=1000',
      'https://api.cohere.com/v1/models?page_size=1000&page_token=more',
    ]);
  });
});
