import { GatewayError } from '../../errors.ts';
import { BodyBuilder } from '../bodyBuilder.ts';
import type { CompletionCodec, EncodedRequest, EncodeTarget } from '../codec.ts';
import { requireSinglePrompt } from '../completions/singlePrompt.ts';
import type { CompletionRequest } from '../exchange.ts';
import { familyOfModel, sharesTokens } from '../fim/sentinelFamilies.ts';
import { parseSentinels } from '../fim/sentinels.ts';
import type { JsonObject } from '../json.ts';
import { decodeAnswer } from './generateAnswer.ts';
import { OllamaGenerateDecoder, OllamaGenerateTap } from './generateStream.ts';

/**
 * Ollama's `POST /api/generate` as an upstream for completions, the one of its endpoints that takes a `suffix`. Streams are
 * NDJSON. Nobody can ask Muxgate in this format: its inbound half throws `internal_error`.
 */
export const ollamaGenerateCodec: CompletionCodec = {
  format: 'ollama-generate',
  framing: 'ndjson',
  decodeRequest: upstreamOnly,
  encodeRequest,
  decodeAnswer,
  encodeAnswer: upstreamOnly,
  createStreamDecoder: () => new OllamaGenerateDecoder(),
  createStreamEncoder: upstreamOnly,
  createStreamTap: () => new OllamaGenerateTap(),
};

function encodeRequest(request: CompletionRequest, target: EncodeTarget): EncodedRequest {
  requireSinglePrompt(request);
  const body = new BodyBuilder(target);
  body.set('model', target.model);
  setPrompt(body, request, target);
  const options: JsonObject = {
    num_predict: request.maxOutputTokens,
    temperature: request.temperature,
    top_p: request.topP,
    top_k: request.topK,
    seed: request.seed,
    frequency_penalty: request.frequencyPenalty,
    presence_penalty: request.presencePenalty,
    stop: request.stop.length === 0 ? undefined : [...request.stop],
  };
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  if (given.length > 0) body.set('options', Object.fromEntries(given));
  body.set('stream', request.stream);
  body.setExtras(request.extras, false);
  return body.build();
}

/**
 * A prompt with the sentinel tokens of the model's own family goes as it is, past Ollama's template; with those of another
 * family it is taken apart, so that the template writes the right ones.
 */
function setPrompt(body: BodyBuilder, request: CompletionRequest, target: EncodeTarget): void {
  const gap = request.suffix === undefined ? parseSentinels(request.prompt) : undefined;
  const family = familyOfModel(target.model);
  if (gap === undefined) {
    body.set('prompt', request.prompt);
    body.set('suffix', request.suffix);
  } else if (family === undefined || sharesTokens(family, gap.family)) {
    body.set('prompt', request.prompt);
    body.set('raw', true);
  } else {
    body.set('prompt', (gap.context ?? '') + gap.prefix);
    body.set('suffix', gap.suffix);
  }
}

function upstreamOnly(): never {
  throw new GatewayError('internal_error', 'Muxgate is not asked in Ollama’s format.');
}
