import { BodyBuilder } from '../bodyBuilder.ts';
import type { EncodedRequest, EncodeTarget } from '../codec.ts';
import type { CompletionRequest } from '../exchange.ts';
import { formatSentinels } from '../fim/sentinels.ts';
import { setSampling } from '../setSampling.ts';

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
  body.set('max_tokens', request.maxOutputTokens);
  setSampling(body, request);
  body.set('stream', request.stream);
  if (request.stream) body.set('stream_options', { include_usage: true });
  body.setExtras(request.extras, request.format === 'completions');
  return body.build();
}

function sentinelPrompt(
  request: CompletionRequest,
  body: BodyBuilder,
  target: EncodeTarget,
): string | undefined {
  if (request.suffix === undefined || !body.refuses('suffix')) return undefined;
  return formatSentinels(target.model, request.prompt, request.suffix);
}
