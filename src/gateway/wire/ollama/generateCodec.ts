import { GatewayError } from '../../errors.ts';
import { BodyBuilder } from '../bodyBuilder.ts';
import type { AnswerCodec, ChatCodec, CompletionCodec, EncodedRequest, EncodeTarget } from '../codec.ts';
import { requireSinglePrompt } from '../completions/singlePrompt.ts';
import type { CompletionRequest } from '../exchange.ts';
import { familyOfModel, sharesTokens } from '../fim/sentinelFamilies.ts';
import { parseSentinels } from '../fim/sentinels.ts';
import { decodeAnswer, encodeAnswer } from './answer.ts';
import { generateShape } from './answerPiece.ts';
import { decodeGenerateChat, decodeGenerateCompletion } from './decodeGenerateRequest.ts';
import { encodeOptions } from './encodeOptions.ts';
import { OllamaStreamDecoder, OllamaStreamTap } from './streamDecoder.ts';
import { OllamaStreamEncoder } from './streamEncoder.ts';

const answers: AnswerCodec = {
  format: 'ollama-generate',
  framing: 'ndjson',
  decodeAnswer,
  encodeAnswer: (answer, context) => encodeAnswer(answer, context, generateShape),
  createStreamDecoder: () => new OllamaStreamDecoder(),
  createStreamEncoder: (context) => new OllamaStreamEncoder(context, generateShape),
  createStreamTap: () => new OllamaStreamTap(),
};

/** Ollama's `POST /api/generate` for completions, both ways: the one of its endpoints that takes a `suffix`. */
export const ollamaGenerateCodec: CompletionCodec = {
  ...answers,
  decodeRequest: decodeGenerateCompletion,
  encodeRequest,
};

/** `POST /api/generate` as one turn of a chat. Only clients ask so: nothing is ever converted to it. */
export const ollamaGenerateChatCodec: ChatCodec = {
  ...answers,
  decodeRequest: decodeGenerateChat,
  encodeRequest: () => {
    throw new GatewayError('internal_error', 'Chats are sent to Ollama by /api/chat.');
  },
};

function encodeRequest(request: CompletionRequest, target: EncodeTarget): EncodedRequest {
  requireSinglePrompt(request);
  const body = new BodyBuilder(target);
  const isOwn = request.format === 'ollama-generate';
  body.set('model', target.model);
  setPrompt(body, request, target);
  if (isOwn) for (const name of ownFields) body.set(name, request.extras[name]);
  const others = Object.entries(request.extras).filter(([name]) => !isOwn || !ownFields.includes(name));
  encodeOptions(body, request, Object.fromEntries(others), isOwn);
  body.set('stream', request.stream);
  return body.build();
}

/** Fields of `/api/generate` beside the prompt and those that chats have too. */
const ownFields = ['system', 'template', 'context', 'images', 'format', 'think', 'logprobs', 'top_logprobs'];

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
