import { invalidRequest } from '../../errors.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { ChatRequest } from '../exchange.ts';
import type { ReasoningRequest } from '../requestParameters.ts';
import { asArray, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { clampEffort, effortForBudget } from '../reasoningEffort.ts';
import { includeEncryptedReasoning, includeLogprobs } from './decodeRequest.ts';
import { encodeInput } from './encodeInput.ts';
import { encodeFormat, encodeTools } from './encodeTools.ts';
import { createRequestEncoding } from './requestEncoding.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/** OpenAI refuses less: "Expected a value >= 16". */
const leastOutputTokens = 16;
/** Longer ids are sessions and accounts of the client's own vendor: none of another provider's business. */
const longestUserId = 64;
/** OpenAI's classes of service; Anthropic's names mean other things. */
const serviceTiers = ['auto', 'default', 'flex', 'priority', 'scale'];
/** Fields that chat and this format have in common; `verbosity` has another place here. */
const sharedWithChat = ['metadata', 'prompt_cache_key', 'prompt_cache_retention', 'safety_identifier'];

/**
 * A chat request as the body of `POST /v1/responses`. Nothing is stored upstream, and reasoning is asked for in encrypted
 * form, so that it can be sent back. `target.refusedParameters` are names of this body's fields. Throws `invalid_request`
 * for what cannot be left out without changing the question; the rest that cannot be expressed is named in `dropped`.
 */
export function encodeRequest(request: ChatRequest, target: EncodeTarget): EncodedRequest {
  const encoding = createRequestEncoding(request, target);
  const { body, sameFormat } = encoding;
  const { instructions, items } = encodeInput(encoding);
  body.set('model', target.model);
  body.set('instructions', instructions);
  body.set('input', items);
  encodeTools(encoding);
  encodeLimit(encoding);
  body.set('temperature', request.temperature);
  body.set('top_p', request.topP);
  reportInexpressible(encoding);
  const { include, text, reasoning, ...extras } = ownExtras(encoding);
  body.set('reasoning', encodeReasoning(encoding, reasoning));
  body.set('text', merged(text, { format: encodeFormat(request.responseFormat) }));
  if (request.logprobs === true && !body.refuses('top_logprobs'))
    body.set('top_logprobs', request.topLogprobs ?? 0);
  else if (request.logprobs === true) body.drop('logprobs');
  body.set('include', encodeInclude(encoding, include));
  encodeServiceTier(encoding);
  if ((request.userId?.length ?? 0) <= longestUserId) body.set('user', request.userId);
  else body.drop('user');
  body.set('store', false);
  body.set('stream', request.stream);
  body.setExtras(extras, true);
  if (!sameFormat) reportExtras(encoding);
  return body.build();
}

/** The extras that may be written: the client's own in this format, and what chat calls the same. */
function ownExtras({ request, sameFormat }: RequestEncoding): JsonObject {
  if (sameFormat) return request.extras;
  if (request.format !== 'chat') return {};
  const shared = sharedWithChat.map((field) => [field, request.extras[field]]);
  const { verbosity } = request.extras;
  const known: JsonObject = Object.fromEntries(shared) as JsonObject;
  return verbosity === undefined ? known : { ...known, text: { verbosity } };
}

function reportExtras({ request, body }: RequestEncoding): void {
  const carried = request.format === 'chat' ? [...sharedWithChat, 'verbosity', 'store'] : [];
  for (const field of Object.keys(request.extras)) if (!carried.includes(field)) body.drop(field);
}

/** A limit that OpenAI would refuse is raised to the least that it takes, and reported. */
function encodeLimit({ request, body }: RequestEncoding): void {
  const limit = request.maxOutputTokens;
  if (limit === undefined) return;
  if (limit < leastOutputTokens) body.drop('max_output_tokens');
  body.set('max_output_tokens', Math.max(limit, leastOutputTokens));
}

/** Parameters that this format has no word for. */
function reportInexpressible({ request, body }: RequestEncoding): void {
  if ((request.answerCount ?? 1) > 1) {
    throw invalidRequest(
      'n',
      'n: the Responses format gives one answer; leave it out, or route to another model.',
    );
  }
  if (request.stop.length > 0) body.drop('stop');
  if (request.topK !== undefined) body.drop('top_k');
  if (request.seed !== undefined) body.drop('seed');
  if (request.frequencyPenalty) body.drop('frequency_penalty');
  if (request.presencePenalty) body.drop('presence_penalty');
}

/**
 * `reasoning`, for models that are known to reason. A client that shows thoughts gets their summary; chat has no place
 * where every client would look for them.
 */
function encodeReasoning(
  { request, target, body, reasons, sameFormat }: RequestEncoding,
  extra: JsonValue | undefined,
): JsonObject | undefined {
  const { reasoning } = request;
  if (reasoning === undefined) return isObject(extra) ? extra : undefined;
  if (!reasons && !sameFormat) {
    body.drop('reasoning_effort');
    return isObject(extra) ? extra : undefined;
  }
  const hidden = reasoning.display === 'omitted' || reasoning.mode === 'off';
  const shows = reasoning.display === 'summarized' || (request.format !== 'chat' && !sameFormat);
  return merged(extra, {
    effort: effortOf(reasoning, target.reasoningEfforts),
    summary: shows && !hidden ? 'auto' : undefined,
  });
}

/** `off` is `none` where there is such an effort, else the weakest; without effort or budget the model decides. */
function effortOf(
  { mode, effort, budgetTokens }: ReasoningRequest,
  accepted: readonly string[],
): string | undefined {
  if (accepted.length === 0) return mode === 'off' ? 'none' : effort;
  if (mode === 'off') return accepted.includes('none') ? 'none' : accepted[0];
  const wanted = effort ?? (budgetTokens === undefined ? undefined : effortForBudget(budgetTokens));
  const thinking = accepted.filter((candidate) => candidate !== 'none');
  return wanted === undefined || thinking.length === 0 ? undefined : clampEffort(wanted, thinking);
}

/** OpenAI answers 400 to a wish for encrypted reasoning where the model has none. */
function encodeInclude(
  { request, reasons, body }: RequestEncoding,
  extra: JsonValue | undefined,
): JsonValue[] | undefined {
  const wantsLogprobs = request.logprobs === true && !body.refuses('top_logprobs');
  const include = [
    ...(reasons ? [includeEncryptedReasoning] : []),
    ...(wantsLogprobs ? [includeLogprobs] : []),
    ...asArray(extra),
  ];
  return include.length === 0 ? undefined : include;
}

function encodeServiceTier({ request, body, sameFormat }: RequestEncoding): void {
  const tier = request.serviceTier;
  if (tier === undefined || sameFormat || serviceTiers.includes(tier)) body.set('service_tier', tier);
  else body.drop('service_tier');
}

/** The client's other fields of a nested object with ours; undefined when there are none of either. */
function merged(extra: JsonValue | undefined, ours: JsonObject): JsonObject | undefined {
  const all = { ...(isObject(extra) ? extra : {}), ...ours };
  const known = Object.entries(all).filter(([, value]) => value !== undefined);
  return known.length === 0 ? undefined : Object.fromEntries(known);
}
