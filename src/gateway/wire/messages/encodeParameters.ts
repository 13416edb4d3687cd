import { invalidRequest } from '../../errors.ts';
import type { ChatRequest } from '../exchange.ts';
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
    encoding.body.drop(field);
  }
}

/**
 * Sampling parameters within Anthropic's limits: temperature at most 1 and never together with top_p; a thinking model
 * takes neither a temperature but 1, nor top_k, nor a top_p below 0.95; newer models take none at all. What is left out
 * or changed is reported, unless it was the default.
 */
export function encodeSampling(encoding: RequestEncoding, thinks: boolean): void {
  const { request, body, sameFormat } = encoding;
  const { temperature, topP, topK, stop } = request;
  const { takesSampling } = encoding.traits;
  const keepsTemperature = takesSampling && temperature !== undefined && (!thinks || temperature === 1);
  const keepsTopP = takesSampling && topP !== undefined && !keepsTemperature && (!thinks || topP >= 0.95);
  if (keepsTemperature) body.set('temperature', Math.min(temperature, 1));
  if (temperature !== undefined && temperature !== 1 && !(keepsTemperature && temperature < 1)) {
    body.drop('temperature');
  }
  if (keepsTopP) body.set('top_p', topP);
  else if (topP !== undefined && topP !== 1) body.drop('top_p');
  if (takesSampling && !thinks) body.set('top_k', topK);
  else if (topK !== undefined) body.drop('top_k');
  const sequences = stop.filter((sequence) => sequence.trim() !== '');
  if (sequences.length < stop.length) body.drop(sameFormat ? 'stop_sequences' : 'stop');
  if (sequences.length > 0) body.set('stop_sequences', sequences);
}

/** Anthropic's `service_tier` of OpenAI's; a tier that it does not have is dropped. */
export function encodeServiceTier({ request, body }: RequestEncoding): void {
  const tier = request.serviceTier === 'default' ? 'standard_only' : request.serviceTier;
  if (tier === undefined || tier === 'auto' || tier === 'standard_only') body.set('service_tier', tier);
  else body.drop('service_tier');
}
