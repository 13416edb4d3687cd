import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { sse } from './upstreamProtocols.ts';

/** The events of a whole Responses stream that says this text, as OpenAI writes them. */
export function responsesStream(text: string): string[] {
  const part: JsonObject = { type: 'output_text', text, annotations: [] };
  const item: JsonObject = { id: 'msg_1', type: 'message', role: 'assistant' };
  const response: JsonObject = {
    id: 'resp_1',
    object: 'response',
    created_at: 1_790_000_000,
    model: 'gpt-5.5',
  };
  const at = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  const done = { ...item, status: 'completed', content: [part] };
  const events: (JsonObject & { readonly type: string })[] = [
    { type: 'response.created', response: { ...response, status: 'in_progress', output: [] } },
    { type: 'response.in_progress', response: { ...response, status: 'in_progress', output: [] } },
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...item, status: 'in_progress', content: [] },
    },
    { type: 'response.content_part.added', ...at, part: { ...part, text: '' } },
    { type: 'response.output_text.delta', ...at, delta: text },
    { type: 'response.output_text.done', ...at, text },
    { type: 'response.content_part.done', ...at, part },
    { type: 'response.output_item.done', output_index: 0, item: done },
    {
      type: 'response.completed',
      response: {
        ...response,
        status: 'completed',
        output: [done],
        usage: {
          input_tokens: 3,
          input_tokens_details: { cached_tokens: 0 },
          output_tokens: 2,
          output_tokens_details: { reasoning_tokens: 0 },
          total_tokens: 5,
        },
      },
    },
  ];
  return events.map((event, index) => sse({ ...event, sequence_number: index }, event.type));
}
