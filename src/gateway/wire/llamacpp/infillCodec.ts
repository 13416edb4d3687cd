import { BodyBuilder } from '../bodyBuilder.ts';
import type { CompletionCodec, EncodedRequest, EncodeTarget } from '../codec.ts';
import { requireSinglePrompt } from '../completions/singlePrompt.ts';
import type { CompletionRequest } from '../exchange.ts';
import { splitSections } from '../fim/fileSections.ts';
import { gapOf } from '../fim/chatPrompt.ts';
import type { JsonObject } from '../json.ts';
import { upstreamOnly } from '../upstreamOnly.ts';
import { decodeAnswer } from './infillAnswer.ts';
import { InfillStreamDecoder } from './infillStream.ts';
import { setSampling } from '../setSampling.ts';

const noClient = upstreamOnly('llama.cpp’s');

/**
 * llama.cpp's `POST /infill` as an upstream for completions with a gap (tools/server/README.md): the server writes the tokens of
 * its model, and other files have a place of their own. Nobody can ask Muxgate in this format: its inbound half throws
 * `internal_error`.
 */
export const llamacppInfillCodec: CompletionCodec = {
  format: 'llamacpp-infill',
  framing: 'sse',
  decodeRequest: noClient,
  encodeRequest,
  decodeAnswer,
  encodeAnswer: noClient,
  createStreamDecoder: () => new InfillStreamDecoder(),
  createStreamEncoder: noClient,
  createStreamTap: noClient,
};

function encodeRequest(request: CompletionRequest, target: EncodeTarget): EncodedRequest {
  requireSinglePrompt(request);
  const body = new BodyBuilder(target);
  const { prefix, suffix, context } = gapOf(request);
  body.set('model', target.model);
  body.set('input_prefix', prefix);
  body.set('input_suffix', suffix);
  const others = context === undefined ? [] : extraFiles(context);
  if (others.length > 0) body.set('input_extra', others);
  body.set('n_predict', request.maxOutputTokens);
  setSampling(body, request);
  body.set('stream', request.stream);
  body.setExtras(request.extras, false);
  return body.build();
}

/** A file without a name gets the server's own. */
function extraFiles(context: string): JsonObject[] {
  return splitSections(context)
    .filter(({ text }) => text.trim() !== '')
    .map(({ path, text }) => (path === undefined ? { text } : { filename: path, text }));
}
