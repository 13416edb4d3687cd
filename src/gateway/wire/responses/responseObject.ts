import type { AnswerContext } from '../codec.ts';
import { isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** What OpenAI writes for a field of the response object that the request left out (openai 7.55, `Response`). */
const defaults: JsonObject = {
  background: false,
  instructions: null,
  max_output_tokens: null,
  max_tool_calls: null,
  metadata: {},
  parallel_tool_calls: true,
  previous_response_id: null,
  prompt_cache_key: null,
  safety_identifier: null,
  service_tier: 'auto',
  store: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_logprobs: 0,
  top_p: 1,
  truncation: 'disabled',
  user: null,
};

/** Who answers, as the provider said it. */
export interface ResponseHead {
  readonly id?: string;
  readonly model?: string;
  readonly createdAtS?: number;
}

/**
 * A response object before anything was answered: the head, and the request's own fields as OpenAI repeats them. An id that
 * no provider of this format gave is not passed on, as clients look responses up by it.
 */
export function createResponse(head: ResponseHead, context: AnswerContext): JsonObject {
  const request = context.request ?? {};
  const echoed = Object.entries(defaults).map(([field, value]) => [field, request[field] ?? value]);
  return {
    id: head.id?.startsWith('resp_') === true ? head.id : context.id,
    object: 'response',
    created_at: head.createdAtS ?? context.createdAtS,
    status: 'in_progress',
    error: null,
    incomplete_details: null,
    model: head.model ?? context.model,
    output: [],
    ...(Object.fromEntries(echoed) as JsonObject),
    reasoning: withDefaults(request.reasoning, { effort: null, summary: null }),
    text: withDefaults(request.text, { format: { type: 'text' } }),
    usage: null,
  };
}

function withDefaults(value: JsonValue | undefined, fallback: JsonObject): JsonObject {
  return isObject(value) ? { ...fallback, ...value } : fallback;
}
