import type { ChatRequest } from '../../src/gateway/wire/exchange.ts';

/** A chat request with nothing special about it; each test says what it is about. */
export function chatRequest(fields: Partial<ChatRequest> = {}): ChatRequest {
  return {
    kind: 'chat',
    model: 'm',
    stream: false,
    includeUsage: false,
    messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
    tools: [],
    stop: [],
    extras: {},
    ...fields,
  };
}
