import { invalidRequest } from '../../errors.ts';
import type { ChatRequest } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import type { RequestEncoding } from './requestEncoding.ts';

interface InexpressibleParameter {
  readonly field: string;
  readonly isGiven: (request: ChatRequest) => boolean;
  /** `refused`: without it the client would get something else than it asked for. */
  readonly consequence: 'dropped' | 'refused';
}

/** What a client may ask for that the messages format has no word for. */
const inexpressible: readonly InexpressibleParameter[] = [
  { field: 'n', isGiven: ({ answerCount }) => (answerCount ?? 1) > 1, consequence: 'refused' },
  { field: 'seed', isGiven: ({ seed }) => seed !== undefined, consequence: 'dropped' },
  {
    field: 'frequency_penalty',
    isGiven: ({ frequencyPenalty }) => !!frequencyPenalty,
    consequence: 'dropped',
  },
  { field: 'presence_penalty', isGiven: ({ presencePenalty }) => !!presencePenalty, consequence: 'dropped' },
  { field: 'logprobs', isGiven: ({ logprobs }) => logprobs === true, consequence: 'dropped' },
  { field: 'top_logprobs', isGiven: ({ topLogprobs }) => !!topLogprobs, consequence: 'dropped' },
];

/** Reports what cannot be expressed. Throws `invalid_request` where leaving it out would change the answer's meaning. */
export function reportInexpressible(encoding: RequestEncoding): void {
  for (const { field, isGiven, consequence } of inexpressible) {
    if (!isGiven(encoding.request)) continue;
    if (consequence === 'refused') {
      throw invalidRequest(
        field,
        `${field}: Anthropic models cannot do this; leave it out, or route to another model.`,
      );
    }
    encoding.drop(field);
  }
}

/**
 * Sampling parameters within Anthropic's limits: temperature at most 1 and never together with top_p; a thinking model
 * takes neither a temperature but 1, nor top_k, nor a top_p below 0.95. What is left out or changed is reported.
 */
export function encodeSampling(encoding: RequestEncoding, thinks: boolean): JsonObject {
  const { temperature, topP, topK, stop } = encoding.request;
  const sampling: JsonObject = {};
  if (temperature !== undefined && (!thinks || temperature === 1))
    sampling.temperature = Math.min(temperature, 1);
  if (temperature !== sampling.temperature) encoding.drop('temperature');
  if (topP !== undefined && sampling.temperature === undefined && (!thinks || topP >= 0.95))
    sampling.top_p = topP;
  if (topP !== sampling.top_p && topP !== 1) encoding.drop('top_p');
  if (topK !== undefined && !thinks) sampling.top_k = topK;
  if (topK !== sampling.top_k) encoding.drop('top_k');
  const sequences = stop.filter((sequence) => sequence.trim() !== '');
  if (sequences.length < stop.length) encoding.drop(encoding.sameFormat ? 'stop_sequences' : 'stop');
  if (sequences.length > 0) sampling.stop_sequences = sequences;
  return sampling;
}

/** Anthropic's `service_tier` of OpenAI's; a tier that it does not have is dropped. */
export function encodeServiceTier(encoding: RequestEncoding): JsonObject {
  const tier = encoding.request.serviceTier;
  if (tier === undefined) return {};
  if (tier === 'auto' || tier === 'standard_only') return { service_tier: tier };
  if (tier === 'default') return { service_tier: 'standard_only' };
  encoding.drop('service_tier');
  return {};
}
