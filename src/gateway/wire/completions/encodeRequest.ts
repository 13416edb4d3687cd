import { BodyBuilder } from '../bodyBuilder.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { CompletionRequest } from '../exchange.ts';
import { formatSentinels } from '../fim/sentinels.ts';

/**
 * A completion as the body of `POST /v1/completions`. For a server that refuses `suffix` the gap is written with the
 * sentinel tokens of the model's family, where its name tells the family; else the suffix is reported as dropped.
 */
export function encodeRequest(request: CompletionRequest, target: EncodeTarget): EncodedRequest {
  const body = new BodyBuilder(target);
  const prompt = sentinelPrompt(request, body, target);
  body.set('model', target.model);
  body.set('prompt', request.promptList ?? prompt ?? request.prompt);
  if (prompt === undefined) body.set('suffix', request.suffix);
  setSampling(body, request);
  body.set('seed', request.seed);
  body.set('stream', request.stream);
  if (request.stream) body.set('stream_options', { include_usage: true });
  body.setExtras(request.extras, request.format === 'completions');
  return body.build();
}

function setSampling(body: BodyBuilder, request: CompletionRequest): void {
  body.set('max_tokens', request.maxOutputTokens);
  body.set('temperature', request.temperature);
  body.set('top_p', request.topP);
  body.set('top_k', request.topK);
  body.set('frequency_penalty', request.frequencyPenalty);
  body.set('presence_penalty', request.presencePenalty);
  if (request.stop.length > 0) body.set('stop', [...request.stop]);
}

function sentinelPrompt(
  request: CompletionRequest,
  body: BodyBuilder,
  target: EncodeTarget,
): string | undefined {
  if (request.suffix === undefined || !body.refuses('suffix')) return undefined;
  return formatSentinels(target.model, request.prompt, request.suffix);
}
