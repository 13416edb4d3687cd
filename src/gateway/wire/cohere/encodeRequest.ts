import { BodyBuilder } from '../bodyBuilder.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import type { ReasoningRequest, ResponseFormat } from '../requestParameters.ts';
import type { JsonObject } from '../json.ts';
import { budgetForEffort } from '../reasoningEffort.ts';
import { requireSingleAnswer } from '../singleAnswer.ts';
import { toolNamesOf } from '../toolNames.ts';
import { encodeMessages } from './encodeMessages.ts';
import { encodeTools } from './encodeTools.ts';

/**
 * A chat request as the body of Cohere's `POST /v2/chat` (docs.cohere.com/reference/chat). Throws `invalid_request` for media
 * that Cohere's models cannot read, and for several answers; everything else that cannot be expressed is named in `dropped`.
 */
export function encodeRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest {
  requireSingleAnswer(request, 'Cohere’s models');
  const body = new BodyBuilder(target);
  const toolNames = toolNamesOf(request);
  body.set('model', target.model);
  body.set('messages', encodeMessages(request.messages, toolNames));
  encodeTools(body, request, toolNames);
  setResponseFormat(body, request.responseFormat);
  body.set('max_tokens', request.maxOutputTokens);
  body.set('temperature', request.temperature);
  body.set('p', request.topP);
  body.set('k', request.topK);
  body.set('seed', request.seed);
  body.set('frequency_penalty', request.frequencyPenalty);
  body.set('presence_penalty', request.presencePenalty);
  if (request.stop.length > 0) body.set('stop_sequences', [...request.stop]);
  body.set('logprobs', request.logprobs);
  if ((request.topLogprobs ?? 0) > 0) body.drop('top_logprobs');
  if (request.userId !== undefined) body.drop('user');
  if (request.serviceTier !== undefined) body.drop('service_tier');
  setThinking(body, request.reasoning, target.reasons ?? target.reasoningEfforts.length > 0);
  body.setExtras(request.extras, false);
  body.set('stream', request.stream);
  return body.build();
}

/** Cohere refuses an answer format beside tools (docs.cohere.com/docs/structured-outputs). */
function setResponseFormat(body: BodyBuilder, format: ResponseFormat | undefined): void {
  if (format === undefined || format.type === 'text') return;
  if (body.has('tools')) {
    body.drop('response_format');
    return;
  }
  const schema: JsonObject = format.type === 'jsonSchema' ? { json_schema: format.schema } : {};
  body.set('response_format', { type: 'json_object', ...schema });
}

/** Only models that are known to reason take `thinking`; they do so unless told not to. */
function setThinking(body: BodyBuilder, reasoning: ReasoningRequest | undefined, reasons: boolean): void {
  if (reasoning === undefined) return;
  const { mode, effort, budgetTokens } = reasoning;
  if (!reasons) {
    if (mode !== 'off') body.drop('thinking');
    return;
  }
  if (mode === 'off') {
    body.set('thinking', { type: 'disabled' });
    return;
  }
  const budget = budgetTokens ?? (effort === undefined ? undefined : budgetForEffort(effort));
  body.set('thinking', { type: 'enabled', ...(budget === undefined ? {} : { token_budget: budget }) });
}
