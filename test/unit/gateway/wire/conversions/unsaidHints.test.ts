import assert from 'node:assert/strict';
import type { ChatRequest } from '../../../../../src/gateway/wire/exchange.ts';
import { unsaidHints } from '../../../../../src/gateway/wire/conversions/unsaidHints.ts';
import { chatRequest } from '../../../../helpers/chatRequest.ts';

const cacheControl = { type: 'ephemeral' };
const request: ChatRequest = chatRequest({
  format: 'messages',
  tools: [
    { type: 'function', name: 'read', strict: true, cacheControl, extras: { defer_loading: true } },
    { type: 'custom', name: 'patch', extras: { async: true } },
    { type: 'opaque', format: 'messages', value: { type: 'web_search' } },
  ],
  messages: [
    { role: 'user', name: 'a', content: [{ type: 'text', text: 'x', cacheControl }], extras: { weight: 1 } },
    {
      role: 'assistant',
      content: [{ type: 'opaque', format: 'messages', value: { type: 'server_tool_use' } }],
    },
    {
      role: 'tool',
      content: [
        {
          type: 'toolResult',
          toolCallId: 'c',
          isError: false,
          content: [{ type: 'image', source: { kind: 'url', url: 'https://a.example' }, detail: 'high' }],
          extras: { caller: 'x' },
        },
      ],
    },
  ],
});

describe('unsaidHints', () => {
  it('names each hint once that the format has no place for', () => {
    assert.deepEqual(unsaidHints(request, 'ollama-chat'), [
      'name',
      'messages.weight',
      'cache_control',
      'content.caller',
      'detail',
      'tools.defer_loading',
      'tools.strict',
      'tools.async',
    ]);
    assert.deepEqual(unsaidHints(request, 'messages'), []);
  });

  it('names blocks that an answer left in the history, where the format says nothing of them', () => {
    assert.ok(unsaidHints(request, 'cohere-chat').includes('content.server_tool_use'));
  });

  it('names none for the client’s own format', () => {
    assert.deepEqual(unsaidHints({ ...request, format: 'ollama-chat' }, 'ollama-chat'), []);
  });
});
