import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import type { ReasoningRequest } from '../requestParameters.ts';
import { clampEffort, effortForBudget } from '../reasoningEffort.ts';
import { encodeMessages } from './encodeMessages.ts';
import { encodeResponseFormat, encodeTools } from './encodeTools.ts';
import { createRequestEncoding } from './requestEncoding.ts';
import type { RequestEncoding } from './requestEncoding.ts';
import { setSampling } from '../setSampling.ts';

/** What OpenAI calls the classes of service; Anthropic's names mean other things. */
const serviceTiers = ['auto', 'default', 'flex', 'priority', 'scale'];

/** Longer ids are sessions and accounts of the client's own vendor: none of another provider's business. */
const longestUserId = 64;

/**
 * A chat request as the body of `POST /v1/chat/completions`. `target.refusedParameters` are names of this body's fields
 * (`top_k`, `temperature`, `stream_options` …) and, for the history, `reasoning_content`. Throws `invalid_request` for
 * media that chat cannot carry; everything else that cannot be expressed is named in `dropped`.
 */
export function encodeRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest {
  const encoding = createRequestEncoding(request, target);
  const { body } = encoding;
  body.set('model', target.model);
  body.set('messages', encodeMessages(encoding));
  encodeTools(encoding);
  body.set(target.maxTokensField, request.maxOutputTokens);
  setSampling(body, request);
  body.set('logprobs', request.logprobs);
  body.set('top_logprobs', request.topLogprobs);
  body.set('n', request.answerCount);
  body.set('response_format', encodeResponseFormat(request.responseFormat));
  encodeEffort(encoding);
  encodeServiceTier(encoding);
  if ((request.userId?.length ?? 0) <= longestUserId) body.set('user', request.userId);
  else body.drop('user');
  body.set('stream', request.stream);
  if (request.stream) body.set('stream_options', { include_usage: true });
  body.setExtras(request.extras, encoding.sameFormat);
  return body.build();
}

/** `reasoning_effort` as the target accepts it; a target without efforts gets none, and the loss is reported. */
function encodeEffort({ request, target, body }: RequestEncoding): void {
  if (request.reasoning === undefined) return;
  if (target.reasoningEfforts.length === 0) body.drop('reasoning_effort');
  else body.set('reasoning_effort', effortOf(request.reasoning, target.reasoningEfforts));
}

/** `off` is `none` where there is such an effort, else the weakest; without effort or budget the model decides. */
function effortOf(reasoning: ReasoningRequest, accepted: readonly string[]): string | undefined {
  if (reasoning.mode === 'off') return accepted.includes('none') ? 'none' : accepted[0];
  const { budgetTokens } = reasoning;
  const wanted = reasoning.effort ?? (budgetTokens === undefined ? undefined : effortForBudget(budgetTokens));
  const thinking = accepted.filter((effort) => effort !== 'none');
  return wanted === undefined || thinking.length === 0 ? undefined : clampEffort(wanted, thinking);
}

function encodeServiceTier({ request, body, sameFormat }: RequestEncoding): void {
  const tier = request.serviceTier;
  if (tier === undefined || sameFormat || serviceTiers.includes(tier)) body.set('service_tier', tier);
  else body.drop('service_tier');
}
